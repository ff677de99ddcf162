"""One way to ask every view: its own text, run over the records that the filters leave.

The statement names the filtered records and their links as the tables that the text of the view reads. Where the rows
are not records, some filters test the row itself; those tests go between the text and its order.
"""

from collections.abc import Sequence
from typing import NamedTuple

from kzby.query.answer import Select
from kzby.query.filters import DATED, NAMING, Condition, marks, passing
from kzby.store import Store

# The view that lists the records of a kind.
OF_KIND = {
    "meeting": "meetings",
    "plan": "plans",
    "proposal": "proposals",
    "project": "projects",
    "agreement": "agreements",
    "trade": "trade",
    "goods": "goods",
    "count": "counts",
    "remark": "remarks",
}


class _Things(NamedTuple):
    """A view that lists things, not records: its key, what filters test in a row, the records that name its rows.

    The other filters decide which records are counted in a row.
    """

    key: str
    named: str
    tests: dict[str, str]
    counted: str = "records"


_ORIGINS = {"min-origins": "json_array_length(origins) >= {}"}
_PUBLISHER = "(publisher IN ({}) OR agency IN ({}))"
_THINGS = {
    "sectors": _Things(
        "sector", "SELECT record FROM main.proposal WHERE sector IN", _ORIGINS, "proposals"
    ),
    "regions": _Things(
        "id",
        NAMING["region"],
        {"region": "region.id IN (SELECT part FROM inside WHERE whole IN ({}))", **_ORIGINS},
    ),
    "people": _Things(
        "id", NAMING["person"], {"person": "person.id IN ({})", "side": "side IN ({})", **_ORIGINS}
    ),
    "organizations": _Things(
        "id",
        NAMING["organization"],
        {"organization": "organization.id IN ({})", "side": "side IN ({})", **_ORIGINS},
    ),
    "articles": _Things(
        "id",
        NAMING["article"],
        {"article": "article.id IN ({})", "organization": _PUBLISHER},
    ),
}
_COMPUTED = ("derived", "reconciliation")  # their rows follow from records, their inputs
_INPUTS = "NOT EXISTS (SELECT 1 FROM json_each(inputs) WHERE value NOT IN (SELECT id FROM record))"
_LINKS = ("mention", "proposal", "record_region", "record_person", "record_organization")


def select(store: Store, view: str, conditions: Sequence[Condition]) -> Select:
    """The rows of a view that the conditions leave, in its order."""
    things = _THINGS.get(view)
    own = [condition for condition in conditions if things and condition.filter in things.tests]
    others = [condition for condition in conditions if condition not in own]
    tests, values = [], list(passing(others).values)
    for condition in own:
        test = things.tests[condition.filter] if things else ""
        tests.append(test.replace("{}", marks(condition.values)))
        values += condition.values * test.count("{}")
    if things and (others or view == "sectors"):
        tests.append(f"{things.counted} > 0")
    if view in _COMPUTED and conditions:
        tests.append(_INPUTS)
    if view == "derived":  # its own date is in the period too
        dated = [condition for condition in conditions if condition.filter in DATED]
        tests += [condition.sql for condition in dated]
        values += [value for condition in dated for value in condition.values]
    text, order = _text(store, view)
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    return Select(f"{_narrowed(store, others)}{text} {where} {order}", tuple(values))


def _narrowed(store: Store, conditions: Sequence[Condition]) -> str:
    """The records that conditions leave, and their links, in place of the tables that the views read."""
    if not conditions:
        return ""
    passed = f"SELECT * FROM main.record WHERE id IN ({passing(conditions).sql})"
    links = (
        f"{link} AS (SELECT link.* FROM main.{link} AS link JOIN record ON record.id = link.record)"
        for link in _LINKS
    )
    records, _ = _text(store, "records")
    return f"WITH record AS MATERIALIZED ({passed}), {', '.join(links)}, records AS ({records}) "


def _text(store: Store, view: str) -> tuple[str, str]:
    """The text of a view, and its order."""
    sql = "SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?"
    (text,) = store.connection.execute(sql, (view,)).fetchone()
    text, order, terms = text.partition(" AS ")[2].partition("\nORDER BY ")
    return text, f"{order}{terms}"


def whole(store: Store, view: str) -> Select:
    """All rows of a view, in its order; of sectors also those that nobody has proposed yet."""
    return Select("\n".join(_text(store, view)))


def evidence(view: str, rows: Select, conditions: Sequence[Condition]) -> Select:
    """The ids of the records that rows rest on: themselves, what they count, or what they follow from."""
    if view in _COMPUTED:
        return Select(
            f"SELECT each.value AS id FROM ({rows.sql}), json_each(inputs) AS each", rows.values
        )
    things = _THINGS.get(view)
    if not things:
        return Select(f"SELECT id FROM ({rows.sql})", rows.values)
    counted = passing(
        [condition for condition in conditions if condition.filter not in things.tests]
    )
    listed = f"SELECT {things.key} FROM ({rows.sql})"
    sql = f"{counted.sql} AND id IN ({things.named} ({listed}))"
    return Select(sql, (*counted.values, *rows.values))


def count(store: Store, query: Select) -> int:
    """How many rows a query gives."""
    (number,) = store.connection.execute(
        f"SELECT count(*) FROM ({query.sql})", query.values
    ).fetchone()
    return int(number)
