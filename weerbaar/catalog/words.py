"""Problems in words. Works also when other content is broken, since it reads one file only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weerbaar.catalog.paths import content_root
from weerbaar.catalog.problems import Problem
from weerbaar.catalog.yaml_file import read_yaml

_FILE = Path("ui") / "check.yaml"


def problem_lines(
    problems: list[Problem], language: str = "nl", heading: str = "count"
) -> list[str]:
    """A heading and one line per problem: file, line, field, what is wrong and what to write.

    Parameters
    ----------
    heading
        ``count`` for what must be repaired, ``hints`` for what could be better.

    Notes
    -----
    When the file with these words is itself broken, the lines name the problem by its code.
    """
    try:
        words = read_yaml(content_root() / _FILE, content_root()).data
        count = words[heading][language].format(n=len(problems))
        return [count, *(_line(problem, words, language) for problem in problems)]
    except (OSError, LookupError, TypeError, ValueError, AttributeError):
        return [str(problem) for problem in problems]


def _line(problem: Problem, words: dict[str, Any], language: str) -> str:
    text = words["problems"][problem.code][language].format(**problem.facts)
    if problem.facts.get("meant"):
        text += " " + words["did_you_mean"][language].format(meant=problem.facts["meant"])
    template = words["place" if problem.line else "place_file"][language]
    where = problem.where or problem.file
    return str(template.format(file=problem.file, line=problem.line, where=where, problem=text))
