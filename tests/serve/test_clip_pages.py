"""The explanation in clips: what it says, where it leads, and how it is read without a picture."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.figures.drawn import parsed
from tests.serve.test_pages_over_http import page
from weerbaar.catalog import LANGUAGES, check_content
from weerbaar.catalog.paths import content_root


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_clips_say_what_to_do_and_lead_there(started, language):
    """Each strand has its scene, its lines and its links, and every link answers."""
    text = page(started.request("GET", f"/uitleg?taal={language}"))
    assert f'<html lang="{language}">' in text
    for clip in started.data.content.clips.clips:
        strand = started.data.content.plan.strand(clip.strand)
        for said in (clip.title, strand.name, *clip.lines, *(now.text for now in clip.now)):
            assert said[language] in text
        for now in clip.now:
            address = f"/{now.to}?taal={language}"
            assert f'href="{address}"' in text
            assert started.request("GET", address)[0] == 200
    assert "<script" not in text
    scenes = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    told = [parsed(scene).find("{*}desc").text for scene in scenes]
    assert told == [clip.picture[language] for clip in started.data.content.clips.clips]


@pytest.mark.parametrize("path", ["/", "/actieplan"])
def test_the_explanation_is_found(started, path):
    """The landing page and the action plan lead to it, in the same language."""
    assert 'href="/uitleg?taal=en"' in page(started.request("GET", f"{path}?taal=en"))


@pytest.mark.parametrize(
    ("old", "new", "where", "code"),
    [
        ("to: hulp/ondermijning", "to: hulp/onbekend", "clips.2.now.2.to", "not_an_option"),
        ("to: casussen", "to: kern", "clips.1.now.0.to", "not_an_option"),
        ("strand: monitoring", "strand: prevention", "clips", "order"),
    ],
)
def test_a_mistake_in_a_clip_is_told(tmp_path, old, new, where, code):
    """A link that leads nowhere, and a strand twice, are named at their place."""
    root = Path(shutil.copytree(content_root(), tmp_path / "content"))
    file = root / "uitleg.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [(p.where, p.code) for p in check_content(root) if p.file == "uitleg.yaml"] == [
        (where, code)
    ]
