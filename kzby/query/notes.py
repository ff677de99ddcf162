"""Sentences beside an answer: why it is empty, what may lie outside the period."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kzby.errors import counted
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import DATED, Condition, admitting, passing
from kzby.store import Store

_LISTED = {*views.OF_KIND.values()} - {"plans", "trade"}  # which people see in groups
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
    """How many records are listed that may lie outside the period, or left out that may not."""
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
    if view not in _LISTED or "dates" in filters or filters.isdisjoint(("since", "until")):
        return set()
    likely = admitting("likely", conditions)
    return _records(store, view, conditions) - _records(store, view, likely)


def beside_plans(
    store: Store, conditions: Sequence[Condition], day: str, *, overdue: bool
) -> Iterator[str]:
    """What is listed apart from plans and was known by a day (YYYY-MM-DD), or past due on it."""
    aims = "basis IN ('target', 'forecast')"
    others = {"proposals": "TRUE", "agreements": "TRUE", "projects": "TRUE", "trade": aims}
    if overdue:
        open_ = "id NOT IN (SELECT plan FROM outcome WHERE day <= ?)"
        late = f"{aims} AND {open_} AND period IS NOT NULL AND date_latest < ?"
        others = {"projects": "due_latest < ? AND stage <> 'operating'", "trade": late}
    elif not {"since", "until"}.isdisjoint(each.filter for each in conditions):
        others = {"projects": "due IS NOT NULL", "trade": aims}  # others are not due on a day
    typed = "".join(f" {each.words}" for each in conditions)
    found = []
    for view, test in others.items():
        sql, values = views.select(store, view, conditions)
        known = f"{test} AND coalesce(date_earliest, '') <= ?"
        days = (day,) * known.count("?")
        rows = store.connection.execute(f"SELECT id FROM ({sql}) WHERE {known}", (*values, *days))
        ids = [id_ for (id_,) in rows]
        aim = "target or forecast", "targets and forecasts"
        noun = aim if view == "trade" else (view.removesuffix("s"), view)
        where = ", ".join(ids) if overdue else f"kzby {view}{typed}"
        found += [f"{counted(len(ids), *noun)}: {where}"] * bool(ids)
    if found:
        yield f"{'Past due too' if overdue else 'Listed apart'}: {'; '.join(found)}"


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
    sql, values = views.select(store, view, conditions)
    if view == "ties":
        sql = f"SELECT value FROM ({sql}), json_each(records)"
    elif view in (*views.OF_KIND.values(), "timeline"):
        sql = f"SELECT id FROM ({sql})"
    else:
        sql, values = passing(conditions)
    return {id_ for (id_,) in store.connection.execute(sql, values)}


def _number(store: Store, query: Select) -> int:
    """How many rows a query gives."""
    sql = f"SELECT count(*) FROM ({query.sql})"
    return int(store.connection.execute(sql, query.values).fetchone()[0])
