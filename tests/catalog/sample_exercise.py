"""A small exercise in both languages, that names only what the smallest content folder has."""

from __future__ import annotations

from pathlib import Path

NL = """---
id: brug
title: De brug
about: Bouw samen een brug.
goal: Er staat een brug.
group: {least: 2, most: 12}
minutes: 15
materials: [touw]
quadrants: [jij]
statements: [startpunt-ervaring]
tools: [casussen]
cases: [de-stem-van-de-achterban]
fits:
  - {quadrant: jij, why: Een brug begint bij jou.}
sides:
  - {side: acting, why: Een brug is iets wat je doet.}
steps:
  - {title: Eerst, minutes: 5, do: Kijk., say: Kijk eens., vote: zelftest}
  - {title: Dan, minutes: 10, do: Bouw., say: Bouw maar., vote: zelftest, wave: true}
pitfalls: [te kort]
cards:
  - {id: steen, title: De steen, lines: [Wat draag je?]}
  - {id: lucht, title: De lucht, lines: [Wat hou je vast?, Wat laat je los?]}
online: Teken hem.
paper: Vouw hem.
ours: true
source: Van dit project.
---

Zo **bouw** je.
"""

EN = """---
id: brug
title: The bridge
about: Build a bridge together.
goal: There is a bridge.
group: {least: 2, most: 12}
minutes: 15
materials: [rope]
quadrants: [jij]
statements: [startpunt-ervaring]
tools: [casussen]
cases: [de-stem-van-de-achterban]
fits:
  - {quadrant: jij, why: A bridge begins with you.}
sides:
  - {side: acting, why: A bridge is something you do.}
steps:
  - {title: First, minutes: 5, do: Look., say: Have a look., vote: zelftest}
  - {title: Then, minutes: 10, do: Build., say: Go and build., vote: zelftest, wave: true}
pitfalls: [too short]
cards:
  - {id: steen, title: The stone, lines: [What do you carry?]}
  - {id: lucht, title: The air, lines: [What do you hold?, What do you let go?]}
online: Draw it.
paper: Fold it.
ours: true
source: By this project.
---

This is how you **build**.
"""


def write_exercise(root: Path) -> None:
    """Put the pair in a content folder."""
    for language, text in (("nl", NL), ("en", EN)):
        folder = root / "werkvormen" / language
        folder.mkdir(parents=True)
        (folder / "brug.md").write_text(text, encoding="utf-8")
