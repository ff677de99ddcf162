"""Sentences beside an answer: why it is empty, where an uncertain date decided, how few origins articles have."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from kzby.errors import counted
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import DATED, Condition, admitting, passing
from kzby.store import Store


class Question(NamedTuple):
    """What is asked: a view, the word for its rows, the query for the rows that conditions leave."""

    store: Store
    view: str
    noun: str
    rows: Callable[[Sequence[Condition]], Select]

    def count(self, conditions: Sequence[Condition]) -> int:
        """How many rows the conditions leave."""
        return views.count(self.store, self.rows(conditions))

    def records(self, conditions: Sequence[Condition]) -> int:
        """How many records fulfil the conditions, of whatever kind."""
        return views.count(self.store, passing(conditions))


def question(store: Store, view: str) -> Question:
    """The question that a view answers."""
    return Question(store, view, views.NOUNS.get(view, view), partial(views.select, store, view))


def notes(question: Question, conditions: Sequence[Condition], *, empty: bool) -> Iterator[str]:
    """What a reader should know beside the rows."""
    if empty:
        yield _silence(question, conditions)
    elif dated := [condition for condition in conditions if condition.filter in DATED]:
        yield from _doubts(question, conditions, dated)
    if question.view == "plans":
        yield from _undated(question, conditions)
    if question.view == "articles":
        yield from _origins(question, conditions)


def _silence(question: Question, conditions: Sequence[Condition]) -> str:
    """Why the conditions leave no row: which of them emptied the answer, and what there is without it.

    Each number is that of the rows that kzby lists if asked so.
    """
    if question.view == "reconciliation":
        return _untested(question.store, conditions)
    where = " in the articles that could be read" if question.store.problems else ""
    typed = " ".join(condition.words for condition in conditions)
    for condition in conditions:
        possible = admitting("possible", [condition])
        if not question.count(possible) and not question.records(possible):
            return f"Nothing is recorded {condition.meaning}{where}."
    held = question.count([])
    if question.view == "conflicts" and not (held and len(conditions) > 1):
        several = Condition("", (), "", "json_array_length(articles) > 1")
        compared = counted(question.records([*conditions, several]), "record")
        return f"No disagreements about the {compared} that several articles report."
    if not held:
        return f"There are no {question.noun}{where}."
    if len(conditions) == 1 and conditions[0].filter != "dates" and question.view != "records":
        others = counted(question.records(conditions), "other record")
        meaning = conditions[0].meaning
        return f"No {question.noun} {meaning}; {others}: kzby timeline {typed}"
    without = {
        condition.words: question.count(_without(conditions, condition)) for condition in conditions
    }
    alone = {
        condition.words: question.count(admitting("possible", [condition]) or [condition])
        for condition in conditions
    }
    numbers = [f"without {words}: {number:,}" for words, number in without.items() if number]
    numbers = numbers or [f"{words} alone: {number:,}" for words, number in alone.items()]
    return f"No {question.noun} match {typed}; {'; '.join(numbers)}."


def _without(conditions: Sequence[Condition], left_out: Condition) -> list[Condition]:
    """The other conditions; those by date admit all that is possible without --dates certain."""
    rest = [condition for condition in conditions if condition is not left_out]
    return admitting("possible", rest) if left_out.filter == "dates" else rest


def _untested(store: Store, conditions: Sequence[Condition]) -> str:
    """Why nothing could be tested among the figures that the conditions leave, and what that takes."""
    trade = question(store, "trade")
    number = trade.count(conditions)
    if not number:
        return _silence(trade, conditions)
    return (
        f"Nothing to reconcile among {counted(number, 'trade figure')}: that takes export and "
        "import with turnover or a balance, or a growth rate and its base, "
        "of the same region, partner, period and unit."
    )


def _doubts(
    question: Question, conditions: Sequence[Condition], dated: Sequence[Condition]
) -> Iterator[str]:
    """A note on the records of an answer whose uncertain date a filter by date lets in or leaves out."""
    possible = admitting("possible", conditions)
    based = views.evidence(question.view, question.rows(possible), possible)
    certain = passing(admitting("certain", dated))
    sql = (
        f"SELECT position FROM record WHERE id IN ({based.sql}) AND position NOT IN ({certain.sql})"
    )
    number = views.count(question.store, Select(sql, (*based.values, *certain.values)))
    records = counted(number, "record")
    if number and dated[-1].filter == "dates":
        yield f"--dates certain hides {records} with an uncertain date."
    elif number:
        have, them = ("has", "it") if number == 1 else ("have", "them")
        yield f"{records} {have} an uncertain date; hide {them} with --dates certain."


def _undated(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """A note on plans that a filter by date left out, and that have no due date."""
    undue = Condition("", (), "", "position IN (SELECT record FROM plan WHERE due IS NULL)")
    others = [condition for condition in conditions if condition.filter not in DATED]
    shown = question.records([*admitting("possible", conditions), undue])
    if number := question.records([*others, undue]) - shown:
        have = "plan has" if number == 1 else "plans have"
        words = " ".join(["kzby plans", *(condition.words for condition in others)])
        yield f"{number:,} more {have} no due date: {words}"


def _origins(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """A note on articles that are fewer origins: those of one agency are one."""
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
