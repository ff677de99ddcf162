"""Dates in kzby's profile of EDTF, the Extended Date/Time Format (ISO 8601-2).

A year, month or day, a quarter (`2016-33` to `-36`) or half-year (`2016-40`, `-41`), each with
`?` or `~` after the year or at the end; `XXXX-06-21`; intervals of these, also open; and `[...]`,
one of several dates.
"""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise, product
from os.path import commonprefix

from kzby.text import visible

# Those of the standard library follow the locale.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = [month if len(month) < 5 else month[:3] for month in MONTHS]
_YEARS = range(1900, 2101)
_OPEN_START, _OPEN_END = "0000", "9999"  # before and after every day
_PART = r"([0-9]{4})[?~]?(?:-([0-9]{2})(?:-([0-9]{2}))?[?~]?)?"
_YEAR = "(?<![0-9])([0-9]{4})(?![0-9?])"
# By the code in place of a month: name, first and last month.
_PERIODS = {
    "33": ("Q1", 1, 3),
    "34": ("Q2", 4, 6),
    "35": ("Q3", 7, 9),
    "36": ("Q4", 10, 12),
    "40": ("first half of", 1, 6),
    "41": ("second half of", 7, 12),
}
_ADVICE = (
    "is not an EDTF date; write for example 2015-11-25, 2016-11, 2015-01/2015-10, "
    "2013?-09-25 for an inferred year, or XXXX-06-21 without the year"
)

Window = tuple[str, str]  # the first and the last ISO day of a time that lasts


@lru_cache(maxsize=4096)
def bounds(date: str) -> tuple[str | None, str | None]:
    """The first and last ISO day a date can mean, None if open or unknown; or ValueError."""
    if len(date) > 60:
        text = "is longer than 60 characters; write one date, or the first and the last"
        raise ValueError(f"{date[:20]!r}... {text}")
    try:
        firsts, lasts = zip(*_spans(date), strict=True)
    except ValueError as error:
        raise ValueError(f"{date!r} {error}") from None
    first, last = min(firsts), max(lasts)
    if (first, last) == (_OPEN_START, _OPEN_END):
        raise ValueError(f"{date!r} is open on both sides; give one end, or leave the date out")
    if date.startswith("X"):
        return None, None
    return None if first == _OPEN_START else first, None if last == _OPEN_END else last


def _spans(date: str) -> Iterator[Window]:
    """The spans of days that a date can mean: one, one a member of a set, or one a year."""
    if date.startswith("[") and date.endswith("]"):
        spans = [_between(*member) for member in _members(date)]
        if any(begin <= end for (_, end), (begin, _) in pairwise(spans)):
            raise ValueError("names a day twice; write each once")
        yield from spans
    elif date.startswith("XXXX-") and "/" not in date:
        _part(date.replace("XXXX", "2000"))  # a leap year: what it does not have, no year has
        for year in _YEARS:
            with suppress(ValueError):
                yield _part(date.replace("XXXX", str(year)))
    else:
        yield _between(*("" if end == ".." else end for end in date.partition("/")))


def _between(first: str, sign: str, last: str) -> Window:
    """From one date to another, either of which may be open; or the first alone."""
    if not sign:
        return _part(first)
    begin, ended = _part(first) if first else (_OPEN_START, _OPEN_START)
    begun, end = _part(last) if last else (_OPEN_END, _OPEN_END)
    if begin > end:
        raise ValueError(
            f"ends before it begins; write the earlier date first: {last}{sign}{first}"
        )
    if begun <= ended:
        days = f", or {_marked(begin, first)}/{_marked(end, last)}" * (begin < end)
        raise ValueError(f"has one end within the other; write one date{days}")
    return begin, end


def _marked(day: str, part: str) -> str:
    """A day of a part, as doubted as this: `2015?-12-31` of `2015?-12`."""
    return f"{day[:4]}{'?' * ('?' in part)}{day[4:]}{'~' * ('~' in part)}"


def _members(date: str) -> list[tuple[str, str, str]]:
    """The members of a set, the earliest first: each a date, or two with dots between them."""
    members = (each.partition("..") for each in re.split(", ?", date[1:-1]))
    return sorted(members, key=lambda each: _between(*each))


def _part(text: str, years: range = _YEARS) -> Window:
    """The days of a year, quarter, half-year, month or day."""
    match = re.fullmatch(_PART, text)
    if not match:
        raise ValueError(_ADVICE)
    year, month, day = match.groups()
    if int(year) not in years:
        raise ValueError(f"is outside the years {years[0]:04} to {years[-1]}; check the year")
    if not month:
        return f"{year}-01-01", f"{year}-12-31"
    _, first, last = _PERIODS.get("" if day else month, ("", int(month), int(month)))
    if not 1 <= last <= 12:
        right = "write 01 to 12, or 33 to 36 for a quarter, 40 or 41 for a half-year"
        raise ValueError(f"has no month {month}; {right}")
    length = 31  # importing `calendar` for this would delay every start
    if last < 12:
        length = (datetime.date(int(year), last + 1, 1) - datetime.timedelta(days=1)).day
    if not day:
        return f"{year}-{first:02}-01", f"{year}-{last:02}-{length}"
    if not 1 <= int(day) <= length:
        raise ValueError(f"is no day: that {MONTHS[last - 1]} has {length} days; check it")
    return f"{year}-{month}-{day}", f"{year}-{month}-{day}"


def ahead(date: str, said: str | None) -> tuple[str | None, str | None]:
    """The bounds of a date to come; without its year it is within a year after it was said."""
    first, last = bounds(date)
    if said and date.startswith("X"):
        last = next((end for _, end in _spans(date) if end >= said), None)
    return first, last


def overlap(one: str, other: str) -> bool:
    """Whether two dates can mean the same day."""
    pairs = product(_spans(one), _spans(other))
    return any(first <= last and begin <= end for (begin, last), (first, end) in pairs)


def before(one: str | None, other: str | None) -> bool:
    """Whether a date is over before another begins, as far as both are known."""
    last, first = bounds(one)[1] if one else None, bounds(other)[0] if other else None
    return bool(last and first and last < first)


def window(date: str | None) -> Window | None:
    """The days a date covers, doubted or not; None if it is open, approximate or a set."""
    earliest, latest = bounds(date) if date else (None, None)
    exact = date and not re.search(r"[\[~]", date)
    return (earliest, latest) if exact and earliest and latest else None


def season(window: Window) -> str | None:
    """The days of a window as MM-DD/MM-DD; None if it covers several years."""
    first, last = window
    # the same months of two years have the same days
    days = f"{first[5:]}/{last[5:]}".replace("02-29", "02-28")
    return days if first[:4] == last[:4] else None


def year_stated(date: str) -> bool:
    """Whether no year in a date is inferred (`2013?`) or unknown."""
    return not re.search("[?X]", date)


def vague(first: str | None, last: str | None) -> bool:
    """Whether the first and the last day of a date leave open more than two years."""
    return not last or (first is not None and int(last[:4]) - int(first[:4]) > 1)


def certain(date: str) -> bool:
    """Whether a date states every year, and no part is approximate (`~`)."""
    return not re.search("[?X~]", date)


def doubted(date: str) -> str:
    """A date with every year marked as inferred: `2014?-01/2014?-10`."""
    return re.sub(f"{_YEAR}~?", r"\1?", date)


def in_months(date: str) -> str:
    """A date with quarters and half-years as months: `2016-33` is `2016-01/2016-03`."""
    for code, (_, first, last) in _PERIODS.items():
        date = re.sub(rf"([0-9X]{{4}}[?~]?)-{code}(?![0-9-])", rf"\1-{first:02}/\1-{last:02}", date)
    return date


def words(date: str, *, one_of: bool = False) -> str:
    """A date for people: `16 Dec 2015?`, `about 2016`, `by Jan 2016`.

    An interval is all of its days or, if `one_of`, one day in it.
    """
    if date.startswith("["):
        return " or ".join(_one_of(*member) for member in _members(date))
    first, slash, last = ("" if end == ".." else end for end in date.partition("/"))
    if not last and not one_of:
        return f"since {_named(first)}" if slash else _named(first)
    if first and last:
        if whole := _whole(first, last):
            return _named(whole)
        if not one_of:
            return _joined(first, "–", last)
        if int(last[:4]) - int(first[:4]) > 1:  # no day matters
            first, last = (f"{end[:4]}{'?' * ('?' in end)}" for end in (first, last))
    return _one_of(first, slash, last)


def day_or_month(edtf: str) -> str:
    """A day in words, or of what is not one day the month or months."""
    if "/" not in edtf:
        return words(edtf, one_of=True)
    is_of_year = len({*re.findall("[0-9]{4}", edtf)}) == 1
    return words(re.sub(r"(-\d\d)-\d\d\b", r"\1", edtf)) if is_of_year else month(edtf)


def month(date: str) -> str:
    """The month in which a date lies, in words, or else the year or years: `Dec 2015?`."""
    first, last = bounds(date)
    if not (first and last):
        return words(date, one_of=True)
    if first[:4] != last[:4]:
        years = f"{first[:4]}/{last[:4]}"
        return words(years if year_stated(date) else doubted(years), one_of=True)
    whole = first[:7] if first[:7] == last[:7] else first[:4]
    return words(whole if year_stated(date) else doubted(whole))


def _one_of(first: str, dots: str, last: str) -> str:
    """A date, or one between two, either of which may be open."""
    if not first:  # by a year, quarter or half-year: within it
        lasts = re.fullmatch("[0-9]{4}[?]?(-[34][0-9][?]?)?", last)
        return f"by {'the end of ' * bool(lasts)}{'the ' * ('half' in _named(last))}{_named(last)}"
    if not last:
        return f"{_named(first)}{' or later' if dots else ''}"
    ended, begun = (datetime.date.fromisoformat(day) for day in (_part(first)[1], _part(last)[0]))
    if begun - ended == datetime.timedelta(days=1):
        return _joined(first, " or ", last)
    return f"between {_joined(first, ' and ', last)}"


def _joined(first: str, joint: str, last: str) -> str:
    """Two dates; what both end with stands once."""
    ends = [_named(end).split()[::-1] for end in (first, last)]
    shared = commonprefix(ends)  # noqa: RUF071, of lists
    begin, end = (" ".join(end[len(shared) :][::-1]) for end in ends)
    if joint == "–" and " " in f"{begin}{end}":
        joint = " – "
    return " ".join([f"{begin or _named(first)}{joint}{end}", *shared[::-1]])


def _whole(first: str, last: str) -> str | None:
    """The year or month that is meant by its first and last day or month."""
    match = re.fullmatch("((.{4}[?~]?)-[0-9]{2})(?:-[0-9]{2})?", last)
    span = _part(first)[0], _part(last)[1]
    known = (match[2], match[1]) if match and first[-1] not in "?~" else ()
    return next((each for each in known if first.startswith(each) and _part(each) == span), None)


def _named(part: str) -> str:
    """A year, quarter, month or day: `16 Dec 2015?`, `Q1 2016`, `about 2016`."""
    year, *rest = re.findall("[0-9X]+", part)
    names = [_PERIODS[code][0] if code in _PERIODS else _SHORT[int(code) - 1] for code in rest[:1]]
    text = " ".join([*(str(int(day)) for day in rest[1:]), *names])
    unknown = year == "XXXX"
    text = text.removesuffix(" of" * unknown)
    text += ", year unknown" if unknown else f" {year}{'?' * ('?' in part)}"
    return f"{'about ' * ('~' in part)}{text.lstrip()}"


def typed(text: str) -> Window:
    """The first and the last day of what a user typed; or ValueError.

    That is 2016-11-25, 2016/11, 11/2016, 25.11.2016 or Nov 2016; not 5/11/2016, which is ambiguous.
    """
    plain = re.sub(r"\s", " ", visible(text))
    if plain.casefold() == "today":
        plain = datetime.date.today().isoformat()
    parts = re.split("/|[.] ?| ", plain)
    if not re.match("[0-9]{4}", plain) and plain.count("/") < 2:
        parts.reverse()
    if "-" in plain and len(parts) > 1:
        parts = []  # two ways of writing in one
    for number, month in enumerate(MONTHS, 1):
        if [part for part in parts[1:2] if part[2:] and month.lower().startswith(part.lower())]:
            parts[1] = str(number)
    digits = "-".join(part and part.zfill(2) for part in parts)
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", digits):
        right = "YYYY, YYYY-MM, YYYY-MM-DD, MM/YYYY, Nov 2015 or 25 Nov 2015"
        raise ValueError(f"{text!r} is not a date; write {right}")
    try:
        return _part(digits, range(1, 10000))
    except ValueError as error:
        raise ValueError(f"{text!r} {error}") from None
