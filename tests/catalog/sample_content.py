"""A content folder without mistakes, smaller than the real one, to be spoiled."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.catalog.sample_check import write_check
from tests.catalog.sample_exercise import write_exercise
from weerbaar.catalog import load_content
from weerbaar.catalog.paths import content_root

INSTRUMENT = "zelftest/instrument.yaml"
RULES = "zelftest/rules.yaml"
PLAN = "actieplan.yaml"
AGENDA = "agenda.yaml"
CHOICES = "choices.yaml"
TOOLS = "tools.yaml"
CLIPS = "uitleg.yaml"
PAGE = "ui/page.yaml"
_DOCUMENTS = ("casussen", "checks", "werkvormen")


def write_content(folder: Path) -> None:
    """Write it: one instrument of two quadrants, one case, one exercise, one check, one text."""
    first, *others = load_content().instruments
    left_out = shutil.ignore_patterns("ui", *_DOCUMENTS, *others)
    shutil.copytree(content_root(), folder, ignore=left_out)
    offered = re.sub(
        r"(?m)^instruments: .*$", f"instruments: [{first}]", (folder / CHOICES).read_text("utf-8")
    )
    (folder / CHOICES).write_text(offered, encoding="utf-8")
    tools = (folder / TOOLS).read_text(encoding="utf-8")
    tools = re.sub(r"(?m)^    instrument: .*\n", "", tools)
    tools = tools.replace(
        "    kind: document\n", f"    kind: document\n    instrument: {first}\n", 1
    )
    (folder / TOOLS).write_text(tools, encoding="utf-8")
    # Two quadrants read twice as fast as four and can have the same mistakes.
    text = (folder / INSTRUMENT).read_text(encoding="utf-8")
    text = re.sub(r"exercise: [a-z-]+", "exercise: brug", text)
    (folder / INSTRUMENT).write_text(text[: text.index("  - id: sociaal")], encoding="utf-8")
    plan = (folder / PLAN).read_text(encoding="utf-8")
    plan = re.sub(r"(?m)^    quadrants: \[(jij)?.*\]$", r"    quadrants: [\1]", plan)
    (folder / PLAN).write_text(plan, encoding="utf-8")
    agenda = (folder / AGENDA).read_text(encoding="utf-8")
    agenda = re.sub(r"(?m)^( *exercises): \[.*\]$", r"\1: []", agenda)
    (folder / AGENDA).write_text(agenda, encoding="utf-8")
    clips = (folder / CLIPS).read_text(encoding="utf-8")
    (folder / CLIPS).write_text(re.sub(r"werkvorm/[a-z-]+", "werkvorm/brug", clips), "utf-8")
    (folder / PAGE).parent.mkdir()
    (folder / PAGE).write_text("hello:\n  nl: Dag {name}\n  en: Hello {name}\n")
    for language in ("nl", "en"):
        case = Path("casussen") / language / "de-stem-van-de-achterban.md"
        text = (content_root() / case).read_text(encoding="utf-8")
        (folder / case).parent.mkdir(parents=True)
        (folder / case).write_text(text.replace("[jij, startpunt]", "[jij]"), encoding="utf-8")
    write_exercise(folder)
    write_check(folder)
