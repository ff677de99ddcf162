"""Opens datasets; writes answers to stdout, stderr or the pager."""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kzby import render
from kzby.cli import handle
from kzby.cli.options import Options
from kzby.errors import DataError, KzbyError, Problem, UsageError, counted, listed, word
from kzby.query.answer import Answer, cited
from kzby.render import File, as_summary, terminal
from kzby.render.terminal import Terminal
from kzby.store import Store
from kzby.store.open import open_store
from kzby.text import shown

if TYPE_CHECKING:
    from kzby.query.citation import Citation


def opened(options: Options) -> Store:
    """The dataset of the options."""
    return open_store(options.path())


@contextlib.contextmanager
def reading(options: Options) -> Iterator[None]:
    """Turns errors over a built file, which may hold anything, into DataError."""
    try:
        yield
    except (KzbyError, OSError, UnicodeEncodeError, typer.Exit):
        raise
    except Exception as error:
        file = options.path()
        if not file or not file.is_file():
            raise
        said = error if isinstance(error, sqlite3.Error) else "holds what kzby does not write"
        what = f"cannot be read ({said}): in use, damaged or changed by hand"
        advice = "build it again, or report it"
        raise DataError([Problem(str(file), 0, 0, "", f"{what}; {advice}")]) from None


@contextlib.contextmanager
def judging(format_: str) -> Iterator[Callable[..., None]]:
    """Writes the problems of a DataError for programs, if asked; gives what ends a good run."""
    style = word("format", format_, as_summary.STYLES)

    def conclude(
        summary: Iterable[str],
        warnings: Iterable[Problem] = (),
        gaps: Iterable[Problem] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        if style == "text":
            write(summary)  # it has the gaps
            report(listed(each.as_warning() for each in warnings))
        else:
            write(as_summary.problems(chain(warnings, gaps), style, "warning"))
        if problems:
            raise DataError(problems)

    try:
        yield conclude
    except DataError as error:
        if style == "text":
            raise
        write(as_summary.problems(error.problems, style))
        raise typer.Exit(error.exit_code) from None


def emit(answer: Answer, options: Options) -> None:
    """Writes an answer to stdout or its file, and its notes to stderr."""
    format_ = options.form()
    if options.cite or (format_ in ("html", "ics") and answer.view):
        answer = cited(answer)
    answer = answer._replace(ids=options.ids)
    noted = _wrapped(answer.notes)
    if options.output:
        save(answer, format_, options.output)
    elif render.for_people(format_):
        write(page(render.lines(answer, format_, options.looks()), noted))
    else:
        write(render.lines(answer, format_, options.looks()))
    report(noted)
    if options.exit_status and answer.empty:
        raise typer.Exit(1)


@contextlib.contextmanager
def within(seconds: int, sentence: str) -> Iterator[None]:
    """Ends the process with a sentence soon after so many seconds, whatever it is doing."""
    import threading  # only SQL of the user's own can take so long

    def end() -> None:
        note(sentence)
        os._exit(UsageError.exit_code)

    late = threading.Timer(seconds + 2, end)
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()


def save(answer: Answer, format_: File, file: Path) -> None:
    """Writes an answer to a file, and what it holds to stdout."""
    every = len(list((answer := answer.kept()).rows))
    answer = render.fitted(answer, format_)
    if format_ == "ics" and (fewer := every - len(list(answer.rows))):
        note(f"left out {fewer} of {counted(every, 'plan')}: no day is known by which they are due")
    if format_ == "xlsx":
        from kzby.export import workbook

        workbook.write(file, {answer.view or "answer": answer})
    else:
        from kzby.store import files  # as most answers do without

        files.write_lines(file, render.lines(answer, format_, Terminal()))
    rows = counted(len(list(answer.rows)), "row")
    write(as_summary.written(file, rows, answer.citation().edition))


def deliver(
    lines: Iterable[str], options: Options, sources: "Citation", *, paged: bool = False
) -> None:
    """Writes lines to stdout, or to their file, and what it holds to stdout."""
    if options.output:
        from kzby.store import files

        files.write_lines(options.output, lines)
        held = f"{counted(len(sources.references), 'source')} and the dataset"
        lines = as_summary.written(options.output, held, sources.edition)
    write(page(lines) if paged and not options.output else lines)
    if options.exit_status and not sources.references:
        raise typer.Exit(1)


def page(lines: Iterable[str], notes: Iterable[str] = ()) -> Iterable[str]:
    """Pages lines as they come, on a screen with the notes; returns those to print, if that fails."""
    command = _pager()
    if not command:
        return lines
    import subprocess  # slow

    # It ends by itself if they fit on the screen.
    settings = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    # Ctrl-C belongs to the pager, and its early end is no error.
    handle("SIGINT", "SIGPIPE", action=lambda *_: None)
    try:
        pager = subprocess.Popen(  # noqa: S603, the user names it
            command,
            stdin=subprocess.PIPE,
            bufsize=1,  # a line is shown once it is drawn
            encoding="utf-8",
            errors="backslashreplace",
            env=settings,
        )
    except OSError:  # no such pager
        return lines
    lines, paged = chain(lines, notes if sys.stderr.isatty() else ()), list[str]()
    with contextlib.suppress(BrokenPipeError), pager:
        for line in lines:
            paged.append(line)
            print(line, file=pager.stdin)
    return chain(paged, lines) if pager.returncode else ()  # it failed


def _pager() -> list[str]:
    """The pager's command line; empty if there is no screen, or none is wanted."""
    import shlex

    command: list[str] = []
    with contextlib.suppress(ValueError):  # unbalanced quotes
        command = shlex.split(os.environ.get("KZBY_PAGER", os.environ.get("PAGER", "less")))
    if command in ([], ["cat"]) or not sys.stdout.isatty() or not terminal.capable():
        return []
    if Path(command[0]).stem == "less":
        command.insert(1, "-R")  # colours, whatever LESS is
    return command


def write(lines: Iterable[str]) -> None:
    """Writes lines to stdout."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def note(*sentences: str) -> None:
    """Writes sentences to stderr, wrapped to its width."""
    report(_wrapped(lambda: sentences))


def _wrapped(notes: Callable[[], Iterable[str]]) -> Iterator[str]:
    width = terminal.detect(sys.stderr).width if sys.stderr.isatty() else None
    for each in notes():  # which are known once the rows are read
        yield from terminal.wrapped(f"kzby: {each}", width)


def report(lines: Iterable[str]) -> None:
    """Writes lines to stderr, even if full or closed."""
    with contextlib.suppress(OSError):
        for line in lines:
            print(shown(line), file=sys.stderr, flush=True)  # noqa: T201
