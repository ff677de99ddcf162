"""A stretch of a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Where a stretch of a text begins, and where what follows it begins."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold some character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
