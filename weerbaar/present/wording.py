"""Numbers -> sentences: evidence of the rules, figures of statements, the promise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil, floor

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Policy, StatementFigure
from weerbaar.model import Advice, Colour, Measure, RuleId
from weerbaar.room.place import Finding
from weerbaar.room.recipient import Recipient
from weerbaar.room.session import Kind

_LEVELS = ("little", "some", "much")
_NEARLY = 1e-9  # what rounding makes of a whole number


@dataclass(frozen=True)
class AdviceText:
    """One advice in words.

    Attributes
    ----------
    involve
        Closing guidance of the quadrants that stand out; None for other rules.
    """

    title: str
    text: str
    evidence: str | None
    involve: str | None
    ours: bool
    source: str


def advice_text(advice: Advice, instrument: InstrumentContent, voice: Voice) -> AdviceText:
    """An advice in the words of its rule, to one person or to a group."""
    rule = instrument.rule(advice.rule)
    facts = _facts(advice, instrument, voice)
    group = advice.measure is not Measure.PERSON
    title = rule.title_group if group and rule.title_group else rule.title
    text = rule.text_group if group and rule.text_group else rule.text
    evidence = getattr(rule.evidence, advice.measure) if rule.evidence else None
    return AdviceText(
        title=voice.of(title).format(**facts),
        text=voice.of(text).format(**facts),
        evidence=voice.of(evidence).format(**facts) if evidence else None,
        involve=_involve(advice, instrument, voice),
        ours=rule.ours,
        source=rule.source,
    )


def _involve(advice: Advice, instrument: InstrumentContent, voice: Voice) -> str | None:
    """Whom to involve in the quadrants that stand out; of several each by its name."""
    if advice.quadrant:
        return voice.of(instrument.quadrant(advice.quadrant).closing)
    if advice.rule is not RuleId.SEVERAL_STAND_OUT:
        return None
    entries = [instrument.quadrant(quadrant) for quadrant in advice.quadrants]
    lines = [(voice.of(entry.name), voice.of(entry.closing)) for entry in entries]
    return " ".join(
        voice("page.advice.involve_of", quadrant=name, closing=closing) for name, closing in lines
    )


def percent(share: float | None) -> str:
    """A share as a whole percentage without its sign; ``-`` when unknown."""
    return "-" if share is None else str(round(100 * share))


def level_word(level: float | None, instrument: InstrumentContent, voice: Voice) -> str:
    """What a level says, such as *weinig aandacht*, in the words of the questionnaire."""
    return _level("word", level, instrument, voice)


def level_said(level: float | None, instrument: InstrumentContent, voice: Voice) -> str:
    """The same with its verb: *vraagt weinig aandacht*."""
    return _level("said", level, instrument, voice)


def level_axis(instrument: InstrumentContent, voice: Voice) -> str:
    """What there is more or less of along an axis of levels."""
    words = _level_words(instrument, voice)
    return voice("page.levels.axis", **words)


def level_amount(level: float, voice: Voice) -> str:
    """How much that is, without of what; what lies between two levels names both."""
    names = dict.fromkeys((_LEVELS[floor(level)], _LEVELS[ceil(level)]))
    words = [voice(f"page.levels.{name}") for name in names]
    return either(words, voice)


def _level(key: str, level: float | None, instrument: InstrumentContent, voice: Voice) -> str:
    if level is None:
        return voice("page.figure.nobody")
    amount = level_amount(level, voice)
    words = _level_words(instrument, voice)
    return voice(f"page.levels.{key}", amount=amount, **words)


def _level_words(instrument: InstrumentContent, voice: Voice) -> dict[str, str]:
    own = instrument.file.levels
    if own is None:
        return {key: voice(f"page.levels.{key}") for key in ("verb", "of")}
    return {"verb": voice.of(own.verb), "of": voice.of(own.of)}


def either(words: list[str], voice: Voice) -> str:
    """One word, or two of which either may hold."""
    first, *others = words
    for other in others:
        first = voice("page.either", first=first, second=other)
    return first


def scale_words(instrument: InstrumentContent, language: str) -> dict[str, str]:
    """What the colours of an instrument are called, and orange and red together."""
    words: dict[str, str] = {c.id: c.word[language] for c in instrument.file.scale}
    return words | {"not_green": instrument.file.not_green[language]}


def figure_sentence(
    figure: StatementFigure, n: int, instrument: InstrumentContent, voice: Voice
) -> str:
    """What a release says of one statement, in one line."""
    scale = scale_words(instrument, voice.language)
    words = [_share_words(figure, n, scale, instrument, voice)]
    if figure.orange and figure.red:
        counts = {"n_orange": figure.orange.low, "n_red": figure.red.low}
        words.append(voice("page.figure.split", **counts, **scale))
    if figure.tendency:
        words.append(voice(f"page.figure.{figure.tendency}", **scale))
    if figure.skips.exact and figure.skips.low:
        words.append(voice("page.figure.skipped", n=figure.skips.low))
    return ", ".join(words)


def preflight_line(finding: Finding, voice: Voice) -> str:
    """A finding as one sentence, with a word for how serious it is."""
    level = voice(f"preflight.levels.{finding.level}")
    facts = {key: str(value) for key, value in finding.facts.items()}
    return f"{level}: {voice(f'preflight.{finding.key}', **facts)}"


@dataclass(frozen=True)
class Promise:
    """The promise in its short version, and what more there is to say."""

    core: list[str]
    more: list[str]


def promise(
    voice: Voice,
    policy: Policy,
    *,
    private: bool,
    rehearsal: bool = False,
    hosted: bool = False,
    recipient: Recipient | None = None,
    earlier_day: str | None = None,
    beside: Collection[Kind] = (),
) -> Promise:
    """The sentences of the promise that hold for this page, from the actual policy.

    Parameters
    ----------
    earlier_day
        The day of the session that this one repeats, if it does.
    beside
        Kinds of the earlier sessions of this day whose pictures can be laid beside that of this.
    """
    occasions = {"always", "hosted" if hosted else "local"}
    occasions |= {"private"} if private else {"shared_session", "sealed" if recipient else "erased"}
    if rehearsal:
        occasions.add("rehearsal")
    if earlier_day:
        occasions.add("wave")
    if beside:
        occasions.add("rehearsed" if set(beside) == {Kind.REHEARSAL} else "same_day")
    facts = {
        "min": policy.minimum,
        "statements_from": policy.statements_from,
        "band": policy.band,
        # As many accomplices as the attacks were made with (``Policy.band``).
        "partners": policy.band - 1,
        "organisation": voice.of(recipient.organisation) if recipient else None,
        "contact": recipient.contact if recipient else None,
        "earlier_day": earlier_day,
    }
    sentences = [s for s in voice.content.privacy.sentences if s.when in occasions]
    return Promise(
        core=[voice.of(s.text).format(**facts) for s in sentences if s.core],
        more=[voice.of(s.text).format(**facts) for s in sentences if not s.core],
    )


def _share_words(
    figure: StatementFigure,
    n: int,
    scale: dict[str, str],
    instrument: InstrumentContent,
    voice: Voice,
) -> str:
    total = n - figure.skips.low
    if figure.level is not None:
        level = level_said(figure.level, instrument, voice)
        return voice("page.figure.level", level=level)
    if figure.not_green is None or figure.green is None:
        return voice("page.figure.nobody")
    if figure.not_green.exact:
        facts = {"n": figure.not_green.low, "total": total}
        return voice("page.figure.exact", **facts, **scale)
    few_green = figure.green.low == 0
    key = "few_green" if few_green else "few_not_green"
    band = figure.green if few_green else figure.not_green
    return voice(f"page.figure.{key}", n=band.high, total=total, **scale)


def _facts(advice: Advice, instrument: InstrumentContent, voice: Voice) -> dict[str, object]:
    found = advice.evidence
    chosen = _chosen(advice, instrument, voice.language)
    quadrant = voice.of(instrument.quadrant(advice.quadrant).name) if advice.quadrant else ""
    measured = advice.measure is Measure.LEVEL
    level = level_word(found.value, instrument, voice) if measured else ""
    rest = level_word(found.rest, instrument, voice) if measured else ""
    if advice.measure is Measure.GROUP:
        rest = percent(found.rest)
    elif advice.measure is Measure.PERSON:
        rest = _whole(found.rest)
    return {
        "quadrant": quadrant,
        "quadrants": ", ".join(voice.of(instrument.quadrant(q).name) for q in advice.quadrants),
        "n": _whole(found.value),
        "each": either(list(dict.fromkeys((_whole(found.value), _whole(found.most)))), voice),
        "of": found.of,
        "rest": rest,
        "percent": percent(found.value),
        # A minimum is not rounded up, and a maximum not down.
        "low": "-" if found.low is None else str(floor(100 * found.low + _NEARLY)),
        "high": "-" if found.high is None else str(ceil(100 * found.high - _NEARLY)),
        "level": level,
        "other_n": _whole(found.rest),
        "other_of": found.rest_of,
        "other_percent": percent(found.rest),
        "other_level": rest if measured else "",
        "green": found.each_green,
        "counts": _counts(advice, instrument, voice),
        "colours": either(chosen, voice),
        "worst": chosen[0],
    }


def _chosen(advice: Advice, instrument: InstrumentContent, language: str) -> list[str]:
    """The colours that ask attention and were chosen, red first; of a group: what is not green."""
    scale, found = scale_words(instrument, language), advice.evidence
    given = {Colour.RED: found.red, Colour.ORANGE: found.orange}
    return [scale[colour] for colour, n in given.items() if n] or [scale["not_green"]]


def _counts(advice: Advice, instrument: InstrumentContent, voice: Voice) -> str:
    """How often one person chose each colour, of those that were chosen, and what is open."""
    found, scale = advice.evidence, scale_words(instrument, voice.language)
    counts = {scale[Colour.RED]: found.red, scale[Colour.ORANGE]: found.orange}
    counts |= {scale[Colour.GREEN]: found.green}
    counts |= {voice("page.net.open"): found.open}
    parts = [voice("balance.colour", n=n, word=word) for word, n in counts.items() if n]
    return ", ".join(parts)


def _whole(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
