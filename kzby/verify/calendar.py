"""Dates as a language prints them, and years that the words count from another."""

import re
from functools import lru_cache
from typing import NamedTuple

from kzby.model import dates
from kzby.verify.numbers import integer
from kzby.verify.words import Span, Words, lower

_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?<!\d)(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:&day_suffix)?"
_DAYS = f"{_DAY}(?:&day_joints{_DAY})*"
_COUNT = r"(?:\d\d?(?:-\w+)?|[^\W\d]+)"
_DATE = rf"""(?x:(?<![\w.,/$€₸₽])(?:
    (?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)(?!\d)
  | (?P<dotted>[0-3]?\d\.[01]?\d\.(?:{_YEAR}(?!\d)|(?=\D|$)))
  | (?:(?P<days>{_DAYS})\ (?:@day_of\ )?)?(?P<month>@months)(?:(?<=\w)\.(?=\ \d))?
    (?P<after>\ {_DAYS}(?=[,.;:)]|$|\ {_YEAR}|\ and\b|\ or\b))?
    (?:,?\ (?P<year_of>{_YEAR})(?!\d)(?:[ -]?&year_word)?)?
  | (?P<ordinal>@ordinals|[hq](?=[1-4]))[ -]?(?P<part>@quarter|@half|[1-4])(?!\w)
  | (?P<first>@first\ )?(?P<count>{_COUNT})\ @month_word
    (?P<of>(?=\ (?:@of_year\ ?)?{_YEAR}))?
  | (?P<year>{_YEAR})(?![,.]?\d|%)(?P<word>[ -]?&year_word)?
)(?![\w%]))"""


class Parts(NamedTuple):
    """The days, months and years of a date or of several, but not which belong together."""

    days: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]


def printed(plain: str, words: Words) -> list[tuple[Parts, Span]]:
    """Every date that a text in normal form prints, in its order."""
    return list(_printed(plain, words))


@lru_cache(maxsize=1024)
def _printed(plain: str, words: Words) -> tuple[tuple[Parts, Span], ...]:
    found, low = [], lower(plain)
    for match in words.pattern(_DATE).finditer(low):
        if words.month_case and match["month"] and plain[match.start("month")].islower():
            continue  # `it may be`
        if match["after"] and not words.tables["month_first"]:
            continue
        date = _parts(match, words)
        if any(date) and not (match["year"] and _counts(match, low, words)):
            found.append((date, Span(*match.span())))
    return tuple(found)


def _counts(match: re.Match[str], low: str, words: Words) -> bool:
    """Whether what looks like a year counts the word behind it: `2000 pumps`."""
    if match["word"] or words.search("@before_year $", low[: match.start()]):
        return False
    return not words.search(r"^(?:$|[^\w ]| @function| -)", low[match.end() :])


def _parts(match: re.Match[str], words: Words) -> Parts:
    days, months, years = set[int](), set[int](), set[int]()
    if match["iso"]:
        year, month, *day = map(int, match["iso"].split("-"))
        days, months, years = {*day}, {month}, {year}
    elif match["dotted"]:
        day, month, *rest = map(int, re.findall(r"\d+", match["dotted"]))
        days, months, years = {day}, {month}, {*rest}
    elif match["month"]:
        printed = f"{match['days'] or ''} {match['after'] or ''}"
        days = {int(day) for day in re.findall(r"\d+", printed)}
        months = {int(month) for month in words.meanings("months", match["month"])}
    elif match["ordinal"]:
        months = _period(match, words)
    elif match["count"] and (match["first"] or match["of"] is not None):
        count = integer(match["count"], words)
        months = {1, count} if count and count <= 12 else set()
    year = match["year_of"] or match["year"]
    return Parts(
        frozenset(days), frozenset(months), frozenset(years | ({int(year)} if year else set()))
    )


def _period(match: re.Match[str], words: Words) -> set[int]:
    """The first and the last month of a quarter or a half-year."""
    number = (
        {match["part"]} if match["part"].isdigit() else words.meanings("ordinals", match["ordinal"])
    )
    half = match["ordinal"] == "h" or words.pattern("@half").fullmatch(match["part"])
    length = 6 if half else 3
    last = [int(each) * length for each in number]
    return {month for each in last if each <= 12 for month in (each - length + 1, each)}


def parts(plain: str, words: Words) -> Parts:
    """The parts of all dates that a text in normal form prints."""
    every = [date for date, _ in _printed(plain, words)]
    return Parts(*(frozenset().union(*(date[at] for date in every)) for at in range(3)))


def of_edtf(date: str) -> Parts:
    """The parts of the ends of a date in EDTF."""
    ends = [
        end.split("-") for end in re.findall(r"[\dX]{4}(?:-\d\d)*", dates.in_months(bare(date)))
    ]
    columns = [
        {int(end[at]) for end in ends if len(end) > at and "X" not in end[at]} for at in range(3)
    ]
    return Parts(*map(frozenset, reversed(columns)))


def bare(date: str) -> str:
    """A date in EDTF, in months, without marks of doubt."""
    return re.sub(r"[?~\[\]]", "", dates.in_months(date)).replace(",", " ")


def shifts(plain: str, words: Words) -> tuple[set[int], set[int]]:
    """By how many years the words count from the year of the report, and from that of a period."""
    low = lower(plain)
    counted: list[set[int]] = []
    for table in ("years", "years_from"):
        phrases = words.pattern(f"@{table}").findall(low)
        counted.append({int(by) for phrase in phrases for by in words.meanings(table, phrase)})
    past = (
        rf"(?P<past>@past_years )?(?:@ago_before )?(?P<n>{_COUNT}) (?P<ago>@years_ago|@year_plural)"
    )
    for match in words.pattern(past).finditer(low):
        years = integer(match["n"], words)
        ago = words.search("^@ago_before", match[0]) or words.search("^@years_ago$", match["ago"])
        if years and (match["past"] or ago):
            counted[0] |= {-years, 0} if match["past"] else {-years}
    return counted[0], counted[1]


def is_dated(plain: str, words: Words) -> bool:
    """Whether a text in normal form prints a date, or counts one from another."""
    relative = words.search("@same_period|@since_start", lower(plain))
    return any(parts(plain, words)) or any(shifts(plain, words)) or relative is not None
