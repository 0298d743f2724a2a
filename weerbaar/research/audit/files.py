"""A folder, a zip or one file -> bytes by path, never more of them than there is room for.

Nothing that is found here is opened by what it is called: sizes, kinds and places come first.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from weerbaar.research.audit.limits import MOST_BYTES, MOST_DEPTH, MOST_FILES, MOST_TOGETHER
from weerbaar.research.audit.report import AuditFinding, Unreadable, flaw

_END = struct.Struct("<4s4H2LH")
"""The last record of a zip: entries, size and place of the list of them, length of a comment."""
_ENTRY = struct.Struct("<4s5H3L2H")
_LIST_BYTES = 512
_AFTER = 24
"""Most bytes after a packed file that say how long it was."""
_TIMES = {0x5455: (5, 9, 13), 0x7875: (11,), 0x000A: (32,)}
"""Extra fields of a zip that hold a time or an owner, and the bytes that these take."""
_SAID_AFTER = 8
"""Flag of a packed file that is followed by how long it was."""
_MEGABYTE = 2**20


@dataclass(frozen=True)
class Files:
    """What was found.

    Attributes
    ----------
    data
        Bytes by path inside the export.
    flaws
        What could not be taken in, and why.
    single
        Whether it is one file by itself.
    """

    data: Mapping[str, bytes]
    flaws: tuple[AuditFinding, ...] = ()
    single: bool = False


def read_files(path: Path) -> Files:
    """Read a folder, a zip or a single file.

    Raises
    ------
    Unreadable
        ``no_file``, ``broken`` (it cannot be opened), ``too_large`` or ``too_many``.
    """
    try:
        if path.is_dir():
            return _gathered(_folder(path))
        if not path.is_file():
            raise Unreadable("no_file")
        data = _bounded(path, MOST_TOGETHER)
    except OSError:
        raise Unreadable("broken") from None
    suffix = path.suffix.lower()
    if suffix == ".zip" or (data[:2] == b"PK" and suffix != ".xlsx"):
        return _gathered(unzipped(data))
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", most=MOST_BYTES // _MEGABYTE)
    return Files({path.name: data}, single=True)


def unzipped(data: bytes) -> Iterator[tuple[str, bytes] | AuditFinding]:
    """Every file of a zip, or why it is not taken in; what hides between files is a flaw.

    Raises
    ------
    Unreadable
        ``broken`` or ``too_many``.
    """
    place = data.rfind(b"PK\x05\x06")
    if place < 0 or len(data) - place < _END.size:
        raise Unreadable("broken")
    *_, entries, size, begin, comment = _END.unpack_from(data, place)
    if entries > MOST_FILES or size > MOST_FILES * _LIST_BYTES:
        raise Unreadable("too_many", most=MOST_FILES)
    if comment or place + _END.size != len(data) or begin + size != place:
        yield flaw("hidden_bytes", file="zip")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            yield from _entries(data, zipped, begin)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        raise Unreadable("broken") from None


def _entries(
    data: bytes, zipped: zipfile.ZipFile, begin: int
) -> Iterator[tuple[str, bytes] | AuditFinding]:
    expected = after = 0
    names = [entry.filename for entry in zipped.infolist()]
    for entry in sorted(zipped.infolist(), key=lambda found: found.header_offset):
        name = entry.filename
        last = _last(data, entry)
        if not expected <= entry.header_offset <= expected + after or last is None:
            yield flaw("hidden_bytes", file=name)
        if entry.comment or not _only_times(entry.extra):
            yield flaw("hidden_bytes", file=name)
        expected, after = last or 0, _AFTER if entry.flag_bits & _SAID_AFTER else 0
        if entry.is_dir() and not entry.file_size:
            if not any(one != name and one.startswith(name) for one in names):
                yield flaw("empty_folder", file=name)
            continue
        if last is not None and not _all_packed(data[last - entry.compress_size : last], entry):
            yield flaw("hidden_bytes", file=name)
        yield from _entry(zipped, entry)
    if not expected <= begin <= expected + after:
        yield flaw("hidden_bytes", file="zip")


def _entry(
    zipped: zipfile.ZipFile, entry: zipfile.ZipInfo
) -> Iterator[tuple[str, bytes] | AuditFinding]:
    name = entry.filename
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield flaw("link", file=name)
    elif entry.flag_bits & 1 or entry.compress_type not in (
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    ):
        yield flaw("locked", file=name)
    elif entry.file_size > MOST_BYTES:
        yield flaw("too_large", file=name, most=MOST_BYTES // _MEGABYTE)
    else:
        try:
            with zipped.open(entry) as file:
                # What the list says of its size may be untrue.
                found = file.read(MOST_BYTES + 1)
        # A damaged stream: each way to pack has errors of its own.
        except Exception:  # noqa: BLE001
            yield flaw("damaged", file=name)
            return
        yield (name, found)


def _all_packed(packed: bytes, entry: zipfile.ZipInfo) -> bool:
    """Whether every packed byte belongs to the file, and none lies behind its end."""
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return len(packed) == entry.file_size
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        stream.decompress(packed, MOST_BYTES + 1)
    except zlib.error:
        return True  # damaged, which is found when it is read
    return not stream.unused_data


def _last(data: bytes, entry: zipfile.ZipInfo) -> int | None:
    """Where a packed file ends; None when its own header says something else than the list."""
    try:
        *_, name, extra = _ENTRY.unpack_from(data, entry.header_offset)
    except struct.error:
        return None
    start = entry.header_offset + _ENTRY.size + name
    if not _only_times(data[start : start + extra]):
        return None
    end: int = start + extra + entry.compress_size
    return end


def _only_times(extra: bytes) -> bool:
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, place)
        if size not in _TIMES.get(kind, ()):
            return False
        place += 4 + size
    return place == len(extra) and place <= _LIST_BYTES


def _folder(path: Path) -> Iterator[tuple[str, bytes] | AuditFinding]:
    waiting, seen = [path], 0
    while waiting:
        here = waiting.pop()
        inside = sorted(os.scandir(here), key=lambda found: found.name)
        if not inside and here != path:
            yield flaw("empty_folder", file=here.relative_to(path).as_posix())
        for entry in inside:
            seen += 1
            if seen > MOST_FILES:
                raise Unreadable("too_many", most=MOST_FILES)
            file = Path(entry.path)
            name = file.relative_to(path).as_posix()
            if entry.is_symlink():
                yield flaw("link", file=name)
            elif entry.is_dir():
                if name.count("/") >= MOST_DEPTH:
                    raise Unreadable("too_many", most=MOST_FILES)
                waiting.append(file)
            elif not entry.is_file():
                yield flaw("not_a_file", file=name)
            else:
                yield from _file(name, file)


def _file(name: str, path: Path) -> Iterator[tuple[str, bytes] | AuditFinding]:
    try:
        yield (name, _bounded(path, MOST_BYTES))
    except Unreadable:
        yield flaw("too_large", file=name, most=MOST_BYTES // _MEGABYTE)
    except OSError:
        yield flaw("damaged", file=name)


def _bounded(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Unreadable("too_large", most=most // _MEGABYTE)
    return data


def _gathered(found: Iterator[tuple[str, bytes] | AuditFinding]) -> Files:
    """All of it, within what an export may be together, without the folder that holds it all."""
    data: dict[str, bytes] = {}
    flaws: list[AuditFinding] = []
    room = MOST_TOGETHER
    for one in found:
        if isinstance(one, AuditFinding):
            flaws.append(one)
            continue
        name, content = one
        room -= len(content)
        if room < 0:
            raise Unreadable("too_large", most=MOST_TOGETHER // _MEGABYTE)
        if len(content) > MOST_BYTES:
            flaws.append(flaw("too_large", file=name, most=MOST_BYTES // _MEGABYTE))
        elif name in data or not _plain(name):
            flaws.append(flaw("bad_name", file=name))
        else:
            data[name] = content
    tops = {name.split("/", 1)[0] for name in data}
    top = next(iter(tops)) + "/" if len(tops) == 1 else ""
    if top + "datapackage.json" in data:
        data = {name.removeprefix(top): content for name, content in data.items()}
    return Files(data, tuple(flaws))


def _plain(name: str) -> bool:
    """Whether a path stays inside the export and means the same on every computer."""
    parts = name.split("/")
    return name.isprintable() and "\\" not in name and not {"", ".", ".."} & set(parts)
