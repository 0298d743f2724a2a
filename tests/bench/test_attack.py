"""The benchmark of attacks: its goals, its exit code, and the page that is made of it."""

import json

from bench import attack, attack_report
from bench.parts.document import wrong
from tests.attack import campaign, every_level, telling

ROW = campaign.row


def test_the_kept_run_is_whole_and_meets_its_goals():
    """The run that is kept has the shape, its goals are those of its rows, and all are met."""
    found = json.loads(attack_report.SOURCE.read_text(encoding="utf-8"))
    assert wrong(found) == []
    assert found["goals"] == attack.goals(found["rows"])
    assert [goal["measure"] for goal in found["goals"] if not goal["met"]] == []


def test_nobody_edited_the_page():
    """docs/disclosure-attack.md is what its command makes of the run that is kept."""
    found = json.loads(attack_report.SOURCE.read_text(encoding="utf-8"))
    assert attack_report.PAGE.read_text(encoding="utf-8") == attack_report.page(found)


def test_one_fact_misses_a_goal():
    """A single room with a certain fact, or a rule that may be switched off, is a missed goal."""
    clean = [
        ROW("w = 3, 0 accomplices", "10-22", campaign.ROOMS, 10_000),
        *(ROW(name, 5, every_level.BROKEN_CERTAIN, 1) for name in every_level.BROKEN),
        *(ROW(telling.PROGRAM, size, telling.RIGHT, 95, "%") for size in telling.SIZES),
        *(ROW(telling.PROGRAM, size, attack.SPEAKS, 60, "%") for size in telling.SIZES),
        *(ROW(f"{rule} off", "10", campaign.CERTAIN, 1) for rule in attack.SWITCHED_OFF),
    ]
    assert all(goal["met"] for goal in attack.goals(clean))
    for bad in (
        ROW("w = 3, 2 accomplices", "23-45", campaign.CERTAIN, 1),
        ROW("w = 3, 1 accomplices", "5-9", campaign.CERTAIN, 1),
        ROW("w = 3, 0 accomplices", "10-22", campaign.MORE, 1),
        ROW("every figure", "10-45", campaign.CASES_CERTAIN, 1),
        ROW("levels of 4 times 3 statements", "5-9", campaign.CASES_CERTAIN, 1),
        ROW("integer program", "5-45", "rooms that differ", 1),
    ):
        assert sum(not goal["met"] for goal in attack.goals([*clean, bad])) == 1, bad
    assert not all(goal["met"] for goal in attack.goals(clean[:-1]))
    promised = ROW("w = 3, 2 accomplices", "5-9", campaign.CERTAIN, 1)
    assert all(goal["met"] for goal in attack.goals([*clean, promised])), "reported, not promised"


def test_a_missed_goal_ends_with_an_error(monkeypatch, tmp_path):
    """The command fails when a goal is missed, and the file says which."""
    monkeypatch.setattr(
        attack, "rows", lambda *_: [ROW("w = 3, 0 accomplices", "10-22", "rooms", 9)]
    )
    path = tmp_path / "attack.json"
    assert attack.main(["--json", str(path)]) == 1
    missed = [g for g in json.loads(path.read_text(encoding="utf-8"))["goals"] if not g["met"]]
    assert missed[0]["measure"] == "rooms attacked"
