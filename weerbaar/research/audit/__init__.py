"""Audit: read an export again, as a stranger would, and say what is wrong with it.

It shares no code with what made the export: not the rules, not the frames, not the package. What
it holds an export to stands in :mod:`weerbaar.research.audit.limits`, apart from the parameters
of the rules, and what an export may hold in :mod:`weerbaar.research.audit.known`, so that a
mistake in one is not repeated in the other. The words it knows are given to it.

Bytes become files (``files``), files tables and documents (``opened``, with a reader for each
kind), and every cell and word in them is of a kind that is known; then the figures are judged by
themselves (``cells``), beside each other (``coherent``, ``derive``, ``noise``), as what the
export says of itself (``package``), and beside other exports (``several``).
"""

from weerbaar.research.audit.judge import audit
from weerbaar.research.audit.report import AuditFinding, Report, Unreadable
from weerbaar.research.audit.words import Vocabulary

__all__ = ["AuditFinding", "Report", "Unreadable", "Vocabulary", "audit"]
