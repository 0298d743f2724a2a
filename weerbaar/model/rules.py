"""The interpretation rules by name, and the thresholds with which an instrument applies them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RuleId(StrEnum):
    """The rules, in the order in which they are shown."""

    CONTENT = "content"
    STRENGTHS = "strengths"
    STANDS_OUT = "stands_out"
    SEVERAL_STAND_OUT = "several_stand_out"
    AWARENESS_SIDE = "awareness_side"
    ACTING_SIDE = "acting_side"
    STILL_OPEN = "still_open"
    ALL_ASK = "all_ask"
    ONE_POINT = "one_point"
    SPREAD = "spread"
    DISCUSS = "discuss"


REQUIRED = frozenset({RuleId.SPREAD, RuleId.DISCUSS})
"""Rules that no instrument can do without: there is always something to say."""

FOR_ONE = frozenset({RuleId.ONE_POINT})
"""Rules that never speak to a group."""

OTHERWISE = frozenset({RuleId.STILL_OPEN, RuleId.ALL_ASK, RuleId.ONE_POINT, RuleId.SPREAD})
"""Rules of which one speaks where no other says what asks for attention, or that nothing does."""

SELF_TEST = frozenset(RuleId) - {RuleId.STRENGTHS}
"""The rules of the self-test (design section 4)."""


@dataclass(frozen=True)
class Rules:
    """The rules of an instrument and their thresholds (design section 4).

    Attributes
    ----------
    used
        Which rules the instrument has.
    stands_out_at_least
        Least attention (number of red or orange answers) before a quadrant can stand out.
    stands_out_above, side_above
        How far a quadrant (a side) must lie above every other: in answers for one person.
    content_max_orange
        Most orange answers with which a complete sheet without red counts as content.
    group_stands_out_above, group_side_above
        The same for a group, as a difference of shares not green (0..1). Of a small group, of
        which only levels are known, the release says what stands out, and a side lies so far
        above the other when that is certain from its levels.
    group_content_at_most
        Highest share not green (0..1) in any quadrant at which a group counts as content.
    group_strong_at_most
        Highest share not green (0..1) at which a quadrant is a strength of a group. For one
        person it is one without red in which more than half is green.
    level_content_at_most, level_strong_at_most
        Highest level (0..2) in any quadrant at which a small group counts as content, and highest
        level at which a quadrant is a strength of it.
    """

    used: frozenset[RuleId] = SELF_TEST
    stands_out_at_least: int = 2
    stands_out_above: int = 1
    side_above: int = 2
    content_max_orange: int = 2
    group_stands_out_above: float = 0.15
    group_side_above: float = 0.15
    group_content_at_most: float = 0.15
    group_strong_at_most: float = 0.15
    level_content_at_most: int = 0
    level_strong_at_most: int = 0

    @property
    def judges(self) -> bool:
        """Whether a quadrant can be called the one that asks most; in a vote none can."""
        return RuleId.STANDS_OUT in self.used
