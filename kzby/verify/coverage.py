"""How much of an article's text is recorded: the quotes in it, and what no record carries."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kzby.errors import UsageError, nearest
from kzby.load import dataset
from kzby.model.fields import Entry
from kzby.model.terms import Kind
from kzby.text import fold
from kzby.verify import calendar
from kzby.verify.evidence import Source, name_of, sources
from kzby.verify.numbers import Number, numbers
from kzby.verify.proof import Checked, Spellings
from kzby.verify.text import Text, normal
from kzby.verify.words import PATTERNS, WORDS, Span

NO_TEXTS = "the articles' texts are not included"
_STEM = 5  # letters that the forms of a name share: `Kazakh`, `Kazakhstani`


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
class Survey(Checked):
    """The coverage of articles."""

    articles: tuple[Coverage, ...]


def survey(folder: Path, texts: Path | None = None, article: str | None = None) -> Survey:
    """The coverage of one article of a dataset, or of all whose texts are there.

    DataError if the dataset is not sound; UsageError if there is no such article, or no text.
    """
    loaded = dataset.load(folder)
    ids = [card.id for card in loaded.articles]
    if article is not None and article not in ids:
        raise UsageError(f"no article has the id {article!r}; {nearest(article, ids)}")
    place, articles = sources(loaded, texts)
    covered, missing, problems = [], [], []
    for source in articles:
        if article not in (None, source.card.id):
            continue
        head = source.entries[0]
        problems += [head.problem((str(field),), text) for field, text in source.wrong or ()]
        if source.text:
            names = {thing.id: thing.all_names for thing in loaded.named}
            for person in loaded.people:  # with the titles that this article gives them
                titles = [role.title for role in person.roles if role.article == source.card.id]
                names[person.id] = (*person.all_names, *titles)
            covered.append(_coverage(source, source.text, names))
        elif source.wrong is None:
            missing.append(name_of(source.card))
    if not (covered or problems):
        lacking = f"{place} does not hold {missing[0]}" if place else NO_TEXTS
        raise UsageError(f"{lacking}; give their folder with --texts FOLDER")
    return Survey(tuple(missing), tuple(problems), tuple(covered))


def _coverage(article: Source, text: Text, spellings: Spellings) -> Coverage:
    card, records, plain = article.card, article.records, text.plain
    carried = _Carried((card, *records), spellings)
    quotes: list[tuple[str, Kind | None]] = [(record.quote, record.kind) for record in records]
    quotes += [(nothing.quote, None) for nothing in card.nothing]
    marks = tuple(Mark(span, kind) for quote, kind in quotes for span in text.find(quote))
    nothing = [mark.span for mark in marks if mark.kind is None]
    dates, read = list(calendar.printed(plain)), numbers(plain)
    dated = [span for _, span in dates]
    unread = _apart(_matches("numeral", plain), [number.span for number in read])  # such as `22,4`
    uncarried = [number.span for number in read if number.amount not in carried.amounts]
    unnamed = [span for span in names(text, carried.known) if not carried.name(text.words(span))]
    left = {
        "date": [span for date, span in dates if not carried.date(date)],
        "number": _apart([*_outside(uncarried, _matches("uncounted", plain)), *unread], dated),
        "name": _apart(unnamed, dated),
    }
    sentences = _apart(text.sentences, [mark.span for mark in marks])
    explained = {part: _outside(spans, nothing) for part, spans in left.items()}
    return Coverage(card.id, len(records), text, marks, {"sentence": sentences, **explained})


class _Carried:
    """All that the entries of an article, its card first, carry in words, numbers and dates."""

    def __init__(self, entries: Sequence[Entry], spellings: Spellings) -> None:
        texts = []
        for entry in entries:
            linked = [name for _, _, id_ in entry.references() for name in spellings.get(id_, ())]
            texts.append(normal(" ".join((*_texts(entry), *linked))))
        of_card, *of_records = (set(fold(text).split()) for text in texts)
        self.words = [of_card, *(words | of_card for words in of_records)]
        self.known = {
            word for names in spellings.values() for word in fold(" ".join(names)).split()
        }
        self.dates = [calendar.parts(text) for text in texts]
        self.amounts = {number.amount for text in texts for number in _undated(text)}
        for entry in entries:
            for field in ("value", "low", "high", "change"):
                if amount := getattr(entry, field, None):
                    self.amounts.add(amount._replace(value=abs(amount.value)))

    def name(self, name: str) -> bool:
        """Whether one record, together with the card, has all words of a name in some form."""
        return any(all(_is_form(word, own) for word in fold(name).split()) for own in self.words)

    def date(self, date: calendar.Parts) -> bool:
        """Whether one record, or the card, has all the days, months and years of a date."""
        return any(all(map(frozenset.issubset, date, own)) for own in self.dates)


def _texts(entry: Entry) -> Iterator[str]:
    """Every text in an entry, but for its quotes: what is only quoted is not carried."""
    for name, value in entry:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entry) and name != "nothing":
                yield from _texts(part)
            elif isinstance(part, str) and name != "quote":
                yield part


def _undated(plain: str) -> list[Number]:
    dates = [span for _, span in calendar.printed(plain)]
    return [number for number in numbers(plain) if _apart([number.span], dates)]


def _matches(pattern: str, plain: str) -> list[Span]:
    return [Span(*match.span()) for match in PATTERNS[pattern].finditer(plain)]


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
    for start, end in _matches("name", text.plain):
        first = text.plain[start:end].partition(" ")[0]
        opens = start in starts or PATTERNS["sentence_start"].search(text.plain[:start])
        if opens and fold(PATTERNS["name_end"].sub("", first)) not in known:
            start += len(first) + 1
        name = PATTERNS["name_end"].sub("", text.plain[start:end])
        if len(name) > 1:
            yield Span(start, start + len(name))
