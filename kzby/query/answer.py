"""What every question gives and every renderer takes: typed columns and rows."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain, islice
from typing import Any, NamedTuple

from kzby.query import citation
from kzby.query.citation import Citation
from kzby.query.filters import Chosen
from kzby.store import Store
from kzby.text import shown


class Column(NamedTuple):
    """A column of an answer: its name and its type, as the data dictionary has them."""

    name: str
    type: str


Row = tuple[Any, ...]


class Rows(Iterable[Row]):
    """Rows that are read as they are walked, and never held; every walk reads them anew."""

    def __init__(self, read: Callable[[], Iterator[Row]]) -> None:
        self._read = read
        self._any: bool | None = None
        self.walked = False  # to the end, at least once

    def __iter__(self) -> Iterator[Row]:
        rows = self._read()
        first = list(islice(rows, 1))
        self._any = bool(first)
        yield from chain(first, rows)
        self.walked = True

    def __bool__(self) -> bool:
        """Whether there is any row: known from a walk, or found out by reading one."""
        return next((True for _ in self), False) if self._any is None else self._any

    def __eq__(self, other: object) -> bool:
        """Whether these are the same rows, read or listed, in the same order."""
        return isinstance(other, Rows | Sequence) and list(self) == list(other)


@dataclass(frozen=True)
class Answer:
    """Typed columns and rows of one view, or of none, if the user's own SQL gives them.

    Cells are text, numbers, bool, lists of these (or of mappings), or None for what is not known. The rows of a query
    come as they are read; they can be walked more than once. `labels` has the English name of what an id in a cell
    stands for, `cite` the citation of articles by their ids. An answer `in_full` is about single things: it also has
    what refers to them. An answer with `sources` has a column `source`, the numbers of its rows' articles among these,
    from 1. `tell` gives the notes.
    """

    view: str | None
    columns: tuple[Column, ...]
    rows: Sequence[Row] | Rows
    tell: Callable[[], Iterable[str]] = field(default=tuple, compare=False)
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)
    in_full: bool = False
    cite: Callable[[Sequence[str]], Citation] = field(kw_only=True, compare=False)
    sources: Callable[[], Citation] | None = field(default=None, compare=False)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Sentences for people, beside the data: what a name was taken to mean, why nothing was found.

        They are sought when they are first asked for, so that they do not keep the first row waiting.
        """
        return tuple(self.tell())

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def mappings(self) -> Iterator[dict[str, Any]]:
        """The rows, each as column name to value."""
        names = self.names
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def cited(found: Answer) -> Answer:
    """The answer with its `sources`: the articles behind its rows, in the order of their first use."""
    at = found.names.index("id" if found.view == "articles" else "articles")
    numbers: dict[str, int] = {}

    def numbered(row: Row) -> Row:
        ids = [row[at]] if found.view == "articles" else row[at]
        return (*row, [numbers.setdefault(id_, len(numbers) + 1) for id_ in ids])

    rows = Rows(lambda: map(numbered, found.rows))

    def sources() -> Citation:
        if not rows.walked:  # they have their numbers when their rows are read
            deque(rows, maxlen=0)
        return found.cite(list(numbers))

    return replace(
        found, columns=(*found.columns, Column("source", "[source]")), rows=rows, sources=sources
    )


class _Labels(Mapping[str, str]):
    """The names of a dataset's things by id, each looked up when it is first shown."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, str | None] = {}

    def __getitem__(self, id_: str) -> str:
        if id_ not in self._known:
            named = self._store.connection.execute(
                "SELECT text FROM label WHERE id = ?", (id_,)
            ).fetchone()
            self._known[id_] = shown(named[0]) if named else None
        text = self._known[id_]
        if text is None:
            raise KeyError(id_)
        return text

    def __iter__(self) -> Iterator[str]:
        return (id_ for (id_,) in self._store.connection.execute("SELECT id FROM label"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def answer(store: Store, view: str, query: Chosen) -> Answer:
    """The rows that a query gives, with the columns of the view as the dictionary has them."""
    sql = "SELECT name, type FROM dictionary WHERE view = ? ORDER BY position"
    columns = tuple(Column(*one) for one in store.connection.execute(sql, (view,)))
    rows = Rows(partial(_read, store, query, columns))
    return Answer(
        view, columns, rows, labels=_Labels(store), cite=partial(citation.of_articles, store)
    )


def _read(store: Store, query: Chosen, columns: Sequence[Column]) -> Iterator[Row]:
    """The rows of a query as they come, the cells that SQLite has no type for typed."""
    typed = [(at, read) for at, column in enumerate(columns) if (read := _typed(column))]
    for row in store.connection.execute(*query):
        cells = list(row)
        for at, read in typed:
            if cells[at] is not None:
                cells[at] = read(cells[at])
        yield tuple(cells)


def _typed(column: Column) -> Callable[[Any], Any] | None:
    """What makes a cell of what SQLite has, where that has no type for it."""
    if column.type == "flag":
        return bool
    return json.loads if column.type.startswith(("[", "{")) else None
