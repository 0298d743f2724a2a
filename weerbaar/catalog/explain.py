"""pydantic's errors -> problems (which field, what was found, what to write) -> words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core.core_schema import ErrorType

from weerbaar.catalog.files import Document, Location, Problem, read_yaml
from weerbaar.catalog.paths import content_root

_SHOWN = 60
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_too_short": "empty",
    "string_type": "no_text",
    "string_pattern_mismatch": "bad_id",
    "string_too_long": "id_too_long",
    **dict.fromkeys(("literal_error", "enum"), "not_an_option"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "no_number"),
    **dict.fromkeys(("float_type", "float_parsing"), "no_number"),
    "greater_than_equal": "too_low",
    "less_than_equal": "too_high",
    **dict.fromkeys(("bool_type", "bool_parsing"), "no_yes_no"),
    "tuple_type": "no_list",
    "too_short": "list_too_short",
    "too_long": "too_long",
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), "no_group"),
}
"""What we call pydantic's own errors; ours are raised under the name that they are told by."""
_PYDANTIC = frozenset(get_args(ErrorType))
_WORDS = Path("ui") / "check.yaml"

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
        code = _CODES.get(found["type"], "wrong" if found["type"] in _PYDANTIC else found["type"])
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
        yield document.problem(location, code, facts)


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
        inner = model_in(field.annotation) if field else None
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model in the annotation of a field; None when it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = model_in(part)
        if found is not None:
            return found
    return None


def problem_lines(
    problems: list[Problem], language: str = "nl", heading: str = "count"
) -> list[str]:
    """A heading and one line per problem: file, line, field, what is wrong and what to write.

    Parameters
    ----------
    heading
        ``count`` for what must be repaired, ``hints`` for what could be better.

    Notes
    -----
    Only the file with these words is read, so that a problem in any other has words. When it is
    itself broken, the lines name the problem by its code.
    """
    try:
        words = read_yaml(content_root() / _WORDS, content_root()).data
        count = words[heading][language].format(n=len(problems))
        return [count, *(_line(problem, words, language) for problem in problems)]
    except (OSError, LookupError, TypeError, ValueError, AttributeError):
        return [str(problem) for problem in problems]


def _line(problem: Problem, words: dict[str, Any], language: str) -> str:
    text = words["problems"][problem.code][language].format(**problem.facts)
    if problem.facts.get("meant"):
        text += " " + words["did_you_mean"][language].format(meant=problem.facts["meant"])
    template = words["place" if problem.line else "place_file"][language]
    where = problem.where or problem.file
    return str(template.format(file=problem.file, line=problem.line, where=where, problem=text))
