"""One way to ask every view: its own text, run over the records that the filters leave.

The filtered records and their links take the names of the tables that the text reads. Where rows
are not records, some filters test the row itself, between the text and its order.
"""

from collections.abc import Sequence
from itertools import chain

from kzby.model.terms import KINDS
from kzby.query.answer import Select
from kzby.query.filters import DATED, LISTED, Condition, made, passing
from kzby.store import Store

# The view that lists the records of a kind.
OF_KIND: dict[str, str] = {kind: f"{kind}s" for kind in KINDS}
OF_KIND |= {"trade": "trade", "goods": "goods"}
_OWN = {"side": f"side {LISTED}", "min-origins": "json_array_length(origins) >= ?"}
_INSIDE = f"IN (SELECT part FROM inside WHERE whole {LISTED})"
_REGION = {"region": f"region.id {_INSIDE}"}
_PUBLISHER = {"organization": f"(publisher {LISTED} OR agency {LISTED})"}
# Views of things: their tests of a row, and the column that counts their records.
_THINGS = {
    "sectors": ({"sector": f"sector.id {_INSIDE}"}, "proposals"),
    "regions": (_REGION, "records"),
    "gaps": (_REGION, "known"),
    "people": ({"person": f"person.id {LISTED}", **_OWN}, "records"),
    "organizations": ({"organization": f"organization.id {LISTED}", **_OWN}, "records"),
    "articles": ({"article": f"article.id {LISTED}", **_PUBLISHER}, "records"),
}
# Rows of these follow from records: all their inputs have to pass.
_COMPUTED = ("derived", "reconciliation")
_KNOWN = "SELECT 1 FROM json_each(inputs) WHERE value NOT IN (SELECT id FROM record)"
# A tie has one of these regions, or of a town the oblast.
_TIED = f"""SELECT part FROM inside WHERE whole {LISTED}
    UNION SELECT whole FROM inside JOIN region ON id = whole
    WHERE part {LISTED} AND type IN ('oblast', 'city')"""
_ENDS = dict.fromkeys(("region", "with"), f"(belarus IN ({_TIED}) OR kazakhstan IN ({_TIED}))")
# A plan without a due date is in a period only if it was certainly announced in it.
_DUE = "(due_earliest IS NOT NULL OR due_latest IS NOT NULL OR record.at_"
_ANNOUNCED = {"since": f"{_DUE}earliest >= ?)", "until": f"{_DUE}latest <= ?)"}
# A project, dated by when it is due, which by a day it is after it is reported.
_DUE_PROJECT = """
    SELECT due AS at, due_latest AS at_latest, due NOT GLOB '*[?~X]*' AS at_certain,
        iif(due GLOB '[.]*', due_latest, due_earliest) AS at_start,
        coalesce(due_earliest, at_earliest) AS at_earliest
    FROM project WHERE record = position AND due IS NOT NULL
"""
_LINKS = ("mention", "proposal", "record_region", "record_person", "record_organization", "tie")


def select(store: Store, view: str, conditions: Sequence[Condition]) -> Select:
    """The rows of a view that the conditions leave, in its order."""
    if view == "ties":  # of a plan it is the making that ties
        conditions = [made(each) for each in conditions]
    if view == "projects":
        conditions = _due_too(conditions)
    own, number = _THINGS.get(view, ({}, ""))
    rows = {"plans": _ANNOUNCED, "ties": _ENDS}.get(view, own)
    others = [each for each in conditions if each.filter not in own]
    passed = passing(others)
    tests, values = [], list(passed.values)
    for condition in conditions:
        test = rows.get(condition.filter, "")
        if view == "derived" and condition.filter in DATED and condition.typed:
            test = condition.sql  # its own date is in the period too
        if test:
            tests.append(test)
            values += condition.values * test.count("?")
    if number and (others or view == "sectors"):
        tests.append(f"{number} > 0")
    if view in _COMPUTED and conditions:
        tests.append(f"NOT EXISTS ({_KNOWN})")
    text, order = _text(store, view)
    narrowed = _narrowed(store, passed) if others else ""
    tested = f"WHERE {' AND '.join(tests)}" if tests else ""
    return Select(f"{narrowed}{text} {tested} {order}", tuple(values))


def _due_too(conditions: Sequence[Condition]) -> Sequence[Condition]:
    """The conditions, those by date as met by the news of a project or by when it is due."""
    dated = [each for each in conditions if each.filter in DATED]
    test = " AND ".join(each.sql for each in dated) or "TRUE"
    values = tuple(chain.from_iterable(each.values for each in dated))
    sql = f"({test} OR EXISTS (SELECT 1 FROM ({_DUE_PROJECT}) WHERE {test}))"
    others = [each for each in conditions if each not in dated]
    return [*others, Condition(sql=sql, values=values * 2)] if dated else others


def _narrowed(store: Store, passed: Select) -> str:
    """The records that passed, and their links, in place of the tables."""
    tables = {"record": "position", **dict.fromkeys(_LINKS, "record")}
    narrowed = (
        f"{table} AS (SELECT * FROM main.{table} WHERE {column} IN passed)"
        for table, column in tables.items()
    )
    reported, _ = _text(store, "reporting")
    first = f"passed AS MATERIALIZED ({passed.sql})"
    return f"WITH {', '.join([first, *narrowed])}, reported AS ({reported}) "


def _text(store: Store, view: str) -> tuple[str, str]:
    """The text of a view, and its order."""
    sql = "SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?"
    (text,) = store.connection.execute(sql, (view,)).fetchone()
    text, order, terms = text.partition(" AS ")[2].partition("\nORDER BY ")
    return text, f"{order}{terms}"
