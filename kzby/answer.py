"""What every question gives and every renderer takes: typed columns and rows."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

from kzby import citation
from kzby.citation import Citation
from kzby.filters import Chosen
from kzby.store import Store
from kzby.terms import View


class Column(NamedTuple):
    """A column of an answer: its name and its type, as the data dictionary has them."""

    name: str
    type: str


@dataclass(frozen=True)
class Answer:
    """Typed columns and rows of one view, or of none, if the user's own SQL gives them.

    Cells are text, numbers, bool, lists of these (or of mappings), or None for what is not known. `notes` are for
    people, beside the data: what a name was taken to mean, why nothing was found. `labels` has the English name of
    what an id in a cell stands for, `cite` the citation of articles by their ids. An answer `in_full` is about single
    things: it also has what refers to them. An answer with `sources` has a column `source`, the numbers of its rows'
    articles among these, from 1.
    """

    view: View | None
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    notes: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)
    in_full: bool = False
    cite: Callable[[Sequence[str]], Citation] = field(kw_only=True, compare=False)
    sources: Citation | None = None

    def mappings(self) -> Iterator[dict[str, Any]]:
        """The rows, each as column name to value."""
        keys = [column.name for column in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)


class _Labels(Mapping[str, str]):
    """The names of a dataset's things by id, read when the first is asked for: the machine formats need none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(self._store.connection.execute("SELECT id, text FROM label").fetchall())

    def __getitem__(self, id_: str) -> str:
        return self._names[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def answer(store: Store, view: View, query: Chosen) -> Answer:
    """The rows that a query gives, typed as the dictionary types the columns of the view."""
    cursor = store.connection.execute(*query)
    types = dict(store.connection.execute("SELECT name, type FROM dictionary WHERE view = ?", (view,)).fetchall())
    columns = tuple(Column(name, types[name]) for name, *_ in cursor.description)
    rows = [tuple(_cell(c.type, value) for c, value in zip(columns, row, strict=True)) for row in cursor]
    return Answer(view, columns, rows, labels=_Labels(store), cite=partial(citation.of_articles, store))


def _cell(type_: str, value: Any) -> Any:
    if value is None:
        return None
    if type_ == "flag":
        return bool(value)
    return json.loads(value) if type_.startswith(("[", "{")) else value
