"""A text in its normal form, with its sentences, dates and numbers, and where a quote stands.

In the normal form, text and quote have Unicode NFC and one kind of quotation mark, dash and space.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from kzby.errors import Place
from kzby.text import visible
from kzby.verify import calendar, numbers
from kzby.verify.numbers import Number
from kzby.verify.words import Span, Words, lower, reached

# The minus sign (U+2212) and the modifier apostrophe (U+02BC), a letter, stay.
_MARKS = {'"': "“”„‟«»", "'": "‘’‚‛‹›`´", "-": "‐‑‒–—―", " ": "\n"}
_FORMS = str.maketrans({c: mark for mark, every in _MARKS.items() for c in every})
_END = re.compile("[.!?…]+[\"'”’»›)\\]]*(?=\\s)|[。！？]+[\"'」』]*|(?=\n)")
_WRAPPED = range(50, 101)  # letters of the longest line, if lines are no paragraphs
_LONGEST = 2000  # letters of a sentence: what goes on without an end is cut at a space
# Thai to Burmese, Khmer, kana and Han write no space between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Text:
    """A text as written; spans are places in its normal form, `plain`."""

    written: str
    language: Words | None = None

    @cached_property
    def shown(self) -> str:
        """The text with its lines, and `�` for what would steer a terminal."""
        spaced = unicodedata.normalize("NFC", visible(self.written))
        spaced = re.sub(r"[^\S\n]+", " ", spaced).replace(" \n", "\n").replace("\n ", "\n")
        return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in spaced)

    @cached_property
    def plain(self) -> str:
        """The normal form, in which a line end is a space; each character is at its place."""
        return self.shown.translate(_FORMS)

    @cached_property
    def low(self) -> str:
        """The normal form in small letters, each at its place."""
        return lower(self.plain)

    @cached_property
    def dates(self) -> list[tuple[calendar.Parts, Span]]:
        """Every date, if its language has a file."""
        return calendar.printed(self.plain, self.language) if self.language else []

    @cached_property
    def _numbers(self) -> list[Number]:
        return numbers.numbers(self.low, self.language) if self.language else []

    @cached_property
    def _measures(self) -> list[Span]:
        # A quote may leave out a noun that is counted: `tonnes`.
        return [each.measure for each in self._numbers] or numbers.spans(self.low)

    @cached_property
    def numbers(self) -> list[Number]:
        """Every number outside dates, if its language has a file."""
        dates = [span for _, span in self.dates]
        every = [n for n in self._numbers if not reached(dates, n.span)]
        for prior, number, later in zip((None, *every), every, (*every[1:], None), strict=False):
            number.stand(self.low, self.around(number.span), prior, later)
        return every

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, each with what closes it."""
        ends = (end for end in _END.finditer(self.shown) if self._closes(end))
        borders = pairwise((0, *(end.end() for end in ends), len(self.plain)))
        most = rf"\S.{{,{_LONGEST}}}"
        whole = re.compile(rf"{most}(?<=\S)(?!\S)|{most}")
        found = (each for at in borders for each in whole.finditer(self.plain, *at))
        return tuple(Span(*each.span()) for each in found if each)

    def _closes(self, end: re.Match[str]) -> bool:
        # A stop ends no sentence in `Mr. Lis`, `A. Lis`, `20. März`, `5 p.m. on`, `2012 г. – $5`.
        behind = self.shown[end.end() : end.end() + 60].lstrip(" \"'“„‘«([")
        if not end[0] and self._width:
            line = end.start() - self.shown.rfind("\n", 0, end.start()) - 1
            following = re.split(r"\s", behind[1:])[0]  # which may have had no room on it
            return not following or line + 1 + len(following) <= self._width
        if end[0] != "." or behind[:1] in ("", "\n") or not self.language:
            return not behind[:1].islower()
        before = self.plain[max(end.start() - 60, 0) : end.start()]
        word = re.split(r"[\s(\"'/-]", before)[-1]
        tables, counted = self.language.tables, re.search(r"\d\s*$", before.removesuffix(word))
        opens = self.language.pattern("@function").match(lower(behind))  # `$1 Mrd. Im Jahr`
        counts = counted and behind[0] not in "–—-"
        known = word in tables["abbreviations"] and not (
            opens if tables["nouns_capital"] else counts
        )
        ordinal = "." in tables["day_suffix"] and re.fullmatch(r"\d\d?|[IVX]+", word)
        initial = len(word) == 1 and word.isupper()
        return not (behind[0].islower() or known or ordinal or initial)

    @cached_property
    def _width(self) -> int:
        """The width to which its lines are wrapped; 0 if they are paragraphs."""
        longest = max(map(len, self.shown.split("\n")))
        return longest if longest in _WRAPPED else 0

    def spans(self, template: str, within: Span) -> list[Span]:
        """Where a part of the text has phrases of a table, if its language has a file."""
        pattern = self.language.pattern(template) if self.language else re.compile("(?!)")
        return [Span(*each.span()) for each in pattern.finditer(self.low, *within)]

    def before(self, span: Span) -> str:
        """What stands before a span in its sentence, in small letters."""
        return self.low[self.around(span).start : span.start]

    def is_after(self, span: Span, words: str) -> bool:
        """Whether a span stands right after such words in its sentence."""
        return bool(self.language and self.language.search(f"(?:{words})$", self.before(span)))

    def is_before(self, span: Span, words: str) -> bool:
        """Whether a span stands right before such words in its sentence."""
        behind = self.low[span.end : self.around(span).end]
        return bool(self.language and self.language.search(f"^(?:{words})", behind))

    @cached_property
    def speech(self) -> list[Span]:
        """What stands between quotation marks, or in a line that opens with a dash.

        A mark that nothing closes opens speech to the end of its line, or closes it from the start.
        """
        spans = list[Span]()
        for line in (Span(*each.span()) for each in re.finditer(".+", self.shown)):
            marks = re.finditer('"', self.words(line))
            edges = [line.start + at.start() for at in marks]
            if self.words(line).startswith("- "):
                asides = self.spans("[-,] @said[^.!?]*", line)  # `- Good, - said Lis. - Fine.`
                edges = [line.start, *(at for aside in asides for at in aside)]
            if len(edges) % 2:
                closes = self.plain[edges[0] - 1 : edges[0]].strip() and edges[0] > line.start
                edges = sorted([*edges, line.start if closes else line.end])
            spans += map(Span, edges[::2], edges[1::2])
        return spans

    def words(self, span: Span) -> str:
        """The words of a span, in normal form."""
        return self.plain[slice(*span)]

    def between(self, one: Span, other: Span) -> str:
        """What stands between two spans, in normal form."""
        return self.plain[min(one.end, other.end) : max(one.start, other.start)]

    def around(self, span: Span, before: int = 0, behind: int = 0) -> Span:
        """The sentence or sentences of a span, with some before and behind."""
        touched = reached(self.sentences, span)
        within = self.sentences[max(touched[0] - before, 0) : touched[-1] + behind + 1]
        return Span(within[0].start, within[-1].end)

    def part(self, span: Span) -> Span:
        """The part of a sentence that has a span: `Lis wants $5, while Reut wants $9`."""
        parts = self.parts("@contrasts|;|, (?=@breaks )", span)
        own = [parts[at] for at in reached(parts, span)] or [self.around(span)]
        return Span(own[0].start, own[-1].end)

    def parts(self, borders: str, span: Span) -> list[Span]:
        """The parts of the sentence of a span between some words or marks."""
        sentence = self.around(span)
        edges = [at for border in self.spans(borders, sentence) for at in border]
        edges = [sentence.start, *edges, sentence.end]
        parts = map(Span, edges[::2], edges[1::2])
        return [each for each in parts if self.low[slice(*each)].strip()]

    @lru_cache(maxsize=4096)  # noqa: B019 (places are few numbers)
    def find(self, quote: str) -> list[Span]:
        """Where a quote stands, cutting no word, letter or number."""
        words = " +".join(map(re.escape, normal(quote).split()))
        places = re.finditer(f"(?=({words}))", self.plain) if words else ()
        spans = [Span(*at.span(1)) for at in places]
        return [span for span in spans if not any(map(self._cuts, span))]

    def _cuts(self, at: int) -> bool:
        left, right = self.plain[max(at - 1, 0) : at], self.plain[at : at + 1]
        marks = [unicodedata.category(each or " ")[0] == "M" for each in (left, right)]
        in_word = (left.isalnum() or marks[0]) and right.isalnum()
        unspaced = _UNSPACED.match(left) and (_UNSPACED.match(right) or right.isdigit())
        near = (self._measures[n] for n in reached(self._measures, Span(at - 1, at + 1)))
        within = (span for span in near if span.start < at < span.end)
        in_number = any(self.plain[at : span.end] != "." for span in within)  # no `млрд.`
        return marks[1] or (in_word and not unspaced) or in_number


def normal(text: str) -> str:
    """The normal form of a text, with one space between words."""
    return " ".join(Text(text).plain.split())


# What is wrong with fields, by name or path.
Wrong = Iterable[tuple[str | Place, str]]


def unprinted(field: str | Place, words: str, text: Text | None) -> Wrong:
    """That words do not stand in a text, if it is not missing."""
    if text is None or not words or text.find(words):
        return []
    wrong = "does not stand in the text"
    if normal(words) in text.plain:
        wrong = "cuts a word or number of the text; in a list, a comma needs quotation marks"
    return [(field, f"“{words}” {wrong}")]
