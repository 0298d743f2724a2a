"""Every part of every content file spoiled at once: each mistake is told, at its own line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from weerbaar.catalog import check_content

APART = ("redactie.yaml", "voorbeeld/")
"""Read by whoever asks for them, and not with the rest."""
Place = tuple[str | int, ...]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_of(text: str) -> tuple[str, str]:
    """What stands above the YAML of a file, and what of the file is YAML or stands below it."""
    return ("---\n", text[4:]) if text.startswith("---\n") else ("", text)


def mappings(node: yaml.Node, at: Place = ()) -> Iterator[tuple[Place, yaml.MappingNode]]:
    """Every group of fields in a file, with where it stands."""
    if isinstance(node, yaml.MappingNode):
        yield at, node
        for key, value in node.value:
            yield from mappings(value, (*at, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from mappings(value, (*at, index))


def groups(text: str) -> list[tuple[Place, yaml.MappingNode]]:
    """The groups of fields of a YAML or Markdown file."""
    above, rest = yaml_of(text)
    return list(mappings(yaml.compose(rest.split("\n---\n")[0] if above else rest, LOADER)))


def with_fields(text: str, field: str) -> str:
    """The file with one field more at the head of every group; ``field`` gets the first key."""
    above, rest = yaml_of(text)
    for _, node in sorted(groups(text), key=lambda group: -group[1].start_mark.index):
        key = node.value[0][0]
        at = key.start_mark.index
        more = field.format(key=key.value)
        more += ", " if node.flow_style else "\n" + " " * key.start_mark.column
        rest = rest[:at] + more + rest[at:]
    return above + rest


def spoil(root: Path, field: str) -> set[tuple[str, int, str]]:
    """Spoil every file of a folder; gives the file, line and field of every mistake."""
    made = set()
    for path in sorted([*root.rglob("*.yaml"), *root.rglob("*.md")]):
        name = path.relative_to(root).as_posix()
        if name.startswith(APART):
            continue
        text = with_fields(path.read_text(encoding="utf-8"), field)
        path.write_text(text, encoding="utf-8")
        above = 2 if name.endswith(".md") else 1
        for at, node in groups(text):
            first, second = (key for key, _ in node.value[:2])
            spoiled = second if "{key}" in field else first
            where = ".".join(map(str, (*at, spoiled.value)))
            made.add((name, spoiled.start_mark.line + above, where))
    assert len({name for name, _, _ in made}) > 15
    assert len(made) > 1000
    return made


def test_every_field_given_twice_is_told_and_nothing_else(root):
    """YAML would take the last one silently; here each has its file, line and field."""
    made = spoil(root, "{key}: x")
    problems = check_content(root)
    assert {problem.code for problem in problems} == {"twice"}
    assert {(p.file, p.line, p.where) for p in problems} == made


def test_every_group_with_a_field_that_is_unknown_is_told(root):
    """None is passed over, however deep it lies, and one hides no other."""
    made = spoil(root, "zzz: x")
    told = {(p.file, p.line, p.where): p.code for p in check_content(root)}
    assert made <= set(told), sorted(made - set(told))[:5]
    codes = [told[place] for place in made]
    assert set(codes) <= {"unknown_field", "no_group", "no_list", "no_number", "bad_id"}
    assert codes.count("unknown_field") > 0.9 * len(codes)
