"""The titles of a person, with their times."""

from collections.abc import Sequence

from kzby.model import dates
from kzby.query.answer import Fields
from kzby.render import citing

_RANKS = {"acting", "deputy", "first", "former", "vice"}  # in no short form of the same title


def titles(roles: Sequence[Fields], sources: Sequence[int] = ()) -> list[str]:
    """Each title, newest first, with the dates and source numbers of the articles that print it.

    Short forms of a title of the same year count as that title; one that names no office, as
    `diplomat`, is left out beside others.
    """
    given: dict[str, list[int]] = {}  # the places of its roles
    for at, role in enumerate(roles):
        given.setdefault(role["title"].casefold(), []).append(at)
    years = {title: {roles[at]["published"][:4] for at in given[title]} for title in given}
    for title in sorted(given, key=len):
        fuller = [each for each in given if _shortens(title, each) and years[each] & years[title]]
        if fuller:
            given[max(fuller, key=len)] += given.pop(title)
    telling = [key for key in given if " " in key] or [*given]
    said = []
    for key, places in sorted(given.items(), key=lambda item: min(item[1])):
        title = next(role["title"] for role in roles if role["title"].casefold() == key)
        first, last = (dates.month(roles[end(places)]["published"]) for end in (max, min))
        alike = first.endswith(last) or last.endswith(first)
        when = max(first, last, key=len) if alike else f"{first} to {last}"
        cited = {sources[at] for at in places if sources}
        if key in telling or not title.islower():
            said.append(citing.sourced(f"{title} ({when})", {"source": cited}))
    return said


def _shortens(title: str, full: str) -> bool:
    """Whether a longer title has all words of one, and names no other rank."""
    some, every = {*title.split()}, {*full.split()}
    return some < every and not (every - some) & _RANKS
