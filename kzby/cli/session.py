"""What commands do before and after their question: open the dataset, write the answer."""

import contextlib
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache

from kzby import render
from kzby.cli.options import Options
from kzby.cli.pager import page, signals
from kzby.errors import DataError, Problem, counted
from kzby.load import T, Track, untracked
from kzby.query.answer import Answer, cited
from kzby.render import terminal
from kzby.store import Store
from kzby.store.open import open_store
from kzby.text import shown


def opened(options: Options) -> Store:
    """The dataset that the options name; stderr says what had to be left out of it."""
    store = open_store(options.path(), track=progress())
    if store.problems:
        files = counted(len({problem.file for problem in store.problems}), "file")
        note(f"left out {files} with {counted(len(store.problems), 'problem')}, first:")
        report([f"  {store.problems[0]}", "  'kzby check' with the same --data lists every one"])
    return store


@contextlib.contextmanager
def reading(options: Options) -> Iterator[None]:
    """Turns cells that cannot be read into a DataError: a compiled file is not checked beforehand."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
        file = options.path()
        if not file or not file.is_file() or isinstance(error, UnicodeEncodeError):
            raise  # a bug, or something typed
        text = f"cannot be read ({error}): in use, damaged or changed by hand; build it again"
        raise DataError([Problem(str(file), 0, 0, "", text)]) from None


def progress(after: float = 1) -> Track:
    """A bar on stderr for work that takes longer than `after` seconds; none if it is no terminal."""
    if not sys.stderr.isatty():
        return untracked
    begin = time.monotonic() + after

    def track(steps: Iterable[T], what: str, total: int) -> Iterator[T]:
        iterator = iter(steps)
        for done, step in enumerate(iterator, 1):
            yield step
            if time.monotonic() >= begin:
                from rich.console import Console  # slow to import
                from rich.progress import Progress

                with Progress(console=Console(stderr=True), transient=True) as bar:
                    yield from bar.track(iterator, total, completed=done, description=what)

    return track


def emit(answer: Answer, options: Options) -> None:
    """Writes an answer to stdout, with its sources if asked, and its notes to stderr."""
    format_ = options.output()
    looks = terminal.detect(sys.stdout, no_color=options.no_color)
    if options.cite:
        answer = cited(answer)
    lines = render.lines(answer, format_, looks)
    notes = cache(lambda: [line for each in answer.notes() for line in _wrapped(each)])
    write(page(lines, notes) if render.for_people(format_) else lines)
    report(notes())


def write(lines: Iterable[str]) -> None:
    """Writes lines to stdout."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def read(typed: str) -> str:
    """What was typed; for `-`, what stdin holds."""
    if typed != "-":
        return typed
    return sys.stdin.buffer.read().decode("utf-8-sig", "surrogateescape") if sys.stdin else ""


def note(*sentences: str) -> None:
    """Writes sentences to stderr, wrapped to its width."""
    report(line for sentence in sentences for line in _wrapped(sentence))


def _wrapped(sentence: str) -> list[str]:
    wide = shutil.get_terminal_size().columns if sys.stderr and sys.stderr.isatty() else None
    return terminal.wrapped(f"kzby: {sentence}", wide)


def report(lines: Iterable[str]) -> None:
    """Writes lines to stderr as they are; a full or closed stderr is no error."""
    with contextlib.suppress(OSError):
        for line in lines:
            print(shown(line), file=sys.stderr, flush=True)  # noqa: T201


@contextlib.contextmanager
def orderly() -> Iterator[None]:
    """Lets a command remove unfinished files before Ctrl-C or SIGTERM ends the process."""
    received = []

    def interrupt(number: int, _frame: object) -> None:
        received.append(number)
        raise KeyboardInterrupt

    with signals(interrupt, "SIGINT", "SIGTERM"):
        try:
            yield
        except KeyboardInterrupt:
            signal.signal(received[0], signal.SIG_DFL)
            signal.raise_signal(received[0])
