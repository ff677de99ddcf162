"""Dates as a language prints them, and years that the words count from another."""

import re
from contextlib import suppress
from datetime import date as date_
from datetime import timedelta
from functools import lru_cache

from kzby.model import dates
from kzby.verify.numbers import integer
from kzby.verify.words import Span, Words, lower

_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?<!\d)(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:&day_suffix)?"
_DAYS = f"{_DAY}(?:&day_joints{_DAY})*"
_COUNT = r"(?:\d\d?(?:-\w+)?|[^\W\d]+)"
_FROM = r"(?:@one|(?P<by>&numerals|\d\d?))\ (?:(?P<years>@year_word|@year_plural)|@days_word)"
_BEFORE = rf"(?:(?:@before_year|@open_start<|@open_end<|@partly<) |{_YEAR}-)$"
_DATE = rf"""(?x:(?<![\w.,/$€₸₽])
  (?P<away>(?:{_FROM}\ (?:@later|(?P<earlier>@earlier))|(?P<eve>@eve))\ (?:&fillers\ ){{0,3}})?
  (?:
    (?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)(?!\d)
  | (?P<dotted>[0-3]?\d\.[01]?\d\.{_YEAR})(?!\d)
  | (?: (?:(?P<days>{_DAYS})\ (?:@day_of\ )?)? (?P<month>@months(?:@reach@months)?)
      (?:(?<=\w)\.(?=\ \d))?
      (?P<after>\ {_DAYS}(?=[,.;:)]|$|\ {_YEAR}|\ and\b|\ or\b))?
    | (?P<season>@seasons)
    | (?P<ordinal>@ordinals|[hq](?=[1-4]))[ -]?(?P<part>@quarter|@half|[1-4])(?!\w|\ (?:@day_of\ )?@months)
    | (?P<first>@first\ )?(?P<count>{_COUNT})\ @month_word
    ) (?:(?P<of>,?\ (?:@of_year\ ?)?{_YEAR}(?:/\d\d)?(?!\d))|(?<=\w)\ (?:@of_year\ )?(?:@years|@years_from))?
  | (?P<year>{_YEAR})(?:/\d\d(?!\d))?(?![,.]?\d|%)
)(?![^\W_]|%))"""


# The days, months and years of dates (`("day", 16)`), but not which belong together.
Parts = frozenset[tuple[str, int]]
_UNITS = ("year", "month", "day")


@lru_cache(maxsize=1024)
def printed(plain: str, words: Words) -> list[tuple[Parts, Span]]:
    """Every date that a text in normal form prints."""
    read, low = [], lower(plain)
    capital = words.tables["months"]["1"][0][0].isupper()
    for match in words.pattern(_DATE).finditer(low):
        lone = capital and match["month"] and plain[match.start("month")].islower()
        alone = match["season"] and not match["of"]
        before = low[max(match.start() - 60, 0) : match.start()]
        noun = alone and not words.search("@before_season ?$", before)
        if lone or noun or (match["after"] and not words.tables["month_first"]):
            continue  # `it may be`, `spring wheat`, `в октябре 12 заводов`
        date = _parts(match, words)
        if date and not (match["year"] and _counts(match, low, words)):
            read.append((date, Span(*match.span())))
    return read


def _counts(match: re.Match[str], low: str, words: Words) -> bool:
    """Whether what looks like a year counts the word behind it: `2000 pumps`."""
    start, end = match.start("year"), match.end()
    before, behind = low[max(start - 60, 0) : start], low[end : end + 60]
    if words.search(r"^ (?:&units|&scales)(?!\w)", behind):
        return True
    dated = words.search(_BEFORE, before) or words.search(r"^[ -]?&year_word(?!\w)", behind)
    alone = words.search(r"^(?:$|[^\w ]| @function| @minus| \d| -)", behind)
    return not ("/" in match[0] or dated or alone)


def _parts(match: re.Match[str], words: Words) -> Parts:
    date, back = _named(match, words), match["earlier"] or match["eve"]
    by = (integer(match["by"] or "", words) or 1) * (-1 if back else 1)
    unit = "year" if match["years"] else "day"
    return later(date, by, unit) if match["away"] else date


def later(date: Parts, number: int, unit: str = "year") -> Parts:
    """A date some years, months or days later; of a day without a year only day and month."""
    named = dict(date)
    if unit == "year":
        return frozenset((of, n + number * (of == "year")) for of, n in date)
    if unit == "month":
        year, month = divmod(named["year"] * 12 + named["month"] - 1 + number, 12)
        return frozenset([("year", year), ("month", month + 1)])
    with suppress(TypeError, ValueError):
        if date <= {*named.items()}:
            day = date_(**{"year": 2001, **named}) + timedelta(number)
            return only(of_edtf(str(day)), *named)
    return date


def _named(match: re.Match[str], words: Words) -> Parts:
    if match["iso"] or match["dotted"]:
        every = [*map(int, re.split("[-.]", match[0]))]
        return frozenset(zip(_UNITS, every if match["iso"] else every[::-1], strict=False))
    days, months = re.findall(r"\d+", f"{match['days'] or ''} {match['after'] or ''}"), set[int]()
    if match["month"]:
        months = {*map(int, words.read("months", match["month"]))}
    elif match["season"]:
        months = {*map(int, " ".join(words.read("seasons", match["season"])).split())}
    elif part := match["part"]:
        half = match["ordinal"] == "h" or words.pattern("@half").fullmatch(part)
        length = 6 if half else 3
        ordinals = {part} if part.isdigit() else words.meanings("ordinals", match["ordinal"])
        last = [length * int(each) for each in ordinals if length * int(each) <= 12]
        months = {month for end in last for month in (end - length + 1, end)}
    elif match["first"] or match["of"] is not None:
        months = {1, integer(match["count"], words)}
        months = months if months <= {*range(1, 13)} else set()
    years = re.findall(_YEAR, re.sub(r"(\d\d)(\d\d)/(\d\d)$", r"\1\2 \1\3", match[0]))
    parts = zip(_UNITS, (years, months, days), strict=True)
    return frozenset((unit, int(number)) for unit, every in parts for number in every)


def parts(plain: str, words: Words) -> Parts:
    """The parts of all dates that a text in normal form prints."""
    return frozenset().union(*(date for date, _ in printed(plain, words)))


def of_edtf(date: str) -> Parts:
    """The parts of the ends of a date in EDTF."""
    every = (pair for end in ends_of(date) for pair in zip(_UNITS, end.split("-"), strict=False))
    return frozenset((unit, int(number)) for unit, number in every if number != "XXXX")


def only(parts: Parts, *units: str) -> Parts:
    """Some units of the parts of dates: `year`, or `day` and `month`."""
    return frozenset(each for each in parts if each[0] in units)


def bare(date: str) -> str:
    """A date in EDTF, in months, without marks of doubt."""
    return re.sub(r"[?~\[\]]", "", dates.in_months(date)).replace(",", " ")


def shifts(plain: str, words: Words) -> tuple[set[int], set[int]]:
    """By how many years words count from the year of the report, and from that of a period."""
    low = lower(plain)
    window = {*map(int, words.read("years_from", low))}
    report = {*map(int, words.read("years", words.pattern("@years_from").sub("", low)))}
    count = rf"(?:(?P<least>\d+)-)?(?P<n>{_COUNT})"
    for pattern in (rf"(?P<way>@spans<) {count} @year_plural", rf"\b{count} (?P<way>@spans>)"):
        span = words.search(pattern, low)
        if span and (years := integer(span["n"], words)):
            ago = {-years, -int(span["least"] or years)}
            ways = {"ago": ago, "past": {-years, 0}, "ahead": {years}}
            report |= ways[next(iter(words.meanings("spans", span["way"])))]
    return report, window


def is_dated(plain: str, words: Words) -> bool:
    """Whether a text in normal form prints a date, or counts one from another."""
    counted = "@same_period|@same_window|@since_start|@counted|@days_from|@weekdays"
    relative = words.search(counted, lower(plain)) or any(shifts(plain, words))
    return bool(relative or parts(plain, words))


def ends_of(date: str) -> list[str]:
    """The ends of a date in EDTF, without marks of doubt."""
    return re.findall(r"[\dX]{4}(?:-\d\d)*", bare(date))


def spanned(date: str) -> Parts:
    """The days and months that a date covers by number, with the other end of an open season."""
    parts = set(only(of_edtf(date), "day", "month"))
    for unit in ("day", "month"):
        ends = [n for _, n in only(frozenset(parts), unit)]
        parts |= {(unit, n) for n in range(min(ends, default=0), max(ends, default=0))}
    if ".." in date and not only(frozenset(parts), "day"):  # `by autumn`
        parts |= {("month", (n + by) % 12 + 1) for _, n in [*parts] for by in (-3, 1)}
    return frozenset(parts)


def doubts_of(date: str) -> set[bool]:
    """Whether the years of a date are inferred; both if only some are."""
    return {"?" in end for end in re.findall(r"[\dX?~-]+", dates.in_months(date))}
