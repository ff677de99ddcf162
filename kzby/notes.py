"""Sentences beside an answer: why nothing was found, and where a date decided that is not certain."""

from collections.abc import Sequence

from kzby import views
from kzby.errors import counted
from kzby.filters import Chosen, Condition, chosen
from kzby.store import Store
from kzby.terms import View

_CERTAIN = {"since": "at_earliest >= ?", "until": "at_latest <= ?"}
_NOUNS = {
    View.TRADE: "trade figures",
    View.DERIVED: "derived figures",
    View.GOODS: "traded goods",
    View.RECORDS: "records",
    View.TIMELINE: "records",
}
_TESTABLE = (
    "that takes export and import with turnover or a balance, or a growth rate whose base is recorded too, "
    "each of one region, partner, window and unit"
)


def silence(store: Store, view: View, found: Sequence[Condition]) -> str:
    """Why the conditions leave no row: which of them emptied the answer, and what there is without it."""
    if view == View.RECONCILIATION:
        return _untested(store, found)
    noun = _NOUNS.get(view, view.value)
    asked = " ".join(condition.words for condition in found)
    held = [views.count(store, chosen([condition])) for condition in found]
    for condition, records in zip(found, held, strict=True):
        if not records:
            where = " in the articles that could be read" if store.problems else ""
            return f"no {noun} match {asked}: nothing is recorded for {condition.meaning}{where}."
    if view == View.CONFLICTS and len(found) < 2:
        return _unanimous(store, found)
    if not found:
        return f"the dataset holds no {noun}."
    if len(found) == 1:
        return f"no {noun} match {asked}; {counted(held[0], 'other record')}: kzby timeline {asked}"
    rest = [(one, [other for other in found if other is not one]) for one in found]
    numbers = [(one.words, views.count(store, views.select(store, view, others))) for one, others in rest]
    without = [f"without {words}: {number:,}" for words, number in numbers if number]
    alone = [f"{one.words} alone: {views.count(store, views.select(store, view, [one])):,}" for one in found]
    return f"no {noun} match {asked}; {'; '.join(without or alone)}."


def _unanimous(store: Store, found: Sequence[Condition]) -> str:
    """That no record is told differently, and how many are told more than once."""
    wanted = chosen(found)
    several = "SELECT record FROM mention GROUP BY record HAVING count(*) > 1"
    number = views.count(store, Chosen(f"SELECT id FROM ({wanted.sql}) WHERE id IN ({several})", wanted.values))
    matching = "".join(f" that matches {condition.words}" for condition in found)
    shared = counted(number, "record is", "records are") if number else "none is"
    return f"no record{matching} is told differently by two articles; {shared} told by more than one."


def _untested(store: Store, found: Sequence[Condition]) -> str:
    """Why no identity could be tested among the figures that the conditions leave, and what that takes."""
    figures = views.count(store, views.select(store, View.TRADE, found))
    if not figures:
        return silence(store, View.TRADE, found)
    asked = " ".join(condition.words for condition in found)
    among = f"{counted(figures, 'trade figure')} of {asked}" if asked else counted(figures, "trade figure")
    return f"no identity can be tested among {among}; {_TESTABLE}."


def doubts(store: Store, view: View, found: Sequence[Condition], rows: Chosen) -> list[str]:
    """Notes on a filter by date: the records it let in by a doubtful date, the plans it left out as they have none.

    `rows` are the rows of the answer; behind sectors stand their proposals, behind other lists nothing with a date.
    """
    dated = [condition for condition in found if condition.filter in _CERTAIN]
    if not dated or not (views.holds_records(view) or view == View.SECTORS):
        return []
    behind = views.select(store, View.PROPOSALS, found) if view == View.SECTORS else rows
    clauses = " AND ".join(["at_year_stated", *(_CERTAIN[condition.filter] for condition in dated)])
    sql = f"SELECT 1 FROM record WHERE id IN (SELECT id FROM ({behind.sql})) AND NOT coalesce({clauses}, FALSE)"
    days = (value for condition in dated for value in condition.values)
    doubtful = views.count(store, Chosen(sql, (*behind.values, *days)))
    told = []
    if doubtful:
        verb = "matches" if doubtful == 1 else "match"
        told.append(
            f"{counted(doubtful, 'record')} {verb} by a date that is inferred or may lie beyond those asked for."
        )
    return [*told, *_undated(store, view, found)]


def _undated(store: Store, view: View, found: Sequence[Condition]) -> list[str]:
    """A note on plans that a filter by date left out, and that have no due date."""
    if view != View.PLANS:
        return []
    others = chosen([condition for condition in found if condition.filter not in _CERTAIN])
    wanted = chosen(found)
    undated = "SELECT record FROM plan WHERE due IS NULL"
    left_out = Chosen(
        f"{undated} AND record IN ({others.sql}) AND record NOT IN ({wanted.sql})", (*others.values, *wanted.values)
    )
    number = views.count(store, left_out)
    if not number:
        return []
    stand = "has no due date and stands" if number == 1 else "have no due date and stand"
    return [f"{counted(number, 'other plan')} {stand} by when announced: kzby plans lists all."]
