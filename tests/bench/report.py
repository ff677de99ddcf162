"""What was measured as one table: a row a command, a column a size, and beside them what is aimed at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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
    met: bool | None = None


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
    asked = {suite.LISTED: DRAWN, suite.programmed(suite.LISTED): PRINTED, suite.COMPLETION: COMPLETED}
    for what, floor in asked.items():
        timing, least = timings.get(Case(KZBY, what)), timings.get(Case(FLOOR, floor))
        if timing and least:
            ratio = timing.seconds / least.seconds
            yield Row(f"{FLOOR}: {floor}", (_time(least.seconds),))
            goal = f"{ratio:.2f} of the floor; at most {START}"
            yield Row(f"{KZBY} {what}", (_beside(timing, least),), goal, ratio <= START)


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
        speed >= RECORDS_A_SECOND,
    )
    yield Row(
        "build: memory",
        _cells(of_each, lambda one: _megabytes(one.timing.peak)),
        f"{growth:.2f} of the smallest; at most {GROWTH}",
        growth <= GROWTH,
    )
    yield Row(
        "build: file", _cells(of_each, lambda one: f"{_megabytes(one.size)}, {one.size / one.records:,.0f} B a record")
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
    for what in map(suite.begun_with, (suite.LISTED, suite.programmed(suite.LISTED))):
        found = _of(timings, KZBY, what, sizes)
        if any(found):
            yield Row(f"{KZBY} {what}", _cells(found, lambda one: _time(one.seconds)), *_grown(found))
    found = _of(timings, KZBY, suite.ALL, sizes)
    least, last = timings.get(Case(FLOOR, PRINTED)), found[-1]
    if least and last:
        ratio, peak = last.first / least.seconds, last.peak / MEGABYTE
        yield Row(f"{KZBY} {suite.ALL}", _cells(found, lambda one: _time(one.seconds)))
        goal = f"{ratio:.2f} of the floor; at most {FIRST_BYTE}"
        yield Row("  first byte", _cells(found, lambda one: _time(one.first)), goal, ratio <= FIRST_BYTE)
        goal = f"{peak:.0f} MB; under {PEAK}"
        yield Row("  memory", _cells(found, lambda one: _megabytes(one.peak)), goal, peak < PEAK)


def _peers(timings: Timings, sizes: Sequence[int]) -> Iterator[Row]:
    """The peers, question by question; in brackets how many times as long as kzby each takes for JSON."""
    for question in QUESTIONS:
        own = _of(timings, KZBY, suite.programmed(question.kzby), sizes)
        for who in PEERS:
            found = _of(timings, who, question.kzby, sizes)
            pairs = [(one, mine) if one and mine else None for one, mine in zip(found, own, strict=True)]
            ratios = [one.seconds / mine.seconds for one, mine in filter(None, pairs)]
            if ratios:
                told = f"{min(ratios):.2g} to {max(ratios):.2g} times kzby's"
                goal = (f"{told}; more than 1", min(ratios) > 1) if who in PYTHON else (told, None)
                yield Row(f"{who}: {question.kzby}", _cells(pairs, lambda pair: _beside(*pair)), *goal)


def _grown(found: Sequence[Timing | None]) -> tuple[str, bool | None]:
    """What became of the goal that the largest size costs what the smallest does."""
    known = [one.seconds for one in found if one]
    if len(known) < 2:
        return "", None
    ratio = known[-1] / known[0]
    return f"{ratio:.2f} of the smallest; at most {GROWTH}", ratio <= GROWTH


def _of(timings: Timings, who: str, what: str, sizes: Sequence[int]) -> list[Timing | None]:
    return [timings.get(Case(who, what, size)) for size in sizes]


def _cells(found: Sequence[T | None], text: Callable[[T], str]) -> tuple[str, ...]:
    """A cell of each of what was measured; a dash where it was not."""
    return tuple("–" if one is None else text(one) for one in found)


def _beside(one: Timing, other: Timing | None) -> str:
    """A time, and how many times another it is."""
    return f"{_time(one.seconds)} ({one.seconds / other.seconds:.2f})" if other else _time(one.seconds)


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _megabytes(size: float) -> str:
    return f"{size / MEGABYTE:.1f} MB"
