"""Reach: between which ends the share of a quadrant or side lies, from what is published (R4)."""

from __future__ import annotations

from weerbaar.disclosure.release import Release
from weerbaar.model.instrument import Instrument


def reach(release: Release, instrument: Instrument, part: str) -> tuple[float, float] | None:
    """Ends of the share that is not green, when every statement lies at an end of its band.

    Weighed as the share in :meth:`Release.as_profile` is, which lies between them.

    Parameters
    ----------
    part
        Id of a quadrant or a side.

    Returns
    -------
    (float, float) or None
        Both 0..1, and equal when all counts are exact; None when only levels are released or
        nobody answered.
    """
    shares = {figure.id: figure.share for figure in release.statements if figure.share}
    ends = []
    for quadrant in instrument.quadrants:
        known = [shares[s.id] for s in quadrant.statements if s.id in shares]
        if part in (quadrant.id, quadrant.side) and known:
            # A quadrant counts for all of its statements, also when nobody answered one of them.
            ends += [_mean(known)] * len(quadrant.statements)
    return _mean(ends) if ends else None


def _mean(ends: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(low for low, _ in ends) / len(ends), sum(high for _, high in ends) / len(ends)
