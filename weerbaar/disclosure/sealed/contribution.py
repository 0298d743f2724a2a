"""Contribution: the sums of one session as a research organisation may read them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from weerbaar.disclosure.policy import Policy
from weerbaar.disclosure.sealed.populations import MINIMUM, for_research
from weerbaar.model.instrument import Instrument
from weerbaar.model.tally import Tally


@dataclass(frozen=True)
class Contribution:
    """What one session gives to research: sums, and what kind of group it was. No name of it.

    Attributes
    ----------
    instrument
        What was answered; of it only id and fingerprint are sealed.
    group_type, size_class
        As the facilitator chose them, ids of ``content/choices.yaml``.
    year
        Year of the session; no finer date is sealed.
    wave
        1 for a first session of a group, 2 for the one that repeats it, and so on.
    series
        Random text that the waves of one group share; it means nothing outside research.
    simulated
        Whether the participants were made up.
    policy
        The disclosure policy that the participants were promised.
    tally
        Sums over at least five people; see :func:`for_research`.
    heads, joined, done
        People present, browsers that began, browsers that were done, as far as known; see
        :func:`response`.

    Raises
    ------
    ValueError
        If something follows from it about one to four people.
    """

    instrument: Instrument = field(repr=False)
    group_type: str
    size_class: str
    year: int
    language: str
    wave: int
    series: str
    simulated: bool
    policy: Policy
    tally: Tally = field(repr=False)
    heads: int | None = None
    joined: int | None = None
    done: int | None = None

    def __post_init__(self) -> None:
        sheets, known = self.tally.sheets, self.response
        if (
            sheets < MINIMUM
            or for_research(self.tally, self.instrument) != self.tally
            or response(sheets, **known) != known
        ):
            msg = f"a contribution holds sums over at least {MINIMUM} people"
            raise ValueError(msg)

    @property
    def response(self) -> dict[str, int | None]:
        """Heads, joined and done by name."""
        return {"heads": self.heads, "joined": self.joined, "done": self.done}


def response(shared: int, **known: int | None) -> dict[str, int | None]:
    """Numbers of people of which no two, nor one and those who shared, differ by one to four.

    From the smallest up, a number that exceeds the one before by one to four becomes equal to it.
    In which order they come is not fixed: heads are counted by eye, and a browser is not a person.

    Parameters
    ----------
    shared
        Number of sheets. Not one of the others can be smaller, and none stays so.
    known
        Numbers by name; None, not known, stays None.
    """
    kept, last = dict(known), shared
    for n, name in sorted((n, name) for name, n in known.items() if n is not None):
        if n >= last + MINIMUM:
            last = n
        kept[name] = last
    return kept


def new_series() -> str:
    """A random name for a group, to be shared by its waves."""
    return secrets.token_urlsafe(12)
