"""How much of a text is recorded: the quotes in it, and what no record carries."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kzby.errors import Problem, UsageError, nearest
from kzby.load import dataset
from kzby.model.fields import Entry
from kzby.model.terms import Kind
from kzby.text import fold
from kzby.verify import calendar
from kzby.verify.evidence import Source, name_of, sources
from kzby.verify.numbers import Number, numbers
from kzby.verify.proof import Spellings
from kzby.verify.text import Text, normal
from kzby.verify.words import PATTERNS, Span, spans

_AMOUNTS = ("value", "low", "high", "change")


class Coverage(NamedTuple):
    """A text, its quotes by kind (None: explained by the card), and what is left by part."""

    article: str
    records: int
    text: Text
    marks: Sequence[tuple[Span, Kind | None]]
    left: Mapping[str, Sequence[Span]]


class Survey(NamedTuple):
    """The coverage of articles, and the texts that are missing or wrong."""

    articles: Sequence[Coverage]
    missing: Sequence[str]
    problems: Sequence[Problem]


def survey(folder: Path, texts: Path | None = None, article: str | None = None) -> Survey:
    """The coverage of an article, or of all; UsageError if there is no such article, or no text."""
    loaded = dataset.load(folder)
    ids = [card.id for card in loaded.articles]
    if article is not None and article not in ids:
        raise UsageError(f"no article has the id {article!r}; {nearest(article, ids)}")
    _, articles = sources(loaded, texts)
    selected = [source for source in articles if article in (None, source.card.id)]
    covered = [_coverage(source, source.text, loaded) for source in selected if source.text]
    missing = [name_of(source.card) for source in selected if source.wrong is None]
    problems = [
        source.entries[0].problem((str(field),), text)
        for source in selected
        for field, text in source.wrong or ()
    ]
    if not (covered or problems):
        raise UsageError(f"{missing[0]} is missing; give its folder with --texts FOLDER")
    return Survey(covered, missing, problems)


def _coverage(article: Source, text: Text, loaded: dataset.Dataset) -> Coverage:
    card, records = article.card, article.records
    spellings = {thing.id: thing.all_names for thing in loaded.named}
    for person in loaded.people:  # with the titles that this article gives them
        titles = (each.title for each in card.titles if each.person == person.id)
        spellings[person.id] = (*person.all_names, *titles)
    quotes: list[tuple[str, Kind | None]] = [
        (quote, record.kind) for record in records for quote in record.quote
    ]
    quotes += [(nothing.quote, None) for nothing in card.nothing]
    marks = [(span, kind) for quote, kind in quotes for span in text.find(quote)]
    explained = [span for span, kind in marks if kind is None]
    uncarried = _uncarried(article, text, spellings)
    left = {part: _outside(spans, explained) for part, spans in uncarried.items()}
    sentences = _apart(text.sentences, [span for span, _ in marks])
    return Coverage(card.id, len(records), text, marks, {"sentence": sentences, **left})


def _uncarried(article: Source, text: Text, spellings: Spellings) -> dict[str, list[Span]]:
    """The dates, numbers and names of a text that neither a record nor the card carries."""
    plain, entries = text.plain, (article.card, *article.records)
    carried = [_carried(entry, spellings) for entry in entries]
    dates, own_dates = list(calendar.printed(plain)), list(map(calendar.parts, carried))
    dated = [span for _, span in dates]
    fields = {getattr(entry, field, None) for entry in entries for field in _AMOUNTS}
    amounts = {amount._replace(value=abs(amount.value)) for amount in fields if amount}
    amounts |= {number.amount for words in carried for number in _undated(words)}
    others = [number.span for number in _undated(plain) if number.amount not in amounts]
    read = [number.span for number in numbers(plain)]
    unread = _apart(spans("numeral", plain), dated + read)  # such as `22,4`
    known = {word for names in spellings.values() for word in fold(" ".join(names)).split()}
    of_card, *of_records = map(_stems, carried)
    own_names = [of_card, *(of_card | stems for stems in of_records)]
    return {
        "date": [
            span
            for date, span in dates
            if not any(all(map(frozenset.issubset, date, own)) for own in own_dates)
        ],
        "number": _outside(others, spans("uncounted", plain)) + unread,
        "name": [
            span
            for span in _apart(names(text, known), dated)
            if not any(_stems(text.words(span)) <= own for own in own_names)
        ],
    }


def _carried(entry: Entry, spellings: Spellings) -> str:
    """The texts of an entry but for quotes, and the names it refers to."""
    linked = (name for _, _, id_ in entry.references() for name in spellings.get(id_, ()))
    return normal(" ".join((*_texts(entry), *linked)))


def _texts(entry: Entry) -> Iterator[str]:
    for name, value in entry:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entry) and name != "nothing":
                yield from _texts(part)
            elif isinstance(part, str) and name != "quote":
                yield part


def _undated(plain: str) -> list[Number]:
    dates = [span for _, span in calendar.printed(plain)]
    return [number for number in numbers(plain) if _apart([number.span], dates)]


def _apart(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(span.overlaps(other) for other in others)]


def _outside(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(other.holds(span) for other in others)]


def _stems(words: str) -> set[str]:
    """Words for comparison, without the endings of the names of peoples."""
    return {PATTERNS["people"].sub("", word) for word in fold(words).split()}


def names(text: Text, known: Container[str]) -> Iterator[Span]:
    """Every run of capitalised words; the first word of a sentence counts only if it is known."""
    starts = {sentence.start for sentence in text.sentences}
    for start, end in spans("name", text.plain):
        first = text.plain[start:end].partition(" ")[0]
        opens = start in starts or PATTERNS["sentence_start"].search(text.plain[:start])
        if opens and fold(PATTERNS["name_end"].sub("", first)) not in known:
            start += len(first) + 1
        name = PATTERNS["name_end"].sub("", text.plain[start:end])
        if len(name) > 1:
            yield Span(start, start + len(name))
