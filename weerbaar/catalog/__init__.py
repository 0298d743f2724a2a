"""content/ -> model objects and texts; the only reader of YAML."""

from weerbaar.catalog.content import Content, InstrumentContent
from weerbaar.catalog.load import check_content, load_content
from weerbaar.catalog.problems import ContentError, Problem
from weerbaar.catalog.texts import LANGUAGES, Text
from weerbaar.catalog.voice import Voice

__all__ = [
    "LANGUAGES",
    "Content",
    "ContentError",
    "InstrumentContent",
    "Problem",
    "Text",
    "Voice",
    "check_content",
    "load_content",
]
