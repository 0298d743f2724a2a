"""What a release says of a statement, as figures want it, and the words of their legends."""

from __future__ import annotations

from typing import Any

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import StatementFigure
from weerbaar.figures.net_spec import LEVELS, GroupFill
from weerbaar.present.wording import level_word, scale_words


def group_fill(figure: StatementFigure | None) -> GroupFill | None:
    """How a statement of a group is drawn; None when nobody answered."""
    if figure is None or figure.share is None:
        return None
    low, high = figure.share
    red_share = None
    if figure.orange and figure.red:
        red_share = figure.red.low / (figure.orange.low + figure.red.low)
    return GroupFill(
        low=low,
        high=high,
        red_share=red_share,
        tendency=figure.tendency.value if figure.tendency else None,
        level=figure.level,
    )


def fill_words(instrument: InstrumentContent, voice: Voice) -> dict[str, Any]:
    """The words of a legend, as ``FillWords`` takes them."""
    scale = scale_words(instrument, voice.language)

    def text(key: str) -> str:
        return voice(f"page.{key}")

    return {
        **scale,
        "open": text("net.open"),
        "band": text("net.band"),
        "tendencies": tuple(
            voice(f"page.figure.{name}", **scale) for name in ("mostly_orange", "mostly_red")
        ),
        "levels": {level: level_word(level, instrument, voice) for level in LEVELS},
    }
