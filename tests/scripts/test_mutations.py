"""A comparison is worth what it catches: whatever is broken on one side, it is found."""

from __future__ import annotations

import contextlib
import copy
from functools import cache
from typing import Any

import pytest

from tests.scripts import person
from tests.scripts.mutations import IN_SCRIPT, broken, mutations, of_function
from tests.scripts.running import run_script
from tests.scripts.sheets import Asked, asked, kit, mark, sheets, told
from weerbaar.model import RuleId, advice, profile
from weerbaar.model.rules import REQUIRED
from weerbaar.pages.assets import STATIC
from weerbaar.present import balance, wording

EACH = 90
"""Sheets of each questionnaire, in one language."""

SCRIPTS = ("score.js", "result.js")

FUNCTIONS = (
    *(profile.score, profile._part, profile._count, profile.Part.red.fget, profile.Part.green.fget),
    *(advice.advise, advice._strengths, advice._is_strong, advice._standing_out, advice._about),
    *(advice._side, advice._content, advice._evidence, advice._attention, advice._above),
    *(advice._above_all, advice._otherwise, advice._is_open, advice._asks),
    *(balance.verdict, balance._counts, balance.person_words),
    *(balance.line, balance.colour_words),
    *(wording.advice_text, wording._facts, wording._whole, wording._chosen, wording._counts),
    *(wording._involve, wording.either, person.person_result, person._tips),
)

COMPARED = """\
import { createHash } from "node:crypto";

const colours = { g: "green", o: "orange", r: "red" };

function same({ createResult }, { kit, sheets, marks }) {
  const { data } = createResult(kit);
  const names = kit.instrument.quadrants.flatMap(({ statements }) => statements);
  return sheets.every((letters, number) => {
    const given = names.map((name, at) => [name, colours[letters[at]] || null]);
    const said = JSON.stringify(data(Object.fromEntries(given)));
    return createHash("sha256").update(said).digest("hex").slice(0, 20) === marks[number];
  });
}

// A broken script that stops is a script that was caught.
async function survives(name, given) {
  try {
    const script = await import(`./${name}`);
    return given.every((one) => same(script, one));
  } catch {
    return false;
  }
}

export default async ({ names, given }) => {
  const found = [];
  for (const name of names) if (await survives(name, given)) found.push(name);
  return found;
};
"""

HARMLESS = {
    # Nothing lies a tolerance from a threshold.
    "const above = (one, other, margin) => one.attention - other.attention > margin - TOLERANCE;",
    "return _attention(part) - _attention(rest) > margin - _TOLERANCE",
    "if (low < nothing && high >= -nothing) {",
    "if (low <= nothing && high > -nothing) {",
    "const counts = lean * Math.max(left.of, right.of) > instrument.rules.side_above - nothing;",
    "return abs(spec.lean) * most > profile.rules.side_above - _NOTHING",
    # What is level was told already.
    "const lean = low >= 0 ? low : -high;",
    "const side = words.balance.sides[keys[low >= 0 ? 1 : 0]];",
    "side = spec.sides[spec.lean >= 0]",
    # No quadrant is strong, so none is named.
    "most = max((part.green for part in strong), default=1)",
    # Where one answer more is enough to stand out, those that do so together are equal.
    "const together = { ...evidence(last, rest), most: ranked[1].attention };",
    "evidence = replace(_evidence(profile, named[-1], rest), most=named[1].attention)",
    # Half of the quadrants is never all of them.
    "for count in range(1, min(most, len(ranked) + 1) + 1):",
    # Where nothing asks and nothing is open, the rule for content spoke.
    '["still_open", missing >= 0 && (asks === 0 || 2 * missing > statements), bare],',
    "return profile.missing >= 0 and (asks == 0 or 2 * profile.missing > statements)",
    # First or last in what is empty.
    "if (!chosen.length) chosen.unshift(words.not_green);",
    # Of a group, which no phone scores.
    "highest = profile.highest and ()",
    "high=min((high for _, high in ends), default=None),",
    "floor = rules.stands_out_at_least if person else 1",
    "return _attention(part) >= 1",
    "return _attention(part) > 2",
}
"""Changes that change nothing, as the line that they make; and why."""


@cache
def wanted() -> dict[Asked, dict[str, Any]]:
    """What Python says when nothing is broken, on a few sheets of each questionnaire."""
    return {
        of: {
            "kit": kit(of),
            "sheets": sheets(of, EACH, "mutations"),
            "marks": [mark(told(of, letters)) for letters in sheets(of, EACH, "mutations")],
        }
        for of in asked()
        if of[1] == "nl"
    }


def survivors(names: list[str], given: object, changed: dict[str, str] | None = None) -> list[str]:
    """Which of these scripts say on a phone what Python says."""
    found = run_script(COMPARED, {"names": names, "given": given}, changed=changed, seconds=120)
    return [str(name) for name in found]


def test_a_broken_script_is_caught():
    """Every operator, number and colour in what a phone scores and says, changed one at a time."""
    texts = {name: (STATIC / name).read_text(encoding="utf-8") for name in SCRIPTS}
    changed, made = dict(texts), {}
    for number, mutation in enumerate(
        found for name in SCRIPTS for found in mutations(name, texts[name], IN_SCRIPT)
    ):
        entry, part = f"result_{number}.js", f"part_{number}.js"
        made[entry] = mutation
        if mutation.where == "result.js":
            changed[entry] = mutation.text
        else:
            changed[part] = mutation.text
            changed[entry] = texts["result.js"].replace("./score.js", f"./{part}")
    whole, *left = survivors(["result.js", *made], list(wanted().values()), changed)
    assert whole == "result.js", "what is whole says the same"
    assert len(made) >= 100
    assert not [str(made[name]) for name in left if made[name].made not in HARMLESS]


def test_a_broken_function_is_caught():
    """The same of the functions in Python, while the phone stays whole."""
    count, left = 0, []
    for function in FUNCTIONS:
        for mutation in of_function(function):
            count += 1
            with broken(function, mutation.text):
                if unseen():
                    left.append(mutation)
    assert unseen(), "what is whole says the same"
    assert count >= 80
    assert not [str(mutation) for mutation in left if mutation.made not in HARMLESS]


@pytest.mark.parametrize(
    "threshold", ["stands_out_at_least", "stands_out_above", "side_above", "content_max_orange"]
)
def test_another_threshold_is_caught(threshold):
    """A phone that is given one answer more as a threshold says something else."""
    given = copy.deepcopy(list(wanted().values()))
    for one in given:
        one["kit"]["instrument"]["rules"][threshold] += 1
    assert not survivors(["result.js"], given)


def test_a_rule_that_is_missing_is_caught():
    """A phone that lacks a rule says something else."""
    for rule in RuleId:
        given = copy.deepcopy(list(wanted().values()))
        for one in given:
            used = one["kit"]["instrument"]["rules"]["used"]
            one["kit"]["instrument"]["rules"]["used"] = [name for name in used if name != rule]
        # These two are always there.
        assert bool(survivors(["result.js"], given)) is (rule in REQUIRED)


def unseen() -> bool:
    """Whether Python still says what it said; what stops was caught."""
    return all(
        _says(of, one["sheets"][at]) == one["marks"][at]
        for at in range(EACH)
        for of, one in wanted().items()
    )


def _says(of: Asked, letters: str) -> str:
    with contextlib.suppress(Exception):
        return mark(told(of, letters))
    return ""
