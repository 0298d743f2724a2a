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

LARGEST_SHARE = 0.5
"""Most of a group that one session may be."""

ROOM_LEAST = 5
"""Fewest people in a room of which anything is published."""

ROOM_STATEMENTS = 10
"""Fewest people in a room of which single statements are published."""

ROOM_BAND = 2
"""A count of green, or of not green, in one room is exact only above it."""

SHARE_STEP = 0.001
"""Shares are published in steps of it."""

ALPHA_STEP = 0.01
EFFECT_STEP = 0.1
"""Steps of alpha and covariances, and of design effects."""

NEEDED_FACTS = ("title", "version", "sources", "weerbaar")
"""What ``datapackage.json`` says about the whole."""

MOST_BYTES = 16 * 2**20
"""Largest file that is read, and most that a packed one may become: 16 MiB."""

MOST_TOGETHER = 128 * 2**20
"""Most that all files of one export are together, unpacked."""

MOST_FILES = 400
MOST_ROWS = 200_000
MOST_COLUMNS = 64
MOST_LETTERS = 5_000
"""Most files in an export, rows and columns in a table, and letters in one cell."""

MOST_DEPTH = 6
"""Most folders inside each other."""

NOISE_BUDGET = 1.0
"""Most that may be spent on a session by tables with noise, all together, in epsilon."""

NOISE_ERROR = 0.05
"""Share of the counts with noise that are off by more than their table says."""

NOISE_CHANCE = 1e-5
"""Less likely than this, a table with noise has none."""

MOST_TOLD = 2_000
"""Most letters of one text that a researcher gives."""
