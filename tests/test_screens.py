"""The screens of plans, sectors and regions, and the start page: whole, and what their options do."""

import re
import shlex
import shutil
from collections import Counter
from pathlib import Path

import pytest
from support import HERE, Run, cases, edit, lines, objects, written
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.query import citation
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


@pytest.mark.parametrize(("options", "expected"), cases("ledgers"))
def test_the_ledger_is_narrowed(kzby: Run, varied: Path, options: str, expected: str) -> None:
    assert list(standings(kzby, varied, *options.split())) == expected.split()


def test_headings_count_their_rows(tied: Store, varied: Path) -> None:
    for store in (tied, open_store(varied)):
        plans = query.plans(store, DAY, Filters())
        stands = Counter(row["standing"] for row in plans.mappings())
        settled = sum(stands.values()) - stands["overdue"] - stands["open"] - stands["undated"]
        first, *late = map(str, plans.findings)
        assert _numbers(first)[0] == sum(stands.values())
        assert first.endswith(f" what became of {settled or 'any'}.")
        assert [_numbers(each)[0] for each in late] == [stands["overdue"]] * (stands["overdue"] > 0)
        assert [len(each.ids) for each in plans.findings[1:]] == [
            _numbers(each)[0] for each in late
        ]
        sectors = query.ask(store, "sectors").kept()
        sides = [{*row["sides"]} for row in sectors.mappings()]
        both = sum("both" in each or each == {"BY", "KZ"} for each in sides)
        found, *_ = sectors.findings
        assert _numbers(found) == [len(sides), *[both] * (both > 0)]
        assert len(found.ids) == both
        ties = query.ask(store, "ties").kept()
        whole = [
            row for row in ties.mappings() if row["belarus"] == "BY" or row["kazakhstan"] == "KZ"
        ]
        number = [row["ties"] for row in ties.mappings() if row["ties"] and row not in whole]
        assert _numbers(*ties.findings)[:2] == ([len(number), max(number)] if number else [])


def _numbers(text: object) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", str(text))]


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
    for width, expected in ((99, [["Dairy", "●" * 12], ["Culture", "●●", "○" * 20]]), (60, None)):
        drawn = [line.split() for line in lines(answer._replace(rows=rows), width=width)]
        facts = -3 if expected else -2  # the last, and the number of articles
        names = [cells[:facts] for cells in drawn if cells[:1] in (["Dairy"], ["Culture"])]
        assert names == (expected or [["Dairy", "12"], ["Culture", "2", "20"]]), width


def test_sectors_that_are_all_proposed_once_are_on_one_line(store: Store) -> None:
    answer = query.ask(store, "sectors").kept()
    row = {**next(answer.mappings()), **dict.fromkeys(("kazakhstan", "jointly", "unattributed"), 0)}
    rows = [{**row, "proposals": 1, "belarus": 1, "label": name} for name in ("Dairy", "Culture")]
    drawn = lines(answer._replace(rows=[tuple(each.values()) for each in rows], findings=()))
    assert drawn == ["Belarus only (2)", "  once each: Dairy, Culture"]


def test_every_command_of_the_start_page_runs(kzby: Run, varied: Path) -> None:
    for line in re.findall(r"^  kzby (.+?)  ", kzby("--data", varied).out, re.MULTILINE):
        assert kzby(*shlex.split(line), "--data", varied).code == 0, line


def test_an_article_of_no_certain_month_is_not_the_newest(kzby: Run, copied: Path) -> None:
    shutil.copytree(HERE / "screens", copied, dirs_exist_ok=True)
    file = copied / "articles" / "2021-02-01-forum.yaml"
    edit(file, "published: 2021-02-01", "published: 2021-02-01/2021-06-01")
    assert citation.overview(open_store(copied)).newest == "2021-01-11"
    assert "; newest news: 11 Jan 2021;" in kzby("brief", "Karaganda", "--data", copied).out
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
