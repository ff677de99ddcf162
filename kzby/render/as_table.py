"""The page of an answer in a terminal: listings, the timeline, conflicts; then its sources and a legend."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice
from typing import Any

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from kzby.query.answer import Answer, Column, Row
from kzby.render import amounts, citing, words
from kzby.render.table import READ, Cell, chunks, draw, grid, indented, table
from kzby.render.terminal import WIDEST, Terminal

_TELLING = ("title", "headline", "of", "name", "label")  # the id may stand below the first of these
_INFERRED = "? = year inferred, not stated by the article"
_VERDICTS = "agree: can be the same; revised: a later report or state; used: what answers give"


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """An answer as people read it; nothing is ever cut, and nothing is wrapped where the width is None."""
    from kzby.render import as_figures, as_sheet

    width = terminal.width or WIDEST
    signs: set[str] = set()
    watched = _watched(answer, signs)
    if answer.in_full:
        parts = as_sheet.sheet(watched, width)
    elif answer.view == "timeline":
        parts = timeline(watched, width)
    elif answer.view in ("trade", "derived"):
        parts = as_figures.figures(watched, width)
    elif answer.view == "reconciliation":
        parts = as_figures.identities(watched)
    elif answer.view == "conflicts":
        parts = as_sheet.conflicts(watched, width)
    else:
        parts = listing(watched, width)
    yield from draw(parts, terminal)
    if answer.sources and not answer.empty:
        yield ""
        yield from citing.numbered(answer.sources(), terminal.width)
    if terminal.interactive and signs:
        yield from draw([Text(f"\n{' · '.join(sorted(signs))}", "dim")], terminal)


def _watched(answer: Answer, signs: set[str]) -> Answer:
    """The same answer; what the signs in its rows mean is added to `signs` as they are read."""
    if answer.view is None:
        return answer
    columns = answer.columns if answer.in_full else answer.shown
    dated = [answer.names.index(column.name) for column in columns if column.type == "date"]

    def watched(row: Row) -> Row:
        dates = [row[at] for at in dated]
        fields = dict(zip(answer.names, row, strict=True))
        conflicts = [fields] if answer.view == "conflicts" else fields.get("conflicts") or ()
        for conflict in conflicts:
            signs.add(_VERDICTS)
            dates += [each["value"] for each in conflict["told"] if conflict["type"] == "date"]
        if any("?" in (date or "") for date in dates):
            signs.add(_INFERRED)
        return row

    return replace(answer, rows=map(watched, answer.rows))


def listing(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A line a row: of a view the columns that it shows, in words; of the user's own SQL the values as they are."""
    columns = answer.shown
    headers = [column.header if answer.view else column.name for column in columns]
    right = {at for at, column in enumerate(columns) if column.type == "number"}
    if answer.view is None:
        rows = ([Text(words.plain(value)) for value in row] for row in answer.rows)
        return table(headers, rows, width, right=right)
    names = [column.name for column in columns]
    cells = (_cells(columns, row, answer.labels) for row in answer.mappings())
    if "id" in names or "id" not in answer.names:
        return table(headers, cells, width, right=right)
    below = next(names.index(name) for name in _TELLING if name in names)
    return table([*headers, "id"], cells, width, right=right, below=below)


def _cells(
    columns: Sequence[Column], row: Mapping[str, Any], labels: Mapping[str, str]
) -> list[Cell]:
    """A row in words, with its id last if it has one that no column shows."""
    texts = [words.cell(column, row, labels) for column in columns]
    cells: list[Cell] = [None if text is None else Text(text) for text in texts]
    if "id" in row and not any(column.name == "id" for column in columns):
        cells.append(Text(row["id"], "dim"))
    return cells


_AT = Column("at", "date", "at")
_SAID = {"proposal", "remark", "count", "goods"}
_DONE = {"held", "signed", "under-way"}
_WIDE, _DATE = 120, 17  # below this width dates wrap, to leave what happened its room
_NARROW = 72  # below this width a record takes a line for its date and one for what it is


def timeline(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a year, then its records in the order of their latest day; those without a day come last.

    A year is marked as inferred while all its records are; the first that is not comes below a heading of its own.
    """
    rows = answer.mappings()
    first = list(islice(rows, READ))
    room, above = _date_width(first, width), ""
    for year, group in groupby(chain(first, rows), key=_year):
        for chunk in chunks(group):
            inferred = above != year and all("?" in row["at"] for row in chunk)
            heading = f"{year}?" if inferred else year
            if heading != above:
                yield Text(f"\n{heading}" if above else heading, "bold")
            above = heading
            if width < _NARROW:
                yield from _narrow(chunk, width)
                continue
            room = max(room, _date_width(chunk, width))
            widths = [room, 1, 10]
            cells = [[Text(_date(row)), *_mark(row), _what(row)] for row in chunk]
            yield grid([*widths, width - sum(widths) - 2 * len(widths)], cells)


def _date_width(rows: Sequence[Mapping[str, Any]], width: int) -> int:
    widest = max((cell_len(_date(row)) for row in rows), default=0)
    return widest if width >= _WIDE else min(widest, _DATE)


def _narrow(rows: Sequence[Mapping[str, Any]], width: int) -> Iterator[RenderableType]:
    for row in rows:
        mark, word = _mark(row)
        yield Text(" ").join([mark, Text(f"{_date(row)} "), word])
        yield indented(_what(row), 2)


def _year(row: Mapping[str, Any]) -> str:
    if row["at_latest"]:
        return str(row["at_latest"][:4])
    return "no end known" if row["at_earliest"] else "no year known"


def _date(row: Mapping[str, Any]) -> str:
    return words.cell(_AT, row, {}) or words.DASH


def _mark(row: Mapping[str, Any]) -> tuple[Text, Text]:
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


def _what(row: Mapping[str, Any]) -> Text:
    figure = "" if row["value"] is None else f": {amounts.figure(row)}"
    title = Text(f"{row['title']}{figure}", "dim" if row["kind"] in _SAID else "")
    return title.append(f"  {words.identified(row)}", "dim")
