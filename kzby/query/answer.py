"""What every question gives and every renderer takes: typed columns, rows, notes."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from kzby.query import citation
from kzby.query.citation import Citation
from kzby.store import Store
from kzby.text import shown

Row = tuple[Any, ...]
Value = str | int  # what SQL is given to compare with


class Select(NamedTuple):
    """An SQL query and the values it binds."""

    sql: str
    values: tuple[Value, ...] = ()


class Column(NamedTuple):
    """A column: its name, its type as the data dictionary has it, its header in a table."""

    name: str
    type: str
    header: str


@dataclass(frozen=True)
class Answer:
    """Typed columns and rows of one view, or, if `view` is None, of the user's own SQL.

    Cells are text, numbers, bool, lists of these (or of mappings), or None for what is not known. Rows can be read
    once; `notes` and `sources` are known after that. `shown` are the columns of a table, in its order; `labels` names
    the ids in cells; `cite` gives the citation of articles. With `sources`, a column `source` numbers the articles of
    each row among these, from 1. An answer `in_full` is about single things and has what refers to them.
    """

    view: str | None
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    shown: tuple[Column, ...]
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)
    notes: Callable[[], Iterable[str]] = field(default=tuple, compare=False)
    cite: Callable[[Sequence[str]], Citation] = field(kw_only=True, compare=False)
    sources: Callable[[], Citation] | None = field(default=None, compare=False)
    in_full: bool = False
    empty: bool = False

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def mappings(self) -> Iterator[dict[str, Any]]:
        """The rows, each as column name to value."""
        names = self.names
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def answer(store: Store, view: str, select: Select) -> Answer:
    """The rows of a query, with the columns of the view as the dictionary has them."""
    sql = "SELECT name, type, header FROM dictionary WHERE view = ? ORDER BY position"
    columns = tuple(Column(*row) for row in store.connection.execute(sql, (view,)))
    by_name = {column.name: column for column in columns}
    sql = "SELECT value FROM catalogue, json_each(shown) WHERE view = ? ORDER BY json_each.key"
    table = tuple(by_name[name] for (name,) in store.connection.execute(sql, (view,)))
    labels = store.connection.execute("SELECT id, text FROM label")
    rows = _rows(store, select, columns)
    first = next(rows, None)
    return Answer(
        view,
        columns,
        chain([first], rows) if first else (),
        table,
        {id_: shown(text) for id_, text in labels},
        cite=partial(citation.of_articles, store),
        empty=first is None,
    )


def cited(plain: Answer) -> Answer:
    """The answer with its `sources`: the articles of its rows, in the order of their first use."""
    at = plain.names.index("id" if plain.view == "articles" else "articles")
    numbers: dict[str, int] = {}

    def numbered(row: Row) -> Row:
        ids = [row[at]] if plain.view == "articles" else row[at]
        return (*row, [numbers.setdefault(id_, len(numbers) + 1) for id_ in ids])

    column = Column("source", "[source]", "source")
    return replace(
        plain,
        columns=(*plain.columns, column),
        shown=(*plain.shown, column),
        rows=map(numbered, plain.rows),
        sources=lambda: plain.cite(list(numbers)),
    )


def _rows(store: Store, select: Select, columns: Sequence[Column]) -> Iterator[Row]:
    """The rows of a query as they come, with the types that SQLite lacks."""
    readers = [
        (at, bool if column.type == "flag" else json.loads)
        for at, column in enumerate(columns)
        if column.type == "flag" or column.type.startswith(("[", "{"))
    ]
    for row in store.connection.execute(*select):
        cells = list(row)
        for at, read in readers:
            if cells[at] is not None:
                cells[at] = read(cells[at])
        yield tuple(cells)
