"""A text and its normal form, in which kinds of quotation mark, dash and space are one, and nothing else changes.

Quote and text are brought to the same form (Unicode NFC, then the table below), so that an honest quote is found
however it was typed. Digits, signs, separators and letters are never touched: what they say is what is proven.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kzby.verify.prose.numbers import numbers
from kzby.verify.prose.span import Span

# The minus sign (U+2212) is a sign, the modifier apostrophe (U+02BC) a letter: both stay what they are.
_ONE_FORM = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›`´", "'") | dict.fromkeys("‐‑‒–—―", "-")
)

# Digits with separators, also such as are not read as a number.
_NUMERAL = re.compile(r"(?<![\d.,])\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)*", re.ASCII)

# A sentence ends with a stop and what closes behind it, or with the line; but not before a small letter, nor behind an
# initial or an abbreviated title.
_TITLES = (
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "St",
    "No",
    "Gov",
    "Prof",
    "Gen",
    "Sen",
    "Inc",
    "Ltd",
    "Co",
    "vs",
)
_TITLE = "".join(rf"(?<!\b{title})" for title in _TITLES)
_END = re.compile(rf"""(?:(?<!\b[A-Z]){_TITLE}[.!?]+["')\]]*(?=\s+[^\sa-z])|(?=\n))\s+""")


@dataclass(frozen=True)
class Text:
    """A text as it was written; its spans are places in its normal form, `plain`."""

    written: str

    @cached_property
    def shown(self) -> str:
        """The text as people read it: in Unicode NFC, its lines kept; what would steer a terminal shows as `�`."""
        return "".join(map(_shown, unicodedata.normalize("NFC", self.written)))

    @cached_property
    def plain(self) -> str:
        """The normal form: every run of spaces and line ends is one space."""
        return "".join(" " if self.shown[at].isspace() else self._folded[at] for at in self._places)

    @cached_property
    def _folded(self) -> str:
        return self.shown.translate(_ONE_FORM)

    @cached_property
    def _places(self) -> list[int]:
        """For each character of `plain`, its place in `shown`."""
        shown, end = self.shown, len(self.shown.rstrip())
        return [
            at
            for at in range(end)
            if not shown[at].isspace() or (at and not shown[at - 1].isspace())
        ]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, each with the stop and the quotation mark that close it."""
        borders = [0, *(end.end() for end in _END.finditer(self._folded)), len(self.shown)]
        starts = [bisect_left(self._places, border) for border in borders]
        spans = (Span(start, end) for start, end in pairwise(starts))
        return tuple(
            self._stripped(span) for span in spans if self.plain[span.start : span.end].strip()
        )

    def _stripped(self, span: Span) -> Span:
        words = self.plain[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def place(self, span: Span) -> Span:
        """Where a span stands in `shown`."""
        return Span(self._places[span.start], self._places[span.end - 1] + 1)

    def words(self, span: Span) -> str:
        """The words of a span, in normal form."""
        return self.plain[span.start : span.end]

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span lies; of one that reaches over several, from the first to the last."""
        touched = [sentence for sentence in self.sentences if sentence.overlaps(span)]
        return Span(touched[0].start, touched[-1].end) if touched else span

    def before(self, sentence: Span) -> int:
        """Where the sentence before one begins; of the first, where it begins itself."""
        return max(
            (other.start for other in self.sentences if other.end <= sentence.start),
            default=sentence.start,
        )

    def find(self, quote: str) -> list[Span]:
        """Every place where a quote stands word for word, never as a part of a longer word or number."""
        wanted, found = normal(quote), []
        start = self.plain.find(wanted) if wanted else -1
        while start >= 0:
            span = Span(start, start + len(wanted))
            if not (self._parts(span.start) or self._parts(span.end)):
                found.append(span)
            start = self.plain.find(wanted, start + 1)
        return found

    @cached_property
    def _inside(self) -> frozenset[int]:
        """The places inside numbers, with their currency, scale and unit: no quote may begin or end there."""
        numerals = (Span(*numeral.span()) for numeral in _NUMERAL.finditer(self.plain))
        whole = (number.span for number in numbers(self.plain))
        return frozenset(
            at for span in (*numerals, *whole) for at in range(span.start + 1, span.end)
        )

    def _parts(self, at: int) -> bool:
        """Whether a border parts a word or a number: `light` of `delight`, `$22` of `$22.5`, `62` of `62 million`."""
        return at in self._inside or (
            self.plain[at - 1 : at].isalnum() and self.plain[at : at + 1].isalnum()
        )


def _shown(character: str) -> str:
    if character.isspace():
        return "\n" if character == "\n" else " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def normal(text: str) -> str:
    """The normal form of a text."""
    return Text(text).plain
