"""Templates: filled in whole, or not at all."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, UndefinedError

from weerbaar.catalog import Voice
from weerbaar.pages import render as module
from weerbaar.pages.assets import bundle, bundles
from weerbaar.pages.render import render


@pytest.fixture
def template(content, monkeypatch):
    """Render a template made up on the spot, in the environment of the pages."""
    real = module._environment()

    def make(source, **values):
        made: Environment = real.overlay(loader=DictLoader({"x": source}), cache_size=0)
        monkeypatch.setattr(module, "_environment", lambda: made)
        return render("x", Voice(content, "nl"), **values)

    return make


def test_a_text_that_is_missing_stops_the_page(template):
    """A key that does not exist is an error, not an empty place."""
    with pytest.raises(KeyError):
        template('{{ voice("page.no_such_text") }}')


def test_a_value_that_is_missing_stops_the_page(template):
    """A value or an attribute that was not given is an error, not an empty place."""
    for source in ("{{ nothing }}", "{{ content.nothing }}", "{% if nothing %}{% endif %}"):
        with pytest.raises(UndefinedError):
            template(source)


def test_a_placeholder_that_is_missing_stops_the_page(template):
    """A text that asks for more than it is given is an error, not a brace on the screen."""
    with pytest.raises(KeyError):
        template('{{ voice("page.net.people", m=3) }}')


def test_whatever_is_filled_in_is_escaped(template):
    """Values and texts are shown as text, never as HTML."""
    given = "<script>&"
    assert template(
        "{{ given }}|{{ voice('page.either', first=given, second=1) }}", given=given
    ) == ("&lt;script&gt;&amp;|&lt;script&gt;&amp; of 1")


@pytest.mark.parametrize("name", bundles())
def test_a_page_loads_nothing_from_elsewhere(name):
    """No script or style names another address: all of it comes from this server."""
    text = bundle(name)
    for sign in ("http://", "https://", "@import", "url(//", 'from "'):
        assert sign not in text


def test_a_bundle_that_does_not_exist_is_an_error():
    """Only what we know can be asked for, never a path."""
    for name in ("participant", "../render.py", "draft.js", ""):
        with pytest.raises(KeyError):
            bundle(name)
