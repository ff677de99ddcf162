"""Dates as EDTF, the Extended Date/Time Format of the Library of Congress (ISO 8601-2).

A date is an EDTF string; its bounds are the earliest and the latest ISO day it can mean. The edtf package reads it,
and is imported only when a folder is loaded; wording and filtering need the string alone.
"""

import calendar
import contextlib
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# In English whatever the locale of the process, which the names in the standard library follow.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The patterns are text: `re` compiles each when it is first used, and an answer uses few of them.
# A qualifier doubts the year if it stands before or behind it, or behind a later part; an X in the year hides it.
_UNCERTAIN_YEAR = r"[?%](?!\d)|(?:^|[/\[,.])(?:[?%]|[0-9~]*X)"
_DOUBT = "[?~%]"
_RANGE = r"\[(?P<first>[^.,\]]*)\.\.(?P<last>[^.,\]]*)\]"
_YEAR = "(?<![0-9])([0-9]{4})(?![0-9?])"
_DAY = "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_COMMON_DAY = r"(?!9999)[0-9]{4}\??(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_COMMON = f"{_COMMON_DAY}(?:/{_COMMON_DAY})?"
_PLAIN = f"{_DAY}(?:/{_DAY})?"
_MONTH_NUMBERS = {f"{month:02}" for month in range(1, 13)}
_REST_OF_YEAR = "-01-01"
_LEAP_YEAR = "2000"
_CYCLE = 9  # years among which there always are a whole leap year and whole others
_EXAMPLES = "2015-11-25, 2016-11, 2015-01/2015-10, or 2013?-09-25 for an inferred year"


class Bounds(NamedTuple):
    """The earliest and the latest ISO day (YYYY-MM-DD) a date can mean; None where it is open or unknown."""

    earliest: str | None
    latest: str | None


@lru_cache(maxsize=4096)
def bounds(date: str) -> Bounds:
    """The bounds of an EDTF date; ValueError says what is wrong with it and what would be right.

    Qualifiers (`?`, `~`, `%`) mark doubt and do not widen the bounds: a doubted year is a known value, told as
    doubted. An unknown year leaves both bounds None.
    """
    found = _plain(date) or _parsed(date)
    if date.startswith("/"):
        found = found._replace(earliest=None)
    if date.endswith("/"):
        found = found._replace(latest=None)
    if "/" in date and found == (None, None):
        raise ValueError(
            f"{date!r} is open on both sides; give at least one end, or leave the date out"
        )
    if found.earliest and found.latest and found.earliest > found.latest:
        raise ValueError(f"{date!r} ends before it begins; write the earlier date first")
    return found


def _plain(date: str) -> Bounds | None:
    """The bounds of a day, month or year, or of a window from one to another; None for any other date.

    Nearly every date is one, and the grammar of all EDTF takes a thousand times as long to read it.
    """
    if not re.fullmatch(_COMMON, date):
        return None
    first, _, last = date.replace("?", "").partition("/")
    try:
        return Bounds(first_day(first), last_day(last or first))
    except ValueError:
        return None


def _parsed(date: str) -> Bounds:
    """The bounds of any EDTF date."""
    import edtf  # slow to import, and needed only when a folder is loaded

    try:
        with contextlib.redirect_stdout(io.StringIO()):  # edtf prints what it cannot build
            parsed = edtf.parse_edtf(date)
        return Bounds(_day(parsed.lower_strict()), _day(parsed.upper_strict()))
    except (edtf.EDTFParseException, ValueError, AttributeError, TypeError):
        raise ValueError(f"{date!r} is not an EDTF date; write for example {_EXAMPLES}") from None


def _day(moment: object) -> str | None:
    if not isinstance(moment, tuple):  # edtf gives an infinite float for an open end
        return None
    year, month, day = moment[:3]
    return f"{year:04}-{month:02}-{day:02}" if 0 < year < 9999 else None


def overlap(one: str, other: str) -> bool:
    """Whether two EDTF dates can mean the same day; an end that is open can be any, and so can an unknown year.

    Of a set only its members count (`[2020-11-25,2020-11-27]` is not the 26th), of a masked date only the days that fit
    (`2020-XX-21` is the 21st of a month).
    """
    return any(_meet(first, second) for first in _parts(one) for second in _parts(other))


class _Part(NamedTuple):
    """Days that a date can mean: all those between two bounds, or of these the ones that fit a pattern."""

    bounds: Bounds
    fits: re.Pattern[str] | None = None


def _parts(date: str) -> Iterator[_Part]:
    """What an EDTF date is made of: of a set its members, of anything else itself."""
    if date[:1] in ("[", "{"):
        for member in date[1:-1].split(","):
            yield from (
                [_Part(bounds(f"[{member.strip()}]"))] if ".." in member else _parts(member.strip())
            )
    elif "X" in date and "/" not in date:
        yield _Part(bounds(date), re.compile(re.sub(_DOUBT, "", date).replace("X", r"\d")))
    else:
        yield _Part(bounds(date))


def _meet(one: _Part, other: _Part) -> bool:
    first = max((day for day in (one.bounds.earliest, other.bounds.earliest) if day), default=None)
    last = min((day for day in (one.bounds.latest, other.bounds.latest) if day), default=None)
    if first and last and first > last:
        return False
    patterns = [part.fits for part in (one, other) if part.fits]
    return not patterns or any(
        all(fits.match(day) for fits in patterns) for day in _days(first, last)
    )


def _days(first: str | None, last: str | None) -> Iterator[str]:
    """The days from the first to the last; of an open end as many years as have every day of the calendar."""
    year = int((first or last or _LEAP_YEAR)[:4])
    begin = datetime.date.fromisoformat(first or f"{max(year - _CYCLE, 1):04}-01-01")
    end = datetime.date.fromisoformat(last or f"{min(year + _CYCLE, 9999):04}-12-31")
    return (
        str(datetime.date.fromordinal(day)) for day in range(begin.toordinal(), end.toordinal() + 1)
    )


class Window(NamedTuple):
    """The first and the last ISO day (YYYY-MM-DD) of what lasts from the one to the other."""

    first: str
    last: str


def window(date: str) -> Window | None:
    """The days that an EDTF date covers; None if it is not known to the day: open, approximate, masked, one of several.

    A doubted year is a known one: `2013?` covers the days of 2013.
    """
    if not re.fullmatch(_PLAIN, date.replace("?", "")):
        return None
    earliest, latest = bounds(date)
    return Window(earliest, latest) if earliest and latest else None


class Season(NamedTuple):
    """A window within one year: the year, and the first and the last day of the year, MM-DD/MM-DD."""

    year: int
    days: str


def season(window: Window) -> Season | None:
    """The part of a year that a window covers; None if it covers several years.

    The end of February is one day in every year, so that the same months of two years have the same days.
    """
    first, last = window
    if first[:4] != last[:4]:
        return None
    year, end = int(last[:4]), last[5:]
    if end == "02-28" and not calendar.isleap(year):
        end = "02-29"
    return Season(year, f"{first[5:]}/{end}")


def year_stated(date: str) -> bool:
    """Whether every year in an EDTF date is printed by the article: neither doubted (`2013?`) nor unknown."""
    return not re.search(_UNCERTAIN_YEAR, date)


def certain(date: str) -> bool:
    """Whether an EDTF date is stated without doubt: its year is, and no part is doubted (`?`) or approximate (`~`).

    It may still be a window, or one of several days; `bounds` says which.
    """
    return year_stated(date) and not re.search(_DOUBT, date)


def doubted(date: str) -> str:
    """A plain date or window with every year in it marked as inferred: `2014-01/2014-10` is `2014?-01/2014?-10`."""
    return re.sub(_YEAR, r"\1?", date)


def most_doubted(dates: Sequence[str]) -> str:
    """Of the dates of one window the first that is not certain, else the first."""
    return next((date for date in dates if not certain(date)), dates[0])


def years(text: str) -> set[str]:
    """The years that a text or an EDTF date has in four digits."""
    return set(re.findall(_YEAR, text))


def words(date: str, *, one_of: bool = False) -> str:
    """An EDTF date as a table shows it: days and months as they are, windows and limits in words.

    An interval is a window that lasts; `one_of` if it is known to mean some day in it.
    """
    if choice := re.fullmatch(_RANGE, date):
        first, last = choice["first"], choice["last"]
        if not first or first == f"{last[:4]}-01-01":
            return f"by {last}"
        return f"between {first} and {last}" if last else f"from {first}"
    if date.startswith("["):
        return " or ".join(part.strip() for part in date.strip("[]").split(","))
    first, _, last = date.partition("/")
    if not last or first == last:
        return first if last or not date.endswith("/") else f"since {first}"
    if first in ("", "..") or last == "..":
        return f"by {last}" if first in ("", "..") else f"since {first}"
    return _window(first, last, one_of=one_of)


def _window(first: str, last: str, *, one_of: bool) -> str:
    year, _, first_rest = first.partition("-")
    last_year, _, last_rest = last.partition("-")
    if year == last_year and {first_rest, last_rest} <= _MONTH_NUMBERS:
        return f"{MONTHS[int(first_rest) - 1][:3]}–{MONTHS[int(last_rest) - 1][:3]} {year}"
    joined = " or " if one_of else " to "
    if (
        first[:-3] == last[:-3]
        and (first[-2:] + last[-2:]).isdigit()
        and len(first_rest) == len(last_rest) == 5
    ):
        neighbours = int(last[-2:]) - int(first[-2:]) == 1
        return f"{first}{joined if neighbours else ' to '}{last[-2:]}"
    return f"{first} to {last}"


def first_day(text: str) -> str:
    """The first day of a typed YYYY, YYYY-MM or YYYY-MM-DD; ValueError if it is none of these."""
    return _typed(text) + _REST_OF_YEAR[len(text) - 4 :]


def last_day(text: str) -> str:
    """The last day of a typed YYYY, YYYY-MM or YYYY-MM-DD; ValueError if it is none of these."""
    typed = _typed(text)
    if len(typed) == 4:
        return f"{typed}-12-31"
    if len(typed) == 7:
        year, month = map(int, typed.split("-"))
        return f"{typed}-{calendar.monthrange(year, month)[1]:02}"
    return typed


def _typed(text: str) -> str:
    if re.fullmatch(_DAY, text):
        year, month, day = map(int, (text + _REST_OF_YEAR[len(text) - 4 :]).split("-"))
        if year and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return text
    raise ValueError(
        f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, for example 2015-11"
    )
