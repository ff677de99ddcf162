"""The vocabularies and the cards of articles into their tables."""

import sqlite3
from collections.abc import Iterator, Sequence

from kzby.load.dataset import Dataset
from kzby.model import dates
from kzby.model.vocabulary import Region, Sector
from kzby.store.tables import insert
from kzby.text import fold


def write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes everything that records refer to."""
    for position, region in enumerate(dataset.regions):
        own = region.model_dump(mode="json")
        own["names"] = [name for names in region.names.values() for name in names]
        insert(connection, "region", **own, position=position)
    for sector in dataset.sectors:
        own = sector.model_dump(mode="json", exclude={"aliases"})
        insert(connection, "sector", **own)
    for thing in (*dataset.people, *dataset.organizations):
        insert(connection, thing.noun, **thing.model_dump(mode="json"))
    for article in dataset.articles:
        own = article.model_dump(mode="json", exclude={"nothing"})
        bounds = dates.bounds(article.published)
        own["published_earliest"], own["published_latest"] = bounds
        insert(connection, "article", **own)
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)",
        _names(dataset),
    )
    pairs = (*inside(dataset.regions), *inside(dataset.sectors))
    connection.executemany("INSERT INTO inside VALUES (?, ?)", pairs)


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
    """Every pair of a whole and a part that lies in it, each also in itself."""
    above = {place.id: place.within for place in places}
    for place in places:
        whole: str | None = place.id
        while whole is not None:
            yield whole, place.id
            whole = above[whole]
