"""One way to ask every view: its own text, run over the records that the filters leave.

The statement names the filtered records and their links as the tables that the text of the view reads. Where the rows
are not records, some filters test the row itself; those tests go between the text and its order.
"""

from collections.abc import Sequence
from typing import NamedTuple

from kzby.model.terms import KINDS
from kzby.query.answer import Select
from kzby.query.filters import DATED, LISTED, NAMING, Condition, passing, values_of
from kzby.store import Store

# The view that lists the records of a kind.
OF_KIND = {kind: kind if kind in ("trade", "goods") else f"{kind}s" for kind in KINDS}
# What the rows of a view are called, if not by its name.
NOUNS = {
    "trade": "trade figures",
    "derived": "derived figures",
    "goods": "traded goods",
    "counts": "other figures",
    "timeline": "records",
}


class _Things(NamedTuple):
    """A view that lists things: what filters test in a row, and the records that name its rows.

    The other filters decide which records count.
    """

    tests: dict[str, str]
    naming: str
    key: str = "id"
    counted: str = "records"


_ORIGINS = {"min-origins": "json_array_length(origins) >= ?"}
_SIDE = {"side": f"side {LISTED}", **_ORIGINS}
_INSIDE = f"IN (SELECT part FROM inside WHERE whole {LISTED})"
_PUBLISHER = f"(publisher {LISTED} OR agency {LISTED})"
_PROPOSING = f"SELECT record FROM main.proposal WHERE sector {LISTED}"
_THINGS = {
    "sectors": _Things(
        {"sector": f"sector.id {_INSIDE}", **_ORIGINS}, _PROPOSING, "sector", "proposals"
    ),
    "regions": _Things({"region": f"region.id {_INSIDE}", **_ORIGINS}, NAMING["region"]),
    "people": _Things({"person": f"person.id {LISTED}", **_SIDE}, NAMING["person"]),
    "organizations": _Things(
        {"organization": f"organization.id {LISTED}", **_SIDE}, NAMING["organization"]
    ),
    "articles": _Things(
        {"article": f"article.id {LISTED}", "organization": _PUBLISHER}, NAMING["article"]
    ),
}
_COMPUTED = ("derived", "reconciliation")  # their rows follow from records, their inputs
_INPUTS = "NOT EXISTS (SELECT 1 FROM json_each(inputs) WHERE value NOT IN (SELECT id FROM record))"
_LINKS = ("mention", "proposal", "record_region", "record_person", "record_organization")


def select(store: Store, view: str, conditions: Sequence[Condition]) -> Select:
    """The rows of a view that the conditions leave, in its order."""
    things = _THINGS.get(view)
    own = things.tests if things else {}
    others = [condition for condition in conditions if condition.filter not in own]
    tests, values = [], list(values_of(others))
    for condition in conditions:
        test = own.get(condition.filter, "")
        if view == "derived" and condition.filter in DATED:  # its own date is in the period too
            test = condition.sql
        if test:
            tests.append(test)
            values += condition.values * test.count("?")
    if things and (others or view == "sectors"):
        tests.append(f"{things.counted} > 0")
    if view in _COMPUTED and conditions:
        tests.append(_INPUTS)
    text, order = _text(store, view)
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    return Select(f"{_narrowed(store, others)}{text} {where} {order}", tuple(values))


def _narrowed(store: Store, conditions: Sequence[Condition]) -> str:
    """The records that conditions leave, and their links, in place of the tables that the views read."""
    if not conditions:
        return ""
    passed = f"WITH passed AS MATERIALIZED ({passing(conditions).sql})"
    tables = {"record": "position", **dict.fromkeys(_LINKS, "record")}
    narrowed = (
        f"{table} AS (SELECT * FROM main.{table} WHERE {column} IN passed)"
        for table, column in tables.items()
    )
    reporting, _ = _text(store, "reporting")
    return f"{', '.join([passed, *narrowed])}, reported AS ({reporting}) "


def _text(store: Store, view: str) -> tuple[str, str]:
    """The text of a view, and its order."""
    sql = "SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?"
    (text,) = store.connection.execute(sql, (view,)).fetchone()
    text, order, terms = text.partition(" AS ")[2].partition("\nORDER BY ")
    return text, f"{order}{terms}"


def evidence(view: str, rows: Select, conditions: Sequence[Condition]) -> Select:
    """The ids of the records that rows rest on: themselves, what they count, or what they follow from."""
    if view in _COMPUTED:
        inputs = f"SELECT each.value AS id FROM ({rows.sql}), json_each(inputs) AS each"
        return Select(inputs, rows.values)
    if not (things := _THINGS.get(view)):
        return Select(f"SELECT id FROM ({rows.sql})", rows.values)
    counted = passing([each for each in conditions if each.filter not in things.tests])
    listed = f"SELECT {things.key} FROM ({rows.sql})"
    naming = things.naming.replace(LISTED, f"IN ({listed})")
    sql = f"SELECT id FROM record WHERE position IN ({counted.sql} AND position IN ({naming}))"
    return Select(sql, (*counted.values, *rows.values))


def count(store: Store, query: Select) -> int:
    """How many rows a query gives."""
    counting = f"SELECT count(*) FROM ({query.sql})"
    return int(store.connection.execute(counting, query.values).fetchone()[0])
