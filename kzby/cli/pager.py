"""The pager: long answers on a terminal go through `less`, or what KZBY_PAGER or PAGER names."""

import contextlib
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

# Unless set otherwise, less and lv show colours and UTF-8, and leave the text on the screen.
_SETTINGS = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}


def page(lines: Iterable[str], below: Callable[[], Iterable[str]] = tuple) -> Iterable[str]:
    """Shows lines in the pager if they are too many for the terminal; returns those not shown.

    A screen also has to hold the notes `below` and the prompt. No more lines than fit a screen are held back.
    """
    command = _command()
    if not command or not sys.stdout.isatty():
        return lines
    height, rest = shutil.get_terminal_size().lines, iter(lines)
    first = list(islice(rest, height))
    lines = chain(first, rest)
    if len(first) < height and len(first) + len([*below()]) < height:
        return lines
    return () if _shown(command, lines) else lines


def _command() -> list[str]:
    """The pager with its arguments; none if it is empty or `cat`, or if the terminal is dumb."""
    named = os.environ.get("KZBY_PAGER", os.environ.get("PAGER", "less"))
    try:
        command = shlex.split(named)
    except ValueError:  # unbalanced quotes
        command = named.split()
    return [] if command == ["cat"] or os.environ.get("TERM") == "dumb" else command


def _shown(command: list[str], lines: Iterable[str]) -> bool:
    """Writes lines to a pager and waits for its end; False if it cannot be started."""
    import subprocess  # slow to import

    settings = {**_SETTINGS, **os.environ}
    pipe = subprocess.PIPE
    try:
        pager = subprocess.Popen(  # noqa: S603, the user names it
            command, stdin=pipe, encoding="utf-8", errors="backslashreplace", env=settings
        )
    except OSError:
        return False
    # Ctrl-C belongs to the pager, and its early end is no error.
    ignored = signals(signal.SIG_IGN, "SIGINT", "SIGPIPE")
    with ignored, contextlib.suppress(BrokenPipeError), pager:
        assert pager.stdin is not None  # noqa: S101, a pipe was asked for
        pager.stdin.writelines(f"{line}\n" for line in lines)
    return True


@contextlib.contextmanager
def signals(action: Any, *names: str) -> Iterator[None]:
    """Handles these signals, as far as the system has them, by this action for a while."""
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, action) for number in numbers}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
