"""What of an article's text is recorded: the quotes in it by kind, and what no record quotes or carries."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kzby.errors import DataError, Problem, UsageError, nearest
from kzby.load import dataset
from kzby.load.dataset import Dataset
from kzby.load.entries import File
from kzby.model import figures, kinds
from kzby.model.fields import Entry
from kzby.model.terms import Kind
from kzby.text import fold
from kzby.verify.evidence import texts
from kzby.verify.prose import calendar
from kzby.verify.prose.names import names
from kzby.verify.prose.numbers import Number, numbers
from kzby.verify.prose.span import Span
from kzby.verify.prose.text import Text, normal

# `Kazakh`, `Kazakhstani` and `Belarusians` are forms of `Kazakhstan` and `Belarus`; a stem has so many letters.
_DIGITS = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)*(?![\w-])")
_STEM, _ENDINGS = 5, {"s", "i", "an", "ans", "ian", "ians", "stan", "stani", "ese", "n"}


class Mark(NamedTuple):
    """A stretch of a text that a record quotes; kind None for what the card explains as carrying nothing."""

    span: Span
    kind: Kind | None


@dataclass(frozen=True)
class Coverage:
    """An article's text and what of it is recorded: the quotes in it, and what is left, in the order of the text.

    `sentences` are those that nothing quotes; `dates`, `numbers` and `names` those that no record carries.
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
    """The coverage of articles, the names of the texts that were not at hand, what is wrong with those that were."""

    articles: tuple[Coverage, ...]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]

    def insist(self) -> None:
        """Raises DataError with every problem, if there is one."""
        if self.problems:
            raise DataError(self.problems)


def survey(folder: Path, texts_in: Path | None = None, article: str | None = None) -> Survey:
    """The coverage of one article, or of all, of the dataset in a folder, as far as their texts are at hand.

    DataError if the dataset is not sound; UsageError if there is no such article, or no text at all.
    """
    loaded = dataset.load(folder)
    cards = {card.id: card for card in loaded.articles}
    if article is not None and article not in cards:
        raise UsageError(f"no article has the id {article!r}; {nearest(article, list(cards))}")
    found_in = texts_in or texts.beside(folder, list(cards.values()))
    spelled = {thing.id: thing.all_names for thing in loaded.named}
    covered, missing, problems = [], [], []
    for file in loaded.files():
        head = file.entries[0]
        card = head.checked(kinds.Article)
        if article not in (None, card.id):
            continue
        text, finding = texts.source(card, found_in)
        problems += [head.problem(fault.path, fault.text) for fault in finding.faults or ()]
        if text is not None:
            covered.append(
                _Carried(card, _records(file), text, spelled | _titled(loaded, card)).coverage()
            )
        elif finding.faults is None:
            missing.append(texts.name_of(card))
    if not (covered or problems):
        where = (
            f"{found_in} does not hold {missing[0]}"
            if found_in
            else "the articles' texts are not at hand"
        )
        raise UsageError(f"{where}; --texts FOLDER tells where they are")
    return Survey(tuple(covered), tuple(missing), tuple(problems))


def _titled(loaded: Dataset, card: kinds.Article) -> dict[str, tuple[str, ...]]:
    """The names of people, with the titles that one article gives them."""
    return {
        person.id: (
            *person.all_names,
            *(role.title for role in person.roles if role.article == card.id),
        )
        for person in loaded.people
    }


def _records(file: File) -> list[kinds.Record]:
    return [entered.checked(kinds.Record) for entered in file.entries[1:]]


@dataclass(frozen=True)
class _Carried:
    """An article's text beside all that its card and its records carry; `spelled` are the names behind ids."""

    card: kinds.Article
    records: Sequence[kinds.Record]
    text: Text
    spelled: Mapping[str, Sequence[str]]

    def coverage(self) -> Coverage:
        """The coverage of the article."""
        plain, told = self.text.plain, list(calendar.told(self.text.plain))
        dated = [one.span for one in told]
        dates = (one.span for one in told if not self._carries_date(one.parts))
        counted = (number.span for number in _undated(plain) if not self._carries_number(number))
        named = (
            span
            for span in names(self.text, known=self._knows)
            if not self._carries_name(self.text.words(span))
        )
        return Coverage(
            self.card.id,
            len(self.records),
            self.text,
            self._marks,
            tuple(
                one
                for one in self.text.sentences
                if not _touched(one, [mark.span for mark in self._marks])
            ),
            self._unexplained(dates),
            self._unexplained((*counted, *_unread(plain))),
            self._unexplained(span for span in named if not _touched(span, dated)),
        )

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        quoted = [(record.quote, record.kind) for record in self.records]
        nothing = [(one.quote, None) for one in self.card.nothing]
        return tuple(
            Mark(span, kind)
            for quote, kind in (*quoted, *nothing)
            for span in self.text.find(quote)
        )

    def _unexplained(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The spans that lie in nothing that the card explains."""
        explained = [mark.span for mark in self._marks if mark.kind is None]
        return tuple(span for span in spans if not any(one.holds(span) for one in explained))

    @cached_property
    def _told(self) -> list[str]:
        """By record, then of the card, all that it tells in words: its texts, and the names behind its ids."""
        told = [" ".join((*_texts(record), *self._names_in(record))) for record in self.records]
        return [
            *map(normal, told),
            normal(" ".join((*_texts(self.card), *self._names_in(self.card)))),
        ]

    def _names_in(self, entry: kinds.Record | kinds.Article) -> Iterator[str]:
        return (name for _, _, id_ in entry.references() for name in self.spelled.get(id_, ()))

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        *records, card = (frozenset(fold(told).split()) for told in self._told)
        return [card, *(words | card for words in records)]

    def _carries_name(self, name: str) -> bool:
        """Whether one record, together with the card, has all words of a name in some form."""
        return any(
            all(_is_form(word, known) for word in fold(name).split()) for known in self._words
        )

    def _knows(self, word: str) -> bool:
        """Whether a word is one of a name that the dataset spells."""
        return fold(word) in self._spelled_words

    @cached_property
    def _spelled_words(self) -> frozenset[str]:
        return frozenset(
            word for texts in self.spelled.values() for text in texts for word in fold(text).split()
        )

    def _carries_number(self, number: Number) -> bool:
        """Whether a number is stated or told by a record, or counts nothing: `the two sides`, `one of`."""
        before, behind = self.text.plain[: number.span.start], self.text.plain[number.span.end :]
        pair = self.text.words(number.span).casefold() in (
            "two",
            "both",
        ) and before.casefold().endswith("the ")
        one_of = self.text.words(number.span).casefold() == "one" and behind.startswith(" of ")
        return number.amount in self._amounts or pair or one_of

    @cached_property
    def _amounts(self) -> frozenset[figures.Amount]:
        stated = {
            getattr(record, name, None)
            for record in self.records
            for name in ("value", "low", "high", "change")
        }
        told = {number.amount for text in self._told for number in _undated(text)}
        return frozenset(
            {amount._replace(value=abs(amount.value)) for amount in stated if amount} | told
        )

    def _carries_date(self, date: calendar.Parts) -> bool:
        """Whether one record, or the card, has all the days, months and years of a date."""
        return any(all(map(frozenset.issubset, date[:3], known[:3])) for known in self._dates)

    @cached_property
    def _dates(self) -> list[calendar.Parts]:
        return [calendar.parts(told) for told in self._told]


def _texts(entry: Entry) -> Iterator[str]:
    """Every text in an entry, but for its quotes: what is only quoted is not carried."""
    for name, value in entry:
        if name in ("quote", "nothing"):
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                yield one
            elif isinstance(one, Entry):
                yield from _texts(one)


def _undated(plain: str) -> list[Number]:
    """The numbers of a text that are not part of a date."""
    dated = [told.span for told in calendar.told(plain)]
    return [number for number in numbers(plain) if not _touched(number.span, dated)]


def _unread(plain: str) -> Iterator[Span]:
    """What looks like a number and is read as none, such as `22,4`."""
    read = [
        *(told.span for told in calendar.told(plain)),
        *(number.span for number in numbers(plain)),
    ]
    spans = (Span(*digits.span()) for digits in _DIGITS.finditer(plain))
    return (span for span in spans if not _touched(span, read))


def _touched(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _is_form(word: str, known: frozenset[str]) -> bool:
    """Whether a word is known, or differs from a known one by the ending of an adjective or of its people."""
    pairs = ((max(word, one, key=len), min(word, one, key=len)) for one in known)
    return word in known or any(
        len(stem) >= _STEM and whole.startswith(stem) and whole[len(stem) :] in _ENDINGS
        for whole, stem in pairs
    )
