"""From samples to rows: one per configuration, number of visitors and measure."""

from __future__ import annotations

import statistics
from collections import defaultdict
from typing import Any

from bench.parts.batch import Batch
from bench.parts.browser import Load
from bench.parts.visitor import MOMENTS

Key = tuple[str, str, int, str, str]
UNITS = {"cpu": "s per visitor", "memory": "MB per visitor", "failed": "visitors"}


class Samples:
    """Collects (middle, worst) pairs, one per batch."""

    def __init__(self) -> None:
        self._found: dict[Key, list[tuple[float, float]]] = defaultdict(list)

    def add(
        self,
        configuration: str,
        size: int,
        measure: str,
        unit: str,
        middle: float,
        worst: float | None = None,
        *,
        by: str = "visitors",
    ) -> None:
        """Add what one batch gave."""
        pair = (middle, middle if worst is None else worst)
        self._found[configuration, by, size, measure, unit].append(pair)

    def add_batch(self, name: str, batch: Batch, memory: float) -> None:
        """Add a batch of visitors; ``memory`` is the extra of one of them."""
        for moment in MOMENTS:
            seconds = [times[moment] for times in batch.times if moment in times]
            if seconds:
                middle, worst = statistics.median(seconds), max(seconds)
                self.add(name, batch.size, moment, "s", middle, worst)
        self.add(name, batch.size, "cpu", UNITS["cpu"], batch.cpu / batch.size)
        self.add(name, batch.size, "memory", UNITS["memory"], memory)
        self.add(name, batch.size, "failed", UNITS["failed"], len(batch.failures))

    def add_load(self, name: str, found: Load, *, phone: bool) -> None:
        """Add what one browser saw."""
        kind = "phone" if phone else "desktop"
        for measure, unit, value in (
            ("first_answer", "s", found.seconds),
            ("kb_before", "kB", found.before / 1000),
            ("kb_total", "kB", found.total / 1000),
            ("requests", "requests", found.requests),
        ):
            self.add(name, 1, f"{kind}_{measure}", unit, value)

    def rows(self) -> list[dict[str, Any]]:
        """Give the rows: of all batches the middle one, of their medians and of their worst.

        What must never happen (``failed``, ``lost``, ``double``) is not averaged away: there the
        highest of all batches counts.
        """
        return [
            {
                "configuration": configuration,
                by: size,
                "measure": measure,
                "unit": unit,
                "median": round(statistics.median(middle for middle, _ in pairs), 4),
                "max": round(_worst(measure, [worst for _, worst in pairs]), 4),
            }
            for (configuration, by, size, measure, unit), pairs in self._found.items()
        ]


def _worst(measure: str, found: list[float]) -> float:
    never = measure in ("failed", "shares_lost", "shares_double")
    return max(found) if never else statistics.median(found)
