"""Which instruments are offered, in which order, and what is offered instead of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet

from weerbaar.catalog.problems import Problem
from weerbaar.catalog.references import problem_at
from weerbaar.catalog.schema import ChoicesFile, InstrumentFile
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


def without_figures_problems(
    files: Mapping[str, InstrumentFile | None],
    documents: Mapping[str, Document],
    exercises: AbstractSet[str],
    group_types: AbstractSet[str],
) -> Iterator[Problem]:
    """Conversations instead of an instrument that are not there, or are for nobody.

    Parameters
    ----------
    files
        Instruments by the name of their file; None when one is not well formed.
    exercises, group_types
        Ids that there are; an empty set when they could not be read, and then they go unchecked.
    """
    for name, file in files.items():
        found = file.without_figures if file else None
        if found is None:
            continue
        types = ((("group_types", i), one) for i, one in enumerate(found.group_types))
        for at, one, known, code in (
            (("exercise",), found.exercise, exercises, "unknown_exercise"),
            *((at, one, group_types, "unknown_group_type") for at, one in types),
        ):
            if known and one not in known:
                facts = {"found": one, "options": ", ".join(sorted(known))}
                yield problem_at(documents[name], ("without_figures", *at), code, facts)
