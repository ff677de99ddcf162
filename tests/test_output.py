"""`-o FILE`: answers as files, in the format that the ending names."""

import json
import re
import shlex
import shutil
import sys
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import icalendar
import networkx
import openpyxl
import pytest
from support import Outcome, Page, Run, cases, change, objects, written
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.export import workbook
from kzby.query import sql
from kzby.query.answer import Answer, cited
from kzby.render import CITED, ENDINGS
from kzby.store import Store
from kzby.text import hidden

EDITION = r"; cite as kzby \S+, dataset [0-9a-f]{12}\n"
HOSTILE = (
    "=1+1</title><script>&amp;\x1b[2J\u202e,;\\ \"'> javascript:alert(1) https://x.example/?<b>&"
)
SEEN = HOSTILE.replace("\x1b", r"\x1b").replace("\u202e", r"\u202e")


@pytest.fixture(autouse=True)
def folder(compact: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command line here asks the invented dataset, in an empty folder."""
    monkeypatch.setenv("KZBY_DATA", str(compact))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".json", ".jsonl", ".md", ".txt"])
def test_a_file_has_what_stdout_has(kzby: Run, folder: Path, ending: str) -> None:
    outcome = kzby("meetings", "-o", f"a{ending.upper()}", columns=40)
    assert re.fullmatch(f"a{ending.upper()}: 2 rows{EDITION}", outcome.out)
    written = (folder / f"a{ending.upper()}").read_text("utf-8")
    assert written == kzby("meetings", "-f", ENDINGS[ending], columns=100_000).out
    assert kzby("meetings", "-f", ENDINGS[ending], "-o", f"b{ending}").code == 0
    assert outcome.err == ""
    assert [each.name for each in sorted(folder.iterdir())] == [f"a{ending.upper()}", f"b{ending}"]


def test_an_old_file_is_replaced_only_by_a_whole_new_one(kzby: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("old")
    assert kzby("meetings", "--region", "Brezt", "-o", "a.csv").code == 2
    assert (folder / "a.csv").read_text() == "old"
    assert kzby("meetings", "-o", "a.csv").code == 0
    assert (folder / "a.csv").read_text().startswith("id,kind,")
    outcome = kzby("meetings", "-o", "none/a.csv")
    assert outcome == Outcome(2, "", "kzby: there is no folder none; make it first\n")
    outcome = kzby("meetings", "-o", "a.csv/a.csv")
    assert outcome == Outcome(2, "", "kzby: a.csv is a file; give a folder before the name\n")


@pytest.mark.parametrize(("ending", "style"), CITED.items())
def test_a_citation_in_a_file(kzby: Run, folder: Path, ending: str, style: str) -> None:
    assert re.fullmatch(
        f"a{ending}: 2 sources and the dataset{EDITION}",
        kzby("cite", "brest-meeting", "-o", f"a{ending}").out,
    )
    assert (folder / f"a{ending}").read_text() == kzby("cite", "brest-meeting", "--as", style).out


def test_a_region_on_a_page_in_a_file(kzby: Run, folder: Path) -> None:
    for line in (["brief", "Brest"], ["show", "Brest"], ["Brest"]):
        written = kzby(*line, "-o", "a.md").out
        assert re.fullmatch(f"a.md: 2 sources and the dataset{EDITION}", written)
        assert (folder / "a.md").read_text() == kzby("brief", "Brest", "-f", "markdown").out
    kzby("brief", "Brest", "-o", "a.html")
    page = (folder / "a.html").read_text()
    assert "<h1>Brest Oblast</h1>\n<p>What news agencies report on ties" in page
    assert ": 2 articles, of 2 known, from 2 original publishers" in page
    assert '<a href="https://example.org/1">https://example.org/1</a></ol>' in page


def test_a_page_of_a_region_has_its_first_rows_its_day_and_no_command(
    kzby: Run, shipped: Path, folder: Path
) -> None:
    assert (
        kzby("brief", "Gomel", "--as-of", "Dec 2025", "--data", shipped, "-o", "a.html").code == 0
    )
    page = (folder / "a.html").read_text()
    rows = objects(kzby, "meetings", "--region", "Gomel", "--data", shipped)
    met = page.partition("<h2>Last met</h2>")[2].partition("</ul>")[0]
    rest = page.partition("<h2>Last met</h2>")[2].partition("</details>")[0]
    held = sum(row["status"] != "announced" for row in rows)
    assert (met.count("<li>"), rest.count("<li>")) == (5, held)
    kzby("brief", "Belarus", "--data", shipped, "-o", "a.html")
    assert "[]" not in (folder / "a.html").read_text()  # a folded line without its sources
    assert f"<summary>and {held - 5} more</summary>" in rest
    assert "kzby plans" not in page
    assert re.search(r"As of 31 Dec 2025, from kzby [\d.]+, dataset [0-9a-f]{12}</p>", page)


def test_a_page_runs_and_loads_nothing_and_hostile_text_stays_text(
    kzby: Run, compact: Path, folder: Path
) -> None:
    path = Path(shutil.copy(compact, folder / "odd.sqlite"))
    change(path, "UPDATE article SET headline = :text, url = 'javascript:1'", text=HOSTILE)
    change(path, "UPDATE region SET name = :text", text=HOSTILE)
    change(path, "UPDATE record SET title = :text", text=HOSTILE)
    for line in (["brief", "BY-BR"], ["meetings"], ["ties"], ["regions"], ["plans"]):
        assert kzby(*line, "--data", path, "-o", "a.html").code == 0
        page = Page((folder / "a.html").read_text())
        assert {*page.values("href")} == {"https://x.example/?%3Cb%3E&"}
        assert not {"script", "b", "img", "link", "iframe", "form"} & page.tags
        assert SEEN in page.texts[""]
        assert "default-src 'none'" in unescape(page.raw)
        assert not hidden(page.raw.replace("\n", ""))


def hostile(store: Store, view: str) -> Answer:
    """A view whose titles are all hostile."""
    answer = query.ask(store, view)
    at = answer.names.index("title")
    rows = [(*row[:at], HOSTILE, *row[at + 1 :]) for row in answer.rows]
    return cited(answer._replace(rows=rows))


def test_a_page_has_table_and_sources(kzby: Run, folder: Path, snapshot: SnapshotAssertion) -> None:
    changing = re.compile("(?s)<style>.*</style>|sha256-[^&]+|[0-9a-f]{12}|kzby [0-9.]+")
    for line in ("plans", "show brest-turnover"):
        assert kzby(*line.split(), "-o", "a.html").code == 0
        assert changing.sub("...", (folder / "a.html").read_text()) == snapshot


def sheet(file: Path, name: str) -> list[list[object]]:
    """The values of a sheet, as they are read."""
    book = openpyxl.load_workbook(file)
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_a_workbook_has_every_column_in_its_type(kzby: Run, folder: Path) -> None:
    assert re.fullmatch(f"a.xlsx: 2 rows{EDITION}", kzby("meetings", "-o", "a.xlsx").out)
    names, *rows = sheet(folder / "a.xlsx", "meetings")
    assert ",".join(map(str, names)) == kzby("meetings", "-f", "csv").out.splitlines()[0]
    first = dict(zip(names, rows[1], strict=True))
    assert first["id"] == "brest-meeting"
    assert (first["date"], first["year_stated"]) == ("2020?-03-02", False)
    assert first["date_earliest"] == datetime(2020, 3, 2)
    assert first["regions"] == "KZ-35; BY-BR"
    made = openpyxl.load_workbook(folder / "a.xlsx")
    assert (made["meetings"].freeze_panes, made["meetings"].auto_filter.ref[:3]) == ("B2", "A1:")
    assert re.fullmatch(r"kzby \S+, dataset [0-9a-f]{12}", made.properties.description)
    kzby("sql", "SELECT 1.5, 2, NULL, '04', '-1', 123456789012345678", "-o", "b.xlsx")
    assert sheet(folder / "b.xlsx", "answer")[1] == [1.5, 2, None, "04", "-1", "123456789012345678"]


def test_no_cell_is_a_formula_or_longer_than_excel_allows(store: Store, folder: Path) -> None:
    workbook.write(folder / "a.xlsx", {"plans": hostile(store, "plans")})
    made = openpyxl.load_workbook(folder / "a.xlsx")["plans"]
    assert (made["C2"].value, made["C2"].data_type) == (SEEN, "s")
    assert all(cell.hyperlink is None for row in made.iter_rows() for cell in row)
    workbook.write(folder / "c.xlsx", {"answer": sql.run(store, "SELECT 1 AS '=1+1'")})
    header = openpyxl.load_workbook(folder / "c.xlsx")["answer"]["A1"]
    assert (header.value, header.data_type) == ("=1+1", "s")
    plans = query.ask(store, "plans")
    long = plans._replace(rows=[("x" * 40_000,)], columns=plans.columns[:1])
    workbook.write(folder / "b.xlsx", {"plans": long})
    (text,) = sheet(folder / "b.xlsx", "plans")[1]
    assert (len(str(text)), str(text)[-10:]) == (32_767, " ... (cut)")


def test_a_workbook_is_the_same_every_time(kzby: Run, folder: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert re.fullmatch(rf"{name}: \d+ tables, 0.1 MB{EDITION}", kzby("export", name).out)
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(folder / "a.xlsx")
    assert book.sheetnames[:2] == ["records", "timeline"]
    assert book.sheetnames[-1] == "dictionary"
    listed = [[row[0], *row[2:5]] for row in sheet(folder / "a.xlsx", "dictionary")]
    assert ["plans", "due", "date", "when it is due"] in listed


def test_without_the_package_a_sentence_says_what_to_install(
    kzby: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for line in (["meetings", "-o", "a.xlsx"], ["export", "a.xlsx"]):
        outcome = kzby(*line)
        assert (outcome.code, outcome.out, list(folder.iterdir())) == (2, "", [])
        advice = "a package that is not installed; pip install xlsxwriter, or write .csv"
        assert advice in outcome.err


@pytest.mark.usefixtures("folder")
def test_a_calendar_says_how_many_plans_have_no_place_in_it(kzby: Run, varied: Path) -> None:
    plans = json.loads(kzby("plans", "-f", "json", "--data", varied).out)
    undated = sum(plan["due_latest"] is None for plan in plans)
    said = kzby("plans", "-o", "a.ics", "--data", varied).err
    assert undated
    left = f"left out {undated} of {len(plans)} plans"
    assert said.startswith(f"kzby: {left}: no day is known by which they are due\n")


def days(event: Any) -> tuple[date, date]:
    """The first day of an event, and the first after it."""
    return event.decoded("DTSTART"), event.decoded("DTEND")


def test_a_calendar_has_the_plans_with_a_due_date(kzby: Run, folder: Path) -> None:
    assert re.fullmatch(f"a.ics: 1 row{EDITION}", kzby("plans", "-o", "a.ics").out)
    (event,) = icalendar.Calendar.from_ical((folder / "a.ics").read_bytes()).walk("VEVENT")
    assert event["UID"] == "brest-return-visit@kzby"
    assert event["SUMMARY"] == "Serik invites Novik to Karaganda"
    assert days(event) == (date(2021, 1, 31), date(2021, 2, 1))
    assert event["URL"] == "https://example.org/1"
    said = "invited, due by Jan 2021; outcome: fulfilled\n“invited to come no later than January”"
    assert event["DESCRIPTION"] == said


def test_a_plan_due_in_a_window_lasts_as_long(store: Store) -> None:
    answer = hostile(store, "plans")
    (row,) = answer.rows
    fields = dict(zip(answer.names, row, strict=True))
    fields |= {"due_earliest": "2021-01-01", "due_latest": "2021-12-31", "title": f"Ж{SEEN * 3}"}
    text = written(answer._replace(rows=[tuple(fields.values())]), "ics") + "\n"
    lines = text.encode().split(b"\r\n")
    assert (lines[-1], b"\n" in b"".join(lines)) == (b"", False)
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert days(event) == (date(2021, 1, 1), date(2022, 1, 1))
    assert event["SUMMARY"] == f"Ж{SEEN * 3}"


def test_a_graph_has_regions_and_what_ties_them(kzby: Run, folder: Path) -> None:
    assert kzby("ties", "-o", "a.graphml").code == 0
    graph = networkx.read_graphml(folder / "a.graphml")
    assert graph.nodes["BY-BR"] == {"label": "Brest Oblast", "country": "BY", "type": "oblast"}
    assert not graph.nodes.keys() & {
        "BY",
        "KZ",
    }  # oblasts and cities alone, as counted above the table
    assert graph.edges["BY-BR", "KZ-35"] == {
        "weight": 4.0, "agreements": 1, "since": "2009", "meetings": 1, "projects": 0, "plans": 0,
        "proposals": 2, "trade": 0, "local": 0, "mentions": 0, "last": "2020?-03-02", "goods": 0,
    }  # fmt: skip
    assert all(edge["weight"] for edge in graph.edges.values())


@pytest.mark.parametrize(("some", "none"), cases("empty-answers"))
def test_a_script_can_learn_that_nothing_matches(kzby: Run, some: str, none: str) -> None:
    nothing = kzby(*shlex.split(none))
    assert nothing.code == 0
    assert kzby(*shlex.split(none), "-e") == Outcome(1, nothing.out, nothing.err)
    assert kzby(*shlex.split(some), "--exit-status").code == 0
