"""Questions to an open dataset: a view, what it holds, what its words mean."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import chain

from kzby.errors import UsageError, counted, nearest, word
from kzby.model import dates
from kzby.model.terms import OUTCOMES, meanings
from kzby.query import names
from kzby.query.answer import Answer, Column, Fields, Finding, Labels, Row, answer
from kzby.query.filters import DATED, LISTED, Condition, Filters, conditions
from kzby.query.findings import Find, Rows, by_kind, headed, ledger, proposed, tied
from kzby.query.notes import Question, notes
from kzby.query.promises import REPORTED, SETTLED, as_known, promised
from kzby.store import Store
from kzby.text import fold

Texts = Callable[[Fields], Iterable[str]]  # of a row
_MENTIONS = 12  # how many are listed below ties


def ask(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view that the filters leave; UsageError if one makes no sense.

    Gaps have a card with the articles that are not coded.
    """
    asked = Question(store, view)
    if view == "ties":
        applied, _ = conditions(store, filters)
        dated = {each.filter for each in applied if each.filter in DATED}
        return answered(asked, filters, partial(tied, loose=bool(dated) and "dates" not in dated))
    listed = answered(asked, filters)
    if view == "proposals" and not listed.empty:  # a list as long as that of meetings
        rows = asked.rows(conditions(store, filters)[0])
        sides = store.connection.execute(f"SELECT id, side FROM ({rows.sql})", rows.values)
        return listed._replace(findings=[proposed(dict(sides.fetchall()))])
    if view == "timeline" and filters not in (None, Filters()) and not listed.empty:
        listed = listed.kept()
        kinds = {row["id"]: row["kind"] for row in listed.mappings()}
        if len({*kinds.values()}) > 1:  # else a table has the number
            listed = listed._replace(findings=[by_kind(f"{counted(len(kinds), 'record')}:", kinds)])
        return listed
    if view == "gaps":
        listed = listed.kept()
        return listed._replace(cards=lambda: [_unread(listed)])
    return listed


def _unread(gaps: Answer) -> Answer:
    """The articles known and not coded: id, headline, when published, why, the newest first."""
    ids = sorted({id_ for row in gaps.mappings() for id_ in row["unread"]})
    sql = f"""SELECT id, headline, published, why FROM known WHERE id {LISTED}
        ORDER BY published_latest DESC, id"""
    rows = gaps.store.connection.execute(sql, (json.dumps(ids),)).fetchall()
    return _texts(gaps.store, ("id", "headline", "published", "why"), rows)


def _texts(store: Store, names: Sequence[str], rows: Iterable[Row]) -> Answer:
    """Columns of text that are of no view."""
    columns = tuple(Column(name, "text", name) for name in names)
    return Answer(store, None, columns, rows, columns)


def ties(store: Store, filters: Filters, *, cards: bool = True) -> Answer:
    """Which oblasts are tied; between two regions, what ties them, in date order.

    Up to twelve records that only mention both are in a card; of more, or without cards, a note
    tells.
    """
    if not filters.with_:
        return ask(store, "ties", filters)
    tying = Condition(sql="kind NOT IN ('remark', 'count')")
    asked = Question(store, "timeline", "ties", [tying])
    applied, _ = conditions(store, filters)
    pair = [each for each in applied if each.filter in ("region", "with")]
    named = names.joined(each.meaning.removeprefix("about ") for each in pair)
    tied_by = f"{named} are tied by" if pair[1:] else "Tied by"

    def common(rows: Rows, _: Labels) -> Iterator[Finding]:
        yield by_kind(tied_by, {row["id"]: row["kind"] for row in rows})

    shared = answered(asked, filters, common)
    more, below = list[str](), list[Answer]()
    others = filters._replace(kind=["remark", "count"])
    mentions = ask(store, "timeline", others)
    rows = [] if filters.kind else list(mentions.rows)
    if rows and cards and len(rows) <= _MENTIONS:
        below.append(mentions._replace(rows=rows, about="Only mentioned together"))
    elif rows:
        typed = " ".join(each.words for each in conditions(store, others)[0])
        only = "only mentions both" if len(rows) == 1 else "only mention both"
        more.append(f"{counted(len(rows), 'record')} {only}: kzby timeline {typed}")
    shared = shared._replace(cards=lambda: below)
    if not shared.empty:
        return shared._replace(notes=lambda: [*shared.notes(), *more])
    untied = [] if asked.count(pair) else [f"No record ties {named}."]
    why = [] if untied and applied == pair else shared.notes()
    return shared._replace(notes=lambda: [*untied, *why, *more])


def plans(
    store: Store, day: str, filters: Filters, *, overdue: bool = False, outcome: str = ""
) -> Answer:
    """The plans known on a day (YYYY-MM-DD), with the outcomes and articles known by then.

    A column `standing` has the outcome, or how they stood that day, which is the `today` of the
    filters. On demand only those overdue, or with an outcome; UsageError if there is none such.
    A card has what else is promised; if nothing narrows it, many of a kind are only counted.
    """
    noun, past = "plans", [day] * (day != dates.typed("today")[0])
    if past:
        ends = (filters.since, filters.until)
        since, until = (day if end and end.strip().lower() == "today" else end for end in ends)
        filters = filters._replace(since=since, until=until)
    later = "SELECT 1 FROM article WHERE published_earliest > ?"
    if store.connection.execute(later, (day,)).fetchone():
        noun = f"plans known on {dates.words(day)}"
    tests = [Condition("as-of", past, sql=f"position IN ({REPORTED})", values=(day,))]
    if overdue:
        noun = f"overdue {noun}"
        late = f"""SELECT position FROM promise
            WHERE at_latest < ? AND state IS NOT 'ends' AND position NOT IN ({SETTLED})"""
        tests.append(Condition("overdue", sql=f"position IN ({late})", values=(day, day)))
    if outcome:
        outcome = word("outcome", outcome, OUTCOMES)
        noun = f"{noun} with the outcome {outcome}"
        so = f"SELECT position FROM promise WHERE outcome = ? AND position IN ({SETTLED})"
        values = (outcome, day)
        tests.append(Condition("outcome", [outcome], sql=f"position IN ({so})", values=values))
    listed = answered(Question(store, "plans", noun, tests), filters)
    rows = list(as_known(store, listed.mappings(), day))
    for plan in rows:
        first, last = plan["due_earliest"], plan["due_latest"]
        stands = "overdue" if last and last < day else "open" if first or last else "undated"
        told_by = plan.pop("outcome_title")
        plan |= {"standing": plan["outcome"] or stands, "outcome_title": told_by}
    stood = Column("standing", "word", "standing")
    told = Column("outcome_title", "text", "told by")
    more, number = promised(store, [*conditions(store, filters)[0], *tests], day)
    return listed._replace(
        columns=(*listed.columns, stood, told),
        shown=(*listed.shown, stood),
        rows=[tuple(plan.values()) for plan in rows],
        findings=tuple(ledger(store, day, rows)) if rows else (),
        notes=lambda: chain(listed.notes(), number),
        cards=lambda: [more] if more.rows else [],
    )


def people(store: Store, words: Sequence[str], filters: Filters) -> Answer:
    """People with all the words, or their beginnings, in their name and a title."""

    def texts(person: Fields) -> list[str]:
        names = " ".join([person["name"], *person["spellings"], *person["aliases"]])
        titles = ("", *(role["title"] for role in person["roles"]))
        return [f"{names} {title}" for title in titles]

    return _having(ask(store, "people", filters), words, texts, "person", "name or title")


def organizations(store: Store, words: Sequence[str], filters: Filters) -> Answer:
    """Organizations with all the words, or their beginnings, in their type and a name."""

    def texts(body: Fields) -> list[str]:
        given = (body["name"], *body["spellings"], *body["aliases"])
        return [f"{body['type']} {name}" for name in given]

    return _having(ask(store, "organizations", filters), words, texts, "organization", "name")


def _having(listed: Answer, words: Sequence[str], texts: Texts, kind: str, what: str) -> Answer:
    """The rows of which a text has all the words, or their beginnings."""
    if not words:
        return listed

    def has(row: Fields) -> bool:
        folded = (f" {fold(text)}" for text in texts(row))
        return any(all(f" {fold(word)}" in text for word in words) for text in folded)

    rows = [tuple(row.values()) for row in listed.mappings() if has(row)]
    typed = " ".join(words)
    near = names.nearest(listed.store, typed, kind)
    none = f"No {what} has {typed!r}{f'; did you mean {near}?' if near else '.'}"
    notes = listed.notes if rows else lambda: [none]
    return listed._replace(rows=rows, empty=not rows, notes=notes)


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
    return derived._replace(rows=rows, notes=printed.notes, empty=printed.empty, about=about)


def answered(question: Question, filters: Filters | None, find: Find | None = None) -> Answer:
    """The rows of a question that the filters leave, with what is found and its notes."""
    applied, ambiguous = conditions(question.store, filters)
    listing = answer(question.store, question.view, question.rows(applied))
    return headed(listing, find)._replace(
        notes=lambda: chain(ambiguous, notes(question, applied, empty=listing.empty)),
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
    return _texts(store, ("list", "word", "meaning"), rows)
