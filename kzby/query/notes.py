"""Sentences beside an answer: why it is empty, how many dates are uncertain."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from kzby.errors import counted
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import DATED, Condition, admitting, passing
from kzby.store import Store


class Question(NamedTuple):
    """A view, the word for its rows, and the query for those that conditions leave."""

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
    rows = partial(views.select, store, view)
    return Question(store, view, views.NOUNS.get(view, view), rows)


def notes(question: Question, conditions: Sequence[Condition], *, empty: bool) -> Iterator[str]:
    """What a reader should know beside the rows."""
    if empty:
        yield _silence(question, conditions)
    elif dated := [each for each in conditions if each.filter in DATED]:
        yield from _doubts(question, conditions, dated)
    if question.view == "plans":
        yield from _undated(question, conditions)
    if question.view == "articles":
        yield from _origins(question, conditions)


def _silence(question: Question, conditions: Sequence[Condition]) -> str:
    """Why the conditions leave no row, and what there is without some of them."""
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
        compared = question.records([*conditions, several])
        reported = f"{counted(compared, 'record')} that several articles report"
        return f"No disagreements about the {reported}."
    if not held:
        return f"There are no {question.noun}{where}."
    first, *others = conditions
    if not others and first.filter != "dates" and question.view != "records":
        records = counted(question.records(conditions), "other record")
        return f"No {question.noun} {first.meaning}; {records}: kzby timeline {typed}"
    numbers = [
        f"without {each.words}: {number:,}"
        for each in conditions
        if (number := question.count(_without(conditions, each)))
    ]
    numbers = numbers or [
        f"{each.words} alone: {question.count(admitting('possible', [each]) or [each]):,}"
        for each in conditions
    ]
    return f"No {question.noun} match {typed}; {'; '.join(numbers)}."


def _without(conditions: Sequence[Condition], one: Condition) -> list[Condition]:
    """The other conditions; without --dates certain, all possible dates pass."""
    rest = [each for each in conditions if each is not one]
    return admitting("possible", rest) if one.filter == "dates" else rest


def _untested(store: Store, conditions: Sequence[Condition]) -> str:
    """Why no figure that the conditions leave could be tested."""
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
    """How many records with an uncertain date a filter by date lets in or leaves out."""
    possible = admitting("possible", conditions)
    based = views.evidence(question.view, question.rows(possible), possible)
    certain = passing(admitting("certain", dated))
    sql = f"""
        SELECT position FROM record WHERE id IN ({based.sql})
        AND position NOT IN ({certain.sql})
    """
    doubted = Select(sql, (*based.values, *certain.values))
    number = views.count(question.store, doubted)
    records = counted(number, "record")
    if number and dated[-1].filter == "dates":
        yield f"--dates certain hides {records} with an uncertain date."
    elif number:
        have, them = ("has", "it") if number == 1 else ("have", "them")
        hide = f"hide {them} with --dates certain"
        yield f"{records} {have} an uncertain date; {hide}."


def _undated(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many plans without a due date a filter by date left out."""
    plans = "SELECT record FROM plan WHERE due IS NULL"
    undue = Condition("", (), "", f"position IN ({plans})")
    others = [each for each in conditions if each.filter not in DATED]
    shown = question.records([*admitting("possible", conditions), undue])
    if number := question.records([*others, undue]) - shown:
        have = "plan has" if number == 1 else "plans have"
        words = " ".join(["kzby plans", *(each.words for each in others)])
        yield f"{number:,} more {have} no due date: {words}"


def _origins(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """Of how few agencies the articles are."""
    rows = question.rows(conditions)
    sql = f"""
        SELECT organization.name, count(*) FROM ({rows.sql}) AS listed
        JOIN organization ON organization.id = listed.agency
        GROUP BY 1 ORDER BY 1
    """
    run = question.store.connection.execute
    agencies = dict(run(sql, rows.values).fetchall())
    number = sum(agencies.values())
    if len(agencies) < number:
        articles = counted(number, "article")
        origins = counted(len(agencies), "origin")
        yield f"{articles}, {origins}: {', '.join(agencies)}."
