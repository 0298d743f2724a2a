"""What a docstring shows of research is what comes out."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = ("columns", "compare", "intervals", "package.variables")


@pytest.mark.parametrize("name", MODULES)
def test_an_example_in_a_docstring_comes_true(name):
    """Every value that is shown is the one that the function gives."""
    failed, tried = doctest.testmod(import_module(f"weerbaar.research.{name}"))
    assert tried
    assert not failed
