"""The file that says where a room is reached, and the choice of that place at the start."""

from __future__ import annotations

import json
import os
import socket

import pytest

from weerbaar.room.place import FILE, Finding, Place, read_place, write_place
from weerbaar.serve import find_place as module
from weerbaar.serve.addresses import LOOPBACK
from weerbaar.serve.find_place import DEFAULT_PORT, find_place
from weerbaar.serve.options import Options, StartError

PLACE = Place(("10.1.2.3", "fd00::7", "127.0.0.1"), 8770, "10.1.2.3", pid=7)


def test_a_place_survives_storage(tmp_path):
    """What was written is read back, and nothing else is left in the folder."""
    finding = Finding("warning", "phones", {"phones": 12})
    place = Place(PLACE.hosts, 80, "fd00::7", pid=3, hosted=True, findings=(finding,))
    write_place(tmp_path / "new" / "folder", PLACE)
    write_place(tmp_path / "new" / "folder", place)
    assert read_place(tmp_path / "new" / "folder") == place
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == [FILE]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "3",
        "[]",
        '"text"',
        "{}",
        '{"hosts": 5, "port": 1, "chosen": "a", "pid": 1}',
        '{"hosts": ["a"], "port": 1, "chosen": "a"}',
        '{"hosts": ["a"], "port": 1, "chosen": "a", "pid": 1, "more": 2}',
        '{"hosts": ["a"], "port": 1, "chosen": "a", "pid": "seven"}',
        '{"hosts": ["a"], "port": null, "chosen": "a", "pid": 1}',
        '{"hosts": [1], "port": 1, "chosen": 1, "pid": 1}',
        '{"hosts": ["a"], "port": 1, "chosen": "a", "pid": 1, "findings": [1]}',
        "\ud800",
    ],
)
def test_a_damaged_file_is_no_place(tmp_path, text):
    """A file that is not whole is as good as none: the next start writes it anew."""
    (tmp_path / FILE).write_bytes(text.encode("utf-8", "surrogatepass"))
    assert read_place(tmp_path) is None


def test_no_file_is_no_place(tmp_path):
    """Before the first start there is no place, and asking for it makes nothing."""
    assert read_place(tmp_path / "nowhere") is None
    assert not (tmp_path / "nowhere").exists()


def test_only_an_address_of_this_machine_can_be_chosen():
    """An unknown host changes nothing; a known one goes into the address."""
    assert PLACE.choose("evil.example") == PLACE
    assert PLACE.choose("127.0.0.1").url == "http://127.0.0.1:8770/"


def test_addresses_are_written_as_a_browser_wants_them():
    """IPv6 stands between brackets, and the usual port is left out."""
    assert PLACE.choose("fd00::7").url == "http://[fd00::7]:8770/"
    assert Place(("a",), 80, "a", pid=1).url == "http://a/"


# --- choosing at the start ----------------------------------------------------------------------
def choose(folder, **more):
    """Choose a place; gives it and what was said about a moved port."""
    moved = []
    place = find_place(Options(folder, **more), lambda wanted, got: moved.append((wanted, got)))
    return place, moved


def test_a_running_weerbaar_is_not_started_twice(tmp_path, monkeypatch):
    """A folder that another process serves is refused; one whose process died is not."""
    write_place(tmp_path, Place(("127.0.0.1",), 8770, "127.0.0.1", pid=os.getppid()))
    monkeypatch.setattr(module, "_is_weerbaar", lambda pid: pid == os.getppid())
    with pytest.raises(StartError) as refused:
        choose(tmp_path, port=0)
    assert (refused.value.code, refused.value.facts) == ("already", {"pid": os.getppid()})
    monkeypatch.setattr(module, "_is_weerbaar", lambda _pid: False)
    choose(tmp_path, port=0)


def test_another_program_with_the_same_number_is_no_weerbaar():
    """A process number that was used again by another program does not keep us from starting."""
    assert not module._is_weerbaar(1)
    assert not module._is_weerbaar(2**22 + 1)


def test_a_port_that_was_asked_for_and_is_taken_is_refused(tmp_path):
    """Who asks for a port gets it or a refusal that names it, never another one."""
    with socket.create_server((LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(StartError) as refused:
            choose(tmp_path, host=LOOPBACK, port=port)
    assert (refused.value.code, refused.value.facts) == ("port_in_use", {"port": port})


def test_the_usual_port_moves_when_it_is_taken(tmp_path, monkeypatch):
    """Without a wish the usual port is used, or another one with a word about it."""
    taken = set()
    monkeypatch.setattr(module, "port_is_free", lambda _host, port: port not in taken)
    assert choose(tmp_path, host=LOOPBACK) == (
        Place((LOOPBACK,), DEFAULT_PORT, LOOPBACK, os.getpid()),
        [],
    )
    taken.add(DEFAULT_PORT)
    place, moved = choose(tmp_path, host=LOOPBACK)
    assert place.port != DEFAULT_PORT
    assert moved == [(DEFAULT_PORT, place.port)]


def test_an_address_of_another_machine_is_refused(tmp_path):
    """--host with an address that is not ours is refused with that address."""
    with pytest.raises(StartError) as refused:
        choose(tmp_path, host="192.0.2.7", port=0)
    assert (refused.value.code, refused.value.facts) == ("bad_host", {"host": "192.0.2.7"})


def test_the_address_of_last_time_is_kept_while_it_is_ours(tmp_path, monkeypatch):
    """The choice of last time holds, unless this machine no longer has that address."""
    monkeypatch.setattr(module, "own_addresses", lambda: ["10.0.0.1", "10.0.0.2", LOOPBACK])
    write_place(tmp_path, Place(("10.0.0.2",), 1, "10.0.0.2", pid=2**22 + 1))
    assert choose(tmp_path, port=0)[0].chosen == "10.0.0.2"
    write_place(tmp_path, Place(("10.0.0.9",), 1, "10.0.0.9", pid=2**22 + 1))
    assert choose(tmp_path, port=0)[0].chosen == "10.0.0.1"


def test_the_file_holds_addresses_and_nothing_of_a_session(tmp_path):
    """No code, token or number of people is in the file, which every server reads."""
    write_place(tmp_path, PLACE)
    kept = json.loads((tmp_path / FILE).read_text())
    assert set(kept) == {"hosts", "port", "chosen", "pid", "hosted", "findings"}


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_port_that_cannot_be_is_refused(tmp_path, port):
    """A number that is no port is refused in a sentence that names it."""
    with pytest.raises(StartError) as refused:
        choose(tmp_path, host=LOOPBACK, port=port)
    assert refused.value.code == "bad_port"
    assert refused.value.facts["port"] == port
