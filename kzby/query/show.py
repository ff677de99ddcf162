"""One thing in full, with what it rests on and what names it; and what to cite for it."""

import json
from itertools import chain
from shlex import quote
from typing import TYPE_CHECKING, Any

from kzby.errors import UsageError
from kzby.model import dates
from kzby.query import names, views
from kzby.query.answer import Answer, Column, Select, Value, answer
from kzby.query.filters import LISTED, naming
from kzby.store import Store
from kzby.text import visible

if TYPE_CHECKING:
    from kzby.query.citation import Citation

_LINKED = """
    SELECT field, id, record.title, record.kind, outcome, value, unit, hedge, sign, value_text
    FROM links JOIN record ON id = {} JOIN timeline USING (id)
    WHERE {} = ? ORDER BY position, field DESC
"""
# What more there is on a record, by column.
_MORE = {
    # what articles say of it or, if it is derived, of its inputs
    "mentions": """
        SELECT * FROM evidence WHERE record = ?1
        OR record IN (SELECT value FROM derivation, json_each(inputs) WHERE derivation.id = ?1)
    """,
    # where they disagree, in the order of the model's fields
    "conflicts": """
        SELECT conflicts.field, type, conflicts.verdict, conflicts.used, told
        FROM conflicts JOIN record USING (id)
            JOIN conflict ON conflict.record = record.position AND conflict.field = conflicts.field
        WHERE id = ? ORDER BY conflict.position
    """,
    # the records that lead to it, and that it leads to
    "referred_by": _LINKED.format("links.record", "target"),
    "belongs_to": _LINKED.format("target", "links.record"),
    # the titles that its articles give the speaker, first those of the one that is quoted
    "titles": """
        SELECT trim(json_extract(role.value, '$.title'), '"') AS title
        FROM record JOIN person ON person.id = record.speaker, json_each(roles) AS role
            JOIN mention ON record = position AND article = json_extract(role.value, '$.article')
        WHERE record.id = ? ORDER BY mention.quote = record.quote DESC, role.key
    """,
}


def show(store: Store, typed: str) -> Answer:
    """One thing in full: a record by id, anything else by id or name.

    A record has more columns: its evidence (`mentions`; those of its inputs if it is derived),
    where articles disagree (`conflicts`), what refers to it (`referred_by`). Anything else has the
    records that name it (`named_by`); of people, `cards` has these too.
    UsageError, with the nearest name, if there is none.
    """
    typed, *gone = _current(store, visible(typed))
    view = _view_of(store, typed)
    sheet = _record(store, view, typed) if view else _thing(store, *_meant(store, typed))
    return sheet._replace(notes=lambda: chain(gone, sheet.notes()))


def cite(store: Store, *typed: str) -> "Citation":
    """What to cite for the one thing that all words name or, if they name none, for each word.

    If nothing is typed, the dataset.
    """
    from kzby.query import citation

    whole = " ".join(typed)
    words = typed if len(typed) > 1 and not names.find_any(store, visible(whole)) else (whole,)
    each = [_cited(store, word) for word in words if word]
    cited = {(source.article, source.record): source for one in each for source in one.references}
    return citation.of_articles(store, [])._replace(
        references=tuple(cited.values()),
        notes=tuple(note for one in each for note in one.notes),
        records=tuple(record for one in each for record in one.records),
    )


def _cited(store: Store, typed: str) -> "Citation":
    """The articles that report a record, with their words for it; an article, by id or address.

    UsageError if it is the name of anything else, or of nothing.
    """
    from kzby.query import citation

    at = store.connection.execute("SELECT id FROM article WHERE url = ?", (typed,)).fetchone()
    typed, *gone = _current(store, at[0] if at else visible(typed))
    view = _view_of(store, typed)
    if view and view != "derived":
        cited, record = citation.of_record(store, typed), _listed(store, view, typed)
        return cited._replace(notes=tuple(gone), records=(record,))
    kind, (ids, note) = (view, ((), None)) if view else _meant(store, typed)
    if kind == "article":
        notes = tuple(filter(None, (*gone, note)))
        return citation.of_articles(store, ids)._replace(notes=notes)
    raise UsageError(f"only records and articles can be cited; see kzby show {quote(typed)}")


def _current(store: Store, typed: str) -> list[str]:
    """What is typed, or the successor of a retired id, with a note; UsageError without one."""
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
    if meant := names.find_any(store, typed):
        return meant
    sql = "SELECT headline, url, why FROM known WHERE id = ?"
    if row := store.connection.execute(sql, (typed,)).fetchone():
        headline, url, why = row
        raise UsageError(f"{typed} is known but not coded, “{headline}”. {why} {url}")
    near = names.nearest(store, typed)
    hint = f"did you mean {near}?" if near else "try kzby search"
    raise UsageError(f"{typed!r} is not known; {hint}")


def _listed(store: Store, view: str, id_: str) -> Answer:
    """The row of a record in its view."""
    return answer(store, view, Select(f"SELECT * FROM {view} WHERE id = ?", (id_,)))


def _record(store: Store, view: str, id_: str) -> Answer:
    from kzby.query import citation

    more = {name: _mappings(store, sql, id_) for name, sql in _MORE.items()}
    if not more["mentions"]:
        raise LookupError(f"no article reports {id_}")
    for mention in more["mentions"]:
        mention["quotes"] = json.loads(mention["quotes"])
        mention["link"] = citation.link(mention["url"], mention["quotes"])
    for conflict in more["conflicts"]:
        conflict["told"] = json.loads(conflict["told"])
    listed = {name: [rows] for name, rows in more.items()}
    return _in_full(_listed(store, view, id_), **listed)


def _thing(store: Store, kind: str, meaning: names.Meaning) -> Answer:
    ids, note = meaning
    view = names.VIEW_OF[kind]
    key = "sector" if view == "sectors" else "id"
    sql = f"SELECT * FROM {view} WHERE {key} {LISTED} ORDER BY {key}"
    things = answer(store, view, Select(sql, (json.dumps(ids),)))
    naming_it = [views.select(store, "timeline", [naming(kind, [id_])]) for id_ in ids]
    listed = "SELECT kind, id, title, at, date, date_basis, at_latest FROM ({})"
    named_by = [_mappings(store, listed.format(each.sql), *each.values) for each in naming_it]
    notes = [note] if note else []
    people = zip(ids, naming_it, strict=True) if kind == "person" else ()
    return _in_full(things, named_by=named_by)._replace(
        notes=lambda: notes, cards=lambda: [_of_person(store, *each) for each in people]
    )


def _of_person(store: Store, id_: str, select: Select) -> Answer:
    """The records that name a person, the newest first; `said` if an article quotes the person.

    Such a record has the articles that do, and the words of the oldest of them. If it is about
    another day, or others said it before, it is as of that article's report.
    """
    listed = answer(store, "timeline", select)
    told: dict[str, list[dict[str, Any]]] = {}
    for mention in _mappings(store, "SELECT * FROM evidence WHERE speaker = ?", id_):
        told.setdefault(mention["record"], []).append(mention)
    rows = []
    for row in listed.mappings():
        own = [] if row["kind"] == "meeting" else told.get(row["id"], [])
        if own and (row["date_basis"] == "event" or own[0]["article"] != row["articles"][0]):
            row |= {"date": own[0]["published"], "date_basis": "report"}
            row["date_earliest"], _ = dates.bounds(row["date"])
        if own:
            row["quotes"] = json.loads(own[0]["quotes"])
            row["articles"] = [each["article"] for each in own]
        rows.append({**row, "said": bool(own)})
    rows.sort(key=lambda row: row["date_earliest"] or "", reverse=True)
    columns = (*listed.columns, Column("said", "flag", "said"))
    return listed._replace(columns=columns, rows=[tuple(row.values()) for row in rows])


def _mappings(store: Store, sql: str, *values: Value) -> list[dict[str, Any]]:
    cursor = store.connection.execute(sql, values)
    keys = [name for name, *_ in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor]


def _in_full(things: Answer, **lists: list[list[dict[str, Any]]]) -> Answer:
    """An answer with more columns: of each its name and a list a row."""
    columns = (Column(name, f"[{name}]", name.replace("_", " ")) for name in lists)
    rows = [(*row, *more) for row, *more in zip(things.rows, *lists.values(), strict=True)]
    return things._replace(columns=(*things.columns, *columns), rows=rows, in_full=True)
