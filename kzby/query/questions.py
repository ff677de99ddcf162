"""Questions to an open dataset: a view narrowed by filters, a full-text search, one thing in full."""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from heapq import merge
from typing import Any, NamedTuple

from kzby.errors import UsageError
from kzby.query import citation, names, notes, views
from kzby.query.answer import Answer, Column, Row, Rows, answer
from kzby.query.citation import Citation, Edition
from kzby.query.filters import Chosen, Condition, Filters, Value, conditions, marks
from kzby.query.views import MANY, Question
from kzby.store import Store


class Overview(NamedTuple):
    """What a dataset holds: how many of each view and vocabulary, the span of its meetings, a region to begin with."""

    edition: Edition
    held: dict[str, int]
    known: dict[str, int]
    articles: int
    agencies: int
    first: str | None
    last: str | None
    region: str | None


def ask(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view that the filters leave, in the order that the view's command documents.

    UsageError, with the nearest known name, if a filter names what does not exist or is no date.
    """
    return _answered(store, views.question(store, view), filters)


def trade(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view of trade; those of `derived` stand behind the printed figures of their window and basis."""
    if view != "derived":
        return ask(store, view, filters)
    printed, derived = ask(store, "trade", filters), ask(store, "derived", filters)
    lacking = (None,) * (len(derived.columns) - len(printed.columns))
    widened, place = (
        Rows(lambda: ((*row, *lacking) for row in printed.rows)),
        partial(_place, derived),
    )
    return replace(
        derived, rows=Rows(lambda: merge(widened, derived.rows, key=place)), tell=printed.tell
    )


def _place(derived: Answer, row: Row) -> tuple[Any, ...]:
    """The place of a figure among those of trade, in the order that both its views have."""
    cells = dict(zip(derived.names, row, strict=True))
    region, last, period = derived.labels[cells["region"]], cells["date_latest"], cells["period"]
    age = -date.fromisoformat(last).toordinal() if last else 0
    return (
        region,
        cells["partner"],
        age,
        period is None,
        period or "",
        cells["stands_for"] or cells["basis"],
    )


def search(store: Store, words: str, filters: Filters | None = None) -> Answer:
    """The records that hold every one of the words, in another form or as a beginning too, the best match first."""
    hits, advice = partial(_hits, _matching(words)), "; fewer or other words may find one"
    return _answered(store, Question("records", f"records with {words!r}", hits, advice), filters)


def _answered(store: Store, question: Question, filters: Filters | None) -> Answer:
    """The rows that the filters leave of a question, and beside them what a reader should know of how."""
    found, named = conditions(store, filters or Filters())
    rows = answer(store, question.view, question.rows(found))

    def tell() -> Iterator[str]:
        yield from named
        yield from (
            notes.doubts(store, question, found)
            if rows.rows
            else [notes.silence(store, question, found)]
        )
        yield from notes.undated(store, question, found)
        yield from notes.origins(store, question, found)

    return replace(rows, tell=tell)


def show(store: Store, typed: str) -> Answer:
    """One thing in full: a record by its id, or a region, person, organization, sector or article by id or name.

    A record's row has its evidence (`mentions`), what articles tell differently (`conflicts`) and what refers to it
    (`referred_by`) beside the columns of its view; a derived figure's has the evidence of its inputs; the others have
    the records that name them (`named_by`), the first MANY.
    UsageError, with the nearest id, if there is none.
    """
    if view := _listing_of(store, typed):
        return _record(store, view, typed)
    return _named(store, *_meant(store, typed))


def cite(store: Store, typed: str) -> Citation:
    """The articles that report a record, with their words for it, or an article, by id or part of it; and the edition.

    UsageError if it is the name of anything else, or, with the nearest name, of nothing.
    """
    view = _listing_of(store, typed)
    if view == "derived":
        raise UsageError(
            f"{typed!r} is derived, not printed; cite what it comes from: kzby show {shlex.quote(typed)}"
        )
    if view:
        return citation.of_record(store, typed)
    kind, meaning = _meant(store, typed)
    if kind != "article":
        about = f"the records about it: kzby show {shlex.quote(typed)}"
        raise UsageError(
            f"only records and articles can be cited, and {typed!r} is neither; {about}"
        )
    return citation.of_articles(store, meaning.ids)._replace(
        notes=(meaning.note,) if meaning.note else ()
    )


def _listing_of(store: Store, id_: str) -> str | None:
    """The view that lists the record or the derived figure with this id, or None if there is none."""
    known = store.connection.execute("SELECT kind FROM record WHERE id = ?", (id_,)).fetchone()
    if known:
        return views.OF_KIND[known[0]]
    derived = store.connection.execute("SELECT 1 FROM derivation WHERE id = ?", (id_,)).fetchone()
    return "derived" if derived else None


def _meant(store: Store, typed: str) -> tuple[str, names.Meaning]:
    """The kind of thing that is called so, and which; UsageError, with the nearest name, if nothing is."""
    if named := names.find_any(store.connection, typed):
        return named
    near = names.nearest(store.connection, typed)
    hint = f"did you mean {near}?" if near else "'kzby search WORDS' finds records by what they say"
    raise UsageError(f"nothing is called {typed!r}; {hint}")


def overview(store: Store) -> Overview:
    """What the dataset holds; the region to begin with is the oblast most met about of late."""
    run = store.connection.execute
    kinds = dict(run("SELECT kind, records FROM held").fetchall())
    held = {view: kinds.get(kind, 0) for kind, view in views.OF_KIND.items()}
    nouns = ("region", "sector", "person", "organization")
    known = {noun: run(f"SELECT count(*) FROM {noun}").fetchone()[0] for noun in nouns}
    (articles,) = run("SELECT count(*) FROM article").fetchone()
    agency = "EXISTS (SELECT 1 FROM article WHERE agency = organization.id)"
    (agencies,) = run(f"SELECT count(*) FROM organization WHERE {agency}").fetchone()
    ends = (
        found[0] if found else None
        for found in (run(sql).fetchone() for sql in (_FIRST, _LAST, _MET_ABOUT))
    )
    return Overview(citation.edition(store), held, known, articles, agencies, *ends)


_YEAR = (
    "SELECT substr(date_latest, 1, 4) || iif(year_stated, '', '?') FROM record "
    "WHERE kind = 'meeting' AND date_latest IS NOT NULL ORDER BY {}, year_stated DESC LIMIT 1"
)
_FIRST, _LAST = _YEAR.format("date_latest"), _YEAR.format("date_latest DESC")
_MET_ABOUT = (
    "SELECT text FROM ("
    "SELECT whole, count(DISTINCT record) AS meetings "
    "FROM (SELECT id FROM record WHERE kind = 'meeting' ORDER BY date_latest DESC, position LIMIT 1000) recent "
    "CROSS JOIN record_region ON record = recent.id CROSS JOIN inside ON part = record_region.region GROUP BY whole) "
    "JOIN region ON region.id = whole JOIN name ON name.kind = 'region' AND name.id = whole "
    "WHERE region.type = 'oblast' ORDER BY meetings DESC, whole, rank = 0, rank LIMIT 1"
)
_WEIGHTS = "0, 4, 3, 1, 2"  # of record, title, quote, names, rest
_WORD = (
    "SELECT record, min(score) AS score FROM ("
    f"SELECT record, bm25(stems, {_WEIGHTS}) AS score FROM stems WHERE stems MATCH ? UNION ALL "
    f"SELECT record, bm25(words, {_WEIGHTS}) FROM words WHERE words MATCH ?) GROUP BY record"
)

_MOST_WORDS = 100  # SQLite joins no more than 500 searches


def _matching(words: str) -> Chosen:
    """The records that hold all of the words, with a score, the best least; no character has a meaning of its own."""
    bare = (
        re.sub("['’]s$", "", word).replace('"', '""') for word in words.replace("\0", " ").split()
    )
    typed = [
        *dict.fromkeys(word for word in bare if any(character.isalnum() for character in word))
    ]
    if not typed:
        raise UsageError(f"nothing to search for in {words!r}; give one or more words")
    if len(typed) > _MOST_WORDS:
        raise UsageError(
            f"{len(typed)} words are too many to search for; give at most {_MOST_WORDS}"
        )
    sql = " UNION ALL ".join([_WORD] * len(typed))
    values = tuple(pattern for word in typed for pattern in (f'"{word}"', f'"{word}"*'))
    all_of_them = f"GROUP BY record HAVING count(*) = {len(typed)}"
    return Chosen(f"SELECT record, sum(score) AS score FROM ({sql}) {all_of_them}", values)


def _hits(matching: Chosen, found: Sequence[Condition]) -> Chosen:
    """The records with the words that the conditions leave, the best match first."""
    tests = " AND ".join(condition.sql for condition in found) or "TRUE"
    hits = f"SELECT hit.* FROM ({matching.sql}) hit CROSS JOIN record r ON r.id = hit.record WHERE {tests}"
    sql = f"SELECT v.* FROM ({hits}) hit CROSS JOIN records v ON v.id = hit.record ORDER BY hit.score, v.id"
    return Chosen(
        sql, (*matching.values, *(value for condition in found for value in condition.values))
    )


def _record(store: Store, view: str, id_: str) -> Answer:
    evidence = (
        "SELECT article, mention.quote, headline, publisher, agency, published, dating, url, mention.file, line "
        "FROM mention JOIN article ON article.id = article WHERE record = ?1 "
        "OR record IN (SELECT value FROM derivation, json_each(inputs) WHERE derivation.id = ?1) "
        "ORDER BY published_earliest, published_latest, article, line"
    )
    refer = "SELECT field, id, title FROM link JOIN record ON id = link.record WHERE target = ? ORDER BY position, field"
    row = answer(store, view, Chosen(f"SELECT * FROM {view} WHERE id = ?", (id_,)))
    lists = {"mentions": _mappings(store, evidence, id_), "conflicts": _conflicts(store, id_)}
    return _in_full(
        row,
        **{name: [one] for name, one in lists.items()},
        referred_by=[_mappings(store, refer, id_)],
    )


def _conflicts(store: Store, id_: str) -> list[dict[str, Any]]:
    """What articles tell differently of a record, in the order of the model's fields."""
    sql = (
        "SELECT v.* FROM conflicts v JOIN conflict c ON c.record = v.id AND c.field = v.field "
        "WHERE v.id = ? ORDER BY c.position"
    )
    told = answer(store, "conflicts", Chosen(sql, (id_,))).mappings()
    return [
        {name: row[name] for name in ("field", "type", "verdict", "used", "told")} for row in told
    ]


def _named(store: Store, kind: str, meaning: names.Meaning) -> Answer:
    view = names.LISTING_OF[kind]
    key = "sector" if view == "sectors" else "id"
    meant = f"SELECT * FROM {view} WHERE {key} IN ({marks(meaning.ids)}) ORDER BY {key}"
    rows = answer(store, view, Chosen(meant, meaning.ids))
    rows = replace(rows, rows=list(rows.rows))  # each counts all records that name it
    naming = [_naming(store, kind, row[0]) for row in rows.rows]
    told = [meaning.note] if meaning.note else []
    told += [
        _more(kind, row[0])
        for row, named_by in zip(rows.rows, naming, strict=True)
        if len(named_by) > MANY
    ]
    return replace(
        _in_full(rows, named_by=[named_by[:MANY] for named_by in naming]), tell=lambda: told
    )


def _naming(store: Store, kind: str, id_: str) -> list[dict[str, Any]]:
    """The records that name one thing, in order of time, to one more than MANY."""
    narrowed: dict[str, Any] = {kind: (id_,)}
    found, _ = conditions(store, Filters(**narrowed))
    rows = views.first_of_all(found, MANY + 1)
    return _mappings(store, f"SELECT kind, id, title FROM ({rows.sql})", *rows.values)


def _more(kind: str, id_: str) -> str:
    asked = f"kzby timeline --{kind} {shlex.quote(id_)}"
    return f"only the first {MANY:,} records that name {id_} are listed here; {asked} lists all."


def _mappings(store: Store, sql: str, *values: Value) -> list[dict[str, Any]]:
    cursor = store.connection.execute(sql, values)
    keys = [name for name, *_ in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor]


def _in_full(rows: Answer, **lists: list[list[dict[str, Any]]]) -> Answer:
    """An answer with more columns: of each its name and a list a row."""
    columns = (*rows.columns, *(Column(name, f"[{name}]") for name in lists))
    longer = [(*row, *more) for row, *more in zip(rows.rows, *lists.values(), strict=True)]
    return replace(rows, columns=columns, rows=longer, in_full=True)
