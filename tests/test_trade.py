"""Trade on the command line: derived figures beside printed ones, identities tested across articles."""

import csv
import re
import shutil
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from support import HERE, Run, cases, filters, ids, objects
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store

OWN = ["measure", "formula", "inputs", "stands_for"]


@pytest.fixture
def folder(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented dataset with two more articles, on one oblast's trade, which contradict each other."""
    shutil.copytree(HERE / "trade", copied, dirs_exist_ok=True)
    monkeypatch.setenv("KZBY_DATA", str(copied))
    return copied


@pytest.fixture
def traded(folder: Path) -> Store:
    """These articles, open."""
    return open_store(folder)


def test_a_page_of_trade_has_a_heading_and_says_whose_figures_these_are(
    kzby: Run, shipped: Path, tmp_path: Path
) -> None:
    file = tmp_path / "trade.html"
    kzby("trade", "--region", "Mogilev", "--since", "2025", "-o", file, "--data", shipped)
    page = file.read_text("utf-8")
    assert "<h1>Trade figures, as printed or worked out (≈)</h1>" in page
    for whose, value in (("export of Belshina", "2.4"), ("further export of Belshina", "6.2")):
        (row,) = (row for row in page.split("<tr>") if f"{value} million USD" in row)
        assert re.search(rf"(?<!further ){whose}", row), row


@pytest.mark.parametrize("line", ["--region Grodno", "--region Grodno -f markdown", "--reconcile"])
@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.usefixtures("folder")
def test_trade_in_a_table_and_in_markdown(
    kzby: Run, line: str, columns: int, snapshot: SnapshotAssertion
) -> None:
    assert kzby("trade", *line.split(), columns=columns).out == snapshot


@pytest.mark.usefixtures("folder")
def test_programs_get_derived_figures_only_if_they_ask(kzby: Run, traded: Store) -> None:
    printed, both = objects(kzby, "trade"), objects(kzby, "trade", "--derived")
    assert {row["basis"] for row in printed} == {"actual", "target", "forecast"}
    assert [list(row) for row in both] == [[*printed[0], *OWN]] * len(both)
    unlike = [row for row in both if row["basis"] != "derived"]
    assert unlike == [{**row, **dict.fromkeys(OWN)} for row in printed]
    assert [row["id"] for row in both if row["basis"] == "derived"] == ids(traded, "derived")
    for format_, delimiter in (("csv", ","), ("tsv", "	")):
        out = kzby("trade", "-f", format_).out
        header, *rows = csv.reader(out.splitlines(), delimiter=delimiter)
        assert (header[-1], len(rows)) == ("fulfilled_by", len(printed)), format_


@pytest.mark.usefixtures("folder")
def test_derived_figures_stand_behind_the_printed_ones_of_their_window(kzby: Run) -> None:
    windows = [
        [(window, row["basis"] == "derived") for row in rows]
        for window, rows in groupby(objects(kzby, "trade", "--derived"), key=window_and_basis)
    ]
    assert len({rows[0][0] for rows in windows}) == len(windows) > 5, "each is told in one piece"
    assert all(rows == sorted(rows) for rows in windows), "what is derived comes last"


def window_and_basis(row: dict[str, Any]) -> tuple[str, ...]:
    return row["region"], row["partner"], str(row["period"]), row["stands_for"] or row["basis"]


@pytest.mark.usefixtures("folder")
def test_a_derived_figure_has_the_same_columns(kzby: Run, snapshot: SnapshotAssertion) -> None:
    (change,) = (row for row in objects(kzby, "trade", "--derived") if row["measure"] == "change")
    assert change == snapshot


@pytest.mark.usefixtures("folder")
def test_a_contradiction_is_told_with_its_numbers(kzby: Run, snapshot: SnapshotAssertion) -> None:
    assert objects(kzby, "trade", "--reconcile", "--region", "Grodno") == snapshot


@pytest.mark.parametrize(("words", "found"), cases("filters-of-derived"))
def test_a_derived_figure_is_where_its_inputs_are(traded: Store, words: str, found: str) -> None:
    assert ids(traded, "derived", **filters(words)) == found.split()


@pytest.mark.parametrize(("words", "found"), cases("filters-of-identities"))
def test_an_identity_is_where_its_inputs_are(traded: Store, words: str, found: str) -> None:
    answer = query.ask(traded, "reconciliation", Filters(**filters(words)))
    assert [row["inputs"][0] for row in answer.mappings()] == found.split()


@pytest.mark.parametrize("line", ["Grodno --since 2022", "Turkistan"])
@pytest.mark.usefixtures("folder")
def test_stderr_says_what_a_test_takes(kzby: Run, line: str, snapshot: SnapshotAssertion) -> None:
    assert kzby("trade", "--reconcile", "--region", *line.split()) == snapshot


@pytest.mark.usefixtures("folder")
def test_a_derived_figure_has_a_page_and_evidence(kzby: Run, snapshot: SnapshotAssertion) -> None:
    change = "change:grodno-turnover-2021:grodno-turnover-2020"
    assert kzby("show", change, columns=90).out == snapshot
    (shown,) = objects(kzby, "show", "share:grodno-export-2021:grodno-turnover-2021")
    assert [mention["quote"] for mention in shown["mentions"]] == [
        "reached $22.4 million",
        "export of $12.3 million, 23.0% more",
    ]


def test_no_other_view_counts_what_is_derived(traded: Store) -> None:
    (row,) = query.ask(traded, "regions", Filters(region=["Grodno"])).mappings()
    assert (row["trade"], row["records"]) == (10, 10)
    assert not [id_ for id_ in (*ids(traded, "timeline"), *ids(traded, "trade")) if ":" in id_]


def test_an_index_of_an_unnamed_base_is_no_growth(kzby: Run, shipped: Path) -> None:
    out = kzby("trade", "--region", "Minsk Oblast", "--data", str(shipped)).out
    assert "107.2% of an unnamed base" in out
