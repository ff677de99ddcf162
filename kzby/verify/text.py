"""A text in its normal form, and the place of a quote in it.

Both take Unicode NFC and one kind of quotation mark, dash and space, however they were typed.
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
from kzby.verify.numbers import numbers
from kzby.verify.words import PATTERNS, Span, spans

# The minus sign (U+2212) and the modifier apostrophe (U+02BC), a letter, stay.
_FORMS = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›`´", "'") | dict.fromkeys("‐‑‒–—―", "-")
)
_EDGE = r"(?!(?<=\w)\w)"  # cuts no word: `light` is not in `delight`


@dataclass(frozen=True)
class Text:
    """A text as written; spans are places in its normal form, `plain`."""

    written: str

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
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, each with what closes it."""
        ends = PATTERNS["sentence_end"].finditer(self.shown.translate(_FORMS))
        borders = [0, *(bisect_left(self._places, end.end()) for end in ends), len(self.plain)]
        return tuple(
            Span(start, len(self.plain[:end].rstrip()))
            for start, end in pairwise(borders)
            if start < end
        )

    def place(self, span: Span) -> Span:
        """Where a span stands in `shown`."""
        return Span(self._places[span.start], self._places[span.end - 1] + 1)

    def words(self, span: Span) -> str:
        """The words of a span, in normal form."""
        return self.plain[span.start : span.end]

    def around(self, span: Span) -> tuple[Span, Span]:
        """The sentence, or sentences, that a span lies in; then with the one before."""
        touched = [at for at, other in enumerate(self.sentences) if other.overlaps(span)]
        first, last = self.sentences[touched[0]], self.sentences[touched[-1]]
        before = self.sentences[max(touched[0] - 1, 0)]
        return Span(first.start, last.end), Span(before.start, last.end)

    def find(self, quote: str) -> list[Span]:
        """Every place where a quote stands, cutting no word and no number."""
        words = normal(quote)
        places = re.finditer(f"(?={_EDGE}{re.escape(words)}{_EDGE})", self.plain) if words else ()
        quotes = [Span(place.start(), place.start() + len(words)) for place in places]
        return [span for span in quotes if self._in_numbers.isdisjoint(span)]

    @cached_property
    def _in_numbers(self) -> frozenset[int]:
        runs = [*spans("digit_run", self.plain), *(n.span for n in numbers(self.plain))]
        return frozenset(at for start, end in runs for at in range(start + 1, end))


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
