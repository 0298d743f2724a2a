"""The pandas frame of a release in the words of a language, for the page and the notebook."""

from __future__ import annotations

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Release
from weerbaar.present.wording import level_word, percent
from weerbaar.research import missing, parts_frame


def table_rows(
    release: Release, instrument: InstrumentContent, voice: Voice
) -> list[dict[str, str]]:
    """Rows ``part, name, value, range`` of the frame in words, for a table on the page."""
    profile = release.as_profile(instrument.model)
    parts = (*profile.quadrants, *profile.sides) if profile else ()
    reach = {str(part.id): (part.low, part.high) for part in parts}
    rows = []
    for row in parts_frame(release, instrument.model).to_dict("records"):
        shown = {
            "part": voice(f"facilitator.frame.{row['part']}"),
            "name": part_name(str(row["id"]), instrument, voice.language),
        }
        if not missing(row["level"]):
            shown |= {
                "value": level_word(float(row["level"]), instrument, voice),
                "range": _range(reach[row["id"]]),
            }
        elif missing(row["not_green"]):
            shown |= {"value": voice("page.figure.nobody"), "range": ""}
        else:
            shown |= {
                "value": f"{percent(row['not_green'])}%",
                "range": _range((row["low"], row["high"])),
            }
        rows.append(shown)
    return rows


def _range(ends: tuple[float | None, float | None]) -> str:
    low, high = map(percent, ends)
    return "" if low == high else f"{low}\N{EN DASH}{high}%"


def part_name(part: str, instrument: InstrumentContent, language: str) -> str:
    """Name of a quadrant or side."""
    names = {quadrant.id: quadrant.name[language] for quadrant in instrument.file.quadrants}
    names |= {side.id: side.name[language] for side in instrument.file.sides}
    return names[part]
