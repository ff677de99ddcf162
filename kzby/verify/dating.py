"""Dates held against the words that date them, or else against the quotes.

The words print each day, month and year, or count the year from another (`last year`), or it is
that of the publication. A date without words is that of a linked record, or of the publication.
A year is stated where it is printed for that very date, or counted from a printed date of the
report; any other is inferred.
"""

import re
from collections.abc import Iterator
from datetime import date as day
from datetime import timedelta

from kzby.model import dates, kinds
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
Years = tuple[frozenset[int], bool]  # and whether they are inferred


def published(card: kinds.Article, text: Text | None) -> Wrong:
    """What is wrong with the date of an article, by its `dating` and its text."""
    stated, date, english = card.published, of_edtf(card.published), languages.of("en")
    dating, inferred = Text(card.dating, english), _doubts(stated)
    if english and calendar.parts(dating.words(dating.sentences[-1]), english) != date:
        yield "dating", f"must close with a sentence that prints {stated} in words"
    if text is None or not text.language:
        return
    every = [parts for parts, _ in calendar.printed(text.plain, text.language)]
    known = any(all(not b or a & b for a, b in zip(p, date, strict=True)) for p in every)
    one = date.days and len(_ends(stated)) == 1
    if one and not any(p.days >= date.days and p.months >= date.months for p in every):
        yield "published", f"is {stated}, a day that the text does not print"
    elif False in inferred and not known:
        yield "published", f"is {stated}, but the text prints no such date with its year; mark it ?"
    elif True in inferred and date.days and date in every:
        yield "published", f"is {stated}, but the text prints it; write it without ?"


def faults(case: Case) -> Iterator[Wrong | None]:
    """What is wrong with each date, or with words for none; None if only the text can say."""
    record, text = case.record, case.source.text
    dates_of = [each for each in _dates_of(record) if case.states(each[0])]
    for field, date, words in dates_of:
        wrong = [(field, f"is {date}, but {each}") for each in _date(field, date, words, case)]
        yield [*wrong, *((words and unprinted(WORDS_OF[field], words, text)) or ())]
    for field in sorted({*WORDS_OF.values()} - {WORDS_OF[field] for field, _, _ in dates_of}):
        if case.states(field):
            yield unprinted(field, getattr(record, field), text)


def _dates_of(record: kinds.Record) -> Iterator[tuple[str, str, str]]:
    """Each date of a record: its field, the date, the words that date it."""
    for field, words_field in WORDS_OF.items():
        if date := getattr(record, field, None):
            yield field, date, normal(getattr(record, words_field, None) or "")


def _date(field: str, date: str, printed: str, case: Case) -> Iterator[str]:
    record, words, reported = case.record, case.words, case.source.card.published
    (earliest, _), (_, latest) = dates.bounds(date), dates.bounds(reported)
    if _is_past(field, record) and earliest and latest and earliest > latest:
        yield f"the publication was on {reported}"
    every = [printed, *map(normal, record.quote)]
    dating = next((each for each in every if calendar.is_dated(each, words)), None)
    if dating is None:
        yield from _undated(field, date, printed, case)
    elif day_of := words.search("@days", lower(dating)):
        (by,) = words.meanings("days", day_of[0])
        told = {
            day.fromisoformat(end) + timedelta(int(by)) for end in dates.bounds(reported) if end
        }
        if calendar.bare(date) not in map(str, told):
            yield f"“{dating}” means {' or '.join(map(str, told))}"
    elif words.search("@since_start", lower(dating)):
        if not date.startswith(str(min(of_edtf(reported).years))):
            yield f"“{dating}” begins with the year of the report"
    else:
        yield from _misread(field, date, dating, case)
    yield from _strange(field, date, printed, case)


def _is_past(field: str, record: kinds.Record) -> bool:
    basis = "actual" if isinstance(record, kinds.Meeting | kinds.Agreement) else None
    past = getattr(record, "basis", basis) == "actual" and record.status != "announced"
    return past and field not in ("due", "ends")


def _misread(field: str, date: str, printed: str, case: Case) -> Iterator[str]:
    words, stated = case.words, of_edtf(date)
    read, low = calendar.parts(printed, words), lower(printed)
    origin = getattr(case.record, "period", None) if field == "against" else None
    same = of_edtf(origin or case.source.card.published)
    counts_back = field == "against" and not (read.days or read.months)
    for at, noun in enumerate(("day", "month")):
        can_be = [read[at]]
        if words.search("@same_period", low):
            can_be = [read[at] | same[at]]
        elif counts_back or words.search("@same_window", low):
            can_be += [same[at], stated[at]][: 1 if counts_back else 2]
        elif field == "ends" and read[at]:
            can_be = [frozenset({max(read[at])})]
        if len(stated[at]) > 1:  # `24, 25 and 26 April`
            can_be += [each & stated[at] for each in can_be if _reach(each) == _reach(stated[at])]
        if stated[at] not in can_be:
            yield f"“{printed}” prints {_listed(can_be[0], noun)}"
    if stated.years:
        yield from _misdated(field, date, printed, case)
    for side, pattern in _OPEN.items() if field in ("date", "due", "signed") else ():
        opens = words.search(f"^@{side}", low)
        if opens and not re.search(pattern, date):
            if side == "open_start" or not words.search("@closed", low[opens.end() :]):
                yield f"“{printed}” leaves a side open; write it with .."
    if longer := _longer(printed, case):
        yield f"“{printed}” is only part of “{longer}”"


def _reach(numbers: frozenset[int]) -> tuple[int, int]:
    return min(numbers, default=0), max(numbers, default=0)


def _longer(printed: str, case: Case) -> str | None:
    """The date that words cut wherever they stand, such as `January-July` for `July`."""
    text, every = case.text, list[Span]()
    for _, span in calendar.printed(text.plain, case.words):
        between = text.low[every[-1].end : span.start] if every else "#"
        joined = case.words.pattern("@reach|,? | @of_year ").fullmatch(between)
        every.append(Span(every.pop().start if joined else span.start, span.end))
    places = text.find(printed)
    near = [place for place in places if any(wide.holds(place) for wide in case.wider)]
    cuts = [
        next((date for date in every if date.overlaps(at) and not at.holds(date)), None)
        for at in near or places
    ]
    return text.words(cuts[0]) if cuts and cuts[0] and all(cuts) else None


def _misdated(field: str, date: str, printed: str, case: Case) -> Iterator[str]:
    """What is wrong with years, which words print, count from others, or leave to the report."""
    stated, inferred = of_edtf(date).years, _doubts(date)
    years = calendar.parts(printed, case.words).years
    if years and field == "ends":
        years = frozenset({max(years)})
    can_be = [(years, False)] if years else [*_counted(field, date, printed, case)]
    fits = [doubtful for each, doubtful in can_be if stated == each]
    if not fits:
        yield f"“{printed}” {'prints' if years else 'means'} {_listed(can_be[0][0], 'year')}"
    elif all(fits) and False in inferred:
        yield f"“{printed}” prints no year; mark it with ?"
    elif not any(fits) and True in inferred:
        yield "the year is certain; write it without ?"


def _counted(field: str, date: str, printed: str, case: Case) -> Iterator[Years]:
    """The years that words without a year can mean, the likeliest first."""
    record, reported = case.record, case.source.card.published
    report, window = of_edtf(reported).years, getattr(record, "period", None)
    doubtful, low = True in _doubts(reported), lower(printed)
    by_report, by_window = calendar.shifts(printed, case.words)
    if case.words.search("@same_window", low) and field != "against":
        yield from ((frozenset({each}), False) for each in _before(printed, case))
    if field == "against" and window:
        by = by_window or by_report
        by = by or {-1 if case.words.search("@same_period", low) else 0}
        inferred = doubtful if by_report else True in _doubts(window)
        yield frozenset(year + each for year in of_edtf(window).years for each in by), inferred
    if by := by_report or by_window:
        yield frozenset(year + each for year in report for each in by), doubtful
        yield from ((frozenset({year + each}), doubtful) for year in report for each in by)
        return
    (first, last), (begin, end) = dates.bounds(reported), dates.bounds(date)
    past = _is_past(field, record)
    for year in sorted(report):
        starts, ends = (f"{year}{each[4:]}" for each in (begin or end or "", end or begin or ""))
        late = past and last and starts > last
        if field == "due" and first and ends < first:
            year += 1
        yield frozenset({year - 1 if late else year}), doubtful
        if past and last and ends > last:
            yield frozenset({year - 1}), doubtful
    yield report, doubtful


def _before(printed: str, case: Case) -> frozenset[int]:
    """The years of the nearest dates before words such as `in the same year`."""
    text = case.text
    for place in text.find(printed):
        for sentence in reversed([each for each in text.sentences if each.start < place.start]):
            part = text.plain[sentence.start : min(sentence.end, place.start)]
            if years := calendar.parts(part, case.words).years:
                return years
    return frozenset()


def _undated(field: str, date: str, printed: str, case: Case) -> Iterator[str]:
    record, reported = case.record, case.source.card.published
    ends, known = _ends(date), _ends(reported)
    opens = [f"{end[:4]}-01-01" for end in known if len(ends) > 1 and ends[-1] in known]
    links = {id_ for path, _, id_ in record.references() if path[0] in kinds.LINKS}
    linked = {
        calendar.bare(other)
        for each in case.source.records
        for _, other, words in _dates_of(each)
        if each.id in links
        and any(calendar.is_dated(own, case.words) for own in (words, *map(normal, each.quote)))
    }
    if calendar.bare(date) in linked:
        return
    follows = all(end in opens or any(each.startswith(end) for each in known) for end in ends)
    if printed or field in ("period", "against") or not follows:
        yield "no words date it so; give them, or link the record that has the date"
    elif _doubts(date) != _doubts(reported):
        yield f"the publication is {reported}; doubt the year as there"


def _strange(field: str, date: str, printed: str, case: Case) -> Iterator[str]:
    """Other dates in the quotes, beside the figure, or by words that stand far from it."""
    record, words, text = case.record, case.words, case.text
    known = [of_edtf(each) for _, each, _ in _dates_of(record)]
    every = Parts(*(frozenset().union(*part) for part in zip(*known, strict=True)))
    around = [spot.around for spot in case.spots(case.figure)]
    spans = [(place, "quotes") for place in case.places if printed or field == "period"]
    if field == "period" and around:
        spans.append((min(around, key=lambda span: len(text.words(span))), "words beside it"))
    far = printed and not any(w.overlaps(at) for w in case.wider for at in text.find(printed))
    spans += [
        (sentence, "sentence") for sentence in case.sentences if far and case.is_whole
    ]
    for span, name in spans:
        strange = []
        for parts, at in calendar.printed(text.plain, words):
            own = Parts(frozenset(), *parts[1:]) if field == "period" else parts
            between = field == "period" and not own.years and _holds(every.months, own.months)
            if at.overlaps(span):
                strange.append(None if own.within(every) or between else text.words(at))
        if strange and (all(strange) or (any(strange) and field == "period")):
            yield f"the {name} print “{next(filter(None, strange))}”"
            return


def _holds(months: frozenset[int], others: frozenset[int]) -> bool:
    (first, last), (begin, end) = _reach(months), _reach(others)
    return first <= begin and end <= last


def _ends(date: str) -> list[str]:
    """The ends of an interval, or the dates of a set."""
    return re.findall(r"[\dX-]+", calendar.bare(date))


def _doubts(date: str) -> set[bool]:
    """Whether the years of a date are doubted; both if only some are."""
    return {"?" in end for end in re.findall(r"[\dX?~-]+", dates.in_months(date))}


def _listed(numbers: frozenset[int], noun: str) -> str:
    """Numbers with what they are: `day 16`, `months 1 and 10`, `no year`."""
    listed = " and ".join(map(str, sorted(numbers)))
    return f"{noun}{'s' * (len(numbers) > 1)} {listed}" if numbers else f"no {noun}"
