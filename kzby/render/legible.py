"""Answers as a terminal may have them: nothing in a cell steers it, whoever wrote the data."""

from dataclasses import replace
from typing import Any

from kzby.query.answer import Answer
from kzby.text import shown


def legible(answer: Answer) -> Answer:
    """The answer with each hidden character of its cells, and of the names of its columns, as an escape.

    A line break within a cell is one: there it steers nothing.
    """
    columns = tuple(column._replace(name=shown(column.name)) for column in answer.columns)
    rows = (tuple(map(_legible, row)) for row in answer.rows)
    return replace(answer, columns=columns, rows=rows)


def _legible(value: Any) -> Any:
    match value:
        case str():
            return shown(value, but="\n")
        case list():
            return list(map(_legible, value))
        case dict():
            return {name: _legible(one) for name, one in value.items()}
        case _:
            return value
