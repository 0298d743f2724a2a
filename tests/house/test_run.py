"""run.py: what it decides, without a network and without installing anything."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import run


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Give run.py a checkout of its own, with a .venv that looks complete."""
    venv = tmp_path / ".venv"
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "STAMP", venv / "stamp.json")
    for lock in run.LOCKS:
        (tmp_path / lock).write_text(f"{lock}==1\n")
    return tmp_path


@pytest.fixture
def steps(checkout, monkeypatch):
    """Note which steps a set-up takes, and take them only on paper."""
    taken = []

    def make_venv():
        taken.append("venv")
        run.python().parent.mkdir(parents=True, exist_ok=True)
        run.python().touch()

    monkeypatch.setattr(run, "make_venv", make_venv)
    monkeypatch.setattr(run, "install", taken.append)
    monkeypatch.setattr(run, "write_project_path", lambda: None)
    return taken


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], ("weerbaar", ["start"])),
        (["--no-browser"], ("weerbaar", ["start", "--no-browser"])),
        (
            ["--ready-file", "r.json", "--port", "0", "--rehearsal"],
            ("weerbaar", ["start", "--ready-file", "r.json", "--port", "0", "--rehearsal"]),
        ),
        (["check"], ("weerbaar", ["check"])),
        (
            ["rehearse", "ABC234", "--people", "23"],
            ("weerbaar", ["rehearse", "ABC234", "--people", "23"]),
        ),
        (["weerbaar", "something", "new"], ("weerbaar", ["something", "new"])),
        (["test", "-k", "stamp"], ("test", ["-k", "stamp"])),
        (["bench", "room", "--json", "x"], ("bench", ["room", "--json", "x"])),
        (["setup"], ("setup", [])),
        (["-h"], ("help", [])),
        (["--help"], ("help", [])),
    ],
)
def test_arguments_lead_to_a_command(argv, expected):
    assert run.route(argv) == expected


def test_an_unknown_command_names_the_known_ones(capsys):
    assert run.main(["tset"]) == 1
    said = capsys.readouterr().err
    assert "'tset'" in said
    assert "test" in said
    assert "rehearse" in said


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_these_pythons_will_do(version):
    run.check_python(version)


@pytest.mark.parametrize("version", [(3, 7), (3, 10), (3, 14), (4, 0)])
def test_another_python_gets_one_sentence_with_a_remedy(version):
    with pytest.raises(run.Stop, match=rf"Python {version[0]}\.{version[1]}.*Installeer"):
        run.check_python(version)


def test_a_python_without_venv_gets_a_remedy(monkeypatch):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(run.Stop, match="apt install python3-venv"):
        run.make_venv()


def test_the_first_set_up_does_everything_and_the_second_nothing(steps):
    run.set_up(run.RUN_LOCK)
    assert steps == ["venv", run.RUN_LOCK]
    run.set_up(run.RUN_LOCK)
    assert steps == ["venv", run.RUN_LOCK]


def test_tests_add_to_what_is_there(steps):
    run.set_up(run.RUN_LOCK)
    run.set_up(run.TEST_LOCK)
    assert steps == ["venv", run.RUN_LOCK, run.TEST_LOCK]


def test_what_tests_need_is_enough_for_all_else(steps):
    run.set_up(run.TEST_LOCK)
    run.set_up(run.RUN_LOCK)
    run.set_up(run.RESEARCH_LOCK)
    assert steps == ["venv", run.TEST_LOCK]


def test_research_gets_its_packages_only_when_it_is_asked_for():
    locks = {run.lock_for(*run.route(line)) for line in ([], ["start"], ["check"])}
    assert locks == {run.RUN_LOCK}
    assert run.lock_for("weerbaar", ["research"]) == run.RESEARCH_LOCK
    assert run.lock_for("test", []) == run.TEST_LOCK


def test_an_interrupted_install_is_done_again_from_nothing(steps, monkeypatch):
    def interrupted(lock):
        raise KeyboardInterrupt

    run.set_up(run.RUN_LOCK)
    with monkeypatch.context() as broken:
        broken.setattr(run, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.set_up(run.TEST_LOCK)
    steps.clear()
    run.set_up(run.RUN_LOCK)
    assert steps == ["venv", run.RUN_LOCK]


@pytest.mark.parametrize("change", ["lock", "python", "path", "gone", "garbled"])
def test_any_change_underneath_makes_a_new_set_up(steps, checkout, change):
    run.set_up(run.RUN_LOCK)
    steps.clear()
    if change == "lock":
        (checkout / run.RUN_LOCK).write_text("other==2\n")
    elif change == "gone":
        run.python().unlink()
    elif change == "garbled":
        run.STAMP.write_text("{")
    else:
        run.STAMP.write_text(json.dumps({**json.loads(run.STAMP.read_text()), change: "other"}))
    run.set_up(run.RUN_LOCK)
    assert steps == ["venv", run.RUN_LOCK]


def test_a_new_test_lock_keeps_what_is_there(steps, checkout):
    run.set_up(run.TEST_LOCK)
    steps.clear()
    (checkout / run.TEST_LOCK).write_text("other==2\n")
    run.set_up(run.TEST_LOCK)
    assert steps == [run.TEST_LOCK]


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying after connection broken by 'ProxyError'", "geen verbinding"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "anders dan verwacht"),
        ("ERROR: [Errno 28] No space left on device", "schijf is vol"),
        ("ERROR: something new", "something new"),
    ],
)
def test_a_failing_pip_becomes_a_sentence(output, sentence):
    assert sentence in str(run.pip_trouble(output))


def test_progress_counts_packages():
    output = "Collecting a==1 (from -r x)\n  Downloading a\nCollecting b==2 (from -r x)\n"
    assert "2 van ongeveer 9" in run.progress(output, 9, 4)
    assert "(b)" in run.progress(output, 9, 4)
    assert "uitpakken" in run.progress(output + "Installing collected packages: a, b\n", 9, 4)


def test_a_failing_install_stops_with_what_pip_said(checkout, monkeypatch):
    pip = [sys.executable, "-c", "print('ERROR: connection broken by x'); raise SystemExit(1)"]
    real = subprocess.Popen
    monkeypatch.setattr(run.subprocess, "Popen", lambda command, **options: real(pip, **options))
    with pytest.raises(run.Stop, match="geen verbinding"):
        run.install(run.RUN_LOCK)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no exec; there a child is waited for")
def test_start_becomes_weerbaar_with_all_options(steps, monkeypatch):
    became = []

    def execv(path, command):
        became.append(command)
        raise SystemExit(0)  # the real one never returns either

    monkeypatch.setattr(run.os, "execv", execv)
    with pytest.raises(SystemExit):
        run.main(["--no-browser", "--data-dir", "d"])
    options = ["start", "--no-browser", "--data-dir", "d"]
    assert became == [[str(run.python()), "-m", "weerbaar.cli", *options]]


def test_an_unknown_benchmark_names_the_known_ones(checkout):
    bench = checkout / "bench"
    bench.mkdir()
    for name in ("room.py", "attack.txt"):
        (bench / name).touch()
    assert run.bench_name(["room", "--json", "x"]) == "room"
    with pytest.raises(run.Stop, match=r"'rom'. Kies uit: room\.$"):
        run.bench_name(["rom"])


@pytest.mark.parametrize("name", run.PROGRAMS)
def test_each_program_can_be_pointed_at(tmp_path, monkeypatch, name):
    browser = tmp_path / "my-own"
    browser.touch(mode=0o755)
    monkeypatch.setenv(name.upper(), str(browser))
    monkeypatch.setattr(run, "mini_browser", lambda: "there")
    monkeypatch.setattr(run.shutil, "which", {str(browser): str(browser), "Xvfb": "x"}.get)
    assert run.find_program(name) == str(browser)


@pytest.mark.parametrize("gone", ["driver", "browser", "screen"])
def test_webkit_is_all_of_it_or_nothing(monkeypatch, gone):
    programs = {"WebKitWebDriver": "driver", "Xvfb": "screen"}
    left = {program: program for program, part in programs.items() if part != gone}
    monkeypatch.setattr(run.shutil, "which", left.get)
    monkeypatch.setattr(run, "mini_browser", lambda: None if gone == "browser" else "there")
    monkeypatch.delenv("WEBKIT", raising=False)
    assert run.find_program("webkit") is None


@pytest.fixture
def no_browser(checkout, monkeypatch):
    """Take every browser away and note which checks run."""
    ran = []
    monkeypatch.setattr(run, "find_program", lambda name: None)
    monkeypatch.setattr(run, "install_program", lambda name: None)
    monkeypatch.setattr(run, "install_puppeteer", lambda: "npm says no")
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(run.subprocess, "call", lambda command, **options: ran.append(command) or 0)
    return ran


def test_no_chromium_fails_the_run_but_hides_no_other_failure(no_browser, capsys):
    assert run.run_checks(["-x"]) == 1
    assert [Path(command[0]).stem for command in no_browser] == [check[0] for check in run.CHECKS]
    assert no_browser[-1][-1] == "-x"
    said = capsys.readouterr().out
    assert "CHROMIUM=" in said
    assert "Niet in orde: chromium\n" in said


def test_each_program_that_is_not_there_is_named_and_fails_where_nobody_looks(
    no_browser, monkeypatch, capsys
):
    """One sentence for each says which tests are skipped and what to install; CI skips none."""
    monkeypatch.setenv("CI", "true")
    assert run.run_checks(["-x"]) == 1
    said = capsys.readouterr().out
    assert "FIREFOX=" in said
    assert "WEBKIT=" in said
    assert "apt install webkit2gtk-driver xvfb" in said
    assert "PSPP=" in said
    assert "npm says no" in said
    assert "Niet in orde: chromium, firefox, webkit, pspp, puppeteer\n" in said


def test_nobody_else_than_linux_is_asked_for_webkit(no_browser, monkeypatch):
    monkeypatch.setattr(run.sys, "platform", "darwin")
    assert run.lacking() == ["chromium", "firefox", "pspp", "puppeteer"]


def test_what_drives_firefox_is_fetched_once_and_again_when_its_lock_changes(checkout, monkeypatch):
    """An unfinished or failing npm is tried again, and what it said last is passed on."""
    source, ran = checkout / "tests" / "engines", []
    source.mkdir(parents=True)
    (checkout / ".venv").mkdir()
    for name in run.NODE_FILES:
        (source / name).write_text("{}")
    ends = iter([1, 0, 0])

    def npm(command, cwd, **options):
        ran.append(command[1:])
        Path(cwd, "node_modules").mkdir(exist_ok=True)
        return SimpleNamespace(returncode=next(ends), stderr="no network")

    monkeypatch.setattr(run.subprocess, "run", npm)
    assert run.install_puppeteer() == "no network"
    assert run.install_puppeteer() == ""
    assert run.install_puppeteer() == ""
    assert ran == [[*run.NPM]] * 2
    (source / "package-lock.json").write_text("{ }")
    assert run.install_puppeteer() == ""
    assert len(ran) == 3


def test_one_failing_check_fails_the_run_after_all_have_run(checkout, monkeypatch, capsys):
    ran = []

    def call(command, **options):
        ran.append(command)
        return int("mypy" in command[0])

    monkeypatch.setattr(run, "lacking", list)
    monkeypatch.setattr(run.subprocess, "call", call)
    monkeypatch.setattr(run.subprocess, "Popen", lambda *_, **__: SimpleNamespace(wait=lambda: 0))
    assert run.run_checks([]) == 1
    assert len(ran) == len(run.CHECKS)
    assert "Niet in orde: mypy" in capsys.readouterr().out


@pytest.mark.parametrize(("half", "other"), [(0, 0), (1, 0), (0, 1)])
def test_all_tests_run_in_two_halves_and_either_can_fail_the_run(
    checkout, monkeypatch, capsys, half, other
):
    """With and without a browser, together everything; options make it one run again."""
    ran = []

    def call(command, **options):
        ran.append(command[1:])
        return half if "pytest" in command[0] else 0

    def popen(command, stdout, **options):
        ran.append(command[1:])
        stdout.write(b"what the browser saw")
        return SimpleNamespace(wait=lambda: other)

    monkeypatch.setattr(run, "lacking", list)
    monkeypatch.setattr(run.subprocess, "call", call)
    monkeypatch.setattr(run.subprocess, "Popen", popen)
    assert run.run_checks([]) == int(bool(half or other))
    assert ran[-2:] == [["-m", "browser"], ["-m", "not browser"]]
    assert "what the browser saw" in capsys.readouterr().out
    ran.clear()
    run.run_checks(["-x"])
    assert ran[-1] == ["-x"]
