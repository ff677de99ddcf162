"""Questions to an open dataset, and answers of typed columns and rows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, NamedTuple

from kzby import names
from kzby.errors import UsageError, counted
from kzby.filters import Chosen, Condition, Filters, chosen, conditions, marks
from kzby.store import Store
from kzby.terms import Kind


class Column(NamedTuple):
    """A column of an answer: its name and its type, as the data dictionary has them."""

    name: str
    type: str


@dataclass(frozen=True)
class Answer:
    """Typed columns and rows: what every question gives and every renderer takes.

    Cells are text, numbers, bool, lists of these (or of mappings), or None for what is not known. `notes` are for
    people, beside the data: what a name was taken to mean, why nothing was found.
    """

    view: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    notes: tuple[str, ...] = ()

    def mappings(self) -> Iterator[dict[str, Any]]:
        """The rows, each as column name to value."""
        keys = [column.name for column in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)


# The command that lists the records of a kind, and the order of its rows: `r` is the record, `v` the view's row.
VIEWS = {
    Kind.MEETING: "meetings",
    Kind.PLAN: "plans",
    Kind.PROPOSAL: "proposals",
    Kind.PROJECT: "projects",
    Kind.AGREEMENT: "agreements",
    Kind.TRADE: "trade",
    Kind.GOODS: "goods",
    Kind.COUNT: "counts",
    Kind.REMARK: "remarks",
}
_FLOWS = "instr('turnover export import balance', v.flow)"
_ORDERS = {
    "timeline": "r.at_latest IS NULL, r.at_latest, r.at_earliest, r.position",
    "meetings": "r.date_latest DESC, r.position",
    "proposals": "(SELECT name FROM sector WHERE sector.id = v.sector), r.date_latest, r.position",
    "plans": "r.at_latest, r.position",
    "trade": f"(SELECT name FROM region WHERE region.id = v.region), v.period DESC, {_FLOWS}",
    "goods": "v.region, v.flow, r.position",
}
_BY_DATE = "r.date_latest, r.position"


class _Listing(NamedTuple):
    """A view whose rows are not records: the filter that names its rows, the way from records to rows, its order."""

    option: str
    ids: str
    order: str


_LISTINGS = {
    "regions": _Listing(
        "--region",
        "SELECT whole FROM inside JOIN record_region ON region = part WHERE record IN ({})",
        "(SELECT position FROM region WHERE region.id = v.id)",
    ),
    "people": _Listing("--person", "SELECT person FROM record_person WHERE record IN ({})", "name"),
    "organizations": _Listing(
        "--organization", "SELECT organization FROM record_organization WHERE record IN ({})", "name"
    ),
    "articles": _Listing(
        "--article",
        "SELECT article FROM mention WHERE record IN ({})",
        "(SELECT published_latest FROM article WHERE article.id = v.id) DESC",
    ),
}
_NAMED = {"region": "regions", "person": "people", "organization": "organizations", "article": "articles"}


def ask(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view that the filters leave, in the order that the view's command documents.

    UsageError, with the nearest known name, if a filter names what does not exist or is no date.
    """
    asked = filters or Filters()
    found, notes = conditions(store, asked)
    answer = _answer(store, view, _select(store, view, found))
    if not answer.rows:
        notes.append(_silence(store, view, found))
    elif asked.since or asked.until:
        notes += _doubts(store, view, found)
    return replace(answer, notes=tuple(notes))


def search(store: Store, words: str, filters: Filters | None = None) -> Answer:
    """The records that hold every one of the words, or words that begin so, the best match first."""
    found, notes = conditions(store, filters or Filters())
    wanted = chosen(found)
    sql = (
        "SELECT v.* FROM text JOIN records v ON v.id = text.record "
        f"WHERE text MATCH ? AND v.id IN ({wanted.sql}) ORDER BY bm25(text, 0, 4, 3, 1, 2), v.id"
    )
    answer = _answer(store, "records", Chosen(sql, (_match(words), *wanted.values)))
    if not answer.rows:
        narrowed = "".join(f" with {condition.words}" for condition in found)
        notes.append(f"no record holds {words!r}{narrowed}; fewer or other words may find one.")
    return replace(answer, notes=tuple(notes))


def show(store: Store, typed: str) -> Answer:
    """One row about one thing: a record or sector by its id, else a region, person, organization or article by name.

    A record's row has its evidence (`mentions`) and what refers to it (`referred_by`) beside the columns of its view;
    the others have the records that name them (`named_by`). UsageError, with the nearest id, if there is none.
    """
    known = store.connection.execute("SELECT kind FROM record WHERE id = ?", (typed,)).fetchone()
    if known:
        return _record(store, VIEWS[known[0]], typed)
    for kind, view in _NAMED.items():
        try:
            meaning = names.find(store.connection, kind, typed)
        except UsageError:
            continue
        return _entity(store, view, kind, meaning)
    ids = [id_ for (id_,) in store.connection.execute("SELECT id FROM record")]
    close = get_close_matches(typed, ids, n=1)
    hint = f"did you mean {close[0]}?" if close else "'kzby search WORDS' finds records by what they say"
    raise UsageError(f"nothing is called {typed!r}; {hint}")


def labels(store: Store) -> dict[str, str]:
    """The English name of every region, person, organization and sector, by its id."""
    return dict(store.connection.execute("SELECT id, text FROM label").fetchall())


def overview(store: Store) -> dict[str, Any]:
    """What the dataset holds: how many of each view, of agencies, and the first and last year of its meetings."""
    tables = (*VIEWS.values(), "articles")
    held = {view: store.connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in tables}
    (agencies,) = store.connection.execute("SELECT count(DISTINCT agency) FROM article").fetchone()
    years = "SELECT min(substr(date_latest, 1, 4)), max(substr(date_latest, 1, 4)) FROM meetings"
    first, last = store.connection.execute(years).fetchone()
    return {**held, "agencies": agencies, "first": first, "last": last}


def _answer(store: Store, view: str, query: Chosen) -> Answer:
    cursor = store.connection.execute(*query)
    known = store.connection.execute("SELECT name, type FROM dictionary WHERE view IN ('records', ?)", (view,))
    types = dict(known.fetchall())
    columns = tuple(Column(name, types[name]) for name, *_ in cursor.description)
    rows = [tuple(_cell(c.type, value) for c, value in zip(columns, row, strict=True)) for row in cursor]
    return Answer(view, columns, rows)


def _cell(type_: str, value: Any) -> Any:
    if value is None:
        return None
    if type_ == "flag":
        return bool(value)
    return json.loads(value) if type_.startswith(("[", "{")) else value


def _select(store: Store, view: str, found: Sequence[Condition]) -> Chosen:
    """The rows of a view that the conditions leave."""
    if view == "sectors":
        return _sectors(store, found)
    if view in _LISTINGS:
        return _listing(view, found)
    wanted = chosen(found)
    order = _ORDERS.get(view, _BY_DATE)
    return Chosen(
        f"SELECT v.* FROM {view} v JOIN record r ON r.id = v.id WHERE v.id IN ({wanted.sql}) ORDER BY {order}",
        wanted.values,
    )


def _sectors(store: Store, found: Sequence[Condition]) -> Chosen:
    """`sectors` counts proposals: the view's own text, run with `proposals` standing for the chosen ones."""
    wanted = chosen(found)
    (text,) = store.connection.execute("SELECT sql FROM sqlite_master WHERE name = 'sectors'").fetchone()
    narrowed = f"WITH proposals AS (SELECT * FROM main.proposals WHERE id IN ({wanted.sql}))"
    return Chosen(f"{narrowed} {text.partition(' AS ')[2]} ORDER BY proposals DESC, label", wanted.values)


def _listing(view: str, found: Sequence[Condition]) -> Chosen:
    """The rows that a filter names outright, and that the records of the other filters lead to."""
    listing = _LISTINGS[view]
    where, values = ["TRUE"], list[str]()
    for condition in found:
        if condition.option == listing.option:
            inside = f"SELECT part FROM inside WHERE whole IN ({marks(condition.values)})"
            named = inside if view == "regions" else marks(condition.values)
            where.append(f"id IN ({named})")
            values += condition.values
    others = [condition for condition in found if condition.option != listing.option]
    if others:
        wanted = chosen(others)
        where.append(f"id IN ({listing.ids.format(wanted.sql)})")
        values += wanted.values
    return Chosen(f"SELECT * FROM {view} v WHERE {' AND '.join(where)} ORDER BY {listing.order}", tuple(values))


def _count(store: Store, view: str, found: Sequence[Condition]) -> int:
    query = _select(store, view, found)
    (number,) = store.connection.execute(f"SELECT count(*) FROM ({query.sql})", query.values).fetchone()
    return int(number)


def _silence(store: Store, view: str, found: Sequence[Condition]) -> str:
    """Why nothing is left: which filter emptied the answer, what there is without it."""
    if not found:
        return f"the dataset holds no {view}."
    asked = " ".join(condition.words for condition in found)
    for condition in found:
        wanted = chosen([condition])
        (records,) = store.connection.execute(f"SELECT count(*) FROM ({wanted.sql})", wanted.values).fetchone()
        if not records:
            return f"no {view} match {asked}: nothing is recorded for {condition.meaning}."
    if len(found) == 1:
        wanted = chosen(found)
        (records,) = store.connection.execute(f"SELECT count(*) FROM ({wanted.sql})", wanted.values).fetchone()
        return f"no {view} match {asked}; {counted(records, 'record')} of other kinds: kzby timeline {asked}"
    without = [
        f"without {found[left].words}: {number:,}"
        for left in range(len(found))
        if (number := _count(store, view, [*found[:left], *found[left + 1 :]]))
    ]
    alone = [f"with {condition.words} alone: {_count(store, view, [condition]):,}" for condition in found]
    return f"no {view} match {asked}; {'; '.join(without or alone)}."


def _doubts(store: Store, view: str, found: Sequence[Condition]) -> list[str]:
    """A note on the rows that a date filter let in although their date is inferred, or reaches beyond it."""
    if view == "sectors" or view in _LISTINGS:
        return []
    certain = ["r.year_stated"]
    values: list[str] = []
    for condition in found:
        if condition.option in ("--since", "--until"):
            certain.append("r.at_earliest >= ?" if condition.option == "--since" else "r.at_latest <= ?")
            values += condition.values
    query = _select(store, view, found)
    sql = f"SELECT count(*) FROM ({query.sql}) JOIN record r USING (id) WHERE NOT coalesce({' AND '.join(certain)}, FALSE)"
    (number,) = store.connection.execute(sql, (*query.values, *values)).fetchone()
    if not number:
        return []
    return [f"{counted(number, 'date')} of these {'is' if number == 1 else 'are'} inferred, or a window that reaches beyond the dates asked for."]


def _match(words: str) -> str:
    """Typed words as an FTS5 expression: each as a beginning, none of its characters with a meaning of its own."""
    typed = [word.replace('"', '""') for word in words.split()]
    if not any(character.isalnum() for character in words):
        raise UsageError("nothing to search for; give one or more words")
    return " ".join(f'"{word}"*' for word in typed)


def _record(store: Store, view: str, id_: str) -> Answer:
    answer = _answer(store, view, Chosen(f"SELECT * FROM {view} WHERE id = ?", (id_,)))
    evidence = (
        "SELECT article, mention.quote, headline, publisher, agency, published, dating, url, mention.file, line "
        "FROM mention JOIN article ON article.id = article WHERE record = ? ORDER BY published_latest, article"
    )
    refer = "SELECT field, id, title FROM link JOIN record ON id = link.record WHERE target = ? ORDER BY position"
    return _extended(
        answer,
        mentions=_mappings(store, evidence, id_),
        referred_by=_mappings(store, refer, id_),
    )


def _entity(store: Store, view: str, kind: str, meaning: names.Meaning) -> Answer:
    filters = Filters(**{kind: meaning.ids})
    sql = f"SELECT * FROM {view} WHERE id IN ({marks(meaning.ids)}) ORDER BY id"
    answer = _answer(store, view, Chosen(sql, meaning.ids))
    named = ask(store, "timeline", filters)
    rows = [{key: row[key] for key in ("kind", "id", "title")} for row in named.mappings()]
    return replace(_extended(answer, named_by=rows), notes=(meaning.note,) if meaning.note else ())


def _mappings(store: Store, sql: str, id_: str) -> list[dict[str, Any]]:
    cursor = store.connection.execute(sql, (id_,))
    keys = [name for name, *_ in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor]


def _extended(answer: Answer, **lists: list[dict[str, Any]]) -> Answer:
    columns = (*answer.columns, *(Column(name, f"[{name}]") for name in lists))
    return replace(answer, columns=columns, rows=[(*row, *lists.values()) for row in answer.rows])
