"""Dates held against the words that date them, or else against the quotes.

data/README.md says which words those can be, and when a year is stated (Evidence).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date as date_
from itertools import pairwise, product

from kzby.model import dates, kinds
from kzby.verify import calendar
from kzby.verify.calendar import Parts, bare, doubts_of, ends_of, later, of_edtf, only
from kzby.verify.evidence import WORDS_OF, Case, dates_of
from kzby.verify.text import Wrong, normal, unprinted
from kzby.verify.words import Span, lower

_APART = ("term_text", "ends_text", "due_text")  # date nothing else


def faults(case: Case) -> Iterator[Wrong]:
    """What is wrong with each date, or with words for none."""
    left = {*WORDS_OF.values()}
    for field, date, printed in dates_of(case.record):
        if case.states(field):
            left.discard(WORDS_OF[field])
            yield _misdated(field, date, printed, case)
    for field in filter(case.states, sorted(left)):
        yield unprinted(field, getattr(case.record, field), case.source.text)


def _misdated(field: str, date: str, printed: str, case: Case) -> Wrong:
    for each in _Date(field, date, printed, case).faults():
        yield field, f"is {date}, but {each}"
    yield from unprinted(WORDS_OF[field], printed, case.source.text)


class _Date:
    """A date of a record, and the words that date it."""

    def __init__(self, field: str, date: str, printed: str, case: Case) -> None:
        self.field, self.date, self.printed, self.case = field, date, printed, case
        record, self.reported = case.record, case.card.published
        if open_ := re.fullmatch(r"\[([^.,]+)\.\.([^.,]+)\]", date):  # `after 1 March`
            until_reported = bare(open_[2]) == bare(ends_of(self.reported)[-1])
            date = self.date = f"{open_[1]}/.." if until_reported else date
        apart = [normal(words) for each in _APART if (words := getattr(record, each, None))]
        quotes = [each for each in case.quotes if not any(words in each for words in apart)]
        dated = (each for each in (printed, *quotes) if calendar.is_dated(each, case.words))
        self.words = next(dated, "")
        self.low, self.own = lower(self.words), calendar.parts(self.words, case.words)
        places, self.near = case.text.find(self.words), list[Span]()
        for part in (case.sentences, case.wider):
            self.near = self.near or [at for at in places if any(map(at.overlaps, part))]
        self.places = self.near or places  # those nearest to a quote
        self.dated = [at for _, at in case.text.dates if any(map(at.overlaps, self.places))]
        self.stated, self.inferred = of_edtf(date), doubts_of(date)
        held = isinstance(record, kinds.Meeting | kinds.Agreement | kinds.Count)
        is_actual = getattr(record, "basis", "actual" if held else "") == "actual"
        self.is_past = is_actual and record.status != "announced" and field not in ("due", "ends")
        every = [each for _, each, _ in dates_of(record)]
        self.every = Parts().union(*map(of_edtf, every), *map(calendar.spanned, every))
        self.linked = [other for each in case.linked for _, other, of in dates_of(each) if of]
        self.is_linked = bare(date) in map(bare, self.linked)
        self.window = getattr(record, "period", "") if field == "against" else ""
        shifts = calendar.shifts(self.words, case.words)[1]
        for each, by in product(self.linked, shifts):
            if later(of_edtf(each), by) == self.stated:
                self.window = self.window or each

    def has(self, pattern: str) -> bool:
        return self.case.words.search(pattern, self.low) is not None

    def faults(self) -> Iterator[str]:
        if self.words:
            yield from self.misread()
            yield from self.beside()
        elif not self.is_linked and not self.is_end():
            yield from self.undated()
        yield from self.cut()
        yield from self.apart()

    def is_end(self) -> bool:
        """Whether its words are the first or the last day of a linked record: `on its last day`."""
        search, low = self.case.words.search, lower(self.printed)
        at = [0, -1][bool(search("@last_day", low)) : 2 - bool(search("@first_day", low))]
        ends = {ends_of(each)[end] for each in self.linked for end in at}
        return bool(self.printed) and bare(self.date) in ends

    def undated(self) -> Iterator[str]:
        """That a date without words is not what is known of the publication."""
        (*first, last), known = ends_of(self.date), ends_of(self.reported)
        fits = [any(each.startswith(end) for each in known) for end in (*first, last)]
        if self.printed or self.field in ("period", "against") or not all(fits):
            yield "no words date it so; give them, or link the record that has the date"
        elif self.inferred != doubts_of(self.reported):
            yield f"the publication is {self.reported}; doubt the year as there"

    def misread(self) -> Iterator[str]:
        """That the words mean another date: they need some days and months, and allow others."""
        dated, years = only(self.stated, "year"), [*self.years()]
        every = (self.own, of_edtf(self.window), self.stated)
        own, same, stated = (only(each, "day", "month") for each in every)
        needs, allows = own, own or same
        if self.has("@counted|@days_from") or (self.has("@weekdays") and not own):
            needs = allows = only(self.counted(), "day", "month")
        elif self.window and self.has("@same_period"):
            needs = allows = own | same
        elif self.has("@same_window|@since_start"):
            allows = stated
        doubts = [doubt for year, doubt in years if year == (dated or year)]
        if not doubts or not needs <= calendar.spanned(self.date) or not stated <= allows:
            advice = "; give other words for it, or quote without these" * (not self.printed)
            means = ", ".join(f"{unit} {n}" for unit, n in sorted(needs | years[0][0])) or "no date"
            yield f"“{self.words}” means {means}{advice}"
        elif all(doubts) and False in self.inferred and dated:
            yield f"“{self.words}” prints no year; mark it with ?"
        elif not any(doubts) and True in self.inferred:
            yield "the year is certain; write it without ?"

    def beside(self) -> Iterator[str]:
        """That the words, or what stands beside them, open, blur or contradict a date."""
        case, date, is_period = self.case, bare(self.date), self.field == "period"
        if self.field not in ("signed", "ends", "against") and len(ends_of(date)) == 1:
            starts = not is_period and self.is_marked("deadline")
            starts |= (self.is_past or not is_period) and self.is_marked("open_start")
            ends = self.is_marked("open_end")
            if date[-2:] != ".." if ends else starts and date[:2] != "..":
                yield f"“{self.words}” leaves a side open; write it with .."
            if "~" not in self.date and self.is_marked("hedges.about"):
                yield f"“{self.words}” is not exact; write it with ~"
        if is_period and len(date) == 4 and self.is_marked("partly"):
            yield f"“{self.words}” is not the whole year"
        before = [case.text.before(at) for at in self.dated]
        ended = [case.words.search("@ended(?!.*@agreed)", each) for each in before]
        if self.field == "signed" and ended and all(ended):
            yield f"“{self.words}” is when it ended"
        named = case.words.search("(@weekdays),?(?: @fillers)* $", "".join(before[:1]))
        means = case.words.meanings("weekdays", named[1]) if named else ()
        if means and len(self.own) == 3 and str(date_.fromisoformat(date).weekday()) not in means:
            yield "it was another day of the week"
        of_number = is_period or isinstance(case.record, kinds.Count)
        for number in case.numbers("value") if of_number and not self.has("@years_from") else ():
            start = number.earlier
            own = Span(start or 0, number.span.end + len(number.gap))
            if start is not None and not any(map(own.overlaps, self.places)):
                yield f"{case.quoted} has what it was before"

    def is_marked(self, table: str) -> bool:
        """Whether words of a table open the words, or stand beside each date of theirs."""
        # What is remarked may still be so: `friends since 1992`.
        text, is_remark = self.case.text, isinstance(self.case.record, kinds.Remark)
        before, behind = f"@{table}<(?: @fillers)*,? ?", f" @{table}>"
        marks = [text.is_after(at, before) or text.is_before(at, behind) for at in self.dated]
        return self.has(f"^@{table}<") or (bool(marks) and all(marks) and not is_remark)

    def cut(self) -> Iterator[str]:
        """That its words are only part of a date, or of two: `2010 to 2014`."""
        text, every = self.case.text, self.case.text.dates
        whole = [each for _, each in every]
        for (first, one), (last, other) in pairwise(every):
            joined = self.case.words.search("^(?:@joints|@reach)$", text.low[one.end : other.start])
            if joined and not (first | last) <= self.every and self.field not in ("due", "ends"):
                whole.append(Span(one.start, other.end))
        cut = [[w for w in whole if w.overlaps(at) and not at.holds(w)] for at in self.places]
        if cut and all(cut):
            yield f"“{self.words}” is only part of “{text.words(cut[0][0])}”"

    def apart(self) -> Iterator[str]:
        """That its words are far, or that the quotes have another date."""
        case, text = self.case, self.case.text
        every, quoted = text.dates, case.places
        said = lower(" ".join(map(text.words, case.sentences)))
        today = bare(self.reported) if "0 day" in case.words.read("counted", said) else ""
        far = self.printed and self.places and not self.near and case.is_whole
        if far and not self.is_linked and bare(self.date) != today:
            yield f"“{self.printed}” stands far from {case.quoted}; quote what it dates"
        if self.field == "due":  # `being built since March`
            every = [each for each in every if not text.is_after(each[1], "@open_end< ")]
        within = any(sentence.overlaps(at) for sentence in case.sentences for at in self.near)
        alone = isinstance(case.record, kinds.Count) and not self.is_linked
        if not self.words and (alone or self.field == "period"):
            quoted = case.sentences
        elif self.near and self.field in ("date", "signed") and not (within or self.is_linked):
            quoted, every = case.sentences, [each for each in every if only(each[0], "day")]
        for place in quoted:
            of_place = [(each, at) for each, at in every if at.overlaps(place)]
            if of_place and not any(each <= self.every for each, _ in of_place):
                yield f"{case.quoted} goes with “{text.words(of_place[0][1])}”"
                return

    def counted(self) -> Parts:
        """The date of the report, or what `yesterday`, `on Monday` or `last month` means.

        `The next day` is that after the day of a linked record, or one printed before.
        """
        read, report = self.case.words.read, bare(self.reported)
        for days in read("days_from", self.low):
            linked = [each for each in map(of_edtf, self.linked) if len(each) == 3]
            printed = [*self.earlier()[::-1], of_edtf(report)]
            every = [later(each, int(days), "day") for each in linked or printed if len(each) > 1]
            year = only(of_edtf(report), "year")
            every = [each if only(each, "year") else each | year for each in every]
            return self.stated if self.stated in every else next(iter(every), Parts())
        by = {unit: int(number) for number, unit in map(str.split, read("counted", self.low))}
        weekday = next(iter(read("weekdays", self.low) if not self.own else ()), None)
        return Parts().union(*(self.moved(end, by, weekday) for end in ends_of(report)))

    def moved(self, end: str, by: Mapping[str, int], weekday: str | None) -> Parts:
        """An end of the report's date, some days or months later, or on the weekday then."""
        date, away = of_edtf(end), by.get("day", 0)
        if "month" in by:
            return later(date, by["month"], "month")
        if weekday and len(date) == 3:
            away = int(weekday) - date_.fromisoformat(end).weekday()
            away %= -7 if self.is_past else 7
        return later(date, away, "day")

    def earlier(self) -> list[Parts]:
        """The dates that the text prints before the words."""
        end = self.case.text.plain.find(self.words)
        return [parts for parts, at in self.case.text.dates if at.end <= end]

    def years(self) -> Iterator[tuple[Parts, bool]]:
        """What years the words can mean, the likeliest first, and whether each is inferred."""
        doubtful = True in doubts_of(self.reported)
        by_report, by_window = calendar.shifts(self.words, self.case.words)
        if own := only(self.own, "year"):
            yield frozenset([max(own)]) if self.field == "ends" else own, False
            return
        if self.window:
            by = by_window or by_report or {-self.has("@same_period")}
            years = only(of_edtf(self.window), "year")
            doubt = doubtful if by_report else True in doubts_of(self.window)
            yield Parts().union(*(later(years, each) for each in by)), doubt
        elif by_window or self.has("@same_window"):
            before = [only(parts, "year") for parts in self.earlier()]
            for away, years in product(by_window or {0}, filter(None, before[-2:])):
                yield later(years, away), False
        is_month = self.own and not only(self.own, "day")  # `in October 2017, then in December`
        for place in self.places[:1] if is_month else ():
            left = Span(self.case.text.around(place).start, place.start)
            listed = [only(parts, "year") for parts, at in self.case.text.dates if left.holds(at)]
            yield from ((years, False) for years in [*filter(None, listed)][-1:])
        for _, year in sorted(only(self.counted(), "year")):
            by = by_report or by_window or {self.nearest(year)}
            yield frozenset(("year", year + each) for each in by), doubtful

    def nearest(self, year: int) -> int:
        """By how much the last such date, or the next if it is due, is of another year."""
        (first, last), (start, end) = map(dates.bounds, (self.reported, self.date))
        early, late = (f"{year}{(each or '')[4:]}" for each in (start or end, end or start))
        over = late if self.field == "period" else early  # a window is over before it is counted
        if (self.is_past or self.has("@last_season @seasons")) and last and over > last:
            return -1
        return int(self.field == "due" and bool(end and first and late < first))
