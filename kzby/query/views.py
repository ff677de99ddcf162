"""The views as questions: each is its own text, run over the records that the filters leave."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from kzby.query import orders
from kzby.query.filters import DATED, HOLDING, Chosen, Condition, chosen, marks
from kzby.store import Store

MANY = 1_000  # more than that nobody needs to know to the last

# The view that lists the records of a kind.
OF_KIND: dict[str, str] = {
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


class Question(NamedTuple):
    """What is asked, before it is narrowed: its view, the word for its rows, the rows that conditions leave.

    `advice` is for whoever gets no row though nothing narrows it.
    """

    view: str
    noun: str
    rows: Callable[[Sequence[Condition]], Chosen]
    advice: str = ""


_NOUNS = {
    "trade": "trade figures",
    "derived": "derived figures",
    "goods": "traded goods",
    "timeline": "records",
}
# What a filter tests where rows are not records: the row itself. The other filters decide what is counted in it.
_ORIGINS = {"min-origins": "json_array_length(v.origins) >= {}"}
_OWN = {
    "sectors": _ORIGINS,
    "regions": {"region": "v.id IN (SELECT part FROM inside WHERE whole IN ({}))", **_ORIGINS},
    "people": {"person": "v.id IN ({})", "side": "v.side IN ({})", **_ORIGINS},
    "organizations": {"organization": "v.id IN ({})", "side": "v.side IN ({})", **_ORIGINS},
    "articles": {
        "article": "v.id IN ({})",
        "organization": "(v.publisher IN ({}) OR v.agency IN ({}))",
    },
    "derived": dict.fromkeys(
        DATED,
        "EXISTS (SELECT 1 FROM (SELECT v.date_earliest AS at_earliest, v.date_latest AS at_latest, at_certain "
        "FROM derivation WHERE derivation.id = v.id) WHERE {test})",
    ),
}
_COMPUTED = ("derived", "reconciliation")  # all inputs of their rows fulfil the filters too
_COUNTED = {"sectors": "v.proposals"}
_LINKS = ("mention", "proposal", "record_region", "record_person", "record_organization")


def question(store: Store, view: str) -> Question:
    """What a view asks."""
    return Question(view, _NOUNS.get(view, view), partial(select, store, view))


def select(store: Store, view: str, found: Sequence[Condition]) -> Chosen:
    """The rows of a view that the conditions leave, in its order: the text of the view over those records alone."""
    own = _OWN.get(view, {})
    others = [one for one in found if one.filter not in own or view in _COMPUTED]
    tests, values = [], list(chosen(others).values)
    for one in found:
        if one.filter in own:
            test = own[one.filter].replace("{test}", one.sql).replace("{}", marks(one.values))
            tests.append(test)
            values += one.values * (test.count("?") // max(len(one.values), 1))
    if view in _COMPUTED and found:
        tests.append(
            "NOT EXISTS (SELECT 1 FROM json_each(v.inputs) WHERE value NOT IN (SELECT id FROM record))"
        )
    elif (others and view in _OWN) or view == "sectors":
        tests.append(f"{_COUNTED.get(view, 'v.records')} > 0")
    sql = f"SELECT v.* FROM ({_text(store, view)}) v{_beside(view)} WHERE {' AND '.join(tests) or 'TRUE'}"
    return Chosen(
        f"WITH {_narrowed(store, others)} {sql} ORDER BY {orders.of(view)}", tuple(values)
    )


def _narrowed(store: Store, found: Sequence[Condition]) -> str:
    """The records that conditions leave, and their links, in place of the tables that the views read."""
    links = (
        f"{link} AS (SELECT l.* FROM main.{link} l JOIN record ON record.id = l.record)"
        for link in _LINKS
    )
    wanted = f"record AS MATERIALIZED (SELECT * FROM main.record WHERE id IN ({chosen(found).sql}))"
    return ", ".join([wanted, *links, f"records AS ({_text(store, 'records')})"])


def _text(store: Store, view: str) -> str:
    (text,) = store.connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = ?", (view,)
    ).fetchone()
    return str(text.partition(" AS ")[2])


def _beside(view: str) -> str:
    """What the order of a view reads beside its rows."""
    record = "" if view in (*_OWN, *_COMPUTED) else " JOIN main.record r ON r.id = v.id"
    group = orders.GROUPS.get(view)
    return f"{record} JOIN {group} g ON g.id = v.{group}" if group else record


def whole(store: Store, view: str) -> Chosen:
    """All rows of a view, in its order; of sectors also those that nobody has proposed yet."""
    sql = f"SELECT v.* FROM {view} v{_beside(view)} ORDER BY {orders.of(view)}"
    return Chosen(sql, ())


def first_of_all(found: Sequence[Condition], most: int) -> Chosen:
    """The first records of the timeline that the conditions leave, so many at most."""
    wanted = chosen(found)
    order = orders.of("timeline")
    return Chosen(
        f"SELECT r.* FROM main.record r WHERE id IN ({wanted.sql}) ORDER BY {order} LIMIT {most}",
        wanted.values,
    )


def behind(question: Question, found: Sequence[Condition]) -> Chosen:
    """The ids of the records that an answer rests on: its rows, what these count, or what they follow from."""
    rows = question.rows(found)
    if question.view in _COMPUTED:
        return Chosen(
            f"SELECT input.value AS id FROM ({rows.sql}) v, json_each(v.inputs) input", rows.values
        )
    if question.view not in _HELD:
        return Chosen(f"SELECT id FROM ({rows.sql})", rows.values)
    counted = chosen([one for one in found if one.filter not in _OWN[question.view]])
    key, holding = _HELD[question.view]
    named = f"EXISTS ({holding} (SELECT {key} FROM ({rows.sql})) AND record = c.id)"
    return Chosen(
        f"SELECT id FROM ({counted.sql}) c WHERE {named}", (*counted.values, *rows.values)
    )


# The column of a row's own id, and the records that name such a thing.
_HELD = {
    "sectors": ("sector", "SELECT record FROM main.proposal WHERE sector IN"),
    "regions": ("id", HOLDING["region"]),
    "people": ("id", HOLDING["person"]),
    "organizations": ("id", HOLDING["organization"]),
    "articles": ("id", HOLDING["article"]),
}


def count(store: Store, query: Chosen) -> int:
    """How many rows a query gives; of more than MANY only that there are more."""
    (number,) = store.connection.execute(
        f"SELECT count(*) FROM ({query.sql} LIMIT {MANY + 1})", query.values
    ).fetchone()
    return int(number)


VIEWS = (
    *OF_KIND.values(),
    "sectors",
    "derived",
    "reconciliation",
    "timeline",
    "records",
    "people",
    "organizations",
    "regions",
    "articles",
    "conflicts",
)
