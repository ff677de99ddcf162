"""The English that a check reads, from en.toml, and the place of words in a text."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

ENGLISH: dict[str, Any] = tomllib.loads(Path(__file__).with_name("en.toml").read_text("utf-8"))
PATTERNS = {
    name: re.compile(pattern, re.IGNORECASE) for name, pattern in ENGLISH["patterns"].items()
}


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, a longer one before one that it begins with."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


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
