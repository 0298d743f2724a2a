"""The form of an action plan: what there is to choose, the same for everybody."""

from __future__ import annotations

import json
import re

import pytest

from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.model.plan import HORIZON_DAYS, LONGEST_STEP, LONGEST_WHO, MOST_ACTIONS
from weerbaar.pages.plan import form_values, plan_form

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@in_each_language
def test_the_form_offers_everything_of_each_questionnaire(content, language):
    """Every tip, every suggestion with what it means, every role and moment; nothing twice."""
    for instrument in content.instruments.values():
        html = plan_form(instrument, Voice(content, language))
        statements = [s for q in instrument.file.quadrants for s in q.statements]
        offered = [s.id for s in statements]
        for strand in content.plan.strands:
            for suggestion in strand.suggestions:
                offered.append(suggestion.id)
                assert f'data-option="{suggestion.id}" data-strand="{strand.id}"' in html
        found = re.findall(r'data-option="([^"]+)"', html)
        assert sorted(found) == sorted(offered)
        for role in content.plan.roles:
            assert f'<option value="{role.id}">' in html
        assert html.count("data-moment=") == len(content.plan.moments)


@in_each_language
def test_a_statement_comes_with_the_strand_of_its_quadrant(content, language):
    """What the page proposes follows the content; the rest is for its owner to say."""
    strands = {q: strand.id for strand in content.plan.strands for q in strand.quadrants}
    for instrument in content.instruments.values():
        options = {
            o.key: o for o in form_values(instrument, Voice(content, language))["statements"]
        }
        for quadrant in instrument.file.quadrants:
            for statement in quadrant.statements:
                option = options[statement.id]
                assert option.strand == strands.get(quadrant.id, "")
                assert option.text == statement.tip.text[language]
                assert content.plan.tool not in option.tools, "who chooses is in the plan already"


@in_each_language
def test_nothing_in_the_form_below_a_result_is_requested(content, language):
    """A tool opens in place: no address is in it, so that a tap tells nobody anything."""
    html = plan_form(content.default, Voice(content, language))
    assert re.findall(r'href="([^"]*)"', html) == ["#plan-actions"]
    assert not re.search(r"\b(src|action)=", html)
    tools = set(re.findall(r'data-opens="tool-([^"]+)"', html))
    assert tools
    assert tools <= {tool.id for tool in content.tools_file.tools}


@in_each_language
def test_the_script_goes_by_the_moments_and_limits_of_the_content(content, language):
    """The days, months, moments, roles, strands and limits, once, as data."""
    html = plan_form(content.default, Voice(content, language))
    words = json.loads(html.split("data-plan-words>")[1].split("</script>")[0])
    assert words["limits"] == {
        "most": MOST_ACTIONS,
        "step": LONGEST_STEP,
        "who": LONGEST_WHO,
        "days": HORIZON_DAYS,
    }
    assert [(m["id"], m["side"], m["weeks"], m["ask"]) for m in words["moments"]] == [
        (m.id, m.side, m.weeks, m.ask[language]) for m in content.plan.moments
    ]
    assert words["roles"] == {role.id: role.name[language] for role in content.plan.roles}
    assert [s["id"] for s in words["strands"]] == [s.id for s in content.plan.strands]
    assert (len(words["months"]), words["language"]) == (12, language)
