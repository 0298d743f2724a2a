"""The codebook: what every table, column and value means, from the content, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.research.columns import CATEGORIES, COLUMNS
from weerbaar.research.package.contents import Contents

_TYPES = {
    "Int64": "integer",
    "Float64": "number",
    "boolean": "boolean",
    "string": "string",
    "category": "string",
}
_VALUES = "package.values."

TEXT_COLUMNS = (
    *("table", "column", "type"),
    *(
        f"{what}{language}"
        for what in ("label_", "unit_", "", "missing_")
        for language in LANGUAGES
    ),
)


def field_type(kind: str) -> str:
    """Type of a Frictionless field for a dtype of pandas."""
    return _TYPES[kind]


def codebook(contents: Contents, content: Content) -> pd.DataFrame:
    """One row per column of every table; texts per language in columns of their own."""
    rows = list(_rows(contents, content))
    frame = pd.DataFrame(rows, columns=list(TEXT_COLUMNS), dtype="string")
    return frame.assign(simulated=pd.Series([contents.simulated] * len(rows), dtype="boolean"))


def labels(table: str, content: Content) -> dict[str, str]:
    """Label of each column, in both languages."""
    entries = {name: content.research.column(table, name) for name in COLUMNS[table]}
    return {name: _both(entry.label.nl, entry.label.en) for name, entry in entries.items()}


def value_labels(table: str, contents: Contents, content: Content) -> dict[str, Mapping[str, str]]:
    """Meaning of the values that each column can take, in both languages."""
    known = _by_column(contents, content)
    truth = {"0": _both_of(content, "package.no"), "1": _both_of(content, "package.yes")}
    known |= {name: truth for name, kind in COLUMNS[table].items() if kind == "boolean"}
    return {name: known[name] for name in COLUMNS[table] if name in known}


def codebook_page(contents: Contents, content: Content, language: str) -> str:
    """The codebook to read, in one language (Markdown)."""
    head = [_word(content, f"codebook.{name}", language) for name in _HEAD]
    parts = [f"# {content.text('package.codebook.title', language)}"]
    if contents.simulated:
        parts.append(f"**{content.text('package.mark', language)}**")
    for table in contents.tables:
        parts += [f"## {table}", content.research.tables[table][language]]
        rows = [_page_row(table, name, content, language) for name in COLUMNS[table]]
        parts.append("\n".join(_line(row) for row in [head, ["---"] * len(head), *rows]))
        values = value_labels(table, contents, content)
        lines = [
            f"- `{name}`: " + "; ".join(f"`{v}` = {_side(t, language)}" for v, t in known.items())
            for name, known in values.items()
        ]
        parts += ["\n".join(lines)] if lines else []
    return "\n\n".join(parts) + "\n"


_HEAD = ("column", "type", "unit", "meaning", "empty")


def _page_row(table: str, name: str, content: Content, language: str) -> list[str]:
    entry = content.research.column(table, name)
    unit = entry.unit[language] if entry.unit else ""
    missing = entry.missing[language] if entry.missing else ""
    kind = field_type(COLUMNS[table][name])
    return [f"`{name}`", kind, unit, f"{entry.label[language]}. {entry.about[language]}", missing]


def _rows(contents: Contents, content: Content) -> Iterator[dict[str, str | None]]:
    for table in contents.tables:
        for name, kind in COLUMNS[table].items():
            entry = content.research.column(table, name)
            row: dict[str, str | None] = {"table": table, "column": name, "type": field_type(kind)}
            for language in LANGUAGES:
                row[f"label_{language}"] = entry.label[language]
                row[f"unit_{language}"] = entry.unit[language] if entry.unit else None
                row[language] = entry.about[language]
                row[f"missing_{language}"] = entry.missing[language] if entry.missing else None
            yield row


def _by_column(contents: Contents, content: Content) -> dict[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key in content.ui:
        if key.startswith(_VALUES):
            column, value = key.removeprefix(_VALUES).split(".")
            found.setdefault(column, {})[value] = _both_of(content, key)
    asked = contents.instrument.file
    found["category"] |= {c.id: _both(c.word.nl, c.word.en) for c in asked.scale}
    found["id"] = {side.id: _both(side.name.nl, side.name.en) for side in asked.sides}
    for quadrant in asked.quadrants:
        found["id"][quadrant.id] = _both(quadrant.name.nl, quadrant.name.en)
        for statement in quadrant.statements:
            found["id"][statement.id] = _both(statement.short.nl, statement.short.en)
    found["group_type"] = {c.id: _both(c.name.nl, c.name.en) for c in content.choices.group_types}
    found["size_class"] = {c.id: _both(c.name.nl, c.name.en) for c in content.choices.size_classes}
    return {name: _known(name, values) for name, values in found.items()}


def _known(column: str, values: dict[str, str]) -> Mapping[str, str]:
    """Only values that the column can have, when these are listed."""
    listed = CATEGORIES.get(column)
    return {v: values[v] for v in listed if v in values} if listed else values


def _both_of(content: Content, key: str) -> str:
    return _both(*(content.text(key, language) for language in LANGUAGES))


def _both(nl: str, en: str) -> str:
    return nl if nl == en else f"{nl} / {en}"


def _side(both: str, language: str) -> str:
    parts = both.split(" / ")
    return parts[LANGUAGES.index(language)] if len(parts) == len(LANGUAGES) else both


def _word(content: Content, name: str, language: str) -> str:
    return content.text(f"package.{name}", language)


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
