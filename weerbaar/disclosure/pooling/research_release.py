"""ResearchRelease: what may be known of many sessions together, once pooled and rounded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from weerbaar.disclosure.policy import too_lax


class PartKind(StrEnum):
    """What a figure is about; its id says which one."""

    STATEMENT = "statement"
    QUADRANT = "quadrant"
    SIDE = "side"
    TOTAL = "total"


class Suppression(StrEnum):
    """Why a count is suppressed (Handbook on Statistical Disclosure Control, 2nd ed., 4.3-4.4)."""

    PRIMARY = "small"
    """The count is smaller than the threshold."""
    COMPLEMENTARY = "complement"
    """Suppressed with others, at least one of which is small; which one is not told."""


@dataclass(frozen=True)
class Cell:
    """A count of people.

    Attributes
    ----------
    part, id
        What was counted: a statement, or the score on a quadrant, a side or in total.
    category
        Of a statement: ``green``, ``orange``, ``red`` or ``skip``, over all sheets. Of a score:
        the points as text (``"0"``, ``"1"``, ...), over sheets complete on what is scored.
    count
        Rounded to ``ResearchRules.round_to``; None when hidden.
    hidden
        Why the count is not there; None when it is.
    """

    part: PartKind
    id: str
    category: str
    count: int | None
    hidden: Suppression | None = None


@dataclass(frozen=True)
class Share:
    """The share of answers that are not green, as a ratio over the people of all sessions.

    Attributes
    ----------
    part, id
        A statement, quadrant or side.
    value
        0..1, three decimals; None when hidden. The rounded number of answers that are not green
        over ``answers``, so that it says no more than a rounded count.
    standard_error
        Linearised, with councils as clusters (``PooledGroup.series``; the waves of one council are
        one cluster). Computed before rounding; three decimals, two when there are fewer than ten
        clusters. None when hidden.
    design_effect
        Variance over that of as many independent answers, one decimal, to the half when there are
        fewer than ten clusters; None as ``standard_error``.
    answers
        Number of answers behind it, rounded to ``ResearchRules.round_to``. When the number of skips
        is hidden it follows from ``PooledGroup.people``, halfway what may have been skipped.
    rounding
        The most that rounding can have moved ``value``, 0..1.
    """

    part: PartKind
    id: str
    value: float | None
    standard_error: float | None
    design_effect: float | None
    answers: int | None
    rounding: float | None = None


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha, from item variances and the histogram of scores.

    Over sheets that are complete on the statements at hand, whatever else they skip; so a quadrant
    has more sheets than the total.

    Attributes
    ----------
    part, id
        A quadrant, a side, or the total.
    items
        Number of statements.
    alpha
        At most 1, two decimals; None when hidden or when the scores do not vary.
    mean_covariance
        Mean covariance of two items, points squared, two decimals.
    people
        Those sheets, rounded to ``ResearchRules.round_to``; None when that would tell a small
        number.
    fewest
        At least so many sheets, as follows from what else is shown; None when nothing is.
    """

    part: PartKind
    id: str
    items: int
    alpha: float | None
    mean_covariance: float | None
    people: int | None
    fewest: int | None = None


@dataclass(frozen=True)
class Covariances:
    """How much two statements go together on average, over sheets without any skip.

    Attributes
    ----------
    within, between
        Mean covariance of two statements of one quadrant, and of two quadrants; points squared,
        two decimals. None when hidden, or when there are no such pairs.
    """

    within: float | None
    between: float | None


@dataclass(frozen=True)
class SurveyResponse:
    """How many people there were in those sessions that know it, and how many of them shared.

    Attributes
    ----------
    sessions
        Number of sessions that know heads and done; exact.
    heads, joined, done, shared
        People present, browsers in which somebody began, those that were done, and sheets. Rounded
        to ``ResearchRules.round_to``; None when it lies so near to another one that a small number
        of people would follow, and ``joined`` also when a session does not know it.
    rate_low, rate_high
        Ends of what shared over heads can have been in those sessions, 0..1, three decimals: heads
        are rounded or hidden, and were merged with another number when a session differed by fewer
        than five people.
    """

    sessions: int
    heads: int | None
    joined: int | None
    done: int | None
    shared: int
    rate_low: float
    rate_high: float


@dataclass(frozen=True)
class PooledGroup:
    """The figures of one group of sessions.

    Attributes
    ----------
    key
        ``(variable, value)`` pairs that tell which sessions, for instance
        ``(("group_type", "gemeenteraad"),)``; empty for all sessions.
    sessions
        Number of sessions pooled; exact.
    people
        Number of sheets, rounded to ``ResearchRules.round_to``.
    series
        Number of councils: the waves of one council are one. Exact.
    covariances, response
        None when they may not be shown.
    """

    key: tuple[tuple[str, str], ...]
    sessions: int
    people: int
    cells: tuple[Cell, ...]
    shares: tuple[Share, ...]
    reliabilities: tuple[Reliability, ...]
    series: int = 0
    covariances: Covariances | None = None
    response: SurveyResponse | None = None


class Design(StrEnum):
    """Which councils a comparison is between."""

    INDEPENDENT = "independent"
    """Those of one group with those of another, as different councils."""
    PAIRED = "paired"
    """The councils that are in both groups, with themselves."""
    OVERLAPPING = "overlapping"
    """All councils of both groups, of which some are in both and resemble themselves."""
    OWN = "own"
    """One council, by its own picture, with the others of a group."""


@dataclass(frozen=True)
class Comparison:
    """A share in two groups: what differs, and how much of that chance can make.

    Everything after ``standard_error`` and ``degrees`` follows from the numbers before.

    Attributes
    ----------
    first, second
        Keys of the groups.
    councils
        Number of councils behind it, one in both groups counted once; exact.
    part, id
        A statement, quadrant or side.
    first_share, second_share
        As ``Share.value``; when paired, of the councils that are in both groups.
    difference
        The second share minus the first, -1..1; None, as all that follows, when one of them is
        hidden or nothing varies.
    standard_error
        Of the difference, from exact counts and with councils as clusters, with the error that
        rounding the shares adds; rounded up to the next 0.001, or 0.005 with few councils.
    degrees
        Of freedom for Student's t, rounded down.
    low, high
        Interval of 95 %, -1..1.
    effect
        Cohen's h, in radians, -pi..pi; 0.2 is small, 0.5 middling and 0.8 large (Cohen 1988,
        Statistical power analysis for the behavioral sciences, chapter 6).
    p_value
        Two-sided, of no difference, before correction for the number of tests.
    """

    first: tuple[tuple[str, str], ...]
    second: tuple[tuple[str, str], ...]
    design: Design
    councils: int
    part: PartKind
    id: str
    first_share: float | None = None
    second_share: float | None = None
    difference: float | None = None
    standard_error: float | None = None
    degrees: int | None = None
    low: float | None = None
    high: float | None = None
    effect: float | None = None
    p_value: float | None = None


@dataclass(frozen=True)
class ResearchRules:
    """Parameters of the research rules (design section 6), with their floors as defaults.

    Stricter is possible, laxer raises ``ValueError``.

    Attributes
    ----------
    sessions, people
        Fewest sessions and people in any group shown; the waves of one council count as one
        session, with the people of the largest wave.
    largest
        Largest part of a group that one council may be, 0..1.
    threshold
        Cells below it are hidden.
    round_to
        Base that counts are rounded to, each by itself.
    difference
        Fewest people that anything may be about that follows from all releases together; it must
        also be about three councils, none of them dominating (see ``combinations``).
    """

    sessions: int = 3
    people: int = 30
    largest: float = 0.5
    threshold: int = 10
    round_to: int = 5
    difference: int = 10

    def __post_init__(self) -> None:
        for name in ("sessions", "people", "threshold", "round_to", "difference"):
            floor = getattr(ResearchRules, name)
            if getattr(self, name) < floor:
                raise too_lax(name, getattr(self, name), floor)
        if not 0 < self.largest <= ResearchRules.largest:
            most = ResearchRules.largest
            msg = f"largest is {self.largest!r}; it must be above 0 and at most {most}"
            raise ValueError(msg)


@dataclass(frozen=True)
class Clash:
    """What would follow from a group together with what is shown beside it.

    Attributes
    ----------
    left
        What would be left over: ``one_council``, ``two_councils``, ``few_people`` or
        ``one_dominates`` (one council counts for more than half of it).
    releases
        The earlier releases that it takes, as few as possible: the day on which each was entered
        and the variables of its tables, None where an old ledger does not say.
    here
        Whether it takes other groups of the same release too.
    """

    left: str
    releases: tuple[tuple[date | None, tuple[tuple[str, ...], ...] | None], ...]
    here: bool


@dataclass(frozen=True)
class RefusedGroup:
    """A group that is not shown, and why.

    Attributes
    ----------
    reason
        ``few_sessions``, ``few_people``, ``one_session_dominates`` or ``too_close`` (to what is
        in the ledger and to the other groups of this release, taken together).
    clash
        With what, when it is too close; not for whoever the release is handed to.
    """

    key: tuple[tuple[str, str], ...]
    reason: str
    clash: Clash | None = None


@dataclass(frozen=True)
class ResearchRelease:
    """All that may be shown or exported of pooled sessions.

    Attributes
    ----------
    instrument, digest
        Id and fingerprint of the instrument all sessions answered.
    by
        Variables that the groups differ in; empty when there is only the group of all.
    simulated
        Whether any of the sessions were made up; then all figures are marked so.
    refusals
        Groups that may not be shown.
    comparisons
        Of every two groups, part by part; the group of all sessions with none, for it holds them.
    earlier
        Digests of earlier versions of the instrument that some sessions answered.
    """

    instrument: str
    digest: str
    rules: ResearchRules
    by: tuple[str, ...]
    simulated: bool
    groups: tuple[PooledGroup, ...]
    refusals: tuple[RefusedGroup, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    earlier: tuple[str, ...] = ()
