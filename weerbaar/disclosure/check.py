"""Whether the parameters in the content are strict enough, said like any other mistake in it."""

from __future__ import annotations

from pathlib import Path

from weerbaar.catalog import Problem
from weerbaar.catalog.files import Document, read_yaml
from weerbaar.catalog.paths import content_root
from weerbaar.disclosure.policy import FLOORS, answers_for
from weerbaar.disclosure.sealed.keys import KeyTextError, public_bytes

FILE = "disclosure.yaml"
LOCAL = "lokaal.yaml"

_KEY_MISTAKES = {"no_key": "key_no_key", "mistyped": "key_mistyped", "private": "key_private"}


def policy_problems(root: Path | None = None) -> list[Problem]:
    """Every parameter below its floor, with its line; the catalogue tells what is no number."""
    root = root or content_root()
    if not (root / FILE).is_file():
        return []
    document = read_yaml(root / FILE, root)
    values = {name: _value(document, name) for name in FLOORS}
    answers = max(FLOORS["statements_from"], answers_for(values["band"] or 0))
    found = []
    for name, floor in {**FLOORS, "statements_from": answers}.items():
        value = values[name]
        if value is not None and value < floor:
            at = ("parameters", name, "value")
            facts = {"found": str(value), "floor": str(floor)}
            line = document.line(at)
            found.append(Problem(FILE, line, ".".join(at), "below_floor", facts))
    return found


def key_problems(root: Path | None = None) -> list[Problem]:
    """A public key in ``lokaal.yaml`` that is none, or has a mistake in it."""
    root = root or content_root()
    if not (root / LOCAL).is_file():
        return []
    document = read_yaml(root / LOCAL, root)
    try:
        key = document.data["research"]["public_key"]
    except (TypeError, LookupError):
        return []
    if not isinstance(key, str) or not key.strip():
        return []
    try:
        public_bytes(key)
    except KeyTextError as error:
        # The key itself is not repeated: it could be the private one.
        at = ("research", "public_key")
        return [Problem(LOCAL, document.line(at), ".".join(at), _KEY_MISTAKES[error.code])]
    return []


def _value(document: Document, name: str) -> int | None:
    try:
        value = document.data["parameters"][name]["value"]
    except (TypeError, LookupError):
        return None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
