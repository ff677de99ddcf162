"""Sentences beside an answer: why nothing was found, and where a date decided that is not certain."""

from collections.abc import Sequence

from kzby import views
from kzby.errors import counted
from kzby.filters import Condition, chosen
from kzby.store import Store


def silence(store: Store, view: str, found: Sequence[Condition]) -> str:
    """Why the conditions leave no row: which of them emptied the answer, and what there is without it."""
    if not found:
        return f"the dataset holds no {view}."
    asked = " ".join(condition.words for condition in found)
    held = [views.count(store, chosen([condition])) for condition in found]
    for condition, records in zip(found, held, strict=True):
        if not records:
            return f"no {view} match {asked}: nothing is recorded for {condition.meaning}."
    if len(found) == 1:
        return f"no {view} match {asked}; {counted(held[0], 'other record')}: kzby timeline {asked}"
    rest = [(one, [other for other in found if other is not one]) for one in found]
    numbers = [(one.words, views.count(store, views.select(store, view, others))) for one, others in rest]
    without = [f"without {words}: {number:,}" for words, number in numbers if number]
    alone = [f"{one.words} alone: {views.count(store, views.select(store, view, [one])):,}" for one in found]
    return f"no {view} match {asked}; {'; '.join(without or alone)}."


def doubts(store: Store, view: str, found: Sequence[Condition]) -> list[str]:
    """A note on the rows that a date filter let in although their date is inferred, or reaches beyond it."""
    certain = {"--since": "r.at_earliest >= ?", "--until": "r.at_latest <= ?"}
    dated = [condition for condition in found if condition.option in certain]
    if not dated or not views.holds_records(view):
        return []
    clauses = " AND ".join(["r.year_stated", *(certain[condition.option] for condition in dated)])
    query = views.select(store, view, found)
    doubtful = query._replace(
        sql=f"SELECT 1 FROM ({query.sql}) JOIN record r USING (id) WHERE NOT coalesce({clauses}, FALSE)",
        values=(*query.values, *(value for condition in dated for value in condition.values)),
    )
    number = views.count(store, doubtful)
    if not number:
        return []
    matched = "1 of these matches" if number == 1 else f"{number:,} of these match"
    return [f"{matched} by a date that is inferred, or that may lie beyond the dates asked for."]
