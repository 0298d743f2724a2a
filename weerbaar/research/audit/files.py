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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from weerbaar.research.audit import known
from weerbaar.research.audit.report import AuditFinding, Damaged, Unreadable, flaw

# The last record of a zip: entries, size and place of the list of them, length of a comment; and
# the header before each packed file, which ends with the lengths of its name and extra fields.
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s5H3L2H")
_LIST_BYTES = 512
# Flags of a packed file that is encrypted, and of one that is followed by how long it was.
_LOCKED, _SAID_AFTER = 1, 8
# Most bytes after a packed file that say how long it was.
_AFTER = 24
# Extra fields of a zip that hold a time or an owner, and the bytes that these take.
_TIMES = {0x5455: (5, 9, 13), 0x7875: (11,), 0x000A: (32,)}

# Files by path, each with its bytes or with what is wrong with it.
_Found = Iterator[tuple[str, bytes | Damaged]]


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
            return gathered(_folder(path), known.MOST_TOGETHER)
        if not path.is_file():
            raise Unreadable("no_file")
        data = _read(path, known.MOST_TOGETHER)
    except OSError:
        raise Unreadable("broken") from None
    suffix = path.suffix.lower()
    zipped = suffix == ".zip" or (data[:2] == b"PK" and suffix != ".xlsx")
    most = known.MOST_TOGETHER if zipped else known.MOST_BYTES
    if len(data) > most:
        raise Unreadable("too_large", most=most // known.MEGABYTE)
    return gathered(unzipped(data), most) if zipped else Files({path.name: data}, single=True)


def unzipped(data: bytes) -> _Found:
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
    if entries > known.MOST_FILES or size > known.MOST_FILES * _LIST_BYTES:
        raise Unreadable("too_many", most=known.MOST_FILES)
    if comment or place + _END.size != len(data) or begin + size != place:
        yield "zip", Damaged("hidden_bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            yield from _entries(data, zipped, begin)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        raise Unreadable("broken") from None


def _entries(data: bytes, zipped: zipfile.ZipFile, begin: int) -> _Found:
    expected = after = 0
    names = zipped.namelist()
    for entry in sorted(zipped.infolist(), key=lambda found: found.header_offset):
        name, empty = entry.filename, entry.is_dir() and not entry.file_size
        last = _last(data, entry)
        packed = b"" if last is None else data[last - entry.compress_size : last]
        if last is None or not (
            expected <= entry.header_offset <= expected + after
            and not entry.comment
            and _only_times(entry.extra)
            and (empty or _all_packed(packed, entry))
        ):
            yield name, Damaged("hidden_bytes")
        expected, after = last or 0, _AFTER if entry.flag_bits & _SAID_AFTER else 0
        if not empty:
            yield name, _unpacked(zipped, entry)
        elif not any(one != name and one.startswith(name) for one in names):
            yield name, Damaged("empty_folder")
    if not expected <= begin <= expected + after:
        yield "zip", Damaged("hidden_bytes")


def _unpacked(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | Damaged:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Damaged("link")
    plain = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if entry.flag_bits & _LOCKED or not plain:
        return Damaged("locked")
    if entry.file_size > known.MOST_BYTES:
        return Damaged("too_large")
    try:
        with zipped.open(entry) as file:
            # What the list says of its size may be untrue.
            return file.read(known.MOST_BYTES + 1)
    # A damaged stream: each way to pack has errors of its own.
    except Exception:  # noqa: BLE001
        return Damaged("damaged")


def _all_packed(packed: bytes, entry: zipfile.ZipInfo) -> bool:
    """Whether every packed byte belongs to the file, and none lies behind its end."""
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return len(packed) == entry.file_size
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        stream.decompress(packed, known.MOST_BYTES + 1)
    except zlib.error:
        return True  # damaged, which is found when it is read
    return not stream.unused_data


def _last(data: bytes, entry: zipfile.ZipInfo) -> int | None:
    """Where a packed file ends; None when its own header says something else than the list."""
    try:
        *_, name, extra = _ENTRY.unpack_from(data, entry.header_offset)
    except struct.error:
        return None
    start = entry.header_offset + _ENTRY.size + int(name)
    if not _only_times(data[start : start + extra]):
        return None
    return start + int(extra) + entry.compress_size


def _only_times(extra: bytes) -> bool:
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, place)
        if size not in _TIMES.get(kind, ()):
            return False
        place += 4 + size
    return place == len(extra) and place <= _LIST_BYTES


def _folder(path: Path) -> _Found:
    waiting, seen = [path], 0
    while waiting:
        here = waiting.pop()
        inside = sorted(os.scandir(here), key=lambda found: found.name)
        if not inside and here != path:
            yield here.relative_to(path).as_posix(), Damaged("empty_folder")
        seen += len(inside)
        if seen > known.MOST_FILES:
            raise Unreadable("too_many", most=known.MOST_FILES)
        for entry in inside:
            name = Path(entry.path).relative_to(path).as_posix()
            if entry.is_dir(follow_symlinks=False):
                if name.count("/") >= known.MOST_DEPTH:
                    raise Unreadable("too_many", most=known.MOST_FILES)
                waiting.append(Path(entry.path))
            else:
                yield name, _taken(entry)


def _taken(entry: os.DirEntry[str]) -> bytes | Damaged:
    if entry.is_symlink():
        return Damaged("link")
    if not entry.is_file():
        return Damaged("not_a_file")
    try:
        return _read(Path(entry.path), known.MOST_BYTES)
    except OSError:
        return Damaged("damaged")


def _read(path: Path, most: int) -> bytes:
    """Bytes of a file, one more than there is room for when it is too large."""
    with path.open("rb") as file:
        return file.read(most + 1)


def gathered(found: Iterable[tuple[str, bytes | Damaged]], most: int) -> Files:
    """All of it, in so many bytes at most, without the folder that holds it all.

    Raises
    ------
    Unreadable
        ``too_large``, or what keeps it from being read any further.
    """
    data: dict[str, bytes] = {}
    flaws: list[AuditFinding] = []
    room = most
    for name, content in found:
        wrong = content if isinstance(content, Damaged) else Damaged("bad_name")
        if isinstance(content, bytes):
            room -= len(content)
            if room < 0:
                raise Unreadable("too_large", most=most // known.MEGABYTE)
            if len(content) > known.MOST_BYTES:
                wrong = Damaged("too_large")
            elif name not in data and _plain(name):
                data[name] = content
                continue
        large = {"most": known.MOST_BYTES // known.MEGABYTE} if wrong.code == "too_large" else {}
        flaws.append(flaw(wrong.code, file=name, **large))
    tops = {name.split("/", 1)[0] for name in data}
    top = next(iter(tops)) + "/" if len(tops) == 1 else ""
    if top + known.PACKAGE in data:
        data = {name.removeprefix(top): content for name, content in data.items()}
    return Files(data, tuple(flaws))


def _plain(name: str) -> bool:
    """Whether a path stays inside the export and means the same on every computer."""
    parts = name.split("/")
    return name.isprintable() and "\\" not in name and not {"", ".", ".."} & set(parts)
