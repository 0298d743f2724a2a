"""What a session begins with: a code that was never used, and what it takes over from others.

A round is another questionnaire for the same people, within a session that stays open under it; a
vote that is held again is a round too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.disclosure import Policy
from weerbaar.disclosure.sealed.contribution import new_series
from weerbaar.disclosure.sealed.keys import KeyTextError, public_bytes
from weerbaar.model.refusal import Refusal
from weerbaar.room.session import JoinCode, Kind, Phase, Recipient, Session, current_of, new_code
from weerbaar.room.store.contract import Transaction
from weerbaar.room.waves import put_away, repeatable, repetition, today


@dataclass(frozen=True)
class Opening:
    """Opens sessions, all within one transaction."""

    transaction: Transaction
    content: Content
    policy: Policy

    def new(
        self,
        *,
        language: str,
        kind: Kind,
        group_type: str = "",
        size_class: str = "",
        instrument: str | None = None,
        wave_of: str | None = None,
        heads: int | None = None,
        unseen: bool = False,
    ) -> Session:
        """Make a session; parameters and errors as of :meth:`Room.open`.

        With ``unseen`` the session that it repeats may be closed instead of revealed.
        """
        earlier = None
        if wave_of is not None:
            earlier = repeatable(self.transaction, self.content, wave_of, kind, unseen=unseen)
            group_type, size_class = earlier.group_type, earlier.size_class
            instrument = earlier.instrument
        asked = self.content.instruments[instrument or self.content.default.model.id]
        sealable = kind is Kind.LIVE and "research" in asked.file.used
        sessions = self.transaction.sessions()
        session = Session(
            code=_unused({session.code for session in sessions}),
            number=max((s.number for s in sessions), default=0) + 1,
            day=today(),
            kind=kind,
            instrument=asked.model.id,
            digest=asked.model.digest,
            policy=self.policy,
            language=language,
            group_type=group_type,
            size_class=size_class,
            heads=heads,
            wave_of=wave_of,
            recipient=recipient(self.content, earlier) if sealable else None,
        )
        self.transaction.save(session)
        return session

    def round(self, under: Session, instrument: str) -> Session:
        """Open a round within the session of now, with its kind, group and heads.

        Raises
        ------
        Refusal
            ``round_too_early`` until the reveal, and within a round.
        """
        if under.phase is not Phase.RELEASED or under != current_of(self.transaction.sessions()):
            raise Refusal("round_too_early")
        return self.new(
            language=under.language,
            kind=under.kind,
            group_type=under.group_type,
            size_class=under.size_class,
            instrument=instrument,
            heads=under.heads,
        )

    def again(self, earlier: Session, language: str | None = None) -> Session:
        """The same round once more; one that is closed stays closed until both are revealed.

        What :func:`reveal.reveal` will ask of the earlier one is asked now, so that nothing stands
        in the way of showing both. Doing it again gives the same session.

        Raises
        ------
        Refusal
            ``not_closed``, ``heads_missing``, ``too_many_shares``; and as
            :func:`waves.repeatable`.
        """
        begun = repetition(earlier, self.transaction.sessions())
        if begun is not None:
            return begun
        if earlier.phase is not Phase.ARCHIVED:
            earlier.release(self.transaction.tally(earlier.code).sheets)
        unseen = earlier.phase is Phase.CLOSED
        session = self.new(
            language=language or earlier.language,
            kind=earlier.kind,
            wave_of=earlier.code,
            heads=earlier.heads,
            unseen=unseen,
        )
        if not unseen:
            put_away(self.transaction, earlier)
        return session


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


def _unused(used: set[str]) -> JoinCode:
    code = new_code()
    while code in used:
        code = new_code()
    return code
