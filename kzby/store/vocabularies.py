"""The vocabularies and the cards of articles into their tables."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from kzby.load.dataset import Dataset
from kzby.model import dates
from kzby.model.fields import Identified
from kzby.model.vocabulary import Person, Region, Sector
from kzby.store.tables import insert
from kzby.text import fold


def write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes everything that records refer to."""
    parts, roles = defaultdict(list), defaultdict(list)
    for region in dataset.regions:
        if split := region.split_from:
            parts[split.region].append({"region": region.id, "year": split.year})
    for article in sorted(dataset.articles, key=attrgetter("age"), reverse=True):
        for title in article.titles:
            given = {"title": title.title, "article": article.id, "published": article.published}
            roles[title.person].append(given)
    for entry in (*dataset.articles, *dataset.known, *dataset.retired):
        insert(connection, entry.noun, **_dated(entry))
    for position, thing in enumerate(dataset.named):
        own = thing.model_dump(mode="json")
        match thing:
            case Region():
                names = list(chain.from_iterable(thing.names.values()))
                own |= {"names": names, "split_off": parts[thing.id], "position": position}
            case Person():
                own["roles"] = roles[thing.id]
            case Sector():
                del own["aliases"]
        insert(connection, thing.noun, **own)
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", _names(dataset))
    pairs = (*inside(dataset.regions), *inside(dataset.sectors))
    connection.executemany("INSERT INTO inside VALUES (?, ?)", pairs)


def _dated(entry: Identified) -> dict[str, Any]:
    """The fields of an entry, and the days between which an article was published."""
    own = entry.model_dump(mode="json", exclude={"nothing"})
    if published := own.get("published"):
        own["published_earliest"], own["published_latest"] = dates.bounds(published)
    return own


def _names(dataset: Dataset) -> Iterator[tuple[str, str, str, int, str]]:
    """Every spelling of every name, then every id."""
    for thing in dataset.named:
        for rank, text in enumerate((*thing.all_names, thing.id)):
            yield thing.noun, fold(text), thing.id, rank, text
    for article in dataset.articles:
        yield "article", fold(article.id), article.id, 0, article.id
    for id_ in dataset.records:
        yield "record", fold(id_), id_, 0, id_


def inside(places: Sequence[Region | Sector]) -> Iterator[tuple[str, str]]:
    """Every whole with each part that lies, or lay, in it; each also in itself."""
    above = {place.id: [place.within] if place.within else [] for place in places}
    for place in places:
        if isinstance(place, Region):
            above[place.id] += [former.region for former in place.formerly_within]
    for place in places:
        around = [place.id]
        for whole in around:  # it grows meanwhile
            yield whole, place.id
            around += [each for each in above[whole] if each not in around]
