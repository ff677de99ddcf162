"""Sentences beside an answer: why it is empty, what may lie outside the period."""

from collections.abc import Iterator, Sequence

from kzby.errors import counted
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import Condition, admitting, passing
from kzby.store import Store

_OF_NO_SIDE = Condition(sql="position NOT IN (SELECT record FROM main.record_side)")


def notes(
    store: Store, view: str, conditions: Sequence[Condition], *, empty: bool
) -> Iterator[str]:
    """What a reader should know beside the rows of a view."""
    filters = {each.filter for each in conditions}
    if empty:
        yield _silence(store, view, conditions)
    elif filters & {"since", "until"} and "dates" not in filters:
        likely = admitting("likely", conditions)
        doubted = _records(store, view, conditions) - _records(store, view, likely)
        if doubted:
            yield f"{counted(doubted, 'record')} may lie outside the period: hide with --dates likely."
    if view == "meetings" and "side" in filters:
        others = [each for each in conditions if each.filter != "side"]
        if number := _records(store, view, [*others, _OF_NO_SIDE]):
            has = "more meeting has", "more meetings have"
            yield f"{counted(number, *has)} no known side."
    if view == "plans":
        yield from _beside_plans(store, conditions)


def _beside_plans(store: Store, conditions: Sequence[Condition]) -> Iterator[str]:
    """What else is ahead, or in force."""
    found = []
    for noun in ("proposal", "agreement", "project"):
        number = _number(store, views.select(store, f"{noun}s", conditions))
        found += [f"{counted(number, noun)} (kzby {noun}s)"] * (number > 0)
    sql, values = views.select(store, "trade", conditions)
    ahead = Select(f"SELECT * FROM ({sql}) WHERE basis IN ('target', 'forecast')", values)
    if number := _number(store, ahead):
        found.append(f"{counted(number, 'target', 'targets or forecasts')} of trade (kzby trade)")
    typed = " ".join(each.words for each in conditions)
    if found:
        yield f"Listed apart{f', with {typed}' * bool(typed)}: {', '.join(found)}."


def _silence(store: Store, view: str, conditions: Sequence[Condition]) -> str:
    """Why the conditions leave no row: by which of those that were typed."""
    typed = [each for each in conditions if each.typed]
    for each in typed:
        possible = admitting("possible", [each])
        queries = views.select(store, view, possible), passing(possible)
        if not any(_number(store, query) for query in queries):
            return f"Nothing is recorded {each.meaning}."
    words = " ".join(each.words for each in typed)
    place = "" if view == "timeline" else f" in {view}"
    return f"Nothing{place} matches {words}." if typed else f"There is nothing{place}."


def _records(store: Store, view: str, conditions: Sequence[Condition]) -> int:
    """How many records the conditions leave, of those that the view lists, if it lists records."""
    listed = view in (*views.OF_KIND.values(), "timeline")
    return _number(store, views.select(store, view, conditions) if listed else passing(conditions))


def _number(store: Store, query: Select) -> int:
    """How many rows a query gives."""
    sql = f"SELECT count(*) FROM ({query.sql})"
    return int(store.connection.execute(sql, query.values).fetchone()[0])
