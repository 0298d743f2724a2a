"""What was asked of ``weerbaar start``, what it answers, and why it may not start."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from weerbaar.model.refusal import Refusal


class StartError(Refusal):
    """Something that keeps weerbaar from starting."""

    group: ClassVar[str] = "start"


@dataclass(frozen=True)
class Options:
    """What was asked on the command line.

    Attributes
    ----------
    port
        None for the usual port or, when that is taken, any other; 0 for any free one.
    """

    folder: Path
    language: str = "nl"
    host: str | None = None
    port: int | None = None
    browser: bool = True
    ready_file: Path | None = None
    rehearsal: bool = False


@dataclass(frozen=True)
class Addresses:
    """Where everything is, once it answers."""

    participant_url: str
    screen_url: str
    facilitator_url: str
    session_code: str
    notebook_url: str

    def to_json(self) -> str:
        """As the ready file has it."""
        return json.dumps(asdict(self), indent=1)
