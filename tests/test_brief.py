"""A region on one page."""

import json
import re
import shlex
from pathlib import Path

import pytest
from support import Run, objects
from syrupy.assertion import SnapshotAssertion

from kzby.query.brief import VIEWS
from kzby.store import Store

pytestmark = pytest.mark.usefixtures("asking")
COMMANDS = [view for view in VIEWS if view != "ties"]


@pytest.mark.parametrize(
    ("line", "columns"), [("Brest", 60), ("Brest", 80), ("Brest Karaganda -f markdown", None)]
)
def test_a_page_has_what_there_is_on_a_region(
    kzby: Run, line: str, columns: int | None, snapshot: SnapshotAssertion
) -> None:
    assert kzby("brief", *line.split(), columns=columns).out == snapshot


@pytest.mark.parametrize(
    ("line", "meant"),
    [(line, "brief Brest") for line in ("Brest", "show Brest", "Brest Oblast")]
    + [(f"{line} -f json", "show bolat-serik -f json") for line in ("Serik", "Bolat Serik")],
)
def test_the_name_of_a_region_or_person_is_enough(kzby: Run, line: str, meant: str) -> None:
    assert kzby(*line.split()) == kzby(*meant.split())


@pytest.mark.parametrize("view", COMMANDS)
def test_a_page_gives_the_rows_of_each_question(kzby: Run, view: str) -> None:
    page = json.loads(kzby("brief", "Brest", "-f", "json").out)
    command = ["trade", "--goods"] if view == "goods" else [view]
    assert page[view] == objects(kzby, *command, "--region", "Brest")


def test_every_number_of_a_page_is_in_its_rows(kzby: Run) -> None:
    text = kzby("brief", "Brest", "-f", "markdown").out.partition("## Sources")[0]
    page = json.loads(kzby("brief", "Brest", "-f", "json").out)
    counts = {str(len(rows)) for rows in page.values()}
    agencies = {str(len({row["agency"] for row in page["articles"]}))}
    sources = {str(number) for number, _ in enumerate(page["articles"], 1)}
    cells = set(re.findall(r"[\d.]+", json.dumps(page)))
    millions = {number.removesuffix("000000") for number in cells}
    numbers = {each.rstrip(".") for each in re.findall(r"\d[\d.]*", text)}
    assert numbers <= counts | agencies | sources | cells | millions


def test_a_page_and_the_ledger_tell_alike_how_plans_stand(kzby: Run, varied: Path) -> None:
    for day, line in (
        ("2021-02-28", "still open: 1 · no date given: 1 · settled: 1"),
        ("2023-01-01", "past due without news: 1 · no date given: 1 · settled: 1"),
    ):
        asked = ("--as-of", day, "--data", varied)
        assert f"\nPlanned  {line} [" in kzby("brief", "Karaganda", *asked).out
        ledger = kzby("plans", "--region", "Karaganda", *asked).out
        headings = re.findall(r"^(\w.*) \((\d+)\)$", ledger, re.MULTILINE)
        told = [f"{name.lower()}: {number}" for name, number in headings]
        assert " · ".join(told) == line


def test_a_page_says_how_many_of_the_known_articles_are_read(kzby: Run, shipped: Path) -> None:
    extent = kzby("brief", "Gomel", "--data", shipped).out.splitlines()[1]
    share = kzby("gaps", "--region", "Gomel", "--data", shipped).out.splitlines()[0]
    assert re.findall(r"\d+", extent)[:2] == re.findall(r"\d+", share)


def test_a_page_has_five_people_those_with_a_title_of_the_region_first(
    kzby: Run, shipped: Path
) -> None:
    page = kzby("brief", "Gomel", "--data", shipped, "-f", "markdown").out
    section = page.partition("## People\n\n")[2].partition("\n\n## ")[0]
    *people, more, _, caution = section.splitlines()
    years = [-int(re.findall(r"20\d\d", line)[-1]) for line in people]
    order = [("Gomel" not in line, year) for year, line in zip(years, people, strict=True)]
    assert (len(order), order) == (5, sorted(order))
    assert re.fullmatch(r"- and \d+ more", more)
    assert "check each" in caution


def test_every_number_is_that_of_the_command_it_names(
    kzby: Run, real: Store, shipped: Path
) -> None:
    ids = [id_ for (id_,) in real.connection.execute("SELECT id FROM region")]
    named = 0
    for id_ in ids:
        line = (id_, "--since", "2012", "--data", shipped)
        page = kzby("brief", *line).out
        for number, command in re.findall(r"all (\d+): kzby (.+)", page):
            rows = objects(kzby, *shlex.split(command), "--data", shipped)
            assert len(rows) == int(number), (id_, command)
            named += 1
        ties = objects(kzby, "ties", "--region", *line)
        told = re.findall(r"(\d+) trade figures?", page.partition("\nTies")[2])
        ties.sort(key=lambda tie: not {"BY", "KZ"}.isdisjoint((tie["belarus"], tie["kazakhstan"])))
        figures = [tie["trade"] for tie in ties if tie["ties"]]
        assert [*map(int, told)] == [number for number in figures[:5] if number], id_
    assert named > 40
