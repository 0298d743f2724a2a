"""Agenda: a timed plan of one meeting, that can be changed and re-times itself.

Every operation gives a new agenda; the one it was asked of stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from weerbaar.model.refusal import Refusal
from weerbaar.model.timing import Item, ItemKind, Out, fit

SHORTEST, LONGEST = 30, 240
"""Minutes that a meeting may last."""
MOST_BY_HAND = 120
"""Minutes that anybody can give to one item."""


@dataclass(frozen=True)
class Agenda:
    """Items in order, those that were left out in their place.

    Attributes
    ----------
    minutes
        How long the meeting may last.
    """

    minutes: int
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        ids = [item.id for item in self.items]
        if len(set(ids)) < len(ids):
            raise Refusal("agenda_twice")

    @property
    def inside(self) -> tuple[Item, ...]:
        """The items that are in, in order."""
        return tuple(item for item in self.items if item.out is None)

    @property
    def left_out(self) -> tuple[Item, ...]:
        """The items that are out, each with its reason."""
        return tuple(item for item in self.items if item.out is not None)

    @property
    def total(self) -> int:
        """Minutes of all items that are in."""
        return sum(item.minutes for item in self.inside)

    @property
    def over(self) -> int:
        """Minutes by which it runs over; 0 when it fits."""
        return max(0, self.total - self.minutes)

    @property
    def spare(self) -> int:
        """Minutes that no item can use; 0 when all are shared out."""
        return max(0, self.minutes - self.total)

    @property
    def starts(self) -> tuple[int, ...]:
        """Minute, from the beginning of the first, at which each item that is in begins."""
        inside = self.inside
        return tuple(sum(item.minutes for item in inside[:i]) for i in range(len(inside)))

    def item(self, item_id: str) -> Item:
        """One item; Refusal when there is none of that id."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise Refusal("agenda_unknown_item")

    def fitted(self, *, again: bool = True) -> Agenda:
        """Share the minutes out anew.

        Parameters
        ----------
        again
            Whether items that were left out for lack of time may come back.
        """
        return replace(self, items=fit(self.items, self.minutes, again=again))

    def lasting(self, minutes: int) -> Agenda:
        """The same meeting in another time.

        Parameters
        ----------
        minutes
            30 to 240; Refusal otherwise.
        """
        if not SHORTEST <= minutes <= LONGEST:
            raise Refusal("agenda_length", least=SHORTEST, most=LONGEST, n=minutes)
        return replace(self, minutes=minutes).fitted()

    def with_minutes(self, item_id: str, minutes: int) -> Agenda:
        """Choose how long an item takes; the others make room as far as they can.

        Parameters
        ----------
        minutes
            1 to 120; Refusal otherwise. A hand may go beyond the item's own bounds, which
            then widen.
        """
        if not 1 <= minutes <= MOST_BY_HAND:
            raise Refusal("agenda_minutes", least=1, most=MOST_BY_HAND, n=minutes)
        item = self.item(item_id)
        least, most = min(item.least, minutes), max(item.most, minutes)
        by_hand = replace(item, wish=minutes, minutes=minutes, least=least, most=most, by_hand=True)
        return self._with(by_hand).fitted()

    def moved(self, item_id: str, by: int) -> Agenda:
        """Change an item's place among those that are in.

        Parameters
        ----------
        by
            Places later; negative for earlier. Never beyond the first or the last place.

        Raises
        ------
        Refusal
            If two fixed items would change order, such as the picture and the test before it.
        """
        item, inside = self.item(item_id), self.inside
        if item.out is not None:
            return self
        order = [other for other in inside if other.id != item_id]
        order.insert(min(max(inside.index(item) + by, 0), len(order)), item)
        if [other for other in order if other.fixed] != [one for one in inside if one.fixed]:
            raise Refusal("agenda_order")
        # What is out keeps its place in the list; only those that are in change theirs.
        places = iter(order)
        return replace(self, items=tuple(one if one.out else next(places) for one in self.items))

    def without(self, item_id: str) -> Agenda:
        """Leave an item out; Refusal when it is fixed."""
        item = self.item(item_id)
        if item.fixed:
            raise Refusal("agenda_fixed")
        return self._with(replace(item, out=Out.BY_HAND, by_hand=False)).fitted()

    def restored(self, item_id: str) -> Agenda:
        """Put back what was left out; from now on only a hand leaves it out again."""
        item = self.item(item_id)
        if item.out is None:
            return self
        return self._with(replace(item, out=None, by_hand=True)).fitted()

    def with_exercise(self, item_id: str, exercise: str | None) -> Agenda:
        """Choose the werkvorm of an item; Refusal when the item is for something else."""
        item = self.item(item_id)
        if item.kind is not ItemKind.EXERCISE:
            raise Refusal("agenda_no_exercise")
        return self._with(replace(item, exercise=exercise))

    def added(self, item: Item, after: str | None = None) -> Agenda:
        """Put in one more item, by hand.

        Parameters
        ----------
        after
            Id of the item that it follows; None puts it before all.

        Raises
        ------
        Refusal
            If there is one of that id already, or none of the other.
        """
        at = 0 if after is None else self.items.index(self.item(after)) + 1
        new = replace(item, by_hand=True, out=None)
        return replace(self, items=(*self.items[:at], new, *self.items[at:])).fitted()

    def _with(self, changed: Item) -> Agenda:
        items = tuple(changed if item.id == changed.id else item for item in self.items)
        return replace(self, items=items)


def free_id(wanted: str, items: Iterable[Item]) -> str:
    """An id that no item has: the wanted one, or that with a number behind it."""
    taken = {item.id for item in items}
    number = 2
    found = wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
