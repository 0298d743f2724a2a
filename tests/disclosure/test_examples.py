"""The examples in docstrings give what they say."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import weerbaar.disclosure

MODULES = [m.name for m in walk_packages(weerbaar.disclosure.__path__, "weerbaar.disclosure.")]


@pytest.mark.parametrize("name", MODULES)
def test_an_example_in_a_docstring_gives_what_it_says(name):
    """Run as it stands there."""
    assert doctest.testmod(import_module(name)).failed == 0
