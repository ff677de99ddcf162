"""Numbers as a language prints them, and what stands beside each."""

import re
from functools import lru_cache

from kzby.model.figures import SCALES
from kzby.verify.words import Span, Words

_RUN = r"(?>\d{1,3}(?:[ .,']\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
_NUMBER = rf"""(?x: (?<![\w/^×])(?<!\d[.,:])
  (?P<sign> (?<![\w)%]) [-+−])?
  (?: (?<!\w)(?P<before> &units) \ ?)?
  (?P<core> (?P<worded> @worded) | (?P<multiple> @multiples)
    | (?P<digits> {_RUN} | SPELLED)
      (?: [\ -]?(?P<scale> &scales)(?!\w)
        | (?(before) (?P<short> &short_scales)(?!\w)))?
      (?(scale) (?P<more> (?:\ {_RUN}\ &scales(?!\w))*)) )
  (?: [\ -]?(?P<unit> &units)(?!\w))?
  (?![\w+½/^×]|:\d|-[^\W\d]) )"""
CLAUSE_END = re.compile(r' ?[;:!?()"]|,(?!\d)| - ')


class Number:
    """A number, and what its words can mean: `units`, or `values` as a whole (`doubled`).

    `measure` is its span without a noun that is counted: `tonnes`. In its sentence, `left` is all
    before it; `wide` and `gap` reach to the numbers before and behind, `before` and `behind` only
    to the end of its clause, `clause` to that past other numbers. The `following` number has the unit and scale of both: `$60 and $2
    million`.
    """

    prior: "Number | None" = None
    next: "Number | None" = None

    def __init__(self, match: re.Match[str], words: Words) -> None:
        def meant(table: str, part: str) -> frozenset[str]:
            return words.meanings(table, match[part])

        self.words, self.span, self.core = words, Span(*match.span()), match.end("core")
        self.sign, self.digits = match["sign"] or "", match["digits"] or match["core"]
        self.scale = "".join(meant("scales", "scale") | meant("short_scales", "short"))
        self.units = meant("units", "before") | meant("units", "unit")
        self.values = meant("worded", "worded") | meant("multiples", "multiple")
        if match["multiple"]:
            self.units = frozenset({"times"})
        if match["more"]:  # `3 млн 250 тыс.`
            parts = re.findall(rf"({_RUN}) ({words.phrases('scales', '')})", match[0])
            scales = [SCALES.get("".join(words.meanings("scales", each)), 0) for _, each in parts]
            total = sum(int(n) * scale for (n, _), scale in zip(parts, scales, strict=True))
            self.values = frozenset({f"{total:,}"})
        is_noun = any(unit.islower() and unit != "times" for unit in self.units)
        self.measure = Span(self.span.start, self.core) if is_noun else self.span

    def stand(self, low: str, within: Span, prior: "Number | None", later: "Number | None") -> None:
        """Takes what stands beside it in its sentence."""
        (first, last), (start, end) = within, self.span
        self.left, since = low[first:start], first
        if prior and prior.span.start >= first:
            self.prior, since = prior, prior.span.end
        if later and later.span.start < last:
            self.next, last = later, later.span.start
        self.wide, self.gap, self.noun = low[since:start], low[end:last], low[self.core : last]
        self.clause = CLAUSE_END.split(low[end : within.end])[0]
        self.before = CLAUSE_END.split(self.wide)[-1]
        self.sign = self.sign or "-" * bool(self.words.search("@minus $", self.before))
        # `$62 million, approximately`
        closed = self.words.pattern(r"[,(](?= ?@hedges>(?:[,;.)]|$))").sub("", self.gap)
        self.behind = CLAUSE_END.split(closed)[0]
        listed = self.words.search("^(?:@joints| @and )$", self.gap)
        is_open = not self.units or self.joins == "range"  # `$1.1 to $1.2 billion`
        self.following = self.next if listed and is_open else None

    def prints(self, written: str) -> bool:
        """Whether it prints a value as it is written: `62 million`, `117,500`, `-12.3`."""
        digits, _, power = written.removeprefix("-").partition(" ")
        if self.values:
            return written in self.values
        scale = self.scale or (self.following.scale if self.following else "")
        return power == scale and bool(re.fullmatch(_forms(digits, self.words), self.digits))

    def phrases(self, table: str) -> tuple[str, str]:
        """The phrases of a table right before and behind it, but for `the mark of` and a noun."""
        between = "(?: @fillers)*" if table != "by" else "(?: @fillers| @hedges<)*"
        before = self.words.search(rf"(@{table}<){between}[ +−-]*$", self.before)
        # No rate: `$5 Mio. im Jahr 2019`.
        last = r"(?! $| \d)" if table == "rates" else "(?! $)"
        first = rf"^(?: [\w-]+){{0,2}}? ?(?<!\w)(@{table}>){last}"
        behind = self.words.search(first, self.behind)
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
        if self.sign:
            return self.sign == "+"
        near = self.moves(" ".join(self.behind.split()[:1])) or self.moves(self.wide)[::-1]
        return next(iter(near or self.moves(f"{self.wide}#{self.clause}")), None)

    @property
    def change(self) -> str:
        """The way in which it gives a change, if it does."""
        if "times" in self.units:
            return "multiple" if self.rises is not False else ""
        if "%" not in self.units:
            return ""
        by, (to, level) = any(self.phrases("by")), self.phrases("index")
        near = self.moves(self.before) or self.moves(" ".join(self.behind.split()[:2]))
        moved = self.sign or by or near or (not level and self.rises is not None)
        return "percent" if moved and (by or not to) else "index" if to or level else ""

    @property
    def target(self) -> str:
        """The word by which it is given as a target or a forecast, if it is."""
        clause = self.words.pattern("@contrasts").split(self.left)[-1]
        before = self.words.pattern("@targets").findall(clause)
        return before[-1] if before else self.phrases("targets")[1]

    @property
    def is_part(self) -> bool:
        """Whether it is the end of a range, a part, of a whole (`half of $62 million`) or left out."""
        prior = self.prior
        share = "(?: @fillers)?" if prior and "%" in prior.units else ""
        of_whole = prior and self.words.search(f"^ @portions{share} $", self.wide)
        multiplied = prior and "times" in prior.units and self.wide == " "  # `twice $62 million`
        ranges = self.joins or (prior and prior.joins == "range")
        left_out = self.words.search("(?!@denied)@exceptions(?: @fillers)* $", self.before)
        return bool(ranges or multiplied or of_whole or left_out or any(self.phrases("parts")))

    @property
    def is_difference(self) -> bool:
        """Whether it is by how much something rose, or is less than another."""
        (by, than), moves = self.phrases("by"), self.moves(self.before)
        moves = moves or self.moves(" ".join(self.behind.split()[:2]))
        up = moves and not self.sign and self.words.search("(?:@up|@down) $", self.before)
        return "%" not in self.units and bool(than or up or (by and moves))  # `up $2 million`

    @property
    def is_old(self) -> bool:
        """Whether it is what another grew or fell from."""
        return bool(self.words.search("@from ?$", self.before) and self.moves(self.left))

    @property
    def earlier(self) -> int | None:
        """Where the words begin by which it is an earlier value (`against $62 million`), if so."""
        before, behind = self.phrases("versus")
        old = self.is_old or self.words.search("@years_from(?:,| -)? $", self.wide)
        if self.words.search(r"^\W*(?:\w+ )?@years_from(?! @to)", self.before):
            before = self.before  # `A year before it was $5`
        at = self.span.start - len(self.before) + self.before.rfind(before)
        return at if before or behind or old else None

    @property
    def joins(self) -> str:
        """What it begins: a range (`10-15`), or a `change` (`rose from 10 to 15`)."""
        words, later = self.words, self.next
        two = "@joints| @and " if words.search("@between ?$", self.before) else "@joints"
        if not later or not words.pattern(two).fullmatch(self.gap):
            return ""
        if self.units and later.units and not self.units & later.units:
            return ""
        return "change" if self.is_old else "range"


def spans(low: str) -> list[Span]:
    """Where a text has digits with a sign of money or `%`, in a language without a file."""
    every = re.finditer(rf"(?:[$€₸₽£¥] ?)?{_RUN}(?: ?[%$€₸₽£¥])?", low)
    return [Span(*each.span()) for each in every]


def numbers(low: str, words: Words) -> list[Number]:
    """Every number in a text in small letters, without what stands beside it."""
    glue, numeral = words.phrases("glue", ""), words.phrases("numerals", "")
    spelled = rf"(?<!\w)(?>{numeral}(?:{glue}{numeral})*)(?!\w)"  # soon read, if it is none
    pattern = words.pattern(_NUMBER.replace("SPELLED", spelled))
    return [Number(match, words) for match in pattern.finditer(low)]


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
    return "|".join(filter(None, (*forms, "" if fraction else _spelled(int(whole), words))))


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
    """The whole number that leading digits or a word print; 0 if neither."""
    digits = re.match(r"\d*", re.sub(r"(?<=\d)[ .,'](?=\d{3})", "", printed))
    return int((digits and digits[0]) or next(iter(words.meanings("numerals", printed)), 0))
