"""The same content and rooms as the tests of pages have."""

from tests.pages.conftest import content, group, room

__all__ = ["content", "group", "room"]
