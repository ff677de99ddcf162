"""The order of rows is the one that the README documents, and it is total: rows that tie are told apart too."""

import re
from collections.abc import Callable
from typing import Any, get_args

import pytest
from support import ROOT, VIEWS

from kzby import query
from kzby.model import dates, kinds
from kzby.model.terms import Flow, Identity, Measure, Verdict
from kzby.query.answer import Answer
from kzby.store import Store

SECTION = re.compile(r"^### Order of rows\n(.*?)^### ", re.MULTILINE | re.DOTALL)
DOCUMENTED: dict[str, str] = dict(
    re.findall(
        r"^\| `(\w+)` \| (.+) \|$",
        SECTION.findall((ROOT / "README.md").read_text("utf-8"))[0],
        re.MULTILINE,
    )
)
CLOSED: dict[str, list[str]] = {
    "flow": [*get_args(Flow)],
    "measure": [*get_args(Measure)],
    "identity": [*get_args(Identity)],
    "verdict": [*get_args(Verdict), "fails", "holds"],
}
Row = dict[str, Any]


def key(answer: Answer, told: dict[str, int], words: str) -> Callable[[Row], Any]:
    """What rows are ordered by, of the documented words; `told` is where each record or region stands."""
    names = re.findall(r"`(\w+)`", words)
    if words.startswith("as "):
        return lambda row: told[row["id"]]
    if words.startswith("name of "):
        return lambda row: answer.labels[row[names[0]]]
    if words.startswith("gravest "):
        verdicts = [
            (row["id"], CLOSED["verdict"].index(row["verdict"])) for row in answer.mappings()
        ]
        return lambda row: min(place for id_, place in verdicts if id_ == row["id"])
    if words.startswith("last day of "):
        return lambda row: dates.bounds(row[names[0]]).latest
    if names == ["due_latest", "due", "date_latest"]:
        return lambda row: row["due_latest"] if row["due"] else row["date_latest"]
    if words_of := CLOSED.get(names[0]):
        return lambda row: words_of.index(row[names[0]])
    if names == ["field"]:
        return lambda row: list(kinds.RECORDS[row["kind"]].model_fields).index(row["field"])
    (name,) = names
    return lambda row: tuple(row[name]) if isinstance(row[name], list) else row[name]


def ordered(answer: Answer, told: dict[str, int], documented: str) -> list[Row]:
    """The rows of an answer sorted as documented, the last key first; no two are alike in all keys."""
    rows = sorted(answer.mappings(), key=repr)
    keys = []
    for words in reversed(documented.split(", ")):
        by, down = key(answer, told, words), words.endswith("↓")
        known = sorted((row for row in rows if by(row) is not None), key=by, reverse=down)
        rows = [*known, *(row for row in rows if by(row) is None)]
        keys.append(by)
    assert len({tuple(by(row) for by in keys) for row in rows}) == len(rows), "the order is total"
    return rows


def test_every_listing_documents_its_order() -> None:
    assert set(DOCUMENTED) == set(VIEWS) - {"records"}


@pytest.mark.parametrize("view", DOCUMENTED)
@pytest.mark.parametrize("dataset", ["tied", "real"])
def test_rows_come_as_documented(request: pytest.FixtureRequest, dataset: str, view: str) -> None:
    store: Store = request.getfixturevalue(dataset)
    table = "region" if view == "regions" else "record"
    told = dict(store.connection.execute(f"SELECT id, position FROM {table}").fetchall())
    answer = query.ask(store, view)
    assert list(answer.mappings()) == ordered(answer, told, DOCUMENTED[view])


@pytest.mark.parametrize(
    ("view", "ids"),
    [
        ("sectors", ["dairy", "culture", "dairy-products"]),
        ("people", ["ada-novik", "ada-novik-senior", "bolat-serik"]),
        ("organizations", ["akimat-of-karaganda", "karaganda-akimat", "wire-one", "wire-two"]),
        ("articles", ["2021-01-11-brest", "2021-01-11-karaganda", "2020-03-02-brest"]),
        ("trade", ["belarus-target", "brest-turnover", "brest-turnover-again", "brest-export"]),
    ],
)
def test_ties_are_told_apart(tied: Store, view: str, ids: list[str]) -> None:
    assert [row[0] for row in query.ask(tied, view).rows][: len(ids)] == ids
