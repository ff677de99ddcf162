"""Runs one command and tells what it took; a process of its own, as small as Python can be.

The system counts the memory of whoever starts a process as that process's own until it is under way, so nothing that
holds less than its starter can be measured. This one imports only what is built in: python -I -S launch.py LINES
COMMAND ARGUMENT ... reads LINES lines of the answer (all, if 0), and prints seconds to the end, to the first byte and
of work, peak memory in kilobytes, and the exit code.
"""

import os
import sys
import time


def drained(answer: int, lines: int) -> float | None:
    """Reads an answer, up to so many lines, and returns the time of its first byte, if it has one."""
    first, seen = None, 0
    while (not lines or seen < lines) and (chunk := os.read(answer, 1 << 16)):
        first, seen = first or time.perf_counter(), seen + chunk.count(b"\n")
    os.close(answer)
    return first


def main(lines: int, command: list[str]) -> None:
    """Runs the command with its answer in a pipe and its notes nowhere."""
    answer, written = os.pipe()
    nowhere = os.open(os.devnull, os.O_RDWR)
    streams = [
        (os.POSIX_SPAWN_DUP2, nowhere, 0),
        (os.POSIX_SPAWN_DUP2, written, 1),
        (os.POSIX_SPAWN_DUP2, nowhere, 2),
    ]
    begun = time.perf_counter()
    process = os.posix_spawnp(
        command[0], command, os.environ, file_actions=streams, setsigdef=SIGNALS
    )
    os.close(written)
    first = drained(answer, lines)
    _, status, usage = os.wait4(process, 0)
    ended = time.perf_counter()
    worked, code = usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status)
    sys.stdout.write(
        f"{ended - begun} {(first or ended) - begun} {worked} {usage.ru_maxrss} {code}\n"
    )


SIGNALS = [13]  # a closed pipe: Python ignores it, and would hand that on

if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
