"""Which instruments are offered, in which order: ``choices.yaml`` names every one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weerbaar.catalog.problems import Problem
from weerbaar.catalog.schema import ChoicesFile
from weerbaar.catalog.yaml_file import Document


def offered_problems(
    choices: ChoicesFile, known: Collection[str], document: Document
) -> Iterator[Problem]:
    """Instruments that ``choices.yaml`` names and that are not there, or the other way round.

    Parameters
    ----------
    known
        Ids of the instruments that could be read.
    """
    if not known:  # there is nothing to offer, and that has been told
        return
    options = ", ".join(sorted(known))
    for index, name in enumerate(choices.instruments):
        at = ("instruments", index)
        where = f"instruments.{index}"
        if name not in known:
            facts = {"found": name, "options": options}
            yield Problem(document.file, document.line(at), where, "unknown_instrument", facts)
        elif name in choices.instruments[:index]:
            facts = {"found": name}
            yield Problem(document.file, document.line(at), where, "id_twice", facts)
    for name in sorted(set(known) - set(choices.instruments)):
        line = document.line(("instruments",))
        yield Problem(document.file, line, "instruments", "not_offered", {"found": name})
