"""Dates as a text prints them: days, months and years, and years counted from another.

`16 December 2015`, `December 16`, `24-25 November`, `2015-11-25`, `January-October 2015`,
`the first quarter of 2016`, `seven months of 2015`, `the same period last year`, `two years ago`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kzby.verify.numbers import numbers
from kzby.verify.text import Text
from kzby.verify.words import PATTERNS, WORDS, Span

_MONTHS = {name[:3].lower(): index + 1 for name, index in WORDS["months"].items()}


class Parts(NamedTuple):
    """The days, months and years in some words; which belongs to which is not said.

    `shifts` is how many years those that are counted from another are from it. `same` is whether
    the words say "the same period", whose months another date has.
    """

    days: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]
    shifts: frozenset[int] = frozenset()
    same: bool = False


class Printed(NamedTuple):
    """A date in a text, and where it stands."""

    parts: Parts
    span: Span


def printed(text: str) -> Iterator[Printed]:
    """Every date in a text in normal form, in its order, but those counted from another."""
    for match in PATTERNS["date"].finditer(text):
        start, end = match.span()
        in_year = PATTERNS["before_year"].search(text[:start])
        counts = match["year"] and not in_year and PATTERNS["counted"].match(text, end)
        if any(_parts(match)) and not counts:  # `2000 pumps`
            yield Printed(_parts(match), Span(start, end))


def _parts(match: re.Match[str]) -> Parts:
    groups = match.groupdict()
    days = [groups[name] for name in ("iso_day", "before", "before_last", "behind", "behind_last")]
    years = [groups[name] for name in ("iso_year", "year_behind", "year")]
    months: list[int] = []
    if match["month"]:
        months = [_MONTHS[match["month"][:3].lower()]]
    elif match["iso_month"]:
        months = [int(match["iso_month"])]
    elif match["ordinal"]:
        length = 3 if match["length"] == "quarter" else 6
        last = (WORDS["ordinals"][match["ordinal"]] + 1) * length
        months = [last - length + 1, last] if last <= 12 else []
    elif words := match["first_months"] or match["months_of"]:
        months = [month for number in _integers(words) if number <= 12 for month in (1, number)]
    return Parts(
        frozenset(int(re.sub(r"\D", "", day)) for day in days if day),
        frozenset(months),
        frozenset(int(year) for year in years if year),
    )


def _integers(text: str) -> list[int]:
    return [int(number.amount.value) for number in numbers(text)]


def parts(text: str) -> Parts:
    """All that a text in normal form says of dates, together."""
    dates = [date.parts[:3] for date in printed(text)]
    shifts = {
        int(WORDS["years"][match[0].lower()]) for match in PATTERNS["relative_year"].finditer(text)
    }
    if past := PATTERNS["past_years"].search(text):
        shifts.update(shift for years in _integers(past["count"]) for shift in (-years, 0))
    if ago := PATTERNS["years_ago"].search(text):
        shifts.update(-years for years in _integers(ago["count"]))
    same = PATTERNS["same_period"].search(text) is not None
    days, months, years = (frozenset().union(*(date[at] for date in dates)) for at in range(3))
    return Parts(days, months, years, frozenset(shifts), same)


def whole(words: str, text: Text) -> str | None:
    """The date or period that some words cut wherever they stand: `January-July` for `July`.

    None if they stand somewhere as a date of their own.
    """
    dates: list[Span] = []
    for date in printed(text.plain):
        if dates and PATTERNS["date_joint"].fullmatch(text.plain[dates[-1].end : date.span.start]):
            dates[-1] = Span(dates[-1].start, date.span.end)
        else:
            dates.append(date.span)
    longer = [
        next((date for date in dates if date.overlaps(place) and not place.holds(date)), None)
        for place in text.find(words)
    ]
    return text.words(longer[0]) if longer and longer[0] and all(longer) else None
