"""Releases as pandas frames; the only importer of pandas."""

from weerbaar.research.frames import Frame, missing, parts_frame

__all__ = ["Frame", "missing", "parts_frame"]
