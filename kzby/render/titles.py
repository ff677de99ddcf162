"""The titles of a person, with their times."""

from collections.abc import Sequence

from kzby.model import dates
from kzby.query.answer import Fields
from kzby.render import citing

_RANKS = {"acting", "deputy", "first", "former", "vice"}  # in no short form of the same title


def titles(roles: Sequence[Fields], sources: Sequence[int] = ()) -> list[str]:
    """Each title, newest first, with the dates and source numbers of the articles that print it.

    Short forms of a title of the same time are left out.
    """
    given: dict[str, list[int]] = {}
    for at, role in enumerate(roles):
        given.setdefault(role["title"].casefold(), []).append(at)
    spans = {}
    for title, places in given.items():
        (first, _), (_, last) = (dates.bounds(roles[places[at]]["published"]) for at in (-1, 0))
        spans[title] = first or "", last or "9"
    titles = []
    newest_fullest = sorted(given, key=lambda title: (spans[title][1], len(title)), reverse=True)
    for title in newest_fullest:
        places, (first, last) = given[title], spans[title]
        longer = (spans[full] for full in given if _shortens(title, full))
        if any(first <= end and begin <= last for begin, end in longer):
            continue
        ends = [dates.month(roles[places[end]]["published"]) for end in (0, -1)]
        when = max(ends, key=lambda end: len(end.strip("?")))
        if not all(end.strip("?") in when for end in ends):
            when = " to ".join(reversed(ends))
        cited = {sources[at] for at in places if at < len(sources)}
        title = f"{roles[places[0]]['title']} ({when})"
        titles.append(title + (f" [{citing.numbers(cited)}]" if cited else ""))
    return titles


def _shortens(title: str, full: str) -> bool:
    """Whether a longer title has all words of one, and names no other rank."""
    some, every = {*title.split()}, {*full.split()}
    return some < every and not (every - some) & _RANKS
