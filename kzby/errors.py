"""What can go wrong, the exit code of each kind, and the words for it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

Word = TypeVar("Word", bound=str)
Place = tuple[str | int, ...]  # the path of a value in its file: keys and positions


class Problem(NamedTuple):
    """One fault in the data; `line` and `column` count from 1, 0 if it has no place in the file."""

    file: str
    line: int
    column: int
    field: str
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.field}: {self.text}" if self.field else f"{place}: {self.text}"


class KzbyError(Exception):
    """A fault that the user can mend; its text says how."""

    exit_code = 1


class UsageError(KzbyError):
    """The command line asks for something that does not exist or cannot be read."""

    exit_code = 2


class OutputError(KzbyError):
    """What was asked for cannot be written where it was to go."""


class DataError(KzbyError):
    """The data cannot be used; `problems` holds every fault found, sorted by place."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun in the right form: `1 article`, `2 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def alike(word: str, things: Mapping[str, str], most: int = 1) -> list[str]:
    """Of things by name, the names that a word begins, if they are few; else the one most like it.

    Each thing has one name here, its first.
    """
    begun: dict[str, str] = {}
    for name, thing in things.items():
        if len(word) > 2 and name.startswith(word):
            begun.setdefault(thing, name)
    if 0 < len(begun) <= most:
        return list(begun.values())
    from difflib import get_close_matches  # slow to import, and only mistakes need it

    return get_close_matches(word, things, n=1, cutoff=0.75)


def nearest(word: str, choices: Sequence[str], *, other: str | None = None) -> str:
    """A hint at the nearest valid word, or else at what other to do, or at the choices."""
    for near in alike(word, dict(zip(choices, choices, strict=True))):
        return f"did you mean {near!r}?"
    return other or f"write {'one of ' * (len(choices) > 1)}{', '.join(choices)}"


def word(option: str, typed: str, words: Sequence[Word]) -> Word:
    """A word of a closed list, typed in any case; UsageError, with the nearest word, if it is none."""
    for known in words:
        if known.casefold() == typed.casefold():
            return known
    raise UsageError(f"--{option} cannot be {typed!r}; {nearest(typed.casefold(), words)}")
