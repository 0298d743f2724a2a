"""The texts of a package: README and method, from the content."""

from __future__ import annotations

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.research.package.about import cite, described, facts, title, unlicensed
from weerbaar.research.package.contents import Contents, Source

FILES = (
    ("data/", "data"),
    ("tables.xlsx", "workbook"),
    ("data/log.csv", "log"),
    ("codebook.csv, codebook.nl.md, codebook.en.md", "codebook"),
    ("datapackage.json", "datapackage"),
    ("method.nl.md, method.en.md", "method"),
    ("instrument.json", "instrument"),
    ("versions.json", "versions"),
    ("ddi.xml", "ddi"),
    ("dcat.jsonld", "dcat"),
    ("CITATION.cff", "citation"),
    ("SHA256SUMS", "sums"),
)


def readme(contents: Contents, content: Content, version: str) -> str:
    """What this is, of whom, and what is where, in both languages (Markdown)."""
    pages = (_readme(contents, content, language, version) for language in LANGUAGES)
    return "\n\n".join(pages) + "\n"


def method(contents: Contents, content: Content, language: str) -> str:
    """How the figures were made, and what they cannot prove (Markdown)."""
    parts = [
        f"# {content.text('package.method.title', language)}",
        *_warning(contents, content, language),
        _questionnaire(contents, content, language),
        content.text(f"package.method.origin.{contents.source}", language),
        *rules_told(contents, content, language),
        *_noise(contents, content, language),
        content.text("package.method.limits", language),
    ]
    return "\n\n".join(parts) + "\n"


def rules_told(contents: Contents, content: Content, language: str) -> list[str]:
    """By which rules figures were hidden, rounded or shown as a band."""
    return (_pooled if contents.source is Source.POOLED else _rooms)(contents, content, language)


def _readme(contents: Contents, content: Content, language: str, version: str) -> str:
    files = [
        f"- `{path}`: {content.text(f'package.readme.{key}', language)}"
        for path, key in FILES
        if contents.study or key != "citation"
    ]
    study = [f"- {name}: {told}" for name, told in facts(contents, content, language).items()]
    tables = [f"- `{name}`: {content.research.tables[name][language]}" for name in contents.tables]
    return "\n\n".join(
        [
            f"# {title(contents, content, language)}",
            *_warning(contents, content, language),
            *described(contents, language),
            content.text(f"package.about.{contents.source}", language),
            f"## {content.text('package.readme.study', language)}",
            "\n".join(study),
            *([content.text("package.no_licence", language)] if unlicensed(contents) else []),
            f"## {content.text('package.how_to_cite', language)}",
            cite(contents, content, language, version),
            f"## {content.text('package.readme.files', language)}",
            "\n".join(files),
            f"## {content.text('package.readme.tables', language)}",
            "\n".join(tables),
            content.text("package.readme.check", language),
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
        content.text("package.method.comparisons", language),
        content.text("package.method.response", language),
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
    return [f"**{content.text('package.mark', language)}**"] if contents.simulated else []
