"""When an article appeared, for bibliographies: one day, month or year, or one of several, and what is doubted."""

from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from kzby.model import dates
from kzby.query.citation import Reference

_WHOLE = (len("2015"), len("2015-11"))


class Issued(NamedTuple):
    """The first and the last day (or month, or year, in ISO 8601) that an article can have appeared on.

    `doubt` is the qualifier that EDTF marks both with: `?` if the year is inferred, `~` if the date is approximate.
    """

    first: str
    last: str
    doubt: str = ""

    @property
    def either(self) -> str:
        """What stands between the first and the last in words: `or` if one follows on the other, else `to`."""
        after_first = date.fromisoformat(dates.last_day(self.first)) + timedelta(days=1)
        return " or " if after_first.isoformat() == dates.first_day(self.last) else " to "


def issued(reference: Reference) -> Issued:
    """When an article appeared; a span of whole months or years is written as these."""
    doubt = _doubt(reference.published)
    for length in _WHOLE:
        first, last = reference.earliest[:length], reference.latest[:length]
        if (dates.first_day(first), dates.last_day(last)) == (reference.earliest, reference.latest):
            return Issued(first, last, doubt)
    return Issued(reference.earliest, reference.latest, doubt)


def _doubt(published: str) -> str:
    if not dates.year_stated(published):
        return "?"
    return "" if dates.certain(published) else "~"


def words(when: Issued) -> str:
    """In words: `25 November 2015`, `16 or 17 December 2015`, `c. 2015`; an inferred year in brackets: `May [2013]`."""
    first, last = _named(when.first, when.doubt), _named(when.last, when.doubt)
    shared = [
        one for one, _ in takewhile(lambda both: both[0] == both[1], zip(first, last, strict=True))
    ]
    own = [" ".join(reversed(end[len(shared) :])) for end in (first, last)]
    told = [when.either.join(own) if first != last else "", *reversed(shared)]
    return ("c. " if when.doubt == "~" else "") + " ".join(filter(None, told))


def _named(end: str, doubt: str) -> list[str]:
    """Year, month and day, as far as there are, in words."""
    year, *rest = end.split("-")
    names = [f"[{year}]" if doubt == "?" else year]
    if rest:
        names.append(dates.MONTHS[int(rest[0]) - 1])
    return [*names, *(str(int(day)) for day in rest[1:])]
