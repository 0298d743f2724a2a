"""What the research notebook calls: one line that gives a study, and the study's views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from weerbaar.catalog import LANGUAGES, InstrumentContent, Voice, load_content
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.pool import VARIABLES, Pool
from weerbaar.disclosure.pooling.research_release import ResearchRelease
from weerbaar.disclosure.sealed.files import example_files, read_sealed
from weerbaar.disclosure.sealed.keys import PRIVATE_PREFIX, KeyTextError
from weerbaar.model.refusal import Refusal
from weerbaar.research.books import books, opened_file, release_day
from weerbaar.research.package import ExportRefused
from weerbaar.research.view import View
from weerbaar.research.wording import Sentences, Wording
from weerbaar.room.place import LEDGER, data_dir

_NEEDED = ("scipy", "statsmodels")

Plan = Iterable[Sequence[str]]
"""Tables, each as the variables that its groups differ in."""


class StudyError(Refusal):
    """Something a researcher can put right; a notebook shows the sentence and no traceback."""

    def __init__(
        self, code: str, voice: Voice, group: str = "research", /, **facts: object
    ) -> None:
        super().__init__(code, **facts)
        self.group = group
        self._voice = voice

    def __str__(self) -> str:
        return self._voice.refusal(self)

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows instead of a traceback."""
        return [str(self)]


class Study:
    """Pooled sessions. Nothing of them can be seen but through a release.

    Every view is entered in a ledger before it is shown, so that nothing about a few follows from
    all that was ever shown. A view that was shown stays as it is.

    Parameters
    ----------
    pool
        Sessions that were read.
    wording
        In which language frames and pictures speak.
    ledger
        The file that remembers what was released; None for one that ends with the study, which
        is for made-up sessions only: nobody is in them.
    plan
        Tables that belong together, each as the variables that its groups differ in. Which groups
        are refused is decided for all of them at the first view, so the order of views decides
        nothing.

    Raises
    ------
    StudyError
        For another variable.
    """

    def __init__(
        self,
        pool: Pool,
        wording: Wording,
        ledger: Path | None = None,
        plan: Plan = (),
    ) -> None:
        self._pool = pool
        self._wording = wording
        self._file = ledger
        self._own = Ledger.empty()
        self._plan = tuple(tuple(by) for by in plan)
        self._shown: dict[tuple[str, ...], ResearchRelease] = {}
        self._check(variable for by in self._plan for variable in by)

    def together(self) -> View:
        """All sessions as one group."""
        return View(self._release((), ())[0], self._wording)

    def by(self, *variables: str) -> View:
        """Sessions in groups.

        Parameters
        ----------
        variables
            Of ``group_type``, ``size_class``, ``year``, ``language`` and ``wave``.

        Raises
        ------
        StudyError
            For another variable, or when the ledger cannot be read or written.
        """
        self._check(variables)
        whole, release = self._release((), variables)
        return View(release, self._wording, whole.groups[0] if whole.groups else None)

    def about(self) -> Sentences:
        """How many sessions there are, how many files were not counted, and whether it is real."""
        sessions, refused = self._pool.sessions, len(self._pool.refused)
        lines = [self._wording.say("pooled", sessions=sessions, refused=refused)]
        lines += [self._wording.earlier(digest) for digest in self._pool.earlier]
        if self._pool.simulated:
            lines.append(self._wording.say("made_up"))
        return Sentences("\n".join(lines))

    def _check(self, variables: Iterable[str]) -> None:
        unknown = [variable for variable in variables if variable not in VARIABLES]
        if unknown:
            facts = {"found": ", ".join(unknown), "options": ", ".join(VARIABLES)}
            raise StudyError("unknown_variable", self._wording.voice, **facts)

    def _release(self, *tables: tuple[str, ...]) -> list[ResearchRelease]:
        new = [by for by in dict.fromkeys((*self._plan, *tables)) if by not in self._shown]
        if new and self._file is None:
            made, self._own = self._entered(new, self._own)
        elif new and self._file is not None:
            try:
                with books(self._file) as kept:
                    made, ledger = self._entered(new, kept.ledger)
                    kept.keep(ledger=ledger)
            except ExportRefused as refused:
                voice, group = self._wording.voice, refused.group
                raise StudyError(refused.code, voice, group, **refused.facts) from None
        else:
            made = ()
        self._shown |= {release.by: release for release in made}
        return [self._shown[by] for by in tables]

    def _entered(
        self, tables: list[tuple[str, ...]], ledger: Ledger
    ) -> tuple[tuple[ResearchRelease, ...], Ledger]:
        made = self._pool.releases(tables, ledger=ledger)
        return made, self._pool.recorded(made, ledger, release_day())

    def _repr_html_(self) -> str:
        """Return what the study is about."""
        return self.about()._repr_html_()


def example(language: str = LANGUAGES[0], plan: Plan = ()) -> Study:
    """The made-up councils that come with the program.

    Its ledger ends with it: nobody is in them.

    Parameters
    ----------
    plan
        As for :func:`study`.

    Raises
    ------
    StudyError
        When what research needs is not installed.
    """
    voice, instrument = _ready(language)
    place, key = example_files()
    return _study(place, key, voice, instrument, plan)


def study(
    place: str | Path,
    key_file: str | Path,
    language: str = LANGUAGES[0],
    ledger: str | Path | None = None,
    instrument: str | None = None,
    plan: Plan = (),
) -> Study:
    """Sealed files that were handed in, and the private key to them.

    Parameters
    ----------
    place
        A folder or a zip with sealed files.
    key_file
        The file with the private key, as ``weerbaar keygen`` made it.
    ledger
        The file that remembers what was released, of exports too; None for the one in the data
        folder.
    instrument
        Id of the questionnaire; None for the self-test. Files of another one are left out, which
        the study says.
    plan
        The tables that will be looked at, each as the variables that its groups differ in, such
        as ``[(), ("group_type",), ("wave",)]``. Which groups may not be shown is then decided for
        all of them together.

    Raises
    ------
    StudyError
        When the files, the key or the questionnaire are not there, or what research needs is not
        installed.
    """
    voice, asked = _ready(language, instrument)
    try:
        words = Path(key_file).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        raise StudyError("bad_key", voice) from None
    key = next((word for word in words if word.startswith(PRIVATE_PREFIX)), "")
    file = Path(ledger) if ledger is not None else data_dir() / LEDGER
    return _study(Path(place), key, voice, asked, plan, file)


def _ready(language: str, wanted: str | None = None) -> tuple[Voice, InstrumentContent]:
    voice = Voice(load_content(), language)
    for name in _NEEDED:
        if find_spec(name) is None:
            raise StudyError("not_installed", voice, name=name)
    found = voice.content.one_offered("research", wanted)
    if found is None:
        options = ", ".join(one.model.id for one in voice.content.offered("research"))
        raise StudyError("bad_instrument", voice, found=wanted, options=options)
    return voice, found


def _study(
    place: Path,
    key: str,
    voice: Voice,
    instrument: InstrumentContent,
    plan: Plan,
    ledger: Path | None = None,
) -> Study:
    try:
        kept = opened_file(ledger, instrument.model.id) if ledger else None
        pool = Pool.read(read_sealed(place), key, instrument.model, kept)
    except KeyTextError:
        raise StudyError("bad_key", voice) from None
    except OSError:
        raise StudyError("no_place", voice, path=place) from None
    if not pool.sessions and not pool.refused:
        raise StudyError("no_files", voice, path=place)
    return Study(pool, Wording(voice, instrument), ledger, plan)
