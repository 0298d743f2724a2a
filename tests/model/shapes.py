"""Made-up instruments."""

from __future__ import annotations

from collections.abc import Mapping

from weerbaar.model.instrument import Instrument, Quadrant, Side, Statement


def instrument(
    sides: Mapping[str, Side], size: int, *, name: str = "made-up", digest: str = "d1"
) -> Instrument:
    """An instrument with equally large quadrants; statement 2 of quadrant ``a`` is ``a2``."""
    return Instrument(
        id=name,
        version=1,
        digest=digest,
        quadrants=tuple(
            Quadrant(q, side, tuple(Statement(f"{q}{i}", q) for i in range(1, size + 1)))
            for q, side in sides.items()
        ),
    )


FOUR = instrument({"a": Side.AWARENESS, "b": Side.AWARENESS, "c": Side.ACTING, "d": Side.ACTING}, 3)
"""The shape of the self-test: four quadrants of three, two on each side."""

MIRROR = {"a": "c", "b": "d", "c": "a", "d": "b"}
"""Each quadrant of FOUR and its counterpart on the other side."""

ONE = instrument({"x": Side.AWARENESS, "y": Side.ACTING}, 1, name="one")
"""One statement on each side: small enough to try everything."""
