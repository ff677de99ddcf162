"""Dates held against the words that date them, or else against the quotes.

data/README.md says which words those can be, and when a year is stated (Evidence).
"""

import re
from collections.abc import Iterator
from datetime import date as date_
from itertools import pairwise, product

from kzby.model import dates, kinds
from kzby.verify import calendar
from kzby.verify.calendar import Parts, bare, doubts_of, ends_of, later, of_edtf, only
from kzby.verify.evidence import WORDS_OF, Case, dates_of
from kzby.verify.numbers import integer
from kzby.verify.text import Wrong, normal, unprinted
from kzby.verify.words import Span, lower

_APART = ("term_text", "ends_text", "due_text")  # date nothing else


def faults(case: Case) -> Iterator[Wrong]:
    """What is wrong with each date, or with words for none."""
    text, left = case.source.text, {*WORDS_OF.values()}
    for field, date, printed in dates_of(case.record):
        if case.states(field):
            left.discard(WORDS_OF[field])
            yield _misdated(field, date, printed, case)
    for field in filter(case.states, sorted(left)):
        yield unprinted(field, getattr(case.record, field), text)


def _misdated(field: str, date: str, printed: str, case: Case) -> Wrong:
    for each in _Date(field, date, printed, case).faults():
        yield field, f"is {date}, but {each}"
    yield from unprinted(WORDS_OF[field], printed, case.source.text) if printed else ()


class _Date:
    """A date of a record, and the words that date it."""

    def __init__(self, field: str, date: str, printed: str, case: Case) -> None:
        self.field, self.date, self.printed, self.case = field, date, printed, case
        apart = [normal(words) for each in _APART if (words := getattr(case.record, each, None))]
        quotes = (each for each in case.quotes if not any(words in each for words in apart))
        dated = (each for each in (printed, *quotes) if calendar.is_dated(each, case.words))
        self.words = next(dated, "")
        places, self.near = case.text.find(self.words), list[Span]()
        for part in (case.sentences, case.wider):
            self.near = self.near or [at for at in places if any(map(at.overlaps, part))]
        self.places = self.near or places  # those nearest to a quote
        self.low, self.own = lower(self.words), calendar.parts(self.words, case.words)
        self.stated, self.inferred = of_edtf(date), doubts_of(date)
        self.turns = bool(re.fullmatch(r"\d+-12/\d+-02", bare(date)))  # a winter
        self.reported, record = case.card.published, case.record
        every = (calendar.with_season(each) for _, each, _ in dates_of(record))
        self.every = Parts().union(*every)
        self.window = getattr(record, "period", None) if field == "against" else None
        held = isinstance(record, kinds.Meeting | kinds.Agreement | kinds.Count)
        is_actual = getattr(record, "basis", "actual" if held else "") == "actual"
        self.is_past = is_actual and record.status != "announced" and field not in ("due", "ends")
        self.linked = [other for each in case.linked for _, other, of in dates_of(each) if of]
        self.is_linked = bare(date) in map(bare, self.linked)
        _, shifts = calendar.shifts(self.words, case.words)
        moved = {(each, later(of_edtf(each), by)) for each in self.linked for by in shifts}
        self.window = self.window or next((w for w, to in moved if to == self.stated), None)

    def has(self, pattern: str) -> bool:
        return self.case.words.search(pattern, self.low) is not None

    def faults(self) -> Iterator[str]:
        (earliest, _), (_, latest) = map(dates.bounds, (self.date, self.reported))
        if self.is_past and earliest and latest and earliest > latest:
            yield f"the publication was on {self.reported}"
        span = self.case.words.search(calendar.WITHIN, self.low)
        if span and (number := integer(span["n"], self.case.words)):
            yield from self.ahead(number, str(span.lastgroup))
        elif self.words:
            yield from self.misread()
            yield from self.beside()
        elif not self.is_linked and not self.is_end():
            yield from self.undated()
        yield from self.cut()
        yield from self.apart()

    def is_end(self) -> bool:
        """Whether it is the first or the last day of a linked record: `on its last day`."""
        low, search = lower(self.printed), self.case.words.search
        ends = [ends_of(each) for each in self.linked]
        firsts = [each[0] for each in ends if not search("@last_day", low)]
        lasts = [each[-1] for each in ends if not search("@first_day", low)]
        return bool(self.printed) and bare(self.date) in (*firsts, *lasts)

    def undated(self) -> Iterator[str]:
        """That a date without words is not what is known of the publication."""
        (*first, last), known = ends_of(self.date), ends_of(self.reported)
        # Some day of the year, until then.
        opens = first == [f"{last[:4]}-01-01"] and last in known
        fits = [any(each.startswith(end) for each in known) for end in (*first, last)]
        if self.printed or self.field in ("period", "against") or not all(fits[opens:]):
            yield "no words date it so; give them, or link the record that has the date"
        elif self.inferred != doubts_of(self.reported):
            yield f"the publication is {self.reported}; doubt the year as there"

    def misread(self) -> Iterator[str]:
        """That the words mean another date: they need some days and months, and allow others."""
        dated, years = only(self.stated, "year"), [*self.years()]
        every = (self.own, of_edtf(self.window or ""), self.stated)
        own, same, stated = (only(each, "day", "month") for each in every)
        needs, allows = own, own or same
        if self.has("@counted|@days_from") or (self.has("@weekdays") and not own):
            needs = allows = only(self.counted(), "day", "month")
        elif self.window and self.has("@same_period"):
            needs = allows = own | same
        elif self.has("@same_window|@since_start"):
            allows = stated
        between = set(calendar.with_season(self.date))  # `24, 25 and 26 April`
        for unit in ("day", "month"):
            ends = [number for _, number in only(stated, unit)]
            between |= {(unit, n) for n in range(min(ends, default=0), max(ends, default=0))}
        doubts = [doubt for y, doubt in years if y == (dated or y) or (self.turns and y < dated)]
        if not doubts or not needs <= between or not stated <= allows:
            advice = "; give other words for it, or quote without these" * (not self.printed)
            yield f"“{self.words}” means {calendar.listed(needs | years[0][0])}{advice}"
        elif all(doubts) and False in self.inferred and dated:
            yield f"“{self.words}” prints no year; mark it with ?"
        elif not any(doubts) and True in self.inferred:
            yield "the year is certain; write it without ?"

    def beside(self) -> Iterator[str]:
        """That the words, or what stands beside them, open, blur or contradict a date."""
        case, text, date, places = self.case, self.case.text, bare(self.date), self.places
        dated = [at for _, at in text.dates if any(map(at.overlaps, places))]
        # What is remarked may still be so: `friends since 1992`.
        seen = [] if isinstance(case.record, kinds.Remark) else dated

        def marked(table: str) -> bool:
            before, behind = f"@{table}<(?: @fillers)*,? ?", f" @{table}>"
            marks = [text.is_after(at, before) or text.is_before(at, behind) for at in seen]
            return self.has(f"^@{table}<") or (bool(marks) and all(marks))

        is_period = self.field == "period"
        starts = marked("open_start") if self.is_past or not is_period else False
        starts = starts or (not is_period and marked("deadline"))
        opens = date[-2:] != ".." if marked("open_end") else starts and date[:2] != ".."
        lone = self.field not in ("signed", "ends", "against") and len(ends_of(self.date)) == 1
        if lone and opens:
            yield f"“{self.words}” leaves a side open; write it with .."
        if lone and "~" not in self.date and marked("hedges.about"):
            yield f"“{self.words}” is not exact; write it with ~"
        if is_period and len(date) == 4 and marked("partly"):
            yield f"“{self.words}” is not the whole year"
        day = seen and case.words.search("(@weekdays),?(?: @fillers)* $", text.before(seen[0]))
        is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", date)
        means = case.words.meanings("weekdays", day[1]) if day and is_day else ()
        if means and str(date_.fromisoformat(date).weekday()) not in means:
            yield "it was another day of the week"
        of_number = is_period or isinstance(case.record, kinds.Count)
        for number in case.numbers("value") if of_number and not self.has("@years_from") else ():
            start = number.earlier
            own = Span(start or 0, number.span.end + len(number.gap))
            if start is not None and not any(map(own.overlaps, places)):
                yield f"{case.quoted} has what it was before"
        ended = [case.words.search("@ended(?!.*@agreed)", text.before(at)) for at in dated]
        if self.field == "signed" and ended and all(ended):
            yield f"“{self.words}” is when it ended"

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
        far = self.printed and self.places and not self.near
        said = lower(" ".join(map(case.text.words, case.sentences)))
        today = bare(self.reported) if "0 day" in case.words.read("counted", said) else ""
        if far and case.is_whole and not (self.is_linked or bare(self.date) == today):
            yield f"“{self.printed}” stands far from {case.quoted}; quote what it dates"
        if self.field == "due":  # `being built since March`
            since = case.words.pattern("@open_end< $").search
            every = [each for each in every if not since(text.before(each[1]))]
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
        by = {unit: int(number) for number, unit in map(str.split, read("counted", self.low))}
        weekday = next(iter(read("weekdays", self.low) if not self.own else ()), None)
        for days in read("days_from", self.low):
            linked = [each for each in map(of_edtf, self.linked) if len(each) == 3]
            printed = [*self.earlier()[::-1], of_edtf(report)]
            every = [calendar.moved(e, int(days), int(report[:4])) for e in linked or printed]
            return self.stated if self.stated in every else next(filter(None, every), Parts())

        def moved(match: re.Match[str]) -> str:
            if "month" in by:
                return calendar.after(match[0], by["month"], "month")[:7]
            away = by.get("day", 0)
            if weekday:
                away = int(weekday) - date_.fromisoformat(match[0]).weekday()
                away %= -7 if self.is_past else 7
            return calendar.after(match[0], away, "day")

        return of_edtf(re.sub(r"\d{4}-\d\d-\d\d", moved, report))

    def ahead(self, number: int, unit: str) -> Iterator[str]:
        """That `within two months` of the report, or of a linked record, ends another day or month."""
        linked = [end for each in self.linked for end in ends_of(each) if end.count("-") == 2]
        days = filter(None, (*dates.bounds(self.reported), *linked))
        every = [calendar.after(day, number, unit) for day in days]
        ends = {*every, *(day[:7] for day in every)}
        if "/" not in self.date or ends_of(self.date)[-1] not in ends:
            yield f"“{self.words}” means by {max(ends)}; write it with .."
        elif self.inferred != doubts_of(self.reported):
            yield f"the publication is {self.reported}; doubt the year as there"

    def earlier(self) -> list[Parts]:
        """The dates that the text prints before the words."""
        end = self.case.text.plain.find(self.words)
        return [parts for parts, at in self.case.text.dates if at.end <= end]

    def years(self) -> Iterator[tuple[Parts, bool]]:
        """What years the words can mean, the likeliest first, and whether each is inferred."""
        own, window = only(self.own, "year"), self.window
        doubtful = True in doubts_of(self.reported)
        by_report, by_window = calendar.shifts(self.with_year(), self.case.words)
        if own:
            yield frozenset([max(own)]) if self.field == "ends" else own, False
            return
        if window:
            by = by_window or by_report or {-1 if self.has("@same_period") else 0}
            years = only(of_edtf(window), "year")
            doubt = doubtful if by_report else True in doubts_of(window)
            yield frozenset().union(*(later(years, each) for each in by)), doubt
        elif by_window or self.has("@same_window"):
            before = [only(parts, "year") for parts in self.earlier()]
            for more, years in product(by_window or {0}, filter(None, before[-2:])):
                yield later(years, more), False
            # `last year ..., a year before`
            sentence = self.case.text.before(self.places[0]) if self.places else ""
            counted, _ = calendar.shifts(sentence, self.case.words)
            for earlier, more in product(counted, by_window):
                yield later(only(of_edtf(self.reported), "year"), earlier + more), doubtful
        report = sorted(year for _, year in only(self.counted(), "year"))
        spread = report[-1:] > [year + 1 for year in report[:1]]  # of no certain year: of each
        for year in report[: 1 if spread else None]:
            every = [by_report or by_window or {self.nearest(year)}]
            if away := self.case.words.search("(?:(@next_season)|@last_season) @seasons", self.low):
                every.append({1 if away[1] else -1})
            if self.field == "due" and self.date.endswith(".."):
                every.append({1})  # `not before March`
            ends = report if spread else [year]
            for by in every:
                yield frozenset(("year", end + n) for end in ends for n in by), doubtful

    def with_year(self) -> str:
        """The words, with those right behind a day that count its year: `5 May of last year`."""
        (at, *_), words = self.places or [Span(0, 0)], self.case.words
        counts = r"^,?(?: @of_year)?(?: @fillers)* (?:@years|@years_from|\S+ @spans>)"
        behind = self.case.text.low[at.end :] if only(self.own, "day") else ""
        counted = words.search(counts, behind)
        return self.words + (counted[0] if counted else "")

    def nearest(self, year: int) -> int:
        """By how much the last such date, or the next if it is due, is of another year."""
        (first, last), (start, end) = map(dates.bounds, (self.reported, self.date))
        early, late = (f"{year}{(each or '')[4:]}" for each in (start or end, end or start))
        late = f"{year + 1}{late[4:]}" if self.turns else late
        over = late if self.field == "period" else early  # a window is over before it is counted
        if (self.is_past or self.has("@last_season @seasons")) and last and over > last:
            return -1
        return int(self.field == "due" and bool(end and first and late < first))
