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
    if question.view == "timeline" and any(each.filter == "min-origins" for each in conditions):
        yield from _disputed(question, conditions)
    if question.view == "meetings" and any(each.filter == "side" for each in conditions):
        yield from _sideless(question, conditions)
    if question.view == "plans":
        yield from _undated(question, conditions)
    if question.view == "articles":
        yield from _origins(question, conditions)


def _silence(question: Question, conditions: Sequence[Condition]) -> str:
    """Why the conditions leave no row, and what there is without some of them."""
    where = " in the articles that could be read" if question.store.problems else ""
    typed = " ".join(condition.words for condition in conditions)
    for condition in conditions:
        if question.view == "plans" and condition.filter in DATED:
            continue  # what else is due then is told beside the plans
        possible = admitting("possible", [condition])
        if not question.count(possible) and not question.number(passing(possible)):
            return f"Nothing is recorded {condition.meaning}{where}."
    held = question.count([])
    if question.view == "conflicts" and not (held and len(conditions) > 1):
        several = Condition(sql="json_array_length(articles) > 1")
        compared = counted(question.number(passing([*conditions, several])), "record")
        return f"No disagreements about the {compared} that several articles report."
    if not held:
        return f"There are no {question.noun}{where}."
    first, *others = conditions
    alone = not others and first.filter != "dates" and question.view != "records"
    if alone and (number := question.number(passing(conditions))):
        records = counted(number, "other record")
        return f"No {question.noun} {first.meaning}; {records}: kzby timeline {typed}"
    without = {each.words: question.count(_without(conditions, each)) for each in conditions}
    numbers = [f"without {words}: {number:,}" for words, number in without.items() if number]
    return f"{'; '.join([f'No {question.noun} match {typed}', *numbers])}."


def _read(store: Store, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many of the articles known on the region of a question, and its year, are read."""
    given = {each.filter: each for each in conditions}
    if store.problems or not (region := given.get("region")):
        return
    years = {str(given[end].values[0])[:4] if end in given else "" for end in ("since", "until")}
    year = years.pop() if len(years) == 1 else ""
    sql = f"SELECT id, coded FROM account WHERE region {LISTED} AND ? IN ('', year)"
    known = dict(store.connection.execute(sql, (*region.values, year)).fetchall())
    where = region.meaning.removeprefix("about ") + f", {year}" * bool(year)
    if known:
        yield f"{where}: {share_read(sum(known.values()), len(known))}"
    else:
        yield f"{where}: no article is known."


def _without(conditions: Sequence[Condition], dropped: Condition) -> list[Condition]:
    """The other conditions; without --dates certain, all possible dates pass."""
    rest = [each for each in conditions if each is not dropped]
    return admitting("possible", rest) if dropped.filter == "dates" else rest


def _doubts(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many records that may lie outside the period, or are uncertain, a filter lets in or out."""

    def number(which: Dates) -> int:
        admitted = admitting(which, conditions)
        if table := _NAMING.get(question.view):  # its rows are not records
            named = Condition(sql=f"position IN (SELECT record FROM main.{table})")
            return question.number(passing([*admitted, named]))
        return question.count(admitted)

    dated = [each for each in conditions if each.filter in DATED]
    if not dated:
        return
    possible, last = number("possible"), dated[-1]
    if last.filter == "dates":
        which: Dates = "likely" if last.typed == ["likely"] else "certain"
        what = "that may lie outside the period" if which == "likely" else "with an uncertain date"
        if hidden := possible - number(which):
            yield f"{last.words} hides {counted(hidden, 'record')} {what}."
    elif loose := possible - number("likely"):
        of, them = counted(possible, "record"), "it" if loose == 1 else "them"
        yield f"{loose:,} of {of} may lie outside the period; --dates likely leaves {them} out."
    elif doubted := possible - number("certain"):
        have, them = "record has", "it"
        if doubted > 1:
            have, them = "records have", "them"
        yield f"{doubted:,} {have} an uncertain date; hide {them} with --dates certain."


def _undated(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many plans without a due date a filter by date left out."""
    others = [each for each in conditions if each.filter not in DATED]
    undated = "due_earliest IS NULL AND due_latest IS NULL"
    every, shown = (
        question.number(Select(f"SELECT 1 FROM ({rows.sql}) WHERE {undated}", rows.values))
        for rows in map(question.rows, (others, conditions))
    )
    if number := every - shown:
        have = counted(number, "more plan has", "more plans have")
        typed = filter(None, (each.words for each in (*others, *question.tests)))
        yield f"{have} no due date: {' '.join(['kzby plans', *typed])}"


def _sideless(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """How many meetings a filter by side left out, as nobody says who took part."""
    others = [each for each in conditions if each.filter != "side"]
    unknown = Condition(sql="position NOT IN (SELECT record FROM main.record_side)")
    if number := question.count([*others, unknown]):
        words = " ".join(each.words for each in others)
        said = f"{number:,} more {'does' if number == 1 else 'do'} not say who took part"
        yield f"{said}: kzby meetings {words}".rstrip()


def _disputed(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """On how many records the articles disagree: several sources may not say the same."""
    disputed = Condition(sql="id IN (SELECT id FROM conflicts WHERE verdict <> 'agree')")
    if number := question.count([*conditions, disputed]):
        words = " ".join(each.words for each in conditions)
        differ = f"Articles disagree on, or revise, {counted(number, 'record')}"
        yield f"{differ}: kzby conflicts {words}"


def _origins(question: Question, conditions: Sequence[Condition]) -> Iterator[str]:
    """How few agencies the articles come from."""
    rows = question.rows(conditions)
    of = "JOIN organization ON organization.id = listed.agency GROUP BY 1 ORDER BY 2 DESC, 1"
    sql = f"SELECT organization.name, count(*) FROM ({rows.sql}) AS listed {of}"
    agencies = dict(question.store.connection.execute(sql, rows.values).fetchall())
    if len(agencies) < (number := sum(agencies.values())):
        articles, origins = counted(number, "article"), counted(len(agencies), "original publisher")
        name, most = next(iter(agencies.items()))
        which = ", mostly" if len(agencies) > 1 else ":"
        yield f"{articles}, {origins}{which} {name} ({most})."
