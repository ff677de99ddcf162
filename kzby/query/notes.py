"""Sentences beside an answer: why nothing was found, where an uncertain date decided, how few origins articles have."""

from collections.abc import Sequence

from kzby.errors import counted
from kzby.query import views
from kzby.query.filters import DATED, Chosen, Condition, chosen, letting_in, of_kind
from kzby.query.views import Question
from kzby.store import Store

_TESTABLE = (
    "that takes export and import with turnover or a balance, or a growth rate whose base is recorded too, "
    "each of one region, partner, window and unit"
)


def silence(store: Store, question: Question, found: Sequence[Condition]) -> str:
    """Why the conditions leave no row: which of them emptied the answer, and what there is without it.

    Each number in it is that of the rows that kzby gives if asked so.
    """
    if question.view == "reconciliation":
        return _untested(store, found)
    where = " in the articles that could be read" if store.problems else ""
    asked = " ".join(condition.words for condition in found)
    alone = [views.count(store, question.rows(_alone(one))) for one in found]
    records = [views.count(store, chosen(letting_in("possible", [one]))) for one in found]
    for one, *numbers in zip(found, alone, records, strict=True):
        if not any(numbers):
            return f"no {question.noun} match {asked}: nothing is recorded {one.meaning}{where}."
    held = views.count(store, question.rows([]))
    if question.view == "conflicts" and not (held and len(found) > 1):
        return _unanimous(store, found)
    if not held:
        return f"the dataset holds no {question.noun}{where}{question.advice}."
    if len(found) == 1 and found[0].filter != "dates" and question.view != "records":
        return f"no {question.noun} match {asked}; {_counted(records[0], 'other record')}: kzby timeline {asked}"
    rest = [views.count(store, question.rows(_without(found, one))) for one in found]
    without = [
        f"without {one.words}: {_counted(rows)}"
        for one, rows in zip(found, rest, strict=True)
        if rows
    ]
    each = [f"{one.words} alone: {_counted(rows)}" for one, rows in zip(found, alone, strict=True)]
    return f"no {question.noun} match {asked}; {'; '.join(without or each)}."


def _counted(number: int, noun: str = "", plural: str | None = None) -> str:
    """A number of rows with its noun, `over` as many as were counted where there are more."""
    over, told = ("over ", views.MANY) if number > views.MANY else ("", number)
    return f"{over}{counted(told, noun, plural) if noun else format(told, ',')}"


def _alone(one: Condition) -> list[Condition]:
    """A condition as it is if it stands alone: a filter by date lets in all that is possible."""
    return [one] if one.filter == "dates" else letting_in("possible", [one])


def _without(found: Sequence[Condition], one: Condition) -> list[Condition]:
    """The other conditions; without --dates certain, those by date let in all that is possible."""
    rest = [other for other in found if other is not one]
    return letting_in("possible", rest) if one.filter == "dates" else rest


def _unanimous(store: Store, found: Sequence[Condition]) -> str:
    """That no record is told differently, and how many are told more than once."""
    wanted = chosen(found)
    several = "(SELECT count(*) FROM mention WHERE record = w.id) > 1"
    number = views.count(
        store, Chosen(f"SELECT id FROM ({wanted.sql}) w WHERE {several}", wanted.values)
    )
    matching = " that matches " + " ".join(condition.words for condition in found) if found else ""
    shared = _counted(number, "record is", "records are") if number else "none is"
    return (
        f"no record{matching} is told differently by two articles; {shared} told by more than one."
    )


def _untested(store: Store, found: Sequence[Condition]) -> str:
    """Why no identity could be tested among the figures that the conditions leave, and what that takes."""
    figures = views.count(store, views.select(store, "trade", found))
    if not figures:
        return silence(store, views.question(store, "trade"), found)
    asked = " ".join(condition.words for condition in found)
    among = (
        f"{_counted(figures, 'trade figure')} of {asked}"
        if asked
        else _counted(figures, "trade figure")
    )
    return f"no identity can be tested among {among}; {_TESTABLE}."


def doubts(store: Store, question: Question, found: Sequence[Condition]) -> list[str]:
    """A note on the records behind an answer whose date is not certain, let in or left out by a filter by date."""
    dated = [condition for condition in found if condition.filter in DATED]
    if not dated:
        return []
    possible = views.behind(question, letting_in("possible", found))
    number = _number_but(store, possible, letting_in("certain", dated))
    if not number:
        return []
    filters = [condition.filter for condition in dated]
    beyond = "unknown" if filters == ["dates"] else "may lie beyond those asked for"
    why = f"inferred, only when it was told, or {beyond}"
    if "dates" in filters:
        return [f"--dates certain leaves out {_counted(number, 'record')} whose date is {why}."]
    told, them = (
        _counted(number, "record matches", "records match"),
        "it" if number == 1 else "them",
    )
    return [f"{told} by a date that is {why}; --dates certain leaves {them} out."]


def _number_but(store: Store, records: Chosen, found: Sequence[Condition]) -> int:
    """How many different records there are that do not fulfil all of the conditions."""
    fulfilled = " AND ".join(f"coalesce({condition.sql}, FALSE)" for condition in found) or "TRUE"
    sql = f"SELECT DISTINCT r.id FROM ({records.sql}) w CROSS JOIN main.record r ON r.id = w.id WHERE NOT ({fulfilled})"
    return views.count(
        store, Chosen(sql, (*records.values, *(value for one in found for value in one.values)))
    )


def origins(store: Store, question: Question, found: Sequence[Condition]) -> list[str]:
    """A note on articles that are fewer origins: those of one agency are one."""
    if question.view != "articles":
        return []
    rows = question.rows(found)
    agencies = "JOIN organization body ON body.id = v.agency GROUP BY body.id ORDER BY body.name"
    sql = f"SELECT count(*), body.name FROM ({rows.sql}) v {agencies}"
    told = store.connection.execute(sql, rows.values).fetchall()
    articles = sum(number for number, _ in told)
    if len(told) == articles:
        return []
    names = ", ".join(name for _, name in told)
    return [f"{counted(articles, 'article')}, {counted(len(told), 'origin')}: {names}."]


def undated(store: Store, question: Question, found: Sequence[Condition]) -> list[str]:
    """A note on plans that a filter by date left out, and that have no due date."""
    others = [condition for condition in found if condition.filter not in DATED]
    if question.view != "plans" or len(others) == len(found):
        return []
    wanted = chosen([*others, of_kind("plan")])
    left_out = f"SELECT w.id FROM ({wanted.sql}) w JOIN plan ON record = w.id WHERE due IS NULL"
    number = _number_but(store, Chosen(left_out, wanted.values), letting_in("possible", found))
    if not number:
        return []
    stand = "has no due date and stands" if number == 1 else "have no due date and stand"
    return [f"{_counted(number, 'other plan')} {stand} by when announced: kzby plans lists all."]
