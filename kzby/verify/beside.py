"""What stands beside a number: hedge, unit, range, difference, rate, direction."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from kzby.verify import calendar
from kzby.verify.numbers import Number, numbers
from kzby.verify.text import Text
from kzby.verify.words import Span, Words

_CLAUSE_END = re.compile(r'[;:!?()"]|,(?!\d)| - ')


class Spot:
    """A number in a text; `before` and `behind` reach to the next number, or the clause's end."""

    def __init__(self, text: Text, words: Words, at: int, others: Sequence[Number]) -> None:
        self.text, self.words, self.number = text, words, others[at]
        self.prior = others[at - 1] if at else None
        start, end = self.number.span
        self.sentence = sentence = text.around(self.number.span)
        behind = [each for each in others[at + 1 : at + 2] if each.span.start < sentence.end]
        self.next = behind[0] if behind else None
        first = max(sentence.start, self.prior.span.end if self.prior else 0)
        last = self.next.span.start if self.next else sentence.end
        self.gaps = text.low[first:start], text.low[end:last]
        self.before = _CLAUSE_END.split(self.gaps[0])[-1]
        self.behind = _CLAUSE_END.split(self.gaps[1])[0]

    def beside(self, table: str) -> list[frozenset[str]]:
        """What the phrases of a table before and behind it can mean."""
        return [self.words.meanings(table, each) for each in self.phrases(table) if each]

    def phrases(self, table: str) -> tuple[str | None, str | None]:
        """The phrases of a table right before and behind it, but for `the mark of` and a noun."""
        before = self.words.search(rf"(@{table}<)(?: @fillers)*[ +−-]*$", self.before)
        behind = self.words.search(rf"^(?: [\w-]+){{0,2}}? ?(?<!\w)(@{table}>)(?! $)", self.behind)
        return before and before[1], behind and behind[1]

    @property
    def around(self) -> Span:
        """The number with the words before and behind it."""
        start, end = self.number.span
        return Span(start - len(self.before), end + len(self.behind))

    @cached_property
    def shared(self) -> Number | None:
        """The next number, if it can give this its scale and unit: `$60 and $2 million`."""
        listed = self.words.search("^(?:@joints| @and )$", self.gaps[1])
        return self.next if listed and not self.number.units else None

    def moves(self, text: str) -> list[bool]:
        """Whether the words of a text go up or down, but for such as `more than`."""
        said = self.words.pattern("@not_change").sub(lambda m: "#" * len(m[0]), text)
        return [bool(each["up"]) for each in self.words.pattern("(?P<up>@up)|@down").finditer(said)]

    @property
    def rises(self) -> bool | None:
        """Whether it goes up or down, by its sign or the nearest word; None if nothing says so."""
        if self.number.sign:
            return self.number.sign == "+"
        right = " ".join(self.behind.split()[:1])
        near = self.moves(right)[:1] or self.moves(self.before)[-1:]
        near = near or self.moves(self.gaps[0])[-1:] or self.moves(self.behind)[:1]
        return near[0] if near else None

    @property
    def changes(self) -> set[str]:
        """The ways in which it can give a change."""
        number, low = self.number, self.text.low
        if "times" in number.units:
            return set() if self.rises is False else {"multiple"}
        if "%" not in number.units or any(self.phrases("points")):
            return set()
        to, behind = self.phrases("index")
        level = behind and low[number.span.end :].startswith((f" {behind}", f" as {behind}"))
        by = self.phrases("by")[0]
        if to and not by:
            return {"index"}
        near = " ".join(self.behind.split()[:2])
        if number.sign or by or self.moves(self.before) or self.moves(near):
            over = level and re.match(r"\d{3}", number.digits)
            return {"percent", "index"} if over else {"percent"}
        return {"index"} if level else {"percent"} if self.rises is not None else set()

    @property
    def is_part(self) -> bool:
        """Whether it is not the number itself: half of it, a further digit, the end of a range."""
        spelled = self.words.search("^ @numerals", self.behind)
        return bool(spelled or any(self.phrases("parts")) or self.is_in_range)

    @property
    def is_difference(self) -> bool:
        """Whether it is by how much something changed: `by $5`, `5 more`."""
        by, more = self.phrases("by")[0], self.phrases("more")[1]
        hedged = self.phrases("hedges")[1]
        moved = by and self.moves(self.before.rpartition(by)[0])
        return bool(moved or (more and not hedged))

    @property
    def is_in_range(self) -> bool:
        """Whether it is the end of a range (`10-15`), or the old value in `rose from 10 to 15`."""
        if self.next and self._starts:
            return True
        spots = of(self.text, self.words)
        at = spots.index(self)
        before = spots[at - 1] if self.prior else None
        return self._joins or bool(before and before._joins and not before._starts)

    @property
    def _starts(self) -> bool:
        leaves = self.words.search("@from ?$", self.before) and self.behind == self.gaps[1]
        return bool(leaves and self.moves(self.before))

    @property
    def _joins(self) -> bool:
        own, other = self.number.units, self.next.units if self.next else frozenset()
        if not self.next or (own and other and own.isdisjoint(other)):
            return False
        between = self.words.search("@between ?$", self.before)
        gap = "@joints| @and " if between else "@joints"
        return self.words.pattern(gap).fullmatch(self.gaps[1]) is not None


@lru_cache(maxsize=64)
def of(text: Text, words: Words) -> tuple[Spot, ...]:
    """Every number of a text that is no part of a date."""
    dates = [span for _, span in calendar.printed(text.plain, words)]
    read = [
        each
        for each in numbers(text.low, words)
        if not any(date.overlaps(each.span) for date in dates)
    ]
    return tuple(Spot(text, words, at, read) for at in range(len(read)))
