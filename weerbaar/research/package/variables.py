"""What a column is and means, described once; every format of a package is written from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from weerbaar.catalog import LANGUAGES, Content, InstrumentContent, Text
from weerbaar.research.columns import CATEGORIES, COLUMNS, HIDDEN_IN, KINDS, measure

Both = Mapping[str, str]
"""A text by language."""

CODES: Mapping[str, int] = {"could_betray": -97, "small": -98, "complement": -99}
"""Numbers that stand for what is hidden, by reason, in the SPSS file only. They are user-missing,
so that SPSS, PSPP and pandas leave them out, and whoever wants to know why a number is not there
can still see it. No figure can be one of them: counts are not negative, and what can be is far
from it."""

_TYPES = {
    "Int64": "integer",
    "Float64": "number",
    "boolean": "boolean",
    "string": "string",
    "category": "string",
}
_VALUES = "package.values."


@dataclass(frozen=True)
class Variable:
    """A column of a table.

    Attributes
    ----------
    kind
        Its type in pandas.
    type
        Its type as a Frictionless field.
    measure
        ``nominal``, ``ordinal`` or ``scale``.
    label, about, unit, missing
        What it is called, what it means, in which unit, and why a value can be missing; empty
        when there is no unit, or always a value.
    is_share
        Whether people read it as a percentage.
    values
        Meaning of the values that it can take.
    codes
        Meaning of the codes for what is hidden, in the SPSS file; of none when nothing is.
    """

    name: str
    kind: str
    type: str
    measure: str
    label: Both
    about: Both
    unit: Both
    missing: Both
    is_share: bool
    values: Mapping[str, Both]
    codes: Mapping[int, Both]

    def occurring(self, frame: pd.DataFrame) -> dict[str, Both]:
        """Meaning of the values that a table has; of what is true or not, both."""
        here = {str(value) for value in frame[self.name].dropna().unique()}
        both = self.kind == "boolean"
        return {value: meaning for value, meaning in self.values.items() if both or value in here}


def in_one_line(both: Both) -> str:
    """Both languages; once when they are the same.

    >>> in_one_line({"nl": "aantal", "en": "count"}), in_one_line({"nl": "alfa", "en": "alfa"})
    ('aantal / count', 'alfa')
    """
    return " / ".join(dict.fromkeys(both.values()))


def variables_of(
    table: str, known: Mapping[str, Mapping[str, Both]], content: Content
) -> tuple[Variable, ...]:
    """The columns of a table, in order.

    Parameters
    ----------
    known
        From :func:`known_values`.
    """
    truth = {"0": _ui(content, "package.no"), "1": _ui(content, "package.yes")}
    codes = {code: _ui(content, f"package.codes.{why}") for why, code in reasons_of(table).items()}
    return tuple(_variable(table, name, truth, known, codes, content) for name in COLUMNS[table])


def reasons_of(table: str) -> dict[str, int]:
    """Codes that can stand in the columns of a table, by why a figure is hidden.

    >>> reasons_of("counts"), reasons_of("shares"), reasons_of("keys")
    ({'small': -98, 'complement': -99}, {'could_betray': -97}, {})
    """
    if table not in HIDDEN_IN:
        return {}
    told = "hidden" in COLUMNS[table]
    return {reason: code for reason, code in CODES.items() if (reason == "could_betray") != told}


def known_values(instrument: InstrumentContent, content: Content) -> dict[str, dict[str, Both]]:
    """Meaning of values by the name of the column that they stand in, whatever the table."""
    found: dict[str, dict[str, Both]] = {}
    for key in content.ui:
        if key.startswith(_VALUES):
            column, value = key.removeprefix(_VALUES).split(".")
            found.setdefault(column, {})[value] = _ui(content, key)
    asked, offered = instrument.file, content.choices
    found["category"] |= {c.id: _both(c.word) for c in asked.scale}
    found["id"] = {side.id: _both(side.name) for side in asked.sides}
    for quadrant in asked.quadrants:
        found["id"][quadrant.id] = _both(quadrant.name)
        found["id"] |= {statement.id: _both(statement.short) for statement in quadrant.statements}
    found["group_type"] = {choice.id: _both(choice.name) for choice in offered.group_types}
    found["size_class"] = {choice.id: _both(choice.name) for choice in offered.size_classes}
    # Of a category only the values that it can have, in their order.
    return {
        name: {v: values[v] for v in CATEGORIES.get(name, values) if v in values}
        for name, values in found.items()
    }


def _variable(
    table: str,
    name: str,
    truth: Mapping[str, Both],
    known: Mapping[str, Mapping[str, Both]],
    codes: Mapping[int, Both],
    content: Content,
) -> Variable:
    entry, kind = content.research.column(table, name), KINDS[name]
    return Variable(
        name,
        kind,
        _TYPES[kind],
        measure(name),
        _both(entry.label),
        _both(entry.about),
        _both(entry.unit),
        _both(entry.missing),
        entry.is_share,
        truth if kind == "boolean" else known.get(name, {}),
        codes if name in HIDDEN_IN.get(table, ()) else {},
    )


def _both(text: Text | None) -> Both:
    return {language: text[language] if text else "" for language in LANGUAGES}


def _ui(content: Content, key: str) -> Both:
    return _both(content.ui[key])
