"""A share that never happened: what it runs is then known to every fork of this process."""

from __future__ import annotations

from contextlib import suppress

from weerbaar.disclosure import Policy
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.tally import Tally
from weerbaar.room.session import Kind, Session
from weerbaar.room.store.contract import Store


class _TakenBack(Exception):  # noqa: N818 - it ends a transaction, it is no error
    """Makes a store take everything back."""


def practise(store: Store, instrument: Instrument, policy: Policy) -> None:
    """Do in one transaction what a share does, with a made-up sheet, and take it all back."""
    # No code that is given out is empty.
    session = Session(
        "", 0, "", Kind.REHEARSAL, instrument.id, instrument.digest, policy, "", "", ""
    )
    sheet = AnswerSheet(instrument, {s.id: Colour.GREEN for s in instrument.statements})
    with suppress(_TakenBack), store.write() as transaction:
        transaction.find(session.code)
        transaction.save(session)
        transaction.has_receipt(session.code, b"")
        transaction.add_receipt(session.code, b"")
        transaction.put_receipts()
        transaction.add_tally(session.code, Tally.of(sheet))
        raise _TakenBack
