"""The pager: long answers on a terminal go through `less`, or what KZBY_PAGER or PAGER names."""

import contextlib
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any


def page(lines: Iterable[str], below: Callable[[], Iterable[str]] = tuple) -> Iterable[str]:
    """Shows lines in the pager if they are too many for the terminal; returns those not shown.

    The screen also has to hold the notes `below`, known once the lines are read, and the prompt.
    """
    command = _command()
    if not command or not sys.stdout.isatty():
        return lines
    lines = list(lines)
    if len(lines) + len([*below()]) < shutil.get_terminal_size().lines:
        return lines
    import subprocess  # slow to import

    text = "".join(f"{line}\n" for line in lines)
    settings = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    # Ctrl-C belongs to the pager, and its early end is no error.
    with contextlib.suppress(OSError), signals(lambda *_: None, "SIGINT", "SIGPIPE"):
        subprocess.run(  # noqa: S603, the user names it
            command, input=text, encoding="utf-8", errors="backslashreplace", env=settings
        )
        return ()
    return lines  # no such pager


def _command() -> list[str]:
    """The pager with its arguments; none if it is empty or `cat`, or if the terminal is dumb."""
    named = os.environ.get("KZBY_PAGER", os.environ.get("PAGER", "less"))
    try:
        command = shlex.split(named)
    except ValueError:  # unbalanced quotes
        command = named.split()
    return [] if command == ["cat"] or os.environ.get("TERM") == "dumb" else command


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
