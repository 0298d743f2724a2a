"""An empty action plan on paper: everything to fill in, tagged, on one sheet."""

from __future__ import annotations

import pytest

from tests.report.reading import squeezed, words_of
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.model.plan import MOST_ACTIONS
from weerbaar.report.plan import TEMPLATE, blank_plan, blank_plan_pdf
from weerbaar.report.typeset import page_count

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@in_each_language
def test_the_form_has_room_for_three_actions(language):
    """Read back as a screen reader does: for each action what, strand, step, day and with whom."""
    content = load_content()
    made = blank_plan_pdf(Voice(content, language))
    found = words_of(made)
    at = 0
    names = [strand.name[language] for strand in content.plan.strands]
    asked = [content.text(f"plan.{key}", language) for key in ("blank.what", "card.strand")]
    asked += names
    asked += [content.text(f"plan.card.{key}", language) for key in ("step", "day", "who")]
    for number in range(1, MOST_ACTIONS + 1):
        for words in (content.text("plan.card.action", language, n=number), *asked):
            at = found.index(squeezed(words), at)
    for moment in content.plan.moments:
        for words in (moment.name[language], moment.ask[language]):
            at = found.index(squeezed(words), at)
    assert found.startswith(squeezed(content.plan.title[language] + content.plan.lead[language]))
    assert b"/StructTreeRoot" in made
    assert f"/Lang({language})".encode() in made


@in_each_language
def test_the_form_is_one_sheet(language):
    """It fits on one page, with its footer."""
    data = blank_plan(Voice(load_content(), language))
    assert page_count(TEMPLATE, data) == 1
    assert squeezed(data["footer"]) in words_of(blank_plan_pdf(Voice(load_content(), language)))


def test_the_form_is_made_once(tmp_path, monkeypatch):
    """The second who asks gets the same document, and no file is left anywhere."""
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    first, second = (blank_plan_pdf(Voice(load_content(), "nl")) for _ in range(2))
    assert first is second
    assert list(tmp_path.iterdir()) == []
