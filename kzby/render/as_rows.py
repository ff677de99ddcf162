"""Rows that are of no view, as a table: the names and the values as they were asked for, not put into words."""

from collections.abc import Iterator

from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kzby.answer import Answer
from kzby.render import drawn, words
from kzby.render.as_table import GAP, widths
from kzby.render.terminal import Terminal

_LEAST = 20  # the width from which on a value may wrap


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """The rows below a header; where the columns have no room beside each other, row by row, a value a line."""
    yield from drawn.lines([_table(answer, terminal.width or drawn.UNBOUNDED)] if answer.rows else [], terminal)


def _table(answer: Answer, width: int) -> RenderableType:
    names = [column.name for column in answer.columns]
    rows = [[words.plain(value) for value in row] for row in answer.rows]
    columns = [[words.plain(name), *(row[at] for row in rows)] for at, name in enumerate(names)]
    full = [max(cell_len(line) for text in column for line in text.split("\n")) for column in columns]
    word = [max((cell_len(word) for text in column for word in text.split()), default=1) for column in columns]
    least = [max(longest, min(_LEAST, whole)) for longest, whole in zip(word, full, strict=True)]
    room = width - GAP * (len(names) - 1)
    if sum(least) > room:
        return _stacked(columns)
    return _beside(answer, columns, widths(least, full, room))


def _beside(answer: Answer, columns: list[list[str]], wide: list[int]) -> RenderableType:
    beside = Table(
        box=box.SIMPLE_HEAD, padding=(0, GAP - 1, 0, 0), pad_edge=False, header_style="bold", show_edge=False
    )
    for column, (name, *_), each in zip(answer.columns, columns, wide, strict=True):
        beside.add_column(Text(name), justify="right" if column.type == "number" else "left", width=each)
    for row in zip(*(texts for _, *texts in columns), strict=True):
        beside.add_row(*map(Text, row))
    return beside


def _stacked(columns: list[list[str]]) -> RenderableType:
    stack = Table.grid(padding=(0, GAP, 0, 0))
    stack.add_column(style="dim", no_wrap=True)
    stack.add_column(overflow="fold")
    for number, row in enumerate(zip(*(texts for _, *texts in columns), strict=True)):
        if number:
            stack.add_row("", "")
        for (name, *_), text in zip(columns, row, strict=True):
            stack.add_row(Text(name), Text(text))
    return stack
