"""Dates as articles give them: kzby's profile of EDTF, the Extended Date/Time Format (ISO 8601-2).

kzby reads a year, month or day, a quarter (`2016-33` to `2016-36`) or half-year (`2016-40`, `2016-41`), each with
`?` or `~` after the year or at the end; `XXXX-06-21` of an unknown year; intervals of these, also open; and
`[...]`, one of several dates. The bounds of a date are the earliest and the latest ISO day it can mean.
"""

import calendar
import contextlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# In English whatever the locale of the process, which the names in the standard library follow.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_YEARS, _TYPED_YEARS = range(1900, 2101), range(1, 10000)
_OPEN_START, _OPEN_END = "0000", "9999"  # before and after every day that can be read
_LONGEST = 60  # characters
# The patterns are text: `re` compiles each when it is first used.
_PART = r"([0-9]{4})[?~]?(?:-([0-9]{2})(?:-([0-9]{2}))?[?~]?)?"
_YEAR = "(?<![0-9])([0-9]{4})(?![0-9?])"
# The codes that stand in place of a month: name, first and last month.
_PERIODS = {
    "33": ("Q1", 1, 3),
    "34": ("Q2", 4, 6),
    "35": ("Q3", 7, 9),
    "36": ("Q4", 10, 12),
    "40": ("first half of", 1, 6),
    "41": ("second half of", 7, 12),
}
# Advice on text that is no date, by a pattern in it.
_OUT_OF_RANGE = "is outside the years 1900 to 2100; check the year"
_ADVICE = {
    "%": "has a %; write ? for an inferred year, ~ for an approximate date",
    "[{}]": "is a set in braces; write [2016-06-21,2016-06-22] for one of several dates",
    "X": "hides digits; write what is known: 2016, [2010..2019], or XXXX-06-21 without the year",
    "[?~]": "has ? or ~ in the wrong place; write 2013?-09-25 or 2016-11~",
    "^Y|^[0-9]{5}$": _OUT_OF_RANGE,
    "": "is not an EDTF date; write for example 2015-11-25, 2016-11, 2015-01/2015-10, "
    "or 2013?-09-25 for an inferred year",
}


class Bounds(NamedTuple):
    """The earliest and the latest ISO day (YYYY-MM-DD) a date can mean; None where open or unknown."""

    earliest: str | None
    latest: str | None


class Window(NamedTuple):
    """The first and the last ISO day of a time that lasts."""

    first: str
    last: str


@lru_cache(maxsize=4096)
def bounds(date: str) -> Bounds:
    """The bounds of a date, which `?` and `~` do not widen; ValueError says what to write instead."""
    if len(date) > _LONGEST:
        right = (
            "write one date, or the first and the last: 2015-01/2015-10, [2015-01-01..2015-11-25]"
        )
        raise ValueError(f"{date[:20]!r}... is longer than {_LONGEST} characters; {right}")
    try:
        firsts, lasts = zip(*_spans(date), strict=True)
        first, last = min(firsts), max(lasts)
        if (first, last) == (_OPEN_START, _OPEN_END):
            raise ValueError("is open on both sides; give at least one end, or leave the date out")
    except ValueError as error:
        raise ValueError(f"{date!r} {error}") from None
    unknown = date.startswith("X")
    return Bounds(
        *(None if unknown or day in (_OPEN_START, _OPEN_END) else day for day in (first, last))
    )


def _spans(date: str) -> Iterator[Window]:
    """The days that a date can mean: of a set its members, of an unknown year those of each year."""
    if date.startswith("[") and date.endswith("]"):
        for member in re.split(", ?", date[1:-1]):
            yield _between(*member.partition(".."))
    elif date.startswith("XXXX-") and "/" not in date:
        _part(date.replace("XXXX", "2000"))  # a leap year: what it does not have, no year has
        for year in _YEARS:
            with contextlib.suppress(ValueError):
                yield _part(date.replace("XXXX", str(year)))
    else:
        yield _between(*("" if end == ".." else end for end in date.partition("/")))


def _between(first: str, sign: str, last: str) -> Window:
    """From one date to another, where either may be open; without a sign between them the first alone."""
    if not sign:
        return _part(first)
    begin = _part(first).first if first else _OPEN_START
    end = _part(last).last if last else _OPEN_END
    if begin > end:
        raise ValueError("ends before it begins; write the earlier date first")
    return Window(begin, end)


def _part(text: str, years: range = _YEARS) -> Window:
    """The days of a year, quarter, half-year or month, or the one day."""
    found = re.fullmatch(_PART, text)
    if not found:
        raise ValueError(
            next(advice for pattern, advice in _ADVICE.items() if re.search(pattern, text))
        )
    year, month, day = found.groups()
    if int(year) not in years:
        raise ValueError(_OUT_OF_RANGE)
    if not month:
        return Window(f"{year}-01-01", f"{year}-12-31")
    _, first, last = _PERIODS.get("" if day else month, ("", int(month), int(month)))
    if not 1 <= last <= 12:
        codes = "01 to 12, or 33 to 36 for a quarter, 40 or 41 for a half-year"
        raise ValueError(f"has no month {month}; write {codes}")
    length = calendar.monthrange(int(year), last)[1]
    if not day:
        return Window(f"{year}-{first:02}-01", f"{year}-{last:02}-{length}")
    if not 1 <= int(day) <= length:
        raise ValueError(
            f"is a day that does not exist: that {MONTHS[last - 1]} has {length} days; check it"
        )
    return Window(f"{year}-{month}-{day}", f"{year}-{month}-{day}")


def overlap(one: str, other: str) -> bool:
    """Whether two dates can mean the same day; of a set only its members count, and an open end can be any day."""
    others = list(_spans(other))
    return any(
        days.first <= last and first <= days.last for days in _spans(one) for first, last in others
    )


def window(date: str) -> Window | None:
    """The days that a date covers, doubted or not; None if they are not known: open, approximate, a set, no year."""
    earliest, latest = bounds(date)
    return (
        Window(earliest, latest) if earliest and latest and not re.search(r"[\[~]", date) else None
    )


class Season(NamedTuple):
    """A window within one year: the year, and its first and last day as MM-DD/MM-DD."""

    year: int
    days: str


def season(window: Window) -> Season | None:
    """The part of a year that a window covers; None if it covers several years.

    February ends on 02-29 in every year, so that the same months of two years have the same days.
    """
    year, end = int(window.last[:4]), window.last[5:]
    if end == "02-28" and not calendar.isleap(year):
        end = "02-29"
    return (
        Season(year, f"{window.first[5:]}/{end}") if window.first[:4] == window.last[:4] else None
    )


def year_stated(date: str) -> bool:
    """Whether the article prints every year in a date: none is inferred (`2013?`) or unknown."""
    return not re.search("[?X]", date)


def certain(date: str) -> bool:
    """Whether no year in a date is inferred or unknown, and no part approximate (`~`)."""
    return not re.search("[?X~]", date)


def doubted(date: str) -> str:
    """A date with every year in it marked as inferred: `2014-01/2014-10` is `2014?-01/2014?-10`."""
    return re.sub(f"{_YEAR}~?", r"\1?", date)


def most_doubted(dates: Sequence[str]) -> str:
    """Of the dates of one window the first that is not certain, else the first."""
    return next((date for date in dates if not certain(date)), dates[0])


def years(text: str) -> set[str]:
    """The years in a text or a date that are not marked as inferred."""
    return set(re.findall(_YEAR, text))


def in_months(date: str) -> str:
    """A date with each quarter and half-year as the months that words print: `2016-33` is `2016-01/2016-03`."""
    for code, (_, first, last) in _PERIODS.items():
        date = re.sub(rf"([0-9X]{{4}}[?~]?)-{code}(?![0-9-])", rf"\1-{first:02}/\1-{last:02}", date)
    return date


def words(date: str, *, one_of: bool = False) -> str:
    """A date as a table shows it: what is more than a day, month or year in words.

    An interval is a window that lasts; `one_of` if it is known to mean some day in it.
    """
    if date.startswith("["):
        return " or ".join(map(_member, re.split(", ?", date[1:-1])))
    first, slash, last = ("" if end == ".." else _named(end) for end in date.partition("/"))
    if not slash or first == last:
        return first
    if not first or not last:
        return f"since {first}" if first else f"by {last}"
    year, _, first_rest = first.partition("-")
    last_year, _, last_rest = last.partition("-")
    if year == last_year and len(first_rest) == len(last_rest) == 2:
        return (
            "–".join(MONTHS[int(month) - 1][:3] for month in (first_rest, last_rest)) + f" {year}"
        )
    if (
        first[:-3] == last[:-3]
        and first[-2:].isdigit()
        and last[-2:].isdigit()
        and len(first_rest) == 5
    ):
        neighbours = int(last[-2:]) - int(first[-2:]) == 1
        return f"{first} {'or' if one_of and neighbours else 'to'} {last[-2:]}"
    return f"{first} to {last}"


def _member(member: str) -> str:
    """A member of a set in words; the first day of a year says no more than an open start."""
    first, dots, last = map(_named, member.partition(".."))
    if dots and first in ("", f"{last[:4]}-01-01"):
        return f"by {last}"
    return f"between {first} and {last}" if last else f"from {first}" if dots else first


def _named(part: str) -> str:
    """A year, month or day as it is, a quarter or half-year by its name: `Q1 2016`, `first half of 2016?`."""
    year, _, rest = part.partition("-")
    period = _PERIODS.get(rest.rstrip("?~"))
    return f"{period[0]} {year}{rest[2:]}" if period else part


def first_day(text: str) -> str:
    """The first day of what a user typed."""
    return _typed(text).first


def last_day(text: str) -> str:
    """The last day of what a user typed."""
    return _typed(text).last


def _typed(text: str) -> Window:
    if re.fullmatch("[0-9-]+", text):
        with contextlib.suppress(ValueError):
            return _part(text, _TYPED_YEARS)
    raise ValueError(
        f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, for example 2015-11"
    )
