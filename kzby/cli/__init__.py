"""The command line: options, a table of commands, and one place where errors become exit codes.

In: the words of a command line. Out: an answer on stdout, notes on stderr, an exit code. Imports every other room.
"""

import atexit
import gc
import io
import os
import signal
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Runs `kzby`. Exit codes: 0 answered, 1 not written, 2 wrong command line, 3 wrong data.

    Ctrl-C and a closed pipe end the process silently, also during the slow imports: hence signals before imports.
    """
    handle("SIGINT", "SIGPIPE", action=signal.SIG_DFL)
    gc.set_threshold(50_000)  # an answer's 30,000 objects are all in use: collecting finds nothing
    atexit.register(gc.freeze)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started it
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from kzby.cli import app

    sys.exit(app.run())


def handle(*signals: str, action: Any) -> None:
    """Answers signals, as far as the system has them, by an action."""
    for name in signals:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), action)
