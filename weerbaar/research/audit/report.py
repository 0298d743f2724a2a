"""What an audit says: codes with facts; the words are in ``content/ui/audit.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from weerbaar.model.refusal import Refusal


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


class Unreadable(Refusal):
    """A file that is no export of ours, or cannot be read.

    Its code is ``no_file``, ``broken``, ``no_export``, ``too_large`` or ``too_many``.
    """

    group: ClassVar[str] = "audit.unreadable"
