"""Numbers as a language prints them, and what stands beside each."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kzby.model.figures import SCALES
from kzby.verify.words import Span, Words

_RUN = r"(?>\d{1,3}(?:[ .,']\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
_NUMBER = rf"""(?x: (?<![\w/])(?<!\d[.,])
  (?P<sign> (?<![\w)%]) [-+−])?
  (?: (?<!\w)(?P<before> &units) \ ?)?
  (?: (?P<worded> @worded) | (?P<multiple> @multiples)
    | (?P<digits> {_RUN} | SPELLED)
      (?: [\ -]?(?P<scale> &scales)(?!\w) | (?(before) (?P<short> &short_scales)(?!\w)))?
      (?P<more> (?:\ {_RUN}\ &scales(?!\w))*) )
  (?: [\ -]?(?P<unit> &units)(?!\w))?
  (?![\w+½/]|-[^\W\d]) )"""
_OTHER = rf"(?:[$€₸₽£¥] ?)?{_RUN}(?: ?[%$€₸₽£¥])?"  # in a language without a file
CLAUSE_END = re.compile(r'[;:!?()"]|,(?!\d)| - ')


class Token(NamedTuple):
    """A number in small letters; `units` are what the word at it can mean.

    `core` is where the words behind it begin; `values` it has as a whole, such as `doubled`.
    """

    span: Span
    core: int
    sign: str = ""
    digits: str = ""
    scale: str = ""
    units: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()


@lru_cache(maxsize=1024)
def tokens(low: str, words: Words | None) -> tuple[Token, ...]:
    """Every number in a text in small letters; without a file for its language, unread."""
    if words:
        return tuple(_token(match, words) for match in _pattern(words).finditer(low))
    return tuple(Token(Span(*run.span()), run.end()) for run in re.finditer(_OTHER, low))


@lru_cache
def _pattern(words: Words) -> re.Pattern[str]:
    one, glue = words.phrases("numerals", ""), words.phrases("glue", "")
    spelled = rf"(?<!\w){one}(?:{glue}{one})*(?!\w)"
    return words.pattern(_NUMBER.replace("SPELLED", spelled))


def _token(match: re.Match[str], words: Words) -> Token:
    def meant(table: str, part: str) -> frozenset[str]:
        return words.meanings(table, match[part])

    scale = meant("scales", "scale") | meant("short_scales", "short")
    units = meant("units", "before") | meant("units", "unit")
    values = meant("worded", "worded") | meant("multiples", "multiple")
    digits = match["digits"] or match["worded"] or match["multiple"]
    if match["more"]:  # `3 млн 250 тыс.`
        every = re.findall(rf"({_RUN}) ({words.phrases('scales', '')})", match[0])
        scaled = (int(n) * SCALES.get("".join(words.meanings("scales", s)), 0) for n, s in every)
        values = frozenset({f"{sum(scaled):,}"})
    core = match.end("more") if match["digits"] else match.start() + len(digits)
    units |= {"times"} if match["multiple"] else frozenset()
    span = Span(*match.span())
    return Token(span, core, match["sign"] or "", digits, " ".join(scale), units, values)


@lru_cache(maxsize=4096)
def _forms(digits: str, words: Words) -> str:
    """The ways to print digits in English notation, as a pattern."""
    whole, _, fraction = digits.replace(",", "").partition(".")
    group, decimal = words.tables["group"], words.tables["decimal"]
    groups = f"{int(whole):,}".split(",")
    forms = [whole, *(re.escape(mark).join(groups) for mark in group)]
    if fraction:  # `1.234` is read in thousands where it can be
        marks = [mark for mark in decimal if len(fraction) != 3 or mark not in group]
        forms = [f"{form}[{''.join(marks)}]{fraction}" for form in forms]
    elif spelled := _spelled(int(whole), words):
        forms.append(spelled)
    return "|".join(forms)


def _spelled(number: int, words: Words) -> str:
    """A number below a thousand in words, as a pattern; empty if it has none."""
    if str(number) in words.tables["numerals"]:
        return words.phrases(f"numerals.{number}", "")
    if not 20 < number < 1000:
        return ""
    base = 100 if number > 100 else 10
    parts = [number // base * base, number % base] if number % 100 else [number // 100, 100]
    if base == 10 and not words.tables["tens_first"]:
        parts.reverse()
    return words.phrases("glue", "").join(_spelled(part, words) for part in parts)


def integer(printed: str, words: Words) -> int:
    """The whole number below 100 that digits or words print; 0 if they print none."""
    forms = ((number, _forms(str(number), words)) for number in range(1, 100))
    printed = re.sub(r"(?<=\d)\D.*", "", printed)
    return next((number for number, form in forms if re.fullmatch(form, printed)), 0)


class Number:
    """A number in a sentence; `before` and `behind` reach to the next, or to the clause's end."""

    def __init__(
        self, low: str, within: Span, words: Words, prior: "Number | None", every: Sequence[Token]
    ) -> None:
        self.words, self.token, *later = words, *every
        self.span, self.units, (self.start, self.end) = (
            self.token.span,
            self.token.units,
            every[0].span,
        )
        self.prior = prior if prior and prior.end > within.start else None
        self.next = later[0] if later and later[0].span.start < within.end else None
        last = self.next.span.start if self.next else within.end
        self.left, self.gap = low[within.start : self.start], low[self.end : last]
        self.noun = low[self.token.core : last]
        self.before = low[self.prior.end if self.prior else within.start : self.start]
        self.clause = CLAUSE_END.split(self.before)[-1]
        self.behind = CLAUSE_END.split(self.gap)[0]
        self.around = Span(self.start - len(self.clause), self.end + len(self.behind))
        listed = words.search("^(?:@joints| @and )$", self.gap)
        self.shared = self.next if self.next and listed and not self.units else Token(self.span, 0)

    def prints(self, written: str) -> bool:
        """Whether it prints a value as it is written: `62 million`, `117,500`, `-12.3`.

        Its scale may be that of the next number: `two or three million`.
        """
        digits, _, power = written.removeprefix("-").partition(" ")
        if self.token.values:
            return written in self.token.values
        form = power == (self.token.scale or self.shared.scale) and _forms(digits, self.words)
        return bool(form and re.fullmatch(form, self.token.digits))

    def phrases(self, table: str) -> tuple[str, str]:
        """The phrases of a table right before and behind it, but for `the mark of` and a noun."""
        before = self.words.search(rf"(@{table}<)(?: @fillers)*[ +−-]*$", self.clause)
        behind = self.words.search(rf"^(?: [\w-]+){{0,2}}? ?(?<!\w)(@{table}>)(?! $)", self.behind)
        return before[1] if before else "", behind[1] if behind else ""

    def beside(self, table: str) -> list[frozenset[str]]:
        """What the phrases of a table before and behind it can mean."""
        return [self.words.meanings(table, each) for each in self.phrases(table) if each]

    def moves(self, low: str) -> list[bool]:
        """Whether the words of a text go up or down, but for such as `more than`."""
        said = self.words.pattern("@not_change").sub(lambda m: "#" * len(m[0]), low)
        return [bool(each["up"]) for each in self.words.pattern("(?P<up>@up)|@down").finditer(said)]

    @property
    def rises(self) -> bool | None:
        """Whether it goes up or down, by its sign or the nearest word; None if nothing says so."""
        if self.token.sign:
            return self.token.sign == "+"
        near = self.moves(" ".join(self.behind.split()[:1])) or self.moves(self.clause)[::-1]
        near = near or self.moves(self.before)[::-1] or self.moves(self.behind)
        return near[0] if near else None

    @property
    def changes(self) -> set[str]:
        """The ways in which it can give a change."""
        (by, _), (to, level) = self.phrases("by"), self.phrases("index")
        if "times" in self.units:
            return set() if self.rises is False else {"multiple"}
        if "%" not in self.units or any(self.phrases("points")):
            return set()
        is_level = bool(level and self.behind.startswith((f" {level}", f" as {level}")))
        near = " ".join(self.behind.split()[:2])
        if not (to and not by) and (
            self.token.sign or by or self.moves(self.clause) or self.moves(near)
        ):
            over = is_level and re.match(r"\d{3}", self.token.digits)
            return {"percent", "index"} if over else {"percent"}
        return {"index"} if to or is_level else {"percent"} if self.rises is not None else set()

    @property
    def target(self) -> str:
        """The word by which it is given as a target or a forecast, if it is."""
        left = self.left.rpartition(";")[2]
        for target in [*self.words.pattern("@targets").finditer(left)][-1:]:
            done = self.words.search("(.*?)@actual", left[target.end() :])
            if not (done and re.search("[,:(]| - ", done[1])):
                return target[0]
        late = self.words.search(r"^(?: [\w-]+){0,2} (@late)", self.behind)
        return late[1] if late else ""

    @property
    def leaves(self) -> bool:
        """Whether it is the old value: `rose from 10 to 15`."""
        old = self.words.search("@from ?$", self.clause) and self.moves(self.clause)
        return bool(old and self.next and self.behind == self.gap)

    @property
    def joins(self) -> bool:
        """Whether it begins a range: `10-15`, `between 10 and 15`."""
        between = self.words.search("@between ?$", self.clause)
        gap = self.words.pattern("@joints| @and " if between else "@joints")
        units = self.next.units if self.next else frozenset()
        alike = not (self.units and units) or not self.units.isdisjoint(units)
        return bool(self.next and alike and gap.fullmatch(self.gap))

    @property
    def is_part(self) -> bool:
        """Whether it is half of something, has a further digit, or is the end of a range."""
        further = self.words.search("^ @numerals", self.behind)
        ends = self.prior and self.prior.joins and not self.prior.leaves
        return bool(self.leaves or self.joins or ends or further or any(self.phrases("parts")))

    @property
    def is_difference(self) -> bool:
        """Whether it is by how much something changed: `by $5`, `5 more`."""
        by, more = self.phrases("by")[0], self.phrases("more")[1]
        moved = by and self.moves(self.clause.rpartition(by)[0])
        return bool(moved or (more and not self.phrases("hedges")[1]))
