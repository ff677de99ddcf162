"""What is promised beside plans: projects, targets and forecasts of trade, agreements that end."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from kzby.query.answer import Answer, Column
from kzby.query.filters import DATED, Condition, passing
from kzby.query.views import OF_KIND
from kzby.store import Store

# The records that an article may have reported by a day, and the promises whose outcome one had:
# that of another record or, where the promise's own has it, the last of its articles.
REPORTED = """
    SELECT record FROM main.mention JOIN article ON article.id = article
    WHERE published_earliest <= ?
"""
SETTLED = """
    SELECT own.position FROM promise JOIN main.record AS own USING (position)
        JOIN main.record AS teller ON teller.id = coalesce(fulfilled_by, own.id)
    WHERE outcome IS NOT NULL AND ? >= (
        SELECT iif(fulfilled_by IS NULL, max(published_earliest), min(published_earliest))
        FROM main.mention AS mention JOIN article ON article.id = article
        WHERE mention.record = teller.position
    )
"""
# A project has the stage that the newest article of a day says.
_PROMISED = """
    SELECT kind, due, title, coalesce((
            SELECT value FROM statement JOIN article ON article.id = statement.article
            WHERE statement.record = position AND field = 'stage' AND published_earliest <= ?
            ORDER BY age DESC LIMIT 1
        ), state) AS stands, value, unit, hedge, sign, promise.outcome, promise.fulfilled_by,
        record.id, (
            SELECT published FROM mention JOIN article ON article.id = article
            WHERE mention.record = position AND published_earliest <= ?
            ORDER BY published_latest DESC LIMIT 1
        ), articles
    FROM promise JOIN record USING (position) LEFT JOIN trade_figure ON record = position
    WHERE kind <> 'plan' AND stands <> 'operating' AND position IN ({})
        AND position IN (SELECT position FROM promise WHERE {})
    ORDER BY kind = 'agreement', kind = 'trade', promise.at_latest NULLS LAST, position
"""
# By kind what they are called.
NAMES = {
    "project": "projects, as last reported",
    "trade": "targets and forecasts of trade",
    "agreement": "agreements that end",
}
_TYPES = {
    "kind": "word", "due": "date", "title": "text", "status": "word", "value": "number",
    "unit": "word", "hedge": "word", "sign": "word", "outcome": "word", "fulfilled_by": "record",
    "id": "id", "reported": "date", "articles": "[article]", "origins": "[organization]",
    "outcome_title": "text",
}  # fmt: skip
_HEADERS = {"title": "what", "fulfilled_by": "outcome told by", "reported": "last reported"}
_COLUMNS = tuple(Column(name, type_, _HEADERS.get(name, name)) for name, type_ in _TYPES.items())
_SHOWN = ("kind", "due", "title", "status", "value", "outcome", "reported")
_MOST = 15  # of a kind, if nothing narrows them


def as_known(store: Store, rows: Iterable[dict[str, Any]], day: str) -> Iterator[dict[str, Any]]:
    """The rows with the outcomes, articles and agencies known on a day (YYYY-MM-DD).

    Each gets the title of the record that tells its outcome.
    """
    run = store.connection.execute
    sql = f"SELECT id FROM record WHERE position IN ({SETTLED})"
    settled = {id_ for (id_,) in run(sql, (day,))}
    told = "SELECT id, title FROM record WHERE id IN (SELECT fulfilled_by FROM promise)"
    titles = dict(run(told))
    agencies = dict(run("SELECT id, agency FROM article WHERE published_earliest <= ?", (day,)))
    for row in rows:
        articles = [id_ for id_ in row["articles"] if id_ in agencies]
        unknown = {} if row["id"] in settled else {"outcome": None, "fulfilled_by": None}
        origins = list(dict.fromkeys(agencies[id_] for id_ in articles))
        row = {**row, **unknown, "articles": articles, "origins": origins}
        yield {**row, "outcome_title": titles.get(row["fulfilled_by"])}


def promised(store: Store, conditions: Sequence[Condition], day: str) -> tuple[Answer, list[str]]:
    """What the conditions leave, as known on a day, by kind and then due date.

    With a period, what is due in it; without, agreements only if they end that day or later. If
    nothing narrows it, many of a kind are only counted, in a note.
    """
    due = [each for each in conditions if each.filter in DATED]
    passed = passing([each for each in conditions if each not in due])
    if any(each.filter in DATED[:2] for each in due):
        due.append(Condition(sql="due IS NOT NULL"))
    else:
        due.append(Condition(sql="(state IS NOT 'ends' OR at_latest >= ?)", values=(day,)))
    sql = _PROMISED.format(passed.sql, " AND ".join(each.sql for each in due))
    values = (day, day, *passed.values, *chain(*(each.values for each in due)))
    found = store.connection.execute(sql, values)
    rows = (
        dict(zip(_TYPES, (*cells, json.loads(ids), [], None), strict=True)) for *cells, ids in found
    )
    known = list(as_known(store, rows, day))
    number = Counter(row["kind"] for row in known)
    narrowed = any(each.filter != "as-of" for each in conditions)
    many = [kind for kind in NAMES if number[kind] > _MOST and not narrowed]
    names = {kind: NAMES[kind].partition(",")[0] for kind in many}
    notes = [f"also promised: {number[k]:,} {names[k]}; see kzby {OF_KIND[k]}" for k in many]
    kept = [tuple(row.values()) for row in known if row["kind"] not in many]
    shown = tuple(column for column in _COLUMNS if column.name in _SHOWN)
    return Answer(store, "promises", _COLUMNS, kept, shown, about="Also promised"), notes
