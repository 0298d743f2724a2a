"""The texts of a package: README, method and citation, from the content."""

from __future__ import annotations

import json

import weerbaar
from weerbaar.catalog import LANGUAGES, Content
from weerbaar.research.package.contents import Contents, Source

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
"""Of the figures; the program and the words of the questionnaire are under the EUPL-1.2."""

FILES = (
    ("data/", "data"),
    ("data/log.csv", "log"),
    ("codebook.csv, codebook.nl.md, codebook.en.md", "codebook"),
    ("datapackage.json", "datapackage"),
    ("method.nl.md, method.en.md", "method"),
    ("instrument.json", "instrument"),
    ("versions.json", "versions"),
    ("CITATION.cff", "citation"),
    ("SHA256SUMS", "sums"),
)


def title(contents: Contents, content: Content, language: str) -> str:
    """Title of the package; it begins with the mark when the data are made up."""
    name = contents.instrument.file.title[language]
    found = content.text(f"package.title.{contents.source}", language, questionnaire=name)
    return f"{_mark(content, language)}: {found}" if contents.simulated else found


def readme(contents: Contents, content: Content) -> str:
    """What this is and what is where, in both languages (Markdown)."""
    return "\n\n".join(_readme(contents, content, language) for language in LANGUAGES) + "\n"


def method(contents: Contents, content: Content, language: str) -> str:
    """How the figures were made, and what they cannot prove (Markdown)."""
    parts = [
        f"# {content.text('package.method.title', language)}",
        *_warning(contents, content, language),
        _questionnaire(contents, content, language),
        content.text(f"package.method.origin.{contents.source}", language),
        *(_pooled if contents.source is Source.POOLED else _rooms)(contents, content, language),
        *_noise(contents, content, language),
        content.text("package.method.limits", language),
    ]
    return "\n\n".join(parts) + "\n"


def citation(contents: Contents, content: Content, version: str) -> str:
    """``CITATION.cff``, format 1.2.0; texts are quoted as in JSON, which is YAML too."""
    digest = contents.instrument.model.digest
    both = [content.text("package.citation", name, digest=digest) for name in LANGUAGES]
    marks = [_mark_line(content, name) for name in LANGUAGES] if contents.simulated else []
    words = [word for name in LANGUAGES for word in _keywords(content, name)]
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted(' / '.join(content.text('package.cite', n) for n in LANGUAGES))}",
        "type: dataset",
        f"title: {_quoted(' / '.join(title(contents, content, n) for n in LANGUAGES))}",
        f"abstract: {_quoted(' '.join([*marks, *both]))}",
        f"version: {_quoted(version)}",
        f"license: {LICENCE['name']}",
        "authors:",
        '  - name: "weerbaar"',
        "keywords:",
        *(f"  - {_quoted(word)}" for word in words),
        "references:",
        "  - type: software",
        '    title: "weerbaar"',
        f"    version: {_quoted(weerbaar.__version__)}",
        "    authors:",
        '      - name: "weerbaar"',
    ]
    return "\n".join(lines) + "\n"


def _readme(contents: Contents, content: Content, language: str) -> str:
    files = [
        f"- `{path}`: {content.text(f'package.readme.{key}', language)}" for path, key in FILES
    ]
    tables = [f"- `{name}`: {content.research.tables[name][language]}" for name in contents.tables]
    return "\n\n".join(
        [
            f"# {title(contents, content, language)}",
            *_warning(contents, content, language),
            content.text(f"package.about.{contents.source}", language),
            f"## {content.text('package.readme.files', language)}",
            "\n".join(files),
            f"## {content.text('package.readme.tables', language)}",
            "\n".join(tables),
            content.text("package.readme.check", language),
            content.text("package.readme.licence", language, licence=LICENCE["title"]),
        ]
    )


def _questionnaire(contents: Contents, content: Content, language: str) -> str:
    asked = contents.instrument.file
    facts = {
        "title": asked.title[language],
        "version": asked.version,
        "digest": contents.instrument.model.digest,
        "source": asked.source,
    }
    return content.text("package.method.questionnaire", language, **facts)


def _pooled(contents: Contents, content: Content, language: str) -> list[str]:
    rules = contents.rules
    groups = {name: rules[name] for name in ("sessions", "people", "difference")}
    largest = round(100 * rules["largest"])
    cells = {name: rules[name] for name in ("threshold", "round_to")}
    return [
        content.text("package.method.groups", language, **groups, largest=largest),
        content.text("package.method.cells", language, **cells),
        content.text("package.method.shares", language),
        content.text("package.method.alpha", language),
    ]


def _rooms(contents: Contents, content: Content, language: str) -> list[str]:
    rules = {name: contents.rules[name] for name in ("minimum", "statements_from", "band")}
    return [
        content.text("package.method.rooms", language, **rules),
        content.text("package.method.rooms_limit", language),
    ]


def _noise(contents: Contents, content: Content, language: str) -> list[str]:
    made = contents.noise
    if made is None:
        return []
    facts = {
        "epsilon": f"{made.epsilon:g}",
        "budget": f"{made.budget:g}",
        "error": f"{made.error:g}",
        "clipped": made.clipped,
    }
    return [content.text("package.method.noise", language, **facts)]


def _warning(contents: Contents, content: Content, language: str) -> list[str]:
    return [f"**{_mark_line(content, language)}**"] if contents.simulated else []


def _mark(content: Content, language: str) -> str:
    return content.text("package.mark_short", language)


def _mark_line(content: Content, language: str) -> str:
    return content.text("package.mark", language)


def _keywords(content: Content, language: str) -> list[str]:
    return content.text("package.keywords", language).split("; ")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
