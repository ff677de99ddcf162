"""The English that a check reads, from en.toml, and the place of words in a text."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, a longer one before one that it begins with."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _meanings(table: Any) -> dict[str, Any]:
    """The words of a table, each with its meaning; those of a list with their position."""
    if isinstance(table, list):
        return {word: index for index, word in enumerate(table)}
    listed = [
        (word, key) for key, words in table.items() if isinstance(words, list) for word in words
    ]
    return dict(listed) or table


def _filled(pattern: str) -> str:
    def named(match: re.Match[str]) -> str:
        name = match[1]
        return _filled(_PATTERNS[name]) if name in _PATTERNS else either(WORDS[name])

    return re.sub(r"\{([a-z_]+)\}", named, pattern)


_TABLES = tomllib.loads(Path(__file__).with_name("en.toml").read_text("utf-8"))
_PATTERNS: dict[str, str] = _TABLES.pop("patterns")
WORDS = {name: _meanings(table) for name, table in _TABLES.items()}
PATTERNS = {
    name: re.compile(_filled(pattern), re.IGNORECASE) for name, pattern in _PATTERNS.items()
}


class Span(NamedTuple):
    """Where some words begin in a text, and where what follows them begins."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold some character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
