"""What stands beside a number: hedge, unit, range, difference, rate, direction."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kzby.verify import calendar
from kzby.verify.numbers import Number, numbers, prints
from kzby.verify.text import Text
from kzby.verify.words import Span, Words

CLAUSE_END = re.compile(r'[;:!?()"]|,(?!\d)| - ')
_NOTHING = r" *$|^ ?(?:[^\w ]|@function|- )"


class Spot:
    """A number in a text; `before` and `behind` reach to the next number, or the clause's end."""

    def __init__(self, text: Text, words: Words, at: int, others: Sequence[Number]) -> None:
        self.text, self.words, self.number = text, words, others[at]
        start, end = self.number.span
        self.sentence = sentence = text.around(self.number.span)
        self.prior = others[at - 1] if at else None
        later = others[at + 1 : at + 2]
        self.next = later[0] if later and later[0].span.start < sentence.end else None
        last = self.next.span.start if self.next else sentence.end
        first = max(sentence.start, self.prior.span.end if self.prior else 0)
        self.gaps, self.noun = (
            (text.low[first:start], text.low[end:last]),
            text.low[self.number.core : last],
        )
        self.before = CLAUSE_END.split(self.gaps[0])[-1]
        self.behind = CLAUSE_END.split(self.gaps[1])[0]

    def phrases(self, table: str) -> tuple[str | None, str | None]:
        """The phrases of a table right before and behind it, but for `the mark of` and a noun."""
        before = self.words.search(rf"(@{table}<)(?: @fillers)*[ +−-]*$", self.before)
        behind = self.words.search(rf"^(?: [\w-]+){{0,2}}? ?(?<!\w)(@{table}>)(?! $)", self.behind)
        return before and before[1], behind and behind[1]

    def beside(self, table: str) -> list[frozenset[str]]:
        """What the phrases of a table before and behind it can mean."""
        return [self.words.meanings(table, each) for each in self.phrases(table) if each]

    def prints(self, written: str) -> bool:
        """Whether it prints a value as it is written: `62 million`."""
        return prints(self.number, written, self.words, self.shared.scale if self.shared else "")

    @property
    def around(self) -> Span:
        """The number with the words before and behind it."""
        start, end = self.number.span
        return Span(start - len(self.before), end + len(self.behind))

    @property
    def shared(self) -> Number | None:
        """The next number, if it can give this its scale and unit: `$60 and $2 million`."""
        listed = self.words.search("^(?:@joints| @and )$", self.gaps[1])
        return self.next if listed and not self.number.units else None

    @property
    def has_no_noun(self) -> bool:
        """Whether no noun follows it: `including 600 with ...`."""
        return has_no_noun(self.noun, self.words)

    def moves(self, text: str) -> list[bool]:
        """Whether the words of a text go up or down, but for such as `more than`."""
        said = self.words.pattern("@not_change").sub(lambda m: "#" * len(m[0]), text)
        return [bool(each["up"]) for each in self.words.pattern("(?P<up>@up)|@down").finditer(said)]

    @property
    def rises(self) -> bool | None:
        """Whether it goes up or down, by its sign or the nearest word; None if nothing says so."""
        if self.number.sign:
            return self.number.sign == "+"
        near = self.moves(" ".join(self.behind.split()[:1]))[:1] or self.moves(self.before)[-1:]
        near = near or self.moves(self.gaps[0])[-1:] or self.moves(self.behind)[:1]
        return near[0] if near else None

    @property
    def changes(self) -> set[str]:
        """The ways in which it can give a change."""
        number, (by, _), (to, level) = self.number, self.phrases("by"), self.phrases("index")
        if "times" in number.units:
            return set() if self.rises is False else {"multiple"}
        if "%" not in number.units or any(self.phrases("points")):
            return set()
        if to and not by:
            return {"index"}
        is_level = bool(level and self.behind.startswith((f" {level}", f" as {level}")))
        near = " ".join(self.behind.split()[:2])
        if number.sign or by or self.moves(self.before) or self.moves(near):
            over = is_level and re.match(r"\d{3}", number.digits)
            return {"percent", "index"} if over else {"percent"}
        return {"index"} if is_level else {"percent"} if self.rises is not None else set()

    @property
    def target(self) -> str | None:
        """The word by which it is given as a target or a forecast, if it is."""
        left = self.text.low[self.sentence.start : self.number.span.start].rpartition(";")[2]
        for target in [*self.words.pattern("@targets").finditer(left)][-1:]:
            done = self.words.search("(.*?)@actual", left[target.end() :])
            if not (done and re.search("[,:(]| - ", done[1])):
                return target[0]
        late = self.words.search(r"^(?: [\w-]+){0,2} (@late)", self.behind)
        return late[1] if late else None

    @property
    def is_part(self) -> bool:
        """Whether it is half of something, has a further digit, or is the end of a range."""
        spots = of(self.text, self.words)
        before = spots[spots.index(self) - 1] if self.prior else self
        ranged = self._leaves or self._joins or (before._joins and not before._leaves)
        further = self.words.search("^ @numerals", self.behind)
        return bool(ranged or further or any(self.phrases("parts")))

    @property
    def is_difference(self) -> bool:
        """Whether it is by how much something changed: `by $5`, `5 more`."""
        by, more = self.phrases("by")[0], self.phrases("more")[1]
        moved = by and self.moves(self.before.rpartition(by)[0])
        return bool(moved or (more and not self.phrases("hedges")[1]))

    @property
    def _leaves(self) -> bool:
        """Whether it is the old value: `rose from 10 to 15`."""
        old = self.words.search("@from ?$", self.before) and self.moves(self.before)
        return bool(old and self.next and self.behind == self.gaps[1])

    @property
    def _joins(self) -> bool:
        """Whether it begins a range: `10-15`, `between 10 and 15`."""
        between = self.words.search("@between ?$", self.before)
        gap = self.words.pattern("@joints| @and " if between else "@joints")
        units = [each.units for each in (self.number, self.next) if each and each.units]
        alike = len(units) < 2 or not units[0].isdisjoint(units[1])
        return bool(self.next and alike and gap.fullmatch(self.gaps[1]))


def has_no_noun(behind: str, words: Words) -> bool:
    """Whether some words begin with no noun."""
    return words.pattern(_NOTHING).match(behind) is not None


@lru_cache(maxsize=64)
def of(text: Text, words: Words) -> tuple[Spot, ...]:
    """Every number of a text that is no part of a date."""
    dates = [span for _, span in calendar.printed(text.plain, words)]
    every = numbers(text.low, words)
    read = [n for n in every if not any(date.overlaps(n.span) for date in dates)]
    return tuple(Spot(text, words, at, read) for at in range(len(read)))
