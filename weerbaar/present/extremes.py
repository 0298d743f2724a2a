"""The strongest and the weakest quadrant of a group, and what to ask about them.

Nothing is called weak that no rule says so of: a quadrant that is only a little less green than the
others is told as just that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.model import Measure, Part, Profile, RuleId, advise
from weerbaar.model.rules import OTHERWISE
from weerbaar.present.wording import scale_words


@dataclass(frozen=True)
class Extreme:
    """A quadrant that has most or least attention, with its question.

    Attributes
    ----------
    key
        ``weakest`` or ``strongest``.
    about
        What is certain of it: ``weakest``, ``one_of_weakest`` or ``strongest`` where a rule says
        so, else ``least_green`` or ``most_green``.
    heading
        Its name and what is certain of it: the strongest or weakest where a rule says that
        quadrants differ, else where most or fewest answers are green.
    id, quadrant
        Of the quadrant, and its name.
    """

    key: str
    about: str
    heading: str
    id: str
    quadrant: str
    question: str


def extremes(profile: Profile, instrument: InstrumentContent, voice: Voice) -> list[Extreme]:
    """The weakest and the strongest quadrant, each only when it stands alone."""
    found = []
    scale = scale_words(instrument, voice.language)
    for key, quadrant in (("weakest", weakest(profile)), ("strongest", strongest(profile))):
        if quadrant is not None:
            entry = instrument.quadrant(quadrant)
            question = entry.questions.weak if key == "weakest" else entry.questions.strong
            name = voice.of(entry.name)
            about = _certain(key, quadrant, profile)
            heading = voice(f"facilitator.result.{about}", quadrant=name, **scale)
            found.append(Extreme(key, about, heading, quadrant, name, voice.of(question)))
    return found


def _certain(key: str, quadrant: str, profile: Profile) -> str:
    """What may be said of the quadrant with most or least attention, as a key of its heading."""
    by_figures = {"weakest": "least_green", "strongest": "most_green"}[key]
    # In a vote no quadrant is weak: there the words of the scale say which is which.
    if not profile.rules.judges:
        return by_figures
    fired = {advice.rule: advice for advice in advise(profile)}
    if not fired.keys() - {*OTHERWISE, RuleId.CONTENT, RuleId.DISCUSS}:
        return by_figures
    if key == "strongest" or RuleId.STANDS_OUT in fired:
        return key
    several = fired.get(RuleId.SEVERAL_STAND_OUT)
    return "one_of_weakest" if several and quadrant in several.quadrants else by_figures


def alike(profile: Profile) -> bool:
    """Whether no quadrant is the one to ask about: none stands out, or none is weakest alone.

    In a vote nothing is weak, so there this is never so.
    """
    if not profile.rules.judges:
        return False
    return weakest(profile) is None or any(advice.rule in OTHERWISE for advice in advise(profile))


def weakest(profile: Profile) -> str | None:
    """Id of the quadrant with most attention, when there is one."""
    if profile.highest and len(profile.highest) == 1:
        return profile.highest[0]
    return _alone(profile, lambda one, other: _above(one, other, profile))


def strongest(profile: Profile) -> str | None:
    """Id of the quadrant with least attention, when there is one."""
    return _alone(profile, lambda one, other: _above(other, one, profile))


def _alone(profile: Profile, beyond: Callable[[Part, Part], bool]) -> str | None:
    known = [part for part in profile.quadrants if part.attention is not None]
    found = [p for p in known if all(beyond(p, other) for other in known if other is not p)]
    return found[0].id if len(found) == 1 and len(known) > 1 else None


def _above(one: Part, other: Part, profile: Profile) -> bool:
    """Whether one has more attention; of levels, which may be one answer apart, when certain."""
    if profile.measure is Measure.LEVEL:
        return (one.low or 0) >= (other.high or 0)
    return (one.attention or 0) > (other.attention or 0)
