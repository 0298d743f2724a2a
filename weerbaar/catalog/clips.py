"""``uitleg.yaml``: the short clips that explain the strands of an action plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from weerbaar.catalog.problems import Problem
from weerbaar.catalog.references import problem_at
from weerbaar.catalog.texts import Text, Words
from weerbaar.catalog.yaml_file import Document
from weerbaar.model.plan import Strand


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Now(_Part):
    """Something that one can do now, and its address after the base of the participants' server."""

    text: Text
    to: Words


class Clip(_Part):
    """One strand explained.

    Attributes
    ----------
    picture
        What happens in the scene, for whoever does not see it.
    source
        Which part of the source it renders.
    """

    strand: Literal["prevention", "monitoring", "resilience"]
    title: Text
    picture: Text
    lines: Annotated[tuple[Text, ...], Field(min_length=3, max_length=5)]
    now: Annotated[tuple[Now, ...], Field(min_length=1)]
    source: Words


class ClipsFile(_Part):
    """The whole file."""

    title: Text
    lead: Text
    source: Words
    clips: tuple[Clip, ...]


PAGES = ("zelf", "werkvormen", "casussen", "actieplan")
"""Pages that a clip may lead to, besides those of a tool and of an exercise."""


def check_clips(
    file: ClipsFile, document: Document, known: Mapping[str, AbstractSet[str]]
) -> Iterator[Problem]:
    """Strands in their order, each once, and addresses that exist.

    Parameters
    ----------
    known
        Ids of ``tools`` and ``exercises`` that there are; an empty set when their own files could
        not be read, and then they go unchecked.
    """
    if [clip.strand for clip in file.clips] != list(Strand):
        yield problem_at(document, ("clips",), "order", {"expected": ", ".join(Strand)})
    addresses = {
        "hulp": [f"hulp/{name}" for name in sorted(known["tools"])],
        "werkvorm": [f"werkvorm/{name}" for name in sorted(known["exercises"])],
    }
    for i, clip in enumerate(file.clips):
        for j, now in enumerate(clip.now):
            part = now.to.partition("/")[0]
            options = addresses.get(part, [*PAGES])
            if options and now.to not in options:
                facts = {"found": now.to, "expected": ", ".join(options)}
                yield problem_at(document, ("clips", i, "now", j, "to"), "not_an_option", facts)
