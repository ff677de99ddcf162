"""Sentences beside an answer: why it is empty, where an uncertain date decided, how few origins articles have."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kzby.errors import counted
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import DATED, Condition, admitting, passing, values_of
from kzby.store import Store

_TESTABLE = (
    "that takes export and import with turnover or a balance, or a growth rate and its base, "
    "of the same region, partner, period and unit"
)
_NOUNS = {
    "trade": "trade figures",
    "derived": "derived figures",
    "goods": "traded goods",
    "timeline": "records",
}


class Question(NamedTuple):
    """What is asked: a view, the word for its rows, the query for the rows that conditions leave."""

    store: Store
    view: str
    noun: str
    rows: Callable[[Sequence[Condition]], Select]
    advice: str = ""  # for an answer that is empty without any filter

    def count(self, conditions: Sequence[Condition]) -> int:
        """How many rows the conditions leave."""
        return views.count(self.store, self.rows(conditions))

    def records(self, conditions: Sequence[Condition]) -> int:
        """How many records fulfil the conditions, of whatever kind."""
        return views.count(self.store, passing(conditions))


def question(store: Store, view: str) -> Question:
    """The question that a view answers."""
    return Question(
        store,
        view,
        _NOUNS.get(view, view),
        lambda conditions: views.select(store, view, conditions),
    )


def notes(question: Question, conditions: Sequence[Condition], *, empty: bool) -> Iterator[str]:
    """What a reader should know beside the rows."""
    yield from [silence(question, conditions)] if empty else _doubts(question, conditions)
    yield from _undated(question, conditions)
    yield from _origins(question, conditions)


def silence(question: Question, conditions: Sequence[Condition]) -> str:
    """Why the conditions leave no row: which of them emptied the answer, and what there is without it.

    Each number is that of the rows that kzby lists if asked so.
    """
    if question.view == "reconciliation":
        return _untested(question, conditions)
    where = " in the articles that could be read" if question.store.problems else ""
    typed = " ".join(condition.words for condition in conditions)
    alone = []
    for condition in conditions:
        possible = admitting("possible", [condition])
        alone.append(question.count(possible or [condition]))
        if not alone[-1] and not question.records(possible):
            return f"Nothing is recorded {condition.meaning}{where}."
    held = question.count([])
    if question.view == "conflicts" and not (held and len(conditions) > 1):
        return _agreement(question, conditions)
    if not held:
        return f"There are no {question.noun}{where}{question.advice}."
    lone = len(conditions) == 1 and conditions[0].filter != "dates"
    if lone and question.view != "records":
        others = counted(question.records(conditions), "other record")
        meaning = conditions[0].meaning
        return f"No {question.noun} {meaning}; {others}: kzby timeline {typed}"
    without = [
        f"without {condition.words}: {number:,}"
        for condition in conditions
        if (number := question.count(_without(conditions, condition)))
    ]
    each = [
        f"{condition.words} alone: {number:,}"
        for condition, number in zip(conditions, alone, strict=True)
    ]
    return f"No {question.noun} match {typed}; {'; '.join(without or each)}."


def _without(conditions: Sequence[Condition], left_out: Condition) -> list[Condition]:
    """The other conditions; without --dates certain, those by date admit all that is possible."""
    rest = [condition for condition in conditions if condition is not left_out]
    return admitting("possible", rest) if left_out.filter == "dates" else rest


def _agreement(question: Question, conditions: Sequence[Condition]) -> str:
    """That no two articles disagree about a record, and how many records have several articles."""
    several = Condition("", (), "", "json_array_length(articles) > 1")
    number = question.records([*conditions, several])
    if not number:
        such = "such " if conditions else ""
        return f"No disagreements: no {such}record appears in two articles."
    return f"No disagreements about the {counted(number, 'record')} that several articles report."


def _untested(about: Question, conditions: Sequence[Condition]) -> str:
    """Why no identity could be tested among the figures that the conditions leave, and what that takes."""
    trade = question(about.store, "trade")
    number = trade.count(conditions)
    if not number:
        return silence(trade, conditions)
    return f"Nothing to reconcile among {counted(number, 'trade figure')}: {_TESTABLE}."


def _doubts(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """A note on the records of an answer whose uncertain date a filter by date lets in or leaves out."""
    dated = [condition for condition in conditions if condition.filter in DATED]
    if not dated:
        return
    possible = admitting("possible", conditions)
    evidence = views.evidence(question.view, question.rows(possible), possible)
    number = _count_failing(question.store, evidence, admitting("certain", dated))
    if not number:
        return
    records = counted(number, "record")
    if "dates" in (condition.filter for condition in dated):
        yield f"--dates certain hides {records} with an uncertain date."
    else:
        uncertain = (
            "has an uncertain date; hide it" if number == 1 else "have an uncertain date; hide them"
        )
        yield f"{records} {uncertain} with --dates certain."


def _count_failing(store: Store, ids: Select, conditions: Sequence[Condition]) -> int:
    """How many of the records do not fulfil all of the conditions."""
    passed = (f"coalesce({condition.sql}, FALSE)" for condition in conditions)
    tests = " AND ".join(passed) or "TRUE"
    sql = f"SELECT id FROM main.record WHERE id IN ({ids.sql}) AND NOT ({tests})"
    return views.count(store, Select(sql, (*ids.values, *values_of(conditions))))


def _undated(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """A note on plans that a filter by date left out, and that have no due date."""
    others = [condition for condition in conditions if condition.filter not in DATED]
    if question.view != "plans" or len(others) == len(conditions):
        return
    plans = passing(others)
    undue = f"{plans.sql} AND id IN (SELECT record FROM plan WHERE due IS NULL)"
    possible = admitting("possible", conditions)
    number = _count_failing(question.store, Select(undue, plans.values), possible)
    if number:
        plans_ = "1 more plan has" if number == 1 else f"{number:,} more plans have"
        yield f"{plans_} no due date: kzby plans"


def _origins(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """A note on articles that are fewer origins: those of one agency are one."""
    if question.view != "articles":
        return
    rows = question.rows(conditions)
    agencies = question.store.connection.execute(
        f"SELECT organization.name, count(*) FROM ({rows.sql}) AS listed "
        "JOIN organization ON organization.id = listed.agency GROUP BY 1 ORDER BY 1",
        rows.values,
    ).fetchall()
    articles = sum(number for _, number in agencies)
    if len(agencies) < articles:
        names = ", ".join(name for name, _ in agencies)
        yield f"{counted(articles, 'article')}, {counted(len(agencies), 'origin')}: {names}."
