"""The texts of a package: README and method, from the content."""

from __future__ import annotations

from weerbaar.catalog import LANGUAGES, Content, Voice
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
    pages = (_readme(contents, Voice(content, language), version) for language in LANGUAGES)
    return "\n\n".join(pages) + "\n"


def method(contents: Contents, voice: Voice) -> str:
    """How the figures were made, and what they cannot prove (Markdown)."""
    parts = [
        f"# {voice('package.method.title')}",
        *_warning(contents, voice),
        _questionnaire(contents, voice),
        voice(f"package.method.origin.{contents.source}"),
        *rules_told(contents, voice),
        *_noise(contents, voice),
        voice("package.method.limits"),
    ]
    return "\n\n".join(parts) + "\n"


def rules_told(contents: Contents, voice: Voice) -> list[str]:
    """By which rules figures were hidden, rounded or shown as a band."""
    return (_pooled if contents.source is Source.POOLED else _rooms)(contents, voice)


def _readme(contents: Contents, voice: Voice, version: str) -> str:
    files = [
        f"- `{path}`: {voice(f'package.readme.{key}')}"
        for path, key in FILES
        if contents.study or key != "citation"
    ]
    study = [f"- {name}: {told}" for name, told in facts(contents, voice).items()]
    tables = [
        f"- `{name}`: {voice.of(voice.content.research.tables[name])}" for name in contents.tables
    ]
    return "\n\n".join(
        [
            f"# {title(contents, voice)}",
            *_warning(contents, voice),
            *described(contents, voice.language),
            voice(f"package.about.{contents.source}"),
            f"## {voice('package.readme.study')}",
            "\n".join(study),
            *([voice("package.no_licence")] if unlicensed(contents) else []),
            f"## {voice('package.how_to_cite')}",
            cite(contents, voice, version),
            f"## {voice('package.readme.files')}",
            "\n".join(files),
            f"## {voice('package.readme.tables')}",
            "\n".join(tables),
            voice("package.readme.check"),
        ]
    )


def _questionnaire(contents: Contents, voice: Voice) -> str:
    asked = contents.instrument.file
    facts = {
        "title": voice.of(asked.title),
        "version": asked.version,
        "digest": contents.instrument.model.digest,
        "source": asked.source,
    }
    return voice("package.method.questionnaire", **facts)


def _pooled(contents: Contents, voice: Voice) -> list[str]:
    rules = contents.rules
    groups = {name: rules[name] for name in ("sessions", "people", "difference")}
    largest = round(100 * rules["largest"])
    cells = {name: rules[name] for name in ("threshold", "round_to")}
    return [
        voice("package.method.groups", **groups, largest=largest),
        voice("package.method.cells", **cells),
        voice("package.method.shares"),
        voice("package.method.alpha"),
        voice("package.method.comparisons"),
        voice("package.method.response"),
    ]


def _rooms(contents: Contents, voice: Voice) -> list[str]:
    rules = {name: contents.rules[name] for name in ("minimum", "statements_from", "band")}
    return [
        voice("package.method.rooms", **rules),
        voice("package.method.rooms_limit"),
    ]


def _noise(contents: Contents, voice: Voice) -> list[str]:
    made = contents.noise
    if made is None:
        return []
    facts = {
        "epsilon": f"{made.epsilon:g}",
        "budget": f"{made.budget:g}",
        "error": f"{made.error:g}",
        "clipped": made.clipped,
    }
    return [voice("package.method.noise", **facts)]


def _warning(contents: Contents, voice: Voice) -> list[str]:
    return [f"**{voice('package.mark')}**"] if contents.simulated else []
