"""Releases as pandas frames, measures with their uncertainty; the only importer of pandas.

scipy and statsmodels are imported inside the functions that use them: the table on the
facilitator's page needs neither, and a facilitator's computer may not have them.
"""

from weerbaar.research.columns import CATEGORIES, COLUMNS, missing
from weerbaar.research.frames import Frame, parts_frame

__all__ = ["CATEGORIES", "COLUMNS", "Frame", "missing", "parts_frame"]
