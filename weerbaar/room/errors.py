"""What can go wrong in a room; the words are in ``content/ui/errors.yaml`` under each code."""

from __future__ import annotations


class RoomError(Exception):
    """Something that may not or cannot be done now. Nothing was changed.

    Attributes
    ----------
    code
        ``code_malformed``, ``code_unknown``, ``session_over``, ``session_closed``, ``no_picture``,
        ``not_closed``, ``heads_missing``, ``too_many_shares``, ``cards_many``, ``details_fixed``,
        ``bad_value``, ``token_malformed``, ``answers_version``,
        ``answers_shape``, ``other_instrument``, ``wave_unreleased``, ``wave_instrument``,
        ``wave_kind``, ``report_unrevealed``, ``plan_unrevealed``, ``plan_many``, ``plan_what``,
        ``plan_owner``, ``plan_day``, ``plan_date``, ``plan_follow_up``, ``research_key``,
        ``sealed_rehearsal``, ``sealed_unrevealed``, ``sealed_nobody``, ``sealed_few``,
        ``vote_waits``, ``dilemma_missing``, ``dilemma_unknown``, ``dilemma_empty``,
        ``dilemma_long`` or ``dilemma_busy``.
    facts
        What the words need.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts = facts


class StoreError(Exception):
    """The file or server that should hold the sessions cannot be used.

    Attributes
    ----------
    code
        ``unwritable``, ``foreign``, ``corrupt``, ``newer``, ``full``, ``busy`` or ``unusable``.
    facts
        What the words need, such as the path.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts = facts
