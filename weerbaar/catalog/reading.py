"""How hard a text is to read: sentences, words, syllables, and a score. Pure.

The scores are Flesch's Reading Ease for English (R. Flesch, "A new readability yardstick", Journal
of Applied Psychology 32, 1948) and its Dutch form by W.H. Douma ("De leesbaarheid van
landbouwbladen", Wageningen 1960). They look at the length of words and sentences and at nothing
else. So a high score is no proof of language level B1, which is about what a reader can do; a low
one is a good reason to look again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

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
