"""A text in its normal form, with its sentences, dates and numbers, and the place of a quote.

Text and quote take Unicode NFC and one kind of quotation mark, dash and space, however they were
typed, and lose the characters that have no width.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kzby.errors import Place
from kzby.text import visible
from kzby.verify import calendar, numbers
from kzby.verify.numbers import Number
from kzby.verify.words import Span, Words, lower

# The minus sign (U+2212) and the modifier apostrophe (U+02BC), a letter, stay.
_FORMS = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›`´", "'") | dict.fromkeys("‐‑‒–—―", "-")
)
_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s)|[。！？]+[\"'」』]*|(?=\n)")
# Letters of scripts that write no space between words: Thai to Burmese, Khmer, kana, Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Text:
    """A text as written; spans are places in its normal form, `plain`."""

    written: str
    language: Words | None = None

    @cached_property
    def shown(self) -> str:
        """The text with its lines, and `�` for what would steer a terminal."""
        spaced = re.sub(r"[^\S\n]", " ", unicodedata.normalize("NFC", visible(self.written)))
        return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in spaced)

    @cached_property
    def _places(self) -> list[int]:
        # For each character of `plain`, its place in `shown`.
        return [m.start() for m in re.finditer(r"\S|(?<=\S)\s", self.shown.rstrip())]

    @cached_property
    def plain(self) -> str:
        """The normal form, in which every run of spaces and line ends is one space."""
        folded = self.shown.translate(_FORMS).replace("\n", " ")
        return "".join(folded[at] for at in self._places)

    @cached_property
    def low(self) -> str:
        """The normal form in small letters, each at its place."""
        return lower(self.plain)

    @cached_property
    def dates(self) -> list[tuple[calendar.Parts, Span]]:
        """Every date that it prints, if its language has a file."""
        return calendar.printed(self.plain, self.language) if self.language else []

    @cached_property
    def _numbers(self) -> list[Number]:
        return numbers.numbers(self.low, self.language) if self.language else []

    @cached_property
    def numbers(self) -> list[Number]:
        """Every number that is no part of a date, if its language has a file."""
        dates = [span for _, span in self.dates]
        every = [n for n in self._numbers if not any(date.overlaps(n.span) for date in dates)]
        numbers.settle(every, self.low, [self.around(number.span) for number in every])
        return every

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, each with what closes it."""
        text, plain = self.shown.translate(_FORMS), self.plain
        ends = [end.end() for end in _END.finditer(text) if self._closes(text, end)]
        borders = [0, *(bisect_left(self._places, end) for end in ends), len(plain)]
        stripped = (
            Span(end - len(plain[start:end].lstrip()), len(plain[:end].rstrip()))
            for start, end in pairwise(borders)
        )
        return tuple(span for span in stripped if span.start < span.end)

    def _closes(self, text: str, end: re.Match[str]) -> bool:
        """Whether a stop ends a sentence: not in `Mr. Lis`, `A. Lis`, `20. März`, `5 p.m. on`."""
        behind = text[end.end() :].lstrip(" \"'([")[:1]
        if behind.islower() or end[0] != "." or behind == "\n" or not self.language:
            return not behind.islower()
        tables = self.language.tables
        before = re.split(r"[\s(\"'-]", text[: end.start()])[-1]
        counted = re.search(r"\d\s*$", text[: end.start() - len(before)])
        known = before in tables["abbreviations"] and (tables["nouns_capital"] or not counted)
        ordinal = "." in tables["day_suffix"] and re.fullmatch(r"\d\d?|[IVX]+", before)
        return not (known or ordinal or (len(before) == 1 and before.isupper()))

    def place(self, span: Span) -> Span:
        """Where a span stands in `shown`."""
        return Span(self._places[span.start], self._places[span.end - 1] + 1)

    def line(self, span: Span) -> Span:
        """The line that a span begins in."""
        start = self.shown.rfind("\n", 0, self.place(span).start) + 1
        end = f"{self.shown}\n".find("\n", start)
        return Span(bisect_left(self._places, start), bisect_left(self._places, end))

    def words(self, span: Span) -> str:
        """The words of a span, in normal form."""
        return self.plain[span.start : span.end]

    def around(self, span: Span, before: int = 0) -> Span:
        """The sentence, or sentences, that a span lies in, with some before."""
        touched = [at for at, other in enumerate(self.sentences) if other.overlaps(span)]
        first, last = max(touched[0] - before, 0), touched[-1]
        return Span(self.sentences[first].start, self.sentences[last].end)

    def find(self, quote: str) -> list[Span]:
        """Every place where a quote stands, cutting no word, no letter and no number."""
        words = normal(quote)
        places = re.finditer(f"(?={re.escape(words)})", self.plain) if words else ()
        spans = [Span(place.start(), place.start() + len(words)) for place in places]
        return [span for span in spans if not any(map(self._cuts, span))]

    def _cuts(self, at: int) -> bool:
        left, right = self.plain[:at][-1:], self.plain[at : at + 1]
        is_mark = [unicodedata.category(each or " ")[0] == "M" for each in (left, right)]
        is_word = (left.isalnum() or is_mark[0]) and right.isalnum()
        unspaced = _UNSPACED.match(left) and (_UNSPACED.match(right) or right.isdigit())
        return is_mark[1] or (is_word and not unspaced) or at in self._in_numbers

    @cached_property
    def _in_numbers(self) -> frozenset[int]:
        spans = [] if self.language else numbers.spans(self.low)
        for each in self._numbers:  # a quote may leave out a noun that is counted: `tonnes`
            noun = any(unit.islower() and unit != "times" for unit in each.units)
            spans.append(Span(each.span.start, each.core if noun else each.span.end))
        return frozenset(at for start, end in spans for at in range(start + 1, end))


def normal(text: str) -> str:
    """The normal form of a text."""
    return Text(text).plain


# What is wrong with fields, by name or path.
Wrong = Iterable[tuple[str | Place, str]]


def unprinted(field: str | Place, words: str, text: Text | None) -> Wrong | None:
    """That words do not stand in a text; None if it is missing."""
    if text is None:
        return None
    return [] if text.find(words) else [(field, f"“{words}” does not stand in the text")]
