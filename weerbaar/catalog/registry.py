"""Which files content consists of, and how all of them are read, or what is wrong with them told.

``FILES`` is the table: a name or a pattern, the model that a file must have, what of it others can
name, and what it must agree on with the others. A new kind of file is a row there and a field of
``Content``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from weerbaar.catalog import instrument, schema
from weerbaar.catalog.agenda import AgendaFile, check_agenda
from weerbaar.catalog.cases import Case
from weerbaar.catalog.checks import SelfCheck, check_self_check
from weerbaar.catalog.content import Content, InstrumentContent
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.explain import problems_of, validated
from weerbaar.catalog.files import ContentError, Document, Problem, read_markdown, read_yaml
from weerbaar.catalog.local import FOLDER, LocalFile, check_local
from weerbaar.catalog.markdown import Twins, check_twins
from weerbaar.catalog.paths import content_root
from weerbaar.catalog.plan import ClipsFile, PlanFile, check_clips, check_plan
from weerbaar.catalog.references import Ids, Mistake, mistakes_in
from weerbaar.catalog.texts import LANGUAGES, Strict, Text

_MAIN = "zelftest"
"""The instrument whose quadrants the list of exercises is chosen by."""
_TEXTS = {".md", ".markdown", ".txt", ".yaml", ".yml"}

Named = Mapping[str, Iterable[str]]


def _nothing(_: Any) -> Named:
    return {}


def _ids_of(**fields: str) -> Callable[[Any], Named]:
    """The ids of the entries of a file's lists: the field of each kind."""
    return lambda file: {
        kind: [entry.id for entry in getattr(file, field)] for kind, field in fields.items()
    }


def _instrument_ids(file: schema.InstrumentFile) -> Named:
    quadrants = [quadrant.id for quadrant in file.quadrants]
    main = {"quadrants of the self-test": quadrants} if file.id == _MAIN else {}
    return {
        **main,
        "quadrants": quadrants,
        "statements": [s.id for quadrant in file.quadrants for s in quadrant.statements],
        "instruments": [file.id],
        "offered": [file.id],
        "alone": [file.id] if "alone" in file.used else [],
    }


@dataclass(frozen=True)
class ContentFile:
    """A kind of content file.

    Attributes
    ----------
    field
        Where ``Content`` keeps it.
    pattern
        Its name; with ``*`` for any name, or for any folder with an instrument; with ``{language}``
        where there is one for each language, which must agree on all that is no text.
    model
        What it must be; ``Text`` for a file of texts by name.
    checks
        What else it must be: each gets the file and all that can be named.
    ids
        What of it can be named, in this file or in others, by kind.
    broken_as
        Kinds under which a file that is not well formed still counts, by the name of its folder,
        so that its mistake is not told a second time as an unknown name.
    together
        What all files of the kind must agree on besides: gets them by name, gives mistakes by name.
    own_name
        Whether its id is its name.
    """

    field: str
    pattern: str
    model: type[Strict]
    checks: tuple[Callable[[Any, Ids], Iterator[Mistake]], ...] = ()
    ids: Callable[[Any], Named] = _nothing
    broken_as: tuple[str, ...] = ()
    together: Callable[[Mapping[str, Any]], Iterator[tuple[str, Mistake]]] | None = None
    own_name: bool = False

    @property
    def folder(self) -> str:
        """The folder that its files stand in; empty when it is the content folder itself."""
        return self.pattern.rpartition("/")[0].partition("/")[0]

    @property
    def twins(self) -> bool:
        """Whether there is one for each language."""
        return "{language}" in self.pattern

    def names(self, root: Path) -> list[str]:
        """Names of the files that there are, or should be because of others that there are."""
        if not self.folder:
            return [self.pattern]
        if self.folder == "*":
            there = sorted(path.parent.name for path in root.glob("*/instrument.yaml"))
            if not there and self.model is schema.InstrumentFile:
                there = [_MAIN]
            return [self.pattern.replace("*", name) for name in there]
        if self.twins:
            stems = sorted({path.stem for path in root.glob(f"{self.folder}/*/*.md")})
            return [f"{self.folder}/{at}/{stem}.md" for stem in stems for at in LANGUAGES]
        return sorted(path.relative_to(root).as_posix() for path in root.glob(self.pattern))

    def missing(self, name: str, root: Path) -> Iterator[Problem]:
        """What is wrong when a file is not there; nothing when no twin of it is either."""
        if not self.twins:
            yield Problem(name, 0, "", "no_file")
            return
        twins = [f"{self.folder}/{at}/{PurePosixPath(name).name}" for at in LANGUAGES]
        if there := ", ".join(twin for twin in twins if (root / twin).is_file()):
            yield Problem(name, 0, "", "no_twin", {"other": there})

    def strays(self, root: Path) -> Iterator[Problem]:
        """Files that look like content and would be read by nobody."""
        folders = [f"{self.folder}/{language}/" for language in LANGUAGES]
        for path in sorted((root / self.folder).rglob("*")) if self.twins else ():
            name = path.relative_to(root).as_posix()
            text = path.suffix.lower() in _TEXTS and not path.name.startswith(".")
            if text and path.is_file() and name not in {f"{at}{path.stem}.md" for at in folders}:
                yield Problem(name, 0, "", "stray_file", {"options": ", ".join(folders)})


FILES = (
    ContentFile(
        "instruments",
        "*/instrument.yaml",
        schema.InstrumentFile,
        (instrument.check_structure, instrument.check_versions),
        _instrument_ids,
        broken_as=("offered", "alone"),
        together=instrument.check_apart,
    ),
    ContentFile("rules", "*/rules.yaml", schema.RulesFile, (instrument.check_rules,)),
    ContentFile("intros", "*/intro.yaml", schema.IntroFile),
    ContentFile("tools_file", "tools.yaml", schema.ToolsFile, ids=_ids_of(tools="tools")),
    ContentFile("privacy", "privacy.yaml", schema.PrivacyFile),
    ContentFile("disclosure", "disclosure.yaml", schema.DisclosureFile),
    ContentFile(
        "choices",
        "choices.yaml",
        schema.ChoicesFile,
        (instrument.check_offered,),
        _ids_of(group_types="group_types", sizes="size_classes"),
    ),
    ContentFile("research", "research.yaml", schema.ResearchFile),
    ContentFile("local", "lokaal.yaml", LocalFile, (check_local,)),
    ContentFile("plan", "actieplan.yaml", PlanFile, (check_plan,)),
    ContentFile(
        "agenda",
        "agenda.yaml",
        AgendaFile,
        (check_agenda,),
        _ids_of(goals="goals", blocks="blocks"),
    ),
    ContentFile("clips", "uitleg.yaml", ClipsFile, (check_clips,)),
    ContentFile("ui", "ui/*.yaml", Text),
    ContentFile("cases", "casussen/{language}/*.md", Case, own_name=True),
    ContentFile("exercises", "werkvormen/{language}/*.md", Exercise, own_name=True),
    ContentFile(
        "checks",
        "checks/*.yaml",
        SelfCheck,
        (check_self_check,),
        _ids_of(offices="offices", places="places", rules="rules", laws="laws"),
        own_name=True,
    ),
)


class Folder:
    """A content folder, read as far as its files are well formed.

    Parameters
    ----------
    root
        Where it is.
    rows
        Which files it has.
    known
        What its files may name besides each other, by kind.

    Attributes
    ----------
    files
        What is well formed, by field and by name.
    """

    def __init__(
        self, root: Path, rows: Iterable[ContentFile] = FILES, known: Ids | None = None
    ) -> None:
        self._root = root
        self._rows = tuple(rows)
        self._problems: list[Problem] = []
        self._documents: dict[str, Document] = {}
        self.files = {row.field: dict(self._well_formed(row)) for row in self._rows}
        self._known = {**self._ids(), **(known or {})}

    def problems(self) -> list[Problem]:
        """Everything that is wrong, in the order of files and lines."""
        found = set(self._problems)
        for row in self._rows:
            files = self.files[row.field]
            for name, file in files.items():
                document = self._documents[name]
                found |= {document.problem(*each) for each in self._mistakes(row, name, file)}
            together = check_twins if row.twins else row.together
            for name, mistake in together(files) if together else ():
                found.add(self._documents[name].problem(*mistake))
        return sorted(found)

    def twins(self, field: str) -> dict[str, Twins[Any]]:
        """Documents that are well formed in every language, in the order of their names."""
        found: dict[str, dict[str, Any]] = {}
        for name, file in self.files[field].items():
            path = PurePosixPath(name)
            found.setdefault(path.stem, {})[path.parent.name] = file
        return {name: Twins(**each) for name, each in found.items() if len(each) == len(LANGUAGES)}

    def _well_formed(self, row: ContentFile) -> Iterator[tuple[str, Any]]:
        names = row.names(self._root)
        if not names and row.folder != "*":
            self._problems.append(Problem(row.folder, 0, "", "no_file"))
        self._problems.extend(row.strays(self._root))
        for name in names:
            path = self._root / name
            if not path.is_file():
                self._problems.extend(row.missing(name, self._root))
                continue
            read = read_markdown if row.twins else read_yaml
            document = self._documents[name] = read(path, self._root)
            if row.model is Text:
                yield name, dict(_texts(document, self._problems))
            elif file := validated(document, row.model, self._problems):
                yield name, file

    def _ids(self) -> dict[str, set[str]]:
        """All that can be named, by kind."""
        documents = (self._root / FOLDER).glob("*")
        found = {"documents": {f"{FOLDER}/{path.name}" for path in documents if path.is_file()}}
        for row in self._rows:
            files = self.files[row.field]
            named = [row.ids(file) for file in files.values()]
            if row.twins:
                named += [{row.field: [name]} for name in self.twins(row.field)]
            for name in row.names(self._root) if row.broken_as else ():
                broken = name in self._documents and name not in files
                named += [{kind: [name.partition("/")[0]]} for kind in row.broken_as if broken]
            for kind, ids in ((kind, ids) for each in named for kind, ids in each.items()):
                found.setdefault(kind, set()).update(ids)
        return found

    def _mistakes(self, row: ContentFile, name: str, file: Any) -> Iterator[Mistake]:
        # What a file has itself comes first: an office of another check is not known here.
        ids = {**self._known, **{kind: {*names} for kind, names in row.ids(file).items()}}
        stem = PurePosixPath(name).stem
        strange = row.own_name and file.id != stem
        if strange:
            yield Mistake(("id",), "id_not_file", {"found": file.id, "expected": stem})
        for mistake in mistakes_in(file, ids):
            if not (strange and mistake.at == ("id",)):
                yield mistake
        for check in row.checks:
            yield from check(file, ids)


@cache
def load_content(root: Path | None = None) -> Content:
    """Read and check all content once.

    Raises
    ------
    ContentError
        With every problem in every file, when there is any.
    """
    folder = Folder(root or content_root())
    if problems := folder.problems():
        raise ContentError(problems)
    files = folder.files
    found = {
        file.id: InstrumentContent(instrument.build_instrument(file, rules), file, rules, intro)
        for file, rules, intro in zip(
            *(files[field].values() for field in ("instruments", "rules", "intros")), strict=True
        )
    }
    single = {row.field: files[row.field][row.pattern] for row in FILES if not row.folder}
    return Content(
        instruments={name: found[name] for name in single["choices"].instruments},
        cases=folder.twins("cases"),
        exercises=folder.twins("exercises"),
        checks={check.id: check for check in files["checks"].values()},
        ui={key: text for texts in files["ui"].values() for key, text in texts.items()},
        **single,
    )


def check_content(root: Path | None = None) -> list[Problem]:
    """All problems of a content folder; empty when it can be used."""
    return Folder(root or content_root()).problems()


def _texts(document: Document, problems: list[Problem]) -> Iterator[tuple[str, Text]]:
    """The texts of a file by their keys, which begin with its name."""
    problems.extend(document.problems)
    if document.data is None and document.problems:
        return
    for at, raw in _leaves(document.data, ()):
        try:
            yield ".".join((PurePosixPath(document.file).stem, *at)), Text.model_validate(raw)
        except ValidationError as error:
            problems.extend(problems_of(error, document, Text, at))


def _leaves(data: Any, at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Mappings that hold a text; anything that is neither text nor group counts as one too."""
    if not isinstance(data, dict) or set(LANGUAGES) & set(data):
        yield at, data
        return
    for key, value in data.items():
        yield from _leaves(value, (*at, str(key)))
