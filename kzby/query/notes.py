"""Sentences beside an answer: why it is empty, what may lie outside the period."""

from collections.abc import Iterator, Sequence

from kzby.errors import counted
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import Condition, admitting, passing
from kzby.store import Store


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
    if view == "plans" and conditions and not filters & {"since", "until"}:
        typed = " ".join(each.words for each in conditions)
        for noun in ("agreement", "project"):
            if number := _number(store, views.select(store, f"{noun}s", conditions)):
                yield f"{counted(number, noun)} too: kzby {noun}s {typed}".rstrip()


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
