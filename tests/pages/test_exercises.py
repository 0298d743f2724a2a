"""From a person's answers to the exercises that serve them."""

from __future__ import annotations

import re

import pytest

from tests.pages.rooms import ids
from tests.pages.rooms import sheet as sheet_of
from weerbaar.catalog import LANGUAGES
from weerbaar.pages.results import result_html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tip_of_a_statement_leads_to_the_exercises_that_serve_it(content, pictures, language):
    """One red statement: its exercises and no others, in the language of the page."""
    for at, statement in enumerate(ids(content)):
        sheet = "".join("r" if at == index else "g" for index in range(12))
        page = result_html(sheet_of(content, sheet), content, pictures, language)
        serving = {
            name for name, twins in content.exercises.items() if statement in twins.nl.statements
        }
        linked = re.findall(rf'href="werkvorm/([a-z0-9-]+)\?taal={language}"', page)
        assert len(linked) == len(serving)
        assert set(linked) == serving, statement
