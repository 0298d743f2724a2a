"""Tests can run what a phone runs."""

from __future__ import annotations

import pytest

from tests.scripts.running import run_script


def test_data_goes_in_and_out():
    """A script is given data, letters of any kind included, and may be async."""
    given = {"names": ["één", "🕸", None], "n": 2}
    assert run_script("export default async (data) => [data, data.n + 1];", given) == [given, 3]


def test_a_script_can_be_broken_on_purpose():
    """A test may run another text in the place of a page's script."""
    script = 'import { told } from "./link.js"; export default () => told;'
    assert run_script(script, None, changed={"link.js": 'export const told = "other";'}) == "other"


def test_what_fails_is_said():
    """An error in a script is an error of the test, with what Node says."""
    with pytest.raises(RuntimeError, match="no such answer"):
        run_script('export default () => { throw new Error("no such answer"); };', None)
