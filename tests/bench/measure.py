"""Whole processes, measured in turn: how long they take, when their first byte comes, how much memory they hold."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

SLOW = 10.0  # seconds; what takes longer is measured once
KILOBYTE = 1024  # as the system counts memory

_LAUNCH = (sys.executable, "-I", "-S", Path(__file__).with_name("launch.py"))


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
    peak: float


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


def interleaved(
    commands: Mapping[Case, Command], repeats: int, tell: Callable[[str], None]
) -> dict[Case, Timing]:
    """The timing of each command: all in turn, again and again, so that a slow minute hits all alike.

    Each turn has an order of its own: what always ran after the same heavy neighbour would always look slow.
    The first run of each is not counted, but of what is slow, where it is the only one. What fails is told, and left
    out.
    """
    samples = dict(_run(commands, tell))
    quick = [case for case, (first,) in samples.items() if first.seconds < SLOW]
    samples |= {case: [] for case in quick}
    for turn in range(repeats):
        Random(turn).shuffle(quick)  # noqa: S311
        for case, again in _run({case: commands[case] for case in quick}, tell):
            samples[case] += again
    return {case: _timing(found) for case, found in samples.items() if found}


def _run(
    commands: Mapping[Case, Command], tell: Callable[[str], None]
) -> Iterator[tuple[Case, list[Sample]]]:
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
    """One run of a command; FailedError if it has no answer."""
    environment = {**os.environ, "TERM": "dumb", **command.environment}
    launched = [*_LAUNCH, str(command.lines or 0), *command.arguments]
    try:
        done = subprocess.run(launched, capture_output=True, text=True, env=environment, check=True)
    except subprocess.CalledProcessError:
        raise FailedError("cannot be started") from None
    seconds, first, worked, peak, code = map(float, done.stdout.split())
    if code and command.lines is None:
        raise FailedError(f"ends with exit code {code:.0f}")
    return Sample(seconds, first, worked, peak * KILOBYTE)
