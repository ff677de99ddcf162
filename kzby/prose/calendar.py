"""Dates as a text prints them: days, months and years, and years told by another (`last year`, `next year`).

`16 December 2015`, `December 16`, `24-25 November`, `2015-11-25`, `January-October 2015`, `the first quarter of 2016`,
`seven months`, `the same period last year`, `over the past five years`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kzby.prose.numbers import numbers
from kzby.prose.text import Span

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NUMBER_OF = {
    **{name.lower(): number for number, name in enumerate(_MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)},
}
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:{'|'.join([*(name[:3] for name in _MONTHS if name != 'May'), 'Sept'])})\b\.?)"
_YEAR = r"(?:19|20)\d\d"
_TOLD = re.compile(
    rf"""\b(?:
      (?P<iso_year>{_YEAR})-(?P<iso_month>0[1-9]|1[0-2])(?:-(?P<iso_day>[0-3]\d))?
    | (?:(?P<day>[1-3]?\d)(?:\ ?(?:-|and|or|to)\ ?(?P<next_day>[1-3]?\d))?(?:st|nd|rd|th)?\ (?:of\ )?)?
      (?P<month>{_MONTH})
      (?:\ (?P<day_behind>[1-3]?\d)(?:st|nd|rd|th)?(?![\d%]))?
      (?:,?\ (?P<year_behind>{_YEAR}))?
    | (?P<part>first|second|third|fourth)\ (?P<length>quarter|half)
    | (?P<months>\w+)\ months
    | (?P<year>{_YEAR})(?![,.]?\d|%|\ (?:million|billion|thousand))
    )(?![\w%])""",
    re.VERBOSE | re.ASCII,
)
_QUARTERS = {"first": (1, 3), "second": (4, 6), "third": (7, 9), "fourth": (10, 12)}
_HALVES = {"first": (1, 6), "second": (7, 12)}
# Years told by another, and how many years from it they are.
_SHIFTS = (
    (re.compile(r"\b(?:next|following|coming) year\b", re.IGNORECASE), 1),
    (re.compile(r"\b(?:last|previous|past|preceding) year\b|\byear (?:earlier|before|ago)\b", re.IGNORECASE), -1),
    (re.compile(r"\b(?:this|the|current|same) year\b(?! (?:earlier|before|ago))", re.IGNORECASE), 0),
)
_PAST = re.compile(r"\b(?:past|last) (?P<count>[\w-]+) years\b", re.IGNORECASE)
_SAME = re.compile(r"\bsame (?:period|months?|time)\b", re.IGNORECASE)


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

    @property
    def any(self) -> bool:
        """Whether the text dates anything."""
        return any(self)


class Told(NamedTuple):
    """A date in a text, and where it stands."""

    parts: Parts
    span: Span


def told(text: str) -> Iterator[Told]:
    """Every date that a text in normal form prints, in its order; those told by another date are not among them."""
    for match in _TOLD.finditer(text):
        if parts := _parts(match):
            yield Told(parts, Span(*match.span()))


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
        yield from (shift for number in numbers(past["count"]) for shift in (-int(number.amount.value), 0))


def _parts(match: re.Match[str]) -> Parts | None:
    if match["part"]:
        spans = _QUARTERS if match["length"] == "quarter" else _HALVES
        return _made(months=spans.get(match["part"], ()))
    if match["months"]:
        last = [int(number.amount.value) for number in numbers(match["months"])]
        return _made(months=(1, *last)) if last and last[0] <= len(_MONTHS) else None
    month = match["month"]
    days = [match[name] for name in ("iso_day", "day", "next_day", "day_behind")]
    return _made(
        days=[int(day) for day in days if day],
        months=[_NUMBER_OF[month[:3].lower()]] if month else [int(match["iso_month"])] if match["iso_month"] else [],
        years=[int(year) for name in ("iso_year", "year_behind", "year") if (year := match[name])],
    )


def _made(days: Iterable[int] = (), months: Iterable[int] = (), years: Iterable[int] = ()) -> Parts:
    return Parts(frozenset(days), frozenset(months), frozenset(years))
