"""Sentences beside an answer: why it is empty, where an uncertain date decided, how few origins articles have."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kzby.errors import counted
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import DATED, Condition, admitting, passing, values_of
from kzby.store import Store

_TESTABLE = (
    "that takes export and import with turnover or a balance, or a growth rate whose base is recorded too, "
    "each of one region, partner, period and unit"
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
    possible = [admitting("possible", [condition]) or [condition] for condition in conditions]
    alone = [question.count(each) for each in possible]
    records = [question.records(admitting("possible", [condition])) for condition in conditions]
    for condition, *numbers in zip(conditions, alone, records, strict=True):
        if not any(numbers):
            return (
                f"no {question.noun} match {typed}: nothing is recorded {condition.meaning}{where}."
            )
    held = question.count([])
    if question.view == "conflicts" and not (held and len(conditions) > 1):
        return _unanimous(question, conditions)
    if not held:
        return f"the dataset holds no {question.noun}{where}{question.advice}."
    lone = len(conditions) == 1 and conditions[0].filter != "dates"
    if lone and question.view != "records":
        others = counted(records[0], "other record")
        return f"no {question.noun} match {typed}; {others}: kzby timeline {typed}"
    without = [
        f"without {condition.words}: {number:,}"
        for condition in conditions
        if (number := question.count(_without(conditions, condition)))
    ]
    each = [
        f"{condition.words} alone: {number:,}"
        for condition, number in zip(conditions, alone, strict=True)
    ]
    return f"no {question.noun} match {typed}; {'; '.join(without or each)}."


def _without(conditions: Sequence[Condition], left_out: Condition) -> list[Condition]:
    """The other conditions; without --dates certain, those by date admit all that is possible."""
    rest = [condition for condition in conditions if condition is not left_out]
    return admitting("possible", rest) if left_out.filter == "dates" else rest


def _unanimous(question: Question, conditions: Sequence[Condition]) -> str:
    """That no two articles disagree about a record, and how many records have several articles."""
    several = [*conditions, Condition("", (), "", "json_array_length(articles) > 1")]
    number = question.records(several)
    matching = " ".join(["", "that matches", *(condition.words for condition in conditions)])
    shared = counted(number, "record is", "records are") if number else "none is"
    return (
        f"no record{matching if conditions else ''} is told differently by two articles; "
        f"{shared} told by more than one."
    )


def _untested(question_: Question, conditions: Sequence[Condition]) -> str:
    """Why no identity could be tested among the figures that the conditions leave, and what that takes."""
    trade = question(question_.store, "trade")
    number = trade.count(conditions)
    if not number:
        return silence(trade, conditions)
    typed = " ".join(condition.words for condition in conditions)
    figures = counted(number, "trade figure")
    return (
        f"no identity can be tested among {figures}{f' of {typed}' if typed else ''}; {_TESTABLE}."
    )


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
    filters = [condition.filter for condition in dated]
    beyond = "unknown" if filters == ["dates"] else "may lie beyond those asked for"
    why = f"inferred, only when it was told, or {beyond}"
    if "dates" in filters:
        yield f"--dates certain leaves out {counted(number, 'record')} whose date is {why}."
    else:
        match = counted(number, "record matches", "records match")
        them = "it" if number == 1 else "them"
        yield f"{match} by a date that is {why}; --dates certain leaves {them} out."


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
        stand = "has no due date and stands" if number == 1 else "have no due date and stand"
        yield f"{counted(number, 'other plan')} {stand} by when announced: kzby plans lists all."


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
