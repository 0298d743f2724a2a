"""Mistakes in content files: each is told with file, line, field, and what to write instead."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.catalog.sample_check import write_check
from tests.catalog.sample_exercise import write_exercise
from weerbaar.catalog import Problem, check_content, load_content
from weerbaar.catalog.paths import content_root
from weerbaar.catalog.words import problem_lines
from weerbaar.model.instrument import Instrument

INSTRUMENT = "zelftest/instrument.yaml"
RULES = "zelftest/rules.yaml"
PLAN = "actieplan.yaml"
AGENDA = "agenda.yaml"
CHOICES = "choices.yaml"
TOOLS = "tools.yaml"
CLIPS = "uitleg.yaml"
DOCUMENTS = ("casussen", "checks", "werkvormen")


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """A content folder without mistakes, smaller than the real one."""
    folder = tmp_path_factory.mktemp("sound") / "content"
    first, *others = load_content().instruments
    left_out = shutil.ignore_patterns("ui", *DOCUMENTS, *others)
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
    (folder / INSTRUMENT).write_text(text[: text.index("  - id: sociaal")], encoding="utf-8")
    plan = (folder / PLAN).read_text(encoding="utf-8")
    plan = re.sub(r"(?m)^    quadrants: \[(jij)?.*\]$", r"    quadrants: [\1]", plan)
    (folder / PLAN).write_text(plan, encoding="utf-8")
    agenda = (folder / AGENDA).read_text(encoding="utf-8")
    agenda = re.sub(r"(?m)^( *exercises): \[.*\]$", r"\1: []", agenda)
    (folder / AGENDA).write_text(agenda, encoding="utf-8")
    clips = (folder / CLIPS).read_text(encoding="utf-8")
    (folder / CLIPS).write_text(re.sub(r"werkvorm/[a-z-]+", "werkvorm/brug", clips), "utf-8")
    (folder / "ui").mkdir()
    (folder / "ui" / "page.yaml").write_text("hello:\n  nl: Dag {name}\n  en: Hello {name}\n")
    for language in ("nl", "en"):
        case = Path("casussen") / language / "de-stem-van-de-achterban.md"
        text = (content_root() / case).read_text(encoding="utf-8")
        (folder / case).parent.mkdir(parents=True)
        (folder / case).write_text(text.replace("[jij, startpunt]", "[jij]"), encoding="utf-8")
    write_exercise(folder)
    write_check(folder)
    assert check_content(folder) == []
    return folder


@pytest.fixture
def root(sound, tmp_path) -> Path:
    """A content folder that may be broken."""
    return Path(shutil.copytree(sound, tmp_path / "content"))


def edit(root: Path, file: str, old: str, new: str, *, after: str = "") -> int:
    """Replace the first ``old`` from ``after`` on; gives the line on which ``new`` begins."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    at = text.index(old, text.index(after))
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
    return text[:at].count("\n") + 1


def only(root: Path) -> Problem:
    """The one problem of a folder, which must have words in both languages."""
    problems = check_content(root)
    assert len(problems) == 1, [str(problem) for problem in problems]
    for language in ("nl", "en"):
        heading, line = problem_lines(problems, language)
        assert heading != str(problems[0])
        assert line != str(problems[0]), "told in words, not by its code"
        assert "{" not in re.sub(r"\{[a-z]+\}", "", line), "a placeholder of ours was left open"
    return problems[0]


WERKDRUK = "quadrants.0.statements.1"


@dataclass(frozen=True)
class Mistake:
    """An edit, and the problem that it must give."""

    file: str
    old: str
    new: str
    where: str
    code: str
    after: str = ""
    facts: dict[str, str] = field(default_factory=dict)


MISTAKES = {
    "a language is missing": Mistake(
        INSTRUMENT,
        '\n      en: "You"\n',
        "\n",
        "quadrants.0.name.en",
        "missing",
        after="quadrants:",
    ),
    "a text is empty": Mistake(
        INSTRUMENT, '"Jij"', '""', "quadrants.0.name.nl", "empty", after="quadrants:"
    ),
    "a text is only spaces": Mistake(
        INSTRUMENT, '"Jij"', '"  "', "quadrants.0.name.nl", "empty", after="quadrants:"
    ),
    "a text is left out": Mistake(
        INSTRUMENT, '"Jij"', "", "quadrants.0.name.nl", "no_text", after="quadrants:"
    ),
    "a number for a text": Mistake(
        INSTRUMENT,
        '"Jij"',
        "2026",
        "quadrants.0.name.nl",
        "no_text",
        after="quadrants:",
        facts={"found": "2026"},
    ),
    "a language nobody asked for": Mistake(
        INSTRUMENT,
        '\n      en: "You"\n',
        '\n      en: "You"\n      de: "Du"\n',
        "quadrants.0.name.de",
        "unknown_field",
        after="quadrants:",
        facts={"name": "de", "options": "nl, en"},
    ),
    "an id with a capital": Mistake(
        INSTRUMENT,
        "id: jij-werkdruk",
        "id: Jij-werkdruk",
        f"{WERKDRUK}.id",
        "bad_id",
        facts={"found": "Jij-werkdruk"},
    ),
    "a side that does not exist": Mistake(
        INSTRUMENT,
        "side: awareness",
        "side: doing",
        "quadrants.0.side",
        "not_an_option",
        after="quadrants:",
        facts={"found": "doing"},
    ),
    "a label too long for a phone": Mistake(
        INSTRUMENT,
        '"werkdruk"',
        '"werkdruk en zo"',
        f"{WERKDRUK}.short",
        "too_long",
        facts={"max": "13"},
    ),
    "a version that is no number": Mistake(
        INSTRUMENT, "version: 1", "version: een", "version", "no_number", facts={"found": "een"}
    ),
    "a version too low": Mistake(
        INSTRUMENT,
        "version: 1",
        "version: 0",
        "version",
        "too_low",
        facts={"found": "0", "ge": "1"},
    ),
    "one tool where a list is asked": Mistake(
        INSTRUMENT,
        "tools: [werkdruk-gesprek]",
        "tools: werkdruk-gesprek",
        f"{WERKDRUK}.tip.tools",
        "no_list",
    ),
    "a tip that names no tool": Mistake(
        INSTRUMENT,
        "tools: [werkdruk-gesprek]",
        "tools: []",
        f"{WERKDRUK}.tip.tools",
        "list_too_short",
    ),
    "a tool that cannot be an id": Mistake(
        INSTRUMENT,
        "tools: [werkdruk-gesprek]",
        "tools: [Gesprek]",
        f"{WERKDRUK}.tip.tools.0",
        "bad_id",
        facts={"found": "Gesprek"},
    ),
    "a colour without a word": Mistake(
        INSTRUMENT, '"groen"', '""', "scale.0.word.nl", "empty", after="scale:"
    ),
    "a tool that does not exist": Mistake(
        INSTRUMENT,
        "tools: [werkdruk-gesprek]",
        "tools: [werkdrukgesprek]",
        f"{WERKDRUK}.tip.tools.0",
        "unknown_tool",
        facts={"found": "werkdrukgesprek"},
    ),
    "a text where fields are asked": Mistake(
        INSTRUMENT, 'title:\n  nl: "', 'title: "', "", "syntax"
    ),
    "a sentence where two languages are asked": Mistake(
        INSTRUMENT, 'sides_note:\n  nl: "De', 'sides_note: "De', "", "syntax"
    ),
    "a colour too many": Mistake(
        INSTRUMENT,
        "  - id: red\n",
        "  - id: orange\n",
        "scale",
        "order",
        after="scale:",
        facts={"expected": "green, orange, red"},
    ),
    "the sides in another order": Mistake(
        INSTRUMENT,
        "  - id: awareness\n",
        "  - id: acting\n",
        "sides",
        "order",
        after="sides:",
        facts={"expected": "awareness, acting"},
    ),
    "a statement id twice": Mistake(
        INSTRUMENT,
        "id: jij-werkdruk",
        "id: jij-zelfbeeld",
        f"{WERKDRUK}.id",
        "id_twice",
        facts={"found": "jij-zelfbeeld"},
    ),
    "a quadrant id twice": Mistake(
        INSTRUMENT,
        "id: startpunt\n",
        "id: jij\n",
        "quadrants.1.id",
        "id_twice",
        facts={"found": "jij"},
    ),
    "a threshold that is missing": Mistake(
        RULES, "        at_least: 2\n", "", "rules.0.thresholds.person.at_least", "missing"
    ),
    "a threshold in words": Mistake(
        RULES,
        "at_least: 2",
        "at_least: twee",
        "rules.0.thresholds.person.at_least",
        "no_number",
        facts={"found": "twee"},
    ),
    "sides that differ": Mistake(
        RULES, "above: 2", "above: 3", "rules.2.thresholds", "sides_differ", after="id: acting_side"
    ),
    "neither true nor false": Mistake(
        RULES,
        "ours: false",
        "ours: misschien",
        "rules.0.ours",
        "no_yes_no",
        facts={"found": "misschien"},
    ),
    "a rule that is missing": Mistake(RULES, "  - id: discuss", "  - id: spread", "rules", "order"),
    "the strands in another order": Mistake(
        PLAN, "  - id: monitoring\n", "  - id: prevention\n", "strands", "order"
    ),
    "a suggestion that names no tool that there is": Mistake(
        PLAN,
        "tools: [denkgereedschap]",
        "tools: [gereedschap]",
        "strands.0.suggestions.2.tools.0",
        "unknown_tool",
        facts={"found": "gereedschap"},
    ),
    "a suggestion with the id of a statement": Mistake(
        PLAN,
        "id: preventie-doel",
        "id: jij-waarden",
        "strands.0.suggestions.3.id",
        "id_twice",
        facts={"found": "jij-waarden"},
    ),
    "a strand for a quadrant that does not exist": Mistake(
        PLAN,
        "quadrants: [jij]",
        "quadrants: [start]",
        "strands.0.quadrants.0",
        "unknown_quadrant",
        facts={"found": "start"},
    ),
    "a quadrant in two strands": Mistake(
        PLAN,
        "quadrants: []",
        "quadrants: [jij]",
        "strands.1.quadrants.0",
        "id_twice",
        facts={"found": "jij"},
    ),
    "a tool of the plan that does not exist": Mistake(
        PLAN, "tool: actieplan", "tool: plan", "tool", "unknown_tool", facts={"found": "plan"}
    ),
    "a role twice": Mistake(PLAN, "- id: buiten", "- id: griffie", "roles.6.id", "id_twice"),
    "a moment twice": Mistake(PLAN, "- id: onderweg", "- id: begin", "moments.1.id", "id_twice"),
    "a moment too far": Mistake(
        PLAN, "weeks: 6", "weeks: 66", "moments.1.weeks", "too_high", facts={"le": "52"}
    ),
    "a goal that names no exercise that there is": Mistake(
        AGENDA,
        "exercises: []",
        "exercises: [toneel]",
        "goals.0.exercises.0",
        "unknown_exercise",
        after="goals:",
        facts={"found": "toneel"},
    ),
    "a goal for a part that does not exist": Mistake(
        AGENDA, "short-exercise, agree]", "eens, agree]", "goals.2.blocks.1", "unknown_block"
    ),
    "a part for a goal that does not exist": Mistake(
        AGENDA,
        "goals: [follow-up]",
        "goals: [terug]",
        "blocks.6.goals.0",
        "unknown_goal",
        facts={"found": "terug"},
    ),
    "a part twice": Mistake(AGENDA, "- id: close", "- id: agree", "blocks.16.id", "id_twice"),
    "a part that takes longer than it may": Mistake(
        AGENDA,
        "minutes: 10, priority: 1",
        "minutes: 25, priority: 1",
        "blocks.11.usual.0.minutes",
        "usual_outside",
        facts={"found": "25", "most": "20"},
    ),
    "a part with its bounds the wrong way round": Mistake(
        AGENDA,
        "most: 20",
        "most: 4",
        "blocks.11.most",
        "bounds_order",
        after="- id: pause",
        facts={"least": "5", "most": "4"},
    ),
    "a part with a placeholder that nothing fills": Mistake(
        AGENDA,
        "maken {groups}. Ga",
        "maken {groups} en {koffie}. Ga",
        "blocks.8.do",
        "placeholders",
    ),
    "a part of a kind that does not exist": Mistake(
        AGENDA, "kind: break", "kind: pauze", "blocks.11.kind", "not_an_option"
    ),
    "a size of group that is not known": Mistake(
        AGENDA, '"over-45"', '"over-40"', "sizes", "order"
    ),
    "an instrument that is not there": Mistake(
        CHOICES,
        "[zelftest]",
        "[zelftest, zelfbeeld]",
        "instruments.1",
        "unknown_instrument",
        facts={"found": "zelfbeeld"},
    ),
    "a tool that is an instrument that is not there": Mistake(
        TOOLS,
        "instrument: zelftest",
        "instrument: zelfbeeld",
        "tools.0.instrument",
        "unknown_instrument",
        facts={"found": "zelfbeeld"},
    ),
    "an instrument that is offered twice": Mistake(
        CHOICES, "[zelftest]", "[zelftest, zelftest]", "instruments.1", "id_twice"
    ),
    "a parameter in words": Mistake(
        "disclosure.yaml",
        "value: 5",
        "value: vijf",
        "parameters.minimum.value",
        "no_number",
        after="minimum:",
        facts={"found": "vijf"},
    ),
    "a field given twice": Mistake(
        INSTRUMENT,
        '\n      en: "You"\n',
        '\n      en: "You"\n      en: "Me"\n',
        "quadrants.0.name.en",
        "twice",
        after="quadrants:",
    ),
    "a brace too many": Mistake("ui/page.yaml", "Dag {name}", "Dag {name", "hello", "braces"),
    "a placeholder in one language": Mistake(
        "ui/page.yaml",
        "Dag {name}",
        "Dag {naam}",
        "hello",
        "placeholders",
        facts={"nl": "{naam}", "en": "{name}"},
    ),
    "an interface text in one language": Mistake(
        "ui/page.yaml", "  en: Hello {name}\n", "", "hello.en", "missing"
    ),
    "an interface text without languages": Mistake(
        "ui/page.yaml",
        "hello:\n  nl: Dag {name}\n  en: Hello {name}\n",
        "hello: Dag\n",
        "hello",
        "no_group",
    ),
    "a colon in a text without quotes": Mistake(
        "ui/page.yaml", "Dag {name}", "Let op: {name}", "", "syntax"
    ),
    "a text that begins with an exclamation mark": Mistake(
        "ui/page.yaml", "Dag {name}", "!Dag {name}", "", "syntax"
    ),
    "a text that begins with a star": Mistake(
        "ui/page.yaml", "Dag {name}", "*Dag* {name}", "", "syntax"
    ),
    "a text that begins with two braces": Mistake(
        "ui/page.yaml", "Dag {name}", "{{name}}", "", "syntax"
    ),
    "a tab": Mistake("ui/page.yaml", "  nl: Dag", "	nl: Dag", "", "syntax"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_where_it_is(root, mistake):
    """Each kind of mistake is one problem, at its file, line and field, with what is needed."""
    line = edit(root, mistake.file, mistake.old, mistake.new, after=mistake.after)
    problem = only(root)
    told = (problem.file, problem.where, problem.code)
    assert told == (mistake.file, mistake.where, mistake.code)
    assert mistake.facts.items() <= dict(problem.facts).items()
    # The line is that of the field, of the one around it when it is missing, or of the list.
    if problem.code != "order":
        assert abs(problem.line - line) <= 2
    names = [name for name in problem.where.split(".") if not name.isdigit()]
    name = names[-2] if problem.code == "missing" else names[-1]
    text = (root / mistake.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert problem.code == "syntax" or f"{name}:" in text


def told(root: Path) -> set[tuple[str, str, str]]:
    """File, field and code of every problem."""
    return {(p.file, p.where, p.code) for p in check_content(root)}


def test_all_mistakes_are_told_at_once(root):
    """Mistakes in every file, of every kind, come out together; nobody has to try again."""
    edit(root, INSTRUMENT, "closing:", "closinng:", after="quadrants:")
    edit(root, INSTRUMENT, '"Startpunt"', '""', after="id: startpunt")
    edit(root, RULES, "at_least: 2", "at_leest: 2")
    edit(root, RULES, "{rest}.", ".", after='nl: "{quadrant}: {n}')
    edit(root, "zelftest/intro.yaml", "en:", "de:")
    edit(root, "tools.yaml", "id: ondermijning\n", "id: actieplan\n")
    edit(root, "privacy.yaml", "when: rehearsal", "when: never")
    edit(root, "disclosure.yaml", "id: R4", "id: R9")
    edit(root, "choices.yaml", "size_classes:", "sizes:")
    edit(root, "ui/page.yaml", "Dag {name}", "Dag")
    (root / "ui" / "other.yaml").write_text("a: [\n")
    found = told(root)
    assert found >= {
        (INSTRUMENT, "quadrants.0.closinng", "unknown_field"),
        (INSTRUMENT, "quadrants.0.closing", "missing"),
        (INSTRUMENT, "quadrants.1.name.nl", "empty"),
        (RULES, "rules.0.evidence.person", "placeholders"),
        ("zelftest/intro.yaml", "welcome.title.de", "unknown_field"),
        ("zelftest/intro.yaml", "welcome.title.en", "missing"),
        ("tools.yaml", "tools.13.id", "id_twice"),
        ("privacy.yaml", "sentences.0.when", "not_an_option"),
        ("disclosure.yaml", "rules.3.id", "bad_id"),
        ("choices.yaml", "sizes", "unknown_field"),
        ("choices.yaml", "size_classes", "missing"),
        ("ui/page.yaml", "hello", "placeholders"),
        ("ui/other.yaml", "", "syntax"),
    }


def test_a_mistake_in_one_file_hides_none_between_the_others(root):
    """What must agree between files is checked also while another file is broken."""
    edit(root, "choices.yaml", "size_classes:", "sizes:")
    edit(root, INSTRUMENT, "tools: [werkdruk-gesprek]", "tools: [nergens]")
    edit(root, INSTRUMENT, "id: startpunt\n", "id: jij\n")
    edit(root, INSTRUMENT, "id: jij-werkdruk", "id: jij-zelfbeeld")
    edit(root, INSTRUMENT, "id: jij-waarden", "id: jij-zelfbeeld")
    edit(root, RULES, "at_least: 2", "at_leest: 2")
    assert told(root) == {
        ("choices.yaml", "sizes", "unknown_field"),
        ("choices.yaml", "size_classes", "missing"),
        (INSTRUMENT, f"{WERKDRUK}.tip.tools.0", "unknown_tool"),
        (INSTRUMENT, "quadrants.1.id", "id_twice"),
        (INSTRUMENT, f"{WERKDRUK}.id", "id_twice"),
        (INSTRUMENT, "quadrants.0.statements.2.id", "id_twice"),
        (RULES, "rules.0.thresholds.person.at_least", "missing"),
        (RULES, "rules.0.thresholds.person.at_leest", "unknown_field"),
    }


def test_a_field_given_twice_hides_no_other_mistake(root):
    """A file with a field given twice is read on, and its other mistakes are told as well."""
    edit(root, "ui/page.yaml", "  en: Hello {name}\n", "  nl: Hoi\nhello:\n  nl: Dag\n")
    assert told(root) == {
        ("ui/page.yaml", "hello.nl", "twice"),
        ("ui/page.yaml", "hello", "twice"),
        ("ui/page.yaml", "hello.en", "missing"),
    }


def test_two_instruments_with_one_id_are_refused(root):
    """A copied folder of which the id was forgotten does not silently replace the original."""
    shutil.copytree(root / "zelftest", root / "zelftest-kort")
    problem = only(root)
    assert (problem.file, problem.code) == ("zelftest-kort/instrument.yaml", "id_twice")
    assert problem.where == "id"


@pytest.mark.parametrize(
    ("file", "written", "code"),
    [
        (INSTRUMENT, None, "no_file"),
        (RULES, None, "no_file"),
        ("zelftest/intro.yaml", b"", "no_group"),
        ("tools.yaml", b"- a\n- b\n", "no_group"),
        ("privacy.yaml", b"\xff\xfe\x00", "syntax"),
        ("disclosure.yaml", b"%PDF-1.7", "syntax"),
        ("choices.yaml", b"a: 1\n---\na: 2\n", "syntax"),
    ],
)
def test_a_file_that_is_no_content_is_one_problem(root, file, written, code):
    """A file that is gone, empty, a list or no text at all is told in one sentence."""
    (root / file).unlink()
    if written is not None:
        (root / file).write_bytes(written)
    problem = only(root)
    assert (problem.file, problem.code) == (file, code)


def test_words_stay_words(root):
    """What YAML would read as true, false or a date stays the word that was written."""
    words = {"no": "off", "Yes": "on", "2026-01-31": "y", "NULL-punt": "n", "True": "False"}
    lines = [f"{k}:\n  nl: {nl}\n  en: {en}\n" for k, (nl, en) in enumerate(words.items())]
    (root / "ui" / "words.yaml").write_text("".join(f"w{line}" for line in lines))
    ui = load_content(root).ui
    assert {ui[f"words.w{i}"].nl: ui[f"words.w{i}"].en for i in range(len(words))} == words


def model(root: Path) -> Instrument:
    """The self-test of a folder."""
    return load_content(root).instruments["zelftest"].model


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("Mijn werkdruk is", "Mijn werkdruk was", ""),
        ("My workload is", "My workload was", ""),
        ("id: jij-werkdruk", "id: jij-drukte", ""),
        ("dit geldt deels", "dit geldt een beetje", ""),
        ("De uitkomst past voor een deel", "De uitkomst past een beetje", ""),
        ("Heb je die nog niet gedaan?", "Nog niet gedaan?", ""),
        ("side: awareness", "side: acting", "quadrants:"),
        ("version: 1", "version: 2", ""),
    ],
)
def test_what_is_asked_is_in_the_digest(sound, root, old, new, after):
    """Changing anything a participant is asked gives the instrument another digest."""
    edit(root, INSTRUMENT, old, new, after=after)
    assert model(root).digest != model(sound).digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (INSTRUMENT, "Ga na wat er minder", "Kijk wat er minder"),
        (INSTRUMENT, 'nl: "werkdruk"', 'nl: "drukte"'),
        (INSTRUMENT, "vlak Jij, stelling 1", "vlak Jij, de eerste stelling"),
        (INSTRUMENT, "Is hier nog iets te doen?", "Is er nog iets te doen?"),
        (RULES, "at_least: 2", "at_least: 3"),
        ("tools.yaml", "In een actieplan", "In jouw actieplan"),
    ],
)
def test_what_is_not_asked_is_not_in_the_digest(sound, root, file, old, new):
    """A better tip, label, source or threshold leaves answers that were given valid."""
    edit(root, file, old, new)
    assert model(root).digest == model(sound).digest


def test_thresholds_reach_the_model(root):
    """A threshold changed in the content is the threshold that is used."""
    edit(root, RULES, "at_least: 2", "at_least: 3")
    edit(root, RULES, "at_most: 0.15", "at_most: 0.2")
    rules = model(root).rules
    assert (rules.stands_out_at_least, rules.group_content_at_most) == (3, 0.2)


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
