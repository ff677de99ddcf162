"""Cells as answers have them: typed, and only what a dataset can hold.

A built file that was changed by hand may hold anything.
"""

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from math import inf
from types import NoneType
from typing import Any, NamedTuple

from kzby.model import dates

_TEXTS = ("id", "text", "word", "record")
_STORED: dict[str, tuple[type, ...]] = {"number": (int, float), "flag": (int,)}  # others are text


class Kind(NamedTuple):
    """What a column can hold: its type, its words or ids (if any others are wrong), or nothing."""

    type: str
    known: Container[str] | None
    required: bool


def rows(stored: Iterable[Sequence[Any]], kinds: Sequence[Kind]) -> Iterator[tuple[Any, ...]]:
    """Stored rows with typed cells; ValueError or TypeError at what no dataset can hold."""
    empty = (NoneType,)
    types = [_STORED.get(kind.type, (str,)) + empty * (not kind.required) for kind in kinds]
    judged = [(at, kind) for at, kind in enumerate(kinds) if kind.known or kind.type not in _TEXTS]
    for row in stored:
        if not all(map(isinstance, row, types)):
            raise TypeError(f"a row holds {row!r:.60}")
        cells = list(row)
        for at, kind in judged:
            if cells[at] is not None:
                cells[at] = _typed(kind.type, kind.known, cells[at])
        yield tuple(cells)


def _typed(type_: str, known: Container[str] | None, value: Any) -> Any:
    """A stored value, or one in a list, in its type."""
    if type_.startswith("["):
        values = json.loads(value)
        if isinstance(values, list):
            return [_typed(type_[1:-1], known, each) for each in values]
    elif type_.startswith("{"):
        return _typed(type_[1:-1], None, json.loads(value))
    elif known:
        if value in known:
            return value
    elif type_ in ("date", "day"):
        dates.bounds(value)
        return value
    elif value not in (inf, -inf) and isinstance(
        value, _STORED.get(type_) or (str if type_ in _TEXTS else dict)
    ):
        return bool(value) if type_ == "flag" else value
    raise ValueError(f"{value!r:.60} cannot be {type_}")
