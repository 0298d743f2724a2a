"""The shape of instruments and of the smaller files; unknown fields are refused."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from weerbaar.catalog.references import InOrder, Names, Once
from weerbaar.catalog.texts import (
    ChoiceId,
    Day,
    Id,
    QuadrantName,
    ShortText,
    Some,
    Strict,
    Text,
    Titled,
    Words,
    holds,
)
from weerbaar.model.instrument import Colour, Side
from weerbaar.model.rules import RuleId

ColourName = Literal["green", "orange", "red"]


class Tip(Strict):
    """What to do about one statement, and the tools it names."""

    text: Text
    tools: Annotated[Some[Id], Names("tools", "unknown_tool")]
    source: Words


class ColourMeanings(Strict):
    """What each colour means for one statement."""

    green: Text
    orange: Text
    red: Text


class StatementEntry(Strict):
    """A statement with its texts.

    Attributes
    ----------
    may_skip
        Whether its own text invites some to skip it; then a skip leaves nothing open.
    """

    id: Id
    short: ShortText
    text: Text
    help: Text | None = None
    may_skip: bool = False
    colours: ColourMeanings
    tip: Tip
    source: Words


class Questions(Strict):
    """Questions for the conversation about a quadrant."""

    strong: Text
    weak: Text


class QuadrantEntry(Strict):
    """A quadrant with its texts and statements."""

    id: Id
    side: Side
    name: QuadrantName
    about: Text
    closing: Text
    questions: Questions
    source: Words
    statements: Some[StatementEntry]


class ColourEntry(Strict):
    """A colour of the scale."""

    id: ColourName
    word: Text
    meaning: Text


class SideEntry(Strict):
    """A side of the instrument."""

    id: Side
    name: Text
    about: Text


Use = Literal["alone", "group", "research"]
"""Whether one may fill an instrument in without a session, whether a session can be opened with it,
and whether the sums of such a session may be sealed for research."""


class LevelsEntry(Strict):
    """What there is little, some or much of in a quadrant of a small group, and its verb.

    *Vraagt weinig aandacht*: the verb, how much, and of what.
    """

    verb: Text
    of: Text


class WithoutFigures(Strict):
    """A conversation that a small group is offered instead of an instrument.

    Attributes
    ----------
    exercise
        Id of an exercise that counts nothing.
    group_types
        Kinds of groups, of ``choices.yaml``, that it is offered to however many they are.
    """

    exercise: Annotated[Id, Names("exercises", "unknown_exercise")]
    group_types: Annotated[tuple[Id, ...], Names("group_types", "unknown_group_type")] = ()


class EarlierStatement(Strict):
    """How a statement was worded; a field that is left out was worded as it is now.

    Attributes
    ----------
    same_meaning
        Whether who answered it then would answer the present wording alike. The author's judgement.
    why
        What was wrong with it.
    help
        None, when given as such, where there was no help.
    """

    id: Id
    same_meaning: bool
    why: Text
    text: Text | None = None
    help: Text | None = None
    colours: ColourMeanings | None = None


class EarlierColour(Strict):
    """How a colour of the scale was worded, as :class:`EarlierStatement`."""

    id: ColourName
    same_meaning: bool
    why: Text
    word: Text | None = None
    meaning: Text | None = None


class EarlierVersion(Strict):
    """A version of which the answers count as answers to the present one.

    Attributes
    ----------
    digest
        Its fingerprint, as releases and exports name it.
    until
        The last day it was asked.
    version
        Its number; None when that is the present one.
    statements, scale
        Everything that was worded otherwise; the fingerprint tells when something is missing.
    """

    digest: Annotated[Words, holds(re.compile("[0-9a-f]{32}").fullmatch, "bad_digest")]
    until: Day
    version: Annotated[int, Field(ge=1)] | None = None
    statements: tuple[EarlierStatement, ...] = ()
    scale: tuple[EarlierColour, ...] = ()


class InstrumentFile(Strict):
    """``<instrument>/instrument.yaml``.

    Attributes
    ----------
    without_figures
        What a group too small for figures does instead; None when there is nothing.
    not_green
        What orange and red are called together.
    levels
        What a level of a small group says; None where it is attention (``page.levels`` of the
        interface). Not so in a vote, in which green is no better than red.
    brief
        Whether the answers to a statement stand in one row, with no more than their words; what
        each means is then only read aloud.
    versions
        Earlier versions of which the answers count as answers to this one.
    """

    id: Id
    version: Annotated[int, Field(ge=1)]
    used: Some[Use]
    title: Text
    subtitle: Text
    source: Words
    scale: Annotated[tuple[ColourEntry, ...], Field(min_length=3), InOrder((*Colour,))]
    not_green: Text
    levels: LevelsEntry | None = None
    brief: bool = False
    without_figures: WithoutFigures | None = None
    sides: Annotated[tuple[SideEntry, ...], Field(min_length=2), InOrder((*Side,))]
    sides_note: Text
    quadrants: Annotated[tuple[QuadrantEntry, ...], Field(min_length=2)]
    versions: tuple[EarlierVersion, ...] = ()


class EvidenceEntry(Strict):
    """The sentence that says why a rule fired, per measure; for a group unless it is for one."""

    person: Text
    group: Text | None = None
    level: Text | None = None


class RuleEntry(Strict):
    """An interpretation rule: thresholds and texts.

    Attributes
    ----------
    text_group
        None only of a rule that never speaks to a group.
    """

    id: RuleId
    ours: bool
    source: Words
    thresholds: Annotated[
        dict[Literal["person", "group", "level"], dict[str, float]], Field(default_factory=dict)
    ]
    title: Text
    title_group: Text | None = None
    text: Text
    text_group: Text | None = None
    evidence: EvidenceEntry | None = None


class RulesFile(Strict):
    """``<instrument>/rules.yaml``; what its texts can have filled in, ``present.wording`` knows."""

    FILLED: ClassVar = frozenset(
        {
            *("quadrant", "quadrants", "n", "each", "of", "rest", "percent", "low", "high"),
            *("level", "green", "counts", "colours", "worst"),
            *("other_n", "other_of", "other_percent", "other_level"),
        }
    )

    rules: tuple[RuleEntry, ...]


class IntroFile(Strict):
    """``<instrument>/intro.yaml``."""

    welcome: Titled
    colours_explained: Text
    how_to_read: tuple[Text, ...]
    group_reading: tuple[Text, ...]
    under_five: tuple[Text, ...]
    after: Text


Occasion = Literal[
    "always",
    "erased",
    "sealed",
    "shared_session",
    "wave",
    "same_day",
    "rehearsed",
    "private",
    "rehearsal",
    "hosted",
    "local",
    "check",
]


class PrivacySentence(Strict):
    """One sentence of the promise, when it holds, and whether it belongs to the short version."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    when: Occasion
    core: bool = False
    text: Text


class PrivacyFile(Strict):
    """``privacy.yaml``."""

    FILLED: ClassVar = frozenset(
        {"organisation", "contact", "min", "statements_from", "band", "partners", "earlier_day"}
    )

    title: Text
    summary: Text
    sentences: tuple[PrivacySentence, ...]


class Fact(Strict):
    """A checked fact."""

    text: Text
    source: Words
    checked: Words


LocalName = Literal[
    "griffie",
    "vertrouwenspersoon",
    "gedragscode",
    "mediabeleid",
    "meldprocedure",
    "opleidingsaanbod",
    "ondermijning",
]
"""What an organisation can fill in about itself, in ``lokaal.yaml``."""


class ToolEntry(Strict):
    """A tool that a tip names.

    Attributes
    ----------
    local
        Entries of ``lokaal.yaml`` that belong to it, shown wherever it is named.
    instrument
        The instrument that it is, which one can fill in alone; None for other tools.
    """

    id: Id
    name: Text
    kind: Literal["werkvorm", "check", "test", "person", "document", "info"]
    what: Text
    quadrants: tuple[Id, ...]
    source: Words
    local: tuple[LocalName, ...] = ()
    instrument: Annotated[Id | None, Names("alone", "unknown_instrument")] = None
    facts: tuple[Fact, ...] = ()


class ToolsFile(Strict):
    """``tools.yaml``."""

    tools: Annotated[tuple[ToolEntry, ...], Once()]


class Parameter(Strict):
    """A parameter of the disclosure policy."""

    value: int
    why: Text
    source: Words


class Parameters(Strict):
    """All parameters of the disclosure policy."""

    minimum: Parameter
    statements_from: Parameter
    band: Parameter


class DisclosureRule(Strict):
    """A disclosure rule, explained to a facilitator."""

    id: Annotated[str, StringConstraints(pattern=r"^R[1-8]$")]
    name: Text
    text: Text
    source: Words


class DisclosureFile(Strict):
    """``disclosure.yaml``."""

    parameters: Parameters
    rules: tuple[DisclosureRule, ...]


class Choice(Strict):
    """One option of a list."""

    id: ChoiceId
    name: Text


class ChoicesFile(Strict):
    """``choices.yaml``; the first instrument is what one gets who does not choose."""

    instruments: Annotated[Some[Id], Names("offered", "unknown_instrument"), Once()]
    group_types: tuple[Choice, ...]
    size_classes: tuple[Choice, ...]


class ColumnEntry(Strict):
    """What a column of a table for research means."""

    label: Text
    about: Text
    unit: Text | None = None
    missing: Text | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a share, which people read as a percentage; its unit says so."""
        return self.unit is not None and self.unit.en.startswith("share")


class ResearchFile(Strict):
    """``research.yaml``."""

    tables: dict[str, Text]
    shared: dict[str, ColumnEntry]
    columns: dict[str, dict[str, ColumnEntry]]

    def column(self, table: str, name: str) -> ColumnEntry:
        """What a column means in a table; KeyError when nothing is said of it."""
        own = self.columns[table]
        return own[name] if name in own else self.shared[name]
