"""The study file: what a researcher chose is read, a slip of the pen is told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from weerbaar.catalog import LANGUAGES, ContentError
from weerbaar.catalog.explain import problem_lines
from weerbaar.catalog.study_file import Creator, Organisation, StudyFile, read_study, study_template

LEAST = "title: {nl: Raden}\ncreators:\n  - family: Jansen\n"
"""The shortest study file that there is."""

MISTAKES = {
    "orcid of one digit wrong": ("creators:\n  - {family: A, orcid: 0000-0002-1825-0098}", "ORCID"),
    "orcid of words": ("creators:\n  - {family: A, orcid: Jansen}", "ORCID"),
    "ror of one digit wrong": ("organisation: {name: TU Delft, ror: 02e2c7k08}", "ROR"),
    "licence that is none": ("licence: gratis", "spdx.org"),
    "two licences": ("licence: CC-BY-4.0 OR MIT", "spdx.org"),
    "doi that is none": ("doi: '12.3456'", "DOI"),
    "thirteenth month": ("period: {start: 2026-13, end: 2027}", "2026-09"),
    "end before start": ("period: {start: 2026-09, end: 2026-03}", "2026-03"),
    "address without @": ("contact: {name: A, mail: a.example.org}", "mailadres"),
    "other access": ("access: soms", "restricted"),
    "field that does not exist": ("licentie: CC-BY-4.0", "licence"),
    "no makers": ("creators: []", "lijst"),
    "text without a language": ("universe: Raadsleden", "velden"),
}
"""What is put in the place of its own field, or added, and a word of what the sentence says."""


def written(tmp_path, text):
    """A study file with that text."""
    path = tmp_path / "studie.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_title_and_a_maker_are_enough(tmp_path):
    """All else was not stated, and nothing stands in for it."""
    found = read_study(written(tmp_path, LEAST))
    assert found.title.said == {"nl": "Raden"}
    assert {found.title[language] for language in LANGUAGES} == {"Raden"}
    rest = found.model_dump(exclude={"title", "creators"})
    assert set(rest.values()) == {None}


def test_the_empty_file_asks_for_these_two_only(tmp_path):
    """The template, not filled in, is refused for its title and maker; filled in it is a study."""
    with pytest.raises(ContentError) as refused:
        read_study(written(tmp_path, study_template()))
    assert {problem.where for problem in refused.value.problems} == {"title", "creators.0.family"}
    assert all(problem.line for problem in refused.value.problems)
    filled = study_template().replace('nl: ""', 'nl: "Raden"', 1)
    filled = filled.replace('family: ""', 'family: "Jansen"')
    assert read_study(written(tmp_path, filled)) == read_study(written(tmp_path, LEAST))


def test_the_template_has_every_field():
    """Nothing can be said that the template does not offer."""
    for name in (*StudyFile.model_fields, *Creator.model_fields, "start", "end", "grant", "mail"):
        assert f"{name}:" in study_template(), name


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mistake_has_a_line_and_a_remedy(tmp_path, mistake, language):
    """File, line and field are named, and what was found or what to write."""
    text, word = MISTAKES[mistake]
    name = text.split(":")[0]
    kept = LEAST.split("creators:", maxsplit=1)[0] if name == "creators" else LEAST
    with pytest.raises(ContentError) as refused:
        read_study(written(tmp_path, f"{kept}{text}\n"))
    (problem,) = refused.value.problems
    assert problem.line == f"{kept}{text}\n".splitlines().index(text.splitlines()[-1]) + 1
    assert problem.where.split(".")[0] == name
    _, line = problem_lines(refused.value.problems, language)
    assert line.startswith("studie.yaml")
    assert problem.code not in line
    if language == "nl":
        assert word in line


def test_what_is_no_study_file_is_told(tmp_path):
    """Nothing there, a folder, no YAML, no UTF-8: a sentence each."""
    (tmp_path / "other").write_bytes("title: é".encode("utf-16"))
    (tmp_path / "bad").write_text("title: [")
    for name in ("none", ".", "other", "bad"):
        with pytest.raises(ContentError) as refused:
            read_study(tmp_path / name)
        assert len(problem_lines(refused.value.problems)) == 2


@given(st.integers(0, 15), st.sampled_from("0123456789"))
def test_no_orcid_with_one_other_digit_is_taken(place, digit):
    """The check digit finds every single slip; ORCID is written with or without its address."""
    right = "0000-0001-5109-3700"
    assert Creator(family="A", orcid=f"https://orcid.org/{right}").orcid.endswith(right)
    digits = list(right.replace("-", ""))
    if digits[place] == digit:
        return
    digits[place] = digit
    other = "-".join("".join(digits[at : at + 4]) for at in range(0, 16, 4))
    with pytest.raises(ValidationError):
        Creator(family="A", orcid=other)


@given(st.integers(1, 8), st.sampled_from("0123456789abcdefghjkmnpqrstvwxyz"))
def test_no_ror_with_one_other_sign_is_taken(place, sign):
    """As for a person, so for an organisation."""
    right = "027bh9e22"
    for way in (right, f"ror.org/{right}", f"https://ror.org/{right}"):
        assert Organisation(name="A", ror=way).ror == f"https://ror.org/{right}"
    other = right[:place] + sign + right[place + 1 :]
    if other != right:
        with pytest.raises(ValidationError):
            Organisation(name="A", ror=other)


@pytest.mark.parametrize(
    ("written_as", "name", "address"),
    [
        ("cc-by-4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (
            "CC-BY-NC-SA-4.0",
            "CC-BY-NC-SA-4.0",
            "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        ),
        ("CC0-1.0", "CC0-1.0", "https://spdx.org/licenses/CC0-1.0.html"),
        ("https://example.org/voorwaarden", *["https://example.org/voorwaarden"] * 2),
    ],
)
def test_a_licence_has_a_name_and_an_address(written_as, name, address):
    """The name is written as the SPDX list writes it, and where to read it follows."""
    study = StudyFile(title={"nl": "A"}, creators=[{"family": "B"}], licence=written_as)
    assert (study.licence, study.licence_address) == (name, address)
