"""How much of a text is recorded: the quotes in it, and what no record carries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kzby.errors import Problem, UsageError, nearest
from kzby.load import dataset
from kzby.model.fields import Entry
from kzby.model.terms import Kind
from kzby.verify import calendar
from kzby.verify.evidence import Source, name_of, sources
from kzby.verify.names import Names, same, tokens
from kzby.verify.numbers import numbers, prints
from kzby.verify.text import Text, normal
from kzby.verify.words import Span, Words, lower

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
    covered = [_coverage(source, source.text) for source in selected if source.text]
    missing = [name_of(source.card) for source in selected if source.wrong is None]
    problems = [
        source.entries[0].problem((str(field),), text)
        for source in selected
        for field, text in source.wrong or ()
    ]
    if not (covered or problems):
        raise UsageError(f"{missing[0]} is missing; give its folder with --texts FOLDER")
    return Survey(covered, missing, problems)


def _coverage(article: Source, text: Text) -> Coverage:
    card, records = article.card, article.records
    quotes: list[tuple[str, Kind | None]] = [
        (quote, record.kind) for record in records for quote in record.quote
    ]
    quotes += [(nothing.quote, None) for nothing in card.nothing]
    marks = [(span, kind) for quote, kind in quotes for span in text.find(quote)]
    explained = [span for span, kind in marks if kind is None]
    uncarried = (
        _uncarried(article, text, article.words, article.names)
        if article.words and article.names
        else {}
    )
    left = {part: _outside(spans, explained) for part, spans in uncarried.items()}
    sentences = _apart(text.sentences, [span for span, _ in marks])
    return Coverage(card.id, len(records), text, marks, {"sentence": sentences, **left})


def _uncarried(article: Source, text: Text, words: Words, names: Names) -> dict[str, list[Span]]:
    """The dates, numbers and names of a text that neither a record nor the card carries."""
    entries = (article.card, *article.records)
    carried = [_carried(entry, names) for entry in entries]
    own_dates = [calendar.parts(each, words) for each in carried]
    own_dates += [calendar.of_edtf(each) for each in carried]
    printed = calendar.printed(text.plain, words)
    dated = [span for _, span in printed]
    amounts = {
        str(entry.written[field])
        for entry in article.entries
        for field in _AMOUNTS
        if field in entry.written
    }
    digits = {each.digits for own in carried for each in numbers(lower(own), words)}
    read = [each for each in numbers(text.low, words) if _apart([each.span], dated)]
    others = [
        each.span
        for each in read
        if each.digits not in digits and not any(prints(each, own, words) for own in amounts)
    ]
    uncounted = [Span(*match.span()) for match in words.pattern("@uncounted").finditer(text.low)]
    known = {each.word for own in carried for each in tokens(own, words)}
    return {
        "date": [
            span
            for date, span in printed
            if not any(all(map(frozenset.issubset, date, own)) for own in own_dates)
        ],
        "number": _outside(others, uncounted),
        "name": [
            span
            for span in _apart(capitals(text, words, names), dated)
            if not all(
                any(same(own, each.word, "region", words) for own in known)
                for each in tokens(text.words(span), words)
            )
        ],
    }


def _carried(entry: Entry, names: Names) -> str:
    """The texts of an entry but for quotes, and the names it refers to."""
    linked = (
        name
        for _, _, id_ in entry.references()
        if (thing := names.things.get(id_))
        for name in thing.all_names
    )
    return normal(" ; ".join((*_texts(entry), *linked)))


def _texts(entry: Entry) -> Iterator[str]:
    for name, value in entry:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entry) and name != "nothing":
                yield from _texts(part)
            elif isinstance(part, str) and name != "quote":
                yield part


def _apart(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(span.overlaps(other) for other in others)]


def _outside(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(other.holds(span) for other in others)]


def capitals(text: Text, words: Words, names: Names) -> Iterator[Span]:
    """Every run of capitalised words; what only opens a sentence, or is a noun, must be known.

    German writes every noun so: there a name is known, or has two words.
    """
    known = {mention.span for mention in names.mentions(text.plain)}
    starts = {sentence.start for sentence in text.sentences}
    run: list[Span] = []
    for token in (*tokens(text.plain, words), None):
        joined = (
            run and token and text.plain[run[-1].end : token.span.start] in (" ", "-", "'s ", "' ")
        )
        if run and not (token and token.capital and joined):
            yield from _name(run, text, words, known, starts)
            run = []
        if token and token.capital:
            run.append(token.span)


def _name(
    run: list[Span], text: Text, words: Words, known: set[Span], starts: set[int]
) -> Iterator[Span]:
    first = run[0]
    opens = first.start in starts or text.plain[: first.start].rstrip(" \"'(")[-1:] in tuple(
        '.!?:-"'
    )
    nouns = words.tables["nouns_capital"]
    is_known = any(each.overlaps(first) for each in known)
    if not is_known and (opens or (nouns and len(run) < 2)):
        run = run[1:]
    if run and run[-1].end - run[0].start > 1 and (not nouns or len(run) > 1 or is_known):
        yield Span(run[0].start, run[-1].end)
