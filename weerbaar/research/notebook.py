"""What the research notebook calls: one line that gives a study."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.catalog import LANGUAGES, Content, load_content
from weerbaar.disclosure.sealed.keys import PRIVATE_PREFIX, KeyTextError
from weerbaar.research.study import Study, StudyError
from weerbaar.research.wording import Wording

if TYPE_CHECKING:
    from weerbaar.disclosure.pooling.ledger import Ledger

_NEEDED = ("scipy", "statsmodels")


def example(language: str = LANGUAGES[0]) -> Study:
    """The made-up councils that come with the program.

    Raises
    ------
    StudyError
        When what research needs is not installed.
    """
    from weerbaar.disclosure.sealed.example import example as example_files

    content = _ready(language)
    place, key = example_files()
    return _study(place, key, content, language)


def study(
    place: str | Path,
    key_file: str | Path,
    language: str = LANGUAGES[0],
    ledger: Ledger | None = None,
    instrument: str | None = None,
) -> Study:
    """Sealed files that were handed in, and the private key to them.

    Parameters
    ----------
    place
        A folder or a zip with sealed files.
    key_file
        The file with the private key, as ``weerbaar keygen`` made it.
    ledger
        What was released before, if anything was.
    instrument
        Id of the questionnaire; None for the self-test. Files of another one are left out, which
        the study says.

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
        raise StudyError(_say("bad_key", content, language)) from None
    key = next((word for word in words if word.startswith(PRIVATE_PREFIX)), "")
    return _study(Path(place), key, content, language, ledger, instrument)


def _ready(language: str) -> Content:
    content = load_content()
    for name in _NEEDED:
        if find_spec(name) is None:
            raise StudyError(_say("not_installed", content, language, name=name))
    return content


def _study(
    place: Path,
    key: str,
    content: Content,
    language: str,
    ledger: Ledger | None = None,
    wanted: str | None = None,
) -> Study:
    from weerbaar.disclosure.pooling.pool import Pool
    from weerbaar.disclosure.sealed.files import read_sealed

    instrument = content.one_offered("research", wanted)
    if instrument is None:
        options = ", ".join(one.model.id for one in content.offered("research"))
        raise StudyError(_say("bad_instrument", content, language, found=wanted, options=options))
    try:
        pool = Pool.read(read_sealed(place), key, instrument.model)
    except KeyTextError:
        raise StudyError(_say("bad_key", content, language)) from None
    except OSError:
        raise StudyError(_say("no_place", content, language, path=place)) from None
    if not pool.sessions and not pool.refused:
        raise StudyError(_say("no_files", content, language, path=place))
    return Study(pool, Wording(content, instrument, language), ledger)


def _say(key: str, content: Content, language: str, **facts: object) -> str:
    return content.text(f"research.{key}", language, **facts)
