"""How many phones this machine can take at the same time."""

from __future__ import annotations

import os

import psutil

MAXIMUM = "WEERBAAR_MAX_KERNELS"
"""Environment variable that overrules the estimate."""

POOL = "WEERBAAR_POOL"
"""Environment variable that overrules how many kernels are kept ready."""

FORKED_MB = 24
ORDINARY_MB = 75
"""Memory per visitor, with some room above what ``run.py bench room`` measured."""

ORDINARY_SECONDS = 1.7
"""Processor time that an ordinary kernel and its visit take, as ``run.py bench room`` measured."""

ORDINARY_AT_ONCE = 10
"""Phones at the same moment for which ordinary kernels are bearable."""

LARGEST = 400
_SHARE = 0.6  # of what is free: the machine has other things to do
_MB = 2**20


def most_kernels(*, forked: bool) -> int:
    """Most kernels at the same time: from free memory, unless the environment says otherwise."""
    each = (FORKED_MB if forked else ORDINARY_MB) * _MB
    fits = int(psutil.virtual_memory().available * _SHARE / each)
    # A maximum of zero would keep everybody out, so it counts as none given.
    return _given(MAXIMUM, 0) or max(4, min(LARGEST, fits))


def pool_size(most: int, *, forked: bool) -> int:
    """Kernels to keep ready: a whole council when they are cheap, a handful when they are not.

    An eighth of the maximum is left for screens and for who comes back.
    """
    room = max(1, most - most // 8)
    return min(room, _given(POOL, 48 if forked else 4))


def _given(name: str, usual: int) -> int:
    """A number from the environment, or the usual one when there is none."""
    text = os.environ.get(name, "")
    return int(text) if text.isdecimal() else usual
