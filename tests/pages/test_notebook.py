"""What the notebooks call: each gives a page, on the data folder that was asked for."""

from __future__ import annotations

import pytest

from tests.pages.rooms import Group
from weerbaar.bootstrap import DataFolder
from weerbaar.pages.notebook import facilitate, frame, screen, self_test
from weerbaar.pages.widget import BoardPage, ParticipantPage
from weerbaar.room.folder import DATA_DIR, data_dir


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder of its own."""
    monkeypatch.setenv(DATA_DIR, str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("make", "kind"), [(self_test, ParticipantPage), (screen, BoardPage), (facilitate, BoardPage)]
)
def test_every_notebook_gives_a_page_that_draws_itself(folder, make, kind):
    """One call gives a widget that answers a request to draw with its own HTML and styles."""
    made = make()
    assert isinstance(made, kind)
    sent = []
    made.send = sent.append
    made._handle_custom_msg({"type": "draw", "language": "en", "id": 1}, [])
    assert sent[0]["id"] == 1
    assert "<style>" in sent[0]["html"]


def test_the_frame_is_of_the_newest_release(folder, content, pictures):
    """The frame is a sentence until there is a release, and then that of the newest session."""
    assert frame("en") == content.text("facilitator.frame.empty", "en")
    data = DataFolder(folder)
    made = []
    for count in (12, 6):
        group = Group(data.room, content, pictures)
        group.share(*["ggg ggo orr ggg"] * count)
        group.reveal()
        made.append(group.code)
    assert set(frame()["n"]) == {6}
    assert set(frame("nl", made[0])["n"]) == {12}


def test_a_frame_of_an_unknown_code_is_a_sentence(folder, content):
    """A code that was mistyped in a notebook gives our sentence, not a traceback."""
    assert frame("nl", "AAAAAA") == content.text("errors.code_unknown", "nl")
    assert frame("en", "abc") == content.text("errors.code_malformed", "en")


def test_the_data_folder_is_the_users_own_unless_told(monkeypatch):
    """Without an environment variable the sessions are in the user's data folder."""
    monkeypatch.delenv(DATA_DIR, raising=False)
    assert data_dir().name == "weerbaar"
    monkeypatch.setenv(DATA_DIR, "")
    assert data_dir().name == "weerbaar"
