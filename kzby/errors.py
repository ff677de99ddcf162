"""What can go wrong, the exit code of each kind, and the words for it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar

from kzby.text import visible

MOST = 100  # problems of one file
Word = TypeVar("Word", bound=str)
Place = tuple[str | int, ...]  # the path of a value in its file: keys and positions


class Problem(NamedTuple):
    """A fault in the data; `line` and `column` count from 1, 0 if it has no place in the file.

    What follows the first line of `text` can be pasted.
    """

    file: str
    line: int
    column: int
    field: str
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        line = f"{place}: {self.field}: {self.text}" if self.field else f"{place}: {self.text}"
        return line if len(line) < 1000 else f"{line[:500]} ... {line[-300:]}"

    def as_warning(self) -> "Problem":
        """The same, marked as a warning."""
        return self._replace(field=f"warning: {self.field}".removesuffix(": "))


class KzbyError(Exception):
    """A fault that the user can mend; its text says how."""

    exit_code = 1


class UsageError(KzbyError):
    """The command line asks for something that does not exist or cannot be read."""

    exit_code = 2


class OutputError(KzbyError):
    """What was asked for cannot be written where it was to go."""


class DataError(KzbyError):
    """The data cannot be used; `problems` holds the faults by place, at most 100 of each file.

    `every` holds all, `unjudged` counts the references into files that cannot be read.
    """

    exit_code = 3

    def __init__(self, problems: Iterable[Problem], unjudged: int = 0) -> None:
        self.every = sorted(set(problems))
        self.problems = tuple(_shortened(self.every))
        self.unjudged = unjudged
        super().__init__("\n".join(map(str, self.problems)))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun in the right form: `1 article`, `2 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _shortened(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Of each file the first problems, and how many it has if more."""
    for file, of_file in groupby(problems, key=attrgetter("file")):
        every = list(of_file)
        if len(every) > MOST:
            yield Problem(file, 0, 0, "", f"has {len(every):,} problems; only {MOST} are listed")
        yield from every[:MOST]


def listed(problems: Iterable[Problem]) -> Iterator[str]:
    """The lines of problems; what can be pasted is further in, and once."""
    known = {""}
    for problem in problems:
        text, _, more = problem.text.partition("\n")
        yield str(problem._replace(text=text))
        if more not in known:
            known.add(more)
            yield from (f"    {line}" for line in more.split("\n"))


def alike(word: str, names: Iterable[str]) -> str | None:
    """The name that a word misspells, if any.

    It has the same first letter, and is at most a letter longer or shorter: Minsk is no Pinsk.
    """
    from difflib import get_close_matches  # slow to import, and only mistakes need it

    near = [name for name in names if name[:1] == word[:1] and -2 < len(name) - len(word) < 2]
    return next(iter(get_close_matches(word, near, n=1, cutoff=0.75)), None)


def nearest(word: str, choices: Sequence[str], *, other: str | None = None) -> str:
    """A hint at the nearest valid word, or else at what other to do, or at the choices."""
    if near := alike(word, choices):
        return f"did you mean {near!r}?"
    return other or f"write {'one of ' * (len(choices) > 1)}{', '.join(choices)}"


def word(option: str, typed: str, words: Sequence[Word]) -> Word:
    """A word of a closed list, typed in any case; UsageError if it is none."""
    for known in words:
        if known.casefold() == visible(typed).casefold():
            return known
    raise UsageError(f"--{option} cannot be {typed!r}; {nearest(typed.casefold(), words)}")
