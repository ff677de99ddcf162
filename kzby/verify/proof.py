"""The proof of a dataset, from each record back to the words of its article."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kzby.errors import Place, Problem, UsageError
from kzby.load import dataset
from kzby.load.entries import Located
from kzby.model import kinds
from kzby.model.article import Article, Title
from kzby.model.terms import CLAIMS, Claim
from kzby.verify import calendar, dating, denials, measures, whose
from kzby.verify.evidence import Case, Source, dates_of, in_words, name_of, sources
from kzby.verify.names import has_words
from kzby.verify.numbers import integer, numbers
from kzby.verify.text import Text, Wrong, unprinted
from kzby.verify.words import ENGLISH, Span, lower, reached


class Proof(NamedTuple):
    """Whether each claim is proven on the texts of a folder (None: not checked), by its kind.

    `unread` counts the claims of articles in languages without a file, by language and kind.
    """

    texts: Path | None
    missing: Sequence[str]
    problems: Sequence[Problem]
    verdicts: Mapping[Claim, Sequence[bool | None]]
    unread: Mapping[str, Counter[Claim]]


def prove(folder: Path, texts: Path | None = None, only: str = "") -> Proof:
    """The proof of a dataset, or of an article, on texts: by default `seeds` beside the dataset.

    UsageError if a named folder holds no text.
    """
    loaded = dataset.load(folder)
    place, every = sources(loaded, texts)
    articles = [each for each in every if only in ("", each.card.id)]
    missing = [name_of(each.card) for each in articles if place and each.wrong is None]
    if texts and len(missing) == len(articles):
        raise UsageError(f"--texts {texts} holds no text of an article, such as {missing[0]}")
    verdicts: dict[Claim, list[bool | None]] = {claim: [] for claim in CLAIMS}
    unread = dict[str, Counter[Claim]]()
    problems: list[Problem] = []
    for article in articles:
        text, words = article.text, article.words
        needs: dict[Claim, object] = {"text": text or article.wrong, "quote": text}
        needs["name"] = text and words
        for entry, claim, wrong in _findings(article):
            is_read = needs.get(claim, words)
            if text and not is_read:
                unread.setdefault(article.card.language, Counter())[claim] += 1
            faults = [
                entry.problem((field,) if isinstance(field, str) else field, sentence)
                for field, sentence in (wrong if is_read else ())
            ]
            # its own words may contradict a date, but only a text can prove one
            unproven = claim == "date" and not text and not faults
            verdicts[claim].append(None if unproven or not is_read else not faults)
            problems += faults
    return Proof(place, missing, problems, verdicts, unread)


def _findings(article: Source) -> Iterator[tuple[Located, Claim, Wrong]]:
    """What is wrong with each claim, to be asked only where it can be read."""
    card, text, (head, *entries) = article.card, article.text, article.entries
    yield head, "text", article.wrong or ()
    yield head, "date", published(card, text, article.records)
    for at, nothing in enumerate(card.nothing):
        yield head, "quote", unprinted(("nothing", at, "quote"), nothing.quote, text)
    if text and _has_headline(card, text):
        yield head, "quote", unprinted("headline", card.headline, text)
    if card.dateline:
        yield head, "quote", unprinted("dateline", card.dateline, text)
    for at, each in enumerate(card.titles):
        field, printed = in_words(each, "title", card)
        if printed:
            yield head, "name", _title(("titles", at, field), each, printed, article)
    named = {each.id for each in article.mentions}
    if text and article.words and card.agency not in named and not card.publisher_note:
        advice = "is not printed; correct the id, or say in publisher_note how it is known"
        yield head, "name", [("agency", advice)]
    for entry, record in zip(entries, article.records, strict=True):
        for claim, wrong in claims(Case(record, entry.written, article)):
            yield entry, claim, wrong


def _has_headline(card: Article, text: Text) -> bool:
    """Whether a text begins with a headline, by its first line."""
    first, _, rest = text.shown.strip().partition("\n")
    dated = text.language and calendar.is_dated(first, text.language)
    is_text = card.headline_basis or first.endswith(".") or dated or not rest
    return bool(text.find(card.headline)) or not (is_text or len(first.split()) < 4)


def _title(path: Place, title: Title, printed: str, source: Source) -> Wrong:
    """That a title is not printed, or only beside another person, or the person is not."""
    places, person = source.places(printed), title.person
    spans, near = [each.span for each in source.people], set[str]()
    for place in places:
        beside = reached(spans, Span(place.start - 3, place.end + 3))
        near |= {source.people[at].id for at in beside}
    if person not in {each.id for each in source.people}:
        yield path, f"the text prints no known name of {person}"
    elif not places:
        yield path, f"“{printed}” is not printed; give the printed words"
    elif near and person not in near:
        yield path, f"“{printed}” is printed beside another person; give a longer phrase"
    yield from _office(path, title.title, printed, source)


def claims(case: Case) -> Iterator[tuple[Claim, Wrong]]:
    """What is wrong with each claim of a record."""
    for at, quote in enumerate(case.record.quote):
        path = ("quote", at) if isinstance(case.written["quote"], list) else "quote"
        yield "quote", unprinted(path, quote, case.source.text)
    for wrong in _names(case):
        yield "name", wrong
    for wrong in measures.faults(case):
        yield "number", wrong
    for wrong in dating.faults(case):
        yield "date", wrong


def _names(case: Case) -> Iterator[Wrong]:
    """What is wrong with each name, role, term and good, and with whose figure it is.

    The sectors that a record is listed under, and other records, are not named by a text.
    """
    record = case.record
    for path, _, id_ in record.references():
        if case.states(str(path[0])) and path[0] not in (*kinds.LINKS, "sector", "sectors"):
            yield whose.named(path, id_, case)
    people = getattr(record, "participants", ()) if case.states("participants") else ()
    worded = [(("participants", at), each, "role") for at, each in enumerate(people)]
    for path, entry, name in (*worded, *[((), record, "term")] * case.states("term")):
        field, printed = in_words(entry, name, case.card)
        if printed:
            yield _worded((*path, field), getattr(entry, name) or "", printed, case)
    if isinstance(record, kinds.Goods):
        yield measures.goods(record, case)
    if case.is_whole and case.source.words and (wrong := [*denials.contradictions(record, case)]):
        yield wrong


def _office(path: Place, own: str, printed: str, source: Source) -> Wrong:
    """That our words for a title name a deputy, or an office, where the printed ones do not."""
    if not (source.words and source.names and source.english):
        return
    low = ENGLISH.pattern("@oblast(?= @generic)").sub("", lower(own))
    read, ours = source.words.read("offices", lower(printed)), ENGLISH.read("offices", low)
    # nobody's is that in `head of the oblast department`, `of the presidential administration`
    own_office = ENGLISH.search("^(?:(?! of ).)*?@offices", low)
    if "deputy" in read - ours:
        yield path, f"“{own}” leaves out that “{printed}” is a deputy"
    elif own_office and ours.isdisjoint(read):
        yield path, f"“{own}” is another office than “{printed}”"
    regions, others = source.english.regions(own), source.names.regions(printed)
    within = source.names.within
    alike = [1 for at in regions for to in others if at in within(to) or to in within(at)]
    reversed_ = sorted(regions) == sorted(others) and regions != others
    if regions and others and (reversed_ or not alike):
        both = " and ".join(regions), " and ".join(others)
        yield path, f"“{own}” is of {both[0]}, and “{printed}” of {both[1]}"


def _worded(path: Place, own: str, printed: str, case: Case) -> Wrong:
    """That the sentences of the quotes, and those before, do not print our words, or others."""
    yield from _office(path, own, printed, case.source)
    terms = [(lower(own), ENGLISH), (lower(printed).replace("-", " "), case.words)]
    ours, theirs = ({integer(n.digits, words) for n in numbers(low, words)} for low, words in terms)
    if path[-1] == "term_text" and ours and theirs and ours != theirs:
        yield ("term",), f"“{own}” is not what “{printed}” says"
    if not any(has_words(printed, case.text.words(span), case.words) for span in case.wider):
        yield path, f"the sentence does not print “{printed}”; give the printed words"


def published(card: Article, text: Text | None, records: Iterable[kinds.Record] = ()) -> Wrong:
    """What is wrong with the date of an article, by its `dating` and its text."""
    stated, date = card.published, calendar.of_edtf(card.published)
    inferred = calendar.doubts_of(stated)
    told = Text(card.dating, ENGLISH)
    if calendar.parts(told.words(told.sentences[-1]), ENGLISH) != date:
        yield "dating", f"must close with a sentence that prints {stated} in words"
    if not (text and text.language):
        return
    every = [parts for parts, _ in text.dates]
    worded = (each for record in records for _, each, words in dates_of(record) if words)
    events = [*map(calendar.of_edtf, worded)]
    units = {unit for unit, _ in date}
    if False in inferred and not any({unit for unit, _ in date & own} == units for own in every):
        yield "published", f"is {stated}, but the text prints no such date with its year; mark it ?"
    elif True in inferred and "day" in units and date in every and date not in events:
        yield "published", f"is {stated}, but the text prints it; write it without ?"
