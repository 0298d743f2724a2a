"""Interface texts: each key that is used exists, each text is used, none is left half filled."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from jinja2 import Environment, nodes

from weerbaar.catalog import LANGUAGES
from weerbaar.catalog.cases import OFFICES
from weerbaar.catalog.local import ENTRIES
from weerbaar.disclosure import Detail
from weerbaar.disclosure.change import Verdict
from weerbaar.disclosure.pooling.pool import VARIABLES
from weerbaar.disclosure.release import Tendency
from weerbaar.model.programme.fit import Ground
from weerbaar.model.programme.timing import Out
from weerbaar.pages.facilitator.chapters import Chapter
from weerbaar.pages.facilitator.programme.vote import Stage
from weerbaar.research import CATEGORIES
from weerbaar.research.package.contents import Source
from weerbaar.research.package.texts import FACTS, FILES
from weerbaar.research.package.variables import CODES
from weerbaar.room import Kind, Phase

PACKAGE = Path(__file__).parents[2] / "weerbaar"
TEMPLATES = sorted(PACKAGE.rglob("*.j2"))
SCRIPTS = sorted(PACKAGE.rglob("*.js"))
CODE = sorted(PACKAGE.rglob("*.py"))

CHOSEN = {
    "facilitator.phases.": {*Phase, "talk"},
    "facilitator.steps.": {Phase.OPEN, Phase.CLOSED, Phase.RELEASED, "talk"},
    "facilitator.reveal.expect.": set(Detail),
    "facilitator.reveal.": {
        f"{kind}.{many}" for kind in ("shared", "cards") for many in ("none", "one", "many")
    },
    "facilitator.close.": {
        *("nobody", "uncounted", "uncounted_done", "some", "all", "many"),
        *("no_cards", "cards", "cards_of", "cards_many"),
    },
    "facilitator.notice.": {
        *("heads", "heads_few", "heads_cards"),
        *("released", "released_paper", "few", "few_cards", "nobody"),
    },
    "facilitator.result.": {
        *("weakest", "one_of_weakest", "strongest", "most_green", "least_green"),
    },
    "facilitator.frame.": {"quadrant", "side"},
    "facilitator.vote.stages.": set(Stage),
    "facilitator.chapters.": {*Chapter, "picture", "guide"},
    "paper.cards.": {"title", "footer", "how", "note"},
    "paper.tallies.": {"title", "footer", "how", "note"},
    "page.tool.list.": {"clips", "exercises", "cases", "plan"},
    "facilitator.paper.steps.": {"hand_out", "lay_down", "count", "enter", "destroy"},
    "facilitator.next.": set(Kind),
    "agenda.out.": set(Out),
    "agenda.state.": {"done", "now", "missed"},
    "exercise.remedy.": {"split", "more", "time", "quadrant"},
    "exercise.unknown.": {"vlak", "groep", "tijd"},
    "research.groups.": {"wave", "year", "language", "own"},
    "research.reasons.": set(CATEGORIES["reason"]),
    "research.compare.": set(CATEGORIES["verdict"]),
    "research.compare.between.": set(CATEGORIES["design"]),
    "research.caption.change.": set(CATEGORIES["design"]) - {"own"},
    "research.power.": {
        f"{design}.{what}"
        for design in ("independent", "paired")
        for what in ("detectable", "chance")
    },
    "research.explain.": {"label", "about", "unit", "missing"},
    "page.levels.": {"little", "some", "much", "verb", "of", "word", "said"},
    "report.brief.": {"weakest", "one_of_weakest", "least_green", "strongest", "most_green"},
    "report.about.": {"group", "day", "code", "shared", "digest", "version"},
    "report.statements.": {"number", "statement", "bar", "figure"},
    "report.agreements.": {"what", "owner", "by"},
    "page.figure.": {*Tendency, "few_green", "few_not_green"},
    "wave.verdicts.": set(Verdict),
    **{f"balance.{key}.": {"person", "group"} for key in ("title", "heading", "reading")},
    **{f"balance.{key}.": {"one", "more"} for key in ("asks", "unknown")},
    "balance.share.": {"exact", "range"},
    "balance.verdict.": {"even", "unsure", "little", "more"},
    "preflight.levels.": {"fine", "warning", "problem"},
    "preflight.firewall_": {"linux", "macos", "windows"},
    "case.offices.": set(OFFICES),
    "exercise.fit.": {
        *(set(Ground) - {Ground.QUADRANT, Ground.SIDE}),
        *(f"{kind}.{which}" for kind in ("shares", "levels") for which in ("alike", "differ")),
    },
    "local.entries.": set(ENTRIES),
    "local.empty.": set(ENTRIES),
    "local.question.": set(ENTRIES),
    "local.ways.": {"mail", "phone", "room", "link", "file", "app"},
    "page.tool.kinds.": {"werkvorm", "check", "test", "person", "document", "info"},
    "errors.store.": {"unwritable", "foreign", "corrupt", "full", "busy"},
    # Chosen by the page's own script.
    "participant.state.": {
        *("none", "sending", "pending", "waiting", "shared", "keeping", "kept", "closed"),
        "used",
    },
    "participant.connection.": {"lost", "busy"},
    "participant.keep.say.": {
        *("file", "saved", "own_title", "quadrant", "note", "changed"),
        *("not_ours", "other_test", "other_version"),
        *("more", "less", "same", "unsure"),
    },
    "plan.say.": {
        *("none", "chosen", "full", "made", "paper", "copied", "select", "near", "wiped"),
    },
    "plan.file.": {
        *("name", "made", "strand", "step", "day", "who", "reminders", "event", "ahead", "back"),
        *("moment", "moment_of", "of"),
    },
    "plan.errors.": {
        *("empty", "many", "twice", "strand", "day", "past", "far", "step", "who"),
    },
    "day.months.": {str(month) for month in range(1, 13)},
    "package.title.": set(Source),
    "package.about.": set(Source),
    "package.method.origin.": set(Source),
    "package.method.": {
        *("groups", "cells", "shares", "alpha", "comparisons", "response"),
        *("rooms", "rooms_limit"),
    },
    "package.readme.": {key for _, key in FILES},
    "package.codebook.": {
        *("table", "column", "type", "measure", "unit", "meaning", "about", "empty", "value"),
        *("nominal", "ordinal", "scale"),
    },
    "package.study.": set(FACTS),
    "package.access.": {"open", "restricted", "closed"},
    "package.unit.": set(Source),
    "package.codes.": set(CODES),
    "package.sheet.": {"read", "codebook", "values"},
    "package.values.": {
        *(f"{name}.{value}" for name, values in CATEGORIES.items() for value in values),
        *("category.skip", "unit.sheet"),
    },
    "package.reasons.": {"impossible", "repeated"},
    "research.clash.left.": {"one_council", "two_councils", "few_people", "one_dominates"},
    "research.clash.variables.": set(VARIABLES),
}
"""Keys of which the last part is chosen while running, and what it can be."""

HELPERS = {
    **{
        path.relative_to(PACKAGE).as_posix(): {"tell": "facilitator.", "say": ""}
        for path in (PACKAGE / "pages" / "facilitator").rglob("*.py")
    },
    "report/paper.py": {"text": "paper."},
    "report/slides.py": {"_slide": "report.say."},
    "pages/participant.py": {"text": "participant."},
    "present/fills.py": {"text": "page."},
    "present/change.py": {"text": "wave."},
    "serve/launcher.py": {"tell": "start."},
    **{
        f"research/{name}.py": {"say": "research."}
        for name in (
            "captions",
            "compare",
            "group_pictures",
            "notebook",
            "pictures",
            "view",
            "wording",
        )
    },
    **{
        path.relative_to(PACKAGE).as_posix(): {
            **dict.fromkeys(("command", "option"), "start.help."),
            **({"text": "package."} if path.stem == "packages" else {}),
        }
        for path in (PACKAGE / "commands").glob("*.py")
    },
    **{
        path.relative_to(PACKAGE).as_posix(): dict.fromkeys(
            ("say", "both", "head", "_word"), "package."
        )
        for path in (PACKAGE / "research" / "package").glob("*.py")
    },
}
"""Functions that put the first part before the key that they are given."""

BY_SCRIPT = {
    "participant.block.answered",
    *(f"selfcheck.list.{name}" for name in ("for_office", "ask", "because", "open")),
    *("selfcheck.status", "selfcheck.list.no_judgement", "selfcheck.list.made"),
    *("selfcheck.questions", "selfcheck.number", "selfcheck.theme"),
}
"""Texts of which the page's own script fills the placeholders."""

NAMED = {
    "Refusal": "errors.",
    "StoreError": "errors.store.",
    "Finding": "preflight.",
    "StartError": "start.",
    "ExportRefused": "package.errors.",
    "GroupsRefused": "package.errors.",
    "AuditFailed": "package.errors.",
    "NoiseError": "package.errors.noise.",
    "OwnError": "research.own.",
    "SealError": "package.reasons.",
    "StudyError": "research.",
    "Unreadable": "audit.unreadable.",
    "flaw": "audit.findings.",
    "Damaged": "audit.findings.",
}
"""Classes that are made with the last part of a key."""


class Use(NamedTuple):
    """A place where a text is used."""

    where: str
    key: str
    facts: frozenset[str] | None
    """Names of what is filled in; None when that is only known while running."""


def in_templates() -> Iterator[Use]:
    """What templates use."""
    for path in TEMPLATES:
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            named = isinstance(call.node, nodes.Name) and call.node.name == "voice"
            direct = isinstance(call.node, nodes.Getattr) and call.node.attr == "text"
            if (named or direct) and isinstance(call.args[0], nodes.Const):
                facts = frozenset(keyword.key for keyword in call.kwargs)
                yield Use(path.name, call.args[0].value, facts)


def in_code() -> Iterator[Use]:
    """What modules use."""
    for path in CODE:
        where = path.relative_to(PACKAGE).as_posix()
        helpers = {**NAMED, **HELPERS.get(where, {})}
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            made = call.func.func if isinstance(call.func, ast.Call) else call.func
            name = getattr(made, "attr", getattr(made, "id", "")).replace("Voice", "voice")
            if name not in {"voice", "text", *helpers}:
                continue
            facts = frozenset(keyword.arg for keyword in call.keywords)
            known = (
                None
                if None in facts or name in {"Finding", "Damaged", "Unreadable", "option"}
                else facts
            )
            # A voice takes a whole key, and so does a method called text: it is the content's own.
            whole = name == "voice" or (name == "text" and isinstance(call.func, ast.Attribute))
            for key in literals(call.args[1 if name == "Finding" else 0]):
                yield Use(where, key if whole else helpers.get(name, "") + key, known)


def literals(node: ast.expr) -> list[str]:
    """A literal, or both sides of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return []


def mentioned() -> set[str]:
    """Whole keys that stand anywhere in the code as a literal."""
    return {
        node.value
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value
    }


def chosen() -> set[str]:
    """Keys of which the last part is chosen while running."""
    return {prefix + part for prefix, parts in CHOSEN.items() for part in parts}


def problems() -> set[str]:
    """Keys for what can be wrong in content; tests/catalog makes each of those mistakes."""
    parts = ("catalog", "disclosure")
    source = "".join(path.read_text(encoding="utf-8") for path in CODE if path.parent.name in parts)
    return {f"check.problems.{code}" for code in re.findall(r'"([a-z_]+)"', source)}


BY_WORDS = {f"check.{name}" for name in ("count", "hints", "place", "place_file", "did_you_mean")}
"""What the words about mistakes in content are made of (``catalog/explain.py``)."""

USES = [*in_templates(), *in_code()]


def test_there_is_something_to_check():
    """The search finds uses in templates and in code, so that the tests below mean something."""
    assert len({use.key for use in USES}) > 100


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where}-{use.key}")
def test_a_text_that_is_used_exists_and_is_filled_in(content, use):
    """The key is in content/ui, and every placeholder of its text is given."""
    assert use.key in content.ui, f"{use.where} asks for {use.key}"
    if use.facts is not None and use.key not in BY_SCRIPT:
        for language in LANGUAGES:
            fields = string.Formatter().parse(content.ui[use.key][language])
            needed = {name for _, name, _, _ in fields if name}
            assert needed <= use.facts, f"{use.where}: {use.key} is given {sorted(use.facts)}"


def test_a_text_chosen_while_running_exists(content):
    """Every key that can be chosen while running is in content/ui."""
    assert not chosen() - set(content.ui)


def test_every_text_is_used(content):
    """No text in content/ui is dead: whoever edits one sees it change somewhere."""
    used = {use.key for use in USES} | chosen() | mentioned() | problems()
    dead = sorted(set(content.ui) - used - BY_WORDS)
    assert not dead


# --- no words outside the content ---------------------------------------------------------------
READ_ALOUD = re.compile(r'(?<![\w-])(?:aria-label|title|alt|placeholder|value)="([^"]*)"')
TAG = re.compile(r"<script>.*?</script>|<[^<>]*>", re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
ATTRIBUTES = re.compile(r"\{% block (?:look|data) %\}.*?\{% endblock %\}")
"""Blocks that fill in attributes."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words(path):
    """All that people read in a page comes from the content, also what is read aloud."""
    bare = JINJA.sub("", ATTRIBUTES.sub("", path.read_text(encoding="utf-8")))
    texts = [text.strip() for text in TAG.split(bare)] + READ_ALOUD.findall(bare)
    assert not [text for text in texts if re.search(r"[^\W\d_]", text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_an_expression_in_a_template_holds_no_words(path):
    """No sentence is hidden in the literals of an expression either."""
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    found = [
        node.value
        for node in tree.find_all(nodes.Const)
        if isinstance(node.value, str) and re.search(r"[^\W\d_] [^\W\d_]", node.value)
    ]
    assert not found


SCRIPT_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`""",
    re.DOTALL,
)
SELECTOR = re.compile(r"[\[#>:=]")
CLASSES = {"told wrong"}
NEVER_SHOWN = {"no reply"}
"""An error that the scripts raise for themselves."""


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_no_words(path):
    """A script shows texts of the content only: no literal of two words, selectors aside."""
    literals = {
        found
        for groups in SCRIPT_TOKEN.findall(path.read_text(encoding="utf-8"))
        for found in groups
        if found
    }
    words = {text for text in literals if re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", text)}
    assert not {text for text in words if not SELECTOR.search(text)} - NEVER_SHOWN - CLASSES
