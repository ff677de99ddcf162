"""Sentences beside an answer: why it is empty, how many dates are uncertain."""

from collections.abc import Iterator, Sequence

from kzby.errors import counted
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import Condition, admitting, passing
from kzby.store import Store


def notes(
    store: Store, view: str, conditions: Sequence[Condition], noun: str = "", *, empty: bool
) -> Iterator[str]:
    """What a reader should know beside the rows of a view, which are called by a noun."""
    if empty:
        yield _silence(store, view, conditions, noun or views.NOUNS.get(view, view))
    elif {"since", "until"} & {each.filter for each in conditions}:
        likely = admitting("likely", conditions)
        doubted = _records(store, view, conditions) - _records(store, view, likely)
        if doubted:
            yield f"{counted(doubted, 'record')} may lie outside the period: hide with --dates likely."


def _silence(store: Store, view: str, conditions: Sequence[Condition], noun: str) -> str:
    """Why the conditions leave no row, and what there is without some of those that were typed."""
    typed = [each for each in conditions if each.typed]
    fixed = [each for each in conditions if not each.typed]

    def count(conditions: Sequence[Condition]) -> int:
        return _number(store, views.select(store, view, [*fixed, *conditions]))

    for each in typed:
        possible = admitting("possible", [each])
        if not count(possible) and not _number(store, passing(possible)):
            return f"Nothing is recorded {each.meaning}."
    if not count([]):
        return f"There are no {noun}."
    sentence = [f"No {noun} match {' '.join(each.words for each in typed)}"]
    for each in typed:
        rest = [other for other in typed if other is not each]
        rest = admitting("possible", rest) if each.filter == "dates" else rest
        if number := count(rest):
            sentence.append(f"without {each.words}: {number:,}")
    return f"{'; '.join(sentence)}."


def _records(store: Store, view: str, conditions: Sequence[Condition]) -> int:
    """How many records the conditions leave, of those that the view lists, if it lists records."""
    listed = view in (*views.OF_KIND.values(), "timeline")
    return _number(store, views.select(store, view, conditions) if listed else passing(conditions))


def _number(store: Store, query: Select) -> int:
    """How many rows a query gives."""
    sql = f"SELECT count(*) FROM ({query.sql})"
    return int(store.connection.execute(sql, query.values).fetchone()[0])
