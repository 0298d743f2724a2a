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
from weerbaar.figures.bars import draw_bars
from weerbaar.figures.bars_layout import wide as bars_layout
from weerbaar.figures.bars_spec import BarGroup, BarRow, BarsSpec, BarsWords
from weerbaar.figures.net import draw_net
from weerbaar.figures.net_layout import wide as net_layout
from weerbaar.figures.net_spec import (
    LEVELS,
    TENDENCIES,
    GroupFill,
    NetSpec,
    NetWords,
    QuadrantSpec,
    SideSpec,
    WedgeSpec,
)
from weerbaar.figures.pen import text_width
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
    layout = net_layout(spec)
    size = (layout.width * _NET_SCALE, layout.height * _NET_SCALE)
    return on_plate(
        lambda axes: draw_net(axes, spec, layout="wide"),
        size,
        words,
        name=named("net", release, group.key),
    )


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
    layout = bars_layout(spec, text_width)
    size = (layout.width, layout.height)
    return on_plate(
        lambda axes: draw_bars(axes, spec, layout="wide"),
        size,
        words,
        name=named("bars", release, group.key),
    )


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
    fills, language, file = _fills(group, shares), wording.voice.language, wording.instrument.file
    order = [statement.id for statement in wording.instrument.model.statements]
    quadrants = tuple(
        QuadrantSpec(
            quadrant.id,
            quadrant.name[language],
            tuple(
                WedgeSpec(s.id, order.index(s.id) + 1, s.short[language], fills.get(s.id))
                for s in quadrant.statements
            ),
        )
        for quadrant in file.quadrants
    )
    sides = tuple(
        SideSpec(
            side.id,
            side.name[language],
            tuple(q.id for q in file.quadrants if q.side == side.id),
        )
        for side in file.sides
    )
    centre = wording.say("people", n=wording.number(group.people))
    words = NetWords(**_legend(wording), title=title, description=lines, centre=centre)
    return NetSpec(quadrants, sides, words)


def _bars(
    group: PooledGroup, shares: Mapping[str, Share], wording: Wording, title: str, lines: str
) -> BarsSpec:
    fills, language = _fills(group, shares), wording.voice.language
    order = [statement.id for statement in wording.instrument.model.statements]

    def row(statement_id: str, label: str) -> BarRow:
        share = shares.get(statement_id)
        interval: Interval = interval_of(share, group) if share else (None, None)
        return BarRow(
            statement_id,
            order.index(statement_id) + 1,
            label,
            fills.get(statement_id),
            count=wording.share(share, interval),
            interval=ends(interval),
        )

    groups = tuple(
        BarGroup(
            quadrant.id,
            quadrant.name[language],
            tuple(row(s.id, s.text[language]) for s in quadrant.statements),
        )
        for quadrant in wording.instrument.file.quadrants
    )
    words = BarsWords(
        **_legend(wording), title=title, description=lines, interval=wording.say("interval")
    )
    return BarsSpec(groups, words)
