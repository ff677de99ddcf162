"""Sentences beside an answer: why it is empty, what may lie outside the period."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kzby.errors import counted
from kzby.model import dates
from kzby.query import views
from kzby.query.answer import Answer, Select, answer
from kzby.query.filters import DATED, Condition, admitting, passing
from kzby.store import Store

_AIM = "target or forecast", "targets and forecasts"
_AIMS = "basis IN ('target', 'forecast')"
# What is past due on a day, besides plans.
_LATE = {
    "projects": "due_latest < ? AND stage <> 'operating'",
    "trade": f"{_AIMS} AND id NOT IN (SELECT plan FROM outcome WHERE day <= ?) "
    "AND period IS NOT NULL AND date_latest < ?",
}
_DUE = {"projects": "due IS NOT NULL", "trade": f"{_AIMS} AND period IS NOT NULL"}
_ONE_BY_ONE = {*views.OF_KIND.values()} - {"plans", "trade"}
_OF_NO_SIDE = Condition(sql="position NOT IN (SELECT record FROM main.record_side)")


def notes(
    store: Store, view: str, conditions: Sequence[Condition], *, empty: bool
) -> Iterator[str]:
    """What a reader should know beside the rows of a view."""
    filters = {each.filter for each in conditions}
    if empty:
        yield _silence(store, view, conditions)
    if not empty or "dates" in filters:
        yield from doubted(store, view, conditions)
    if view == "meetings" and "side" in filters:
        others = [each for each in conditions if each.filter != "side"]
        if number := len(_records(store, view, [*others, _OF_NO_SIDE])):
            has = "more meeting has", "more meetings have"
            yield f"{counted(number, *has)} no known side."


def doubted(store: Store, view: str, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many records listed may lie outside the period, or how many left out may fall in it."""
    filters = {each.filter for each in conditions}
    if filters.isdisjoint(("since", "until")):
        return
    every = _records(store, view, admitting("possible", conditions))
    if "dates" in filters:
        if more := len(every - _records(store, view, conditions)):
            yield f"{counted(more, 'more record')} may fall in the period: include with --dates possible."
    elif more := len(every - _records(store, view, admitting("likely", conditions))):
        yield f"{counted(more, 'record')} may lie outside the period: hide with --dates likely."


def outside(store: Store, view: str, conditions: Sequence[Condition]) -> set[str]:
    """The ids of the records that are listed one by one and may lie outside the period."""
    filters = {each.filter for each in conditions}
    if view not in _ONE_BY_ONE or "dates" in filters or filters.isdisjoint(("since", "until")):
        return set()
    likely = admitting("likely", conditions)
    return _records(store, view, conditions) - _records(store, view, likely)


def beside_plans(store: Store, conditions: Sequence[Condition], day: str) -> Iterator[str]:
    """What is listed apart from plans and was known by a day (YYYY-MM-DD)."""
    others = {"proposals": "TRUE", "agreements": "TRUE", "projects": "TRUE", "trade": _AIMS}
    if not {"since", "until"}.isdisjoint(each.filter for each in conditions):
        others = {"projects": "due IS NOT NULL", "trade": _AIMS}  # others are not due on a day
    typed = "".join(f" {each.words}" for each in conditions if each.typed)
    found = []
    for view, test in others.items():
        is_trade = view == "trade"  # which has more figures
        noun = _AIM if is_trade else (view.removesuffix("s"), view)
        number = _number(store, _known(store, view, test, conditions, day))
        where = f"{', among others' * is_trade}: kzby {view}{typed}"
        found += [f"{counted(number, *noun)}{where}"] * (number > 0)
    if found:
        yield f"Listed apart: {'; '.join(found)}"


def sections(
    store: Store, conditions: Sequence[Condition], day: str, *, overdue: bool
) -> Iterator[Answer]:
    """What a page of plans names apart: agreements in force on a day, or what else is due."""
    in_period = not {"since", "until"}.isdisjoint(each.filter for each in conditions)
    others = _LATE if overdue else _DUE if in_period else {"agreements": "ends IS NOT NULL"}
    for view, test in others.items():
        listed = answer(store, view, _known(store, view, test, conditions, day)).kept()
        due = "Past due" if overdue else "Due"
        about = f"{due} too: {_AIM[1] if view == 'trade' else view}"
        if view == "agreements":
            ends = [dates.bounds(row["ends"])[1] or "" for row in listed.mappings()]
            rows = [row for row, end in zip(listed.rows, ends, strict=True) if day <= end]
            listed, about = listed._replace(rows=rows), "Agreements in force"
        if listed.rows:
            yield listed._replace(about=about)


def _known(store: Store, view: str, test: str, conditions: Sequence[Condition], day: str) -> Select:
    """The rows that pass a test and were known by a day, which the test may name with `?`."""
    sql, values = views.select(store, view, conditions)
    known = f"{test} AND coalesce(date_earliest, '') <= ?"
    return Select(f"SELECT * FROM ({sql}) WHERE {known}", (*values, *[day] * known.count("?")))


def _silence(store: Store, view: str, conditions: Sequence[Condition]) -> str:
    """Why the conditions leave no row: by which of those that were typed."""
    typed = [each for each in conditions if each.typed]
    for each in typed:
        if each.filter in DATED:
            continue  # what is due then may be recorded
        possible = admitting("possible", [each])
        queries = views.select(store, view, possible), passing(possible)
        if not any(_number(store, query) for query in queries):
            ids = json.loads(str(each.values[0])) if each.filter in ("region", "with") else ()
            return " ".join([f"Nothing is recorded {each.meaning}.", *moved(store, ids)])
    words = " ".join(each.words for each in typed)
    if view == "reconciliation":
        among = f" that match {words}" * bool(typed)
        return f"No figures{among} can be checked against each other."
    place = "" if view == "timeline" else f" in {view}"
    return f"Nothing{place} matches {words}." if typed else f"There is nothing{place}."


def moved(store: Store, regions: Iterable[str]) -> Iterator[str]:
    """Where to look for what lay elsewhere until one of the regions was split off."""
    inside = """
        SELECT name, count(*) FROM region JOIN record_region ON region = id
        WHERE within = ? GROUP BY id
    """
    for id_ in regions:
        if split := store.split_off.get(id_):
            parts = store.connection.execute(inside, (id_,))
            known = [f"{name.partition(' (')[0]} ({counted(n, 'record')})" for name, n in parts]
            yield f"{store.labels[id_]} was {split}; see {', or '.join(['that', *known])}."


def _records(store: Store, view: str, conditions: Sequence[Condition]) -> set[Any]:
    """The records that the conditions leave, of those that the view lists or, of ties, counts."""
    if view not in (*views.OF_KIND.values(), "timeline", "ties"):
        sql, values = passing(conditions)
    else:
        sql, values = views.select(store, view, conditions)
        of_ties = f"SELECT value FROM ({sql}), json_each(records)"
        sql = of_ties if view == "ties" else f"SELECT id FROM ({sql})"
    return {id_ for (id_,) in store.connection.execute(sql, values)}


def _number(store: Store, query: Select) -> int:
    """How many rows a query gives."""
    sql = f"SELECT count(*) FROM ({query.sql})"
    return int(store.connection.execute(sql, query.values).fetchone()[0])
