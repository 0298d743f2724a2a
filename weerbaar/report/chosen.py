"""The exercise that a group did after its picture, with the reason why it fits."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.model import Profile
from weerbaar.present.proposals import proposal_of


@dataclass(frozen=True)
class ChosenTold:
    """An exercise in words.

    Attributes
    ----------
    why
        Why it fits this result; what it is about where it follows no result.
    evidence
        The numbers behind that; None when no number points at it.
    """

    name: str
    goal: str
    why: str
    evidence: str | None


def chosen_told(
    exercise: str | None, profile: Profile | None, instrument: InstrumentContent, voice: Voice
) -> ChosenTold | None:
    """Tell an exercise; None when there is none of that id (any more)."""
    twins = voice.content.exercises.get(exercise) if exercise else None
    if exercise is None or twins is None:
        return None
    found = voice.of(twins)
    fits = proposal_of(exercise, profile, instrument, voice)
    why, evidence = (fits.why, fits.evidence) if fits else (found.about, None)
    return ChosenTold(found.title, found.goal, why, evidence)
