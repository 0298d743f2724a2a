"""Let ACRO judge tables of counts. Run by the Python that has acro, which has nothing of ours.

Reads rows of statement, group, answer and number from a file; says of each cell what ACRO finds.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import pandas as pd
from acro import ACRO


def judge(rows: list[list[str | int]]) -> list[dict[str, object]]:
    """One table of groups by answers for each statement; ACRO wants a row per person."""
    acro = ACRO(suppress=False)
    found: list[dict[str, object]] = []
    for statement in dict.fromkeys(row[0] for row in rows):
        people = pd.DataFrame(
            [row[1:3] for row in rows if row[0] == statement for _ in range(int(row[3]))],
            columns=["group", "answer"],
        )
        acro.crosstab(people["group"], people["answer"])
        outcome = list(acro.results.results.values())[-1].outcome
        for group, cells in outcome.iterrows():
            for answer, said in cells.items():
                cell = {"statement": statement, "group": group, "answer": answer}
                found.append({**cell, "said": str(said).strip()})
    return found


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    given, wanted = map(Path, sys.argv[1:3])
    wanted.write_text(json.dumps(judge(json.loads(given.read_text()))))
