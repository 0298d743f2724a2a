"""A table as a file has it: names of columns and rows of values, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass, field

from weerbaar.research.audit.report import AuditFinding

Value = str | float | bool | None


@dataclass(frozen=True)
class Raw:
    """What was read of one table.

    Attributes
    ----------
    rows
        A value for each column; text where a file has only text.
    comma
        Whether numbers are written with a decimal comma.
    texts
        Everything else that the file says in words, by what it is: labels, titles, notes; with
        the number of bytes after which the format cuts such a text off, 0 when it does not.
    flaws
        What is wrong with the file, whatever the values are.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    comma: bool = False
    texts: list[tuple[str, str, int]] = field(default_factory=list)
    flaws: list[AuditFinding] = field(default_factory=list)


class Damaged(Exception):  # noqa: N818 -- it says what the file is
    """A file that cannot be read, or not within bounds.

    Attributes
    ----------
    code
        Of a finding: ``damaged``, ``encoding``, ``too_large``, ``ragged`` or ``not_understood``.
    """

    def __init__(self, code: str = "damaged") -> None:
        super().__init__(code)
        self.code = code
