"""The strongest and the weakest quadrant of a group, and what to ask about them."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.model import Part, Profile, RuleId
from weerbaar.present.wording import scale_words


@dataclass(frozen=True)
class Extreme:
    """A quadrant that has most or least attention, with its question.

    Attributes
    ----------
    key
        ``weakest`` or ``strongest``.
    heading
        Its name and what it is: only where quadrants are judged, the strongest or weakest.
    id, quadrant
        Of the quadrant, and its name.
    """

    key: str
    heading: str
    id: str
    quadrant: str
    question: str


def extremes(
    profile: Profile, instrument: InstrumentContent, content: Content, language: str
) -> list[Extreme]:
    """The weakest and the strongest quadrant, each only when it stands alone."""
    found = []
    scale = scale_words(instrument, language)
    # In a vote no quadrant is weak: there the words of the scale say which is which.
    judged = RuleId.STANDS_OUT in profile.rules.used
    said = {"weakest": "least_green", "strongest": "most_green"}
    for key, quadrant in (("weakest", weakest(profile)), ("strongest", strongest(profile))):
        if quadrant is not None:
            entry = instrument.quadrant(quadrant)
            question = entry.questions.weak if key == "weakest" else entry.questions.strong
            name = entry.name[language]
            about = key if judged else said[key]
            heading = content.text(f"facilitator.result.{about}", language, quadrant=name, **scale)
            found.append(Extreme(key, heading, quadrant, name, question[language]))
    return found


def weakest(profile: Profile) -> str | None:
    """Id of the quadrant with most attention, when there is one."""
    known = _known(profile)
    alone = len(known) > 1 and known[-1][0] > known[-2][0]
    return known[-1][1].id if alone else None


def strongest(profile: Profile) -> str | None:
    """Id of the quadrant with least attention, when there is one."""
    known = _known(profile)
    alone = len(known) > 1 and known[0][0] < known[1][0]
    return known[0][1].id if alone else None


def _known(profile: Profile) -> list[tuple[float, Part]]:
    return sorted(
        ((part.attention, part) for part in profile.quadrants if part.attention is not None),
        key=lambda found: found[0],
    )
