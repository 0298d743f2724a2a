"""What an audit says: codes with facts; the words are in ``content/ui/audit.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class AuditFinding:
    """One reason not to hand an export over.

    Attributes
    ----------
    code
        What is wrong; its sentence is ``audit.findings.<code>``.
    facts
        What the sentence fills in, as pairs of name and value.
    """

    code: str
    facts: tuple[tuple[str, object], ...] = ()


def flaw(code: str, **facts: object) -> AuditFinding:
    """A finding from a code and what its sentence needs."""
    return AuditFinding(code, tuple(facts.items()))


_PLACES = ("where", "row")
_MOST_PLACES = 10


def by_sentence(findings: Iterable[AuditFinding]) -> list[AuditFinding]:
    """The findings, with one for all rows of a file of which the same is to be said.

    Returns
    -------
    list of AuditFinding
        In order; of more than ten rows, ten and how many more.
    """
    places: dict[AuditFinding, list[str]] = {}
    for found in findings:
        same = tuple((name, None if name in _PLACES else fact) for name, fact in found.facts)
        stands = [str(fact) for name, fact in found.facts if name in _PLACES]
        places.setdefault(AuditFinding(found.code, same), []).extend(stands)
    told = []
    for found, all_places in places.items():
        rest = len(all_places) - _MOST_PLACES
        shown = "; ".join(all_places[:_MOST_PLACES] + ([f"+{rest}"] if rest > 0 else []))
        facts = {name: shown if name in _PLACES else fact for name, fact in found.facts}
        told.append(flaw(found.code, **facts))
    return told


@dataclass(frozen=True)
class Report:
    """What came of an audit.

    Attributes
    ----------
    tables
        Files in which tables were read.
    smallest
        Smallest count of people found in any of them; None when there are no counts.
    findings
        Everything that is wrong, in the order in which it was found; empty when it passes.
    single
        Whether one table was audited by itself, so that there was nothing to compare it with.
    told
        What a researcher says of the study in own words, for somebody to read: the audit cannot.
    """

    tables: tuple[str, ...]
    smallest: int | None
    findings: tuple[AuditFinding, ...]
    single: bool = False
    told: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


class Unreadable(Exception):  # noqa: N818 -- it says what the file is
    """A file that is no export of ours, or cannot be read.

    It is said as a ``Refusal`` is, and is none: the audit shares no code with the program.

    Attributes
    ----------
    code
        ``no_file``, ``broken``, ``no_export``, ``too_large`` or ``too_many``.
    facts
        What the sentence fills in.
    group
        Where its sentences stand in ``content/ui``.
    """

    group: ClassVar[str] = "audit.unreadable"

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Damaged(Exception):  # noqa: N818 -- it says what the file is
    """One file of an export that cannot be read, or not within bounds.

    Attributes
    ----------
    code
        Of a finding, such as ``damaged``, ``encoding``, ``too_large`` or ``not_understood``.
    """

    def __init__(self, code: str = "damaged") -> None:
        super().__init__(code)
        self.code = code
