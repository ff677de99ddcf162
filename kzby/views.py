"""The views that can be asked for: their order, and what filters on records mean for rows that are not records."""

from collections.abc import Sequence
from typing import NamedTuple

from kzby.filters import Chosen, Condition, chosen, marks
from kzby.store import Store
from kzby.terms import Kind

# The view that lists the records of a kind.
OF_KIND = {
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

# The order of rows, where `v` is the view's row and `r` its record.
_BY_DATE = "r.date_latest, r.position"
_ORDERS = {
    "timeline": "r.at_latest IS NULL, r.at_latest, r.at_earliest, r.position",
    "meetings": "r.date_latest DESC, r.position",
    "proposals": "(SELECT name FROM sector WHERE sector.id = v.sector), r.date_latest, r.position",
    "plans": "r.at_latest, r.position",
    "trade": "(SELECT name FROM region WHERE region.id = v.region), v.date_latest DESC, v.partner, v.basis, "
    "instr('turnover export import balance', v.flow)",
    "goods": "v.region, v.flow, r.position",
}


class _Listing(NamedTuple):
    """A view whose rows are not records: the filters on its own columns, the way from records to rows, its order."""

    own: dict[str, str]
    by_records: str
    order: str


_LISTINGS = {
    "regions": _Listing(
        {"--region": "id IN (SELECT part FROM inside WHERE whole IN ({}))"},
        "SELECT whole FROM inside JOIN record_region ON region = part WHERE record IN ({})",
        "(SELECT position FROM region WHERE region.id = v.id)",
    ),
    "people": _Listing(
        {"--person": "id IN ({})", "--side": "side IN ({})"},
        "SELECT person FROM record_person WHERE record IN ({})",
        "name",
    ),
    "organizations": _Listing(
        {"--organization": "id IN ({})", "--side": "side IN ({})"},
        "SELECT organization FROM record_organization WHERE record IN ({})",
        "name",
    ),
    "articles": _Listing(
        {"--article": "id IN ({})"},
        "SELECT article FROM mention WHERE record IN ({})",
        "(SELECT published_latest FROM article WHERE article.id = v.id) DESC",
    ),
}


def holds_records(view: str) -> bool:
    """Whether a view's rows are records, with an id and a date of their own."""
    return view != "sectors" and view not in _LISTINGS


def select(store: Store, view: str, found: Sequence[Condition]) -> Chosen:
    """The rows of a view that the conditions leave, in its order."""
    if view == "sectors":
        return _sectors(store, found)
    if view in _LISTINGS:
        return _listing(view, found)
    wanted, order = chosen(found), _ORDERS.get(view, _BY_DATE)
    sql = f"SELECT v.* FROM {view} v JOIN record r ON r.id = v.id WHERE v.id IN ({wanted.sql}) ORDER BY {order}"
    return Chosen(sql, wanted.values)


def count(store: Store, query: Chosen) -> int:
    """How many rows a query gives."""
    (number,) = store.connection.execute(f"SELECT count(*) FROM ({query.sql})", query.values).fetchone()
    return int(number)


def _sectors(store: Store, found: Sequence[Condition]) -> Chosen:
    """`sectors` counts proposals: the view's own text, run with `proposals` standing for the chosen ones."""
    wanted = chosen(found)
    (text,) = store.connection.execute("SELECT sql FROM sqlite_master WHERE name = 'sectors'").fetchone()
    narrowed = f"WITH proposals AS (SELECT * FROM main.proposals WHERE id IN ({wanted.sql}))"
    return Chosen(f"{narrowed} {text.partition(' AS ')[2]} ORDER BY proposals DESC, label", wanted.values)


def _listing(view: str, found: Sequence[Condition]) -> Chosen:
    """The rows that fulfil the filters on their own columns, and that the records of the other filters lead to."""
    listing = _LISTINGS[view]
    own = [condition for condition in found if condition.option in listing.own]
    others = [condition for condition in found if condition.option not in listing.own]
    clauses = [listing.own[condition.option].format(marks(condition.values)) for condition in own]
    values = [value for condition in own for value in condition.values]
    if others:
        wanted = chosen(others)
        clauses.append(f"id IN ({listing.by_records.format(wanted.sql)})")
        values += wanted.values
    where = " AND ".join(clauses) or "TRUE"
    return Chosen(f"SELECT * FROM {view} v WHERE {where} ORDER BY {listing.order}", tuple(values))
