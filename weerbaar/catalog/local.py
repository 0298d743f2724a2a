"""``lokaal.yaml``: what an organisation fills in about itself."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from weerbaar.catalog.schema import Text, Words


class ResearchEntry(BaseModel):
    """The organisation that sums of sessions are sealed for.

    Attributes
    ----------
    public_key
        As ``weerbaar keygen`` prints it; ``disclosure.check`` tells a mistake in it.
    organisation
        As participants read it, before the first statement.
    contact
        Whom a participant can ask, such as a mail address.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    public_key: Words
    organisation: Text
    contact: Words


class LocalFile(BaseModel):
    """The whole file; ``research`` left empty means that sums are erased."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    research: ResearchEntry | None = None
