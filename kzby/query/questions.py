"""Questions to an open dataset: a view narrowed by filters, a full-text search, one thing in full."""

import json
import shlex
from dataclasses import replace
from functools import partial
from heapq import merge
from itertools import chain
from typing import Any, NamedTuple

from kzby.errors import UsageError
from kzby.model.terms import Kind
from kzby.query import citation, names, views
from kzby.query.answer import Answer, Column, Select, Value, answer
from kzby.query.citation import Citation, Edition
from kzby.query.filters import LISTED, NAMING, Condition, Filters, conditions
from kzby.query.matching import hits, patterns
from kzby.query.notes import Question, notes, question
from kzby.store import Store
from kzby.text import visible

_MOST = 1_000  # records that `show` lists about one thing


def ask(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view that the filters leave, in the order that the view's command documents.

    UsageError if a filter names what does not exist or is no date.
    """
    return _answered(question(store, view), filters)


def trade(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view of trade; those of `derived` follow the printed figures of their period and basis."""
    if view != "derived":
        return ask(store, view, filters)
    printed, derived = ask(store, "trade", filters), ask(store, "derived", filters)
    lacking = (None,) * (len(derived.columns) - len(printed.columns))
    widened = ((*row, *lacking) for row in printed.rows)
    places = dict(store.connection.execute("SELECT id, place FROM figure"))
    rows = merge(widened, derived.rows, key=lambda row: places[row[0]])
    return replace(derived, rows=rows, notes=printed.notes, empty=printed.empty)


def search(store: Store, words: str, filters: Filters | None = None) -> Answer:
    """The records with all of the words, in another form or as a beginning too, the best match first."""
    rows = partial(hits, patterns(words))
    return _answered(Question(store, "records", f"records with {words!r}", rows), filters)


def _answered(question: Question, filters: Filters | None) -> Answer:
    applied, named = conditions(question.store, filters or Filters())
    rows = answer(question.store, question.view, question.rows(applied))
    beside = partial(notes, question, applied, empty=rows.empty)
    return replace(rows, notes=lambda: chain(named, beside()))


def show(store: Store, typed: str) -> Answer:
    """One thing in full: a record by its id, or a region, person, organization, sector or article by id or name.

    A record also has its evidence (`mentions`, those of the inputs if it is derived), where articles disagree
    (`conflicts`) and what refers to it (`referred_by`); the others have the records that name them (`named_by`).
    UsageError, with the nearest name, if there is none.
    """
    typed = visible(typed)
    if view := _view_of(store, typed):
        return _record(store, view, typed)
    return _thing(store, *_meant(store, typed))


def cite(store: Store, typed: str) -> Citation:
    """The articles that report a record, with their words for it, or an article, by id or part of it.

    UsageError if it is the name of anything else, or, with the nearest name, of nothing.
    """
    typed = visible(typed)
    view = _view_of(store, typed)
    if view and view != "derived":
        return citation.of_record(store, typed)
    kind, meaning = (view, None) if view else _meant(store, typed)
    if meaning and kind == "article":
        notes = (meaning.note,) if meaning.note else ()
        return citation.of_articles(store, meaning.ids)._replace(notes=notes)
    shown = f"kzby show {shlex.quote(typed)}"
    raise UsageError(f"only records and articles can be cited; what there is on {typed!r}: {shown}")


def _view_of(store: Store, id_: str) -> str | None:
    """The view that lists the record or the derived figure with this id, or None if there is none."""
    records = "SELECT kind FROM record WHERE id = ?1"
    derived = "SELECT 'derived' FROM derivation WHERE id = ?1"
    row = store.connection.execute(f"{records} UNION ALL {derived}", (id_,)).fetchone()
    return views.OF_KIND.get(row[0], row[0]) if row else None


def _meant(store: Store, typed: str) -> tuple[str, names.Meaning]:
    """The kind of thing that a name means, and which."""
    if meant := names.find_any(store.connection, typed):
        return meant
    near = names.nearest(store.connection, typed)
    hint = f"did you mean {near}?" if near else "try kzby search"
    raise UsageError(f"{typed!r} is not known; {hint}")


class Overview(NamedTuple):
    """What a dataset holds, the years of its meetings, and the oblast with the most."""

    edition: Edition
    held: dict[Kind, int]
    known: dict[str, int]
    articles: int
    agencies: int
    first: str | None
    last: str | None
    region: str | None


def overview(store: Store) -> Overview:
    """What the dataset holds."""
    run = store.connection.execute
    kinds = dict(run("SELECT kind, count(*) FROM record GROUP BY kind").fetchall())
    nouns = ("region", "sector", "person", "organization")
    return Overview(
        citation.edition(store),
        {kind: kinds.get(kind, 0) for kind in views.OF_KIND},
        {noun: run(f"SELECT count(*) FROM {noun}").fetchone()[0] for noun in nouns},
        *run("SELECT * FROM overview").fetchone(),
    )


def _record(store: Store, view: str, id_: str) -> Answer:
    inputs = "SELECT value FROM derivation, json_each(inputs) WHERE derivation.id = ?1"
    evidence = f"SELECT * FROM evidence WHERE record = ?1 OR record IN ({inputs})"
    links = (
        "SELECT field, origin.id, origin.title FROM record JOIN link ON target = record.position "
        "JOIN record AS origin ON origin.position = link.record WHERE record.id = ?"
    )
    record = answer(store, view, Select(f"SELECT * FROM {view} WHERE id = ?", (id_,)))
    return _in_full(
        record,
        mentions=[
            [
                {**mention, "quotes": json.loads(mention["quotes"])}
                for mention in _mappings(store, evidence, id_)
            ]
        ],
        conflicts=[_conflicts(store, id_)],
        referred_by=[_mappings(store, f"{links} ORDER BY origin.position, field", id_)],
    )


def _conflicts(store: Store, id_: str) -> list[dict[str, Any]]:
    """Where articles disagree about a record, in the order of the model's fields."""
    place = (
        "SELECT conflict.position FROM conflict JOIN record ON record.position = record "
        "WHERE id = conflicts.id AND conflict.field = conflicts.field"
    )
    sql = f"SELECT * FROM conflicts WHERE id = ? ORDER BY ({place})"
    rows = answer(store, "conflicts", Select(sql, (id_,)))
    shown = ("field", "type", "verdict", "used", "told")
    return [{name: row[name] for name in shown} for row in rows.mappings()]


def _thing(store: Store, kind: str, meaning: names.Meaning) -> Answer:
    view = names.VIEW_OF[kind]
    key = "sector" if view == "sectors" else "id"
    sql = f"SELECT * FROM {view} WHERE {key} {LISTED} ORDER BY {key}"
    things = answer(store, view, Select(sql, (json.dumps(meaning.ids),)))
    named_by = [_naming(store, kind, id_) for id_ in meaning.ids]
    notes = [meaning.note] if meaning.note else []
    notes += [
        f"only the first {_MOST:,} records are listed; all: kzby timeline --{kind} {id_}"
        for id_, records in zip(meaning.ids, named_by, strict=True)
        if len(records) == _MOST
    ]
    return replace(_in_full(things, named_by=named_by), notes=lambda: notes)


def _naming(store: Store, kind: str, id_: str) -> list[dict[str, Any]]:
    """The first records in the timeline that name a thing."""
    naming = Condition(kind, (), "", f"position IN ({NAMING[kind]})", (json.dumps([id_]),))
    timeline = views.select(store, "timeline", [naming])
    first = f"SELECT kind, id, title FROM ({timeline.sql}) LIMIT {_MOST}"
    return _mappings(store, first, *timeline.values)


def _mappings(store: Store, sql: str, *values: Value) -> list[dict[str, Any]]:
    cursor = store.connection.execute(sql, values)
    keys = [name for name, *_ in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor]


def _in_full(things: Answer, **lists: list[list[dict[str, Any]]]) -> Answer:
    """An answer with more columns: of each its name and a list a row."""
    columns = (Column(name, f"[{name}]", name.replace("_", " ")) for name in lists)
    rows = zip(things.rows, zip(*lists.values(), strict=True), strict=True)
    return replace(
        things,
        columns=(*things.columns, *columns),
        rows=[(*row, *more) for row, more in rows],
        in_full=True,
    )
