"""What articles tell differently: record by record, the values side by side, each with the article that states it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import drawn, sections, words

_Rows = Sequence[Mapping[str, Any]]

_VALUE = 28  # a value that is longer wraps
_STYLES = {"conflict": "red", "revised": "yellow", "agree": "green"}


def conflicts(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a record, below it the fields that articles tell differently; of both the gravest come first."""
    first: _Rows = []
    for rows in sections.whole(answer.mappings(), itemgetter("id")):
        for number, (_, group) in enumerate(groupby(rows, key=itemgetter("id"))):
            same = list(group)
            if number or first:
                yield Text("")
            yield Text(same[0]["title"], "bold").append(f"  {words.identified(same[0])}", "dim")
            yield side_by_side(same, answer.labels, width, beside=[*first, *rows])
        first = first or rows


def side_by_side(
    rows: _Rows, labels: Mapping[str, str], width: int, *, beside: _Rows | None = None
) -> RenderableType:
    """A line an article: the field, with the verdict below it, what the article states of it, and which article it is.

    The columns are as wide as those of the rows that stand `beside` these.
    """
    if width < drawn.NARROW:
        return Group(
            *(
                Padding(Text(text), (0, 0, 0, indent))
                for row in rows
                for indent, text in _narrow(row, labels)
            )
        )
    among = beside or rows
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(
        min_width=max(cell_len(text) for row in among for text in _heads(row)), no_wrap=True
    )
    values = max(cell_len(text) for row in among for text, _ in _lines(row, labels))
    grid.add_column(min_width=min(_VALUE, values), max_width=_VALUE, overflow="fold")
    grid.add_column(overflow="fold")
    for row in rows:
        field, verdict = _heads(row)
        lines = list(_lines(row, labels))
        heads = [
            Text(field, "dim"),
            Text(verdict, _STYLES[verdict]),
            *[Text("")] * (len(lines) - 2),
        ]
        for head, (value, source) in zip(heads, lines, strict=True):
            grid.add_row(head, Text(value), Text(source))
    return Padding(grid, (0, 0, 0, 2))


def _heads(row: Mapping[str, Any]) -> tuple[str, str]:
    return words.header(row["field"]), row["verdict"]


def _lines(row: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What each article states, and which it is; where answers give none of these values, that too."""
    for one in row["told"]:
        yield words.stated(one, row, labels), words.teller(one, row, labels)
    if row["used"] is None:
        yield "none is used", "the article that answers follow states none"


def _narrow(row: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The same as indented lines."""
    yield 2, ": ".join(_heads(row))
    for value, source in _lines(row, labels):
        yield 4, value
        yield 6, source
