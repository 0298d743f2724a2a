"""Tally -> Release: the one door to anything that is shown, plotted or exported."""

from weerbaar.disclosure.policy import Policy, policy_of
from weerbaar.disclosure.release import Band, Detail, Release, StatementFigure, Tendency
from weerbaar.disclosure.rules import disclose

__all__ = [
    "Band",
    "Detail",
    "Policy",
    "Release",
    "StatementFigure",
    "Tendency",
    "disclose",
    "policy_of",
]
