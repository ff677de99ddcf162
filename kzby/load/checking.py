"""Values read from a file, checked against a record: the record, or every problem in words a curator can act on."""

from typing import Any, TypeVar

from pydantic import ValidationError

from kzby.errors import Place, Problem, nearest
from kzby.load.document import Document
from kzby.model.fields import Entry, parts_of

E = TypeVar("E", bound=Entry)

_KEY = "[key]"  # how pydantic marks a problem with a key, at the end of its path
_WRITE = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def entry(document: Document, place: Place, scheme: type[E]) -> tuple[E | None, list[Problem]]:
    """The entry of this scheme at a place in the document, or None with everything that is wrong with it."""
    try:
        return scheme.model_validate(document.at(place)), []
    except ValidationError as errors:
        return None, [_problem(document, place, scheme, error) for error in errors.errors()]


def _problem(document: Document, place: Place, scheme: type[Entry], error: Any) -> Problem:
    path = tuple(step for step in error["loc"] if step != _KEY)
    where = (*place, *path)
    found, context = error["input"], error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            fields = list(_scheme_at(scheme, path[:-1]).model_fields)
            return document.problem(
                where, f"unknown field; {nearest(str(path[-1]), fields)}", at_key=True
            )
        case "missing":
            return document.problem(where, "is missing; it must be given")
        case "enum" | "literal_error":
            choices = [
                choice.strip("'")
                for choice in context["expected"].replace(" or ", ", ").split(", ")
            ]
            text = f"{_shown(found)} is not valid; {nearest(str(found), choices)}"
            return document.problem(where, text, at_key=_KEY in error["loc"])
        case "string_too_short":
            return document.problem(where, "is empty; give it a value, or leave the field out")
        case "field":
            return document.problem((*where, context["field"]), context["text"])
        case "value_error":
            return document.problem(where, str(context["error"]))
        case kind if kind in _WRITE:
            return document.problem(where, f"is {_named(found)}; write {_WRITE[kind]}")
        case _:
            return document.problem(where, error["msg"])


def _scheme_at(scheme: type[Entry], path: Place) -> type[Entry]:
    """The scheme of the entry that lies at a path inside another."""
    for step in path:
        if isinstance(step, str):
            parts = parts_of(scheme.model_fields[step].annotation)
            scheme = next(
                part for part in parts if isinstance(part, type) and issubclass(part, Entry)
            )
    return scheme


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, str) else _named(value)


def _named(value: object) -> str:
    match value:
        case None:
            return "empty"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"
