"""What a picture leaves open: one of several, picked when the answers are known.

A picture that holds every answer is the same for everybody, so a phone can draw its own from it
and nobody else learns which (`weerbaar/pages/static/pictures.js` picks in the same way).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")
Chosen = Mapping[str, str | int]
"""What is picked, by name: a key of a mapping, or a place in a sequence."""


@dataclass(frozen=True)
class Pick(Generic[T]):
    """One of several.

    Attributes
    ----------
    by : str
        The name under which it is picked.
    of : mapping of str, or sequence
        All there are.
    """

    by: str
    of: Mapping[str, T] | Sequence[T]

    def all(self) -> list[T]:
        """Return all of them."""
        return list(self.of.values() if isinstance(self.of, Mapping) else self.of)

    def picked(self, chosen: Chosen) -> T:
        """Return the one that is chosen."""
        if isinstance(self.of, Mapping):
            return self.of[str(chosen[self.by])]
        return self.of[int(chosen[self.by])]

    def each(self, change: Callable[[T], S]) -> Pick[S]:
        """Return the same with each of them changed."""
        if isinstance(self.of, Mapping):
            return Pick(self.by, {key: change(one) for key, one in self.of.items()})
        return Pick(self.by, tuple(map(change, self.of)))


def each(value: T | Pick[T], change: Callable[[T], S]) -> S | Pick[S]:
    """Return a value changed, whether it is known or left open."""
    return value.each(change) if isinstance(value, Pick) else change(value)


def picked(value: T | Pick[T], chosen: Chosen) -> T:
    """Return a value, whether it is known or left open."""
    return value.picked(chosen) if isinstance(value, Pick) else value


def all_picked(items: Iterable[T | Pick[tuple[T, ...]]], chosen: Chosen) -> Iterator[T]:
    """Yield items, of which some were left open, in order."""
    for item in items:
        if isinstance(item, Pick):
            yield from item.picked(chosen)
        else:
            yield item
