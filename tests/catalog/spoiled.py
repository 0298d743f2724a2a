"""Content files spoiled on purpose: an edit, and the one problem that it must give."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from weerbaar.catalog import Problem, check_content
from weerbaar.catalog.explain import problem_lines

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


def told(root: Path) -> set[tuple[str, str, str]]:
    """File, field and code of every problem."""
    return {(p.file, p.where, p.code) for p in check_content(root)}


def assert_told(root: Path, mistake: Mistake) -> None:
    """The mistake is one problem, at its file, line and field, with what is needed."""
    line = edit(root, mistake.file, mistake.old, mistake.new, after=mistake.after)
    problem = only(root)
    said = (problem.file, problem.where, problem.code)
    assert said == (mistake.file, mistake.where, mistake.code)
    assert mistake.facts.items() <= dict(problem.facts).items()
    # The line is that of the field, of the one around it when it is missing, or of the list.
    if problem.code != "order":
        assert abs(problem.line - line) <= 2
    names = [name for name in problem.where.split(".") if not name.isdigit()]
    name = names[-2] if problem.code == "missing" else names[-1]
    text = (root / mistake.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert problem.code == "syntax" or f"{name}:" in text
