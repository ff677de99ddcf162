"""`--cite`: the sources of an answer, numbered in the order of their first use, below any listing."""

import re
from pathlib import Path

import pytest
from support import Run
from syrupy.assertion import SnapshotAssertion

from kzby import query, render
from kzby.query import show
from kzby.query.answer import Answer, cited
from kzby.query.citation import Edition
from kzby.render import Format
from kzby.render.terminal import Terminal
from kzby.store import Store

EDITION = Edition("0.1.0", "3f9a12c4d5e6" + "0" * 52, "2021-02-03")


def written(answer: Answer, format_: Format = "table", width: int | None = None) -> str:
    """An answer as --cite writes it, in an edition that changes to the invented data do not change."""
    shown = cited(answer)
    assert shown.sources
    sources = shown.sources
    fixed = shown._replace(sources=lambda: sources()._replace(edition=EDITION))
    return "\n".join(render.lines(fixed, format_, Terminal(width)))


def test_sources_are_numbered_in_the_order_of_their_first_use(store: Store) -> None:
    answer = cited(query.ask(store, "timeline"))
    rows = list(answer.mappings())
    assert answer.sources
    listed = [reference.article for reference in answer.sources().references]
    named = [[listed[number - 1] for number in row["source"]] for row in rows]
    assert named == [row["articles"] for row in rows]
    used = [number for row in rows for number in row["source"]]
    assert list(dict.fromkeys(used)) == [1, 2]


@pytest.mark.parametrize("line", ["trade", "plans", "sectors", "timeline", "people"])
def test_numbers_come_in_the_order_in_which_a_page_shows_them(
    kzby: Run, shipped: Path, line: str
) -> None:
    page, *_ = kzby(line, "--cite", "--data", shipped).out.partition("\n[1] ")
    used = re.findall(r"(\d+)(?:–(\d+))?(?=[^\[]*?\])", " ".join(re.findall(r"\[[\d–, ]+\]", page)))
    every = [n for first, last in used for n in range(int(first), int(last or first) + 1)]
    assert [*dict.fromkeys(every)] == [*range(1, max(every) + 1)]


@pytest.mark.parametrize("width", [None, 90])
@pytest.mark.parametrize("view", ["meetings", "trade", "timeline"])
def test_sources_below_a_listing(
    store: Store, view: str, width: int | None, snapshot: SnapshotAssertion
) -> None:
    assert written(query.ask(store, view), width=width) == snapshot


def test_sources_below_a_sheet(store: Store, snapshot: SnapshotAssertion) -> None:
    meeting = show.show(store, "brest-meeting")
    assert written(meeting, width=90) == snapshot
    assert written(meeting, "markdown") == snapshot


def test_sources_in_markdown_escape_its_signs(odd: Store, snapshot: SnapshotAssertion) -> None:
    assert written(query.ask(odd, "remarks"), "markdown") == snapshot
