"""CSV, TSV, and CSV for spreadsheets: every column, an empty cell for what is not known.

A list is joined by `; `, the values of an object by ` | ` in the order that JSON has them; a list among these is JSON.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kzby.query.answer import Answer

_END = "\r\n"  # what a cell must not have unquoted; `say` ends the lines


def rows(answer: Answer, delimiter: str) -> Iterator[str]:
    """The header and the rows as RFC 4180 has them, but for the line ends."""
    return table([column.name for column in answer.columns], answer.rows, delimiter)


def table(
    names: Sequence[str], lines: Iterable[Sequence[Any]], delimiter: str = ","
) -> Iterator[str]:
    """Any header and rows in the same way."""
    yield _line(names, delimiter)
    for row in lines:
        yield _line([_cell(value) for value in row], delimiter)


def spreadsheet(answer: Answer) -> Iterator[str]:
    """CSV that a spreadsheet opens right: with a byte order mark, and no text that it would take for a formula."""
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}"
    yield mark + _line([column.name for column in answer.columns], ",")
    for row in answer.rows:
        yield _line([_inert(_cell(value)) for value in row], ",")


def _inert(cell: Any) -> Any:
    return (
        f"'{cell}"
        if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        else cell
    )


def _line(cells: Sequence[Any], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=_END).writerow(cells)
    return text.getvalue().removesuffix(_END)


def _cell(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(str(_cell(one)) for one in value)
        case dict():
            return " | ".join(map(_part, value.values()))
        case _:
            return value


def _part(value: Any) -> str:
    """A value within an object; a list there stays as JSON has it."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)
