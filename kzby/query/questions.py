"""Questions to an open dataset: a view, a search, one thing in full, what its words mean."""

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from heapq import merge
from itertools import chain
from typing import Any, NamedTuple

from kzby.errors import UsageError, word
from kzby.model import dates
from kzby.model.terms import KINDS, OUTCOMES, Kind
from kzby.query import citation, names, views
from kzby.query.answer import Answer, Column, Row, Select, Value, answer, widened
from kzby.query.citation import Citation, Edition
from kzby.query.filters import LISTED, Condition, Filters, conditions, naming, passing
from kzby.query.findings import Find, common, headed, ledger, standing, unsaid
from kzby.query.notes import Question, notes, question
from kzby.store import Store
from kzby.text import fold, visible

# What articles say of a record or of the inputs of a derived one.
_EVIDENCE = """
    SELECT * FROM evidence WHERE record = ?1
    OR record IN (SELECT value FROM derivation, json_each(inputs) WHERE derivation.id = ?1)
"""
# The records that lead to one.
_LINKS = """
    SELECT field, source.id, source.title, source.kind
    FROM record JOIN link ON target = record.position
        JOIN record AS source ON source.position = link.record
    WHERE record.id = ? ORDER BY source.position, field
"""
# The records that it leads to.
_LED_TO = """
    SELECT field, target.id, target.title
    FROM record JOIN link ON link.record = record.position
        JOIN record AS target ON target.position = link.target
    WHERE record.id = ? ORDER BY field DESC, target.position
"""
# The titles that its articles give the speaker.
_TITLES = """
    SELECT trim(json_extract(role.value, '$.title'), '"') AS title
    FROM record JOIN person ON person.id = speaker, json_each(roles) AS role
    WHERE record.id = ? AND json_extract(role.value, '$.article') IN (SELECT value FROM json_each(articles))
"""
# Where articles disagree about a record, in the order of the model's fields.
_CONFLICTS = """
    SELECT conflicts.* FROM conflicts JOIN record USING (id)
        JOIN conflict ON conflict.record = record.position AND conflict.field = conflicts.field
    WHERE id = ? ORDER BY conflict.position
"""
_CARDS = 3  # figures that a search shows in full
_MOST = 1_000  # records that `show` lists about one thing
# Of more matches none is ranked: ranking is slow, and common words tell little.
_FEW = "(SELECT count(*) FROM matched) <= 2000"
# A word is found by its stem or as a beginning, a number as a whole. The weights are those of title, quote, names, rest.
_HITS = """
    SELECT key AS word, stems.rowid AS position{}
    FROM json_each(?1) JOIN stems ON stems MATCH value {when}
    UNION SELECT key, words.rowid{}
    FROM json_each(?1) JOIN words ON words MATCH value || iif(value GLOB '*[0-9]"', '', '*') {when}
"""
_SCORES = (", bm25(stems, 4, 3, 1, 2) AS score", ", bm25(words, 4, 3, 1, 2)")
_RANKED = _HITS.format(*_SCORES, when=f"WHERE {_FEW}")
_MATCHING = f"""
    WITH matched AS MATERIALIZED (
        SELECT position FROM ({_HITS.format("", "", when="")})
        GROUP BY position HAVING count(*) = json_array_length(?1)
    )
    SELECT position, sum(score) AS score FROM (
        SELECT position, min(score) AS score FROM ({_RANKED}) GROUP BY word, position
    ) GROUP BY position HAVING count(*) = json_array_length(?1)
    UNION ALL
    SELECT position, 0 FROM matched WHERE NOT {_FEW}
"""


def ask(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view that the filters leave, in its order; UsageError if one makes no sense."""
    return _answered(question(store, view), filters)


def ties(store: Store, filters: Filters) -> Answer:
    """Which oblasts are tied; between two regions, what ties them, in date order."""
    if not filters.with_:
        return ask(store, "ties", filters)
    tying = Condition(sql="kind NOT IN ('remark', 'count')")
    return _answered(question(store, "timeline", "ties", [tying]), filters, common)


def gaps(store: Store, filters: Filters) -> Answer:
    """How many of the known articles are read, by region and year, and what no record tells of."""
    answer = ask(store, "gaps", filters)
    return replace(answer, findings=(*answer.findings, *unsaid(store)))


def plans(
    store: Store, day: str, filters: Filters, *, overdue: bool = False, outcome: str = ""
) -> Answer:
    """Plans, with a column `standing`: the outcome, or how they stand on a day (YYYY-MM-DD).

    On demand only those overdue, or with an outcome; UsageError if there is no such outcome.
    """
    tests, noun = [], "plans"
    if overdue:
        noun = f"overdue {noun}"
        tests.append(_settled("outcome IS NULL AND due_latest < ?", day))
    if outcome:
        outcome = word("outcome", outcome, OUTCOMES)
        noun = f"{noun} with the outcome {outcome}"
        tests.append(_settled("outcome = ?", outcome))
    listed = _answered(question(store, "plans", noun, tests), filters, partial(ledger, store, day))
    names = listed.names

    def stands(row: Row) -> str:
        return standing(dict(zip(names, row, strict=True)), day)

    return widened(listed, Column("standing", "word", "standing"), stands)


def _settled(test: str, value: str) -> Condition:
    plans = f"SELECT record FROM plan WHERE {test}"
    return Condition(sql=f"position IN ({plans})", values=(value,))


def people(store: Store, words: Sequence[str], filters: Filters) -> Answer:
    """People with all the words, or their beginnings, in their name and a title."""
    found = ask(store, "people", filters)
    if not words:
        return found
    name, roles = (found.names.index(each) for each in ("name", "roles"))

    def has(row: Row) -> bool:
        texts = (fold(f"{row[name]} {role['title']}") for role in row[roles] or [{"title": ""}])
        return any(all(f" {fold(word)}" in f" {text}" for word in words) for text in texts)

    rows = list(filter(has, found.rows))
    none = f"No name or title has {' '.join(words)!r}."
    notes = found.notes if rows else lambda: [none]
    return replace(found, rows=rows, empty=not rows, notes=notes)


def trade(store: Store, view: str, filters: Filters | None = None) -> Answer:
    """The rows of a view of trade; those of `derived` follow the printed ones of their period."""
    if view != "derived":
        return ask(store, view, filters)
    printed, derived = ask(store, "trade", filters), ask(store, "derived", filters)
    lacking = (None,) * (len(derived.columns) - len(printed.columns))
    padded = ((*row, *lacking) for row in printed.rows)
    places = dict(store.connection.execute("SELECT id, place FROM figure"))
    rows = merge(padded, derived.rows, key=lambda row: places[row[0]])
    return replace(derived, rows=rows, notes=printed.notes, empty=printed.empty)


def search(store: Store, words: str, filters: Filters | None = None) -> Answer:
    """The records with all the words or their beginnings, the best match first.

    "'s" is left out of words. UsageError if there is no word.
    """
    parts = visible(words).replace("\0", " ").split()
    grouped = (f"{int(part):,}" if re.fullmatch("[0-9]{7,20}", part) else part for part in parts)
    bare = dict.fromkeys(re.sub("['’]s$", "", part) for part in grouped)
    quoted = [word.replace('"', '""') for word in bare if any(map(str.isalnum, word))]
    if not quoted:
        raise UsageError(f"nothing to search for in {words!r}; give one or more words")
    rows = partial(_hits, json.dumps([f'"{word}"' for word in quoted]))
    matching = Question(store, "records", f"records with {words!r}", rows)
    found = _answered(matching, filters).kept()
    figures = [row["id"] for row in found.mappings() if row["kind"] in ("trade", "count")]
    cards = [partial(show, store, id_) for id_ in figures[:_CARDS]]
    return replace(found, matched=[*bare], cards=lambda: [card() for card in cards])


def _hits(patterns: str, conditions: Sequence[Condition]) -> Select:
    """The records with all the words that pass the conditions, the best match first."""
    passed = passing(conditions)
    ranked = f"""
        SELECT id FROM ({_MATCHING}) JOIN main.record USING (position)
        JOIN ({passed.sql}) USING (position) ORDER BY score, id LIMIT -1
    """  # a limit and a cross join keep the order of a subquery
    sql = f"SELECT records.* FROM ({ranked}) CROSS JOIN records USING (id)"
    return Select(sql, (patterns, *passed.values))


def _answered(question: Question, filters: Filters | None, find: Find | None = None) -> Answer:
    applied, named = conditions(question.store, filters or Filters())
    rows = answer(question.store, question.view, question.rows(applied))
    beside = partial(notes, question, applied, empty=rows.empty)
    return replace(headed(rows, find), notes=lambda: chain(named, beside()))


def show(store: Store, typed: str) -> Answer:
    """One thing in full: a record by id, anything else by id or name.

    A record has more columns: its evidence (`mentions`; those of its inputs if it is derived),
    where articles disagree (`conflicts`), what refers to it (`referred_by`). Anything else has the
    records that name it (`named_by`). UsageError, with the nearest name, if there is none.
    """
    typed, *gone = _current(store, visible(typed))
    view = _view_of(store, typed)
    found = _record(store, view, typed) if view else _thing(store, *_meant(store, typed))
    return replace(found, notes=lambda: chain(gone, found.notes()))


def cite(store: Store, typed: str) -> Citation:
    """The articles that report a record, with their words for it, or one article; or the dataset.

    UsageError if it is the name of anything else, or of nothing.
    """
    if not typed:
        return Citation((), citation.edition(store))
    typed, *gone = _current(store, visible(typed))
    view = _view_of(store, typed)
    if view and view != "derived":
        return citation.of_record(store, typed)._replace(notes=tuple(gone))
    kind, meaning = (view, names.Meaning(())) if view else _meant(store, typed)
    if kind == "article":
        notes = tuple(filter(None, (*gone, meaning.note)))
        return citation.of_articles(store, meaning.ids)._replace(notes=notes)
    only, shown = "only records and articles can be cited", f"kzby show {shlex.quote(typed)}"
    raise UsageError(f"{only}; what there is on {typed!r}: {shown}")


class Overview(NamedTuple):
    """What a dataset holds, when its first and newest article are of, and the oblast with the most meetings."""

    edition: Edition
    held: dict[Kind, int]
    articles: int
    agencies: int
    first: str | None
    newest: str | None
    region: str | None


def overview(store: Store) -> Overview:
    """What the dataset holds."""
    run = store.connection.execute
    held = dict.fromkeys(KINDS, 0)
    held |= dict(run("SELECT kind, count(*) FROM record GROUP BY kind").fetchall())
    return Overview(citation.edition(store), held, *run("SELECT * FROM overview").fetchone())


def _current(store: Store, typed: str) -> list[str]:
    """What is typed, or if it is a retired id its successor, with a note; UsageError without one."""
    sql = "SELECT date, why, successor FROM retired WHERE id = ?"
    row = store.connection.execute(sql, (typed,)).fetchone()
    if not row:
        return [typed]
    date, why, successor = row
    gone = f"{typed} has been retired since {dates.words(date)}: {why}"
    if not successor:
        raise UsageError(f"{gone}; nothing stands in its place")
    return [successor, f"{gone}; it is now {successor}."]


def _view_of(store: Store, id_: str) -> str | None:
    """The view that lists a record or derived figure, None if there is none."""
    derived = "SELECT 'derived' FROM derivation WHERE id = ?1"
    sql = f"SELECT kind FROM record WHERE id = ?1 UNION ALL {derived}"
    row = store.connection.execute(sql, (id_,)).fetchone()
    return views.OF_KIND.get(row[0], row[0]) if row else None


def _meant(store: Store, typed: str) -> tuple[str, names.Meaning]:
    """The kind of thing that a name means, and which."""
    if meant := names.find_any(store.connection, typed):
        return meant
    near = names.nearest(store.connection, typed)
    hint = f"did you mean {near}?" if near else "try kzby search"
    raise UsageError(f"{typed!r} is not known; {hint}")


def _record(store: Store, view: str, id_: str) -> Answer:
    mentions = _mappings(store, _EVIDENCE, id_)
    if not mentions:
        raise LookupError(f"no article reports {id_}")
    for mention in mentions:
        mention["quotes"] = json.loads(mention["quotes"])
        mention["link"] = citation.link(mention["url"], mention["quotes"])
    conflicts = answer(store, "conflicts", Select(_CONFLICTS, (id_,)))
    shown = ("field", "type", "verdict", "used", "told")
    return _in_full(
        answer(store, view, Select(f"SELECT * FROM {view} WHERE id = ?", (id_,))),
        mentions=[mentions],
        conflicts=[[{name: row[name] for name in shown} for row in conflicts.mappings()]],
        referred_by=[_mappings(store, _LINKS, id_)],
        belongs_to=[_mappings(store, _LED_TO, id_)],
        titles=[_mappings(store, _TITLES, id_)],
    )


def _thing(store: Store, kind: str, meaning: names.Meaning) -> Answer:
    view = names.VIEW_OF[kind]
    key = "sector" if view == "sectors" else "id"
    sql = f"SELECT * FROM {view} WHERE {key} {LISTED} ORDER BY {key}"
    things = answer(store, view, Select(sql, (json.dumps(meaning.ids),)))
    named_by, notes = [], [meaning.note] if meaning.note else []
    for id_ in meaning.ids:
        timeline = views.select(store, "timeline", [naming(kind, [id_])])
        first = f"SELECT kind, id, title FROM ({timeline.sql}) LIMIT {_MOST}"
        named_by.append(_mappings(store, first, *timeline.values))
        if len(named_by[-1]) == _MOST:
            hint = f"all: kzby timeline --{kind} {id_}"
            notes.append(f"only the first {_MOST:,} records are listed; {hint}")
    return replace(_in_full(things, named_by=named_by), notes=lambda: notes)


def _mappings(store: Store, sql: str, *values: Value) -> list[dict[str, Any]]:
    cursor = store.connection.execute(sql, values)
    keys = [name for name, *_ in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor]


def _in_full(things: Answer, **lists: list[list[dict[str, Any]]]) -> Answer:
    """An answer with more columns: of each its name and a list a row."""
    columns = (Column(name, f"[{name}]", name.replace("_", " ")) for name in lists)
    rows = [(*row, *more) for row, *more in zip(things.rows, *lists.values(), strict=True)]
    return replace(things, columns=(*things.columns, *columns), rows=rows, in_full=True)
