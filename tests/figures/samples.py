"""Nets in Dutch sample words, for the tests and for the picture in the README."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from weerbaar.figures.fills import Fill, LevelFill, PersonFill
from weerbaar.figures.net_spec import NetSpec, NetWords, QuadrantSpec, SideSpec, WedgeSpec

NAMES = ("Jij", "Startpunt", "Sociaal", "Omgeving")
SHORTS = (
    ("zelfbeeld", "tijd", "waarden"),
    ("ervaringen", "nevenfuncties", "fractie"),
    ("advies", "aandacht", "dilemma's"),
    ("schending", "media", "ondermijning"),
)
KEYS = tuple(
    f"{name.lower()}-{place}"
    for name, shorts in zip(NAMES, SHORTS, strict=True)
    for place in range(1, len(shorts) + 1)
)
SIDES = (
    SideSpec("awareness", "bewustzijn", ("jij", "startpunt")),
    SideSpec("acting", "handelen", ("sociaal", "omgeving")),
)


FILL_WORDS = {
    "green": "dit klopt voor mij",
    "orange": "deels",
    "red": "dit klopt niet",
    "open": "niet beantwoord",
    "not_green": "oranje of rood",
    "band": "ligt hiertussen",
    "tendencies": ("meer oranje dan rood", "meer rood dan oranje"),
    "levels": {0: "weinig", 1: "enige", 1.5: "enige of veel", 2: "veel"},
}


def words(
    centre: str = "",
    title: str = "Het net",
    description: str = "Twaalf stellingen in vier vlakken.",
) -> NetWords:
    """Return every word in the picture that names no statement."""
    return NetWords(**FILL_WORDS, title=title, description=description, centre=centre)


def net(
    fills: Sequence[Fill | None],
    net_words: NetWords | None = None,
    levels: Mapping[str, LevelFill] | None = None,
) -> NetSpec:
    """Return a net of the twelve sample statements, filled in order."""
    numbers = iter(enumerate(fills, start=1))
    quadrants = tuple(
        QuadrantSpec(
            name.lower(),
            name,
            tuple(_wedges(name.lower(), shorts, numbers)),
            (levels or {}).get(name.lower()),
        )
        for name, shorts in zip(NAMES, SHORTS, strict=True)
    )
    return NetSpec(quadrants, SIDES, net_words or words())


def person(colours: Sequence[str | None]) -> NetSpec:
    """Return the net of a person who answered so."""
    return net([PersonFill(colour) for colour in colours])


def _wedges(
    key: str, shorts: Sequence[str], numbers: Iterator[tuple[int, Fill | None]]
) -> Iterator[WedgeSpec]:
    for place, short in enumerate(shorts, start=1):
        number, fill = next(numbers)
        yield WedgeSpec(f"{key}-{place}", number, short, fill)
