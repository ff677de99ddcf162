"""The screens of plans, sectors and regions, and the start page: whole, and what their options do."""

import re
import shlex
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support import HERE, Run, add, cases, edit, lines, objects, written
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.query import citation, findings
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store

DAY = "2021-06-01"


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize(
    "line", ["", f"plans --as-of {DAY}", "sectors", "regions", "regions --all"]
)
def test_screens(
    kzby: Run, varied: Path, line: str, columns: int, snapshot: SnapshotAssertion
) -> None:
    """The start page, the ledger, sectors by side, and regions as bars, folded or not."""
    out = kzby(*line.split(), "--data", varied, columns=columns).out
    assert re.sub("dataset [0-9a-f]{12}", "dataset ...", out) == snapshot


def standings(kzby: Run, varied: Path, *options: str) -> dict[str, str]:
    rows = objects(kzby, "plans", *options, "--data", varied)
    return {row["id"]: row["standing"] for row in rows}


def test_a_plan_stands_as_told_or_by_its_last_day(kzby: Run, varied: Path) -> None:
    assert standings(kzby, varied, "--as-of", "2021-03-31") == {
        "brest-return-visit": "fulfilled", "grodno-fair": "open", "grodno-land": "undated",
        "karaganda-choir": "undated", "grodno-dairy-school": "open",
    }  # fmt: skip
    assert standings(kzby, varied, "--as-of", "2021-04-01")["grodno-fair"] == "overdue"
    page = kzby("plans", "--as-of", "2021-04-01", "-f", "markdown", "--data", varied).out
    told = re.findall(r"\| (overdue|open|undated|fulfilled) \|", page)
    assert told == ["overdue", "open", "undated", "undated", "fulfilled"]


def test_a_past_day_knows_only_what_articles_had_told_by_then(kzby: Run, varied: Path) -> None:
    assert standings(kzby, varied, "--as-of", "2021-01-31") == {"brest-return-visit": "fulfilled"}
    assert standings(kzby, varied, "--as-of", "2021-01-10") == {"brest-return-visit": "open"}
    past = kzby("plans", "--as-of", "2020-04-30", "--data", varied).out.splitlines()
    assert past[0].startswith("1 plan, offer or hope; no article up to 2 or 3 Mar 2020? tells")
    none = kzby("plans", "--as-of", "2020-02", "--data", varied)
    assert none.err == "kzby: There are no plans known on 29 Feb 2020.\n"


@pytest.mark.parametrize(("options", "expected"), cases("ledgers"))
def test_the_ledger_is_narrowed(kzby: Run, varied: Path, options: str, expected: str) -> None:
    assert list(standings(kzby, varied, *options.split())) == expected.split()


@pytest.mark.parametrize(("options", "expected"), cases("promised"))
def test_what_else_was_promised_is_below_the_plans(
    kzby: Run, copied: Path, options: str, expected: str
) -> None:
    said = "speaker: article, quote: a, title: A, regions: [BY-HR]"
    deal = "kind: agreement, title: A, quote: a, parties: [BY-HR, KZ-35], signed"
    goal = "kind: trade, title: A, quote: a, region: BY-HR, flow: export, value: '5', unit: USD"
    add(
        *(copied, "2020-05-01", f"kind: plan, id: fair, status: planned, due: 2020-10, {said}"),
        f"kind: project, id: mill, status: planned, stage: planned, due: 2020, {said}",
        *(
            f"{deal}: 2020, id: accord, ends: 2022",
            f"{goal}, id: goal, basis: target, period: 2020",
        ),
    )
    settles = "settles: [{plan: goal, outcome: not-fulfilled}]"
    again = "kind: project, retells: mill, status: under-way, stage: operating, quote: b"
    fair = "kind: plan, retells: fair, status: planned, quote: b"
    add(
        copied,
        "2023-01-01",
        fair,
        again,
        f"{deal}: 2023, id: pact, ends: 2024, {settles}".replace("title: A", "title: Pact"),
    )
    asked = ("plans", "--region", "Grodno", *options.split(), "--data", copied)
    _, _, section = kzby(*asked, "--ids").out.partition("Also promised\n")
    assert re.sub(r"\n\s*", " | ", section.strip()) == expected
    told = [line for line in kzby(*asked, "-f", "markdown").out.splitlines() if "accord" in line]
    assert len(told) == expected.count("accord")
    known = ["2020-05-01", "2023-01-01"][: 1 if "as-of" in options else 2]
    rows = objects(kzby, *asked)
    assert [(row["id"], row["articles"]) for row in rows] == [("fair", known)] * len(rows)


def test_every_number_of_a_heading_counts_ids_or_is_in_a_row(tied: Store, varied: Path) -> None:
    for store in (tied, open_store(varied)):
        days = [DAY, *(row["published"] for row in query.ask(store, "articles").mappings())]
        for answer in (
            query.ties(store, Filters(region=["Brest"], with_=["KZ-35"])),
            query.plans(store, DAY, Filters()),
            *(query.ask(store, view) for view in ("ties", "proposals", "sectors", "regions")),
        ):
            rows = list(answer.mappings())
            assert answer.findings, answer.view
            for finding in answer.findings:
                known = {len(rows), len(finding.ids), *_numbers(rows), *_digits(" ".join(days))}
                assert _digits(str(finding)) <= known, str(finding)


def _digits(text: str) -> set[int]:
    return {int(each) for each in re.findall(r"\d+", text)}


def _numbers(rows: list[dict[str, Any]]) -> set[int]:
    counts = {value for row in rows for value in row.values() if isinstance(value, int)}
    units = (row["within"] for row in rows if row.get("type") in ("oblast", "city"))
    alike = Counter(each for row in rows for each in (row.get("kind"), row.get("side")))
    alike.update(units)
    return counts | {*alike.values()}


@pytest.mark.parametrize("view", ["plans", "sectors", "regions"])
def test_they_are_coloured(varied: Path, view: str, snapshot: SnapshotAssertion) -> None:
    store = open_store(varied)
    answer = query.plans(store, DAY, Filters()) if view == "plans" else query.ask(store, view)
    assert written(answer, width=80, color=True) == snapshot


def test_the_proposals_of_a_sector_are_those_of_its_sides(real: Store) -> None:
    sides = ("belarus", "kazakhstan", "jointly", "unattributed")
    rows = list(query.ask(real, "sectors").mappings())
    assert all(row["proposals"] == sum(row[side] for side in sides) for row in rows)
    (dairy,) = query.ask(real, "sectors", Filters(sector=["furniture"])).mappings()
    assert [dairy[side] for side in sides] == [1, 0, 0, 1]


def test_a_table_of_sectors_has_dots_and_leads_with_what_a_side_wants(store: Store) -> None:
    answer = query.ask(store, "sectors")
    row = next(row for row in answer.mappings() if row["sector"] == "dairy")
    often = {**row, "proposals": 12, "belarus": 12, "unattributed": 0}
    unsaid = {**often, "sector": "culture", "label": "Culture", "belarus": 2, "unattributed": 20}
    rows = [tuple(each.values()) for each in (unsaid, often)]
    drawn = [line.split() for line in lines(answer._replace(rows=rows), width=60)]
    names = [cells[:-1] for cells in drawn if cells[:1] in (["Dairy"], ["Culture"])]
    assert names == [["Dairy", "●", "12"], ["Culture", "●●", "●", "20"]]
    headed = findings.headed(answer._replace(rows=rows))
    assert str(headed.findings[0]) == "2 sectors are proposed; most wanted by Belarus: Dairy."


def test_every_command_of_the_start_page_runs(kzby: Run, varied: Path) -> None:
    for line in re.findall(r"^  kzby (.+?)  ", kzby("--data", varied).out, re.MULTILINE):
        assert kzby(*shlex.split(line), "--data", varied).code == 0, line


def test_an_article_of_no_certain_month_is_not_the_newest(kzby: Run, copied: Path) -> None:
    shutil.copytree(HERE / "screens", copied, dirs_exist_ok=True)
    file = copied / "articles" / "2021-02-01-forum.yaml"
    edit(file, "published: 2021-02-01", "published: 2021-02-01/2021-06-01")
    assert citation.overview(open_store(copied)).newest == "2021-01-11"
    assert "; newest news: 11 Jan 2021\n" in kzby("brief", "Karaganda", "--data", copied).out
    assert kzby("report", "r.html", "--data", copied).code == 0
    assert "; newest news: 11 Jan 2021" in Path("r.html").read_text("utf-8")


@pytest.mark.parametrize(
    "line", ["trade", "plans", "meetings", "timeline --all", "ties Brest Karaganda"]
)
def test_ids_are_shown_on_demand_where_there_is_no_room(kzby: Run, varied: Path, line: str) -> None:
    asked = (*line.split(), "--data", varied)
    rows = objects(kzby, *asked)
    out = kzby(*asked, "--ids", columns=40).out
    assert rows
    assert all(re.search(rf"\b{row['id']}$", out, re.MULTILINE) for row in rows)
