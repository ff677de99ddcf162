"""What is asked is looked up, never searched for: no question reads all records unless it answers with all of them.

Read off the plans of the statements that the commands really run. There are no statistics in a dataset, so its plans
follow from schema and statement alone: those of this small dataset are those of the largest.
"""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support import Run

from kzby.cli.app import COMMANDS
from kzby.store import compiled
from kzby.views import MANY

LISTINGS = [
    *("meetings", "sectors", "proposals", "trade", "trade --derived", "trade --reconcile", "trade --goods", "plans"),
    *("projects", "agreements", "timeline", "people", "organizations", "regions", "articles", "remarks", "counts"),
    *("conflicts", "search milk"),
]
THINGS = [
    *("", "show brest-turnover", "show Brest", "show ada-novik", "show Akimat", "show dairy", "show 2020-03-02-brest"),
    *("show balance:brest-export:brest-import", "show nothing", "cite brest-turnover", "cite karaganda"),
    *("meetings --region Brezt", "meetings --person Nowik", "meetings --article nothing"),
]
ASK_NO_QUESTION = {
    *("check", "verify", "coverage", "build"),  # they read the files of a folder
    "export",  # it takes all there is
    "sql",  # its questions are the user's
}
FILTERS = [
    *("--region Brest", "--person Novik", "--organization Akimat", "--sector dairy", "--side KZ", "--kind trade"),
    *("--status held", "--article karaganda", "--min-origins 2", "--since 2021", "--until 2020"),
    *("--since 2021 --until 2021", "--since 2021 --until 2021 --dates certain"),
    "--region Brest --side BY --since 2021",
]
SMALL = {"region", "sector", "g", "inside", "span", "held", "dictionary", "dataset"}
NO_TABLE = {"input", "CONSTANT", "sqlite_master"}
READ_ALL = {
    "": "the greeting counts articles, people and organizations, in an index",
    "people --side KZ": "all people are read for their side",
    "organizations --side KZ": "all organizations are read for their side",
    "sectors --min-origins 2": "the origins of every sector must be counted",
    "regions --min-origins 2": "the origins of every region must be counted",
    "people --min-origins 2": "the origins of every person must be counted",
    "organizations --min-origins 2": "the origins of every organization must be counted",
}
WHOLE_ANSWERS = {
    "sectors": "the sector proposed most often comes first, so all proposals must be counted",
    "conflicts": "the gravest come first, so all must be weighed",
    "trade --reconcile": "what fails comes first, so all must be known",
    "search milk": "the best match comes first, so all must be known",
}


class Step(NamedTuple):
    """A line of a plan: whether it is one of the outermost, and what it does."""

    outermost: bool
    does: str


Plans = Callable[[str], list[tuple[str, list[Step]]]]


@pytest.fixture(scope="module")
def file(told_twice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset, told by more articles, as a compiled file."""
    path = tmp_path_factory.mktemp("plans") / "kzby.sqlite"
    compiled.write(told_twice, path)
    return path


@pytest.fixture
def plans(file: Path, kzby: Run, monkeypatch: pytest.MonkeyPatch) -> Plans:
    """Runs a command line on the file; every question that it asks, with its plan."""
    asked: list[str] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def traced(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **named)
        connection.set_trace_callback(asked.append)
        return connection

    def run(line: str) -> list[tuple[str, list[Step]]]:
        with monkeypatch.context() as patched:
            patched.setattr(sqlite3, "connect", traced)
            kzby("--data", str(file), *line.split(), *(["-f", "csv"] if line.startswith(tuple(LISTINGS)) else []))
        questions = [one for one in asked if one.startswith(("SELECT", "WITH")) and "'main'." not in one]
        assert questions, "a command that asks nothing is planned well"
        with closing(connect(file)) as connection:
            return [(question, plan(connection, question)) for question in questions]

    return run


def plan(connection: sqlite3.Connection, question: str) -> list[Step]:
    rows = connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
    return [Step(parent == 0, does) for _, parent, _, does in rows]


def searching(planned: list[tuple[str, list[Step]]]) -> list[tuple[str, list[str]]]:
    """The questions that read all rows of a table, with the steps that do."""
    return [(one, found) for one, steps in planned if not counts_all(one) and (found := scanned(one, steps))]


def counts_all(question: str) -> bool:
    """Whether a question counts the rows of a whole view, or those with a certain date, to explain silence.

    It ends soon: so many are counted at most.
    """
    narrowed = "main.record r" in question and "WHERE at_certain" not in question
    return question.endswith(f"LIMIT {MANY + 1})") and not narrowed


def scanned(question: str, steps: list[Step]) -> list[str]:
    """The steps that read all rows of a table that may be large; what the question itself made is as small as it."""
    made = {step.does.split()[-1] for step in steps if step.does.startswith(("MATERIALIZE", "CO-ROUTINE"))}
    made |= {alias for table in made for alias in re.findall(rf"\b{table} (?:AS )?(\w+)", question)}
    reads = [step.does for step in steps if step.does.startswith("SCAN ") and "VIRTUAL TABLE" not in step.does]
    return [does for does in reads if does.split()[1] not in SMALL | NO_TABLE | made and not does.startswith("SCAN (")]


def test_every_command_is_planned() -> None:
    planned = {line.split()[0] for line in (*LISTINGS, *THINGS) if line}
    assert planned | ASK_NO_QUESTION == set(COMMANDS)


def test_plans_follow_from_no_statistics(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert not connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'").fetchall()


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("filters", FILTERS)
def test_a_filter_reads_no_table_of_records_from_end_to_end(plans: Plans, listing: str, filters: str) -> None:
    line = f"{listing} {filters}"
    assert bool(searching(plans(line))) == (line in READ_ALL), searching(plans(line))


@pytest.mark.parametrize("thing", THINGS)
def test_one_thing_is_looked_up(plans: Plans, thing: str) -> None:
    assert bool(searching(plans(thing))) == (thing in READ_ALL), searching(plans(thing))


@pytest.mark.parametrize("listing", LISTINGS)
def test_all_rows_come_in_the_order_of_an_index(plans: Plans, listing: str) -> None:
    sorted_ = Step(outermost=True, does="USE TEMP B-TREE FOR ORDER BY")
    rows = [(question, steps) for question, steps in plans(listing) if question.startswith(("SELECT v.*", "WITH"))]
    sorting = [question for question, steps in rows if sorted_ in steps]
    assert rows
    assert bool(sorting) == (listing in WHOLE_ANSWERS), sorting


def test_a_window_looks_its_dates_up_among_the_places_in_time(plans: Plans) -> None:
    looked_up = "SEARCH main.record USING INDEX record_span (at_earliest=? AND at_latest=?)"
    windows = [steps for question, steps in plans("timeline --since 2021 --until 2021") if "span" in question]
    assert windows
    for steps in windows:
        assert looked_up.replace("INDEX", "COVERING INDEX") in [step.does for step in steps]
