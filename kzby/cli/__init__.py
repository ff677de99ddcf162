"""The command line: options spelled once, commands that ask, shape and emit, one error boundary."""

import atexit
import gc
import signal


def main() -> None:
    """Runs the command line: exit code 0 answered, 2 the command line is wrong, 3 the data is wrong.

    Ctrl-C and a reader that has enough end it at once and without a word, as they end other tools; set before the
    imports that take time, so that a keystroke in the first moments leaves no traceback.
    """
    for name in ("SIGINT", "SIGPIPE"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    gc.set_threshold(
        50_000
    )  # an answer makes some 30,000 objects, all in use: looking for garbage finds none
    atexit.register(gc.freeze)  # nor does the end of the process need to look
    from kzby.cli import app  # after the signals are set

    app.main()
