"""What all tests share."""

from hypothesis import settings

from tests.house.chromium import browser_type_launch_args

__all__ = ["browser_type_launch_args"]

# How long an example takes says something about the computer, not about the promise.
settings.register_profile("weerbaar", deadline=None)
settings.load_profile("weerbaar")
