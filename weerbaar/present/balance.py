"""A person's or a group's balance: what the picture shows, and the same in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.balance import BalanceTemplate, balance_drawing, person_balance_template
from weerbaar.figures.balance_spec import (
    BalanceQuadrant,
    BalanceSide,
    BalanceSpec,
    BalanceWords,
    count_name,
    open_name,
)
from weerbaar.figures.fills import Fill, LevelFill, PersonFill
from weerbaar.figures.marks import Pick
from weerbaar.figures.svg import svg
from weerbaar.model import AnswerSheet, Colour, Measure, Part, Profile, RuleId, score
from weerbaar.present.fills import group_fill
from weerbaar.present.wording import level_amount, percent, scale_words

_PREFIXES = {"person": "net-own-balance", "group": "balance-group"}
"""A person's begins as the net's does: a page that shows both twice renames them together."""
_NOTHING = 1e-9  # what rounding makes of zero
_COMPARED = frozenset({RuleId.AWARENESS_SIDE, RuleId.ACTING_SIDE})


@dataclass(frozen=True)
class Balance:
    """A balance picture with the words beside it.

    Attributes
    ----------
    verdict
        Which side asks more, if any does.
    reading
        How to read it, a paragraph each.
    prefix
        How the ids in the picture begin.
    """

    heading: str
    spec: BalanceSpec
    verdict: str
    reading: tuple[str, ...]
    prefix: str

    @property
    def svg(self) -> str:
        """The picture, drawn anew each time; its colours are explained by the net above it."""
        return svg(balance_drawing(self.spec), prefix=self.prefix)


def person_balance(profile: Profile, instrument: InstrumentContent, voice: Voice) -> Balance | None:
    """One person's balance; None when there is no picture of it."""
    spec = person_balance_spec(profile, instrument, voice)
    return _balance(spec, profile, instrument, voice) if spec else None


def balance_template(instrument: InstrumentContent, voice: Voice) -> BalanceTemplate | None:
    """The balance of a person for any answers, as a phone gets it; None when there is none."""
    anybody = score(AnswerSheet(instrument.model))
    spec = person_balance_spec(anybody, instrument, voice)
    if spec is None:
        return None
    statements = {
        str(quadrant.id): [statement.id for statement in quadrant.statements]
        for quadrant in instrument.file.quadrants
    }
    return person_balance_template(spec, statements)


def group_balance(release: Release, voice: Voice) -> Balance | None:
    """A group's balance; None when there is no picture of it."""
    spec = group_balance_spec(release, voice)
    instrument = voice.content.instruments[release.instrument]
    profile = release.as_profile(instrument.model)
    return _balance(spec, profile, instrument, voice) if spec and profile else None


def person_balance_spec(
    profile: Profile, instrument: InstrumentContent, voice: Voice
) -> BalanceSpec | None:
    """What the picture of one person shows.

    Returns
    -------
    BalanceSpec or None
        None when the instrument does not compare its sides.
    """
    if not profile.rules.used >= _COMPARED:
        return None
    sides = {str(part.id): part for part in profile.sides}
    quadrants = {
        part.id: BalanceQuadrant(
            part.id, voice.of(instrument.quadrant(part.id).name), _answers(part)
        )
        for part in profile.quadrants
    }

    def said(side: str, _own: tuple[BalanceQuadrant, ...]) -> tuple[Pick[str], ...]:
        whole = range(sides[side].of + 1)
        counts = [count_words(n, sides[side].of, voice) for n in whole]
        count, asks = (Pick(count_name(side), found) for found in zip(*counts, strict=True))
        return count, asks, Pick(open_name(side), [open_words(n, voice) for n in whole])

    by_side = {key: person_words(part, voice) for key, part in sides.items()}
    scale = scale_words(instrument, voice)
    lines = []
    for quadrant in quadrants.values():
        parts = ", ".join(colour_words(quadrant, scale, voice))
        lines.append(line(quadrant.name, (parts,), voice))
    ends = _sides(instrument, quadrants, said, voice)
    return _spec(profile, ends, by_side, lines, voice)


def group_balance_spec(release: Release, voice: Voice) -> BalanceSpec | None:
    """What the picture of a group shows, from its release and nothing else.

    Returns
    -------
    BalanceSpec or None
        None when the release shows no figures, or the instrument does not compare its sides.
    """
    instrument = voice.content.instruments[release.instrument]
    profile = release.as_profile(instrument.model)
    if profile is None or not profile.rules.used >= _COMPARED:
        return None
    figures = {figure.id: figure for figure in release.statements}
    levels = dict(release.levels)
    quadrants = {
        quadrant.id: BalanceQuadrant(
            quadrant.id,
            voice.of(instrument.quadrant(quadrant.id).name),
            tuple(group_fill(figures.get(s.id)) for s in quadrant.statements),
            LevelFill(levels[quadrant.id]) if release.detail is Detail.LEVELS else None,
        )
        for quadrant in instrument.model.quadrants
    }
    sides = {str(part.id): part for part in profile.sides}

    def said(side: str, own: tuple[BalanceQuadrant, ...]) -> tuple[str, ...]:
        return group_words(sides[side], own, profile.measure, voice)

    lines = []
    for quadrant, part in zip(quadrants.values(), profile.quadrants, strict=True):
        words = group_words(part, (quadrant,), profile.measure, voice)
        lines.append(line(quadrant.name, words, voice))
    ends = _sides(instrument, quadrants, said, voice)
    by_side = {end.key: said(end.key, end.quadrants) for end in ends}
    return _spec(profile, ends, by_side, lines, voice)


def _balance(
    spec: BalanceSpec, profile: Profile, instrument: InstrumentContent, voice: Voice
) -> Balance:
    who = "person" if profile.measure is Measure.PERSON else "group"
    left, right = (side.name for side in spec.sides)
    reading = [voice("balance.reading.image", left=left, right=right)]
    reading.append(voice(f"balance.reading.{who}"))
    if profile.open:
        reading.append(voice("balance.reading.open", **scale_words(instrument, voice)))
    reading.append(voice("balance.reading.level_pole"))
    reading.append(voice("balance.reading.ours"))
    return Balance(
        heading=voice(f"balance.heading.{who}"),
        spec=spec,
        verdict=verdict(spec, profile, voice),
        reading=tuple(reading),
        prefix=_PREFIXES[who],
    )


def _sides(
    instrument: InstrumentContent,
    quadrants: dict[str, BalanceQuadrant],
    said: Callable[[str, tuple[BalanceQuadrant, ...]], tuple[str | Pick[str], ...]],
    voice: Voice,
) -> tuple[BalanceSide, ...]:
    sides = []
    for entry in instrument.file.sides:
        own = tuple(quadrants[q.id] for q in instrument.file.quadrants if q.side == entry.id)
        count, *more = said(str(entry.id), own)
        sides.append(BalanceSide(str(entry.id), voice.of(entry.name), own, count, tuple(more)))
    return tuple(sides)


def _spec(
    profile: Profile,
    sides: tuple[BalanceSide, ...],
    by_side: dict[str, tuple[str, ...]],
    lines: list[str],
    voice: Voice,
) -> BalanceSpec:
    left, right = (side.name for side in sides)
    who = "person" if profile.measure is Measure.PERSON else "group"
    silent = BalanceSpec(
        sides,
        BalanceWords(
            title=voice(f"balance.title.{who}", left=left, right=right),
            description="",
            reach=voice("balance.reach"),
        ),
    )
    ends = [line(side.name, by_side[side.key], voice) for side in sides]
    described = " ".join([*ends, verdict(silent, profile, voice), *lines])
    return replace(silent, words=replace(silent.words, description=described))


def _answers(part: Part) -> tuple[Fill | None, ...]:
    """One quadrant's answers, from its numbers: points are one for orange and two for red."""
    attention, points = int(part.attention or 0), part.points or 0
    red = points - attention
    counts = {
        Colour.RED: red,
        Colour.ORANGE: attention - red,
        None: part.open,
        Colour.GREEN: part.of - attention - part.open,
    }
    return tuple(
        PersonFill(colour.value if colour else None)
        for colour, count in counts.items()
        for _ in range(count)
    )


def verdict(spec: BalanceSpec, profile: Profile, voice: Voice) -> str:
    """Which side asks more, in words that claim no more than the pole shows."""
    low, high = spec.difference
    if spec.lean == 0:
        key = "even" if low == high else "unsure"
        return voice(f"balance.verdict.{key}")
    key = "more" if _counts(spec, profile) else "little"
    side = spec.sides[spec.lean > 0]
    return voice(f"balance.verdict.{key}", side=side.name)


def _counts(spec: BalanceSpec, profile: Profile) -> bool:
    """Whether a difference is as large as the rules ask before they speak of a side."""
    if profile.measure is Measure.LEVEL:
        return True
    if profile.measure is Measure.GROUP:
        return abs(spec.lean) >= profile.rules.group_side_above - _NOTHING
    most = max(part.of for part in profile.sides)
    return abs(spec.lean) * most >= profile.rules.side_above - _NOTHING


def colour_words(quadrant: BalanceQuadrant, scale: dict[str, str], voice: Voice) -> tuple[str, ...]:
    """How many of one person's answers in a quadrant have each colour, or are open."""
    colours = [fill.colour for fill in quadrant.fills if isinstance(fill, PersonFill)]
    words = {**scale, "open": voice("page.net.open")}
    found = [colour or "open" for colour in colours]
    return tuple(
        voice("balance.colour", n=found.count(key), word=words[key]) for key in dict.fromkeys(found)
    )


def person_words(part: Part, voice: Voice) -> tuple[str, ...]:
    """How many statements ask attention of one person, what they do, and how many are open."""
    n = int(part.attention or 0)
    unanswered = open_words(part.open, voice)
    return (*count_words(n, part.of, voice), *([unanswered] if unanswered else []))


def count_words(n: int, of: int, voice: Voice) -> tuple[str, str]:
    """How many statements ask attention of one person, and what they do."""
    asks = voice(f"balance.asks.{'one' if n == 1 else 'more'}")
    return voice("balance.count", n=n, of=of), asks


def open_words(n: int, voice: Voice) -> str:
    """How many statements are open; nothing when none is."""
    return voice("balance.open", n=n) if n else ""


def group_words(
    part: Part, own: tuple[BalanceQuadrant, ...], measure: Measure, voice: Voice
) -> tuple[str, ...]:
    """How much of a side or a quadrant of a group asks attention, as far as it is known.

    Parameters
    ----------
    part
        The side or quadrant in the group's profile.
    own
        Its quadrants in the picture.
    """
    if measure is Measure.LEVEL:
        known = _level_words(part, voice)
        unknown = sum(quadrant.level is None or quadrant.level.level is None for quadrant in own)
    else:
        known = _share_words(own, voice)
        unknown = sum(fill is None for quadrant in own for fill in quadrant.fills)
    if not unknown or part.attention is None:
        return known
    key = "one" if unknown == 1 else "more"
    return (*known, voice(f"balance.unknown.{key}", n=unknown))


def _level_words(part: Part, voice: Voice) -> tuple[str, ...]:
    if part.attention is None:
        return (voice("page.figure.nobody"),)
    amount = level_amount(part.attention, voice)
    count = voice("balance.level", amount=amount)
    return count, voice("balance.asks.level")


def _share_words(own: tuple[BalanceQuadrant, ...], voice: Voice) -> tuple[str, ...]:
    shares = [quadrant.share for quadrant in own for _ in quadrant.fills]
    low, high = (percent(sum(ends) / len(shares)) for ends in zip(*shares, strict=True))
    key, facts = ("exact", {"n": low}) if low == high else ("range", {"low": low, "high": high})
    count = voice(f"balance.share.{key}", **facts)
    return count, voice("balance.asks.share")


def line(name: str, words: tuple[str, ...], voice: Voice) -> str:
    """What is said of a side or a quadrant, as a sentence: a number with its verb, and the rest."""
    said = ", ".join((" ".join(words[:2]), *words[2:]))
    return voice("balance.side_line", side=name, words=said)
