"""What an export is held to, written down once more and apart from the rules that make one.

Design section 6; the first three follow what statistics offices use for tables (ONS: hide below
10, round to 5; ABS DataLab: no cell below 10 and no difference below 10 between two tables).
"""

from __future__ import annotations

LEAST_CELL = 10
"""Fewest people in a published count, and between two groups."""

ROUNDED_TO = 5
"""Published counts are multiples of it."""

LEAST_SESSIONS = 3
LEAST_PEOPLE = 30
"""Fewest sessions and people in a published group; the number of people is rounded."""

ROOM_LEAST = 5
"""Fewest people in a room of which anything is published."""

ROOM_STATEMENTS = 10
"""Fewest people in a room of which single statements are published."""

ROOM_BAND = 2
"""A count of green, or of not green, in one room is exact only above it."""

SHARE_STEP = 0.001
"""Shares are published in steps of it."""

NEEDED_FILES = (
    "README.md",
    "SHA256SUMS",
    "codebook.csv",
    "datapackage.json",
    "instrument.json",
    "method.en.md",
    "method.nl.md",
    "versions.json",
    "data/log.csv",
)
"""What a folder or zip holds beside its tables."""

NEEDED_FACTS = ("title", "version", "sources", "weerbaar")
"""What ``datapackage.json`` says about the whole."""
