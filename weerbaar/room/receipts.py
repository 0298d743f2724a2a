"""Receipts: what makes a phone count once, without knowing which phone it is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from weerbaar.model.refusal import Refusal
from weerbaar.room.session import Session
from weerbaar.room.store.contract import Transaction

_TOKEN = re.compile(r"[0-9a-f]{32}")


def mark(purpose: str, token: str) -> bytes:
    """Hash of a purpose and a phone's random value; the marks of one phone share nothing.

    Raises
    ------
    Refusal
        ``token_malformed`` unless the token is 32 hexadecimal digits.
    """
    if not _TOKEN.fullmatch(token):
        raise Refusal("token_malformed")
    return hashlib.sha256(f"{purpose}:{token}".encode()).digest()


def counted(transaction: Transaction, session: Session, token: str, *, done: bool) -> None:
    """Count a browser as joined, and as done; whoever is done has joined."""
    joined = transaction.add_receipt(session.code, mark("join", token))
    finished = done and transaction.add_receipt(session.code, mark("done", token))
    if joined or finished:
        transaction.save(
            replace(session, joined=session.joined + joined, done=session.done + finished)
        )
