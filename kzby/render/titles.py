"""The titles of a person, with their times."""

from collections.abc import Sequence

from kzby.model import dates
from kzby.query.answer import Fields
from kzby.render import citing

_RANKS = {"acting", "deputy", "first", "former", "vice"}  # in no short form of the same title


def titles(roles: Sequence[Fields], sources: Sequence[int] = ()) -> list[str]:
    """Each title, newest first, with the dates and source numbers of the articles that print it.

    Short forms of the same months count as that title.
    """
    given: dict[str, list[int]] = {}  # the places of its roles
    for at, role in enumerate(roles):
        given.setdefault(role["title"].casefold(), []).append(at)

    def span(title: str) -> tuple[str, str]:
        days = [dates.bounds(roles[at]["published"]) for at in given[title]]
        return min(day or "" for day, _ in days), max(day or "9" for _, day in days)

    for title in sorted(given, key=len):
        first, last = span(title)
        for full in sorted(given, key=len, reverse=True):
            begin, end = span(full)
            if _shortens(title, full) and first[:7] <= end[:7] and begin[:7] <= last[:7]:  # months
                given[full] = sorted([*given[full], *given.pop(title)])
                break
    titles = []
    for title in sorted(given, key=lambda title: (span(title)[1], len(title)), reverse=True):
        places = given[title]
        printed = next(role["title"] for role in roles if role["title"].casefold() == title)
        ends = [dates.month(roles[places[end]]["published"]) for end in (0, -1)]
        when = max(ends, key=lambda end: len(end.strip("?")))
        if not all(end.strip("?") in when for end in ends):
            when = " to ".join(reversed(ends))
        cited = {sources[at] for at in places if at < len(sources)}
        titles.append(f"{printed} ({when})" + (f" [{citing.numbers(cited)}]" if cited else ""))
    return titles


def _shortens(title: str, full: str) -> bool:
    """Whether a longer title has all words of one, and names no other rank."""
    some, every = {*title.split()}, {*full.split()}
    return some < every and not (every - some) & _RANKS
