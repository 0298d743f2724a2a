"""How hard a text is to read, and ``redactie.yaml``: the rules that it is held against. Pure.

The scores are Flesch's Reading Ease for English (R. Flesch, "A new readability yardstick", Journal
of Applied Psychology 32, 1948) and its Dutch form by W.H. Douma ("De leesbaarheid van
landbouwbladen", Wageningen 1960). They look at the length of words and sentences and at nothing
else. So a high score is no proof of language level B1, which is about what a reader can do; a low
one is a good reason to look again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from weerbaar.catalog.texts import Strict, Words

_ADDRESS = re.compile(r"https?://\S*[^\s.,;:!?)]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`]+(?=\S)|(?<=\S)[*`]+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
"""Markdown's signs for bold, slanted and code; those before an item of a list stay."""
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=#)")
"""Where one stretch of text ends: an empty line, an item of a list, a heading."""
_OPEN, _CLOSE = "\"'(\u2018\u201c", "\"')\u2019\u201d"
_END = re.compile(rf"(?<=[.!?])\s+(?=\S)|(?<=[.!?…])[{_CLOSE}]*\s+(?=[{_OPEN}]?[A-ZÀ-Þ0-9{{])")
"""Where a sentence ends; after a quotation or dots only when a capital follows."""
_SHORTENED = re.compile(r"(?:\b(?:bijv|[Aa]rt|nr|[Mm]r|[Dd]rs?|ir|prof|e\.g|i\.e|vs)|\b[A-Z])\.$")
"""Full stops that end no sentence."""
_WORD = re.compile(r"[^\W_](?:[\w'\u2019-]*\w)?|\{\w+\}")

_DUTCH = re.compile(
    r"aai|ooi|oei|eeu|ieu|eau|ij|aa|ee|oo|uu|ie|oe|eu(?!m)|ui|ei|au|ou"
    r"|[aeiouy]|[áàâäéèêëíìîïóòôöúùûü]"
)
"""Vowels that sound as one syllable; a letter with a sign begins another one."""
_ENGLISH = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:[^laeiouy]|[aeiouy]l|rl|[gq]u)es?$|[^tdaeiouy]ed$|[^aeiou]e(?=ments?$|thing|times?$|l[ey])"
)
"""Letters that are written and not spoken: *take*, *asked*, *statement*; not *table*, *needed*."""
_SPOKEN = re.compile(r"(?:[sxz]|[cs]h|[cg])es$")
"""Endings that are spoken after all: *pages*, *voices*, *boxes*."""
_APART = re.compile(
    r"i[ao](?!u)(?<![cgst]io)(?<![cst]ia)|[^cgstx]ious|serious|ua[lrt]|eo(?!u|p)|[aeiouy]ing"
    r"|ie(?=n[ct]|t)|eas?$|creat|reali|coop"
)
"""Vowels side by side that are two syllables: *violent*, *usual*, *being*, *area*."""


class Sentence(NamedTuple):
    """A sentence and where it stands.

    Attributes
    ----------
    line
        Number of the line within its text, from 0.
    """

    text: str
    line: int

    @property
    def words(self) -> list[str]:
        """Its words; a placeholder such as ``{n}`` and a web address count as one."""
        return words_in(self.text)


@dataclass(frozen=True)
class Ease:
    """How easy a text is to read.

    Attributes
    ----------
    score
        From about 0 (very hard) to 100 (very easy); it can pass both.
    words, sentences
        How many there were.
    """

    score: float
    words: int
    sentences: int


def sentences_in(text: str) -> Iterator[Sentence]:
    """Sentences of a text, plain or Markdown; items of a list and headings end one too."""
    plain = _MARKS.sub("", _LINK.sub(r"\1", _ADDRESS.sub("Address", text)))
    start = 0
    for block in _BLOCK.split(plain):
        start = plain.index(block, start)
        yield from _in_block(block, plain[:start].count("\n"))
        start += len(block)


def _in_block(block: str, line: int) -> Iterator[Sentence]:
    """Sentences of a stretch without empty lines in it."""
    begin = 0
    ends = [*_END.finditer(block), None]
    for end in ends:
        stop = end.start() if end else len(block)
        written = block[begin:stop]
        if end and _SHORTENED.search(written):
            continue
        said = " ".join(written.split()).lstrip("-+#> ")
        if words_in(said):
            before = block[:begin] + written[: len(written) - len(written.lstrip())]
            yield Sentence(said, line + before.count("\n"))
        begin = end.end() if end else stop


def words_in(text: str) -> list[str]:
    """Words of a text, in order."""
    return _WORD.findall(text)


def syllables(word: str, language: str) -> int:
    """How many syllables a word has, at least 1; by rule, so a rare word may be one off.

    Parameters
    ----------
    language
        ``nl`` or ``en``.
    """
    word = word.lower()
    if language == "nl":
        return max(1, len(_DUTCH.findall(word)))
    count = len(_ENGLISH.findall(word)) + len(_APART.findall(word))
    if _SILENT.search(word) and not _SPOKEN.search(word):
        count -= 1
    return max(1, count)


def ease(sentences: Iterable[Sentence], language: str) -> Ease:
    """Reading ease of sentences taken together: Flesch for English, Flesch-Douma for Dutch.

    English ``206.835 - 1.015 w - 84.6 s``, Dutch ``206.835 - 0.93 w - 77 s``, in which ``w`` is
    words per sentence and ``s`` syllables per word. The yardstick is for at least 100 words.

    Raises
    ------
    ValueError
        If there are no words at all.
    """
    split = [sentence.words for sentence in sentences]
    words = [word for sentence in split for word in sentence if not word.startswith("{")]
    if not words:
        raise ValueError
    per_sentence = len(words) / len(split)
    spoken = Counter(words)
    per_word = sum(n * syllables(word, language) for word, n in spoken.items()) / len(words)
    by_sentence, by_word = (0.93, 77.0) if language == "nl" else (1.015, 84.6)
    score = 206.835 - by_sentence * per_sentence - by_word * per_word
    return Ease(score, len(words), len(split))


Kind = Literal["jargon", "gendered", "moralising"]
_ARTICLE = re.compile(r"\b(?:artikel(?:en)?|articles?|art\.) ?\d", re.IGNORECASE)
_QUOTED = re.compile("\u2018[^\u2019]*(?:\u2019|$)")


class PerLanguage(Strict):
    """A number for each language."""

    nl: Annotated[int, Field(ge=0)]
    en: Annotated[int, Field(ge=0)]

    def __getitem__(self, language: str) -> int:
        return int(getattr(self, language))


class SentenceLimits(Strict):
    """Words per sentence, at most and on average."""

    longest: Annotated[int, Field(ge=1)]
    mean: Annotated[int, Field(ge=1)]
    mean_from: Annotated[int, Field(ge=1)]


class EaseLimits(PerLanguage):
    """The least reading ease of a file with enough words."""

    from_words: Annotated[int, Field(ge=1)]


class EditorialFile(Strict):
    """``redactie.yaml``: how we write."""

    sentences: SentenceLimits
    ease: EaseLimits
    letters: PerLanguage
    months: Annotated[int, Field(ge=1)]
    researchers: tuple[Words, ...]
    allowed: Mapping[Literal["nl", "en"], tuple[Words, ...]]
    avoid: Mapping[Kind, Mapping[Literal["nl", "en"], Mapping[Words, Words]]]
    laws: Mapping[Literal["nl", "en"], tuple[Words, ...]]

    def allows(self, word: str, language: str) -> bool:
        """Whether a word is one of the field's."""
        return bool(self._patterns[language].allowed.fullmatch(word))

    def avoided(self, text: str, language: str) -> Iterator[tuple[Kind, str, str]]:
        """Words of a text that are better not written: kind, what stands there, what to write.

        A judgement within quotation marks is that of whoever speaks.
        """
        patterns = self._patterns[language]
        if not patterns.any_avoided.search(text):
            return
        own = _QUOTED.sub(" ", text)
        for kind, pattern, instead in patterns.avoided:
            for found in pattern.finditer(own if kind == "moralising" else text):
                if not self.allows(found.group(), language):
                    yield kind, found.group(), instead

    def names_law(self, text: str, language: str) -> str | None:
        """The law or article that a text names; None when there is none."""
        found = self._patterns[language].laws.search(text) or _ARTICLE.search(text)
        return found.group() if found else None

    @cached_property
    def _patterns(self) -> dict[str, _Patterns]:
        return {at: self._patterns_in(at) for at in ("nl", "en")}

    def _patterns_in(self, language: Literal["nl", "en"]) -> _Patterns:
        lists = [(kind, found.get(language, {})) for kind, found in self.avoid.items()]
        return _Patterns(
            allowed=_any(self.allowed.get(language, ())),
            avoided=tuple(
                (kind, _any([word]), instead)
                for kind, words in lists
                for word, instead in words.items()
            ),
            any_avoided=_any(word for _, words in lists for word in words),
            laws=_any(self.laws.get(language, ()), flags=0),
        )


class _Patterns(NamedTuple):
    allowed: re.Pattern[str]
    avoided: tuple[tuple[Kind, re.Pattern[str], str], ...]
    any_avoided: re.Pattern[str]
    laws: re.Pattern[str]


def _any(words: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Any of these as whole words; a star at the end is any ending. None of them: nothing."""
    ends = [re.escape(word).replace(r"\*", r"[\w-]*") for word in words]
    one = "|".join(sorted(ends, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<![\w/])(?:{one})(?![\w/])", flags)
