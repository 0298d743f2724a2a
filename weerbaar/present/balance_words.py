"""A balance in words: how much each side asks, and which of them asks more."""

from __future__ import annotations

from weerbaar.catalog import Content
from weerbaar.figures.balance_spec import BalanceQuadrant, BalanceSpec
from weerbaar.figures.fills import PersonFill
from weerbaar.model import Measure, Part, Profile
from weerbaar.present.wording import level_amount, percent

_NOTHING = 1e-9  # what rounding makes of zero


def verdict(spec: BalanceSpec, profile: Profile, content: Content, language: str) -> str:
    """Which side asks more, in words that claim no more than the pole shows."""
    low, high = spec.difference
    if spec.lean == 0:
        key = "even" if low == high else "unsure"
        return content.text(f"balance.verdict.{key}", language)
    key = "more" if _counts(spec, profile) else "little"
    side = spec.sides[spec.lean > 0]
    return content.text(f"balance.verdict.{key}", language, side=side.name)


def _counts(spec: BalanceSpec, profile: Profile) -> bool:
    """Whether a difference is as large as the rules ask before they speak of a side."""
    if profile.measure is Measure.LEVEL:
        return True
    if profile.measure is Measure.GROUP:
        return abs(spec.lean) >= profile.rules.group_side_above - _NOTHING
    most = max(part.of for part in profile.sides)
    return abs(spec.lean) * most >= profile.rules.side_above - _NOTHING


def colour_words(
    quadrant: BalanceQuadrant, scale: dict[str, str], content: Content, language: str
) -> tuple[str, ...]:
    """How many of one person's answers in a quadrant have each colour, or are open."""
    colours = [fill.colour for fill in quadrant.fills if isinstance(fill, PersonFill)]
    words = {**scale, "open": content.text("page.net.open", language)}
    found = [colour or "open" for colour in colours]
    return tuple(
        content.text("balance.colour", language, n=found.count(key), word=words[key])
        for key in dict.fromkeys(found)
    )


def person_words(part: Part, content: Content, language: str) -> tuple[str, ...]:
    """How many statements ask attention of one person, what they do, and how many are open."""
    n = int(part.attention or 0)
    unanswered = open_words(part.open, content, language)
    return (*count_words(n, part.of, content, language), *([unanswered] if unanswered else []))


def count_words(n: int, of: int, content: Content, language: str) -> tuple[str, str]:
    """How many statements ask attention of one person, and what they do."""
    asks = content.text(f"balance.asks.{'one' if n == 1 else 'more'}", language)
    return content.text("balance.count", language, n=n, of=of), asks


def open_words(n: int, content: Content, language: str) -> str:
    """How many statements are open; nothing when none is."""
    return content.text("balance.open", language, n=n) if n else ""


def group_words(
    part: Part, own: tuple[BalanceQuadrant, ...], measure: Measure, content: Content, language: str
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
        known = _level_words(part, content, language)
        unknown = sum(quadrant.level is None or quadrant.level.level is None for quadrant in own)
    else:
        known = _share_words(own, content, language)
        unknown = sum(fill is None for quadrant in own for fill in quadrant.fills)
    if not unknown or part.attention is None:
        return known
    key = "one" if unknown == 1 else "more"
    return (*known, content.text(f"balance.unknown.{key}", language, n=unknown))


def _level_words(part: Part, content: Content, language: str) -> tuple[str, ...]:
    if part.attention is None:
        return (content.text("page.figure.nobody", language),)
    amount = level_amount(part.attention, content, language)
    count = content.text("balance.level", language, amount=amount)
    return count, content.text("balance.asks.level", language)


def _share_words(
    own: tuple[BalanceQuadrant, ...], content: Content, language: str
) -> tuple[str, ...]:
    shares = [quadrant.share for quadrant in own for _ in quadrant.fills]
    low, high = (percent(sum(ends) / len(shares)) for ends in zip(*shares, strict=True))
    key, facts = ("exact", {"n": low}) if low == high else ("range", {"low": low, "high": high})
    count = content.text(f"balance.share.{key}", language, **facts)
    return count, content.text("balance.asks.share", language)


def line(name: str, words: tuple[str, ...], content: Content, language: str) -> str:
    """What is said of a side or a quadrant, as a sentence: a number with its verb, and the rest."""
    said = ", ".join((" ".join(words[:2]), *words[2:]))
    return content.text("balance.side_line", language, side=name, words=said)
