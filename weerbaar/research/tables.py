"""All frames of a research release at once, for the notebook and for the export."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from weerbaar.disclosure.pooling.research_release import ResearchRelease
from weerbaar.model import Instrument
from weerbaar.research import pooled
from weerbaar.research.compare import comparisons_frame
from weerbaar.research.items import covariances_frame, items_frame

_MAKERS: Mapping[str, Callable[[ResearchRelease], pd.DataFrame]] = {
    "groups": pooled.groups_frame,
    "keys": pooled.keys_frame,
    "counts": pooled.counts_frame,
    "shares": pooled.shares_frame,
    "reliability": pooled.reliability_frame,
    "covariances": covariances_frame,
    "response": pooled.response_frame,
    "comparisons": comparisons_frame,
    "refusals": pooled.refusals_frame,
}


def tables(release: ResearchRelease, instrument: Instrument) -> dict[str, pd.DataFrame]:
    """Every frame of a release by its name in :data:`weerbaar.research.columns.COLUMNS`.

    Raises
    ------
    ValueError
        If the release belongs to another instrument.
    """
    if release.digest != instrument.digest:
        found = f"{release.instrument} {release.digest}"
        raise ValueError(f"release of {found} read with {instrument.digest}")
    made = {name: make(release) for name, make in _MAKERS.items()}
    return {**made, "items": items_frame(release, instrument)}
