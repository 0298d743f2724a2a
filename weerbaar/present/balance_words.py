"""A balance in words: how much each side asks, and which of them asks more."""

from __future__ import annotations

from weerbaar.catalog import Voice
from weerbaar.figures.balance_spec import BalanceQuadrant, BalanceSpec
from weerbaar.figures.net_spec import PersonFill
from weerbaar.model import Measure, Part, Profile
from weerbaar.present.wording import level_amount, percent

_NOTHING = 1e-9  # what rounding makes of zero


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
