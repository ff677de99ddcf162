"""Sentences beside an answer: why it is empty, how many dates are uncertain."""

from collections.abc import Callable, Iterator, Sequence

from kzby.errors import counted
from kzby.model.terms import Dates
from kzby.query import views
from kzby.query.answer import Select
from kzby.query.filters import DATED, LISTED, Condition, admitting, passing
from kzby.query.findings import share_read
from kzby.store import Store

# The table of records behind the rows of a view.
_NAMING = {
    "sectors": "proposal",
    "regions": "record_region",
    "ties": "tie",
    "articles": "mention",
    "people": "record_person",
    "organizations": "record_organization",
    **dict.fromkeys(("derived", "reconciliation"), "trade_figure"),
}
# Of one record, and of several, that only possible dates let in.
_DOUBTS: dict[Dates, tuple[str, str]] = {
    "likely": ("record may lie outside the period", "records may lie outside the period"),
    "certain": ("record has an uncertain date", "records have an uncertain date"),
}
# By view: the filters that leave out what lacks something, the test for that, and what it is.
_LACKED = {
    "plans": (DATED, "due_earliest IS NULL AND due_latest IS NULL", "a due date"),
    "meetings": (("side",), "sides = '[]'", "known participants"),
}


class Question:
    """A view, its own tests, the word for its rows, and the query for what conditions leave."""

    def __init__(
        self,
        store: Store,
        view: str,
        noun: str = "",
        tests: Sequence[Condition] = (),
        rows: Callable[[Sequence[Condition]], Select] | None = None,
    ) -> None:
        self.store, self.view, self.tests = store, view, tests
        self.noun = noun or views.NOUNS.get(view, view)
        self.rows = rows or (lambda each: views.select(store, view, [*each, *tests]))

    def count(self, conditions: Sequence[Condition]) -> int:
        """How many rows the conditions leave."""
        return self.number(self.rows(conditions))

    def number(self, query: Select) -> int:
        """How many rows any query gives."""
        sql = f"SELECT count(*) FROM ({query.sql})"
        return int(self.store.connection.execute(sql, query.values).fetchone()[0])


def notes(question: Question, conditions: Sequence[Condition], *, empty: bool) -> Iterator[str]:
    """What a reader should know beside the rows."""
    if empty:
        yield _silence(question, conditions)
        yield from _read(question.store, conditions)
    else:
        yield from _doubts(question, conditions)
        if question.view == "timeline" and any(e.filter == "min-origins" for e in conditions):
            yield "Publishers of a record may tell it differently, as kzby conflicts shows."
    yield from _lacking(question, conditions)


def _silence(question: Question, conditions: Sequence[Condition]) -> str:
    """Why the conditions leave no row, and what there is without some of them."""
    typed = " ".join(condition.words for condition in conditions)
    for condition in conditions:
        if question.view == "plans" and condition.filter in DATED:
            continue  # what else is due then is told beside the plans
        possible = admitting("possible", [condition])
        if not question.count(possible) and not question.number(passing(possible)):
            return f"Nothing is recorded {condition.meaning}."
    held = question.count([])
    if question.view == "conflicts" and not (held and len(conditions) > 1):
        several = Condition(sql="json_array_length(articles) > 1")
        compared = counted(question.number(passing([*conditions, several])), "record")
        return f"No disagreements about the {compared} that several articles report."
    if not held:
        return f"There are no {question.noun}."
    first, *others = conditions
    alone = not others and first.filter != "dates" and question.view != "records"
    if alone and (number := question.number(passing(conditions))):
        records = counted(number, "other record")
        return f"No {question.noun} {first.meaning}; {records}: kzby timeline {typed}"
    without = {each.words: question.count(_without(conditions, each)) for each in conditions}
    numbers = [f"without {words}: {number:,}" for words, number in without.items() if number]
    return f"{'; '.join([f'No {question.noun} match {typed}', *numbers])}."


def _read(store: Store, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many of the articles known on the region of a question are read."""
    region = next((each for each in conditions if each.filter == "region"), None)
    if region:
        number = "count(DISTINCT iif(coded, id, NULL)), count(DISTINCT id)"
        sql = f"SELECT {number} FROM account WHERE region {LISTED}"
        read, known = store.connection.execute(sql, region.values).fetchone()
        share = share_read(read, known) if known else "no article is known."
        yield f"{region.meaning.removeprefix('about ')}: {share}"


def _without(conditions: Sequence[Condition], dropped: Condition) -> list[Condition]:
    """The other conditions; without --dates certain, all possible dates pass."""
    rest = [each for each in conditions if each is not dropped]
    return admitting("possible", rest) if dropped.filter == "dates" else rest


def _doubts(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many records --dates hides or, if it is not given, could: those of the loosest date."""

    def number(which: Dates) -> int:
        admitted = admitting(which, conditions)
        if table := _NAMING.get(question.view):  # its rows are not records
            named = Condition(sql=f"position IN (SELECT record FROM main.{table})")
            return question.number(passing([*admitted, named]))
        return question.count(admitted)

    dated = [each for each in conditions if each.filter in DATED]
    given = next((each.typed for each in dated if each.filter == "dates"), None)
    for which, doubt in _DOUBTS.items() if dated else ():
        doubted = number("possible") - number(which) if given in (None, [which]) else 0
        if doubted:
            how = "hidden by" if given else "hide with"
            yield f"{counted(doubted, *doubt)}: {how} --dates {which}."
            break


def _lacking(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many rows a filter left out since they lack what it tests."""
    filters, test, what = _LACKED.get(question.view, ((), "", ""))
    others = [each for each in conditions if each.filter not in filters]
    if len(others) == len(conditions):
        return
    every, shown = (
        question.number(Select(f"SELECT 1 FROM ({rows.sql}) WHERE {test}", rows.values))
        for rows in map(question.rows, (others, conditions))
    )
    if number := every - shown:
        typed = filter(None, (each.words for each in (*others, *question.tests)))
        yield f"{number:,} more without {what}: {' '.join(['kzby', question.view, *typed])}"
