"""pyproject.toml, environment.yml and the locks tell the same story."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
EXTRAS = {
    "requirements.lock": (),
    "requirements-research.lock": ("research",),
    "requirements-test.lock": ("research", "test"),
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(lines):
    """Read requirements into a table of canonical name to lowest version."""
    requirements = (Requirement(line) for line in lines)
    return {canonicalize_name(found.name): str(found.specifier) for found in requirements}


def locked(lock):
    """Read the pins of a lock: a name may have one version per kind of computer."""
    pins = {}
    text = (ROOT / lock).read_text(encoding="utf-8")
    for found in map(Requirement, re.findall(r"^([\w.-]+==.*?) \\$", text, re.MULTILINE)):
        pins.setdefault(canonicalize_name(found.name), set()).add(str(found.specifier)[2:])
    return pins


def asked(*extras):
    """Give the lines of what pyproject.toml asks for."""
    lines = list(PROJECT["dependencies"])
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    return lines


def test_conda_offers_the_same_set():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    lines = [line for line in conda if isinstance(line, str)]
    lines += [line for extra in conda if isinstance(extra, dict) for line in extra["pip"]]
    offered = named(lines)
    assert offered.pop("pip") == ""
    assert sorted(offered.pop("python").split(",")) == sorted(PROJECT["requires-python"].split(","))
    assert offered == named(asked("research", "test"))


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_satisfies_what_is_asked(lock):
    pins = locked(lock)
    for requirement in map(Requirement, asked(*EXTRAS[lock])):
        versions = pins[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in versions), requirement


def test_each_lock_holds_the_one_before_it():
    for lock, next_one in itertools.pairwise(map(locked, EXTRAS)):
        assert {name: next_one.get(name) for name in lock} == lock


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_is_hashed_and_names_no_place(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    strange = [
        line
        for line in lines
        if not re.fullmatch(
            r"[\w.-]+==[\w.]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line
        )
    ]
    assert strange == []
    assert sum("==" in line for line in lines) > 50
