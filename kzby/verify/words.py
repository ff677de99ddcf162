"""The English that a check reads, from en.toml, and the place of words in a text."""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

_TABLES = tomllib.loads(Path(__file__).with_name("en.toml").read_text("utf-8"))
_PATTERNS: dict[str, str] = _TABLES.pop("patterns")


def _meanings(table: Any) -> dict[str, Any]:
    """The words of a table, each with its meaning, if it has one."""
    if isinstance(table, list):
        return dict.fromkeys(table)
    lists = [(key, words) for key, words in table.items() if isinstance(words, list)]
    return {word: key for key, words in lists for word in words} or table


def _filled(pattern: str) -> str:
    """A pattern with the words, a longer one before its beginning, and patterns that it names."""

    def named(match: re.Match[str]) -> str:
        if match[1] in _PATTERNS:
            return _filled(_PATTERNS[match[1]])
        return "|".join(map(re.escape, sorted(WORDS[match[1]], key=len, reverse=True)))

    return re.sub(r"\{([a-z_]+)\}", named, pattern)


WORDS = {name: _meanings(table) for name, table in _TABLES.items()}
PATTERNS = {name: re.compile(_filled(text), re.IGNORECASE) for name, text in _PATTERNS.items()}


class Span(NamedTuple):
    """Where words begin in a text, and where they end."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def spans(pattern: str, text: str) -> list[Span]:
    """Where a pattern matches in a text."""
    return [Span(*match.span()) for match in PATTERNS[pattern].finditer(text)]
