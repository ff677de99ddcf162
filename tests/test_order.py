"""The order of rows is the one that `kzby help order` documents, and it is total: no two rows tie."""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

import pytest
from support import ROOT

from kzby import query
from kzby.model import dates, kinds
from kzby.model.terms import Flow, Identity, Measure, Verdict
from kzby.store import Store

TOPIC = ROOT / "kzby" / "cli" / "topics" / "order.md"
DOCUMENTED: dict[str, str] = {
    view: " ".join(words.split())
    for view, words in re.findall(
        r"^ {4}(\w+) +(.+(?:\n {20}.+)*)$", TOPIC.read_text("utf-8"), re.MULTILINE
    )
}
CLOSED: dict[str, list[str]] = {
    "flow": [*get_args(Flow)],
    "measure": [*get_args(Measure)],
    "identity": [*get_args(Identity)],
    "verdict": [*get_args(Verdict), "fails", "holds"],
}
Row = dict[str, Any]


def years(first: str | None, last: str | None) -> int:
    """How many calendar years two days are in; many if the last is unknown, one if only the first is."""
    if not last:
        return 99
    return int(last[:4]) - int((first or last)[:4]) + 1


def gravity(row: Row) -> tuple[int, int]:
    """The place of its verdict, then of figures, words, who says it."""
    groups = ("value", "change"), ("speaker", "side", "said_at")
    place = 0 if row["field"] in groups[0] else 2 if row["field"] in groups[1] else 1
    return CLOSED["verdict"].index(row["verdict"]), place


def gap(row: Row) -> float | None:
    """How far the figures in a conflict are apart."""
    if row["field"] not in ("value", "change") or row["verdict"] == "agree":
        return None
    lows = [told["high"] if told["low"] is None else told["low"] for told in row["told"]]
    highs = [told["low"] if told["high"] is None else told["high"] for told in row["told"]]
    return float((max(lows) - min(highs)) / max(map(abs, highs)))


def key(  # noqa: C901, a case each
    labels: Mapping[str, str], rows: list[Row], position: dict[str, int], words: str
) -> Callable[[Row], Any]:
    """What some of the documented words order rows by; `position` is that of each record or region."""
    last = words.removesuffix(" ↓").split()[-1]
    if words.startswith("as "):
        return lambda row: position[row.get("id") or row["region"]]
    if words.startswith("name of "):
        return lambda row: labels[row[last]]
    if words == "gravest":
        return gravity
    if words in ("gravest of the record", "gap of its figures ↓"):
        by_id = {id_: [row for row in rows if row["id"] == id_] for id_ in {r["id"] for r in rows}}
        if last == "record":
            return lambda row: min(map(gravity, by_id[row["id"]]))
        return lambda row: max(filter(None, map(gap, by_id[row["id"]])), default=None)
    if words.startswith("last day of "):
        return lambda row: dates.bounds(row[last])[1]
    if words == "first day of the newest title ↓":
        titles = {
            row["id"]: [dates.bounds(role["published"])[0] for role in row["roles"]] for row in rows
        }
        return lambda row: max(filter(None, titles[row["id"]]), default=None)
    if words == "of no certain year":
        return lambda row: (
            years(*dates.bounds(row["published" if "published" in row else "date"])) > 2
        )
    if words.startswith("due_latest"):
        due = ("due_earliest", "due_latest")
        return lambda row: row["due_latest"] if any(map(row.get, due)) else row["date_latest"]
    if words_of := CLOSED.get(last):
        return lambda row: words_of.index(row[last])
    if last == "field":
        return lambda row: list(kinds.RECORDS[row["kind"]].model_fields).index(row["field"])
    return lambda row: tuple(row[last]) if isinstance(row[last], list) else row[last]


def ordered(
    labels: Mapping[str, str], rows: list[Row], position: dict[str, int], documented: str
) -> list[Row]:
    """Rows sorted as documented, the last key first; no two are alike in all keys."""
    rows = sorted(rows, key=repr)
    keys = []
    for words in reversed(documented.split(", ")):
        by, down = key(labels, rows, position, words), words.endswith("↓")
        known = sorted((row for row in rows if by(row) is not None), key=by, reverse=down)
        rows = [*known, *(row for row in rows if by(row) is None)]
        keys.append(by)
    assert len({tuple(by(row) for by in keys) for row in rows}) == len(rows), "the order is total"
    return rows


def test_every_listing_documents_its_order(real: Store) -> None:
    listings = "SELECT view FROM catalogue WHERE shown <> '[]' AND view <> 'records'"
    assert set(DOCUMENTED) == {view for (view,) in real.connection.execute(listings)}


@pytest.mark.parametrize("view", DOCUMENTED)
@pytest.mark.parametrize("dataset", ["tied", "real"])
def test_rows_come_as_documented(request: pytest.FixtureRequest, dataset: str, view: str) -> None:
    store: Store = request.getfixturevalue(dataset)
    table = "region" if view in ("regions", "gaps") else "record"
    position = dict(store.connection.execute(f"SELECT id, position FROM {table}").fetchall())
    answer = query.ask(store, view)
    rows = list(answer.mappings())
    assert rows == ordered(answer.labels, rows, position, DOCUMENTED[view])
