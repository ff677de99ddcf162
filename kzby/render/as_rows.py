"""Rows that are of no view, as a table: the names and the values as they were asked for, not put into words."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import drawn, sections, words
from kzby.render.grid import GAP, Grid, header, shared
from kzby.render.terminal import Terminal

_LEAST = 20  # the width from which on a value may wrap


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """The rows below a header; where the columns have no room beside each other, row by row, a value a line.

    They come in sections, each with a header and widths of its own.
    """
    width = terminal.width or drawn.UNBOUNDED
    yield from drawn.lines(
        (_table(answer, rows, width) for rows in sections.of(answer.rows)), terminal
    )


def _table(answer: Answer, rows: list[tuple[object, ...]], width: int) -> RenderableType:
    told = [[words.plain(value) for value in row] for row in rows]
    names = [words.plain(name) for name in answer.names]
    columns = [[name, *(row[at] for row in told)] for at, name in enumerate(names)]
    full = [
        max(cell_len(line) for text in column for line in text.split("\n")) for column in columns
    ]
    word = [
        max((cell_len(word) for text in column for word in text.split()), default=1)
        for column in columns
    ]
    least = [max(longest, min(_LEAST, whole)) for longest, whole in zip(word, full, strict=True)]
    room = width - GAP * (len(names) - 1)
    if sum(least) > room:
        return _stacked(names, told, width)
    wide = shared(least, full, room)
    right = [at for at, column in enumerate(answer.columns) if column.type == "number"]
    return Group(header(wide, names, right), Grid(wide, map(_texts, told), right))


def _texts(row: list[str]) -> list[Text]:
    return [Text(text) for text in row]


def _stacked(names: list[str], rows: list[list[str]], width: int) -> RenderableType:
    name_width = max(map(cell_len, names))
    return Grid([name_width, max(width - name_width - GAP, 1)], _fields(names, rows))


def _fields(names: list[str], rows: list[list[str]]) -> Iterator[list[Text]]:
    for number, row in enumerate(rows):
        if number:
            yield [Text(), Text()]
        yield from ([Text(name, "dim"), Text(text)] for name, text in zip(names, row, strict=True))
