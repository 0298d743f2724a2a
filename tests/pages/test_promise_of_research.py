"""What participants read about the sums before the first statement, from the session itself."""

import dataclasses
import re

import pytest

from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.catalog.local import LocalFile
from weerbaar.disclosure import Policy
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.model import AnswerSheet
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.present.wording import promise
from weerbaar.room import Kind, Room
from weerbaar.room.session import Recipient
from weerbaar.room.store import MemoryStore

UNIVERSITY = Recipient(
    "key", {"nl": "de Universiteit van Voorbeeld", "en": "Example University"}, "a@b.nl", "s"
)


def named(key):
    """Content in which an organisation is named."""
    organisation = dict(UNIVERSITY.organisation)
    research = {"public_key": key, "organisation": organisation, "contact": "a@b.nl"}
    return dataclasses.replace(
        load_content(), local=LocalFile.model_validate({"research": research})
    )


def page(room, content, session, language):
    """The words of a participant's page, up to the first statement."""
    desk = ParticipantDesk(room, content, hosted=False)
    html = desk.handle({"type": "draw", "code": session.code, "language": language})["html"]
    return re.sub(r"\s+", " ", html[: html.index("<fieldset")])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promise_says_erased_or_sealed_and_for_whom(language):
    """One of the two, in the short version, and the other one nowhere."""
    content = load_content()
    erased = promise(Voice(content, language), Policy(), private=False)
    sealed = promise(Voice(content, language), Policy(), private=False, recipient=UNIVERSITY)
    alone = promise(Voice(content, language), Policy(), private=True)
    sentences = {s.id: s.text[language] for s in content.privacy.sentences}
    assert sentences["after_reveal"] in erased.core
    assert sentences["after_reveal"] not in [*sealed.core, *sealed.more]
    name = UNIVERSITY.organisation[language]
    assert any(name in sentence and "a@b.nl" in sentence for sentence in sealed.core)
    assert name not in " ".join([*erased.core, *erased.more])
    assert sentences["after_reveal"] not in [*alone.core, *alone.more]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_before_the_first_statement(language):
    """A page drawn for a session names the organisation of that session, whatever comes later."""
    content = named(new_keys().public)
    store = MemoryStore()
    room = Room(store, content)
    sealed, rehearsal = room.open(), room.open(kind=Kind.REHEARSAL)
    later = Room(store, load_content())
    after = later.open()
    name = UNIVERSITY.organisation[language]
    for place, words in ((room, content), (later, load_content())):
        assert name in page(place, words, sealed, language)
        assert name not in page(place, words, rehearsal, language)
        assert name not in page(place, words, after, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facilitator_reads_what_became_of_the_sums(language, tmp_path):
    """After the reveal: sealed for whom, and the command to hand them over; or why they are not."""
    content = named(new_keys().public)
    room = Room(MemoryStore(), content)
    model = content.instruments["zelftest"].model
    desk = FacilitatorDesk(room, content, lambda: None, lambda _: None)
    for shares in (5, 4):
        code = room.open().code
        for number in range(shares):
            answers = {s.id: "red" for s in model.statements}
            room.share(code, f"{number:032x}", AnswerSheet.parse(model, answers))
        room.count_heads(code, shares)
        room.close(code)
        room.reveal(code)
        html = desk.handle({"state": {"language": language}})["regions"]["result"]["html"]
        command = f"python3 run.py contribute {code}"
        assert (command in html) is (shares == 5)
        few = content.text("errors.sealed_few", language, code=code)
        assert (few in html) is (shares == 4)
        assert UNIVERSITY.organisation[language] in html or shares == 4
        room.archive(code)
