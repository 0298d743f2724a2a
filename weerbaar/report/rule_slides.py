"""What stands out in a group, as slides: each rule a card, with its evidence and its origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from weerbaar.catalog import Voice
from weerbaar.figures.style import SOFT_INK
from weerbaar.present.wording import AdviceText
from weerbaar.report.deck import BODY, Deck, columns_in, fit_of, rows_in
from weerbaar.report.dress import DEEP
from weerbaar.report.fitting import Line, chunks

_MOST = 3
_LEGIBLE = 0.8
"""To which part of its size text may shrink before it gets more room instead."""
_ALONE = 1.3
"""How much larger a rule is that has a slide for itself."""


def rule_slides(deck: Deck, rules: Sequence[AdviceText], voice: Voice) -> None:
    """The slides of the rules: three short ones beside each other, else two below each other."""
    told = [(rule, _lines(rule, voice)) for rule in rules]
    beside = columns_in(BODY, _MOST)
    short = all(fit_of(lines, beside[0]) >= _LEGIBLE for _, lines in told)
    for part in chunks(told, _MOST if short else _MOST - 1):
        say = [voice("report.say.rules"), "", *(_whole(rule) for rule, _ in part)]
        slide = deck.slide(voice("report.rules.title"), "\n".join(say))
        places = beside if len(part) == _MOST else rows_in(BODY, len(part))
        for box, (_, lines) in zip(places, part, strict=True):
            large = [replace(line, size=_ALONE * line.size) for line in lines]
            deck.card(slide, box, large if len(part) == 1 else lines)


def _lines(rule: AdviceText, voice: Voice) -> list[Line]:
    whose = "page.advice.our_rule" if rule.ours else "page.advice.source_rule"
    lines = [Line(rule.title, 26, bold=True, colour=DEEP)]
    if rule.evidence:
        lines.append(Line(rule.evidence, 20, bold=True))
    origin = Line(voice(whose), 16, colour=SOFT_INK)
    return [*lines, Line(rule.text, 20), origin]


def _whole(rule: AdviceText) -> str:
    return " ".join(part for part in (rule.title, rule.evidence, rule.text, rule.involve) if part)
