"""pydantic's errors -> our problems: which field, what was found, what to write."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from weerbaar.catalog.problems import Problem
from weerbaar.catalog.yaml_file import Document, Location

_SHOWN = 60
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_too_short": "empty",
    "string_type": "no_text",
    "string_pattern_mismatch": "bad_id",
    "string_too_long": "id_too_long",
    "literal_error": "not_an_option",
    "int_type": "no_number",
    "int_parsing": "no_number",
    "int_from_float": "no_number",
    "float_type": "no_number",
    "float_parsing": "no_number",
    "greater_than_equal": "too_low",
    "bool_type": "no_yes_no",
    "bool_parsing": "no_yes_no",
    "tuple_type": "no_list",
    "too_short": "list_too_short",
    "too_long": "too_long",
    "less_than_equal": "too_high",
    "model_type": "no_group",
    "model_attributes_type": "no_group",
    "dict_type": "no_group",
    "placeholders": "placeholders",
    "braces": "braces",
    "html": "html",
    "picture": "picture",
    "main_heading": "main_heading",
    "most_below_least": "most_below_least",
    "minutes_sum": "minutes_sum",
    "no_first_vote": "no_first_vote",
    "card_too_long": "card_too_long",
    "id_twice": "id_twice",
    "bad_mail": "bad_mail",
    "bad_phone": "bad_phone",
    "bad_link": "bad_link",
    "bad_day": "bad_day",
    "bad_digest": "bad_digest",
    "bad_address": "bad_address",
    "bad_article": "bad_article",
    "no_language": "no_language",
    "bad_orcid": "bad_orcid",
    "bad_ror": "bad_ror",
    "bad_doi": "bad_doi",
    "bad_licence": "bad_licence",
    "bad_moment": "bad_moment",
    "period_order": "period_order",
}


_Model = TypeVar("_Model", bound=BaseModel)


def validated(document: Document, model: type[_Model], problems: list[Problem]) -> _Model | None:
    """The document as a model; None, and ``problems`` longer, when it is not one."""
    problems.extend(document.problems)
    if document.data is None and document.problems:
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems.extend(problems_of(error, document, model))
        return None


def problems_of(
    error: ValidationError,
    document: Document,
    model: type[BaseModel],
    at: Location = (),
) -> Iterator[Problem]:
    """Every error of a validation as a problem.

    Parameters
    ----------
    at
        Where in the document the validated part begins.
    """
    for found in error.errors():
        # pydantic does not count an entry with a mistake inside, which is told by itself.
        if found["type"] == "too_short" and len(found["input"]) >= found["ctx"]["min_length"]:
            continue
        location = (*at, *found["loc"])
        code = _CODES.get(found["type"], "wrong")
        # pydantic's own word for a list; ours, of the same name, is for a text.
        if code == "too_long" and "max_length" in found["ctx"]:
            code = "list_too_long"
        facts = {key: str(value) for key, value in (found.get("ctx") or {}).items()}
        if "expected" in facts:
            # In pydantic's English: 'a', 'b' or 'c'.
            facts["expected"] = ", ".join(re.findall(r"'([^']*)'", facts["expected"]))
        facts.setdefault("found", _shown(found.get("input")))
        if code == "unknown_field":
            facts |= _near_miss(str(location[-1]), _fields(model, tuple(found["loc"][:-1])))
        where = ".".join(map(str, location))
        yield Problem(document.file, document.line(location), where, code, facts)


def _shown(value: object) -> str:
    if isinstance(value, (dict, list)) or value is None:
        return "-"
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def _near_miss(name: str, options: list[str]) -> dict[str, str]:
    close = difflib.get_close_matches(name, options, n=1, cutoff=0.5)
    return {
        "name": name,
        "options": ", ".join(options),
        "meant": close[0] if close else "",
    }


def _fields(model: type[BaseModel], location: Location) -> list[str]:
    """Names of the fields that may stand at a location."""
    for step in location:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _model_in(part)
        if found is not None:
            return found
    return None
