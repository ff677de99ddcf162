"""What every command does before and after its question: open the dataset, write the answer."""

import sys
from collections.abc import Iterable

from kzby import render
from kzby.answer import Answer
from kzby.cli.options import Output, Source
from kzby.errors import counted
from kzby.render import terminal
from kzby.store import Store
from kzby.store.open import open_store


def opened(source: Source) -> Store:
    """The dataset that the options name; stderr says what had to be left out of it."""
    store = open_store(source.path())
    if store.problems:
        files = sorted({problem.file for problem in store.problems})
        tell(f"left out {counted(len(files), 'article')} with {counted(len(store.problems), 'problem')}, first:")
        tell(f"{store.problems[0]}", "  ")
        tell("'kzby check' with the same --data lists every one", "  ")
    return store


def emit(answer: Answer, output: Output) -> None:
    """Writes an answer to stdout, and its notes to stderr."""
    looks = terminal.detect(sys.stdout, no_color=output.no_color)
    say(render.lines(answer, output.format, looks))
    for note in (*answer.notes, *render.legend(answer, output.format)):
        tell(note)


def say(lines: Iterable[str]) -> None:
    """Writes lines to stdout."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell(text: str, prefix: str = "kzby: ") -> None:
    """Writes a sentence for people to stderr."""
    sys.stderr.write(f"{prefix}{text}\n")
