"""What a facilitator chooses about a group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.pages.facilitator.part import values_of
from weerbaar.room import Kind


def chosen_instrument(message: Mapping[str, Any], content: Content) -> str:
    """Id of the chosen instrument; one that is not offered to groups becomes the first."""
    offered = [found.model.id for found in content.offered("group")]
    chosen = values_of(message).get("instrument")
    return chosen if chosen in offered else offered[0]


def kind_of(message: Mapping[str, Any]) -> Kind:
    """The chosen kind of session; one that is not there becomes a real one."""
    asked = values_of(message).get("kind")
    return Kind(asked) if asked in set(Kind) else Kind.LIVE


def group_of(message: Mapping[str, Any], content: Content) -> dict[str, str]:
    """``language``, ``group_type`` and ``size_class``; a choice unknown becomes the first one."""
    values = values_of(message)
    choices = content.choices
    options = {
        "language": list(LANGUAGES),
        "group_type": [choice.id for choice in choices.group_types],
        "size_class": [choice.id for choice in choices.size_classes],
    }
    return {
        name: values[name] if values.get(name) in known else known[0]
        for name, known in options.items()
    }


def without_figures(message: Mapping[str, Any], content: Content) -> str | None:
    """Id of the exercise to offer before a session with figures; None when there is no need.

    It is offered to who chose a size that never gives a picture, or a kind of group that the
    instrument names (``InstrumentFile.without_figures``). A rehearsal has nobody to protect.
    """
    found = content.instruments[chosen_instrument(message, content)].file.without_figures
    if found is None or kind_of(message) is Kind.REHEARSAL:
        return None
    values = values_of(message)
    people = {size.id: size.people for size in content.agenda.sizes}
    minimum = content.disclosure.parameters.minimum.value
    few = people.get(values.get("size_class", ""), minimum) < minimum
    return found.exercise if few or values.get("group_type") in found.group_types else None
