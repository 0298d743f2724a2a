"""policy_problems: what the check of the content says of the disclosure parameters."""

from __future__ import annotations

import shutil

import pytest

from weerbaar.catalog.explain import problem_lines
from weerbaar.catalog.paths import content_root
from weerbaar.disclosure import Policy
from weerbaar.disclosure.check import key_problems, policy_problems
from weerbaar.disclosure.policy import FLOORS
from weerbaar.disclosure.sealed.keys import new_keys


@pytest.fixture
def root(tmp_path):
    """A content folder with the disclosure parameters of the real one."""
    shutil.copy(content_root() / "disclosure.yaml", tmp_path)
    return tmp_path


def write(root, **values):
    """Give parameters other values; the line of each."""
    path = root / "disclosure.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {}
    for name, value in values.items():
        found[name] = lines.index(f"  {name}:") + 1
        lines[found[name]] = f"    value: {value}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return {name: at + 1 for name, at in found.items()}


def test_the_real_parameters_are_strict_enough(root):
    """The content that is shipped has no problem, nor has a stricter one."""
    assert policy_problems() == policy_problems(root) == []
    write(root, minimum=7, statements_from=20, band=4)
    assert policy_problems(root) == []


def test_all_lax_parameters_are_told_at_once(root):
    """Each parameter below its floor is told with its line, what it is and what is least."""
    lines = write(root, **{name: floor - 1 for name, floor in FLOORS.items()})
    found = policy_problems(root)
    assert {p.where: p.line for p in found} == {
        f"parameters.{name}.value": line for name, line in lines.items()
    }
    assert {p.where.split(".")[1]: p.facts for p in found} == {
        name: {"found": str(floor - 1), "floor": str(floor)} for name, floor in FLOORS.items()
    }
    assert all(str(p) != line for p, line in zip(found, problem_lines(found)[1:], strict=True))


@pytest.mark.parametrize("band", [2, 3, 4, 5, 10])
def test_the_check_and_the_policy_agree(root, band):
    """A band that is too wide for the answers is told beforehand, or the room would not open."""
    write(root, band=band, statements_from=10)
    try:
        Policy(band=band, statements_from=10)
    except ValueError as error:
        refused = [str(error)]
    else:
        refused = []
    told = "policy parameter {} is {found}; it must be at least {floor}"
    problems = policy_problems(root)
    assert [told.format(p.where.split(".")[1], **p.facts) for p in problems] == refused


def test_what_is_no_number_is_left_to_the_catalogue(root):
    """Words, yes and no, or a parameter that is missing are no floors to compare with."""
    write(root, minimum="vijf", band="true")
    assert policy_problems(root) == []
    (root / "disclosure.yaml").write_text("parameters: []\n")
    assert policy_problems(root) == []
    (root / "disclosure.yaml").unlink()
    assert policy_problems(root) == []


ORGANISATION = """
research:
  public_key: "{key}"
  organisation:
    nl: "Universiteit"
    en: "University"
  contact: "a@b.nl"
"""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("wrong", ["no_key", "mistyped", "private", None])
def test_a_mistake_in_a_key_is_told_with_its_line(tmp_path, wrong, language):
    """A typo, another text, or the private key in lokaal.yaml: told in words, never repeated."""
    keys = new_keys()
    given = {
        "no_key": "sleutel-van-ons",
        "mistyped": keys.public[:-4],
        "private": keys.private,
        None: keys.public,
    }[wrong]
    (tmp_path / "lokaal.yaml").write_text(ORGANISATION.format(key=given))
    found = key_problems(tmp_path)
    if wrong is None:
        assert found == []
        return
    assert [(p.file, p.line, p.where, p.code) for p in found] == [
        ("lokaal.yaml", 3, "research.public_key", f"key_{wrong}")
    ]
    _, line = problem_lines(found, language)
    assert given not in line
    assert "keygen" in line or wrong == "mistyped"
    assert line != str(found[0])


@pytest.mark.parametrize("text", ["", "research:", "research: 3", "research:\n  contact: x", "[]"])
def test_no_key_is_no_mistake_in_a_key(tmp_path, text):
    """An empty file, or one whose shape the catalogue refuses, has no key to complain about."""
    (tmp_path / "lokaal.yaml").write_text(text)
    assert key_problems(tmp_path) == []
    assert key_problems(tmp_path / "elsewhere") == []
