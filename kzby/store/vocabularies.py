"""The vocabularies and the cards of articles into their tables, every spelling into `name`."""

import sqlite3
from collections.abc import Iterator, Sequence

from kzby.load.dataset import Dataset
from kzby.model import dates, vocabulary
from kzby.store.tables import insert
from kzby.text import fold


def write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes everything that records refer to."""
    for position, region in enumerate(dataset.regions):
        names = [name for names in region.names.values() for name in names]
        own = region.model_dump(mode="json") | {"names": names, "position": position}
        insert(connection, "region", **own)
    for sector in dataset.sectors:
        insert(connection, "sector", **sector.model_dump(mode="json", exclude={"aliases"}))
    for thing in (*dataset.people, *dataset.organizations):
        insert(connection, thing.noun, **thing.model_dump(mode="json"))
    for article in dataset.articles:
        own = article.model_dump(mode="json", exclude={"nothing"})
        earliest, latest = dates.bounds(article.published)
        insert(connection, "article", **own, published_earliest=earliest, published_latest=latest)
    rows = [
        (thing.noun, fold(text), thing.id, rank, text)
        for thing in dataset.named
        for rank, text in enumerate((*thing.all_names, thing.id))
    ]
    rows += [("article", fold(each.id), each.id, 0, each.id) for each in dataset.articles]
    rows += [("record", fold(id_), id_, 0, id_) for id_ in dataset.records]
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", rows)
    pairs = (*inside(dataset.regions), *inside(dataset.sectors))
    connection.executemany("INSERT INTO inside VALUES (?, ?)", pairs)


def inside(places: Sequence[vocabulary.Region | vocabulary.Sector]) -> Iterator[tuple[str, str]]:
    """Every pair of a whole and a part that lies in it, each also in itself."""
    above = {place.id: place.within for place in places}
    for place in places:
        whole: str | None = place.id
        while whole is not None:
            yield whole, place.id
            whole = above[whole]
