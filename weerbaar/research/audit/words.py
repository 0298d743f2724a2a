"""What an export may say in words: the program's own texts and names, and nothing else.

A free text can hold what no rule on numbers sees: a name, an answer, a remark. So every text in
an export is taken apart into texts that the program writes; what is left over is a finding.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from weerbaar.research.audit.known import CODES, COLOURS, COLUMNS
from weerbaar.research.audit.phrases import LICENCES, PHRASES

_WORD = re.compile(r"\w+")
_PLACEHOLDER = re.compile(r"\{[a-z_0-9]+\}")
_LEADING = re.compile(rf"^(?:\s*{_PLACEHOLDER.pattern})+[^\w{{]*")
_VERSION = (
    r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}(?:\.?(?:dev|post|rc|a|b)[0-9]{1,3})?(?:\+[0-9a-f]{12})?"
)
# Digests, versions and numbers, which may stand between braces.
_FILLED = (r"[0-9a-f]{32}", _VERSION, r"[0-9]+(?:[.,][0-9]+)?")
_VARIABLES = ("group_type", "size_class", "year", "language", "wave")
_MOST_SHOWN = 40
# Most bytes by which a text is cut shorter than it may be, so that no letter is cut in two.
_LETTER = 3

# Names that need no list: a form that leaves no room for words.
_FORMS: Mapping[str, re.Pattern[str]] = {
    "session": re.compile(r"[0-9]{4}"),
    "year": re.compile(r"20[0-9]{2}"),
    "wave": re.compile(r"[1-9][0-9]?"),
    "language": re.compile(r"nl|en"),
    "version": re.compile(_VERSION),
    "hash": re.compile(r"sha256:[0-9a-f]{64}"),
    "category": re.compile(rf"{'|'.join(COLOURS)}|0|[1-9][0-9]?|1[0-9]{{2}}|200"),
}
_LISTS: Mapping[str, Collection[str]] = {
    "variable": _VARIABLES,
    "table": COLUMNS,
    "column": {name for columns in COLUMNS.values() for name in columns},
    "part": COLUMNS["counts"]["part"].words,
    "pair": COLUMNS["covariances"]["pair"].words,
    "total": ("total",),
}
# Names that are one of some kinds, and lists of names with what stands between them.
_ANY: Mapping[str, tuple[str, ...]] = {
    "id": ("statement", "quadrant", "side", "total"),
    "value": _VARIABLES,
    # A row of another table, as the log names it: what its first columns hold.
    "in_row": ("group", "session", "column", "part", "pair", "id", "category", "variable"),
}
_SEVERAL: Mapping[str, tuple[str, str]] = {"digests": ("digest", " "), "row": ("in_row", ", ")}


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
        ``digest``, ``group_type`` and ``size_class``.
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

    def is_name(self, what: str, value: str) -> bool:
        """Whether a value is a name of a kind."""
        if what == "group":
            return self._is_group(value)
        if what == "text":
            return self.unknown(value) is None
        if what in _SEVERAL:
            one, between = _SEVERAL[what]
            return all(self.is_name(one, part) for part in value.split(between))
        if what in _ANY:
            return any(self.is_name(one, value) for one in _ANY[what])
        if what in _FORMS:
            return bool(_FORMS[what].fullmatch(value))
        return value in _LISTS.get(what, self.names.get(what, ()))

    def _is_group(self, value: str) -> bool:
        """``all``, or ``variable=value`` pairs, each variable once."""
        pairs = [pair.partition("=") for pair in value.split("; ")]
        known = all(name in _VARIABLES and self.is_name(name, given) for name, _, given in pairs)
        return value == "all" or (known and len({name for name, _, _ in pairs}) == len(pairs))

    def _begins(self, text: str) -> bool:
        """Whether a text is the beginning of a known one."""
        here = any(one.startswith(text) for one in self._whole)
        return here or (self.base is not None and self.base._begins(text))  # noqa: SLF001

    def _match(self, text: str, word: re.Match[str]) -> int | None:
        """Where the longest known text that begins with a word ends; None when there is none."""
        ways = (self._begun(word[0]), self._filled_first)
        ends = [known.end() for way in ways if (known := way.match(text, word.start()))]
        if self.base is not None:
            ends += [end for end in (self.base._match(text, word),) if end is not None]  # noqa: SLF001
        return max(ends, default=None)

    def _begun(self, word: str) -> re.Pattern[str]:
        """All texts that begin with a word; made when they are asked for."""
        if word not in self._made:
            self._made[word] = self._one_of(self._by_word.get(word, ()))
        return self._made[word]

    @cached_property
    def _made(self) -> dict[str, re.Pattern[str]]:
        return {}

    @cached_property
    def _by_word(self) -> Mapping[str, list[str]]:
        tokens = () if self.base else {*PHRASES, *COLUMNS, *_LISTS["column"], *CODES, *COLOURS}
        named = () if self.base else {*_VARIABLES, *(n for of in self.names.values() for n in of)}
        found: dict[str, list[str]] = defaultdict(list)
        for text in {*self._whole, *tokens, *named}:
            first = _WORD.search(text)
            if first:
                found[first[0]].append(text[first.start() :])
        return found

    @cached_property
    def _filled_first(self) -> re.Pattern[str]:
        """All texts that begin with something between braces."""
        return self._one_of(one for one in self.texts if _PLACEHOLDER.match(one))

    def _one_of(self, texts: Iterable[str]) -> re.Pattern[str]:
        """Any of some texts, the longest first; no text at all when there are none."""
        whole = "|".join(map(self._expression, sorted(texts, key=len, reverse=True)))
        return re.compile(whole or r"(?!)")

    def _expression(self, text: str) -> str:
        parts = [re.sub(r"(?:\\ )+", r"\\s+", re.escape(one)) for one in _PLACEHOLDER.split(text)]
        ends = r"(?!\w)" if text[-1:].isalnum() else ""
        return self._filled.join(parts) + ends

    @cached_property
    def _filled(self) -> str:
        """What may stand between braces: a short text, a group, a digest, version or number."""
        short = sorted({*self.fill, *LICENCES}, key=len, reverse=True)
        known = sorted({v for kind in _VARIABLES for v in self.names.get(kind, ())})
        values = "|".join([*known, r"[a-z]{2}", r"[0-9]{1,4}"])
        pair = rf"(?:{'|'.join(_VARIABLES)})=(?:{values})"
        group = rf"(?:all|{pair}(?:; {pair})*)"
        return f"(?:{'|'.join([*map(re.escape, short), group, *_FILLED])})"

    @cached_property
    def _signs(self) -> frozenset[str]:
        """Letters and signs that occur in what is known; others could be a code."""
        known = self.base._signs if self.base else frozenset(string.printable)  # noqa: SLF001
        return known.union(*self.texts, *self.fill)

    @cached_property
    def _whole(self) -> frozenset[str]:
        """All texts, and the parts of a text around what stands between braces.

        What stands there may be known by itself, such as the name of a maker.
        """
        parts = {part.strip() for text in self.texts for part in _PLACEHOLDER.split(text)}
        return frozenset(_LEADING.sub("", text).strip() for text in self.texts | self.fill | parts)
