"""The pager: what people read on a terminal goes through `less`, or what they prefer, where the screen is too small."""

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from kzby.cli import environment

if TYPE_CHECKING:
    import subprocess

# What less and lv do where nobody has told them otherwise: show colours, in UTF-8, and leave the text on the screen.
_SETTINGS = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}


def page(lines: Iterable[str]) -> Iterable[str]:
    """Shows lines in the pager if stdout is a terminal with fewer rows; gives back those that are not shown.

    No more lines than the screen has are held back to know that. A pager that cannot be started shows nothing.
    """
    command = environment.pager()
    if not command or not sys.stdout.isatty():
        return lines
    height, rest = shutil.get_terminal_size().lines, iter(lines)
    first = list(islice(rest, height))
    pager = _started(command) if len(first) == height else None
    if pager is None:
        return chain(first, rest)
    _feed(pager, chain(first, rest))
    return ()


def _started(command: list[str]) -> "subprocess.Popen[str] | None":
    import subprocess  # slow to import, and needed for long pages only

    settings = {**_SETTINGS, **os.environ}
    with contextlib.suppress(OSError):
        return subprocess.Popen(  # noqa: S603, whoever runs kzby names it
            command,
            stdin=subprocess.PIPE,
            bufsize=1,
            encoding="utf-8",
            errors="backslashreplace",
            env=settings,
        )
    return None


def _feed(pager: "subprocess.Popen[str]", lines: Iterable[str]) -> None:
    """Writes lines to a pager as they come, until it has them all or its reader has enough, and waits for its end."""
    with _left_to_the_pager():
        try:
            with contextlib.suppress(BrokenPipeError), pager.stdin as screen:  # type: ignore[union-attr]
                screen.writelines(f"{line}\n" for line in lines)
        finally:
            pager.wait()


@contextlib.contextmanager
def _left_to_the_pager() -> Iterator[None]:
    """Ctrl-C is for the pager while there is one, and its end is an error, which does not end this process."""
    signals = [getattr(signal, name) for name in ("SIGINT", "SIGPIPE") if hasattr(signal, name)]
    before = [signal.signal(one, signal.SIG_IGN) for one in signals]
    try:
        yield
    finally:
        for one, action in zip(signals, before, strict=True):
            signal.signal(one, action)
