"""AnswerSheet: one person's answers. It lives in memory only and is never written anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.refusal import Refusal


@dataclass(frozen=True)
class AnswerSheet:
    """Colours by statement id; a statement that is missing was skipped.

    The representation shows no answers, so that a sheet cannot leak through a log or traceback.
    """

    instrument: Instrument
    answers: Mapping[str, Colour] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        known = {s.id for s in self.instrument.statements}
        if not known.issuperset(self.answers):
            raise Refusal("answers_shape", part="statement")
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))

    @classmethod
    def parse(cls, instrument: Instrument, raw: object, digest: str | None = None) -> AnswerSheet:
        """Read answers that came from outside.

        Parameters
        ----------
        raw
            A mapping of statement id to ``"green"``, ``"orange"``, ``"red"`` or None (skipped).
        digest
            Digest of the instrument to which the answers were given; None leaves it unchecked.

        Raises
        ------
        Refusal
            If the shape, a statement, a colour or the version does not fit.
        """
        if digest is not None and digest != instrument.digest:
            raise Refusal("answers_version")
        if not isinstance(raw, Mapping) or not all(isinstance(key, str) for key in raw):
            raise Refusal("answers_shape", part="shape")
        if any(v is not None and not isinstance(v, str) for v in raw.values()):
            raise Refusal("answers_shape", part="colour")
        try:
            answers = {key: Colour(value) for key, value in raw.items() if value is not None}
        except ValueError:
            # "from None": the original message repeats the value that was found.
            raise Refusal("answers_shape", part="colour") from None
        return cls(instrument, answers)

    def colour(self, statement_id: str) -> Colour | None:
        """Colour given to a statement; None when skipped."""
        return self.answers.get(statement_id)

    @property
    def complete(self) -> bool:
        """Whether every statement has a colour."""
        return len(self.answers) == len(self.instrument.statements)
