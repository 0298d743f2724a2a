"""Recipient: for whom the sums of a session are sealed, as it was when the session opened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.disclosure.sealed.contribution import (
    MINIMUM,
    Contribution,
    for_research,
    kept_apart,
    new_series,
)
from weerbaar.disclosure.sealed.keys import KeyTextError, public_bytes
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.model.instrument import Instrument
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally

if TYPE_CHECKING:
    from weerbaar.room.session import Session


@dataclass(frozen=True)
class Recipient:
    """A research organisation, and the name that the waves of this group share there.

    Attributes
    ----------
    organisation
        Its name by language, as participants read it before the first statement.
    contact
        Whom they can ask.
    series
        Random; the waves of a group share it as long as they are sealed to the same key.
    """

    public_key: str
    organisation: Mapping[str, str]
    contact: str
    series: str

    def to_json(self) -> str:
        """Text form for storage."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Recipient:
        """Read back what :meth:`to_json` gave."""
        return cls(**json.loads(text))


def recipient(content: Content, earlier: Session | None = None) -> Recipient | None:
    """For whom a session that opens now is sealed; None when its sums will be erased.

    Parameters
    ----------
    earlier
        The session that it repeats.

    Raises
    ------
    Refusal
        ``research_key`` when the public key in ``content/lokaal.yaml`` has a mistake in it: a
        session must not promise what it cannot do.
    """
    named = content.local.research
    if named is None:
        return None
    try:
        public_bytes(named.public_key)
    except KeyTextError:
        raise Refusal("research_key") from None
    names = {language: named.organisation[language] for language in LANGUAGES}
    made = Recipient(named.public_key.strip(), names, named.contact, new_series())
    before = earlier.recipient if earlier else None
    if before is not None and before.public_key == made.public_key:
        return replace(made, series=before.series)
    return made


def sealed_sums(session: Session, instrument: Instrument, tally: Tally, wave: int) -> bytes | None:
    """The sums of a revealed session, sealed; None when they are only erased.

    Sums over fewer than five people are not sealed: the floor of R2 holds for whoever can open
    them, too. Of one person they would be a row, of two one subtracts one's own.
    """
    if session.recipient is None or tally.sheets < MINIMUM:
        return None
    people = {"heads": session.heads, "joined": session.joined, "done": session.done}
    contribution = Contribution(
        instrument=instrument,
        group_type=session.group_type,
        size_class=session.size_class,
        year=int(session.day[:4]),
        language=session.language,
        wave=wave,
        series=session.recipient.series,
        simulated=False,
        policy=session.policy,
        tally=for_research(tally, instrument),
        **kept_apart(tally.sheets, **people),
    )
    return seal(contribution, session.recipient.public_key)


def not_sealed(session: Session, *, revealed: bool) -> Refusal:
    """Why there are no sealed sums of a session."""
    if session.kind == "rehearsal":
        return Refusal("sealed_rehearsal", code=session.code)
    if session.recipient is None:
        return Refusal("sealed_nobody", code=session.code)
    return Refusal("sealed_few" if revealed else "sealed_unrevealed", code=session.code)
