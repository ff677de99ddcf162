"""How much of an article's text is recorded: the quotes in it, and what no record carries."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kzby.errors import UsageError, nearest
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
NO_TEXTS = "the articles' texts are not included"
_STEM = 5  # letters that the forms of a name share: `Kazakh`, `Kazakhstani`
_WORD = re.compile(r"[^\W\d_](?:[\w'-]*\w)?")
_RUN = re.compile(rf"(?<![\w'-]){_WORD.pattern}(?: {_WORD.pattern})*")
_POSSESSIVE = re.compile(r"'s?$")
_OPENS = re.compile(r"(?:^|[.!?:]\"?|\"| -) ?$")  # before the first word of a sentence


class Mark(NamedTuple):
    """Words that a record quotes; kind None for what the card explains as carrying nothing."""

    span: Span
    kind: Kind | None


@dataclass(frozen=True)
class Coverage:
    """An article's text, the quotes in it, and what is left: by part, what no record has."""

    article: str
    records: int
    text: Text
    marks: tuple[Mark, ...]
    left: Mapping[str, Sequence[Span]]


@dataclass(frozen=True)
class Survey(proof.Checked):
    """The coverage of articles."""

    articles: tuple[Coverage, ...]


def survey(folder: Path, texts: Path | None = None, article: str | None = None) -> Survey:
    """The coverage of one article of a dataset, or of all whose texts are there.

    DataError if the dataset is not sound; UsageError if there is no such article, or no text.
    """
    loaded = dataset.load(folder)
    files = [(file.entries[0].checked(kinds.Article), file) for file in loaded.files()]
    ids = [card.id for card, _ in files]
    if article is not None and article not in ids:
        raise UsageError(f"no article has the id {article!r}; {nearest(article, ids)}")
    place = texts or proof.beside(folder, [card for card, _ in files])
    covered, missing, problems = [], [], []
    for card, file in files:
        if article not in (None, card.id):
            continue
        head, *entries = file.entries
        text, wrong = proof.source(card, place)
        problems += [head.problem((str(field),), fault) for field, fault in wrong or ()]
        if text is not None:
            names = {thing.id: thing.all_names for thing in loaded.named}
            for person in loaded.people:  # with the titles that this article gives them
                titles = [role.title for role in person.roles if role.article == card.id]
                names[person.id] = (*person.all_names, *titles)
            covered.append(_coverage(text, card, [e.checked(kinds.Record) for e in entries], names))
        elif wrong is None:
            missing.append(proof.name_of(card))
    if not (covered or problems):
        lacking = f"{place} does not hold {missing[0]}" if place else NO_TEXTS
        raise UsageError(f"{lacking}; give their folder with --texts FOLDER")
    return Survey(tuple(missing), tuple(problems), tuple(covered))


def _coverage(
    text: Text, card: kinds.Article, records: Sequence[kinds.Record], spellings: proof.Spellings
) -> Coverage:
    plain, carried = text.plain, _Carried(card, records, spellings)
    quotes: list[tuple[str, Kind | None]] = [(record.quote, record.kind) for record in records]
    quotes += [(nothing.quote, None) for nothing in card.nothing]
    marks = tuple(Mark(span, kind) for quote, kind in quotes for span in text.find(quote))
    nothing = [mark.span for mark in marks if mark.kind is None]
    uncounted = [Span(*match.span()) for match in PATTERNS["uncounted"].finditer(plain)]
    dates, read = list(calendar.printed(plain)), numbers(plain)
    dated = [date.span for date in dates]
    digits = [Span(*match.span()) for match in _DIGITS.finditer(plain)]
    unread = _apart(digits, [number.span for number in read])  # such as `22,4`
    uncarried = [number.span for number in read if number.amount not in carried.amounts]
    unnamed = [span for span in names(text, carried.known) if not carried.name(text.words(span))]
    left = {
        "date": [date.span for date in dates if not carried.date(date.parts)],
        "number": _apart([*_outside(uncarried, uncounted), *unread], dated),
        "name": _apart(unnamed, dated),
    }
    sentences = _apart(text.sentences, [mark.span for mark in marks])
    explained = {part: _outside(spans, nothing) for part, spans in left.items()}
    return Coverage(card.id, len(records), text, marks, {"sentence": sentences, **explained})


class _Carried:
    """All that the card and the records of an article carry, in words, numbers and dates."""

    def __init__(
        self, card: kinds.Article, records: Sequence[kinds.Record], spellings: proof.Spellings
    ) -> None:
        texts = []
        for entry in (card, *records):
            linked = [name for _, _, id_ in entry.references() for name in spellings.get(id_, ())]
            texts.append(normal(" ".join((*_texts(entry), *linked))))
        of_card, *of_records = (frozenset(fold(text).split()) for text in texts)
        self.words = [of_card, *(words | of_card for words in of_records)]
        self.known = {
            word for names in spellings.values() for word in fold(" ".join(names)).split()
        }
        self.dates = [calendar.parts(text) for text in texts]
        self.amounts = {number.amount for text in texts for number in _undated(text)}
        for record in records:
            for field in ("value", "low", "high", "change"):
                if amount := getattr(record, field, None):
                    self.amounts.add(amount._replace(value=abs(amount.value)))

    def name(self, name: str) -> bool:
        """Whether one record, together with the card, has all words of a name in some form."""
        return any(all(_is_form(word, own) for word in fold(name).split()) for own in self.words)

    def date(self, date: calendar.Parts) -> bool:
        """Whether one record, or the card, has all the days, months and years of a date."""
        return any(all(map(frozenset.issubset, date[:3], own[:3])) for own in self.dates)


def _texts(entry: Entry) -> Iterator[str]:
    """Every text in an entry, but for its quotes: what is only quoted is not carried."""
    for name, value in entry:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entry) and name != "nothing":
                yield from _texts(part)
            elif isinstance(part, str) and name != "quote":
                yield part


def _undated(plain: str) -> list[Number]:
    dates = [date.span for date in calendar.printed(plain)]
    return [number for number in numbers(plain) if _apart([number.span], dates)]


def _apart(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(span.overlaps(other) for other in others)]


def _outside(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(other.holds(span) for other in others)]


def _is_form(word: str, known: Iterable[str]) -> bool:
    """Whether a word is known, or differs from a known one by the ending of a people's name."""
    for other in known:
        stem, longer = sorted((word, other), key=len)
        ending = longer[len(stem) :] if longer.startswith(stem) else ""
        if len(stem) >= _STEM and ending in WORDS["name_endings"]:
            return True
    return word in known


def names(text: Text, known: Container[str]) -> Iterator[Span]:
    """Every run of capitalised words, without a possessive ending, in the order of the text.

    The first word of a sentence has its capital whatever it is: it is part of a name only if it is
    one of the `known` words.
    """
    starts = {sentence.start for sentence in text.sentences}
    for phrase in _RUN.finditer(text.plain):
        words = _WORD.finditer(text.plain, *phrase.span())
        for capital, run in groupby(words, key=lambda word: word[0][0].isupper()):
            if not capital:
                continue
            first, *others = run
            opens = first.start() in starts or _OPENS.search(text.plain[: first.start()])
            unknown = opens and fold(_POSSESSIVE.sub("", first[0])) not in known
            name = others if unknown else [first, *others]
            if name:
                start = name[0].start()
                printed = _POSSESSIVE.sub("", text.plain[start : name[-1].end()])
                if len(printed) > 1:
                    yield Span(start, start + len(printed))
