"""Problems in content files: what is wrong, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one content file.

    Attributes
    ----------
    file
        Path relative to the content folder.
    line
        Line number from 1, or 0 when the whole file is meant.
    where
        Dotted path of the field, such as ``quadrants.0.name.nl``.
    code
        What is wrong; the words are in ``ui/check.yaml`` under ``problems.<code>``.
    facts
        What the words need: the value found, the names expected.
    """

    file: str
    line: int
    where: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value}" for key, value in self.facts.items())
        return f"{self.file}:{self.line}: {self.where}: {self.code} ({facts})"


class ContentError(Exception):
    """Content that cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(problems)))
        self.problems = sorted(problems)
