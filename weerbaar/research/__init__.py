"""Releases as pandas frames; the only importer of pandas."""

from weerbaar.research.frames import missing, parts_frame

__all__ = ["missing", "parts_frame"]
