"""What was measured as one table: a row a command, a column a size, and beside them what is aimed at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import TypeVar

import suite
from installed import PEERS
from measure import Case, Timing, Timings
from peers import PYTHON
from questions import QUESTIONS
from suite import COMPLETED, DRAWN, FLOOR, KZBY, PRINTED

START, GROWTH = 1.15, 1.2  # at most: times the floor, times the smallest size
MEGABYTE = 10**6
RECORDS_A_SECOND = 3_000  # at least, when building
FIRST_BYTE, PEAK = 2.0, 60  # of a stream, at most: times the floor; MB of memory

T = TypeVar("T")


class Met(StrEnum):
    """What became of a goal."""

    MET = "met"
    MISSED = "missed"
    NONE = ""


@dataclass(frozen=True)
class Built:
    """How a dataset was compiled: the time and memory, how many records it has, how many bytes the file has."""

    timing: Timing
    records: int
    size: int


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, a cell a size, the goal and what became of it."""

    what: str
    cells: tuple[str, ...] = ()
    goal: str = ""
    met: Met = Met.NONE


def rows(timings: Timings, built: Mapping[int, Built], sizes: Sequence[int]) -> list[Row]:
    """The lines of the table, part by part; what was not measured has none."""
    return [
        *_start(timings),
        *_build(built, sizes),
        *_queries(timings, sizes),
        *_streams(timings, sizes),
        *_peers(timings, sizes),
    ]


def _start(timings: Timings) -> Iterator[Row]:
    """The short answers from the data that comes with kzby, each under its floor."""
    asked = {
        suite.LISTED: DRAWN,
        suite.programmed(suite.LISTED): PRINTED,
        suite.COMPLETION: COMPLETED,
    }
    for what, floor in asked.items():
        timing, least = timings.get(Case(KZBY, what)), timings.get(Case(FLOOR, floor))
        if timing and least:
            ratio = timing.seconds / least.seconds
            yield Row(f"{FLOOR}: {floor}", (_time(least.seconds),))
            goal = f"{ratio:.2f} of the floor; at most {START}"
            yield Row(f"{KZBY} {what}", (_beside(timing, least),), goal, _met(ratio <= START))


def _build(built: Mapping[int, Built], sizes: Sequence[int]) -> Iterator[Row]:
    """What compiling costs, by record; the goals are those of the largest size."""
    if not built:
        return
    least, most = built[min(built)], built[max(built)]
    speed, growth = most.records / most.timing.seconds, most.timing.peak / least.timing.peak
    of_each = [built.get(size) for size in sizes]
    yield Row("build", _cells(of_each, lambda one: _time(one.timing.seconds)))
    yield Row(
        "build: records a second",
        _cells(of_each, lambda one: f"{one.records / one.timing.seconds:,.0f}"),
        f"{speed:,.0f}; at least {RECORDS_A_SECOND:,}",
        _met(speed >= RECORDS_A_SECOND),
    )
    yield Row(
        "build: memory",
        _cells(of_each, lambda one: _megabytes(one.timing.peak)),
        f"{growth:.2f} of the smallest; at most {GROWTH}",
        _met(growth <= GROWTH),
    )
    yield Row(
        "build: bytes of memory a record",
        _cells(of_each, lambda one: f"{one.timing.peak / one.records:,.0f}"),
    )
    yield Row("build: file", _cells(of_each, lambda one: _megabytes(one.size)))
    yield Row(
        "build: bytes of file a record",
        _cells(of_each, lambda one: f"{one.size / one.records:,.0f}"),
    )


def _queries(timings: Timings, sizes: Sequence[int]) -> Iterator[Row]:
    """The questions with one answer at every size; in brackets how many times the floor."""
    for question in QUESTIONS:
        for what, floor in ((question.kzby, DRAWN), (suite.programmed(question.kzby), PRINTED)):
            found = _of(timings, KZBY, what, sizes)
            if not any(found):
                continue
            cells = _cells(found, partial(_beside, other=timings.get(Case(FLOOR, floor))))
            yield Row(f"{KZBY} {what}", cells, *_grown(found))


def _streams(timings: Timings, sizes: Sequence[int]) -> Iterator[Row]:
    """Long answers; for one that is read to its end, when it begins and what it holds in memory."""
    for what in map(suite.begun_with, (suite.LONG, suite.programmed(suite.LONG))):
        found = _of(timings, KZBY, what, sizes)
        if any(found):
            yield Row(
                f"{KZBY} {what}", _cells(found, lambda one: _time(one.seconds)), *_grown(found)
            )
    found = _of(timings, KZBY, suite.ALL, sizes)
    least, last = timings.get(Case(FLOOR, PRINTED)), found[-1]
    if least and last:
        ratio, peak = last.first / least.seconds, last.peak / MEGABYTE
        yield Row(f"{KZBY} {suite.ALL}", _cells(found, lambda one: _time(one.seconds)))
        goal = f"{ratio:.2f} of the floor; at most {FIRST_BYTE}"
        yield Row(
            "  first byte",
            _cells(found, lambda one: _time(one.first)),
            goal,
            _met(ratio <= FIRST_BYTE),
        )
        goal = f"{peak:.0f} MB; under {PEAK}"
        yield Row(
            "  memory", _cells(found, lambda one: _megabytes(one.peak)), goal, _met(peak < PEAK)
        )


def _peers(timings: Timings, sizes: Sequence[int]) -> Iterator[Row]:
    """The peers: how many times as long as kzby each takes for JSON, over the questions that it can answer."""
    for who in PEERS:
        by_size = [_ratios(timings, who, size) for size in sizes]
        least = min(chain(*by_size), default=None)
        if least:
            goal = (
                (f"at least {least:.2f} times kzby; more than 1", _met(least > 1))
                if who in PYTHON
                else ()
            )
            cells = (f"{min(found):.2g} to {max(found):.2g}" if found else "–" for found in by_size)
            yield Row(f"{who}, times {KZBY}", tuple(cells), *goal)


def _ratios(timings: Timings, who: str, size: int) -> list[float]:
    """How many times as long as kzby another takes, question by question."""
    asked = (
        (Case(who, one.kzby, size), Case(KZBY, suite.programmed(one.kzby), size))
        for one in QUESTIONS
    )
    return [
        timings[peer].seconds / timings[own].seconds
        for peer, own in asked
        if peer in timings and own in timings
    ]


def _grown(found: Sequence[Timing | None]) -> tuple[str, Met]:
    """What became of the goal that the largest size costs what the smallest does."""
    known = [one.seconds for one in found if one]
    if len(known) < 2:
        return "", Met.NONE
    ratio = known[-1] / known[0]
    return f"{ratio:.2f} of the smallest; at most {GROWTH}", _met(ratio <= GROWTH)


def _met(held: object) -> Met:
    return Met.MET if held else Met.MISSED


def _of(timings: Timings, who: str, what: str, sizes: Sequence[int]) -> list[Timing | None]:
    return [timings.get(Case(who, what, size)) for size in sizes]


def _cells(found: Sequence[T | None], text: Callable[[T], str]) -> tuple[str, ...]:
    """A cell of each of what was measured; a dash where it was not."""
    return tuple("–" if one is None else text(one) for one in found)


def _beside(one: Timing, other: Timing | None) -> str:
    """A time, and how many times another it is."""
    return (
        f"{_time(one.seconds)} ({one.seconds / other.seconds:.2f})" if other else _time(one.seconds)
    )


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _megabytes(size: float) -> str:
    return f"{size / MEGABYTE:.1f} MB"
