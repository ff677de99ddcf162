"""Dates as a text prints them: days, months and years, and years counted from another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kzby.verify.numbers import numbers
from kzby.verify.text import Text
from kzby.verify.words import PATTERNS, WORDS, Span


class Parts(NamedTuple):
    """The days, months and years of a date or of several; which belongs to which is not said."""

    days: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]


def printed(text: str) -> Iterator[tuple[Parts, Span]]:
    """Every date in a text in normal form, in its order, but those counted from another."""
    for match in PATTERNS["date"].finditer(text):
        in_year = PATTERNS["before_year"].search(text[: match.start()])
        counts = match["year"] and not in_year and PATTERNS["counted"].match(text, match.end())
        if any(date := _parts(match)) and not counts:  # `2000 pumps`
            yield date, Span(*match.span())


def _parts(match: re.Match[str]) -> Parts:
    numerals = match[0]
    months: list[int] = []
    if match["month"]:
        months = [int(WORDS["months"][match["month"]])]
    elif match["iso_month"]:
        months = [int(match["iso_month"])]
        numerals = numerals.replace(f"-{match['iso_month']}", "", 1)
    elif match["period"]:
        months = [int(month) for month in WORDS["periods"][match["period"]].split("-")]
    elif words := match["first_months"] or match["months_of"]:
        months = [month for number in _integers(words) if number <= 12 for month in (1, number)]
        numerals = ""
    days, years = (
        frozenset(map(int, re.findall(pattern, numerals)))
        for pattern in (r"(?<!\d)\d\d?(?!\d)", r"\d{4}")
    )
    return Parts(days, frozenset(months), years)


def parts(text: str) -> Parts:
    """The parts of all dates in a text in normal form."""
    dates = [date for date, _ in printed(text)]
    return Parts(*(frozenset().union(*(date[at] for date in dates)) for at in range(3)))


def shifts(text: str) -> set[int]:
    """How many years the years that are counted from another are from it: -1 of `last year`."""
    counted = set()
    for match in PATTERNS["relative"].finditer(text):
        if match["year"]:
            counted.add(int(WORDS["years"][match["year"].lower()]))
        for years in _integers(match["past"] or match["ago"] or ""):
            counted |= {-years, 0} if match["past"] else {-years}
    return counted


def is_dated(text: str) -> bool:
    """Whether a text in normal form prints a date or says how to count it from another."""
    return any(parts(text)) or PATTERNS["relative"].search(text) is not None


def _integers(text: str) -> list[int]:
    return [int(number.amount.value) for number in numbers(text)]


def longer(words: str, text: Text) -> str | None:
    """The date that some words cut wherever they stand, or None: `January-July` for `July`."""
    dates: list[Span] = []
    for _, span in printed(text.plain):
        if dates and PATTERNS["date_joint"].fullmatch(text.plain[dates[-1].end : span.start]):
            dates[-1] = Span(dates[-1].start, span.end)
        else:
            dates.append(span)
    cuts = [
        [date for date in dates if date.overlaps(place) and not place.holds(date)]
        for place in text.find(words)
    ]
    return text.words(cuts[0][0]) if cuts and all(cuts) else None
