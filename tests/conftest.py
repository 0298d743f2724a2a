"""What all tests share."""

import os

from hypothesis import settings

from tests.house.chromium import browser_type_launch_args

__all__ = ["browser_type_launch_args"]

# Small matrices only: more threads would wait for each other, and for the other tests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# How long an example takes says something about the computer, not about the promise.
settings.register_profile("weerbaar", deadline=None)
settings.load_profile("weerbaar")
