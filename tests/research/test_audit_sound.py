"""The audit passes every export that the program makes: pooled, rooms, noise, any one table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.research.exports import contents, files, pool, put, told, words
from weerbaar.catalog import load_content
from weerbaar.research.audit import audit
from weerbaar.research.package import pooled
from weerbaar.research.package.write import package_files, zipped


@pytest.mark.parametrize("epsilon", [0.05, 0.3, 1.0])
def test_noise_of_any_epsilon_passes(tmp_path, epsilon):
    """Also the largest, of which a column holds nothing but ones."""
    _, noise = pool().noisy(epsilon)
    made = pooled(pool().release(), load_content(), noise)
    kept = {name: made.tables[name] for name in ("groups", "counts", "noise", "log")}
    place = put(package_files(replace(made, tables=kept)), tmp_path)
    assert audit(place, words()).findings == ()


@pytest.mark.parametrize("by", [("wave",), ("year", "language"), ("year", "wave")])
def test_groups_of_any_kind_pass(tmp_path, by):
    """Whatever sessions are grouped by, also when a covariance is hidden, in a zip."""
    made = pooled(pool().release(by), load_content())
    place = tmp_path / "package.zip"
    place.write_bytes(zipped(package_files(made)))
    assert audit(place, words()).findings == ()


def test_what_a_researcher_says_is_for_somebody_to_read(tmp_path):
    """The words of a study file are no finding, and the audit says which they are."""
    report = audit(put(told(), tmp_path), words())
    assert report.findings == ()
    assert {"Weerbare raden", "Carberry", "61 % van wie er waren"} <= set(report.told)
    assert audit(put(files(), tmp_path / "none"), words()).told == ()


@pytest.mark.parametrize("form", ["csv", "parquet", "sav"])
def test_any_table_passes_by_itself(tmp_path, form):
    """Each table in each format, whatever the file is called; noise cannot be seen in one table."""
    for table in contents().tables:
        place = tmp_path / f"{table} (1).{form}"
        place.write_bytes(files()[f"data/{table}.{form}"])
        report = audit(place, words())
        wanted = {"noise_alone"} if table == "noise" else set()
        assert {found.code for found in report.findings} == wanted, table
        assert report.single
