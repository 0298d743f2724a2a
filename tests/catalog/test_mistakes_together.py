"""Many mistakes, and mistakes between files: all are told at once, and none hides another."""

from __future__ import annotations

import re
import shutil

from tests.catalog.sample_content import CHOICES, INSTRUMENT, PAGE, RULES, TOOLS
from tests.catalog.spoiled import WERKDRUK, edit, only, told
from weerbaar.catalog import check_content
from weerbaar.model.instrument import MOST_STATEMENTS


def test_all_mistakes_are_told_at_once(root):
    """Mistakes in every file, of every kind, come out together; nobody has to try again."""
    edit(root, INSTRUMENT, "closing:", "closinng:", after="quadrants:")
    edit(root, INSTRUMENT, '"Startpunt"', '""', after="id: startpunt")
    edit(root, RULES, "at_least: 2", "at_leest: 2")
    edit(root, RULES, "{rest} van de", "1 van de", after='nl: "{quadrant}: {n}')
    edit(root, "zelftest/intro.yaml", "en:", "de:")
    edit(root, TOOLS, "id: ondermijning\n", "id: actieplan\n")
    edit(root, "privacy.yaml", "when: rehearsal", "when: never")
    edit(root, "disclosure.yaml", "id: R4", "id: R9")
    edit(root, CHOICES, "size_classes:", "sizes:")
    edit(root, PAGE, "Dag {name}", "Dag")
    (root / "ui" / "other.yaml").write_text("a: [\n")
    found = told(root)
    assert found >= {
        (INSTRUMENT, "quadrants.0.closinng", "unknown_field"),
        (INSTRUMENT, "quadrants.0.closing", "missing"),
        (INSTRUMENT, "quadrants.1.name.nl", "empty"),
        (RULES, "rules.1.evidence.person", "placeholders"),
        ("zelftest/intro.yaml", "welcome.title.de", "unknown_field"),
        ("zelftest/intro.yaml", "welcome.title.en", "missing"),
        (TOOLS, "tools.13.id", "id_twice"),
        ("privacy.yaml", "sentences.0.when", "not_an_option"),
        ("disclosure.yaml", "rules.3.id", "bad_id"),
        (CHOICES, "sizes", "unknown_field"),
        (CHOICES, "size_classes", "missing"),
        (PAGE, "hello", "placeholders"),
        ("ui/other.yaml", "", "syntax"),
    }


def test_a_mistake_in_one_file_hides_none_between_the_others(root):
    """What must agree between files is checked also while another file is broken."""
    edit(root, CHOICES, "size_classes:", "sizes:")
    edit(root, INSTRUMENT, "tools: [werkdruk-gesprek]", "tools: [nergens]")
    edit(root, INSTRUMENT, "id: startpunt\n", "id: jij\n")
    edit(root, INSTRUMENT, "id: jij-werkdruk", "id: jij-zelfbeeld")
    edit(root, INSTRUMENT, "id: jij-waarden", "id: jij-zelfbeeld")
    edit(root, RULES, "at_least: 2", "at_leest: 2")
    assert told(root) == {
        (CHOICES, "sizes", "unknown_field"),
        (CHOICES, "size_classes", "missing"),
        (INSTRUMENT, f"{WERKDRUK}.tip.tools.0", "unknown_tool"),
        (INSTRUMENT, "quadrants.1.id", "id_twice"),
        (INSTRUMENT, f"{WERKDRUK}.id", "id_twice"),
        (INSTRUMENT, "quadrants.0.statements.2.id", "id_twice"),
        (RULES, "rules.1.thresholds.person.at_least", "missing"),
        (RULES, "rules.1.thresholds.person.at_leest", "unknown_field"),
    }


def test_what_is_offered_instead_of_figures_has_to_exist(root):
    """An exercise or a kind of group that is not there is named with those that are."""
    edit(root, INSTRUMENT, "exercise: brug", "exercise: nergens")
    edit(root, INSTRUMENT, "group_types: [fractie]", "group_types: [clubje]")
    assert told(root) == {
        (INSTRUMENT, "without_figures.exercise", "unknown_exercise"),
        (INSTRUMENT, "without_figures.group_types.0", "unknown_group_type"),
    }


def test_two_instruments_with_one_id_are_refused(root):
    """A copied folder of which the id was forgotten does not silently replace the original."""
    shutil.copytree(root / "zelftest", root / "zelftest-kort")
    problem = only(root)
    assert (problem.file, problem.code) == ("zelftest-kort/instrument.yaml", "id_twice")
    assert problem.where == "id"


def test_an_instrument_that_nobody_offers_is_told(root):
    """A folder with an instrument that the list of choices leaves out would never be seen."""
    shutil.copytree(root / "zelftest", root / "tweede")
    path = root / "tweede" / "instrument.yaml"
    text = path.read_text(encoding="utf-8").replace("id: zelftest\n", "id: tweede\n")
    path.write_text(text, encoding="utf-8")
    found = {
        (problem.file, problem.code, problem.facts.get("found")) for problem in check_content(root)
    }
    assert (CHOICES, "not_offered", "tweede") in found


def test_an_instrument_larger_than_a_sealed_file_is_told(root):
    """Up to forty statements fit in files of one length; one more is told, with what to do."""
    path = root / INSTRUMENT
    text = path.read_text(encoding="utf-8")
    last = text[text.rindex("      - id: ") :]
    name = re.search(r"id: (\S+)", last)[1]

    def with_statements(count):
        more = count - text.count("      - id: ")
        copies = (last.replace(f"id: {name}", f"id: {name}-{n}") for n in range(more))
        path.write_text(text + "\n" + "\n".join(copies), encoding="utf-8")

    with_statements(MOST_STATEMENTS)
    assert not check_content(root)
    with_statements(MOST_STATEMENTS + 1)
    problem = only(root)
    assert (problem.code, problem.where) == ("many_statements", "quadrants")
    assert problem.facts == {"found": "41", "most": "40"}
