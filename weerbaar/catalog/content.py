"""Content: everything that was read, ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from weerbaar.catalog import schema
from weerbaar.catalog.agenda import AgendaFile
from weerbaar.catalog.cases import Case
from weerbaar.catalog.checks import SelfCheck
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.local import LocalFile
from weerbaar.catalog.markdown import Twins
from weerbaar.catalog.plan import ClipsFile, PlanFile
from weerbaar.catalog.texts import Text
from weerbaar.model.instrument import Instrument

_Entry = TypeVar(
    "_Entry", schema.QuadrantEntry, schema.RuleEntry, schema.StatementEntry, schema.ToolEntry
)


@dataclass(frozen=True)
class InstrumentContent:
    """An instrument with its texts."""

    model: Instrument
    file: schema.InstrumentFile
    rules: schema.RulesFile
    intro: schema.IntroFile

    def quadrant(self, quadrant_id: str) -> schema.QuadrantEntry:
        """Texts of a quadrant; KeyError when there is none."""
        return _by_id(self.file.quadrants, quadrant_id)

    def statement(self, statement_id: str) -> schema.StatementEntry:
        """Texts of a statement; KeyError when there is none."""
        return _by_id(tuple(s for q in self.file.quadrants for s in q.statements), statement_id)

    def rule(self, rule_id: str) -> schema.RuleEntry:
        """Texts of an interpretation rule; KeyError when there is none."""
        return _by_id(self.rules.rules, rule_id)


@dataclass(frozen=True)
class Content:
    """All content, checked and complete in every language."""

    instruments: Mapping[str, InstrumentContent]
    tools_file: schema.ToolsFile
    privacy: schema.PrivacyFile
    disclosure: schema.DisclosureFile
    choices: schema.ChoicesFile
    research: schema.ResearchFile
    local: LocalFile
    plan: PlanFile
    agenda: AgendaFile
    clips: ClipsFile
    cases: Mapping[str, Twins[Case]]
    exercises: Mapping[str, Twins[Exercise]]
    checks: Mapping[str, SelfCheck]
    ui: Mapping[str, Text]

    @property
    def default(self) -> InstrumentContent:
        """The instrument for whoever does not choose."""
        return next(iter(self.instruments.values()))

    def offered(self, use: schema.Use) -> list[InstrumentContent]:
        """The instruments for one use, in the order in which they are offered."""
        return [found for found in self.instruments.values() if use in found.file.used]

    def one_offered(self, use: schema.Use, wanted: str | None) -> InstrumentContent | None:
        """The instrument with an id, if it is for that use; the default when none was asked for."""
        if wanted is None:
            return self.default
        return next((one for one in self.offered(use) if one.model.id == wanted), None)

    def text(self, key: str, language: str, /, **facts: object) -> str:
        """An interface text with its placeholders filled in.

        Raises
        ------
        KeyError
            If there is no such text, language or placeholder; there is no fallback.
        """
        template = self.ui[key][language]
        return template.format(**facts) if facts else template

    def texts(self, prefix: str, language: str) -> dict[str, str]:
        """Interface texts under a prefix, by the rest of their keys; a script fills them in."""
        start = f"{prefix}."
        return {
            key.removeprefix(start): text[language]
            for key, text in self.ui.items()
            if key.startswith(start)
        }

    def tool(self, tool_id: str) -> schema.ToolEntry:
        """A tool that a tip names; KeyError when there is none."""
        return _by_id(self.tools_file.tools, tool_id)


def _by_id(entries: tuple[_Entry, ...], wanted: str) -> _Entry:
    for entry in entries:
        if entry.id == wanted:
            return entry
    raise KeyError(wanted)
