"""What a file that is well formed can still get wrong: ids that lead nowhere, twice, out of order.

A field says it in its annotation, beside what pydantic asks of it: ``Annotated[tuple[Id, ...],
Names("tools")]``. These are no validators, since a validator that fails keeps pydantic from those
around it, and then one mistake would hide another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from weerbaar.catalog.explain import model_in
from weerbaar.catalog.files import Location
from weerbaar.catalog.texts import Strict, Text, placeholders

Ids = Mapping[str, AbstractSet[str]]
"""What can be named, by kind; a kind of which no file could be read is left out, and unchecked."""


class Mistake(NamedTuple):
    """Something wrong in a file: at which field, what (``check.problems`` of the interface)."""

    at: Location
    code: str
    facts: Mapping[str, str] = {}


@dataclass(frozen=True)
class Names:
    """The field names something, or several things, that must exist.

    Attributes
    ----------
    kind
        Of what, such as ``tools``.
    code
        What is told of a name that is not known.
    """

    kind: str
    code: str = "unknown_name"

    def mistakes(self, value: Any, at: Location, ids: Ids) -> Iterator[Mistake]:
        """Names that lead nowhere; those of a mapping are its keys."""
        if self.kind in ids:
            known = ids[self.kind]
            for where, name in _each(value, at):
                if name not in known:
                    yield Mistake(where, self.code, unknown(name, known))


@dataclass(frozen=True)
class Once:
    """No two entries of the list have one id."""

    def mistakes(self, value: Any, at: Location, ids: Ids) -> Iterator[Mistake]:
        """Every repetition of what stood there before."""
        del ids
        entries = _each(value, at)
        yield from repeated(
            (where, one) if isinstance(one, str) else ((*where, "id"), one.id)
            for where, one in entries
        )


@dataclass(frozen=True)
class InOrder:
    """The list has exactly these entries, in this order; ``key`` is the field that tells them."""

    expected: tuple[str, ...]
    key: str = "id"

    def mistakes(self, value: Any, at: Location, ids: Ids) -> Iterator[Mistake]:
        """That it has others, or in another order."""
        del ids
        yield from order(at, [getattr(entry, self.key) for entry in value], self.expected)


def mistakes_in(
    value: Any, ids: Ids, at: Location = (), filled: AbstractSet[str] | None = None
) -> Iterator[Mistake]:
    """What a part of a file gets wrong by the annotations of its fields.

    Parameters
    ----------
    value
        A model, or a list of models; anything else has nothing to get wrong.
    ids
        What can be named.
    at
        Where in the file it stands.
    filled
        Placeholders that its texts may have; None when nothing is said of them.
    """
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from mistakes_in(entry, ids, (*at, index), filled)
    elif isinstance(value, Text):
        yield from _unfilled(value, at, filled or frozenset())
    elif isinstance(value, Strict):
        filled = filled if value.FILLED is None else value.FILLED
        for name, rules in _fields(type(value)):
            part = getattr(value, name)
            for rule in rules:
                yield from rule.mistakes(part, (*at, name), ids)
            if filled is not None or not isinstance(part, Text):
                yield from mistakes_in(part, ids, (*at, name), filled)


@cache
def _fields(model: type[Strict]) -> list[tuple[str, list[Names | Once | InOrder]]]:
    """Fields that say something in their annotation, or hold a model that may."""
    found = [
        (name, [rule for rule in info.metadata if isinstance(rule, (Names, Once, InOrder))])
        for name, info in model.model_fields.items()
    ]
    return [
        (name, rules)
        for name, rules in found
        if rules or model_in(model.model_fields[name].annotation)
    ]


def repeated(names: Iterable[tuple[Location, str]], taken: Iterable[str] = ()) -> Iterator[Mistake]:
    """Ids that were there before, or are ``taken`` already."""
    seen = set(taken)
    for at, name in names:
        if name in seen:
            yield Mistake(at, "id_twice", {"found": name})
        seen.add(name)


def order(at: Location, given: Iterable[str], expected: Iterable[str]) -> Iterator[Mistake]:
    """That a list is not the one expected."""
    if [*given] != [*expected]:
        yield Mistake(at, "order", {"expected": ", ".join(expected)})


def unknown(name: str, known: Iterable[str]) -> dict[str, str]:
    """What the words for a name that leads nowhere need."""
    return {"found": name, "options": ", ".join(sorted(known)) or "-"}


def _each(value: Any, at: Location) -> Iterator[tuple[Location, Any]]:
    """Everything in a field, with where it stands."""
    if isinstance(value, tuple):
        yield from (((*at, index), entry) for index, entry in enumerate(value))
    elif isinstance(value, Mapping):
        yield from (((*at, key), key) for key in value)
    elif value is not None:
        yield at, value


def _unfilled(text: Text, at: Location, known: AbstractSet[str]) -> Iterator[Mistake]:
    """Placeholders that nothing will ever fill in."""
    for name in sorted(placeholders(text.nl) - known):
        options = ", ".join(f"{{{option}}}" for option in sorted(known))
        facts = {"found": f"{{{name}}}", "options": options or "-"}
        yield Mistake(at, "unknown_placeholder", facts)
