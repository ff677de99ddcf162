"""What questions give and renderers take: typed columns, rows, notes.

Cells are judged: a built file that was changed by hand may hold anything.
"""

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from kzby.model import dates
from kzby.store import Store

if TYPE_CHECKING:
    from kzby.query.citation import Citation

# Types whose ids have a name.
_NAMED = ("region", "person", "organization", "sector", "party", "subject")
# The Python types of some types; of others within a list, a mapping.
_PYTHON: dict[str, Any] = {"number": (int, float), "flag": int}
_PYTHON |= dict.fromkeys(("id", "text", "word", "record"), str)
Row = tuple[Any, ...]
Fields = Mapping[str, Any]  # a row, or an object in a cell, by name
Labels = Mapping[str, str]  # names by id
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


class Finding(NamedTuple):
    """A heading; every number in it counts its ids or is in a row."""

    text: str
    ids: Sequence[str]

    def __str__(self) -> str:
        return self.text


class Answer(NamedTuple):
    """Typed columns and rows, of one view of the dataset or, if `view` is None, of none.

    Rows can be read once; `notes` and `sources` are known after that.
    """

    store: Store
    view: str | None
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    shown: tuple[Column, ...]  # the columns of a table
    notes: Callable[[], Iterable[str]] = tuple
    outside: Callable[[], Container[str]] = tuple  # the ids that may lie outside the period
    sources: Callable[[], "Citation"] | None = None  # what a column `source` numbers, from 1
    about: str = "kzby"  # what the view lists
    findings: Sequence[Finding] = ()
    in_full: bool = False  # about single things
    unfolded: bool = False  # a page has every row
    ids: bool = False  # a page has every id
    matched: Sequence[str] = ()  # the words of a search
    cards: Callable[[], "Sequence[Answer]"] = tuple  # other answers beside it
    empty: bool = False

    @property
    def labels(self) -> Labels:
        """The names of the ids in cells."""
        return self.store.labels

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def mappings(self) -> Iterator[dict[str, Any]]:
        """The rows, each as column name to value."""
        names = self.names
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    def surest_first(self) -> Iterable[dict[str, Any]]:
        """The rows as mappings, last those that may lie outside the period."""
        if outside := self.outside():
            return sorted(self.mappings(), key=lambda row: row["id"] in outside)
        return self.mappings()

    def citation(self) -> "Citation":
        """What to cite for it, once its rows are read: its sources, or the dataset alone."""
        from kzby.query import citation  # most answers do without

        return self.sources() if self.sources else citation.of_articles(self.store, [])

    def kept(self) -> "Answer":
        """The answer with its rows in a list, to be read more than once."""
        return self._replace(rows=list(self.rows))


def answer(store: Store, view: str, select: Select) -> Answer:
    """The rows of a query in columns of a view; ValueError or TypeError at an impossible cell."""
    run = store.connection.execute
    ids: dict[str, Container[str]] = dict.fromkeys(_NAMED, store.labels)
    ids |= {"speaker": {*store.labels, "article", "parties"}, "article": store.articles}
    columns, readers = {}, []
    sql = "SELECT name, type, header, words, required FROM dictionary WHERE view = ? ORDER BY position"
    for name, type_, header, words, required in run(sql, (view,)):
        columns[name] = Column(name, type_, header)
        known = json.loads(words) or ids.get(type_.strip("[]"))
        read = partial(_cell, type_, known, required=bool(required))
        # texts repeat; 1 and 1.0 are one to a cache
        readers.append(read if type_ in ("number", "flag") else cache(read))
    rows = (
        tuple(read(cell) for read, cell in zip(readers, row, strict=True)) for row in run(*select)
    )
    first = next(rows, None)
    every = chain([first], rows) if first else ()
    sql = "SELECT about, shown FROM catalogue WHERE view = ?"
    about, listed = run(sql, (view,)).fetchone() or ("kzby", "[]")
    table = tuple(columns[name] for name in json.loads(listed))
    own = tuple(columns.values())
    return Answer(store, view, own, every, table, about=about, empty=first is None)


def _cell(type_: str, known: Container[str] | None, stored: Any, *, required: bool = True) -> Any:
    """A stored cell in its type; ValueError, as a built file may hold anything."""
    if stored is None and not required:
        return None
    if type_.startswith("["):
        values = json.loads(stored)
        if isinstance(values, list):
            return [_cell(type_[1:-1], known, each) for each in values]
    elif type_.startswith("{"):
        return _cell(type_[1:-1], None, json.loads(stored))
    elif known:
        if stored in known:
            return stored
    elif type_ in ("date", "day"):
        dates.bounds(stored)
        return stored
    elif isinstance(stored, _PYTHON.get(type_, dict)) and stored not in (inf, -inf):
        return bool(stored) if type_ == "flag" else stored
    raise ValueError(f"{stored!r:.60} cannot be {type_}")


class _Numbers(Sequence[int]):
    """The numbers of some articles among the sources, which each gets when it is first shown."""

    def __init__(self, articles: Sequence[str], known: dict[str, int]) -> None:
        self.articles, self.known = articles, known

    def __len__(self) -> int:
        return len(self.articles)

    def __getitem__(self, at: Any) -> Any:
        return self.known.setdefault(self.articles[at], len(self.known) + 1)


def cited(plain: Answer) -> Answer:
    """The answer with its `sources`: the articles of its rows, in the order in which they are shown.

    Of people those of their titles come first, a number for each title.
    """
    from kzby.query import citation

    known: dict[str, int] = {}
    cells: list[_Numbers] = []

    def numbered(row: Fields) -> _Numbers:
        ids = [row["id"]] if plain.view == "articles" else row["articles"]
        if plain.view == "people":
            ids = [*(role["article"] for role in row["roles"]), *ids]
        cells.append(_Numbers(ids, known))
        return cells[-1]

    source = Column("source", "[source]", "source")

    def with_sources(answer: Answer) -> Answer:
        return answer._replace(
            columns=(*answer.columns, source),
            shown=(*answer.shown, source),
            rows=((*row.values(), numbered(row)) for row in answer.mappings()),
        )

    def sources() -> "Citation":
        for cell in cells:  # of some no number was shown
            list(cell)
        return citation.of_articles(plain.store, list(known))

    return with_sources(plain)._replace(
        sources=sources,
        cards=lambda: [with_sources(c) if "articles" in c.names else c for c in plain.cards()],
    )
