"""Cells as answers have them: typed, and only what a dataset can hold.

A built file that was changed by hand may hold anything.
"""

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import isfinite
from types import NoneType
from typing import Any, NamedTuple

from kzby.model import dates

_Reader = Callable[[Any], Any]


class Kind(NamedTuple):
    """What a column can hold: its type, any closed list, whether it always has a value."""

    of: str
    words: Sequence[str]
    required: bool

    @property
    def types(self) -> tuple[type, ...]:
        """The Python types of its cells as SQLite gives them."""
        types = {"number": (int, float), "flag": (int,)}.get(self.of, (str,))
        return types if self.required else (*types, NoneType)


def rows(
    stored: Iterable[Sequence[Any]], kinds: Sequence[Kind], ids: Mapping[str, Container[str]]
) -> Iterator[tuple[Any, ...]]:
    """Stored rows with typed cells; `ids` are those that each type can have.

    ValueError or TypeError at what no dataset can hold.
    """
    types = [kind.types for kind in kinds]
    readers = [
        (at, read) for at, kind in enumerate(kinds) if (read := _reader(kind.of, kind.words, ids))
    ]
    for row in stored:
        if not all(map(isinstance, row, types)):
            raise TypeError(f"a row holds {row!r:.60}")
        cells = list(row)
        for at, read in readers:
            if cells[at] is not None:
                cells[at] = read(cells[at])
        yield tuple(cells)


def _reader(type_: str, words: Sequence[str], ids: Mapping[str, Container[str]]) -> _Reader | None:
    """What checks and reads the cells of a column, None if any text will do."""
    if type_.startswith("["):
        each = type_[1:-1]
        text = _text if each in _TEXTS else _object
        return partial(_list, _reader(each, words, ids) or text)
    if type_.startswith("{"):
        return lambda text: _object(json.loads(text))
    if known := words or ids.get(type_):
        return partial(_known, known)
    return _READERS.get(type_)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"{value!r:.60} is no text")


def _known(known: Container[str], value: Any) -> Any:
    if value in known:
        return value
    raise ValueError(f"{value!r:.60} is not known")


def _date(value: str) -> str:
    dates.bounds(value)
    return value


def _number(value: float) -> float:
    if isfinite(value):
        return value
    raise ValueError(f"{value} is no number")


def _object(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    raise TypeError(f"{value!r:.60} is no object")


def _list(read: _Reader, text: str) -> list[Any]:
    values = json.loads(text)
    if isinstance(values, list):
        return [read(value) for value in values]
    raise TypeError(f"{text:.60} is no list")


_TEXTS = ("id", "text", "word", "record")
_READERS: dict[str, _Reader] = {
    "flag": bool,
    "number": _number,
    "date": _date,
    "day": _date,
}
