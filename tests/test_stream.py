"""Answers of any length: rows are drawn as they are read, walked again at will, and never all held."""

import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from support import VIEWS

from kzby import query, render
from kzby.query.answer import Answer, Rows, cited
from kzby.query.filters import Filters
from kzby.render import Format, sections
from kzby.render.legend import Legend
from kzby.render.terminal import Terminal
from kzby.store import Store

LISTED = [view for view in VIEWS if view != "records"]


def lines(answer: Answer, format_: Format = Format.TABLE, width: int | None = 100) -> list[str]:
    return list(render.lines(answer, format_, Terminal(width)))


def with_cells(answer: Answer, row: tuple[Any, ...], **cells: Any) -> tuple[Any, ...]:
    """A row of an answer with other cells in it."""
    return tuple(cells.get(name, cell) for name, cell in zip(answer.names, row, strict=True))


def endless(answer: Answer) -> Answer:
    """An answer that never ends: the first row again and again, each time another thing of another region."""
    first = next(iter(answer.rows))
    told = dict(zip(answer.names, first, strict=True))

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in count():
            new = {name: f"{told[name]}-{number}" for name in ("id", "region") if told.get(name)}
            yield with_cells(answer, first, **new)

    return replace(answer, rows=Rows(rows))


@pytest.mark.parametrize("format_", Format)
@pytest.mark.parametrize("view", LISTED)
def test_lines_come_as_rows_come(store: Store, view: str, format_: Format) -> None:
    answer = cited(endless(query.ask(store, view)))
    for width in (40, 100):
        assert len(list(islice(render.lines(answer, format_, Terminal(width)), 1000))) == 1000


def test_rows_can_be_walked_again(store: Store) -> None:
    rows = query.ask(store, "meetings").rows
    assert rows == list(rows) == list(rows) != []


def test_answers_are_equal_if_their_rows_are(store: Store) -> None:
    meetings = query.ask(store, "meetings")
    assert meetings == query.ask(store, "meetings")
    assert meetings != query.ask(store, "meetings", Filters(region=["Brest"]))


@pytest.mark.parametrize(("region", "found"), [("Brest", True), ("Grodno", False)])
def test_whether_there_are_rows_is_known_before_and_after_they_are_read(
    store: Store,
    region: str,
    found: bool,
) -> None:
    unread, read = (query.ask(store, "meetings", Filters(region=[region])) for _ in range(2))
    assert bool(list(read.rows)) is bool(read.rows) is bool(unread.rows) is found


def test_an_answer_that_was_walked_is_not_asked_for_again_to_tell_its_notes(store: Store) -> None:
    answer = query.ask(store, "meetings", Filters(since="2020"))
    list(answer.rows)
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    assert len(answer.notes) == len(answer.notes) == 1
    store.connection.set_trace_callback(None)
    assert asked
    assert [sql for sql in asked if "count(" not in sql] == []


def test_the_sources_of_an_answer_that_nobody_has_read_are_those_of_all_rows(store: Store) -> None:
    unread, read = (cited(query.ask(store, "timeline")) for _ in range(2))
    assert unread.sources
    assert read.sources
    list(read.rows)
    assert unread.sources() == read.sources()
    assert len(read.sources().references) == 2


@pytest.mark.parametrize("length", [0, 1, 2])
def test_an_array_of_any_length_is_one_line_an_object(store: Store, length: int) -> None:
    answer = query.ask(store, "regions")
    short = replace(answer, rows=Rows(lambda: islice(iter(answer.rows), length)))
    objects = lines(short, Format.JSONL)
    assert "\n".join(lines(short, Format.JSON)) == (
        "[\n" + ",\n".join(objects) + "\n]" if length else "[]"
    )


def titled(store: Store, *titles: str) -> Answer:
    """A remark with each of these titles."""
    answer = query.ask(store, "remarks")
    (row,) = answer.rows
    return replace(answer, rows=[with_cells(answer, row, title=title) for title in titles])


def test_a_section_that_needs_no_more_room_goes_on_below_the_first(store: Store) -> None:
    headers, rule, row = lines(titled(store, "a remark"))
    assert lines(titled(store, *["a remark"] * (sections.ROWS + 2))) == [
        headers,
        rule,
        *[row] * (sections.ROWS + 2),
    ]


def test_a_section_that_needs_more_room_has_headers_of_its_own(store: Store) -> None:
    broad = "one-word-that-is-wider-than-its-column"
    first, second = (
        lines(titled(store, *["a remark"] * sections.ROWS)),
        lines(titled(store, broad, "a remark")),
    )
    assert lines(titled(store, *["a remark"] * sections.ROWS, broad, "a remark")) == [
        *first,
        "",
        *second,
    ]


def test_rows_that_stand_one_below_the_other_go_on_so(store: Store) -> None:
    stacked = lines(titled(store, *["a remark"] * (sections.ROWS + 1)), width=30)
    assert stacked[0].startswith("date ")
    assert stacked.count("") == sections.ROWS
    assert len([line for line in stacked if line.startswith("date ")]) == sections.ROWS + 1


def test_a_year_bears_its_doubt_until_a_record_states_it(store: Store) -> None:
    answer = query.ask(store, "timeline")
    row = next(iter(answer.rows))
    inferred, stated = (
        with_cells(answer, row, at=at, at_latest="2020-03-02")
        for at in ("2020?-03-02", "2020-03-02")
    )
    later = with_cells(answer, row, at="2021-03-02", at_latest="2021-03-02")
    long = replace(
        answer, rows=[*[inferred] * sections.ROWS * 2, stated, *[inferred] * sections.ROWS, later]
    )
    headings = [line for line in lines(long) if re.fullmatch(r"\d{4}\??", line)]
    assert headings == ["2020?", "2020", "2021"]


def test_the_signs_in_what_was_not_read_are_not_explained(store: Store) -> None:
    answer, legend = query.ask(store, "meetings", Filters(region=["Brest"])), Legend()
    watched = legend.watching(endless(answer))
    assert list(legend) == []
    deque(islice(render.lines(watched, Format.TABLE, Terminal()), 5), maxlen=0)
    assert len(list(legend)) == 1


# Started from a small process, because a process begins with the peak of the one that starts it.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize("format_", [Format.CSV, Format.TABLE])
def test_a_long_answer_is_never_held_in_memory(command: Path, many: Path, format_: Format) -> None:
    line = [
        sys.executable,
        "-c",
        PEAK,
        str(command),
        "meetings",
        "--data",
        str(many),
        "-f",
        format_,
    ]
    kilobytes = int(subprocess.run(line, capture_output=True, check=True).stdout)
    assert kilobytes < 60_000
