"""Dates as a text prints them, and years that it counts from another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kzby.verify.numbers import numbers
from kzby.verify.text import Text
from kzby.verify.words import PATTERNS, WORDS, Span

_MONTHS = WORDS["months"] | WORDS["periods"]
_DAY = re.compile(r"(?<!\d)(?<![\dX]{4}-)\d\d?(?!\d| months)")


class Parts(NamedTuple):
    """The days, months and years of a date or of several, but not which belong together."""

    days: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]


def printed(text: str) -> Iterator[tuple[Parts, Span]]:
    """Every date that a text in normal form prints, in its order."""
    for match in PATTERNS["date"].finditer(text):
        in_year = PATTERNS["before_year"].search(text[: match.start()])
        counts = match["year"] and not in_year and PATTERNS["counted"].match(text, match.end())
        if any(date := _parts(match)) and not counts:  # `2000 pumps`
            yield date, Span(*match.span())


def _parts(match: re.Match[str]) -> Parts:
    named = match["month"] or match["period"] or match["iso_month"] or ""
    months = [int(month) for month in re.findall(r"\d+", _MONTHS.get(named) or named)]
    number = _integers(match["first_months"] or match["months_of"] or "")
    months += [month for last in number if last <= 12 for month in (1, last)]
    days, years = map(int, _DAY.findall(match[0])), map(int, re.findall(r"\d{4}", match[0]))
    return Parts(frozenset(days), frozenset(months), frozenset(years))


def parts(text: str) -> Parts:
    """The parts of all dates that a text in normal form prints."""
    dates = [date for date, _ in printed(text)]
    return Parts(*(frozenset().union(*(date[at] for date in dates)) for at in range(3)))


def shifts(text: str) -> set[int]:
    """By how many years the words count from another year: -1 for `last year`."""
    counted = set()
    for match in PATTERNS["relative"].finditer(text):
        if match["year"]:
            counted.add(int(WORDS["years"][match["year"].lower()]))
        for years in _integers(match["past"] or match["ago"] or ""):
            counted |= {-years, 0} if match["past"] else {-years}
    return counted


def is_dated(text: str) -> bool:
    """Whether a text in normal form prints a date, or counts one from another."""
    return any(parts(text)) or PATTERNS["relative"].search(text) is not None


def _integers(text: str) -> list[int]:
    return [int(number.amount.value) for number in numbers(text)]


def longer(words: str, text: Text) -> str | None:
    """The date that words cut wherever they stand, such as `January-July` for `July`."""
    dates: list[Span] = []
    for _, span in printed(text.plain):
        between = text.plain[dates[-1].end : span.start] if dates else ""
        start = dates.pop().start if PATTERNS["date_joint"].fullmatch(between) else span.start
        dates.append(Span(start, span.end))
    cuts = [
        [date for date in dates if date.overlaps(place) and not place.holds(date)]
        for place in text.find(words)
    ]
    return text.words(cuts[0][0]) if cuts and all(cuts) else None
