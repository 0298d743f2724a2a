"""Pictures of several groups of sessions, or of several waves, beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.disclosure.pooling.research_release import (
    Comparison,
    PartKind,
    PooledGroup,
    ResearchRelease,
    Share,
)
from weerbaar.figures.dots import MOST_MOMENTS, Dot, DotRow, DotsSpec, DotsWords, dots_drawing
from weerbaar.figures.panels import Panel, PanelRow, PanelsSpec, PanelsWords, panels_drawing
from weerbaar.figures.plate import Picture, on_plate
from weerbaar.research.captions import plate_words
from weerbaar.research.pictures import ends, interval_of, named
from weerbaar.research.wording import Wording

_QUARTERS = (0, 25, 50, 75, 100)


def panels_picture(
    release: ResearchRelease, wording: Wording, *, together: PooledGroup | None = None
) -> Picture:
    """An overview: one panel per group, its quadrants against those of all sessions together.

    Parameters
    ----------
    together
        The group of all sessions, when there is one to compare with.
    """
    reference = {share.id: share.value for share in _quadrants(together)} if together else {}
    panels = [
        *(_panel(f"g{i}", g, reference, wording) for i, g in enumerate(release.groups)),
        *(
            Panel(f"r{i}", wording.group(no.key), wording.not_shown(no), ())
            for i, no in enumerate(release.refusals)
        ),
    ]
    shown = [share for group in release.groups for share in _quadrants(group)]
    more = (wording.say("caption.interval"), wording.say("caption.apart"))
    title = wording.say("panels.title")
    words = plate_words(
        release,
        release.groups,
        shown,
        wording,
        title=title,
        description=" ".join(_told(group, wording) for group in release.groups),
        more=more,
    )
    spec = PanelsSpec(
        tuple(panels),
        PanelsWords(
            title=title,
            description=words.description,
            green=_green(wording),
            not_green=wording.voice.of(wording.instrument.file.not_green),
            hidden=wording.say("hidden"),
            interval=wording.say("interval"),
            reference=wording.say("reference"),
            percent=wording.voice.of(wording.voice.content.ui["research.percent"]),
        ),
    )
    return on_plate(panels_drawing(spec), words, name=named("panels", release))


def change_picture(
    release: ResearchRelease,
    wording: Wording,
    *,
    parts: tuple[PartKind, ...] = (PartKind.SIDE, PartKind.QUADRANT),
) -> Picture:
    """Shares from wave to wave, with intervals, on an axis that begins at nothing.

    At the right the change from the first to the last, as it was compared: with its own interval.

    Parameters
    ----------
    release
        Split by one variable that has an order, such as the wave or the year.
    parts
        What to draw.
    """
    groups = release.groups[-MOST_MOMENTS:]
    left_out = [wording.group(group.key) for group in release.groups[:-MOST_MOMENTS]]
    compared = _compared(release, groups)
    more = [wording.say("caption.interval"), wording.say("caption.change.about")]
    if compared:
        one = next(iter(compared.values()))
        more.append(wording.say(f"caption.change.{one.design}", councils=one.councils))
    if left_out:
        more.insert(0, wording.say("caption.not_drawn", groups=", ".join(left_out)))
    found = [{(s.part, s.id): s for s in group.shares} for group in groups]
    keys = [(s.part, s.id) for part in parts for s in groups[0].shares if s.part is part]
    rows = tuple(
        _row(
            key,
            [(of.get(key), group) for of, group in zip(found, groups, strict=True)],
            compared.get(key),
            wording,
        )
        for key in keys
    )
    shown = [of[key] for key in keys for of in found if key in of]
    title = wording.say("change.title")
    words = plate_words(
        release,
        groups,
        shown,
        wording,
        title=title,
        description=" ".join(_told(group, wording) for group in groups),
        more=more,
    )
    ticks = [wording.say("percent", n=n) for n in _QUARTERS]
    spec = DotsSpec(
        rows,
        tuple(f"{wording.group(group.key)}: {wording.size(group)}" for group in groups),
        DotsWords(
            title=title,
            description=words.description,
            axis=wording.say("change.axis"),
            ticks=(ticks[0], ticks[1], ticks[2], ticks[3], ticks[4]),
            hidden=wording.say("hidden"),
            interval=wording.say("interval"),
            note=wording.say("change.note"),
        ),
    )
    return on_plate(dots_drawing(spec), words, name=named("change", release))


def _quadrants(group: PooledGroup) -> list[Share]:
    return [share for share in group.shares if share.part is PartKind.QUADRANT]


def _panel(
    key: str, group: PooledGroup, reference: dict[str, float | None], wording: Wording
) -> Panel:
    rows = tuple(
        PanelRow(
            share.id,
            wording.part(share.part, share.id),
            share.value,
            ends(interval_of(share, group)),
            reference.get(share.id),
        )
        for share in _quadrants(group)
    )
    return Panel(key, wording.group(group.key), wording.size(group), rows)


def _compared(
    release: ResearchRelease, groups: Sequence[PooledGroup]
) -> dict[tuple[PartKind, str], Comparison]:
    """The first and the last of some groups compared, by part."""
    ends = groups[0].key, groups[-1].key
    return {(c.part, c.id): c for c in release.comparisons if (c.first, c.second) == ends}


def _row(
    key: tuple[PartKind, str],
    found: list[tuple[Share | None, PooledGroup]],
    compared: Comparison | None,
    wording: Wording,
) -> DotRow:
    part, part_id = key
    dots = tuple(_dot(share, group) for share, group in found)
    label = wording.part(part, part_id)
    return DotRow(
        key=f"{part}-{part_id}",
        label=label[:1].upper() + label[1:],
        dots=dots,
        note=_change(compared, wording),
        is_heading=part is PartKind.SIDE,
    )


def _change(compared: Comparison | None, wording: Wording) -> str:
    if compared is None or compared.difference is None:
        return ""
    ends = compared.difference, compared.low or 0.0, compared.high or 0.0
    points, low, high = (wording.points(end, sign=True) for end in ends)
    return wording.say("change.difference", points=points, low=low, high=high)


def _dot(share: Share | None, group: PooledGroup) -> Dot | None:
    if share is None or share.value is None:
        return None
    return Dot(share.value, ends(interval_of(share, group)))


def _told(group: PooledGroup, wording: Wording) -> str:
    parts = ", ".join(
        wording.say(
            "panels.part",
            label=wording.part(share.part, share.id),
            share=wording.share(share, interval_of(share, group)),
        )
        for share in _quadrants(group)
    )
    return wording.say("panels.panel", title=wording.group(group.key), parts=parts)


def _green(wording: Wording) -> str:
    words = {
        entry.id: entry.word[wording.voice.language] for entry in wording.instrument.file.scale
    }
    return words["green"]
