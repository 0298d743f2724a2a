"""What all tests share."""

import os

from tests.house.chromium import browser_type_launch_args

__all__ = ["browser_type_launch_args"]

# Servers that tests start need no whole council of kernels kept ready.
os.environ.setdefault("WEERBAAR_POOL", "3")
