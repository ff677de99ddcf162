"""How much of an article's text is recorded: the quotes in it, and what no record carries."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
from kzby.verify.words import PATTERNS, WORDS, Span, spans

NO_TEXTS = "the articles' texts are not included"
_AMOUNTS = ("value", "low", "high", "change")
_STEM = 5  # letters that the forms of a name share: `Kazakh`, `Kazakhstani`


@dataclass(frozen=True)
class Coverage:
    """An article's text, its quotes by kind (None: explained by the card), what is left by part."""

    article: str
    records: int
    text: Text
    marks: tuple[tuple[Span, Kind | None], ...]
    left: Mapping[str, Sequence[Span]]


@dataclass(frozen=True)
class Survey(Checked):
    """The coverage of articles."""

    articles: tuple[Coverage, ...]


def survey(folder: Path, texts: Path | None = None, article: str | None = None) -> Survey:
    """The coverage of one article of a dataset, or of all whose texts are there.

    DataError if it is not sound; UsageError if there is no such article, or no text.
    """
    loaded = dataset.load(folder)
    ids = [card.id for card in loaded.articles]
    if article is not None and article not in ids:
        raise UsageError(f"no article has the id {article!r}; {nearest(article, ids)}")
    place, articles = sources(loaded, texts)
    selected = [source for source in articles if article in (None, source.card.id)]
    covered = [_coverage(source, source.text, loaded) for source in selected if source.text]
    missing = [name_of(source.card) for source in selected if source.wrong is None]
    problems = [
        source.entries[0].problem((str(field),), text)
        for source in selected
        for field, text in source.wrong or ()
    ]
    if not (covered or problems):
        lacking = f"{place} does not hold {missing[0]}" if place else NO_TEXTS
        raise UsageError(f"{lacking}; give their folder with --texts FOLDER")
    return Survey(tuple(missing), tuple(problems), tuple(covered))


def _coverage(article: Source, text: Text, loaded: dataset.Dataset) -> Coverage:
    card, records, plain = article.card, article.records, text.plain
    spellings = {thing.id: thing.all_names for thing in loaded.named}
    for person in loaded.people:  # with the titles that this article gives them
        titles = (role.title for role in person.roles if role.article == card.id)
        spellings[person.id] = (*person.all_names, *titles)
    quotes: list[tuple[str, Kind | None]] = [(record.quote, record.kind) for record in records]
    quotes += [(nothing.quote, None) for nothing in card.nothing]
    marks = tuple((span, kind) for quote, kind in quotes for span in text.find(quote))
    nothing = [span for span, kind in marks if kind is None]
    carried = [_carried(entry, spellings) for entry in (card, *records)]
    of_card, *of_records = (fold(words).split() for words in carried)
    own_words = [of_card, *(words + of_card for words in of_records)]
    own_dates = [calendar.parts(words) for words in carried]
    amounts = {getattr(entry, field, None) for entry in records for field in _AMOUNTS}
    amounts = {amount._replace(value=abs(amount.value)) for amount in amounts if amount}
    amounts |= {number.amount for words in carried for number in _undated(words)}
    dates = list(calendar.printed(plain))
    uncarried = [number.span for number in _undated(plain) if number.amount not in amounts]
    dated = [span for _, span in dates]
    read = dated + [number.span for number in numbers(plain)]
    unread = _apart(spans("numeral", plain), read)  # such as `22,4`
    known = {word for names in spellings.values() for word in fold(" ".join(names)).split()}
    unnamed = _apart(names(text, known), dated)
    left = {
        "date": [span for date, span in dates if not _has_date(date, own_dates)],
        "number": _outside(uncarried, spans("uncounted", plain)) + unread,
        "name": [span for span in unnamed if not _has_name(text.words(span), own_words)],
    }
    sentences = _apart(text.sentences, [span for span, _ in marks])
    explained = {part: _outside(spans, nothing) for part, spans in left.items()}
    return Coverage(card.id, len(records), text, marks, {"sentence": sentences, **explained})


def _carried(entry: Entry, spellings: Spellings) -> str:
    """What an entry carries, in words: its texts but for quotes, and the names it refers to."""
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


def _has_date(date: calendar.Parts, entries: Iterable[calendar.Parts]) -> bool:
    return any(all(map(frozenset.issubset, date, own)) for own in entries)


def _has_name(name: str, entries: Iterable[Iterable[str]]) -> bool:
    words = fold(name).split()
    return any(
        all(any(_is_form(word, other) for other in own) for word in words) for own in entries
    )


def _is_form(word: str, known: str) -> bool:
    """Whether words are the same, but for the ending of a people's name."""
    stem, longer = sorted((word, known), key=len)
    is_longer = len(stem) >= _STEM and longer.startswith(stem)
    return word == known or (is_longer and longer[len(stem) :] in WORDS["name_endings"])


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
