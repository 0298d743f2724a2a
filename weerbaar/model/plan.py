"""ActionPlan: its strands and its limits. The plan itself is made on a phone, by scripts."""

from __future__ import annotations

from enum import StrEnum

MOST_ACTIONS = 3
LONGEST_STEP = 200
LONGEST_WHO = 80
HORIZON_DAYS = 731
"""How far ahead an action may be planned: two years."""


class Strand(StrEnum):
    """One of the three strands of a plan, in the order of the source."""

    PREVENTION = "prevention"
    MONITORING = "monitoring"
    RESILIENCE = "resilience"
