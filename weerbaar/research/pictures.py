"""Pictures of many sessions, from a research release and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from weerbaar.disclosure.pooling.research_release import (
    Cell,
    PartKind,
    PooledGroup,
    ResearchRelease,
    Share,
)
from weerbaar.figures.bars import BarsSpec, BarsWords, bars_drawing
from weerbaar.figures.fills import LEVELS, TENDENCIES, GroupFill
from weerbaar.figures.net import net_drawing
from weerbaar.figures.net_spec import NetSpec, NetWords
from weerbaar.figures.plate import Picture, on_plate
from weerbaar.research.captions import plate_words
from weerbaar.research.intervals import Interval, councils, share_interval
from weerbaar.research.wording import Wording

_NET_SCALE = 1.15


def net_picture(release: ResearchRelease, group: PooledGroup, wording: Wording) -> Picture:
    """The net of a group of sessions: the share that is not green, statement by statement."""
    shares = statement_shares(group)
    title = wording.say("net.title", group=wording.group(group.key))
    lines = " ".join(_line(share, group, wording) for share in shares.values())
    words = plate_words(release, [group], shares.values(), wording, title=title, description=lines)
    spec = _net(group, shares, wording, words.title, lines)
    name = named("net", release, group.key)
    return on_plate(net_drawing(spec, "wide"), words, name=name, scale=_NET_SCALE)


def bars_picture(release: ResearchRelease, group: PooledGroup, wording: Wording) -> Picture:
    """One bar per statement, with the interval of the share that is not green."""
    shares = statement_shares(group)
    title = wording.say("bars.title", group=wording.group(group.key))
    words = plate_words(
        release,
        [group],
        shares.values(),
        wording,
        title=title,
        description=" ".join(_line(share, group, wording) for share in shares.values()),
        more=(wording.say("caption.interval"),),
    )
    spec = _bars(group, shares, wording, words.title, words.description)
    name = named("bars", release, group.key)
    return on_plate(bars_drawing(spec), words, name=name)


def named(kind: str, release: ResearchRelease, key: tuple[tuple[str, str], ...] = ()) -> str:
    """A name that no other picture in a notebook has: ids in it begin with this."""
    return f"{kind}-{crc32(repr((release.digest, release.by, key)).encode()):08x}"


def statement_shares(group: PooledGroup) -> dict[str, Share]:
    """The shares of statements, by id, in the order of the release."""
    return {share.id: share for share in group.shares if share.part is PartKind.STATEMENT}


def interval_of(share: Share, group: PooledGroup) -> Interval:
    """The 95 % interval of a share in its group."""
    return share_interval(share, councils(group))


def ends(interval: Interval) -> tuple[float, float] | None:
    """An interval as pictures want it."""
    low, high = interval
    return None if low is None or high is None else (low, high)


def _line(share: Share, group: PooledGroup, wording: Wording) -> str:
    name = wording.part(share.part, share.id)
    return wording.say("net.line", name=name, share=wording.share(share, interval_of(share, group)))


def _fill(share: Share | None, cells: Mapping[tuple[str, str], Cell]) -> GroupFill | None:
    """How a statement is drawn: red apart from orange where both counts are released."""
    if share is None or share.value is None:
        return None
    orange, red = (cells.get((share.id, colour)) for colour in ("orange", "red"))
    known = [cell.count for cell in (orange, red) if cell is not None and cell.count is not None]
    both, total = 2, sum(known)
    red_share = known[1] / total if len(known) == both and total else None
    return GroupFill(share.value, share.value, red_share)


def _fills(group: PooledGroup, shares: Mapping[str, Share]) -> dict[str, GroupFill | None]:
    cells = {
        (cell.id, cell.category): cell for cell in group.cells if cell.part is PartKind.STATEMENT
    }
    return {share_id: _fill(share, cells) for share_id, share in shares.items()}


def _legend(wording: Wording) -> dict[str, Any]:
    """Words of a legend, as ``FillWords`` takes them; a pooled release has no bands or levels."""
    language = wording.voice.language
    colour = {entry.id: entry.word[language] for entry in wording.instrument.file.scale}
    return {
        "green": colour["green"],
        "orange": colour["orange"],
        "red": colour["red"],
        "open": wording.say("hidden"),
        "not_green": wording.instrument.file.not_green[language],
        "band": "",
        "tendencies": ("",) * len(TENDENCIES),
        "levels": dict.fromkeys(LEVELS, ""),
    }


def _net(
    group: PooledGroup, shares: Mapping[str, Share], wording: Wording, title: str, lines: str
) -> NetSpec:
    centre = wording.say("people", n=wording.number(group.people))
    words = NetWords(title, lines, **_legend(wording), centre=centre)
    fills = _fills(group, shares)
    return NetSpec.of(wording.instrument.file, wording.voice, fills, words)


def _bars(
    group: PooledGroup, shares: Mapping[str, Share], wording: Wording, title: str, lines: str
) -> BarsSpec:
    fills = _fills(group, shares)
    words = BarsWords(title, lines, **_legend(wording), interval=wording.say("interval"))

    def shown(statement: str) -> tuple[GroupFill | None, str, tuple[float, float] | None]:
        share = shares.get(statement)
        interval: Interval = interval_of(share, group) if share else (None, None)
        return fills.get(statement), wording.share(share, interval), ends(interval)

    return BarsSpec.of(wording.instrument.file, wording.voice, shown, words)
