"""Dates held against the words that date them, or else against the quotes.

The words print each day, month and year, or count the year from another (`last year`), or it is
that of the publication. A date without words is that of a linked record, or of the publication.
A year is stated where it is printed for that very date, or counted from a printed date of the
report; any other is inferred.
"""

import re
from collections.abc import Iterable, Iterator

from kzby.model import dates, kinds
from kzby.model.article import Article
from kzby.verify import calendar
from kzby.verify import words as languages
from kzby.verify.calendar import Parts, of_edtf
from kzby.verify.evidence import Case
from kzby.verify.text import Text, Wrong, normal, unprinted
from kzby.verify.words import Span, lower

# The field of each date, with that of the words for it.
WORDS_OF = {"date": "date_text", "signed": "date_text"} | {
    field: f"{field}_text" for field in ("period", "due", "against", "ends")
}
_OPEN = {"open_start": r"\.\.[/\d]", "open_end": r"/\.\.|\.\.\]"}  # how EDTF leaves a side open
Numbers = frozenset[int]


def published(card: Article, text: Text | None, records: Iterable[kinds.Record] = ()) -> Wrong:
    """What is wrong with the date of an article, by its `dating` and its text."""
    stated, date, english = card.published, of_edtf(card.published), languages.of("en")
    dating, inferred = Text(card.dating, english), _inferred(stated)
    if english and calendar.parts(dating.words(dating.sentences[-1]), english) != date:
        yield "dating", f"must close with a sentence that prints {stated} in words"
    every = [parts for parts, _ in text.dates] if text and text.language else None
    if every is None:
        return
    events = [of_edtf(each) for record in records for _, each, words in _dates_of(record) if words]
    one = date.days and len(_ends(stated)) == 1 and True not in inferred
    if one and not any(p.days >= date.days and p.months >= date.months for p in every):
        yield "published", f"is {stated}, a day that the text does not print"
    elif False in inferred and not any(p.meets(date) for p in every):
        yield "published", f"is {stated}, but the text prints no such date with its year; mark it ?"
    elif True in inferred and date.days and date in every and date not in events:
        yield "published", f"is {stated}, but the text prints it; write it without ?"


def faults(case: Case) -> Iterator[Wrong | None]:
    """What is wrong with each date, or with words for none; None if only the text can say."""
    text, left = case.source.text, {*WORDS_OF.values()}
    for field, date, words in _dates_of(case.record):
        if case.states(field):
            left.discard(WORDS_OF[field])
            wrong = [(field, f"is {date}, but {each}") for each in _date(field, date, words, case)]
            yield [*wrong, *((words and unprinted(WORDS_OF[field], words, text)) or ())]
    for field in filter(case.states, sorted(left)):
        yield unprinted(field, getattr(case.record, field), text)


def _dates_of(record: kinds.Record) -> Iterator[tuple[str, str, str]]:
    for field, words_field in WORDS_OF.items():
        if date := getattr(record, field, None):
            yield field, date, normal(getattr(record, words_field, None) or "")


def _date(field: str, date: str, printed: str, case: Case) -> Iterator[str]:
    reported, quotes = case.card.published, map(normal, case.record.quote)
    (earliest, _), (_, latest) = dates.bounds(date), dates.bounds(reported)
    if _is_past(field, case) and earliest and latest and earliest > latest:
        yield f"the publication was on {reported}"
    dating = (each for each in (printed, *quotes) if calendar.is_dated(each, case.words))
    if words := next(dating, None):
        yield from _misread(field, date, words, case)
    elif calendar.bare(date) not in _linked(case):
        ends, known = _ends(date), _ends(reported)
        opens = [f"{end[:4]}-01-01" for end in known if len(ends) > 1 and ends[-1] in known]
        told = (end in opens or any(each.startswith(end) for each in known) for end in ends)
        if printed or field in ("period", "against") or not all(told):
            yield "no words date it so; give them, or link the record that has the date"
        elif _inferred(date) != _inferred(reported):
            yield f"the publication is {reported}; doubt the year as there"
    yield from _strange(field, date, printed, case)


def _is_past(field: str, case: Case) -> bool:
    held = isinstance(case.record, kinds.Meeting | kinds.Agreement)
    basis = getattr(case.record, "basis", "actual" if held else "")
    return basis == "actual" and case.record.status != "announced" and field not in ("due", "ends")


def _linked(case: Case) -> set[str]:
    """The dates of linked records that words date."""
    links = {id_ for path, _, id_ in case.record.references() if path[0] in kinds.LINKS}
    return {
        calendar.bare(date)
        for each in case.source.records
        for _, date, printed in _dates_of(each)
        if each.id in links
        and any(calendar.is_dated(own, case.words) for own in (printed, *map(normal, each.quote)))
    }


def _misread(field: str, date: str, printed: str, case: Case) -> Iterator[str]:
    stated, inferred, low = of_edtf(date), _inferred(date), lower(printed)
    days, years = _days(field, printed, stated, case), [*_years(field, date, printed, case)]
    fits = [doubt for each, doubt in years if not stated.years or each == stated.years]
    if not fits or not any(map(_reads, days, [stated] * len(days))):
        listed = map(_listed, (*days[0], years[0][0]), ("day", "month", "year"))
        yield f"“{printed}” means {', '.join(listed)}"
    elif all(fits) and False in inferred and stated.years:
        yield f"“{printed}” prints no year; mark it with ?"
    elif not any(fits) and True in inferred:
        yield "the year is certain; write it without ?"
    for side, pattern in _OPEN.items() if field in ("date", "due", "signed") else ():
        opens = case.words.search(f"^@{side}", low)
        closed = opens and side == "open_end" and case.words.search("@closed", low[opens.end() :])
        if opens and not closed and not re.search(pattern, date):
            yield f"“{printed}” leaves a side open; write it with .."
    if longer := _longer(printed, case):
        yield f"“{printed}” is only part of “{longer}”"


def _reads(days: tuple[Numbers, Numbers], stated: Parts) -> bool:
    """Whether days and months are those stated, or also some between: `24, 25 and 26 April`."""
    return all(
        own == ends or (len(ends) > 1 and ends <= own <= {*range(min(ends), max(ends) + 1)})
        for own, ends in zip(days, stated[:2], strict=True)
    )


def _days(field: str, printed: str, stated: Parts, case: Case) -> list[tuple[Numbers, Numbers]]:
    """The days and months that words can mean, the likeliest first."""
    own, low, search = calendar.parts(printed, case.words), lower(printed), case.words.search
    window = getattr(case.record, "period", None) if field == "against" else None
    same, plain = of_edtf(window or case.card.published)[:2], own[:2]
    if search("@days", low):
        return [of_edtf(_reported(low, case))[:2]]
    if search("@same_period", low) and (window or not search("@same_window", low)):
        return [(own.days | same[0], own.months | same[1])]
    if search("@same_window|@since_start", low):
        return [plain, stated[:2]]
    if field == "ends" and own.days:
        return [(frozenset({max(own.days)}), own.months)]
    return [plain, same] if window and not any(plain) else [plain]


def _reported(low: str, case: Case) -> str:
    """The date of the report, or that which words count in days from it: `yesterday`."""
    day = case.words.search("@days", low)
    by = int(next(iter(case.words.meanings("days", day[0])))) if day else 0
    return calendar.moved(case.card.published, by)


def _years(field: str, date: str, printed: str, case: Case) -> Iterator[tuple[Numbers, bool]]:
    """The years that words can mean, the likeliest first, and whether each is inferred."""
    reported, words, low = case.card.published, case.words, lower(printed)
    report, doubtful = of_edtf(_reported(low, case)).years, True in _inferred(reported)
    by_report, by_window = calendar.shifts(printed, words)
    window = getattr(case.record, "period", None) if field == "against" else None
    if own := calendar.parts(printed, words).years:
        yield frozenset({max(own)}) if field == "ends" else own, False
        return
    if not window and words.search("@same_window", low):
        before = calendar.printed(case.text.plain.partition(printed)[0], words)
        yield from ((own.years, False) for own, _ in before[-2:] if own.years)
    if window:
        by = by_window or by_report or {-1 if words.search("@same_period", low) else 0}
        years = frozenset(year + each for year in of_edtf(window).years for each in by)
        yield years, doubtful if by_report else True in _inferred(window)
    if by := by_report or by_window:
        yield frozenset(year + each for year in report for each in by), doubtful
        yield from ((frozenset(year + each for each in by), doubtful) for year in report)
        return
    (first, last), (begin, end) = dates.bounds(reported), dates.bounds(date)
    for year in sorted(report):
        starts, ends = (f"{year}{(each or '')[4:]}" for each in (begin or end, end or begin))
        late = ends if field == "period" else starts  # a window is over before it is counted
        if _is_past(field, case) and last and late > last:
            yield frozenset({year - 1}), doubtful
        next_year = field == "due" and first and ends < first
        yield frozenset({year + 1 if next_year else year}), doubtful
    yield report, doubtful


def _longer(printed: str, case: Case) -> str | None:
    """The date that words cut wherever they stand, such as `January-July` for `July`."""
    text, every = case.text, list[Span]()
    for _, span in text.dates:
        between = text.low[every[-1].end : span.start] if every else "#"
        joined = case.words.pattern("@reach|,? | @of_year ").fullmatch(between)
        every.append(Span(every.pop().start if joined else span.start, span.end))
    places = text.find(printed)
    near = [place for place in places if any(wide.holds(place) for wide in case.wider)] or places
    cuts = [next((d for d in every if d.overlaps(at) and not at.holds(d)), None) for at in near]
    return text.words(cuts[0]) if cuts and cuts[0] and all(cuts) else None


def _strange(field: str, date: str, printed: str, case: Case) -> Iterator[str]:
    """Dates of others: in the quotes, beside the figure, or words that stand far from both."""
    text, window, places = case.text, field == "period", case.text.find(printed)
    every = calendar.union([of_edtf(each) for _, each, _ in _dates_of(case.record)])
    far = places and not any(wide.overlaps(at) for wide in case.wider for at in places)
    if far and case.is_whole and calendar.bare(date) not in _linked(case):
        yield f"“{printed}” stands far from {case.quoted}; quote what it dates"
    spans = [*case.places] if printed or window else []
    figures = [number.around for number in case.numbers(case.figure) if window]
    spans += sorted(figures, key=lambda span: span.end - span.start)[:1]
    for span in spans:
        own = {at: _fits(own, every, field) for own, at in text.dates if at.overlaps(span)}
        if own and not (all(own.values()) if window else any(own.values())):
            strange = next(at for at, fits in own.items() if not fits)
            yield f"{case.quoted} goes with “{text.words(strange)}”"
            return


def _fits(own: Parts, every: Parts, field: str) -> bool:
    """Whether a date can be one of a record's; a month, one of its window."""
    if field != "period":
        return own.within(every)
    if own.years:
        return own._replace(days=every.days).within(every)
    return not own.months or min(every.months, default=13) <= min(own.months) <= max(every.months)


def _ends(date: str) -> list[str]:
    """The ends of an interval, or the dates of a set."""
    return re.findall(r"[\dX-]+", calendar.bare(date))


def _inferred(date: str) -> set[bool]:
    """Whether the years of a date are inferred; both if only some are."""
    return {"?" in end for end in re.findall(r"[\dX?~-]+", dates.in_months(date))}


def _listed(numbers: Numbers, noun: str) -> str:
    """Numbers with what they are: `day 16`, `months 1 and 10`, `no year`."""
    listed = " and ".join(map(str, sorted(numbers)))
    return f"{noun}{'s' * (len(numbers) > 1)} {listed}" if numbers else f"no {noun}"
