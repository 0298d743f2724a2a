"""Numbers, groups and parts in the words of a reader; texts come from the content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from math import ceil, floor

import pandas as pd

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure.pooling.research_release import PartKind, PooledGroup, RefusedGroup, Share
from weerbaar.disclosure.pooling.sessions import Key
from weerbaar.research.intervals import Interval

_CHOICES = {"group_type": "group_types", "size_class": "size_classes"}
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Wording:
    """Says things in one language.

    Attributes
    ----------
    voice
        The content in that language.
    instrument
        The questionnaire that all is about.
    """

    voice: Voice
    instrument: InstrumentContent

    def say(self, key: str, **facts: object) -> str:
        """A text of the research pages, by the rest of its key."""
        return self.voice(f"research.{key}", **facts)

    def number(self, number: int) -> str:
        """A number of people, with its thousands apart."""
        grouped = f"{number:,}"
        return grouped.replace(",", ".") if self.voice.language == "nl" else grouped

    def points(self, share: float, *, sign: bool = False) -> str:
        """A difference of shares in percentage points, rounded to one, never as minus zero."""
        points = round(share * 100)
        written = f"{abs(points)}"
        if points < 0:
            return _MINUS + written
        return f"+{written}" if sign and points > 0 else written

    def share(self, share: Share | None, interval: Interval) -> str:
        """A share with its interval, in whole percentages; or that it is hidden."""
        if share is None or share.value is None:
            return self.say("hidden")
        n, (low, high) = round(share.value * 100), interval
        if low is None or high is None:
            return self.say("share_alone", n=n)
        return self.say("share", n=n, low=round(low * 100), high=round(high * 100))

    def group(self, key: Key) -> str:
        """What a group of sessions is called."""
        if not key:
            return self.say("groups.all")
        return ", ".join(self._value(variable, value) for variable, value in key)

    def _value(self, variable: str, value: str) -> str:
        if variable in _CHOICES:
            choices = getattr(self.voice.content.choices, _CHOICES[variable])
            names = {choice.id: self.voice.of(choice.name) for choice in choices}
            return str(names.get(value, value))
        return self.say(f"groups.{variable}", value=value)

    def refusals(self, refused: Iterable[RefusedGroup]) -> str:
        """Groups that are not shown, and why, in one line."""
        return ", ".join(map(self.refusal, refused))

    def size(self, group: PooledGroup) -> str:
        """How large a group is, in a few words."""
        people = self.number(group.people)
        return self.say("size", sessions=group.sessions, people=people)

    def response(self, group: PooledGroup) -> str:
        """Of how many people the answers are; and that the others may have answered otherwise."""
        found = group.response
        if found is None:
            return self.say("response.unknown")
        ends = {"low": floor(100 * found.rate_low), "high": ceil(100 * found.rate_high)}
        return self.say("response.known", **ends, sessions=found.sessions, all=group.sessions)

    def part(self, part: PartKind | str, part_id: str) -> str:
        """What a statement, quadrant or side is called."""
        if part == PartKind.STATEMENT:
            return self.voice.of(self.instrument.statement(part_id).short)
        if part == PartKind.QUADRANT:
            return self.voice.of(self.instrument.quadrant(part_id).name)
        if part == PartKind.SIDE:
            names = (side.name for side in self.instrument.file.sides if side.id == part_id)
            return self.voice.of(next(names))
        return self.say("total")

    def earlier(self, digest: str) -> str:
        """Which earlier version of the questionnaire is counted in, and what was corrected."""
        version = next(v for v in self.instrument.file.versions if v.digest == digest)
        why = "; ".join(
            [f"{one.id}: {self.voice.of(one.why)}" for one in version.statements]
            + [f"{one.id}: {self.voice.of(one.why)}" for one in version.scale]
        )
        return self.say("earlier", digest=digest, until=version.until, why=why)

    def not_shown(self, refusal: RefusedGroup) -> str:
        """Why a group is not shown."""
        return self.say("not_shown", reason=self._reason(refusal))

    def refusal(self, refusal: RefusedGroup) -> str:
        """A group that is not shown, and why."""
        return self.say("refusal", group=self.group(refusal.key), reason=self._reason(refusal))

    def _reason(self, refusal: RefusedGroup) -> str:
        if refusal.clash is None:
            return self.say(f"reasons.{refusal.reason}")
        others = [self._release(day, tables) for day, tables in refusal.clash.releases]
        if refusal.clash.here:
            others.append(self.say("clash.here"))
        left = self.say(f"clash.left.{refusal.clash.left}")
        return self.say("clash.reason", others=self.voice.listed(others), left=left)

    def _release(self, day: date | None, tables: tuple[tuple[str, ...], ...] | None) -> str:
        if day is None:
            return self.say("clash.unknown")
        names = [self._table(by) for by in tables or ()]
        return self.say("clash.release", day=self.voice.day(day), tables=self.voice.listed(names))

    def _table(self, by: tuple[str, ...]) -> str:
        if not by:
            return self.group(())
        names = [self.say(f"clash.variables.{variable}") for variable in by]
        return self.say("clash.by", variables=self.voice.listed(names))


class Sentences(str):
    """One sentence or a few, that a notebook shows as text and not as a literal."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return the lines as a list, or the only one as a paragraph."""
        lines = [escape(line) for line in self.splitlines()]
        if len(lines) > 1:
            return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
        return f"<p>{''.join(lines)}</p>"


@dataclass(frozen=True)
class Explained:
    """What a table is about, and a table that says what its columns mean."""

    about: str
    frame: pd.DataFrame

    def _repr_html_(self) -> str:
        """Return a table whose texts are whole, unlike those of an ordinary frame."""
        style = "text-align:left;white-space:normal;vertical-align:top"
        heads = "".join(f'<th style="{style}">{escape(name)}</th>' for name in self.frame.columns)
        rows = "".join(
            f'<tr><th scope="row" style="{style}">{escape(str(name))}</th>'
            + "".join(f'<td style="{style}">{escape(text)}</td>' for text in texts)
            + "</tr>"
            for name, *texts in self.frame.itertuples(name=None)
        )
        table = f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        return f"<p>{escape(self.about)}</p>{table}"
