"""The command line: options, commands, and one place where errors become exit codes.

In: the words of a command line. Out: an answer on stdout, notes on stderr, an exit code.
"""

import gc
import signal


def main() -> None:
    """Runs `kzby`. Exit codes: 0 answered, 1 not written, 2 wrong command line, 3 wrong data.

    Ctrl-C and a closed pipe end it silently, even during imports: signals come first. What was
    started to ignore Ctrl-C, as in the background, goes on.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    handle("SIGPIPE", action=signal.SIG_DFL)
    gc.set_threshold(50_000)  # an answer's objects are all in use
    from kzby.cli import app

    app.main()


def handle(*signals: str, action: object) -> None:
    """Sets the action for those signals that the system has."""
    for name in signals:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), action)  # type: ignore[arg-type]
