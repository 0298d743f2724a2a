"""What a phone says of one person is what Python says: rules, evidence, tips and every text."""

from __future__ import annotations

import json
from typing import Any

from tests.scripts.running import run_script
from tests.scripts.sheets import asked, kit, mark, sheets, told

EACH = 1450
"""Sheets per questionnaire and language: 20,300 in all."""

NEVER = {
    # Of fewer than four quadrants, two are more than half. One answer stands out there.
    "made-up-two": {"several_stand_out", "all_ask", "one_point"},
    "made-up-uneven": {"several_stand_out"},
}
"""Rules that no answers make fire, with the thresholds and shapes that are made up."""

MARKS = """\
import { createHash } from "node:crypto";
import { createResult } from "./result.js";

const colours = { g: "green", o: "orange", r: "red" };

export default (given) => given.map(({ kit, sheets, whole }) => {
  const { data } = createResult(kit);
  const names = kit.instrument.quadrants.flatMap(({ statements }) => statements);
  return sheets.map((letters, number) => {
    const answers = {};
    // What was skipped is null, or was never touched.
    names.forEach((name, at) => {
      if (letters[at] !== ".") answers[name] = colours[letters[at]];
      else if ((number + at) % 2) answers[name] = null;
    });
    const said = JSON.stringify(data(answers));
    return whole ? said : createHash("sha256").update(said).digest("hex").slice(0, 20);
  });
});
"""


def by_phone(given: list[dict[str, Any]]) -> Any:
    """What the scripts of a phone say, in the order in which it is asked."""
    return run_script(MARKS, given, seconds=120)


def test_a_phone_says_what_python_says():
    """On 20,300 sheets of all questionnaires, in both languages: the same to the letter."""
    given = [{"kit": kit(of), "sheets": sheets(of, EACH)} for of in asked()]
    assert sum(len(one["sheets"]) for one in given) >= 20_000
    found = by_phone(given)
    for of, one, marks in zip(asked(), given, found, strict=True):
        for letters, its in zip(one["sheets"], marks, strict=True):
            ours = told(of, letters)
            if mark(ours) != its:
                ((said,),) = by_phone([{**one, "sheets": [letters], "whole": True}])
                assert json.loads(said) == json.loads(ours), (of, letters)
                assert said == ours, (of, letters)


def test_the_sheets_make_every_rule_fire():
    """Each rule of each questionnaire fires on some sheet, and skips are among them."""
    for of in asked():
        results = [json.loads(told(of, letters)) for letters in sheets(of, 300)]
        fired = {advice["rule"] for result in results for advice in result["advice"]}
        instrument = kit(of)["instrument"]
        assert fired == set(instrument["rules"]["used"]) - NEVER.get(of[0], set()), of
        assert any(result["opened"] for result in results)
