"""Reads the words of a PDF back, in the order in which a screen reader would."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_FONT = re.compile(rb"/f(\d+) [\d.]+ Tf")
_TEXT = re.compile(rb"BT(.*?)\nET", re.DOTALL)
_ESCAPE = re.compile(rb"([0-7]{1,3}|.)", re.DOTALL)
_LETTER = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of(document: bytes) -> str:
    """All text of a document that typst made; spaces and line ends are left out."""
    streams = [_unpacked(found) for found in _STREAM.findall(document)]
    fonts = [_letters(stream) for stream in streams if b"beginbfchar" in stream]
    pages = (stream for stream in streams if re.search(rb"\bT[jJ]\b", stream))
    found: list[str] = []
    for text in _TEXT.findall(b"\n".join(pages)):
        font = fonts[int(_FONT.findall(text)[0])]
        codes = _codes(text)
        found += [font.get(codes[at : at + 2].hex(), "") for at in range(0, len(codes), 2)]
    return squeezed("".join(found))


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


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _letters(cmap: bytes) -> dict[str, str]:
    pairs = re.findall(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", cmap)
    return {
        code.decode().lower(): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code, letters in pairs
    }
