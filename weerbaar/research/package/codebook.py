"""The codebook: what every table, column and value means, from the content, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from weerbaar.catalog import LANGUAGES, Content, Voice
from weerbaar.research.columns import CATEGORIES, COLUMNS, HIDDEN_IN, measure
from weerbaar.research.package.contents import Contents
from weerbaar.research.package.spss import reasons_of

_TYPES = {
    "Int64": "integer",
    "Float64": "number",
    "boolean": "boolean",
    "string": "string",
    "category": "string",
}
_VALUES = "package.values."

Pair = tuple[str, str]
"""A text in each language."""

TEXT_COLUMNS = (
    *("table", "column", "type", "measure"),
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
    return {name: joined((entry.label.nl, entry.label.en)) for name, entry in entries.items()}


def values_of(table: str, contents: Contents, content: Content) -> dict[str, dict[str, Pair]]:
    """Meaning of the values that each column can take."""
    known = known_values(contents, content)
    truth = {"0": _pair(content, "package.no"), "1": _pair(content, "package.yes")}
    known |= {name: truth for name, kind in COLUMNS[table].items() if kind == "boolean"}
    return {name: known[name] for name in COLUMNS[table] if name in known}


def codes_of(table: str, content: Content) -> dict[str, Pair]:
    """Meaning of the codes for what is hidden, which only the SPSS file of a table holds."""
    reasons = reasons_of(table) if table in HIDDEN_IN else {}
    return {str(code): _pair(content, f"package.codes.{why}") for why, code in reasons.items()}


def joined(pair: Iterable[str]) -> str:
    """Both languages in one line; once when they are the same."""
    return " / ".join(dict.fromkeys(pair))


def codebook_page(contents: Contents, voice: Voice) -> str:
    """The codebook to read, in one language (Markdown)."""
    head = [_word(voice, f"codebook.{name}") for name in _HEAD]
    parts = [f"# {voice('package.codebook.title')}"]
    if contents.simulated:
        parts.append(f"**{voice('package.mark')}**")
    for table in contents.tables:
        parts += [f"## {table}", voice.of(voice.content.research.tables[table])]
        rows = [_page_row(table, name, voice) for name in COLUMNS[table]]
        parts.append("\n".join(_line(row) for row in [head, ["---"] * len(head), *rows]))
        lines = [
            f"- `{name}`: {_meanings(known, voice.language)}"
            for name, known in values_of(table, contents, voice.content).items()
        ]
        codes = codes_of(table, voice.content)
        if codes:
            lines.append(f"- SPSS: {_meanings(codes, voice.language)}")
        parts += ["\n".join(lines)] if lines else []
    return "\n\n".join(parts) + "\n"


def known_values(contents: Contents, content: Content) -> dict[str, dict[str, Pair]]:
    """Meaning of values by the name of the column that they stand in, whatever the table."""
    found: dict[str, dict[str, Pair]] = {}
    for key in content.ui:
        if key.startswith(_VALUES):
            column, value = key.removeprefix(_VALUES).split(".")
            found.setdefault(column, {})[value] = _pair(content, key)
    asked = contents.instrument.file
    found["category"] |= {c.id: (c.word.nl, c.word.en) for c in asked.scale}
    found["id"] = {side.id: (side.name.nl, side.name.en) for side in asked.sides}
    for quadrant in asked.quadrants:
        found["id"][quadrant.id] = (quadrant.name.nl, quadrant.name.en)
        for statement in quadrant.statements:
            found["id"][statement.id] = (statement.short.nl, statement.short.en)
    offered = content.choices
    for name, choices in (
        ("group_type", offered.group_types),
        ("size_class", offered.size_classes),
    ):
        found[name] = {choice.id: (choice.name.nl, choice.name.en) for choice in choices}
    return {name: _listed(name, values) for name, values in found.items()}


_HEAD = ("column", "type", "measure", "unit", "meaning", "empty")


def _page_row(table: str, name: str, voice: Voice) -> list[str]:
    entry = voice.content.research.column(table, name)
    unit = voice.of(entry.unit) if entry.unit else ""
    missing = voice.of(entry.missing) if entry.missing else ""
    kind = COLUMNS[table][name]
    level = _word(voice, f"codebook.{measure(name, kind)}")
    kind = field_type(kind)
    return [
        f"`{name}`",
        kind,
        level,
        unit,
        f"{voice.of(entry.label)}. {voice.of(entry.about)}",
        missing,
    ]


def _rows(contents: Contents, content: Content) -> Iterator[dict[str, str | None]]:
    for table in contents.tables:
        for name, kind in COLUMNS[table].items():
            entry = content.research.column(table, name)
            row: dict[str, str | None] = {"table": table, "column": name}
            row |= {"type": field_type(kind), "measure": measure(name, kind)}
            for language in LANGUAGES:
                row[f"label_{language}"] = entry.label[language]
                row[f"unit_{language}"] = entry.unit[language] if entry.unit else None
                row[language] = entry.about[language]
                row[f"missing_{language}"] = entry.missing[language] if entry.missing else None
            yield row


def _listed(column: str, values: dict[str, Pair]) -> dict[str, Pair]:
    """Only values that the column can have, when these are listed."""
    listed = CATEGORIES.get(column)
    return {v: values[v] for v in listed if v in values} if listed else values


def _pair(content: Content, key: str) -> Pair:
    return content.text(key, "nl"), content.text(key, "en")


def _meanings(known: Mapping[str, Pair], language: str) -> str:
    side = LANGUAGES.index(language)
    return "; ".join(f"`{value}` = {pair[side]}" for value, pair in known.items())


def _word(voice: Voice, name: str) -> str:
    return voice(f"package.{name}")


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
