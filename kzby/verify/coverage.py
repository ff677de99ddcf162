"""How much of an article's text is recorded: the quotes in it, and what no record carries."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kzby.errors import DataError, Problem, UsageError, nearest
from kzby.load import dataset
from kzby.model import kinds
from kzby.model.fields import Entry
from kzby.model.terms import Kind
from kzby.text import fold
from kzby.verify import calendar, proof
from kzby.verify.numbers import Number, numbers
from kzby.verify.text import Text, normal
from kzby.verify.words import PATTERNS, WORDS, Span

_DIGITS = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)*(?![\w-])")
_STEM = 5  # letters that the forms of a name share: `Kazakh`, `Kazakhstani`
_WORD = re.compile(r"[^\W\d_](?:[\w'-]*\w)?")
_RUN = re.compile(rf"(?<![\w'-]){_WORD.pattern}(?: {_WORD.pattern})*")
_OPENS = re.compile(r"(?:^|[.!?:]\"?|\"| -) ?$")  # before the first word of a sentence


class Mark(NamedTuple):
    """Words that a record quotes; kind None for what the card explains as carrying nothing."""

    span: Span
    kind: Kind | None


@dataclass(frozen=True)
class Coverage:
    """An article's text, the quotes in it, and what is left, in the order of the text.

    `sentences` are those that nothing quotes; `dates`, `numbers` and `names` those that no record
    carries.
    """

    article: str
    records: int
    text: Text
    marks: tuple[Mark, ...]
    sentences: tuple[Span, ...]
    dates: tuple[Span, ...]
    numbers: tuple[Span, ...]
    names: tuple[Span, ...]


@dataclass(frozen=True)
class Survey:
    """The coverage of articles, the names of missing texts, and what is wrong with the others."""

    articles: tuple[Coverage, ...]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]

    def insist(self) -> None:
        """Raises DataError with every problem, if there is one."""
        if self.problems:
            raise DataError(self.problems)


def survey(folder: Path, texts: Path | None = None, article: str | None = None) -> Survey:
    """The coverage of one article of a dataset, or of all whose texts are there.

    DataError if the dataset is not sound; UsageError if there is no such article, or no text.
    """
    loaded = dataset.load(folder)
    files = {file.entries[0].checked(kinds.Article).id: file for file in loaded.files()}
    if article is not None and article not in files:
        raise UsageError(f"no article has the id {article!r}; {nearest(article, list(files))}")
    cards = [file.entries[0].checked(kinds.Article) for file in files.values()]
    place = texts or proof.beside(folder, cards)
    covered, missing, problems = [], [], []
    for card in cards:
        if article not in (None, card.id):
            continue
        head, *entries = files[card.id].entries
        text, faults = proof.source(card, place)
        problems += [head.problem(*fault) for fault in faults or ()]
        if text is not None:
            spellings = {thing.id: thing.spelled for thing in loaded.named}
            for person in loaded.people:  # with the titles that this article gives them
                titles = [role.title for role in person.roles if role.article == card.id]
                spellings[person.id] = (*person.spelled, *titles)
            records = [entry.checked(kinds.Record) for entry in entries]
            covered.append(_coverage(text, card, records, spellings))
        elif faults is None:
            missing.append(proof.name_of(card))
    if not (covered or problems):
        where = (
            f"{place} does not hold {missing[0]}" if place else "the articles' texts are not here"
        )
        raise UsageError(f"{where}; give their folder with --texts FOLDER")
    return Survey(tuple(covered), tuple(missing), tuple(problems))


def _coverage(
    text: Text,
    card: kinds.Article,
    records: Sequence[kinds.Record],
    spellings: Mapping[str, Sequence[str]],
) -> Coverage:
    quotes = [(record.quote, record.kind) for record in records]
    nothing = [(nothing.quote, None) for nothing in card.nothing]
    marks = [Mark(span, kind) for quote, kind in (*quotes, *nothing) for span in text.find(quote)]
    explained = [mark.span for mark in marks if mark.kind is None]
    carried = _Carried(card, records, spellings)
    dates = list(calendar.printed(text.plain))

    def left(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(span for span in spans if not any(one.holds(span) for one in explained))

    return Coverage(
        card.id,
        len(records),
        text,
        tuple(marks),
        tuple(span for span in text.sentences if not _touched(span, [m.span for m in marks])),
        left(date.span for date in dates if not carried.date(date.parts)),
        left(
            (
                *(n.span for n in _undated(text.plain) if not carried.number(n, text)),
                *_unread(text.plain),
            )
        ),
        left(
            span
            for span in names(text, known=carried.knows)
            if not carried.name(text.words(span)) and not _touched(span, [d.span for d in dates])
        ),
    )


class _Carried:
    """All that the records and the card of an article carry in words, numbers and dates."""

    def __init__(
        self,
        card: kinds.Article,
        records: Sequence[kinds.Record],
        spellings: Mapping[str, Sequence[str]],
    ) -> None:
        texts = []
        for entry in (card, *records):
            linked = [name for _, _, id_ in entry.references() for name in spellings.get(id_, ())]
            texts.append(normal(" ".join((*_texts(entry), *linked))))
        of_card, *of_records = (frozenset(fold(text).split()) for text in texts)
        self._words = [of_card, *(words | of_card for words in of_records)]
        self._known = {
            word for names in spellings.values() for name in names for word in fold(name).split()
        }
        self._dates = [calendar.parts(text) for text in texts]
        self._amounts = {number.amount for text in texts for number in _undated(text)}
        for record in records:
            for field in ("value", "low", "high", "change"):
                if amount := getattr(record, field, None):
                    self._amounts.add(amount._replace(value=abs(amount.value)))

    def knows(self, word: str) -> bool:
        """Whether a word is one of a name that the dataset spells."""
        return fold(word) in self._known

    def name(self, name: str) -> bool:
        """Whether one record, together with the card, has all words of a name in some form."""
        return any(
            all(_is_form(word, words) for word in fold(name).split()) for words in self._words
        )

    def number(self, number: Number, text: Text) -> bool:
        """Whether a number is carried, or counts nothing: `the two sides`, `one of`."""
        start, end = number.span
        pair = PATTERNS["pair"].search(text.plain[:end])
        one_of = PATTERNS["one_of"].match(text.plain, start)
        return number.amount in self._amounts or bool(pair or one_of)

    def date(self, date: calendar.Parts) -> bool:
        """Whether one record, or the card, has all the days, months and years of a date."""
        return any(all(map(frozenset.issubset, date[:3], other[:3])) for other in self._dates)


def _texts(entry: Entry) -> Iterator[str]:
    """Every text in an entry, but for its quotes: what is only quoted is not carried."""
    for name, value in entry:
        if name in ("quote", "nothing"):
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, str):
                yield part
            elif isinstance(part, Entry):
                yield from _texts(part)


def _undated(plain: str) -> list[Number]:
    """The numbers of a text that are not part of a date."""
    dates = [date.span for date in calendar.printed(plain)]
    return [number for number in numbers(plain) if not _touched(number.span, dates)]


def _unread(plain: str) -> Iterator[Span]:
    """What looks like a number and is read as none, such as `22,4`."""
    read = [date.span for date in calendar.printed(plain)]
    read += [number.span for number in numbers(plain)]
    spans = (Span(*digits.span()) for digits in _DIGITS.finditer(plain))
    return (span for span in spans if not _touched(span, read))


def _touched(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _is_form(word: str, known: frozenset[str]) -> bool:
    """Whether a word is known, or differs from a known one by the ending of a people's name."""
    for other in known:
        stem, longer = sorted((word, other), key=len)
        ending = longer.removeprefix(stem)
        if word == other or (
            len(stem) >= _STEM and ending != longer and ending in WORDS["name_endings"]
        ):
            return True
    return False


def names(text: Text, *, known: Callable[[str], bool]) -> Iterator[Span]:
    """Every run of capitalised words, without a possessive ending, in the order of the text.

    The first word of a sentence has its capital whatever it is: it is part of a name only if it is
    `known` as one.
    """
    starts = {sentence.start for sentence in text.sentences}
    for phrase in _RUN.finditer(text.plain):
        words = _WORD.finditer(text.plain, *phrase.span())
        for capital, run in groupby(words, key=lambda word: word[0][0].isupper()):
            if not capital:
                continue
            spans = [Span(*word.span()) for word in run]
            start, end = spans[0]
            opens = start in starts or _OPENS.search(text.plain[:start]) is not None
            if opens and not known(re.sub(r"'s?$", "", text.plain[start:end])):
                spans = spans[1:]
            if spans:
                start, end = spans[0].start, spans[-1].end
                end = start + len(re.sub(r"'s?$", "", text.plain[start:end]))
                if end - start > 1:
                    yield Span(start, end)
