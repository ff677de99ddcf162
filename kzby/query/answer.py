"""What questions give and renderers take: typed columns, rows, notes."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from kzby.query import cells, citation
from kzby.query.citation import Citation
from kzby.store import Store
from kzby.text import shown

# Types whose ids have a name.
_NAMED = ("region", "person", "organization", "sector", "party", "subject")
Row = tuple[Any, ...]
Value = str | int  # what SQL is given to compare with


class Select(NamedTuple):
    """An SQL query and the values it binds."""

    sql: str
    values: tuple[Value, ...] = ()


class Column(NamedTuple):
    """A column: its name, its type in the data dictionary, its header in a table."""

    name: str
    type: str
    header: str


@dataclass(frozen=True)
class Answer:
    """Typed columns and rows of one view, or, if `view` is None, of the user's own SQL.

    Cells are text, numbers, bool, lists of these (or of mappings),
    or None for what is not known. Rows can be read once; `notes`
    and `sources` are known after that. `shown` are the columns of a
    table, in its order; `labels` names the ids in cells; `cite`
    gives the citation of articles. With `sources`, a column
    `source` numbers the articles of each row among these, from 1.
    An answer `in_full` is about single things and has what refers
    to them.
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
    """The rows of a query, with the columns of the view as the dictionary has them.

    ValueError or TypeError at a cell that no dataset can have.
    """
    run = store.connection.execute
    sql = """
        SELECT name, type, header, words, required
        FROM dictionary WHERE view = ? ORDER BY position
    """
    entries = run(sql, (view,)).fetchall()
    columns = tuple(Column(*entry[:3]) for entry in entries)
    by_name = {column.name: column for column in columns}
    sql = """
        SELECT value FROM catalogue, json_each(shown)
        WHERE view = ? ORDER BY json_each.key
    """
    table = tuple(by_name[name] for (name,) in run(sql, (view,)))
    labels = {id_: shown(text) for id_, text in run("SELECT id, text FROM label")}
    kinds = [
        cells.Kind(type_, json.loads(words), bool(required))
        for _, type_, _, words, required in entries
    ]
    ids: dict[str, Collection[str]] = dict.fromkeys(_NAMED, labels)
    ids["speaker"] = {*labels, "article", "parties"}
    ids["article"] = {id_ for (id_,) in run("SELECT id FROM article")}
    rows = cells.rows(run(*select), kinds, ids)
    first = next(rows, None)
    return Answer(
        view,
        columns,
        chain([first], rows) if first else (),
        table,
        labels,
        cite=partial(citation.of_articles, store),
        empty=first is None,
    )


def cited(plain: Answer) -> Answer:
    """The answer with its `sources`: the articles of its rows, by first use."""
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
