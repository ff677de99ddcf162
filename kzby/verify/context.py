"""What stands beside a number: hedge, range, difference, rate, direction, flow."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from kzby.verify import calendar
from kzby.verify.evidence import Passage
from kzby.verify.numbers import Number, numbers
from kzby.verify.words import Span, Words

_CLAUSE_END = re.compile(r'[;:!?()"]|,(?!\d)')
_STOP = re.compile(r"[,;:(]")


class Spot:
    """A number in a passage; `before` and `behind` reach to the next number, or the clause's end."""

    def __init__(self, passage: Passage, number: Number, words: Words) -> None:
        self.passage, self.number, self.words = passage, number, words
        dates = [span for _, span in calendar.printed(passage.plain, words)]
        every = numbers(passage.low, words)
        others = [n for n in every if n == number or not any(d.overlaps(n.span) for d in dates)]
        at, (start, end) = others.index(number), number.span
        self.prior = others[at - 1] if at else None
        self.next = others[at + 1] if at + 1 < len(others) else None
        self.gap_before = passage.low[self.prior.span.end if self.prior else 0 : start]
        self.gap_behind = passage.low[end : self.next.span.start if self.next else None]
        self.before = _CLAUSE_END.split(self.gap_before)[-1]
        self.behind = _CLAUSE_END.split(self.gap_behind)[0]

    @property
    def around(self) -> Span:
        """The number with the words before and behind it."""
        start, end = self.number.span
        return Span(start - len(self.before), end + len(self.behind))

    def ends_with(self, tables: str) -> re.Match[str] | None:
        """What stands right before it, but for words such as `the mark of`."""
        return self.words.search(rf"(?:{tables})(?: @fillers)*[ +−-]*$", self.before)

    @cached_property
    def hedges(self) -> list[frozenset[str]]:
        """What each hedge before or behind it can mean."""
        words, found = self.words, list[str]()
        if not self.ends_with("@plain"):
            near = words.search(r"(?P<hedge>@hedges)(?: @fillers)*[ +−-]*$", self.before)
            far = words.search(r"(?P<hedge>@far)(?: [^\s#]+){0,4} ?$", self.before)
            found += [match["hedge"] for match in (near, far) if match]
        if self.words.search(r"^@index_before$", "".join(found[:1])) and self._moves(self.before):
            found = []  # `grew up to`
        meanings = [words.meanings("hedges", phrase) for phrase in found]
        if behind := words.search(r"^(?: [\w-]+){0,2} (?P<hedge>@behind)", self.behind):
            meanings.append(words.meanings("behind", behind["hedge"]))
        return [meaning for meaning in meanings if meaning]

    def _moves(self, text: str) -> bool:
        return self.words.search("@up|@down", self._changes(text)) is not None

    def _changes(self, text: str) -> str:
        """A text without words such as `more than`, which say of no change."""
        return self.words.pattern("@not_change").sub(lambda m: "#" * len(m[0]), text)

    @cached_property
    def is_part(self) -> bool:
        """Whether it is part of something else: a fraction, a rate, a range, a difference."""
        words = self.words
        return bool(
            self.ends_with("@fractions")
            or words.search(r"^[ -]?@fractions_behind|^ @numerals", self.behind)
            or words.search(r"^(?: [\w-]+){0,2}? (?!@years_from|@years)@rates(?! \d)", self.behind)
            or self._is_in_range
            or self._is_difference
        )

    @property
    def _is_in_range(self) -> bool:
        leaves = self.words.search("@from ?$", self.before) and self._moves(self.before)
        if self.next and leaves:
            return True  # `rose from $10 to $15`
        return self.joins(self.number, self.next, self.gap_behind, self.before) or self.joins(
            self.prior, self.number, self.gap_before, None
        )

    def joins(
        self, left: Number | None, right: Number | None, gap: str, before: str | None
    ) -> bool:
        """Whether two numbers are the ends of a range: `10-15`, `between 10 and 15`."""
        if not (left and right) or (
            left.units and right.units and left.units.isdisjoint(right.units)
        ):
            return False
        if before is None:
            before = Spot(self.passage, left, self.words).before
            if self.words.search("@from ?$", before) and self._moves(before):
                return False
        between = self.words.search("@between ?$", before) is not None
        return bool(re.fullmatch(self.words.phrases("joints"), gap)) or (
            between and self.words.search("^ @and $", gap) is not None
        )

    @property
    def _is_difference(self) -> bool:
        hedged = self.words.search(r"^(?: [\w-]+){0,2} @behind", self.behind)
        more = not hedged and self.words.search(r"^(?: [\w-]+){0,2}? @more", self.behind)
        by = self.words.search(r"@by(?: @hedges| @increments| @fillers)*[ +−-]*$", self.before)
        return bool(more or (by and self._moves(self.before[: by.start()])))

    @property
    def is_increment(self) -> bool:
        """Whether it is a further amount: `another $5`."""
        return self.words.search("@increments(?: @hedges| @fillers)* ?$", self.before) is not None

    @cached_property
    def rises(self) -> bool | None:
        """Whether it goes up or down, by its sign or the nearest word; None if nothing says so."""
        if self.number.sign:
            return self.number.sign == "+"
        before, behind = self._changes(self.before), self._changes(self.behind)
        moves = self.words.pattern("(?P<up>@up)|@down")
        last = [*moves.finditer(before)][-1:]
        first = [match for match in moves.finditer(behind)]
        right = [match for match in first[:1] if match.start() <= 1]
        return next((bool(match["up"]) for match in (*right, *last, *first)), None)

    @property
    def changes(self) -> set[str]:
        """The ways in which it can give a change."""
        words = self.words
        if "times" in self.number.units:
            return set() if self.rises is False else {"multiple"}
        if "%" not in self.number.units or words.search("^ ?@points", self.behind):
            return set()
        by = words.search(r"@by(?: @hedges| @fillers)*[ +−-]*$", self.before)
        if not by and words.search(r"@index_before(?: @hedges| @fillers)*[ +−-]*$", self.before):
            return {"index"}
        right = words.search(r"^(?: [\w-]+)? (?:@up|@down)", self._changes(self.behind))
        if self.number.sign or by or right or self._moves(self.before):
            over = float(re.sub("[^0-9]", "", self.number.digits.split(",")[0]) or 0) >= 100
            behind = over and words.search("^ @index_behind", self.behind)
            return {"percent", "index"} if behind else {"percent"}
        if words.search("^ (?:as )?@index_behind", self.behind):
            return {"index"}
        return {"percent"} if self.rises is not None else set()

    @property
    def is_foreseen(self) -> str | None:
        """The word by which a target or forecast is given, if one is."""
        left = self.passage.low[: self.number.span.start].rpartition(";")[2]
        last = [*self.words.pattern("@targets").finditer(left)][-1:]
        for target in last:
            behind = left[target.end() :]
            done = self.words.search("@actual", behind)
            if not (done and re.search(_STOP, behind[: done.start()])):
                return target[0]
        behind = self.words.search(r"^(?: [\w-]+){0,2} (?P<target>@targets)", self.behind)
        return behind["target"] if behind else None


def flows(passage: Passage, span: Span, words: Words) -> frozenset[str]:
    """The flow right behind a number (`$5 was export`), or else the last before it."""
    low = passage.low
    every = [*words.pattern("@flows").finditer(low)]
    before = [word for word in every if word.start() < span.start]
    if listed := respective(low, span, [Span(*word.span()) for word in before], words):
        return _flow(low[slice(*listed)], words)
    behind = words.search(r"^ (?:@flow_links )?(?P<flow>@flows)", low[span.end :])
    if behind:
        return _flow(behind["flow"], words)
    return _flow(before[-1][0], words) if before else frozenset()


def _flow(phrase: str, words: Words) -> frozenset[str]:
    """What a word can mean as a flow; `trade surplus` is a balance."""
    meanings = words.meanings("flows", phrase)
    return meanings - {"turnover"} or meanings


def respective(low: str, span: Span, before: Sequence[Span], words: Words) -> Span | None:
    """Of several things before a list of numbers, that in the same place, if each has its own."""
    if not before or not words.search("@respectively", low[span.start :]):
        return None
    listed = [n.span for n in numbers(low, words) if n.span.start > before[-1].end]
    if span not in listed or len(listed) > len(before):
        return None
    return before[-len(listed) :][listed.index(span)]


def spots(passage: Passage, words: Words) -> Iterator[Spot]:
    """Every number that overlaps the quote of a passage."""
    for number in numbers(passage.low, words):
        if number.span.overlaps(passage.place):
            yield Spot(passage, number, words)
