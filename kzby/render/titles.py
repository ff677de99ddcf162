"""The titles of a person, with their times."""

from collections.abc import Sequence

from kzby.model import dates
from kzby.query.answer import Fields
from kzby.render import citing


def titles(roles: Sequence[Fields], sources: Sequence[int] = ()) -> list[str]:
    """Each title, newest first, with the dates and source numbers of the articles that print it.

    One that names no office, as `diplomat`, is left out beside others.
    """
    given: dict[str, list[int]] = {}  # the places of its roles
    for at, role in enumerate(roles):
        given.setdefault(role["title"].casefold(), []).append(at)
    titles = {min(roles[at]["title"] for at in places): places for places in given.values()}
    offices = [title for title in titles if " " in title or not title.islower()] or [*titles]
    said = []
    for title in offices:
        places = titles[title]
        first, last = (dates.month(roles[at]["published"]) for at in (places[-1], places[0]))
        to = ", and " if "between" in f"{first}{last}" else " to "
        when = first if first == last else f"{first}{to}{last}"
        cited = {sources[at] for at in places if sources}
        said.append(citing.sourced(f"{title} ({when})", {"source": cited}))
    return said
