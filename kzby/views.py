"""The views as questions: their order, and what filters on records mean for rows that are not records."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from kzby import orders
from kzby.filters import DATED, FEW, HOLDING, Chosen, Condition, Value, chosen, marks, of_kind, tested
from kzby.store import Store
from kzby.terms import Kind, View

MANY = 1_000  # more than that nobody needs to know to the last

# The view that lists the records of a kind.
OF_KIND = {
    Kind.MEETING: View.MEETINGS,
    Kind.PLAN: View.PLANS,
    Kind.PROPOSAL: View.PROPOSALS,
    Kind.PROJECT: View.PROJECTS,
    Kind.AGREEMENT: View.AGREEMENTS,
    Kind.TRADE: View.TRADE,
    Kind.GOODS: View.GOODS,
    Kind.COUNT: View.COUNTS,
    Kind.REMARK: View.REMARKS,
}

_KIND_OF = {view: kind for kind, view in OF_KIND.items()}


class Question(NamedTuple):
    """What is asked, before it is narrowed: its view, the word for its rows, the rows that conditions leave.

    `advice` is for whoever gets no row though nothing narrows it.
    """

    view: View
    noun: str
    rows: Callable[[Sequence[Condition]], Chosen]
    advice: str = ""


_NOUNS = {
    View.TRADE: "trade figures",
    View.DERIVED: "derived figures",
    View.GOODS: "traded goods",
    View.TIMELINE: "records",
}


# The views whose rows follow from records, their `inputs`, with the filters that a row must fulfil too.
_OWN_WINDOW = (
    "EXISTS (SELECT 1 FROM (SELECT v.date_earliest AS at_earliest, v.date_latest AS at_latest, at_certain "
    "FROM derivation WHERE derivation.id = v.id) WHERE {})"
)
_COMPUTED: dict[View, dict[str, str]] = {View.DERIVED: dict.fromkeys(DATED, _OWN_WINDOW), View.RECONCILIATION: {}}


class _Listing(NamedTuple):
    """A view whose rows are not records.

    The filters on its own columns; the table of what it lists, `o`, and its order, a total one; the SQL of the
    records that its rows name, and by which key; the keys that records name.
    """

    own: dict[str, str]
    table: str
    order: str
    holding: str
    named: str
    key: str = "id"


_ORIGINS = {"min-origins": "json_array_length(v.origins) >= {}"}
_PUBLISHED = (
    "o.id IN (SELECT id FROM article WHERE publisher IN ({}) UNION ALL SELECT id FROM article WHERE agency IN ({}))"
)
_LISTINGS = {
    View.SECTORS: _Listing(
        _ORIGINS,
        "sector",
        "v.proposals DESC, o.name, o.id",
        "SELECT record FROM main.proposal WHERE sector IN",
        "SELECT sector FROM proposal",
        "sector",
    ),
    View.REGIONS: _Listing(
        {"region": "o.id IN (SELECT part FROM inside WHERE whole IN ({}))", **_ORIGINS},
        "region",
        "o.position",
        HOLDING["region"],
        "SELECT whole FROM record_region JOIN inside ON part = region",
    ),
    View.PEOPLE: _Listing(
        {"person": "o.id IN ({})", "side": "v.side IN ({})", **_ORIGINS},
        "person",
        "o.name, o.id",
        HOLDING["person"],
        "SELECT person FROM record_person",
    ),
    View.ORGANIZATIONS: _Listing(
        {"organization": "o.id IN ({})", "side": "v.side IN ({})", **_ORIGINS},
        "organization",
        "o.name, o.id",
        HOLDING["organization"],
        "SELECT organization FROM record_organization",
    ),
    View.ARTICLES: _Listing(
        {"article": "o.id IN ({})", "organization": _PUBLISHED},
        "article",
        "o.published_latest DESC, o.id",
        HOLDING["article"],
        "SELECT article FROM mention",
    ),
}
_LINKS = ("mention", "proposal", "record_region", "record_person", "record_organization")


def question(store: Store, view: View) -> Question:
    """What a view asks."""
    return Question(view, _NOUNS.get(view, view.value), partial(select, store, view))


def select(store: Store, view: View, found: Sequence[Condition]) -> Chosen:
    """The rows of a view that the conditions leave, in its order."""
    if view in _LISTINGS:
        return _listing(store, view, found)
    if not found:
        return Chosen(whole(view), ())
    if view in _COMPUTED:
        return _computed(view, found)
    wanted = chosen([*found, of_kind(store, _KIND_OF[view])] if view in _KIND_OF else found)
    rows = f"({wanted.sql}) w CROSS JOIN {view} v ON v.id = w.id CROSS JOIN record r ON r.id = v.id"
    return Chosen(f"SELECT v.* FROM {rows}{_group(view)} ORDER BY {orders.of(view)}", wanted.values)


def first_of_all(found: Sequence[Condition], most: int) -> Chosen:
    """The first records of the timeline that the conditions leave, so many at most.

    Where many fulfil the conditions, it is sooner to read the timeline from its beginning than to sort them all.
    """
    rarest = min(condition.records for condition in found)
    wanted = chosen(found) if rarest < FEW else tested(found)
    rows = f"({wanted.sql}) w CROSS JOIN record r ON r.id = w.id" if rarest < FEW else f"({wanted.sql}) r"
    sql = f"SELECT r.* FROM {rows} ORDER BY {orders.of(View.TIMELINE)} LIMIT {most}"
    return Chosen(sql, wanted.values)


def _group(view: View) -> str:
    """What a view is grouped by, to be joined to its rows."""
    group = orders.GROUPS.get(view)
    return f" CROSS JOIN {group} g ON g.id = v.{group}" if group else ""


def whole(view: View) -> str:
    """The SQL of all rows of a view, read in the order of an index: of the names of its groups, or of its records.

    Of sectors also those that nobody has proposed yet.
    """
    if listing := _LISTINGS.get(view):
        return (
            f"SELECT v.* FROM {listing.table} o CROSS JOIN {view} v ON v.{listing.key} = o.id ORDER BY {listing.order}"
        )
    record = "" if view in _COMPUTED else " CROSS JOIN record r ON r.id = v.id"
    if group := orders.GROUPS.get(view):
        rows = f"{group} g INDEXED BY {group}_name CROSS JOIN {view} v ON v.{group} = g.id{record}"
    elif view == View.CONFLICTS:  # few records have any
        rows = f"{view} v JOIN record r ON r.id = v.id"
    else:
        rows = f"record r CROSS JOIN {view} v ON v.id = r.id"
    kind = f" WHERE r.kind = '{_KIND_OF[view]}'" if view in _KIND_OF else ""
    return f"SELECT v.* FROM {rows}{kind} ORDER BY {orders.of(view)}"


def _computed(view: View, found: Sequence[Condition]) -> Chosen:
    """The rows all of whose inputs fulfil the conditions; they are looked up by the first of these."""
    tests, wanted = _COMPUTED[view], chosen(found)
    own = [condition for condition in found if condition.filter in tests]
    clauses = ["NOT EXISTS (SELECT 1 FROM json_each(v.inputs) WHERE value NOT IN (SELECT id FROM wanted))"]
    clauses += [tests[condition.filter].format(condition.sql) for condition in own]
    rows = f"wanted CROSS JOIN {view} v ON json_extract(v.inputs, '$[0]') = +wanted.id{_group(view)}"
    return Chosen(
        f"WITH wanted (id) AS ({wanted.sql}) "
        f"SELECT v.* FROM {rows} WHERE {' AND '.join(clauses)} ORDER BY {orders.of(view)}",
        (*wanted.values, *(value for condition in own for value in condition.values)),
    )


def behind(question: Question, found: Sequence[Condition]) -> Chosen:
    """The ids of the records that an answer rests on: its rows, what these count, or what they follow from."""
    rows, listing = question.rows(found), _LISTINGS.get(question.view)
    if question.view in _COMPUTED:
        return Chosen(f"SELECT input.value AS id FROM ({rows.sql}) v, json_each(v.inputs) input", rows.values)
    if not listing:
        return Chosen(f"SELECT id FROM ({rows.sql})", rows.values)
    counted = chosen([condition for condition in found if condition.filter not in listing.own])
    named = f"EXISTS ({listing.holding} (SELECT {listing.key} FROM ({rows.sql})) AND record = c.id)"
    return Chosen(f"SELECT id FROM ({counted.sql}) c WHERE {named}", (*counted.values, *rows.values))


def count(store: Store, query: Chosen) -> int:
    """How many rows a query gives; of more than MANY only that there are more."""
    unsorted = f"({query.sql}), (SELECT 1)"  # beside another table SQLite forgets the order, which would cost a sort
    bounded = f"SELECT count(*) FROM (SELECT 1 FROM {unsorted} LIMIT {MANY + 1})"
    (number,) = store.connection.execute(bounded, query.values).fetchone()
    return int(number)


def _listing(store: Store, view: View, found: Sequence[Condition]) -> Chosen:
    """The rows that fulfil the filters on their own columns, counting only the records that the other filters leave.

    The text of the view is run with `record` and its links standing for those records, so that what it counts is stated
    once.
    """
    listing = _LISTINGS[view]
    own = [condition for condition in found if condition.filter in listing.own]
    others = [condition for condition in found if condition.filter not in listing.own]
    clauses = [listing.own[condition.filter].replace("{}", marks(condition.values)) for condition in own]
    if others or view == View.SECTORS:
        clauses.append(f"o.id IN ({listing.named})")
    narrowed, rows, values = _narrowed(store, view, chosen(others)) if others else ("", str(view), ())
    both = f"{listing.table} o CROSS JOIN {rows} v ON v.{listing.key} = o.id"
    return Chosen(
        f"{narrowed}SELECT v.* FROM {both} WHERE {' AND '.join(clauses) or 'TRUE'} ORDER BY {listing.order}",
        (*values, *(value for one in own for value in one.values * listing.own[one.filter].count("{}"))),
    )


def _narrowed(store: Store, view: View, wanted: Chosen) -> tuple[str, str, tuple[Value, ...]]:
    """The records that are wanted and their links in place of the tables, the text of the view, and what they bind."""
    (text,) = store.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (view,)).fetchone()
    links = (
        f"{link} AS MATERIALIZED (SELECT l.* FROM record JOIN main.{link} l ON l.record = record.id)" for link in _LINKS
    )
    wide = f"SELECT r.* FROM ({wanted.sql}) w CROSS JOIN main.record r ON r.id = w.id"
    tables = ", ".join([f"record AS MATERIALIZED ({wide})", *links])
    return f"WITH {tables} ", f"({text.partition(' AS ')[2]})", wanted.values
