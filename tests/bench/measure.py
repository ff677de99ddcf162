"""Whole processes, measured in turn: how long they take, when their first byte comes, how much memory they hold.

The system counts the memory of whoever starts a process as the process's own until that is under way. So whatever
measures is kept small: it imports nothing beyond the standard library while it does.
"""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Timer
from typing import NamedTuple

SLOW = 10.0  # seconds; what takes longer is measured once
KILOBYTE = 1024  # as the system counts memory
LIMIT = 3600  # seconds; what takes longer is given up


@dataclass(frozen=True)
class Command:
    """A command line, its environment beside that of the runner, and after how many lines its reader has enough."""

    arguments: tuple[str | Path, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    lines: int | None = None


class Sample(NamedTuple):
    """One run: seconds to the end, to the first byte (the end if there is none), and of work; peak memory in bytes."""

    seconds: float
    first: float
    worked: float
    peak: int


@dataclass(frozen=True)
class Timing:
    """The medians of some runs, and how many there were."""

    seconds: float
    first: float
    worked: float
    peak: float
    runs: int


class FailedError(Exception):
    """A command did not answer; the text says why."""


class Case(NamedTuple):
    """What a command measures: who is asked, what, and of how many meetings; 0 for the data that comes with kzby."""

    who: str
    what: str
    meetings: int = 0

    def __str__(self) -> str:
        return f"{self.who}: {self.what}, {self.meetings:,} meetings"


Timings = Mapping[Case, Timing]


def interleaved(commands: Mapping[Case, Command], repeats: int, tell: Callable[[str], None]) -> dict[Case, Timing]:
    """The timing of each command: all in turn, again and again, so that a slow minute hits all alike.

    The first run of each is not counted, but of what is slow, where it is the only one. What fails is told, and left
    out.
    """
    samples = dict(_run(commands, tell))
    quick = [case for case, (first,) in samples.items() if first.seconds < SLOW]
    samples |= {case: [] for case in quick}
    for _ in range(repeats):
        for case, again in _run({case: commands[case] for case in quick}, tell):
            samples[case] += again
    return {case: _timing(found) for case, found in samples.items() if found}


def _run(commands: Mapping[Case, Command], tell: Callable[[str], None]) -> Iterator[tuple[Case, list[Sample]]]:
    """One run of each command that answers."""
    for case, command in commands.items():
        try:
            yield case, [sample(command)]
        except FailedError as failed:
            tell(f"{case}: {failed}")


def _timing(samples: list[Sample]) -> Timing:
    seconds, first, worked, peak = (median(column) for column in zip(*samples, strict=True))
    return Timing(seconds, first, worked, peak, len(samples))


def sample(command: Command) -> Sample:
    """One run of a command; FailedError if it has no answer, or none in LIMIT."""
    environment = {**os.environ, "TERM": "dumb", **command.environment}
    begun = time.perf_counter()
    process = subprocess.Popen(
        command.arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    watch = Timer(LIMIT, process.kill)
    watch.start()
    first = _drained(process, command.lines)
    _, status, usage = os.wait4(process.pid, 0)
    ended = time.perf_counter()
    watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and command.lines is None:
        raise FailedError(f"ends with exit code {process.returncode} after {ended - begun:.1f} s")
    worked = usage.ru_utime + usage.ru_stime
    return Sample(ended - begun, (first or ended) - begun, worked, usage.ru_maxrss * KILOBYTE)


def _drained(process: "subprocess.Popen[bytes]", lines: int | None) -> float | None:
    """Reads what a process prints, up to so many lines, and returns the time of its first byte, if it has one."""
    assert process.stdout
    first, seen = None, 0
    with process.stdout as out:
        while (lines is None or seen < lines) and (chunk := os.read(out.fileno(), 1 << 16)):
            first, seen = first or time.perf_counter(), seen + chunk.count(b"\n")
    return first
