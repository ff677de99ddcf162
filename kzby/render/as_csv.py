"""CSV and TSV: every column, a header row, lists joined by `; `, an empty cell for what is not known.

An object is its values joined by ` | `, in the order that JSON has them.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from kzby.answer import Answer


def rows(answer: Answer, delimiter: str) -> Iterator[str]:
    """The header and the rows as RFC 4180 has them, but for the line ends."""
    yield _line([column.name for column in answer.columns], delimiter)
    for row in answer.rows:
        yield _line([_cell(value) for value in row], delimiter)


def _line(cells: list[Any], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow(cells)
    return text.getvalue()


def _cell(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(str(_cell(one)) for one in value)
        case dict():
            return " | ".join("" if one is None else str(one) for one in value.values())
        case _:
            return value
