"""What all tests share."""

from tests.house.chromium import browser_type_launch_args

__all__ = ["browser_type_launch_args"]
