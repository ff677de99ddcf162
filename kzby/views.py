"""The views as questions: their order, and what filters on records mean for rows that are not records."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from kzby.filters import DATED, HOLDING, Chosen, Condition, chosen, marks
from kzby.store import Store
from kzby.terms import Consistency, Flow, Identity, Kind, Measure, Verdict, View

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

# The order of a view's rows, where `v` is the row and `r` its record; total, as the last of its terms is unique.
_BY_DATE = "r.date_latest NULLS LAST, r.position"
_REGION, _SECTOR = "SELECT name FROM region WHERE id = v.region", "SELECT name FROM sector WHERE id = v.sector"
_FIELD = "SELECT position FROM conflict WHERE record = v.id AND conflict.field = v.field"
_GRAVEST = f"SELECT min(instr('{' '.join(Verdict)}', verdict)) FROM conflict WHERE record = v.id"
_ORDERS = {
    View.TIMELINE: "r.at_latest NULLS LAST, r.at_earliest NULLS LAST, r.position",
    View.MEETINGS: "r.date_latest DESC NULLS LAST, r.position",
    View.PROPOSALS: f"({_SECTOR}), r.date_latest NULLS LAST, r.position",
    View.PLANS: "r.at_latest NULLS LAST, r.position",
    View.TRADE: f"({_REGION}), v.partner, v.date_latest DESC, v.period NULLS LAST, v.basis, v.unit NULLS LAST, "
    f"instr('{' '.join(Flow)}', v.flow), r.position",
    View.GOODS: f"({_REGION}), v.flow, r.position",
    View.CONFLICTS: f"({_GRAVEST}), r.position, instr('{' '.join(Verdict)}', v.verdict), ({_FIELD})",
}


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


class _Computed(NamedTuple):
    """A view whose rows follow from records, their `inputs`: its order, and the filters that a row must fulfil too."""

    order: str
    own: dict[str, str]


_OWN_WINDOW = (
    "v.id IN (SELECT id FROM (SELECT id, date_earliest AS at_earliest, date_latest AS at_latest, at_certain "
    "FROM derived_figure JOIN derivation USING (id)) WHERE {})"
)
_COMPUTED = {
    View.DERIVED: _Computed(
        f"({_REGION}), v.partner, v.date_latest DESC, v.period, v.stands_for, "
        f"instr('{' '.join(Measure)}', v.measure), v.id",
        dict.fromkeys(DATED, _OWN_WINDOW),
    ),
    View.RECONCILIATION: _Computed(
        f"v.verdict = '{Consistency.HOLDS}', ({_REGION}), v.partner, "
        "(SELECT date_latest FROM record WHERE id = json_extract(v.inputs, '$[0]')) DESC, v.period, v.basis, "
        f"instr('{' '.join(Identity)}', v.identity), v.inputs",
        {},
    ),
}


class _Listing(NamedTuple):
    """A view whose rows are not records.

    The filters on its own columns; the column that counts records; its order, total as those above; the SQL of the
    records that its rows name, and by which key.
    """

    own: dict[str, str]
    counted: str
    order: str
    holding: str
    key: str = "id"


_ORIGINS = {"min-origins": "json_array_length(origins) >= {}"}
_LISTINGS = {
    View.SECTORS: _Listing(
        _ORIGINS,
        "proposals",
        "proposals DESC, label, sector",
        "SELECT record FROM proposal WHERE sector IN",
        "sector",
    ),
    View.REGIONS: _Listing(
        {"region": "id IN (SELECT part FROM inside WHERE whole IN ({}))", **_ORIGINS},
        "records",
        "(SELECT position FROM region WHERE region.id = v.id)",
        HOLDING["region"],
    ),
    View.PEOPLE: _Listing(
        {"person": "id IN ({})", "side": "side IN ({})", **_ORIGINS}, "records", "name, id", HOLDING["person"]
    ),
    View.ORGANIZATIONS: _Listing(
        {"organization": "id IN ({})", "side": "side IN ({})", **_ORIGINS},
        "records",
        "name, id",
        HOLDING["organization"],
    ),
    View.ARTICLES: _Listing(
        {"article": "id IN ({})", "organization": "(publisher IN ({}) OR agency IN ({}))"},
        "records",
        "(SELECT published_latest FROM article WHERE article.id = v.id) DESC, id",
        HOLDING["article"],
    ),
}


def question(store: Store, view: View) -> Question:
    """What a view asks."""
    return Question(view, _NOUNS.get(view, view.value), partial(select, store, view))


def whole(view: View) -> str:
    """The SQL of all rows of a view, in its order; of sectors also those that nobody has proposed yet."""
    if view in _LISTINGS or view in _COMPUTED:
        order = _LISTINGS[view].order if view in _LISTINGS else _COMPUTED[view].order
        return f"SELECT * FROM {view} v ORDER BY {order}"
    return f"SELECT v.* FROM {view} v JOIN record r ON r.id = v.id ORDER BY {_ORDERS.get(view, _BY_DATE)}"


def select(store: Store, view: View, found: Sequence[Condition]) -> Chosen:
    """The rows of a view that the conditions leave, in its order."""
    if view in _LISTINGS:
        return _listing(store, view, found)
    if view in _COMPUTED:
        return _computed(view, found)
    wanted, order = chosen(found), _ORDERS.get(view, _BY_DATE)
    sql = f"SELECT v.* FROM {view} v JOIN record r ON r.id = v.id WHERE v.id IN ({wanted.sql}) ORDER BY {order}"
    return Chosen(sql, wanted.values)


def _computed(view: View, found: Sequence[Condition]) -> Chosen:
    """The rows all of whose inputs fulfil the conditions."""
    computed, wanted = _COMPUTED[view], chosen(found)
    own = [condition for condition in found if condition.filter in computed.own]
    clauses = [f"NOT EXISTS (SELECT 1 FROM json_each(v.inputs) WHERE value NOT IN ({wanted.sql}))"]
    clauses += [computed.own[condition.filter].format(condition.sql) for condition in own]
    return Chosen(
        f"SELECT v.* FROM {view} v WHERE {' AND '.join(clauses)} ORDER BY {computed.order}",
        (*wanted.values, *(value for condition in own for value in condition.values)),
    )


def behind(question: Question, found: Sequence[Condition]) -> Chosen:
    """The ids of the records that an answer rests on: its rows, what these count, or what they follow from."""
    rows, listing = question.rows(found), _LISTINGS.get(question.view)
    if question.view in _COMPUTED:
        return Chosen(f"SELECT input.value FROM ({rows.sql}) v, json_each(v.inputs) input", rows.values)
    if not listing:
        return Chosen(f"SELECT id FROM ({rows.sql})", rows.values)
    counted = chosen([condition for condition in found if condition.filter not in listing.own])
    named = f"id IN ({listing.holding} (SELECT {listing.key} FROM ({rows.sql})))"
    return Chosen(f"{counted.sql} AND {named}", (*counted.values, *rows.values))


def count(store: Store, query: Chosen) -> int:
    """How many rows a query gives."""
    (number,) = store.connection.execute(f"SELECT count(*) FROM ({query.sql})", query.values).fetchone()
    return int(number)


def _listing(store: Store, view: View, found: Sequence[Condition]) -> Chosen:
    """The rows that fulfil the filters on their own columns, counting only the records that the other filters leave.

    The text of the view is run with `record` standing for those records, so that what it counts is stated once.
    """
    listing = _LISTINGS[view]
    own = [condition for condition in found if condition.filter in listing.own]
    others = [condition for condition in found if condition.filter not in listing.own]
    (text,) = store.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (view,)).fetchone()
    wanted = chosen(others)
    clauses = [listing.own[condition.filter].replace("{}", marks(condition.values)) for condition in own]
    if others or view == View.SECTORS:
        clauses.append(f"{listing.counted} > 0")
    narrowed = f"WITH record AS (SELECT * FROM main.record WHERE id IN ({wanted.sql}))"
    where = " AND ".join(clauses) or "TRUE"
    return Chosen(
        f"{narrowed} SELECT * FROM ({text.partition(' AS ')[2]}) v WHERE {where} ORDER BY {listing.order}",
        (*wanted.values, *(value for one in own for value in one.values * listing.own[one.filter].count("{}"))),
    )
