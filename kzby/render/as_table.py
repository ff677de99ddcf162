"""The page of an answer for people: a listing or the timeline, then the sources and a legend."""

import re
from collections.abc import Iterator
from itertools import chain, groupby, islice

from rich.console import RenderableType
from rich.text import Text

from kzby.query.answer import Answer, Column
from kzby.render import amounts, citing, words
from kzby.render.amounts import Fields
from kzby.render.as_figures import figures, identities
from kzby.render.as_sheet import DIFFERENCES, conflicts, sheet
from kzby.render.table import GAP, READ, Cell, chunks, draw, full_width, grid, indented, table
from kzby.render.terminal import WIDEST, Terminal

_NAMING = ("title", "headline", "of", "name", "label")  # the id may move below the first of these
_INFERRED = "? = year inferred, not stated by the article"
_VERDICTS = "agree: can be the same; revised: a later report or state; used: what answers give"


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """An answer as people read it; nothing is cut, and nothing is wrapped where the width is None."""
    legend = set()
    for line in draw(_parts(answer, terminal.width or WIDEST), terminal):
        if answer.view and re.search(r"\d\d\?", line):
            legend.add(_INFERRED)
        if answer.view == "conflicts" or (answer.in_full and DIFFERENCES in line):
            legend.add(_VERDICTS)
        yield line
    if answer.sources and not answer.empty:
        yield ""
        yield from citing.numbered(answer.sources(), terminal.width)
    if terminal.interactive and legend:
        yield from draw([Text(f"\n{' · '.join(sorted(legend))}", "dim")], terminal)


def _parts(answer: Answer, width: int) -> Iterator[RenderableType]:
    if answer.in_full:
        return sheet(answer, width)
    match answer.view:
        case "timeline":
            return timeline(answer, width)
        case "trade" | "derived":
            return figures(answer, width)
        case "reconciliation":
            return identities(answer)
        case "conflicts":
            return conflicts(answer, width)
    return listing(answer, width)


def listing(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A line a row: of a view the columns that it shows, in words, and the id; of the user's own SQL the bare values."""
    columns = answer.shown
    right = {at for at, column in enumerate(columns) if column.type == "number"}
    if answer.view is None:
        rows = ([Text(words.plain(value)) for value in row] for row in answer.rows)
        return table(answer.names, rows, width, right=right)
    headers, names = [column.header for column in columns], [column.name for column in columns]
    hidden = "id" in answer.names and "id" not in names  # the id, which `show` takes

    def cells(row: Fields) -> list[Cell]:
        texts = [words.cell(column, row, answer.labels) for column in columns]
        id_ = [Text(row["id"], "dim")] if hidden else []
        return [*(text if text is None else Text(text) for text in texts), *id_]

    below = next((names.index(name) for name in _NAMING if hidden and name in names), None)
    headers += ["id"] * hidden
    return table(headers, map(cells, answer.mappings()), width, right=right, below=below)


_AT = Column("at", "date", "at")
_SAID = {"proposal", "remark", "count", "goods"}
_DONE = {"held", "signed", "under-way"}
_WIDE, _DATE = 120, 17  # below this width dates wrap, to leave what happened its room
_STATUS = 10  # the width of a status
_NARROW = 72  # below this width a record takes a line for its date and one for what it is


def timeline(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a year, then its records in the order of their latest day; those without a day come last.

    A year is marked as inferred while all its records are; the first that is not comes below a heading of its own.
    """
    rows = answer.mappings()
    first = list(islice(rows, READ))
    widest = WIDEST if width >= _WIDE else _DATE
    room, above = min(full_width(map(_date, first)), widest), ""
    for year, group in groupby(chain(first, rows), key=_year):
        for chunk in chunks(group):
            inferred = above != year and all("?" in row["at"] for row in chunk)
            heading = f"{year}?" if inferred else year
            if heading != above:
                yield Text(f"\n{heading}" if above else heading, "bold")
            above = heading
            if width < _NARROW:
                for row in chunk:
                    mark, word = _mark(row)
                    yield Text(" ").join([mark, _date(row).append(" "), word])
                    yield indented(_what(row), GAP)
                continue
            cells = [[_date(row), *_mark(row), _what(row)] for row in chunk]
            room = max(room, min(full_width(date for date, *_ in cells), widest))
            yield grid([room, 1, _STATUS, width - room - 1 - _STATUS - 3 * GAP], cells)


def _year(row: Fields) -> str:
    if row["at_latest"]:
        return str(row["at_latest"][:4])
    return "no end known" if row["at_earliest"] else "no year known"


def _date(row: Fields) -> Text:
    return Text(words.cell(_AT, row, {}) or words.DASH)


def _mark(row: Fields) -> tuple[Text, Text]:
    """The sign of a record and its word: ● took place, ◐ under way, ○ ahead, ■ a figure, · said."""
    kind, status = row["kind"], row["status"]
    if kind in _SAID:
        mark, style = "·", "dim"
    elif kind == "trade":
        mark, style = "■", "cyan"
    elif status in _DONE:
        mark, style = "◐" if status == "under-way" else "●", "green"
    else:
        mark, style = "○", "yellow"
    word = kind if kind in (*_SAID, "trade") else status
    return Text(mark, style), Text(word.replace("-", " "), style)


def _what(row: Fields) -> Text:
    figure = "" if row["value"] is None else f": {amounts.figure(row)}"
    title = Text(f"{row['title']}{figure}", "dim" if row["kind"] in _SAID else "")
    return title.append(f"  {words.identified(row)}", "dim")
