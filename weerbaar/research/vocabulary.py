"""What the program writes into an export, for the audit: every other text there is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.research.audit import Vocabulary


def vocabulary(content: Content) -> Vocabulary:
    """All texts and names of the content that can be in a package."""
    offered = content.instruments.values()
    files = [one.file for one in offered]
    own = {text[n] for key, text in content.ui.items() for n in LANGUAGES if _package(key)}
    keywords = {word for n in LANGUAGES for word in content.text("package.keywords", n).split("; ")}
    shared = [content.research, content.choices, *files]
    texts = {text for one in shared for text in _texts(one.model_dump())}
    # Titles and ids as some formats have them, with a version behind.
    texts |= {f"{title} ({{version}}, {{digest}})" for f in files for title in _both(f.title)}
    texts |= {f"weerbaar-{file.id}-{{version}}" for file in files}
    models = [one.model for one in offered]
    return Vocabulary(
        texts=frozenset(own | keywords | texts),
        fill=frozenset(
            {file.source for file in files} | {t for f in files for t in _both(f.title)}
        ),
        names={
            "statement": frozenset(s.id for model in models for s in model.statements),
            "quadrant": frozenset(q.id for model in models for q in model.quadrants),
            "side": frozenset(q.side.value for model in models for q in model.quadrants),
            "digest": frozenset(
                digest for model in models for digest in (model.digest, *model.earlier)
            ),
            "instrument": frozenset(model.id for model in models),
            "group_type": frozenset(one.id for one in content.choices.group_types),
            "size_class": frozenset(one.id for one in content.choices.size_classes),
        },
    )


def _package(key: str) -> bool:
    return key.startswith("package.")


def _both(text: Any) -> tuple[str, ...]:
    return tuple(text[name] for name in LANGUAGES)


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for value in found.values():
            yield from _texts(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from _texts(value)
    elif isinstance(found, str):
        yield found
