"""Dates held against the words that date them, or else against the quotes.

The words print each day, month and year, or count the year from another (`last year`), or it is
that of the publication. A date without words is that of a linked record, or of the publication.
A year is stated where it is printed for that very date, or counted from a printed date of the
report; any other is inferred.
"""

import re
from collections.abc import Iterator
from itertools import chain

from kzby.model import dates, kinds
from kzby.verify import calendar
from kzby.verify import words as languages
from kzby.verify.calendar import Parts, of_edtf
from kzby.verify.context import Spot
from kzby.verify.evidence import Evidence
from kzby.verify.numbers import numbers, prints
from kzby.verify.text import Text, Wrong, normal, unprinted
from kzby.verify.words import Span, Words, lower

# The field of each date, with that of the words for it.
WORDS_OF = {"date": "date_text", "signed": "date_text"} | {
    field: f"{field}_text" for field in ("period", "due", "against", "ends")
}
_OPEN = {"start": r"\.\.[/\d]", "end": r"/\.\.|\.\.\]"}  # how EDTF leaves a side of a date open


def published(card: kinds.Article, text: Text | None) -> Wrong:
    """What is wrong with the date of an article, by its `dating` and its text."""
    stated, english = card.published, languages.of("en")
    dating = Text(card.dating, english)
    date, doubts = of_edtf(stated), _doubts(stated)
    closing = dating.words(dating.sentences[-1])
    if english and calendar.parts(closing, english) != date:
        yield "dating", f"must close with a sentence that prints {stated} in words"
    if text is None or not text.words_of:
        return
    printed = [parts for parts, _ in calendar.printed(text.plain, text.words_of)]
    single = date.days and len(_ends(stated)) == 1
    known = any(all(map(_meets, parts, date)) for parts in printed)
    if single and not any(p.days >= date.days and p.months >= date.months for p in printed):
        yield "published", f"is {stated}, a day that the text does not print"
    elif False in doubts and not known:
        yield "published", f"is {stated}, but the text prints no such date with its year; mark it ?"
    elif True in doubts and date.days and date in printed:
        yield "published", f"is {stated}, but the text prints it; write it without ?"


def _meets(printed: frozenset[int], stated: frozenset[int]) -> bool:
    return not stated or not stated.isdisjoint(printed)


def faults(evidence: Evidence) -> Iterator[Wrong | None]:
    """What is wrong with each date, or with words for none; None if only the text can say."""
    record = evidence.record
    dates_of = [each for each in _dates_of(record) if evidence.states(each[0])]
    for field, date, words in dates_of:
        yield [*_date(field, date, words, evidence)]
    for field in sorted({*WORDS_OF.values()} - {WORDS_OF[field] for field, _, _ in dates_of}):
        if evidence.states(field):
            yield unprinted(field, getattr(record, field), evidence.text)


def _dates_of(record: kinds.Record) -> Iterator[tuple[str, str, str]]:
    """Each date of a record: its field, the date, the words that date it."""
    for field, words_field in WORDS_OF.items():
        if date := getattr(record, field, None):
            yield field, date, normal(getattr(record, words_field, None) or "")


def _date(field: str, date: str, printed: str, evidence: Evidence) -> Wrong:
    record, published, words = evidence.record, evidence.card.published, evidence.words
    if printed:
        yield from unprinted(WORDS_OF[field], printed, evidence.text) or ()
    (earliest, _), (_, latest) = dates.bounds(date), dates.bounds(published)
    if _is_past(field, record) and earliest and latest and earliest > latest:
        yield field, f"is {date}, after the publication on {published}"
    quotes = (quote.plain for quote in evidence.quotes)
    every = chain([printed], quotes)
    dating = next((each for each in every if calendar.is_dated(each, words)), None)
    wrong = _misread if dating else _undated
    for text in wrong(field, date, dating or printed, evidence):
        yield field, f"is {date}, but {text}"
    if printed and evidence.text:
        yield from _elsewhere(field, date, printed, evidence)
    if isinstance(record, kinds.Trade) and field == "period":
        yield from _of_figure(date, record, evidence)


def _is_past(field: str, record: kinds.Record) -> bool:
    if field in ("due", "ends"):
        return False
    basis = "actual" if isinstance(record, kinds.Meeting | kinds.Agreement) else None
    return getattr(record, "basis", basis) == "actual" and record.status != "announced"


def _elsewhere(field: str, date: str, printed: str, evidence: Evidence) -> Wrong:
    """That words far from the quotes date a record whose own sentence prints another date."""
    places = evidence.places()
    if not evidence.text or any(
        place.overlaps(span) for place in places for span in evidence.text.find(printed)
    ):
        return
    every = [of_edtf(each) for _, each, _ in _dates_of(evidence.record)]
    for passage in evidence.sentences:
        for parts, span in calendar.printed(passage.plain, evidence.words):
            if not any(all(map(frozenset.issuperset, own, parts)) for own in every):
                other = passage.plain[slice(*span)]
                yield field, f"is {date}, but {passage.name} prints “{other}”"
                return


def _of_figure(date: str, record: kinds.Trade, evidence: Evidence) -> Wrong:
    """What the quotes date, or the words beside the number, that is no date of the figure."""
    words, known = evidence.words, of_edtf(f"{date}/{record.against or ''}")
    for quote in evidence.quotes:
        yield from _unknown(calendar.parts(quote.plain, words), known, quote.name)
    field = next((name for name in ("value", "change") if evidence.states(name)), None)
    beside: list[list[tuple[str, str]]] = []
    for passage in evidence.sentences if field else ():
        for number in numbers(passage.low, words):
            if number.span.overlaps(passage.place) and prints(
                number, str(evidence.written[field or ""]), words
            ):
                around = passage.plain[slice(*Spot(passage, number, words).around)]
                name = f"the words beside the number in {passage.name}"
                beside.append([*_unknown(calendar.parts(around, words), known, name)])
    if beside:
        yield from min(beside, key=len)


def _unknown(printed: Parts, known: Parts, name: str) -> Iterator[tuple[str, str]]:
    for noun, numbers_of, own in zip(("month", "year"), printed[1:], known[1:], strict=True):
        if others := numbers_of - own:
            if noun == "month" and own and min(own) <= min(others) and max(others) <= max(own):
                continue
            yield "period", f"{name} prints {_listed(others, noun)}, in neither period nor against"


def _misread(field: str, date: str, printed: str, evidence: Evidence) -> Iterator[str]:
    # What `last year` and `the same period` start from.
    record, words, published = evidence.record, evidence.words, evidence.card.published
    period = getattr(record, "period", None) if field == "against" else None
    stated, read, low = of_edtf(date), calendar.parts(printed, words), lower(printed)
    same = words.search("@same_period", low) and of_edtf(period or published)
    if words.search("@since_start", low):
        year = sorted(of_edtf(published).years)[0]
        if not re.match(rf"{year}\??-01(?:-01)?(?:/|$)|{year}\??$", date):
            yield f"“{printed}” begins with {year}"
        return
    for at, noun in enumerate(("day", "month")):
        expected = read[at] | same[at] if same else read[at]
        between = {n for n in expected if stated[at] and min(stated[at]) < n < max(stated[at])}
        if stated[at] != expected - (between - stated[at] if "/" in date else set()):
            yield f"“{printed}” prints {_listed(expected, noun)}"
    if stated.years:
        yield from _misdated(field, date, printed, evidence)
    marks = f"@{'open_start'}", f"@{'open_end'}"
    for side, mark in zip(_OPEN, marks, strict=True):
        opens = words.search(f"^{mark}", low)
        if side == "end" and words.search("@closed", low[opens.end() :] if opens else ""):
            opens = None
        if opens and not re.search(_OPEN[side], date):
            yield f"“{printed}” leaves its {side} open; write it with .."
    if evidence.text and (longer := _longer(printed, evidence.text, words)):
        yield f"“{printed}” is only part of “{longer}”"


def _longer(printed: str, text: Text, words: Words) -> str | None:
    """The date that words cut wherever they stand, such as `January-July` for `July`."""
    every: list[Span] = []
    for _, span in calendar.printed(text.plain, words):
        between = text.low[every[-1].end : span.start] if every else "#"
        joint = words.pattern("@reach|,? | @of_year ").fullmatch(between)
        start = every.pop().start if joint else span.start
        every.append(Span(start, span.end))
    cuts = [
        [date for date in every if date.overlaps(place) and not place.holds(date)]
        for place in text.find(printed)
    ]
    return text.words(cuts[0][0]) if cuts and all(cuts) else None


def _misdated(field: str, date: str, printed: str, evidence: Evidence) -> Iterator[str]:
    """What is wrong with years, which words print, count from others, or leave to the report."""
    stated, doubts = of_edtf(date).years, _doubts(date)
    if years := calendar.parts(printed, evidence.words).years:
        if stated != years:
            yield f"“{printed}” prints {_listed(years, 'year')}"
        elif True in doubts:
            yield "the year is certain; write it without ?"
        return
    can_be = [*_counted(field, date, printed, evidence)]
    fits = [doubtful for years, doubtful in can_be if stated == years]
    if not fits:
        yield f"“{printed}” means {_listed(can_be[0][0], 'year')}"
    elif all(fits) and False in doubts:
        yield f"“{printed}” prints no year; mark it with ?"
    elif not any(fits) and True in doubts:
        yield "the year is certain; write it without ?"


def _counted(
    field: str, date: str, printed: str, evidence: Evidence
) -> Iterator[tuple[frozenset[int], bool]]:
    """The years that words without a year can mean, and whether each is inferred."""
    record, published = evidence.record, evidence.card.published
    report, period = of_edtf(published).years, getattr(record, "period", None)
    doubtful = True in _doubts(published)
    from_report, from_period = calendar.shifts(printed, evidence.words)
    same = evidence.words.search("@same_period", lower(printed))
    if field == "against" and period and (from_report or from_period or same):
        own, shifts = of_edtf(period).years, from_period or from_report or {-1}
        inferred = doubtful if from_report else True in _doubts(period)
        yield frozenset(year + by for year in own for by in shifts), inferred
    if counted := from_report or from_period:
        yield frozenset(year + by for year in report for by in counted), doubtful
        yield from ((frozenset({year + by}), doubtful) for year in report for by in counted)
    elif field == "against" and period:
        yield of_edtf(period).years, True in _doubts(period)
    else:
        (first, last), (begin, end) = dates.bounds(published), dates.bounds(date)
        for year in sorted(report):
            moved = [f"{year}{day[4:]}" for day in (begin or end or "", end or begin or "")]
            past = _is_past(field, record)
            if field == "due" and first and moved[1] < first:
                yield frozenset({year + 1}), doubtful
            elif past and last and moved[0] > last:
                yield frozenset({year - 1}), doubtful
            else:
                yield frozenset({year}), doubtful
                if past and last and moved[1] > last:
                    yield frozenset({year - 1}), doubtful
        yield report, doubtful


def _undated(field: str, date: str, printed: str, evidence: Evidence) -> Iterator[str]:
    published, record = evidence.card.published, evidence.record
    ends, known = _ends(date), _ends(published)
    opens = [f"{end[:4]}-01-01" for end in known if len(ends) > 1 and ends[-1] in known]
    links = {id_ for path, _, id_ in record.references() if path[0] in kinds.LINKS}
    linked = {
        calendar.bare(other)
        for each in evidence.source.records
        for _, other, words in _dates_of(each)
        if each.id in links and _dates_itself(each, words, evidence.words)
    }
    if calendar.bare(date) in linked:
        return
    follows = all(end in opens or any(day.startswith(end) for day in known) for end in ends)
    if printed or field in ("period", "against") or not follows:
        yield "no words date it so; give them, or link the record that has the date"
    elif _doubts(date) != _doubts(published):
        yield f"the publication is {published}; doubt the year as there"


def _dates_itself(record: kinds.Record, printed: str, words: Words) -> bool:
    return any(calendar.is_dated(each, words) for each in (printed, *map(normal, record.quote)))


def _ends(date: str) -> list[str]:
    """The ends of an interval, or the dates of a set."""
    return re.findall(r"[\dX-]+", calendar.bare(date))


def _doubts(date: str) -> set[bool]:
    """Whether the years of a date are doubted; both if only some are."""
    return {"?" in end for end in re.findall(r"[\dX?~-]+", dates.in_months(date))}


def _listed(numbers_of: frozenset[int], noun: str) -> str:
    """Numbers with what they are: `day 16`, `months 1 and 10`, `no year`."""
    listed = " and ".join(map(str, sorted(numbers_of)))
    return (
        f"{noun if len(numbers_of) == 1 else f'{noun}s'} {listed}" if numbers_of else f"no {noun}"
    )
