"""What an export may say in words: the program's own texts and names, and nothing else.

A free text can hold what no rule on numbers sees: a name, an answer, a remark. So every text in
an export is taken apart into texts that the program writes; what is left over is a finding.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from weerbaar.research.audit.known import COLUMNS
from weerbaar.research.audit.phrases import LICENCES, PHRASES

_WORD = re.compile(r"\w+")
_PLACEHOLDER = re.compile(r"\{[a-z_0-9]+\}")
_LEADING = re.compile(rf"^(?:\s*{_PLACEHOLDER.pattern})+[^\w{{]*")
_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_DIGEST = r"[0-9a-f]{32}"
_VERSION = (
    r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}(?:\.?(?:dev|post|rc|a|b)[0-9]{1,3})?(?:\+[0-9a-f]{12})?"
)
_SCORES = 200
_COLOURS = frozenset({"green", "orange", "red", "skip"})
_VARIABLES = ("group_type", "size_class", "year", "language", "wave")
_MOST_SHOWN = 40
_LETTER = 3
"""Most bytes by which a text is cut shorter than it may be, so that no letter is cut in two."""
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "session": re.compile(r"[0-9]{4}"),
    "year": re.compile(r"20[0-9]{2}"),
    "wave": re.compile(r"[1-9][0-9]?"),
    "language": re.compile(r"nl|en"),
    "version": re.compile(_VERSION),
    "hash": re.compile(r"sha256:[0-9a-f]{64}"),
}
"""Names that need no list: a form that leaves no room for words."""


@dataclass(frozen=True)
class Vocabulary:
    """All that the program can write into an export.

    Attributes
    ----------
    texts
        Whole texts; what stands between braces is a number, a digest or a short text of ``fill``.
    fill
        Texts that may stand in the place of braces: titles and sources of questionnaires.
    names
        Ids by what they name: ``statement``, ``quadrant``, ``side``, ``instrument``,
        ``group_type`` and ``size_class``.
    base
        What is known besides.
    """

    texts: frozenset[str]
    fill: frozenset[str] = frozenset()
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    base: Vocabulary | None = field(default=None, repr=False)

    def with_texts(self, more: Iterable[str]) -> Vocabulary:
        """The same, that also knows some other whole texts."""
        return Vocabulary(frozenset(filter(str.strip, more)), self.fill, self.names, self)

    def unknown(self, text: str, most: int = 0) -> str | None:
        """The first piece of a text that the program did not write; None when it wrote it all.

        Parameters
        ----------
        most
            Bytes after which the text may have been cut off; 0 when it is whole.
        """
        odd = next((letter for letter in text if letter not in self._signs), None)
        cut = most and len(text.encode()) >= most - _LETTER
        place = 0
        while found := _WORD.search(text, place):
            left = text[found.start() :]
            if cut and self._begins(left):
                break
            known = self._match(text, found)
            if known is None:
                return left[:_MOST_SHOWN].split("\n")[0]
            place = known
        return odd

    def _begins(self, text: str) -> bool:
        """Whether a text is the beginning of a known one."""
        here = any(one.startswith(text) for one in self._whole)
        return here or (self.base is not None and self.base._begins(text))  # noqa: SLF001

    def is_name(self, what: str, value: str) -> bool:
        """Whether a value is a name of a kind."""
        if what in _CHECKS:
            return _CHECKS[what](self, value)
        if what in _PATTERNS:
            return bool(_PATTERNS[what].fullmatch(value))
        return value in self.names.get(what, frozenset())

    def _match(self, text: str, word: re.Match[str]) -> int | None:
        """Where the longest known text that begins with a word ends; None when there is none."""
        begun = self._begun(word[0])
        ways = [way for way in (begun, self._filled_first) if way is not None]
        ends = [known.end() for way in ways if (known := way.match(text, word.start()))]
        if self.base is not None:
            ends += [end for end in (self.base._match(text, word),) if end is not None]  # noqa: SLF001
        return max(ends, default=None)

    def _begun(self, word: str) -> re.Pattern[str] | None:
        """All texts that begin with a word, the longest first; made when they are asked for."""
        if word not in self._made:
            texts = sorted(self._by_word.get(word, ()), key=len, reverse=True)
            whole = "|".join(self._expression(text) for text in texts)
            self._made[word] = re.compile(whole) if texts else None
        return self._made[word]

    @cached_property
    def _made(self) -> dict[str, re.Pattern[str] | None]:
        return {}

    @cached_property
    def _by_word(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for text in {*self._whole, *(() if self.base else self._tokens)}:
            first = _WORD.search(text)
            if first:
                found[first[0]].append(text[first.start() :])
        return found

    @cached_property
    def _filled_first(self) -> re.Pattern[str]:
        """All texts that begin with something between braces."""
        texts = sorted(
            (one for one in self.texts if _PLACEHOLDER.match(one)), key=len, reverse=True
        )
        return re.compile("|".join(map(self._expression, texts)) or r"(?!)")

    def _expression(self, text: str) -> str:
        parts = [re.sub(r"(?:\\ )+", r"\\s+", re.escape(one)) for one in _PLACEHOLDER.split(text)]
        ends = r"(?!\w)" if text[-1:].isalnum() else ""
        return self._filled.join(parts) + ends

    @cached_property
    def _filled(self) -> str:
        """What may stand between braces."""
        short = sorted({*self.fill, *LICENCES}, key=len, reverse=True)
        plain = [*map(re.escape, short), self._group, _DIGEST, _VERSION, _NUMBER]
        return f"(?:{'|'.join(plain)})"

    @cached_property
    def _group(self) -> str:
        """The name of a group."""
        values = sorted(
            {v for kind in ("group_type", "size_class") for v in self.names.get(kind, ())}
        )
        pair = rf"(?:{'|'.join(_VARIABLES)})=(?:{'|'.join([*values, r'[a-z]{2}', r'[0-9]{1,4}'])})"
        return rf"(?:all|{pair}(?:; {pair})*)"

    @cached_property
    def _signs(self) -> frozenset[str]:
        """Letters and signs that occur in what is known; others could be a code."""
        known = self.base._signs if self.base else frozenset(string.printable)  # noqa: SLF001
        return known.union(*self.texts, *self.fill)

    @cached_property
    def _tokens(self) -> frozenset[str]:
        columns = {name for known in COLUMNS.values() for name in known}
        codes = {
            word
            for known in COLUMNS.values()
            for column in known.values()
            for word in column.words
            if column.kind == "word"
        }
        return frozenset(PHRASES).union(
            COLUMNS, columns, codes, _COLOURS, _VARIABLES, *self.names.values()
        )

    @cached_property
    def _whole(self) -> frozenset[str]:
        """All texts, and the parts of a text around what stands between braces.

        What stands there may be known by itself, such as the name of a maker.
        """
        parts = {part.strip() for text in self.texts for part in _PLACEHOLDER.split(text)}
        return frozenset(_LEADING.sub("", text).strip() for text in self.texts | self.fill | parts)


def _is_group(words: Vocabulary, value: str) -> bool:
    """``all``, or ``variable=value`` pairs, each variable once and in order."""
    if value == "all":
        return True
    pairs = [pair.split("=", 1) for pair in value.split("; ")]
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 -- a name and a value
        return False
    names = [name for name, _ in pairs]
    known = all(name in _VARIABLES and words.is_name(name, given) for name, given in pairs)
    return known and len(set(names)) == len(names)


def _is_value(words: Vocabulary, value: str) -> bool:
    return any(words.is_name(name, value) for name in _VARIABLES)


def _is_id(words: Vocabulary, value: str) -> bool:
    return value == "total" or any(
        words.is_name(what, value) for what in ("statement", "quadrant", "side")
    )


def _is_category(_words: Vocabulary, value: str) -> bool:
    score = value.isdigit() and len(value) <= 3 and int(value) <= _SCORES  # noqa: PLR2004
    return value in _COLOURS or (score and str(int(value)) == value)


def _is_row(words: Vocabulary, value: str) -> bool:
    """A row of another table, as the log names it: what its first columns hold."""
    parts = value.split(", ")
    kinds = ("group", "session", "column", "part", "pair", "id", "category", "variable")
    return all(any(words.is_name(kind, part) for kind in kinds) for part in parts)


_CHECKS: Mapping[str, Callable[[Vocabulary, str], bool]] = {
    "group": _is_group,
    "value": _is_value,
    "variable": lambda _words, value: value in _VARIABLES,
    "id": _is_id,
    "category": _is_category,
    "row": _is_row,
    "digests": lambda words, value: all(words.is_name("digest", one) for one in value.split(" ")),
    "table": lambda _words, value: value in COLUMNS,
    "column": lambda _words, value: any(value in columns for columns in COLUMNS.values()),
    "part": lambda _words, value: value in {"statement", "quadrant", "side", "total"},
    "pair": lambda _words, value: value in COLUMNS["covariances"]["pair"].words,
    "text": lambda words, value: words.unknown(value) is None,
}
