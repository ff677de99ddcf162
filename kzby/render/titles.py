"""The titles of a person, each once, with its dates."""

from collections.abc import Iterator, Sequence

from kzby.model import dates
from kzby.query.answer import Fields


def titled(roles: Sequence[Fields]) -> Iterator[tuple[str, list[int]]]:
    """Each title with its dates, newest first, and its places in the list."""
    whole = _whole(roles)
    given: dict[str, list[int]] = {}
    for at, role in enumerate(roles):
        given.setdefault(whole[role["title"].casefold()], []).append(at)
    for title, places in given.items():
        newest, oldest = (roles[places[end]]["published"] for end in (0, -1))
        when, first = dates.words(newest, one_of=True), _year(oldest)
        when = when if first == _year(newest) else f"{first} to {when}"
        spellings = (roles[at]["title"] for at in places)
        spelling = next(each for each in spellings if each.casefold() == title)
        yield f"{spelling} ({when})", places


def _whole(roles: Sequence[Fields]) -> dict[str, str]:
    """Each title, and the longest in the same years that has its words and begins as it does.

    A `governor` is no `deputy governor`, but may be the `governor of an oblast`.
    """
    years: dict[str, list[str]] = {}
    for role in roles:
        days = dates.bounds(role["published"])
        years.setdefault(role["title"].casefold(), []).extend(str(day)[:4] for day in days)

    def extends(long: str, short: str) -> bool:
        words, others = long.split(), short.split()
        lasts = min(years[long]) <= min(years[short]) <= max(years[short]) <= max(years[long])
        return words[:1] == others[:1] and {*words} >= {*others} and lasts

    return {each: max((long for long in years if extends(long, each)), key=len) for each in years}


def _year(published: str) -> str:
    """The year of an article, or the dates between which it lies."""
    first, last = dates.bounds(published)
    if not first or not last or first[:4] != last[:4]:
        return dates.words(published, one_of=True)
    return f"{first[:4]}{'' if dates.year_stated(published) else '?'}"
