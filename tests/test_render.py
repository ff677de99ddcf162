"""Renderers: the whole output of each, once; and what holds for all of them."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from kzby import query, render
from kzby.query.answer import Answer
from kzby.query.filters import Filters
from kzby.query.views import VIEWS
from kzby.render import Format, words
from kzby.render.terminal import Terminal
from kzby.store import Store

LISTED = [view for view in VIEWS if view != "records"]
SHOWN = (
    "brest-meeting",
    "brest-turnover",
    "export-milk",
    "karaganda-dairy",
    "Karaganda",
    "Novik",
    "dairy",
)


def written(answer: Answer, format_: Format = Format.TABLE, **terminal: object) -> str:
    looks = Terminal(**terminal)  # type: ignore[arg-type]
    return "\n".join(render.lines(answer, format_, looks))


def answers(store: Store) -> Iterator[tuple[str, Answer]]:
    yield from ((view, query.ask(store, view)) for view in LISTED)
    yield from ((typed, query.show(store, typed)) for typed in SHOWN)
    yield "search", query.search(store, "dairy")


@pytest.mark.parametrize("view", LISTED)
def test_tables(store: Store, view: str, snapshot: SnapshotAssertion) -> None:
    assert written(query.ask(store, view), width=100) == snapshot


@pytest.mark.parametrize("view", ["meetings", "trade", "timeline", "people"])
def test_narrow_tables(store: Store, view: str, snapshot: SnapshotAssertion) -> None:
    assert written(query.ask(store, view), width=40) == snapshot


@pytest.mark.parametrize("view", ["meetings", "trade", "timeline"])
def test_tables_in_a_pipe(store: Store, view: str, snapshot: SnapshotAssertion) -> None:
    assert written(query.ask(store, view)) == snapshot


@pytest.mark.parametrize("typed", SHOWN)
def test_sheets(store: Store, typed: str, snapshot: SnapshotAssertion) -> None:
    assert written(query.show(store, typed), width=100) == snapshot


@pytest.mark.parametrize("format_", [format_ for format_ in Format if format_ != Format.TABLE])
def test_formats(store: Store, format_: Format, snapshot: SnapshotAssertion) -> None:
    assert written(query.ask(store, "meetings"), format_) == snapshot


def test_colour_is_only_decoration(store: Store, snapshot: SnapshotAssertion) -> None:
    assert written(query.ask(store, "trade"), width=100, color=True) == snapshot


@pytest.mark.parametrize("width", [20, 30, 40, 60, 79, 80, 100, 132, 200])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut(store: Store, width: int) -> None:
    for name, answer in answers(store):
        narrow = written(answer, width=width)
        assert max(map(cell_len, narrow.splitlines())) <= width, name
        assert "…" not in narrow, name
        assert letters(values(answer)) <= letters(narrow), name


def letters(text: str) -> Counter[str]:
    """Every letter and digit, whatever their order: a layout may move words, but not lose any."""
    return Counter(character for character in text if character.isalnum())


def values(answer: Answer) -> str:
    """All that a table of this answer has to show, one after the other."""
    assert answer.view
    window = ("region", "partner", "period", "basis")
    grouped = {
        "trade": window,
        "derived": window,
        "reconciliation": (*window, "unit"),
        "timeline": ("kind", "status"),
        "conflicts": ("title",),
    }  # told of many rows, or in part
    columns = [
        column for column in words.shown(answer) if column.name not in grouped.get(answer.view, ())
    ]
    cells = [
        words.cell(column, row, answer.labels) or ""
        for row in answer.mappings()
        for column in columns
    ]
    ids = {
        row["id"]: None
        for row in answer.mappings()
        if "id" in row and "id" not in words.SHOWN[answer.view]
    }
    return " ".join([*cells, *ids])


def test_json_and_csv_have_every_column_of_the_answer(store: Store) -> None:
    for _, answer in answers(store):
        names = [column.name for column in answer.columns]
        objects = json.loads(written(answer, Format.JSON))
        assert [list(one) for one in objects] == [names] * len(objects)
        assert [json.loads(line) for line in written(answer, Format.JSONL).splitlines()] == objects
        for format_, dialect in ((Format.CSV, "excel"), (Format.TSV, "excel-tab")):
            rows = list(csv.reader(written(answer, format_).splitlines(), dialect))
            assert rows[0] == names
            assert len(rows) == len(objects) + 1


def test_a_table_shows_only_columns_that_the_machine_formats_have(store: Store) -> None:
    for view in VIEWS:
        answer = query.search(store, "dairy") if view == "records" else query.ask(store, view)
        assert set(words.SHOWN[view]) <= {column.name for column in answer.columns}, view


def test_a_spreadsheet_gets_a_byte_order_mark_and_no_formula(store: Store) -> None:
    remarks = query.ask(store, "remarks")
    (row,) = remarks.rows
    at = [column.name for column in remarks.columns].index("title")
    formula = replace(remarks, rows=[(*row[:at], "=1+1", *row[at + 1 :])])
    text = written(formula, Format.EXCEL)
    assert text.startswith("\ufeffid,kind,title,")
    assert ",'=1+1," in text
    assert ",=1+1," in written(formula, Format.CSV)


def test_an_empty_answer_is_an_empty_table_and_valid_data(store: Store) -> None:
    nothing = query.ask(store, "meetings", Filters(region=["Grodno"]))
    assert written(nothing) == ""
    assert json.loads(written(nothing, Format.JSON)) == []
    assert written(nothing, Format.JSONL) == ""
    assert written(nothing, Format.CSV).startswith("id,kind,title,date,")


def test_what_looks_like_markup_is_shown_as_it_is(store: Store) -> None:
    assert "Novik meets Serik [sic] in Brest" in written(query.ask(store, "meetings"))
    assert 'milk is "=good" & <b>rich</b> | cheap' in written(query.show(store, "karaganda-remark"))
    remarks = written(query.ask(store, "remarks"), Format.MARKDOWN)
    assert 'milk is "=good" & &lt;b>rich&lt;/b> \\| cheap' in remarks
