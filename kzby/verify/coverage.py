"""How much of a text is recorded: the quotes in it, and what no record carries."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kzby.errors import Problem, UsageError
from kzby.load import dataset
from kzby.model.terms import Kind
from kzby.verify import calendar, numbers
from kzby.verify.evidence import Source, name_of, sources
from kzby.verify.names import Names, same, tokens
from kzby.verify.text import Text, normal
from kzby.verify.words import Span, lower

_AMOUNTS = ("value", "low", "high", "change")
_QUOTED = ("quote", "nothing")
_CAPITAL = r"(?![a-zß-öø-ÿа-џ])[^\W\d_](?:[\w'-]*\w)?"
_NAME = re.compile(rf"(?<![\w'-]){_CAPITAL}(?: {_CAPITAL})*")
_OPENS = re.compile(r'(?:^|[.!?:]"?|"| -) ?$')
_POSSESSIVE = re.compile("'s?$")


class Coverage(NamedTuple):
    """A text, its quotes by kind (None: explained by the card), and what is left by part."""

    article: str
    file: Path
    records: int
    text: Text
    marks: Sequence[tuple[Span, Kind | None]]
    left: Mapping[str, Sequence[Span]]


class Survey(NamedTuple):
    """The coverage of articles, and the texts that are missing or wrong."""

    articles: Sequence[Coverage]
    missing: Sequence[str]
    problems: Sequence[Problem]


def survey(folder: Path, texts: Path | None = None, article: str = "") -> Survey:
    """The coverage of an article, or of all; UsageError if there is no text."""
    loaded = dataset.load(folder)
    place, articles = sources(loaded, texts)
    selected = [each for each in articles if article in ("", each.card.id)]
    covered = [_coverage(each, each.text, place or Path()) for each in selected if each.text]
    missing = [name_of(each.card) for each in selected if each.wrong is None]
    problems = [
        each.entries[0].problem((str(field),), text)
        for each in selected
        for field, text in each.wrong or ()
    ]
    if not (covered or problems):
        raise UsageError(f"{missing[0]} is missing; give its folder with --texts FOLDER")
    return Survey(covered, missing, problems)


def _coverage(article: Source, text: Text, folder: Path) -> Coverage:
    card, records = article.card, article.records
    quotes: list[tuple[str, Kind | None]] = [(q, each.kind) for each in records for q in each.quote]
    quotes += [(nothing.quote, None) for nothing in card.nothing]
    marks = [(span, kind) for quote, kind in quotes for span in text.find(quote)]
    marked = [span for span, _ in marks]
    explained = [span for span, kind in marks if kind is None]
    left = {"sentence": _apart(text.sentences, marked)}
    if names := article.names:
        for part, spans in _uncarried(article, text, names).items():
            left[part] = [each for each in spans if not any(e.holds(each) for e in explained)]
        vague = text.spans("@vague", Span(0, len(text.low)))
        left["number"] += _apart(vague, [*marked, *(number.span for number in text.numbers)])
    return Coverage(card.id, folder / name_of(card), len(records), text, marks, left)


def _uncarried(article: Source, text: Text, names: Names) -> dict[str, list[Span]]:
    """The dates, numbers and names of a text that neither a record nor the card carries."""
    words, entries = names.words, article.entries
    carried = list[str]()  # what each entry says but for quotes, and the names it refers to
    for each in entries:
        own = {field: value for field, value in each.written.items() if field not in _QUOTED}
        ids = (id_ for _, _, id_ in each.entry.references() if id_ in names.things)
        carried.append(normal(f"{own} {[names.things[id_].all_names for id_ in ids]}"))
    dates = [calendar.parts(own, words) for own in carried]
    dates += [calendar.of_edtf(own) for own in carried]
    written = [str(e.written[name]) for e in entries for name in _AMOUNTS if name in e.written]
    digits = {number.digits for own in carried for number in numbers.numbers(lower(own), words)}
    known = {token.word for own in carried for token in tokens(own, words)}
    small = words.pattern("@generic|@oblast|@units|@scales")
    ends = dict(sorted(each.span for each in article.mentions))  # of the longest name
    nouns = words.tables["nouns_capital"]

    def is_known(span: Span) -> bool:
        name = Span(span.start, ends.get(span.start, span.end))
        more = text.plain[name.end : span.end].split()  # a noun, if German
        plain = text.words(span if more[nouns:] else name)
        return all(
            small.fullmatch(lower(plain[slice(*token.span)]))
            or any(same(own, token.word, "region", words) for own in known)
            for token in tokens(plain, words)
        )

    named = names_in(text, names.every)
    return {
        "date": [span for date, span in text.dates if not any(map(date.issubset, dates))],
        "number": [
            number.span
            for number in counted(text)
            if number.digits not in digits and not any(map(number.prints, written))
        ],
        "name": [s for s in _apart(named, [span for _, span in text.dates]) if not is_known(s)],
    }


def counted(text: Text) -> list[numbers.Number]:
    """The numbers of a text, but for such as `the two countries` and `Views: 123`."""
    others = text.spans(r"@uncounted|@counters:? \d|\d @counters", Span(0, len(text.low)))
    return [number for number in text.numbers if _apart([number.span], others)]


def _apart(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(map(span.overlaps, others))]


def names_in(text: Text, names: Iterable[tuple[str, ...]]) -> Iterator[Span]:
    """Every run of capitalised words; what opens a sentence, or is a noun, only if it is known.

    Known is a whole name alone: no `cooperation`, though it is in the name of a body.
    """
    plain, words, starts = text.plain, text.language, {each.start for each in text.sentences}
    nouns = words and words.tables["nouns_capital"]
    known = {name[0] for name in names if not name[1:]}
    for match in chain.from_iterable(_NAME.finditer(plain, *each) for each in text.sentences):
        start, end = match.span()
        while start < end:
            first, _, more = plain[start:end].partition(" ")
            opens = (
                start in starts
                or _OPENS.search(plain[max(start - 60, 0) : start])
                or (nouns and not more)
            )
            read = tokens(_POSSESSIVE.sub("", first), words) if words and opens else ()
            if not opens or any(token.word in known for token in read):
                break
            start += len(first) + 1
        name = _POSSESSIVE.sub("", plain[start:end])
        if len(name) > 1:
            yield Span(start, start + len(name))
