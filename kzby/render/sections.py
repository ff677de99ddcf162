"""Long answers in sections, each drawn as soon as it is read; the widths of the first serve while they can."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any, TypeVar

ROWS = (
    100  # enough that most answers are one section, few enough that the first stands there at once
)

_Row = TypeVar("_Row")


def of(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """The rows in lists of so many, the last of fewer."""
    left = iter(rows)
    while section := list(islice(left, ROWS)):
        yield section


def whole(rows: Iterable[_Row], key: Callable[[_Row], Any]) -> Iterator[list[_Row]]:
    """The rows in lists of so many or more: those in a row that have a key in common stay together."""
    section: list[_Row] = []
    for _, group in groupby(rows, key=key):
        section += group
        if len(section) >= ROWS:
            yield section
            section = []
    if section:
        yield section
