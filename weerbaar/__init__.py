"""Weerbaar: a self-test on resilience for councils, run in a room or alone."""

__version__ = "0.1.0"
