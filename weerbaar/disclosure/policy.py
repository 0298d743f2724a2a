"""Policy: the parameters of the disclosure rules, and the floors below which none may go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from weerbaar.catalog import Content


@dataclass(frozen=True)
class Policy:
    """Parameters of the room rules (design section 6).

    Attributes
    ----------
    minimum
        Fewest shared sheets before any figure is released (R2).
    statements_from
        Fewest shared sheets, and answers to a statement, before counts per statement (R2, R3);
        more than three times the band.
    band
        The width ``w``: counts up to it are shown as ``0..w`` (R3). With ``w`` = 3 two
        accomplices in the room learn nothing certain about a third person, with 2 one.
    """

    minimum: int = 5
    statements_from: int = 10
    band: int = 3

    def __post_init__(self) -> None:
        for field in fields(self):
            found = getattr(self, field.name)
            floor = FLOORS[field.name]
            if isinstance(found, bool) or not isinstance(found, int) or found < floor:
                raise too_lax(field.name, found, floor)
        answers = answers_for(self.band)
        if self.statements_from < answers:
            raise too_lax("statements_from", self.statements_from, answers)

    def to_dict(self) -> dict[str, int]:
        """Parameters as plain numbers, for storage."""
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: Mapping[str, int]) -> Policy:
        """Read back what :meth:`to_dict` gave; the floors are checked again."""
        return cls(**{f.name: raw[f.name] for f in fields(cls)})


FLOORS = {"minimum": 5, "statements_from": 10, "band": 2}
"""Least value of each parameter; content may make a policy stricter, never laxer."""


def too_lax(parameter: str, found: object, floor: float) -> ValueError:
    """What is raised for a parameter that is laxer than its floor, or of the wrong kind."""
    return ValueError(f"policy parameter {parameter} is {found!r}; it must be at least {floor}")


def answers_for(band: int) -> int:
    """Fewest answers to a statement for counts in a band of this width.

    With at most twice the band both numbers could lie in ``0..w``, and which one is banded would
    tell. With at most three times the band the highest level of fewer answers would leave fewer
    green ones than the band does.
    """
    return 3 * band + 1


def policy_of(content: Content) -> Policy:
    """The policy that the content asks for.

    Raises
    ------
    ValueError
        If a parameter is laxer than its floor.
    """
    parameters = content.disclosure.parameters
    return Policy(**{f.name: getattr(parameters, f.name).value for f in fields(Policy)})
