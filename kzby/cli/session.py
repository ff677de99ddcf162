"""What every command does before and after its question: open the dataset, write the answer."""

import contextlib
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator

from kzby import render
from kzby.cli import progress
from kzby.cli.options import Output, Shape, Source
from kzby.cli.pager import page
from kzby.errors import counted
from kzby.query.answer import Answer, cited
from kzby.query.citation import Citation
from kzby.render import Style, terminal
from kzby.store import Store
from kzby.store.open import open_store
from kzby.text import shown


def opened(source: Source) -> Store:
    """The dataset that the options name; stderr says what had to be left out of it."""
    store = open_store(source.path(), track=progress.bar())
    if store.problems:
        files = sorted({problem.file for problem in store.problems})
        tell(
            f"left out {counted(len(files), 'file')} with {counted(len(store.problems), 'problem')}, first:"
        )
        report([f"  {store.problems[0]}", "  'kzby check' with the same --data lists every one"])
    return store


def emit(answer: Answer, output: Output) -> None:
    """Writes an answer to stdout, with its sources if these are asked for, and then its notes to stderr."""
    emit_rows(cited(answer) if output.cite else answer, output)


def emit_rows(answer: Answer, output: Shape) -> None:
    """Writes an answer to stdout, and then its notes to stderr."""
    looks = terminal.detect(sys.stdout, no_color=output.no_color)
    format_ = output.written()
    lines = render.lines(answer, format_, looks)
    say(page(lines) if render.for_people(format_) else lines)
    for note in answer.notes():
        tell(note)


def read(typed: str) -> str:
    """What was typed, or, for `-`, what stdin holds."""
    if typed != "-":
        return typed
    return sys.stdin.buffer.read().decode("utf-8-sig", "surrogateescape") if sys.stdin else ""


def emit_citation(citation: Citation, style: Style) -> None:
    """Writes a citation to stdout, and its notes to stderr."""
    say(render.citation(citation, style, terminal.detect(sys.stdout)))
    for note in citation.notes:
        tell(note)


def say(lines: Iterable[str]) -> None:
    """Writes lines to stdout."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say_wrapped(lines: Iterable[str]) -> None:
    """Writes sentences to stdout, wrapped to its width."""
    width = terminal.detect(sys.stdout).width
    say(part for line in lines for part in terminal.wrapped(line, width))


def tell(sentence: str, *place: str) -> None:
    """Writes a sentence for people to stderr, wrapped to its width; lines below it, which show a place, as they are."""
    wide = shutil.get_terminal_size().columns if sys.stderr and sys.stderr.isatty() else None
    report([*terminal.wrapped(f"kzby: {sentence}", wide), *place])


def report(lines: Iterable[str]) -> None:
    """Writes lines to stderr, unwrapped; where it is full or closed, nobody wants them."""
    with contextlib.suppress(OSError):
        print(*map(shown, lines), sep="\n", file=sys.stderr, flush=True)  # noqa: T201


@contextlib.contextmanager
def orderly() -> Iterator[None]:
    """Lets what is under way clean up before a signal ends the process, where it would end at once."""
    ended_by = signal.SIGINT

    def interrupt(number: int, _frame: object) -> None:
        nonlocal ended_by
        ended_by = signal.Signals(number)
        raise KeyboardInterrupt

    before = {one: signal.signal(one, interrupt) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        signal.signal(ended_by, signal.SIG_DFL)
        signal.raise_signal(ended_by)
    finally:
        for one, action in before.items():
            signal.signal(one, action)
