"""Values read from a file, checked against a record: the record, or every problem in words a curator can act on."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from kzby.errors import Problem
from kzby.fields import Entry
from kzby.yamlio import Document, Place

E = TypeVar("E", bound=Entry)

_TYPES = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def entry(document: Document, place: Place, scheme: type[E]) -> tuple[E | None, list[Problem]]:
    """The entry of this scheme at a place in the document, or None with everything that is wrong with it."""
    value: Any = document.value
    for step in place:
        value = value[step]
    try:
        return scheme.model_validate(value), []
    except ValidationError as errors:
        return None, [_problem(document, place, scheme, error) for error in errors.errors()]


def nearest(word: str, choices: Sequence[str], *, other: str | None = None) -> str:
    """A hint at the nearest valid word; where none is near, what else to do, or else the choices themselves."""
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    return f"did you mean {str(close[0])!r}?" if close else other or f"write one of {', '.join(choices)}"


def _problem(document: Document, place: Place, scheme: type[Entry], error: Any) -> Problem:
    # pydantic names the member of a union it tried and marks keys so; neither stands in the file
    path = tuple(step for step in error["loc"] if step != "[key]" and not _names_a_type(step))
    where = (*place, *path)
    found = error["input"]
    match error["type"]:
        case "extra_forbidden":
            name = str(path[-1])
            fields = list(_scheme_at(scheme, path[:-1]).model_fields)
            return document.problem(where, f"unknown field; {nearest(name, fields)}", at_key=True)
        case "missing":
            return document.problem(where, "is missing; it must be given")
        case "enum" | "literal_error":
            choices = [choice.strip("'") for choice in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
            at_key = "[key]" in error["loc"]
            return document.problem(
                where, f"{_shown(found)} is not valid; {nearest(str(found), choices)}", at_key=at_key
            )
        case "string_pattern_mismatch":
            return document.problem(where, f"{_shown(found)} does not fit; {_pattern_words(error['ctx']['pattern'])}")
        case "string_too_short":
            return document.problem(where, "is empty; give it a value, or leave the field out")
        case "value_error":
            return _own(document, where, str(error["ctx"]["error"]))
        case kind if kind in _TYPES:
            return document.problem(where, f"is {_named(found)}; write {_TYPES[kind]}")
        case _:
            return document.problem(where, error["msg"])


def _own(document: Document, where: Place, text: str) -> Problem:
    """A problem that a validator of the model worded; `field: ...` names the field of an entry."""
    field, colon, rest = text.partition(": ")
    if colon and field.isidentifier():
        return document.problem((*where, field), rest)
    return document.problem(where, text)


def _names_a_type(step: str | int) -> bool:
    return isinstance(step, str) and (
        step.startswith(("literal[", "constrained-", "function-", "nullable")) or step == "str"
    )


def _scheme_at(scheme: type[Entry], path: Place) -> type[Entry]:
    """The scheme of the entry that lies at a path inside another."""
    for step in path:
        if isinstance(step, int):
            continue
        annotation = scheme.model_fields[step].annotation
        scheme = next(inner for inner in _parts(annotation) if isinstance(inner, type) and issubclass(inner, Entry))
    return scheme


def _parts(annotation: Any) -> list[Any]:
    inner = [part for argument in getattr(annotation, "__args__", ()) for part in _parts(argument)]
    return [annotation, *inner]


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


_PATTERNS = {
    "http": "write the full address, beginning with https://",
    r"[0-9a-f]{64}": "write the 64 hexadecimal digits that sha256sum prints",
    "^[0-9]{4}$": "write a year of four digits",
    "^[0-9]{2}$": "write the two digits of an HS chapter",
    "[A-U]": "write an ISIC Rev. 4 code: a section letter or two to four digits",
    r"^[a-z]{2}$": "write an ISO 639-1 code of two letters",
    "[^/": "write a file name without a folder",
}


def _pattern_words(pattern: str) -> str:
    for part, text in _PATTERNS.items():
        if part in pattern:
            return text
    return "an id is small letters and digits joined by hyphens, for example brest-offers-woodworking"
