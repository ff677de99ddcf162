"""Dates as a text prints them: days, months and years, and years told by another (`last year`, `next year`).

`16 December 2015`, `December 16`, `24-25 November`, `2015-11-25`, `January-October 2015`, `the first quarter of 2016`,
`seven months`, `the same period last year`, `over the past five years`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kzby.model import dates
from kzby.verify.prose.numbers import numbers
from kzby.verify.prose.span import Span
from kzby.verify.prose.text import Text

_NUMBER_OF = {name[:3].lower(): number for number, name in enumerate(dates.MONTHS, 1)}
_SHORT = (*(name[:3] for name in dates.MONTHS if name != "May"), "Sept")
_MONTH = rf"(?:{'|'.join(dates.MONTHS)}|(?:{'|'.join(_SHORT)})\b\.?)"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"[1-3]?\d(?:st|nd|rd|th)?"
_DAYS = rf"(?P<{{0}}>{_DAY})(?:\ ?(?:-|and|or|to)\ ?(?P<{{0}}_last>{_DAY}))?"
_TOLD = re.compile(
    rf"""\b(?:
      (?P<iso_year>{_YEAR})-(?P<iso_month>0[1-9]|1[0-2])(?:-(?P<iso_day>[0-3]\d))?
    | (?:{_DAYS.format("before")}\ (?:of\ )?)? (?P<month>{_MONTH})
      (?:\ {_DAYS.format("behind")}(?=,|\.|;|:|\)|$|\ {_YEAR}|\ and\b|\ or\b))?
      (?:,?\ (?P<year_behind>{_YEAR}))?
    | (?P<part>first|second|third|fourth)\ (?P<length>quarter|half)
    | (?:first\ (?P<first_months>\w+)\ months | (?P<months_of>\w+)\ months(?=\ of\b))
    | (?P<year>{_YEAR})(?![,.]?\d|%|\ (?:million|billion|thousand))
    )(?![\w%])""",
    re.VERBOSE | re.ASCII,
)
# A number such as 2000 is a year behind such a word, or where it does not count the word behind it.
_BEFORE_YEAR = re.compile(
    r"\b(?:in|of|by|since|until|till|from|to|for|and|or|than|against|with|years?) $", re.IGNORECASE
)
_COUNTED = re.compile(r" (?!(?:and|or|to|was|is|were|in|by|on|at|as|respectively)\b)[a-z]")
_QUARTERS = {"first": (1, 3), "second": (4, 6), "third": (7, 9), "fourth": (10, 12)}
_HALVES = {"first": (1, 6), "second": (7, 12)}
# Years told by another, and how many years from it they are.
_SHIFTS = (
    (re.compile(r"\b(?:next|following|coming) year\b", re.IGNORECASE), 1),
    (
        re.compile(
            r"\b(?:last|previous|past|preceding) year\b|\byear (?:earlier|before|ago)\b",
            re.IGNORECASE,
        ),
        -1,
    ),
    (
        re.compile(r"\b(?:this|the|current|same) year\b(?! (?:earlier|before|ago))", re.IGNORECASE),
        0,
    ),
)
_PAST = re.compile(r"\b(?:past|last) (?P<count>[\w-]+) years\b", re.IGNORECASE)
_AGO = re.compile(r"\b(?P<count>[\w-]+) years ago\b", re.IGNORECASE)
_SAME = re.compile(r"\bsame (?:period|months?|time)\b", re.IGNORECASE)


_WINDOW = re.compile(r"-| - | to | of |,? ")  # between the parts of one date


class Parts(NamedTuple):
    """The days, months and years that a text prints, without telling which belongs to which.

    `shifts` are the years told by another one: how far they are from it. `same` is whether the text says "the same
    period", whose months another date has.
    """

    days: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]
    shifts: frozenset[int] = frozenset()
    same: bool = False


class Told(NamedTuple):
    """A date in a text, and where it stands."""

    parts: Parts
    span: Span


def told(text: str) -> Iterator[Told]:
    """Every date that a text in normal form prints, in its order; those told by another date are not among them."""
    for match in _TOLD.finditer(text):
        parts = _parts(match)
        if any(parts) and not (match["year"] and _counts(match, text)):
            yield Told(parts, Span(*match.span()))


def cut(words: str, text: Text) -> str | None:
    """The whole date of which some words print only a part, wherever they stand in a text: `July` of `January-July`.

    None if they stand somewhere as a date of their own.
    """
    wholes = list(_wholes(text.plain))
    parts = [
        next((one for one in wholes if one.overlaps(place) and not place.holds(one)), None)
        for place in text.find(words)
    ]
    return text.words(parts[0]) if parts and parts[0] and all(parts) else None


def _wholes(text: str) -> Iterator[Span]:
    """The stretches of a text that together are one date or one window."""
    spans = [one.span for one in told(text)]
    while spans:
        first, *rest = spans
        while rest and _WINDOW.fullmatch(text[first.end : rest[0].start]):
            first, rest = Span(first.start, rest[0].end), rest[1:]
        yield first
        spans = rest


def _counts(match: re.Match[str], text: str) -> bool:
    """Whether what looks like a year counts what stands behind it: `2000 pumps`."""
    return (
        not _BEFORE_YEAR.search(text[: match.start()])
        and _COUNTED.match(text, match.end()) is not None
    )


def parts(text: str) -> Parts:
    """All that a text in normal form says of dates, together."""
    printed = [one.parts for one in told(text)]
    return Parts(
        frozenset(day for one in printed for day in one.days),
        frozenset(month for one in printed for month in one.months),
        frozenset(year for one in printed for year in one.years),
        frozenset(_shifts(text)),
        bool(_SAME.search(text)),
    )


def _shifts(text: str) -> Iterator[int]:
    yield from (shift for pattern, shift in _SHIFTS if pattern.search(text))
    if past := _PAST.search(text):
        yield from (shift for years in _numbers(past["count"]) for shift in (-years, 0))
    if ago := _AGO.search(text):
        yield from (-years for years in _numbers(ago["count"]))


def _numbers(text: str) -> list[int]:
    return [int(number.amount.value) for number in numbers(text)]


def _parts(match: re.Match[str]) -> Parts:
    if match["part"]:
        spans = _QUARTERS if match["length"] == "quarter" else _HALVES
        return _made(months=spans.get(match["part"], ()))
    if months := match["first_months"] or match["months_of"]:
        last = [number for number in _numbers(months) if number <= len(dates.MONTHS)]
        return _made(months=(1, *last) if last else ())
    month = match["month"]
    days = [match[name] for name in ("iso_day", "before", "before_last", "behind", "behind_last")]
    return _made(
        days=[int(re.sub(r"\D", "", day)) for day in days if day],
        months=[_NUMBER_OF[month[:3].lower()]]
        if month
        else [int(match["iso_month"])]
        if match["iso_month"]
        else [],
        years=[int(year) for name in ("iso_year", "year_behind", "year") if (year := match[name])],
    )


def _made(days: Iterable[int] = (), months: Iterable[int] = (), years: Iterable[int] = ()) -> Parts:
    return Parts(frozenset(days), frozenset(months), frozenset(years))
