"""Opens datasets; writes answers to stdout, stderr or the pager."""

import contextlib
import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import typer

from kzby import render
from kzby.cli import handle
from kzby.cli.options import Options
from kzby.errors import DataError, KzbyError, Problem, counted, listed, total, word
from kzby.query.answer import Answer, cited
from kzby.render import as_problems, terminal
from kzby.store import Store
from kzby.store.open import open_store
from kzby.text import shown


def opened(options: Options) -> Store:
    """The dataset of the options; stderr says what is left out of it."""
    store = open_store(options.path())
    if store.problems:
        files = counted(len({problem.file for problem in store.problems}), "file")
        note(f"left out {files} with {total(store.problems)}, first:")
        report(
            [
                f"  {next(listed(store.problems))}",
                "  'kzby check' with the same --data lists every one",
            ]
        )
    return store


@contextlib.contextmanager
def reading(options: Options) -> Iterator[None]:
    """Turns any error over a built file into a DataError: it may hold anything."""
    try:
        yield
    except (KzbyError, OSError, UnicodeEncodeError):
        raise
    except Exception as error:
        file = options.path()
        if not file or not file.is_file():
            raise
        what = f"cannot be read ({type(error).__name__}: {error})"
        advice = "in use, damaged or changed by hand; build it again, or report it"
        problem = Problem(str(file), 0, 0, "", f"{what}: {advice}")
        raise DataError([problem]) from None


@contextlib.contextmanager
def judging(format_: str) -> Iterator[Callable[..., None]]:
    """Gives what ends a judgement, and writes problems of the data for programs, if asked."""
    style = word("format", format_, as_problems.STYLES)

    def conclude(
        summary: Iterable[str], warnings: Iterable[Problem] = (), *, complete: bool = False
    ) -> None:
        if style != "text":
            return write(as_problems.lines(warnings, style, "warning"))
        write(summary)
        marked = (
            each._replace(field=f"warning: {each.field}".removesuffix(": ")) for each in warnings
        )
        return None if complete else report(listed(marked))

    try:
        yield conclude
    except DataError as error:
        if style == "text":
            raise
        write(as_problems.lines(error.problems, style))
        raise typer.Exit(error.exit_code) from None


def emit(answer: Answer, options: Options) -> None:
    """Writes an answer to stdout and its notes to stderr."""
    format_ = options.output()
    looks = terminal.detect(sys.stdout, no_color=options.no_color)
    if options.cite:
        answer = cited(answer)
    lines = render.lines(answer, format_, looks)
    notes = cache(lambda: _wrapped(answer.notes()))
    write(page(lines, notes) if render.for_people(format_) else lines)
    report(notes())


def page(lines: Iterable[str], below: Callable[[], Iterable[str]] = tuple) -> Iterable[str]:
    """Pages lines that with the notes `below` do not fit; returns those not shown."""
    command: list[str] = []
    with contextlib.suppress(ValueError):  # unbalanced quotes
        command = shlex.split(os.environ.get("KZBY_PAGER", os.environ.get("PAGER", "less")))
    if command in ([], ["cat"]) or not sys.stdout.isatty() or not terminal.capable():
        return lines
    lines = list(lines)
    columns, height = terminal.size(sys.stdout)
    used, notes = (sum(terminal.rows(line, columns) for line in each) for each in (lines, below()))
    if used + notes < height:  # the prompt has a row
        return lines
    import subprocess  # slow

    # `less -F` would end at once if only the notes do not fit.
    text = "".join(f"{line}\n" for line in lines) + "\n" * (height - used)
    if Path(command[0]).stem == "less":
        command.insert(1, "-R")  # colours, whatever LESS is
    settings = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    # Ctrl-C belongs to the pager, and its early end is no error.
    handle("SIGINT", "SIGPIPE", action=lambda *_: None)
    with contextlib.suppress(OSError):
        subprocess.run(  # noqa: S603, the user names it
            command, input=text, encoding="utf-8", errors="backslashreplace", env=settings
        )
        return ()
    return lines  # no such pager


def write(lines: Iterable[str]) -> None:
    """Writes lines to stdout."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def note(*sentences: str) -> None:
    """Writes sentences to stderr, wrapped to its width."""
    report(_wrapped(sentences))


def _wrapped(sentences: Iterable[str]) -> list[str]:
    width = terminal.detect(sys.stderr).width if sys.stderr.isatty() else None
    return [line for each in sentences for line in terminal.wrapped(f"kzby: {each}", width)]


def report(lines: Iterable[str]) -> None:
    """Writes lines to stderr; a full or closed one is no error."""
    with contextlib.suppress(OSError):
        for line in lines:
            print(shown(line), file=sys.stderr, flush=True)  # noqa: T201


@contextlib.contextmanager
def orderly() -> Iterator[None]:
    """Lets a command tidy up before Ctrl-C or SIGTERM ends the process."""

    def interrupt(number: int, _frame: object) -> None:
        raise KeyboardInterrupt(number)

    handle("SIGINT", "SIGTERM", action=interrupt)
    try:
        yield
    except KeyboardInterrupt as interrupted:
        (number,) = interrupted.args
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
    finally:
        handle("SIGINT", "SIGTERM", action=signal.SIG_DFL)
