"""Reads the words of a PDF back, in the order in which a screen reader would."""

from __future__ import annotations

import re
import zlib

from weerbaar.report import typeset

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_FONT = re.compile(rb"/(f\d+) [\d.]+ Tf")
_FONTS = re.compile(rb"/Font<<(.*?)>>", re.DOTALL)
_NAMED = re.compile(rb"/(f\d+) (\d+) 0 R")
_TEXT = re.compile(rb"BT(.*?)\nET", re.DOTALL)
_ESCAPE = re.compile(rb"([0-7]{1,3}|.)", re.DOTALL)
_LETTER = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

Letters = dict[str, str]
"""What each code of a font reads as."""


def words_of(document: bytes) -> str:
    """All text of a document that typst made; spaces and line ends are left out."""
    objects = {int(number): body for number, body in _OBJECT.findall(document)}
    found: list[str] = []
    for body in objects.values():
        # Each page, and each picture in it, calls its fonts by names of its own.
        if re.search(rb"/Type/Page\b|/Subtype/Form\b", body):
            fonts = _fonts(_followed(body, b"Resources", objects), objects)
            found += _read(_unpacked(_followed(body, b"Contents", objects)), fonts)
    return squeezed("".join(found))


def _read(page: bytes, fonts: dict[bytes, Letters]) -> list[str]:
    found = []
    for text in _TEXT.findall(page):
        font = fonts[_FONT.findall(text)[0]]
        codes = _codes(text)
        found += [font.get(codes[at : at + 2].hex(), "") for at in range(0, len(codes), 2)]
    return found


def _followed(body: bytes, name: bytes, objects: dict[int, bytes]) -> bytes:
    """What an entry of an object refers to; the object itself when the entry is not there."""
    to = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    return objects[int(to[1])] if to else body


def _fonts(resources: bytes, objects: dict[int, bytes]) -> dict[bytes, Letters]:
    named = _FONTS.search(resources)
    return {
        name: _letters(_unpacked(_followed(objects[int(number)], b"ToUnicode", objects)))
        for name, number in (_NAMED.findall(named[1]) if named else ())
    }


def squeezed(text: str) -> str:
    """A text without spaces and line ends, to look for in a document."""
    return "".join(text.split())


def _codes(text: bytes) -> bytes:
    """What is between brackets; pairs of brackets inside it belong to it."""
    found, depth, at = bytearray(), 0, 0
    while at < len(text):
        letter = text[at : at + 1]
        if depth and letter == b"\\":
            escape = _ESCAPE.match(text, at + 1)
            assert escape
            kept = escape[1]
            found += bytes([int(kept, 8)]) if kept.isdigit() else _LETTER.get(kept, kept)
            at = escape.end()
            continue
        depth -= letter == b")"
        if depth:
            found += letter
        depth += letter == b"("
        at += 1
    return bytes(found)


def _unpacked(body: bytes) -> bytes:
    """The stream of an object; nothing when it has none."""
    stream = _STREAM.search(body)
    if stream is None:
        return b""
    try:
        return zlib.decompress(stream[1])
    except zlib.error:
        return stream[1]


def _letters(cmap: bytes) -> Letters:
    pairs = re.findall(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", cmap)
    return {
        code.decode().lower(): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code, letters in pairs
    }


def pictures(template, data, ppi):
    """Every page of a document as a PNG, to look at."""
    made = typeset._run(template, data, lambda one: one.compile(format="png", ppi=ppi))
    return [made] if isinstance(made, bytes) else made
