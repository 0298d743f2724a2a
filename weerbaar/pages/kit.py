"""What a phone needs to answer for itself, the same for everybody who asks."""

from __future__ import annotations

import json

from weerbaar.catalog import Content, InstrumentContent


def phone_kit(instrument: InstrumentContent, content: Content, language: str) -> str:
    """Everything of one questionnaire with which a phone scores, draws and advises, as JSON.

    It holds nothing of a session or a person, so it is the same for everybody who asks.
    """
    title = instrument.file.title[language]
    return json.dumps({"digest": instrument.model.digest, "title": title, "n": len(content.ui)})
