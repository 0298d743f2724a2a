"""A table with noise: the counts per statement and colour, differentially private (OpenDP).

Who shares is protected whatever else anybody knows: the table hardly depends on whether one sheet
was in the pool. The mechanism is the discrete Laplace of Ghosh, Roughgarden and Sundararajan
(Universally utility-maximizing privacy mechanisms, SIAM J. Comput. 41, 2012), as in OpenDP.

A table is drawn once. Whoever could draw again would average the noise away, so a draw is
remembered, whether or not it was shown. It is spent when it is: what was spent on a session is
added up over all draws shown that it was part of.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel, ValidationError

from weerbaar.model.refusal import Refusal

FORMAT: Literal[1] = 1

LEAST_PEOPLE = 500
"""Fewest people for a table with noise: below it, noise drowns what there is to see."""

BUDGET = 1.0
"""Most that may ever be spent on one session, in epsilon."""

CONFIDENCE = 0.95

Key = tuple[str, str]
"""Statement id and colour."""


class NoiseError(Refusal):
    """A table with noise that may not be drawn, or not any more."""

    group = "package.errors.noise"


@dataclass(frozen=True)
class NoisyCell:
    """A count with noise; ``count`` is at least 0, lower values were raised to it afterwards."""

    id: str
    category: str
    count: int


@dataclass(frozen=True)
class NoisyTable:
    """One draw.

    Attributes
    ----------
    instrument, digest
        Id and fingerprint of the instrument.
    sessions
        Number of sessions in the pool; exact.
    epsilon
        What this draw spent; the privacy unit is one shared sheet, of which a participant has at
        most one in a session.
    budget
        Most that may be spent on a session, all draws together.
    scale
        Of the noise, in people: ``statements / epsilon``.
    error
        In 95 of 100 cells the noise is at most this many people.
    clipped
        Number of cells that the noise made negative, and that are published as 0.
    """

    instrument: str
    digest: str
    sessions: int
    epsilon: float
    budget: float
    scale: float
    error: float
    clipped: int
    simulated: bool
    cells: tuple[NoisyCell, ...]


@dataclass(frozen=True)
class _Draw:
    pool: str
    members: tuple[str, ...]
    table: NoisyTable
    shown: bool = True
    """Books of before held only what had been paid for."""


@dataclass(frozen=True)
class NoiseBook:
    """All draws so far. A value: drawing gives a new book, which the caller keeps for good.

    A draw is kept before anything is made of it, and :meth:`shown` in the same step in which
    others can see it. Losing a book is losing count of what was spent.
    """

    draws: tuple[_Draw, ...] = ()

    def draw(
        self,
        counts: Mapping[Key, int],
        members: Iterable[str],
        *,
        instrument: str,
        digest: str,
        people: int,
        epsilon: float,
        simulated: bool = False,
    ) -> tuple[NoiseBook, NoisyTable]:
        """Draw a table, or give the one that was drawn before for this pool and epsilon.

        Nothing is spent by it; see :meth:`shown`.

        Parameters
        ----------
        counts
            True number of people per statement and colour, every statement with all its colours.
        members
            Something lasting that names each session, and that gives nothing away.
        people
            Number of sheets behind the counts.
        epsilon
            Above 0 and at most ``BUDGET``.

        Raises
        ------
        NoiseError
            ``epsilon`` out of range, ``too_few_people``, or ``over_budget`` when a session would
            be spent more on than the budget.
        """
        if not (math.isfinite(epsilon) and 0 < epsilon <= BUDGET):
            raise NoiseError("epsilon", found=epsilon, most=BUDGET)
        if people < LEAST_PEOPLE:
            raise NoiseError("too_few_people", least=LEAST_PEOPLE)
        named = tuple(sorted(members))
        pool = _fingerprint(named, digest)
        alike = (d for d in self.draws if d.pool == pool and d.table.epsilon == epsilon)
        made = next(alike, None)
        if made is not None and made.shown:
            return self, made.table
        spent = max((self.spent(member) for member in named), default=0.0)
        if spent + epsilon > BUDGET + 1e-9:
            raise NoiseError("over_budget", spent=round(spent, 6), asked=epsilon, most=BUDGET)
        if made is not None:
            return self, made.table
        statements = len({statement for statement, _ in counts})
        scale = _scale(statements, epsilon)
        noisy = _noisy(list(counts.values()), scale)
        table = NoisyTable(
            instrument=instrument,
            digest=digest,
            sessions=len(named),
            epsilon=epsilon,
            budget=BUDGET,
            scale=round(scale, 6),
            error=round(_error(scale), 1),
            clipped=sum(count < 0 for count in noisy),
            simulated=simulated,
            cells=tuple(
                NoisyCell(statement, colour, max(0, count))
                for (statement, colour), count in zip(counts, noisy, strict=True)
            ),
        )
        return NoiseBook((*self.draws, _Draw(pool, named, table, shown=False))), table

    def shown(self, table: NoisyTable) -> NoiseBook:
        """The book once a table that was drawn can be seen."""
        return NoiseBook(
            tuple(replace(made, shown=made.shown or made.table == table) for made in self.draws)
        )

    def spent(self, member: str) -> float:
        """Epsilon spent on a session so far, over all draws shown that it was part of."""
        return sum(d.table.epsilon for d in self.draws if d.shown and member in d.members)

    def to_json(self) -> str:
        """Text form; holds what was published, and what names the sessions."""
        return _Kept(format=FORMAT, draws=self.draws).model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> NoiseBook:
        """Read back what :meth:`to_json` gave.

        Raises
        ------
        ValueError
            If it is no such text: going on without it would forget what was spent.
        """
        try:
            return cls(_Kept.model_validate_json(text).draws)
        except ValidationError:
            raise ValueError("not a book of draws") from None


class _Kept(BaseModel):
    """A book in a file."""

    format: Literal[1]
    draws: tuple[_Draw, ...]


def _fingerprint(members: tuple[str, ...], digest: str) -> str:
    """Names a pool, by which sessions are in it."""
    return hashlib.sha256(json.dumps([digest, members]).encode()).hexdigest()


def _scale(statements: int, epsilon: float) -> float:
    """One sheet changes at most one count of each statement by one: an L1 distance.

    A trifle more than the quotient, which may have been rounded down.
    """
    return statements / epsilon * (1 + 1e-12)


def _error(scale: float) -> float:
    import opendp.prelude as dp

    found: float = dp.discrete_laplacian_scale_to_accuracy(scale=scale, alpha=1 - CONFIDENCE)
    return found


def _noisy(counts: list[int], scale: float) -> list[int]:
    import opendp.prelude as dp

    # Everything used here is proven but "contrib" until OpenDP's own review of it is done.
    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    mechanism = space >> dp.m.then_laplace(scale=scale)
    return [int(count) for count in mechanism(counts)]
