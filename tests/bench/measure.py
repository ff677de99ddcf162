"""Whole processes, measured in turn: how long they take and how much memory they hold."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import NamedTuple

Command = Sequence[str | Path]
ALL = sys.maxsize


class Sample(NamedTuple):
    """Seconds until the answer, or its first lines, had arrived; peak memory in bytes."""

    seconds: float
    peak: float


class FailedError(Exception):
    """A command ended with an error."""


def interleaved(commands: Sequence[Command], turns: int, lines: int = ALL) -> list[Sample]:
    """The medians of each command over some turns.

    In a turn all commands run once, in an order of its own, so that neither a slow moment of the
    machine nor what ran just before is one command's alone. A turn before the first one warms up.
    """
    samples: list[list[Sample]] = [[] for _ in commands]
    for turn in range(turns + 1):
        order = list(range(len(commands)))
        Random(turn).shuffle(order)  # noqa: S311
        for index in order:
            samples[index].append(run(commands[index], lines))
    return [Sample(*map(median, zip(*runs[1:], strict=True))) for runs in samples]


def run(command: Command, lines: int = ALL) -> Sample:
    """Runs a command; a reader of its first lines closes the pipe when it has them.

    Linux counts the memory of the process that starts another as that of the other, too, so this
    process has to stay smaller than those it measures.
    """
    settings = {name: value for name, value in os.environ.items() if not name.startswith("KZBY_")}
    with tempfile.TemporaryFile() as errors:
        start = perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**settings, "TERM": "dumb"},
        )
        assert process.stdout
        left = lines
        while left > 0 and (chunk := os.read(process.stdout.fileno(), 1 << 16)):
            left -= chunk.count(b"\n")
        seconds = perf_counter() - start
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode and left > 0:
            errors.seek(0)
            raise FailedError(f"{' '.join(map(str, command))}: {errors.read().decode()}")
    return Sample(seconds, usage.ru_maxrss * 1024)
