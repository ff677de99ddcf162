"""Questions to an open dataset: a view, what it holds, what its words mean."""

import re
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain
from typing import Any

from kzby.errors import UsageError, counted, nearest, word
from kzby.model import dates
from kzby.model.terms import OUTCOMES, meanings
from kzby.query import names, views
from kzby.query.answer import Answer, Column, Fields, answer
from kzby.query.filters import DATED, Condition, Filters, conditions, made
from kzby.query.findings import common, corroborated, headed, ledger
from kzby.query.notes import beside_plans, doubted, notes, outside, sections
from kzby.store import Store
from kzby.text import fold


def ask(
    store: Store, view: str, filters: Filters | None = None, more: Sequence[Condition] = ()
) -> Answer:
    """The rows of a view that the filters and more conditions leave.

    UsageError if a filter makes no sense.
    """
    applied, ambiguous = conditions(store, filters)
    every = [*more, *applied]
    listed = headed(answer(store, view, views.select(store, view, every)))
    if filters and filters.min_origins:
        listed = listed.kept()
        reported = corroborated(filters.min_origins, list(listed.mappings()))
        listed = listed._replace(findings=[*reported, *listed.findings])
    return listed._replace(
        notes=lambda: chain(ambiguous, notes(store, view, every, empty=listed.empty)),
        outside=lambda: outside(store, view, every),
    )


def ties(store: Store, filters: Filters) -> Answer:
    """Which oblasts are tied; between two regions, what ties them, in date order.

    A note tells how many records only mention both.
    """
    if not filters.with_:
        return ask(store, "ties", filters)
    if filters.region == filters.with_:
        raise UsageError("ties are of two places; name two that are apart")
    tying = Condition(sql="kind NOT IN ('remark', 'count')")
    every, ambiguous = conditions(store, filters)
    dated = [made(each) for each in every if each.filter in DATED]
    undated = filters._replace(since=None, until=None, dates="possible")
    shared = ask(store, "timeline", undated, [tying, *dated])
    others = filters._replace(kind=filters.kind or ["remark", "count"])
    mentions = len(list(ask(store, "timeline", others).rows))
    typed = " ".join(each.words for each in conditions(store, others)[0] if each.typed)
    mention = "record only mentions", "records only mention"
    more = f"{counted(mentions, *mention)} both: kzby timeline {typed}"
    notes = [*["No record ties these."] * shared.empty, *doubted(store, "ties", [tying, *every])]
    notes += [more] * (mentions > 0 and not filters.kind)
    shared = shared.kept()
    places = (names.find(store, "region", each)[0] for each in (*filters.region, *filters.with_))
    pair = " and ".join(map(store.any_of, places))
    found = [] if shared.empty else [common(pair, list(shared.mappings()))]
    return shared._replace(findings=[*shared.findings, *found], notes=lambda: [*ambiguous, *notes])


def plans(
    store: Store, day: str, filters: Filters, *, overdue: bool = False, outcome: str = ""
) -> Answer:
    """The plans said by a day (YYYY-MM-DD), with the outcome known by then, or how they stand.

    On demand only those overdue, or with an outcome; UsageError if there is none such.
    """
    listed = ask(store, "plans", filters)
    wanted = ["overdue"] * overdue + [word("outcome", each, OUTCOMES) for each in [outcome] if each]
    every = list(_standing(store, listed, day))
    rows = [plan for plan in every if {*wanted} <= {plan["standing"]}]
    none = f"None of {counted(len(every), 'plan')} is {' and '.join(wanted)}."
    typed, _ = conditions(store, filters)
    if not every:
        matching = "".join(f" {each.words}" for each in typed if each.typed)
        that = f" that matches{matching}" if matching else ""
        none = f"No plan{that} was reported by {dates.words(day)}."

    def beside() -> Iterator[str]:
        yield from [none] * (not rows and not listed.empty)
        yield from listed.notes()
        if not (overdue or (rows and (filters.since or filters.until))):  # else in sections
            yield from beside_plans(store, typed, day)

    stood = Column("standing", "word", "standing")
    found = [*corroborated(filters.min_origins, rows), *(ledger(store, day, rows) if rows else ())]
    return listed._replace(
        columns=(*listed.columns, stood, Column("outcome_title", "text", "told by")),
        shown=(*listed.shown, stood),
        rows=[tuple(plan.values()) for plan in rows],
        findings=found,
        notes=beside,
        cards=lambda: [] if outcome else [*sections(store, typed, day, overdue=overdue)],
        empty=not rows,
    )


def _standing(store: Store, listed: Answer, day: str) -> Iterator[dict[str, Any]]:
    """The plans said by a day, with how they stand then, and the title of what tells an outcome."""
    told = "SELECT plan, outcome, fulfilled_by FROM outcome WHERE day <= ? ORDER BY rowid"
    known = {plan: became for plan, *became in store.connection.execute(told, (day,))}
    for plan in listed.mappings():
        if (plan["date_earliest"] or "") > day:
            continue
        outcome, by = known.get(plan["id"], (None, None))
        first, last = plan["due_earliest"], plan["due_latest"]
        stands = "overdue" if last and last < day else "open" if first or last else "undated"
        plan |= {"outcome": outcome, "fulfilled_by": by, "standing": outcome or stands}
        yield {**plan, "outcome_title": store.tellers.get(by)}


def named(store: Store, view: str, words: Sequence[str], filters: Filters) -> Answer:
    """People or organizations with all the words, or their beginnings, in a name, title or type."""
    listed = ask(store, view, filters)
    if not words:
        return listed

    def has(row: Fields) -> bool:
        titles = [role["title"] for role in row.get("roles", ())]
        names = [row["name"], *row["spellings"], *row["aliases"], row.get("type", "")]
        folded = f" {fold(' '.join(names + titles))}"
        return all(f" {fold(word)}" in folded for word in words)

    rows = [tuple(row.values()) for row in listed.mappings() if has(row)]
    none = f"None of the {view} has {' '.join(words)!r} in a name or title."
    notes = listed.notes if rows or listed.empty else lambda: [none]
    findings = listed.findings if rows else ()
    return listed._replace(rows=rows, empty=not rows, notes=notes, findings=findings)


def trade(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view of trade; derived ones follow the printed ones of their period."""
    if view != "derived":
        return ask(store, view, filters)
    printed, derived = ask(store, "trade", filters), ask(store, "derived", filters)
    lacking = (None,) * (len(derived.columns) - len(printed.columns))
    padded = ((*row, *lacking) for row in printed.rows)
    places = dict(store.connection.execute("SELECT id, place FROM figure"))
    rows = merge(padded, derived.rows, key=lambda row: places[row[0]])
    about = "Trade figures, as printed or worked out (≈)"
    return printed._replace(
        columns=derived.columns, shown=derived.shown, rows=rows, view=view, about=about
    )


def codebook(store: Store, field: str = "") -> Answer:
    """The words of every list, or of those of a field, such as `status`, and what they mean.

    UsageError, with the nearest name, if no list belongs to the field.
    """
    words = meanings().items()
    known = {re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower(): each for name, each in words}
    typed = field.casefold().replace("-", "_")
    names = [typed] if typed in known else [name for name in known if name.endswith(f"_{typed}")]
    if typed and not names:
        other = "kzby codebook has all, kzby sql --schema what columns mean"
        hint = nearest(typed, sorted(known), other=other)
        raise UsageError(f"no closed list is called {field!r}; {hint}")
    rows = [(name, *pair) for name in names or known for pair in known[name].items()]
    columns = tuple(Column(name, "text", name) for name in ("list", "word", "meaning"))
    return Answer(store, None, columns, rows, columns)
