"""What the research notebook calls: one line that gives a study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from weerbaar.catalog import LANGUAGES, Content, Voice, load_content
from weerbaar.disclosure.sealed.keys import PRIVATE_PREFIX, KeyTextError
from weerbaar.research.books import opened_file
from weerbaar.research.study import Study, StudyError
from weerbaar.research.wording import Wording
from weerbaar.room.folder import LEDGER, data_dir

_NEEDED = ("scipy", "statsmodels")


Plan = Iterable[Sequence[str]]


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
    from weerbaar.disclosure.sealed.files import example_files

    content = _ready(language)
    place, key = example_files()
    return _study(place, key, Voice(content, language), plan)


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
    content = _ready(language)
    try:
        words = Path(key_file).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        raise StudyError(_say("bad_key", Voice(content, language))) from None
    key = next((word for word in words if word.startswith(PRIVATE_PREFIX)), "")
    file = Path(ledger) if ledger is not None else data_dir() / LEDGER
    return _study(Path(place), key, Voice(content, language), plan, file, instrument)


def _ready(language: str) -> Content:
    content = load_content()
    for name in _NEEDED:
        if find_spec(name) is None:
            raise StudyError(_say("not_installed", Voice(content, language), name=name))
    return content


def _study(
    place: Path,
    key: str,
    voice: Voice,
    plan: Plan,
    ledger: Path | None = None,
    wanted: str | None = None,
) -> Study:
    from weerbaar.disclosure.pooling.pool import Pool
    from weerbaar.disclosure.sealed.files import read_sealed

    instrument = voice.content.one_offered("research", wanted)
    if instrument is None:
        options = ", ".join(one.model.id for one in voice.content.offered("research"))
        raise StudyError(_say("bad_instrument", voice, found=wanted, options=options))
    try:
        kept = opened_file(ledger, instrument.model.id) if ledger else None
        pool = Pool.read(read_sealed(place), key, instrument.model, kept)
    except KeyTextError:
        raise StudyError(_say("bad_key", voice)) from None
    except OSError:
        raise StudyError(_say("no_place", voice, path=place)) from None
    if not pool.sessions and not pool.refused:
        raise StudyError(_say("no_files", voice, path=place))
    return Study(pool, Wording(voice, instrument), ledger, plan)


def _say(key: str, voice: Voice, **facts: object) -> str:
    return voice(f"research.{key}", **facts)
