"""What an instrument is and what answers to it mean: pure, standard library only."""

from weerbaar.model.advice import Advice, Evidence, advise
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import (
    Colour,
    Instrument,
    Quadrant,
    Side,
    Statement,
)
from weerbaar.model.profile import Measure, Part, Profile, score
from weerbaar.model.refusal import Refusal
from weerbaar.model.rules import RuleId, Rules
from weerbaar.model.tally import Tally

__all__ = [
    "Advice",
    "AnswerSheet",
    "Colour",
    "Evidence",
    "Instrument",
    "Measure",
    "Part",
    "Profile",
    "Quadrant",
    "Refusal",
    "RuleId",
    "Rules",
    "Side",
    "Statement",
    "Tally",
    "advise",
    "score",
]
