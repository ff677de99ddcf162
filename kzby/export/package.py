"""The dataset as tables for other tools: which there are, what their columns may hold, how they refer to each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from kzby.model import terms
from kzby.query import views
from kzby.query.citation import Edition
from kzby.store import Store


@dataclass(frozen=True)
class Field:
    """A column: its name, type and meaning as the dictionary has them.

    `words` are all that it can hold, if its list is closed; no row of a `required` one is without a value.
    """

    name: str
    type: str
    meaning: str
    words: tuple[str, ...]
    required: bool


class Reference(NamedTuple):
    """A column whose every value is the `key` of a row in another table, or in the same."""

    field: str
    table: str
    key: str


@dataclass(frozen=True)
class Table:
    """A view with what is promised of it; the values of its `key`, if it has one, tell its rows apart."""

    name: str
    about: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    references: tuple[Reference, ...]


class File(NamedTuple):
    """A table as a file: its name in the package, how many bytes it has, and their SHA-256 in hexadecimal digits."""

    table: Table
    name: str
    size: int
    sha256: str


class Package(NamedTuple):
    """The tables of a dataset as files, and its edition."""

    files: tuple[File, ...]
    edition: Edition


class _Promise(NamedTuple):
    """What a table is about, its key, and the columns that always have a value, beside the key and the lists."""

    about: str
    key: tuple[str, ...] = ("id",)
    required: tuple[str, ...] = ()


_DATED = ("kind", "title", "date", "year_stated", "date_basis", "status")
_HEAD = (*_DATED, "speaker", "quote")
_WHOSE = ("region", "partner", "flow", "basis")
_PROMISES = {
    "records": _Promise("All records, with what is said of every kind", required=_HEAD),
    "timeline": _Promise("All records in order of time, plans when due", required=(*_HEAD, "at")),
    "meetings": _Promise("What took place: meetings, visits, talks", required=(*_HEAD, "form")),
    "plans": _Promise("What was announced, promised or expected for later", required=_HEAD),
    "proposals": _Promise(
        "In which sectors who proposed to work together", required=(*_HEAD, "sector", "form")
    ),
    "sectors": _Promise("Sectors, and the proposals of each", ("sector",), ("label", "proposals")),
    "projects": _Promise("Concrete ventures and their stage", required=(*_HEAD, "stage")),
    "agreements": _Promise("Agreements and who is bound by them", required=_HEAD),
    "trade": _Promise("Figures of trade, as printed", required=(*_HEAD, *_WHOSE)),
    "derived": _Promise(
        "What follows from the figures of trade",
        required=(*_DATED, *_WHOSE, "measure", "formula", "stands_for"),
    ),
    "reconciliation": _Promise(
        "Whether the figures of trade agree with each other",
        (),
        (*_WHOSE, "identity", "computed", "verdict"),
    ),
    "goods": _Promise(
        "Goods traded, and which way", required=(*_HEAD, "name", "region", "partner", "flow")
    ),
    "counts": _Promise(
        "Other numbers: of companies, visits, projects",
        required=(*_HEAD, "value_text", "unit", "of"),
    ),
    "remarks": _Promise("Claims and opinions", required=_HEAD),
    "conflicts": _Promise(
        "What articles tell differently of one record", ("id", "field"), (*_HEAD, "type", "verdict")
    ),
    "people": _Promise(
        "People with their titles and spellings", required=("name", "side", "records")
    ),
    "organizations": _Promise(
        "Authorities, companies and other bodies", required=("name", "type", "records")
    ),
    "regions": _Promise(
        "Regions of both countries, recorded or not", required=("name", "type", "records")
    ),
    "articles": _Promise(
        "The articles that everything rests on",
        required=(
            "headline",
            "sha256",
            "url",
            "publisher",
            "agency",
            "language",
            "published",
            "dating",
            "records",
        ),
    ),
    "mentions": _Promise(
        "Which article reports a record, in which words", ("record", "article"), ("file", "line")
    ),
    "places": _Promise("Every region, city or town that a record is about", ("record", "region")),
    "links": _Promise("Which record leads to which other", ("record", "field", "target")),
    "names": _Promise("Every name by which a thing is known", ("kind", "id", "rank"), ("text",)),
}

# The closed lists: of columns, and of those that hold another in one table.
_WORDS: dict[str, Sequence[str]] = {
    "kind": get_args(terms.Kind),
    "status": get_args(terms.Status),
    "side": get_args(terms.Side),
    "outcome": get_args(terms.Outcome),
    "stage": get_args(terms.Stage),
    "flow": get_args(terms.Flow),
    "sign": get_args(terms.Sign),
    "hedge": get_args(terms.Hedge),
    "change_kind": get_args(terms.ChangeKind),
    "basis": get_args(terms.Basis),
    "stands_for": get_args(terms.Basis),
    "measure": get_args(terms.Measure),
    "identity": get_args(terms.Identity),
    "meetings.form": get_args(terms.MeetingForm),
    "proposals.form": get_args(terms.ProposalForm),
    "goods.flow": get_args(terms.Direction),
    "conflicts.verdict": get_args(terms.Verdict),
    "reconciliation.verdict": get_args(terms.Consistency),
    "regions.type": get_args(terms.RegionType),
}

# Where the things are that a column of a type names; `speaker` and `party` can be of several tables.
_HELD = {
    "region": ("regions", "id"),
    "person": ("people", "id"),
    "organization": ("organizations", "id"),
    "sector": ("sectors", "sector"),
    "article": ("articles", "id"),
    "record": ("records", "id"),
}
_OF_RECORDS = {*views.OF_KIND.values(), "timeline", "conflicts"}


_ALL = tuple(_PROMISES)


def tables(store: Store) -> Iterator[Table]:
    """Every view of a dataset: those that answer questions, then what these leave out."""
    for name, promise in _PROMISES.items():
        fields = tuple(_fields(store, name, promise))
        yield Table(
            name, promise.about, promise.key, fields, tuple(_references(name, promise.key, fields))
        )


def rows(store: Store, table: Table) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, one by one: of a question in the order of its answer, else by key.

    Cells are text, numbers, bool, or None for what is not known; lists and objects stay the JSON text that they are in
    the store.
    """
    listed = views.whole(store, table.name).sql
    flags = [at for at, field in enumerate(table.fields) if field.type == "flag"]
    for row in store.connection.execute(listed):
        cells = list(row)
        for at in flags:
            cells[at] = None if row[at] is None else bool(row[at])
        yield tuple(cells)


def _by_key(table: Table) -> str:
    return f"SELECT * FROM {table.name} ORDER BY {', '.join(table.key)}"


def _fields(store: Store, name: str, promise: _Promise) -> Iterator[Field]:
    """The columns of a view; a list can be empty, but is never missing."""
    sql = "SELECT name, type, meaning FROM dictionary WHERE view = ? ORDER BY position"
    for column, type_, meaning in store.connection.execute(sql, (name,)):
        words = _WORDS.get(f"{name}.{column}", _WORDS.get(column, ())) if type_ == "word" else ()
        required = column in (*promise.key, *promise.required) or type_.startswith("[")
        yield Field(column, type_, meaning, tuple(words), required)


def _references(name: str, key: tuple[str, ...], fields: Sequence[Field]) -> Iterator[Reference]:
    if name in _OF_RECORDS:
        yield Reference("id", "records", "id")
    for field in fields:
        if field.type in _HELD and (name, (field.name,)) != (_HELD[field.type][0], key):
            yield Reference(field.name, *_HELD[field.type])
