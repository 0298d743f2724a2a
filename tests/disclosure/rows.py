"""Rows of made-up people as far as they are in what is sealed, worked out with sets of people."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tests.disclosure.made_up import Council
from weerbaar.model.instrument import Instrument
from weerbaar.model.tally import scales

FEW = range(1, 5)


def sealed_rows(councils: Iterable[Council], instrument: Instrument) -> pd.DataFrame:
    """A row per person: answers that are counted, and per scale whether its scores count it.

    A number of people that is one to four more than the next smaller one is not sealed: those few
    people are left out of it.
    """
    frames = [_rows(council, instrument) for council in councils]
    return pd.concat(frames, ignore_index=True)


def _rows(council: Council, instrument: Instrument) -> pd.DataFrame:
    statements = [s.id for s in instrument.statements]
    frame = pd.DataFrame(list(council.rows), columns=statements, dtype="float")
    given = {s: set(frame.index[frame[s].notna()]) for s in statements}
    counted: dict[str, set[int]] = {}
    for scale in reversed(scales(instrument)):
        everybody = set.intersection(*(given[s] for s in scale.statements))
        inside = counted[scale.within[1]] if len(scale.within) > 1 else set()
        counted[scale.id] = inside if len(everybody - inside) in FEW else everybody
    for statement in instrument.statements:
        inside = counted[statement.quadrant]
        if len(given[statement.id] - inside) in FEW:
            frame.loc[~frame.index.isin(inside), statement.id] = float("nan")
    for name, people in counted.items():
        frame[name] = frame.index.isin(people)
    about = council.contribution
    frame["series"], frame["group_type"] = about.series, about.group_type
    frame["session"] = f"{about.series} {about.wave}"
    return frame
