"""From a person's answers to the exercises that serve them."""

from __future__ import annotations

import pytest

from tests.pages.rooms import ids
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.pages.kit import kit_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tip_of_a_statement_leads_to_the_exercises_that_serve_it(content, language):
    """Its exercises and no others come with the page, in the language of the page."""
    result = kit_of(content.default, Voice(content, language))["result"]
    for statement in ids(content):
        serving = {
            name: twins[language].title
            for name, twins in content.exercises.items()
            if statement in twins.nl.statements
        }
        opened = result["words"]["statements"][statement]["exercises"]
        assert sorted(opened) == sorted(f"exercise-{name}" for name in serving), statement
        pages = result["library"]["pages"]
        assert sorted(pages[key]["name"] for key in opened) == sorted(serving.values())
