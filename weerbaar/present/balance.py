"""A person's or a group's balance: what the picture shows, and the same in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.balance import BalanceTemplate, balance_svg
from weerbaar.figures.balance import balance_template as person_template
from weerbaar.figures.balance_person import count_name, open_name
from weerbaar.figures.balance_spec import BalanceQuadrant, BalanceSide, BalanceSpec, BalanceWords
from weerbaar.figures.net_spec import Fill, LevelFill, PersonFill
from weerbaar.figures.picks import Pick
from weerbaar.model import AnswerSheet, Colour, Measure, Part, Profile, RuleId, score
from weerbaar.present.balance_words import (
    colour_words,
    count_words,
    group_words,
    line,
    open_words,
    person_words,
    verdict,
)
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.wording import scale_words

_PREFIXES = {"person": "net-own-balance", "group": "balance-group"}
"""A person's begins as the net's does: a page that shows both twice renames them together."""
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
        return balance_svg(self.spec, prefix=self.prefix, legend=False)


def person_balance(profile: Profile, instrument: InstrumentContent, voice: Voice) -> Balance | None:
    """One person's balance; None when there is no picture of it."""
    spec = person_balance_spec(profile, instrument, voice)
    return _balance(spec, profile, voice) if spec else None


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
    return person_template(spec, statements)


def group_balance(release: Release, voice: Voice) -> Balance | None:
    """A group's balance; None when there is no picture of it."""
    spec = group_balance_spec(release, voice)
    profile = release.as_profile(voice.content.instruments[release.instrument].model)
    return _balance(spec, profile, voice) if spec and profile else None


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
    scale = scale_words(instrument, voice.language)
    lines = []
    for quadrant in quadrants.values():
        parts = ", ".join(colour_words(quadrant, scale, voice))
        lines.append(line(quadrant.name, (parts,), voice))
    ends = _sides(instrument, quadrants, said, voice.language)
    return _spec(profile, ends, by_side, lines, instrument, voice)


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
    ends = _sides(instrument, quadrants, said, voice.language)
    by_side = {end.key: said(end.key, end.quadrants) for end in ends}
    return _spec(profile, ends, by_side, lines, instrument, voice)


def _balance(spec: BalanceSpec, profile: Profile, voice: Voice) -> Balance:
    who = "person" if profile.measure is Measure.PERSON else "group"
    left, right = (side.name for side in spec.sides)
    reading = [voice("balance.reading.image", left=left, right=right)]
    reading.append(voice(f"balance.reading.{who}"))
    if profile.open:
        reading.append(voice("balance.reading.open", green=spec.words.green))
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
    language: str,
) -> tuple[BalanceSide, ...]:
    sides = []
    for entry in instrument.file.sides:
        own = tuple(quadrants[q.id] for q in instrument.file.quadrants if q.side == entry.id)
        count, *more = said(str(entry.id), own)
        sides.append(BalanceSide(str(entry.id), entry.name[language], own, count, tuple(more)))
    return tuple(sides)


def _spec(
    profile: Profile,
    sides: tuple[BalanceSide, ...],
    by_side: dict[str, tuple[str, ...]],
    lines: list[str],
    instrument: InstrumentContent,
    voice: Voice,
) -> BalanceSpec:
    left, right = (side.name for side in sides)
    who = "person" if profile.measure is Measure.PERSON else "group"
    silent = BalanceSpec(
        sides,
        BalanceWords(
            **fill_words(instrument, voice),
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
