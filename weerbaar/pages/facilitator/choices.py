"""What a facilitator chooses about a group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.pages.facilitator.part import values_of


def instrument_of(message: Mapping[str, Any], content: Content) -> str:
    """Id of the chosen instrument; one that is not offered to groups becomes the first."""
    offered = [found.model.id for found in content.offered("group")]
    chosen = values_of(message).get("instrument")
    return chosen if chosen in offered else offered[0]


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
