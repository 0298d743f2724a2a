"""The commands: arguments, exit codes, and refusals that touch nothing."""

from __future__ import annotations

import json
import sqlite3

import pytest

from weerbaar import cli
from weerbaar.bootstrap import SESSIONS
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.cli import main
from weerbaar.room import Kind

COMMANDS = {
    "start": ["start"],
    "check": ["check"],
    "doctor": ["doctor"],
    "rehearse": ["rehearse", "AAAAAA"],
    "export": ["export", "out"],
    "audit": ["audit", "file"],
    "contribute": ["contribute", "AAAAAA"],
    "report": ["report", "AAAAAA"],
    "keygen": ["keygen", "folder"],
    "study": ["study", "file"],
}


@pytest.mark.parametrize("arguments", [[], ["strat"], ["start", "--prot", "1"], ["rehearse"]])
def test_a_mistyped_command_is_a_mistake_in_the_command(arguments, capsys):
    """An unknown command or option, or a missing one, ends with exit code 2 and the usage."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "weerbaar" in capsys.readouterr().err


@pytest.mark.parametrize("people", ["0", "-5", "many", "1.5"])
def test_a_number_of_people_that_cannot_be_is_a_mistake(people, capsys):
    """Nobody can rehearse with no or half a person."""
    with pytest.raises(SystemExit) as ended:
        main(["rehearse", "AAAAAA", "--people", people])
    assert ended.value.code == 2
    assert "--people" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_data_folder_and_a_language(command, content, tmp_path):
    """--data-dir and --lang work behind each command, and go where they are meant to."""
    where = ["--data-dir", str(tmp_path), "--lang", "en"]
    options = cli._parser(Voice(content, "nl")).parse_args([*COMMANDS[command], *where])
    assert (options.data_dir, options.lang) == (tmp_path, "en")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    """--help tells in words what each command and option does."""
    with pytest.raises(SystemExit) as ended:
        main([*COMMANDS[command][:1], "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "--data-dir" in said
    assert "map voor de sessies" in said


# --- start: refusals ----------------------------------------------------------------------------
@pytest.fixture
def nothing_starts(monkeypatch):
    """No server may be started by a start that is refused."""

    def fail(*_arguments):
        pytest.fail("a server was started")

    monkeypatch.setattr("weerbaar.serve.launcher.start_server", fail)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_port_in_use_is_refused(run, content, nothing_starts, taken_port, folder, language):
    """A port that was asked for and is taken gives a sentence and exit code 1."""
    where = ["--host", "127.0.0.1", "--port", str(taken_port), "--lang", language]
    code, said = run("start", "--no-browser", *where)
    assert code == 1
    assert content.text("start.port_in_use", language, port=taken_port) in said
    assert not (folder / "place.json").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_of_another_machine_is_refused(run, content, nothing_starts, language):
    """--host with somebody else's address gives a sentence and exit code 1."""
    code, said = run("start", "--no-browser", "--host", "192.0.2.7", "--lang", language)
    assert code == 1
    assert content.text("start.bad_host", language, host="192.0.2.7") in said


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_cannot_be_is_refused(run, content, nothing_starts, port):
    """A number that is no port gives a sentence, not a traceback."""
    code, said = run("start", "--no-browser", "--host", "127.0.0.1", f"--port={port}")
    assert code == 1
    assert content.text("start.bad_port", "nl", port=port, highest=65535) in said


def a_text(path):
    """Somebody's text under our name."""
    path.write_text("boodschappen: melk, brood\n" * 50)


def a_database(path):
    """Another program's database under our name."""
    with sqlite3.connect(path) as made:
        made.execute("create table recepten (naam text)")
        made.execute("insert into recepten values ('soep')")
    made.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [a_text, a_database])
def test_a_foreign_file_is_not_touched(run, content, nothing_starts, folder, make, language):
    """Another program's file under our name gives a sentence, exit code 1, and stays as it was."""
    folder.mkdir()
    path = folder / SESSIONS
    make(path)
    before = path.read_bytes()
    for command in (["start", "--no-browser", "--port", "0"], ["rehearse", "AAAAAA"]):
        code, said = run(*command, "--lang", language)
        assert code == 1
        assert content.text("errors.store.foreign", language, path=path) in said
        assert "Traceback" not in said
        assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(content, capsys, nothing_starts, folder):
    """A data folder below a file gives a sentence that names it, whichever command needs it."""
    folder.write_text("a file")
    inside = folder / "below"
    for command in (["start", "--no-browser", "--port", "0"], ["rehearse", "AAAAAA"]):
        assert main([*command, "--data-dir", str(inside)]) == 1
        told = content.text("errors.store.unwritable", "nl", path=inside / SESSIONS)
        assert told in capsys.readouterr().out


def test_a_stale_ready_file_does_not_mislead(run, nothing_starts, folder, tmp_path):
    """The ready file of a run that was killed is gone before anything new is started."""
    folder.mkdir()
    a_text(folder / SESSIONS)
    ready = tmp_path / "ready.json"
    ready.write_text(json.dumps({"session_code": "OLD"}))
    code, _ = run("start", "--no-browser", "--port", "0", "--ready-file", str(ready))
    assert code == 1
    assert not ready.exists()


def test_a_start_keeps_or_opens_the_right_session(data, content, folder):
    """The last session goes on; a rehearsal is only continued by name or by a rehearsal."""
    from weerbaar.serve.launcher import Options, SessionLauncher

    def session(*, rehearsal):
        said = []
        launcher = SessionLauncher(Options(folder, rehearsal=rehearsal), content, said.append)
        made = launcher.session_of(data)
        return made.code, made.kind, said

    first, kind, _ = session(rehearsal=False)
    assert kind is Kind.LIVE
    assert session(rehearsal=False)[0] == first
    second, kind, said = session(rehearsal=True)
    assert (second != first, kind) == (True, Kind.REHEARSAL)
    assert said == [content.text("start.opened_rehearsal", "nl", code=second)]
    assert session(rehearsal=True)[0] == second
    again, _, said = session(rehearsal=False)
    assert again == second
    assert second in said[0]
