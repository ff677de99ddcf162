"""Trade on the command line: derived figures beside printed ones, identities tested across articles."""

import csv
import json
import re
import shutil
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from support import HERE, Run
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store

BREST = ["balance:brest-export:brest-import", "share:brest-export:brest-turnover"]
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


def ids(store: Store, view: str, **filters: Any) -> list[str]:
    return [row["id"] for row in query.ask(store, view, Filters(**filters)).mappings()]


def objects(kzby: Run, *line: str) -> list[dict[str, Any]]:
    outcome = kzby(*line, "-f", "json")
    assert outcome.code == 0
    rows: list[dict[str, Any]] = json.loads(outcome.out)
    return rows


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_a_row_says_whose_figure_it_is_and_whether_it_is_a_further_amount(
    kzby: Run, shipped: Path, tmp_path: Path, form: str
) -> None:
    line = ("trade", "--region", "Mogilev", "--since", "2025", "--data", shipped)
    file = tmp_path / f"trade.{form}"
    written = ("-o", file) if form != "table" else ()
    text = kzby(*line, *written, columns=80).out
    text = file.read_text("utf-8") if written else text
    rows = text.replace("<tr>", "\n").splitlines()
    for whose, value in (
        ("export of Belshina", "2.4 million USD"),
        ("further export of Belshina", "6.2 million USD"),
        ("export of Bobruiskagromash", "1.6 million USD"),
        ("further export of Bobruiskagromash", "4.7 million USD"),
    ):
        (row,) = (row for row in rows if value in row)
        assert re.search(rf"(?<!further ){whose}", row), row
        assert "█" not in row


def test_a_figure_is_headed_by_whose_it_is(kzby: Run, shipped: Path) -> None:
    for line in (["search", "186.6"], ["show", "smailov-2023-materials"]):
        text = kzby(*line, "--data", shipped).out
        assert "\nTurnover of Construction materials, Belarus with Kazakhstan," in text


def test_a_page_of_trade_is_headed_by_all_that_is_on_it(
    kzby: Run, shipped: Path, tmp_path: Path
) -> None:
    file = tmp_path / "trade.html"
    kzby("trade", "--region", "Brest", "-o", file, "--data", shipped)
    page = file.read_text("utf-8")
    assert "<h1>Trade figures, as printed or worked out (≈)</h1>" in page


@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.usefixtures("folder")
def test_derived_figures_stand_marked_below_the_printed_ones_of_their_window(
    kzby: Run, columns: int, snapshot: SnapshotAssertion
) -> None:
    assert kzby("trade", "--region", "Grodno", columns=columns).out == snapshot


@pytest.mark.parametrize(
    ("line", "apart"),
    [
        ("--region Grodno --since 2021 --until 2021", True),
        ("--region Grodno --since 2020 --until 2020", False),
        ("--region Brest --since 2019", False),
        ("--region Brest", True),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_table_says_that_unlike_windows_are_apart(kzby: Run, line: str, *, apart: bool) -> None:
    last = "Figures are comparable only within one region, partner, period, basis and unit."
    assert (kzby("trade", *line.split()).out.splitlines()[-1] == last) is apart


@pytest.mark.usefixtures("folder")
def test_markdown_marks_them_too(kzby: Run, snapshot: SnapshotAssertion) -> None:
    assert kzby("trade", "--region", "Grodno", "-f", "markdown").out == snapshot


@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.usefixtures("folder")
def test_identities_that_fail_come_first(
    kzby: Run, columns: int, snapshot: SnapshotAssertion
) -> None:
    assert kzby("trade", "--reconcile", columns=columns).out == snapshot


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
def test_a_derived_figure_has_every_column_of_a_printed_one(kzby: Run) -> None:
    (change,) = (row for row in objects(kzby, "trade", "--derived") if row["measure"] == "change")
    assert [name for name, value in change.items() if value is None] == [
        "date_text", "speaker", "side", "quote", "said_at", "note", "hedge", "sign", "change", "change_kind",
        "against_text", "subject", "direction", "unit_text", "outcome", "fulfilled_by",
    ]  # fmt: skip
    told = {
        "id": "change:grodno-turnover-2021:grodno-turnover-2020", "kind": "trade", "date": "2021",
        "title": "Change in turnover of Grodno Oblast with Kazakhstan, derived",
        "articles": ["2022-02-02-grodno", "2022-03-03-grodno"], "origins": ["wire-one", "wire-two"],
        "people": ["ada-novik"], "flow": "turnover", "value": -10.04, "low": -10.43, "high": -9.65, "unit": "%",
        "against": "2020", "basis": "derived", "formula": "turnover / earlier turnover - 1",
        "inputs": ["grodno-turnover-2021", "grodno-turnover-2020"], "stands_for": "actual",
    }  # fmt: skip
    assert {name: change[name] for name in told} == told


@pytest.mark.usefixtures("folder")
def test_a_contradiction_between_articles_is_told_with_its_numbers(kzby: Run) -> None:
    found = objects(kzby, "trade", "--reconcile", "--region", "Grodno")
    assert [(row["identity"], row["verdict"]) for row in found] == [
        ("turnover = export + import", "fails"),
        ("sign of the balance", "fails"),
        ("growth against a recorded base", "holds"),
        ("growth against a recorded base", "holds"),
    ]
    assert found[0] == {
        "identity": "turnover = export + import", "region": "BY-HR", "partner": "KZ", "period": "2021",
        "basis": "actual", "flow": "turnover", "unit": "USD", "against": None, "stated": 22_400_000, "hedge": None,
        "sign": None, "computed": 12_417_500, "residual": 9_982_500, "tolerance": 100_050, "verdict": "fails",
        "inputs": ["grodno-turnover-2021", "grodno-export-2021", "grodno-import-2021"],
        "articles": ["2022-02-02-grodno", "2022-03-03-grodno"], "origins": ["wire-one", "wire-two"],
    }  # fmt: skip
    assert {name: found[1][name] for name in ("unit", "stated", "sign", "computed", "residual", "tolerance")} == {
        "unit": "USD", "stated": None, "sign": "deficit", "computed": 12_182_500, "residual": None, "tolerance": None,
    }  # fmt: skip
    assert [
        (row["basis"], row["flow"], row["hedge"], row["against"], row["residual"])
        for row in found[2:]
    ] == [("target", "turnover", "about", "2021", 400_000), ("actual", "export", None, "2020", 0)]


SHARE = "share:grodno-export-2021:grodno-turnover-2021"
SOLD = "balance:grodno-sells-2022:grodno-buys-2022"
BALANCE = "balance:grodno-export-2021:grodno-import-2021"
OLD_SHARE = "share:grodno-export-2020:grodno-turnover-2020"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (
            {"region": ["Grodno"]},
            [SOLD, BALANCE, SHARE, "change:grodno-turnover-2021:grodno-turnover-2020", OLD_SHARE],
        ),
        ({"article": ["2022-02-02-grodno"]}, [SHARE]),
        ({"article": ["2022-03-03-grodno"]}, [SOLD, OLD_SHARE]),
        ({"person": ["Novik"]}, []),
        ({"since": "2021"}, [SOLD, BALANCE, SHARE]),
        ({"until": "2018"}, []),
        ({"until": "2019"}, [*BREST, "base:brest-turnover"]),
        ({"since": "2019", "until": "2019"}, BREST),
    ],
)
def test_a_derived_figure_is_in_an_answer_if_its_inputs_and_its_window_are(
    traded: Store, filters: dict[str, Any], found: list[str]
) -> None:
    assert ids(traded, "derived", **filters) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"article": ["2022-02-02-grodno"]}, ["grodno-target-2022"]),
        ({"article": ["2022-02-02-grodno", "2022-03-03-grodno"], "since": "2022"}, []),
        ({"region": ["Brest"]}, ["brest-turnover", "brest-balance"]),
    ],
)
def test_an_identity_is_where_its_inputs_are(
    traded: Store, filters: dict[str, Any], found: list[str]
) -> None:
    answer = query.ask(traded, "reconciliation", Filters(**filters))
    assert [row["inputs"][0] for row in answer.mappings()] == found


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (
            ["--region", "Grodno", "--since", "2022"],
            "Nothing to reconcile among 3 trade figures: that takes export and import with turnover or a "
            "balance, or a growth rate and its base, of the same region, partner, period and unit.\n"
            "kzby: Grodno Oblast: 2 of 2 known articles are read.",
        ),
        (
            ["--region", "Turkistan"],
            "Nothing is recorded about Turkistan Oblast.\n"
            "kzby: Turkistan Oblast: no article is known.",
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_stderr_says_what_a_test_takes(kzby: Run, line: list[str], note: str) -> None:
    outcome = kzby("trade", "--reconcile", *line)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", f"kzby: {note}\n")


@pytest.mark.parametrize(
    "options", [["--goods", "--derived"], ["--reconcile", "--goods"], ["--derived", "--reconcile"]]
)
@pytest.mark.usefixtures("folder")
def test_options_that_ask_for_different_things_are_refused(kzby: Run, options: list[str]) -> None:
    outcome = kzby("trade", *options)
    told = "kzby: --goods, --derived and --reconcile cannot be combined; choose one\n"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", told)


@pytest.mark.usefixtures("folder")
def test_show_lays_a_derived_figure_out_with_the_evidence_of_its_inputs(
    kzby: Run, snapshot: SnapshotAssertion
) -> None:
    assert (
        kzby("show", "change:grodno-turnover-2021:grodno-turnover-2020", columns=90).out == snapshot
    )
    (shown,) = objects(kzby, "show", "share:grodno-export-2021:grodno-turnover-2021")
    assert [mention["quote"] for mention in shown["mentions"]] == [
        "reached $22.4 million",
        "export of $12.3 million, 23.0% more",
    ]


def test_no_other_view_counts_what_is_derived(traded: Store) -> None:
    (row,) = query.ask(traded, "regions", Filters(region=["Grodno"])).mappings()
    assert (row["trade"], row["records"]) == (10, 10)
    assert not [id_ for id_ in (*ids(traded, "timeline"), *ids(traded, "trade")) if ":" in id_]
