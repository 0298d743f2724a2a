"""Refusal: what may not or cannot be done, by its name; content has the sentence for it."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 -- most reasons are no error
    """Something that may not or cannot be done now. Nothing was changed.

    A page, a command and a notebook all say it with ``Voice.refusal``. There is a subclass only
    where somebody catches it apart, or where its sentences stand together.

    Parameters
    ----------
    code
        Which refusal it is.
    facts
        What the sentence needs.

    Attributes
    ----------
    code, facts
        As given.
    group
        Under which key of ``content/ui`` the sentences stand: ``<group>.<code>``.
    """

    group: str = "errors"

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts = facts
