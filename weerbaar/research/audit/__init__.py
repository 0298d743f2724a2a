"""Audit: read an export again, as a stranger would, and say what is wrong with it.

It shares no code with what made the export: not the rules, not the frames, not the package. What
it holds an export to stands in :mod:`weerbaar.research.audit.limits`, apart from the parameters
of the rules, so that a mistake in one is not repeated in the other.
"""

from weerbaar.research.audit.judge import audit
from weerbaar.research.audit.report import AuditFinding, Report, Unreadable

__all__ = ["AuditFinding", "Report", "Unreadable", "audit"]
