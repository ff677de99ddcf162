"""The vocabularies and the cards of articles into their tables, every spelling into `name`."""

import sqlite3
from collections.abc import Iterator, Sequence

from kzby.load.dataset import Dataset
from kzby.model import dates, kinds, vocabulary
from kzby.model.fields import Entry
from kzby.store.tables import as_json, insert
from kzby.text import fold


def write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes everything that records refer to."""
    for position, region in enumerate(dataset.regions):
        names = [name for names in region.names.values() for name in names]
        own = _columns(region) | {"names": as_json(names), "position": position}
        insert(connection, "region", **own)
    for thing in (*dataset.sectors, *dataset.people, *dataset.organizations):
        own = _columns(thing)
        if isinstance(thing, vocabulary.Sector):
            own.pop("aliases")
        insert(connection, thing.noun, **own)
    for article in dataset.articles:
        _article(connection, article)
    spellings: list[tuple[str, str, tuple[str, ...]]]
    spellings = [(thing.noun, thing.id, (*thing.all_names, thing.id)) for thing in dataset.named]
    spellings += [("article", article.id, (article.id,)) for article in dataset.articles]
    spellings += [("record", id_, (id_,)) for id_ in dataset.records]
    rows = [
        (kind, fold(text), id_, rank, text)
        for kind, id_, texts in spellings
        for rank, text in enumerate(texts)
    ]
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", rows)
    pairs = (*inside(dataset.regions), *inside(dataset.sectors))
    connection.executemany("INSERT INTO inside VALUES (?, ?)", pairs)


def _columns(entry: Entry) -> dict[str, object]:
    """The fields of an entry as columns: lists and entries within it as JSON."""
    fields = entry.model_dump(mode="json")
    return {
        name: as_json(value) if isinstance(value, list | dict) else value
        for name, value in fields.items()
    }


def _article(connection: sqlite3.Connection, card: kinds.Article) -> None:
    own = card.model_dump(mode="json", exclude={"nothing"})
    earliest, latest = dates.bounds(card.published)
    insert(connection, "article", **own, published_earliest=earliest, published_latest=latest)


def inside(places: Sequence[vocabulary.Region | vocabulary.Sector]) -> Iterator[tuple[str, str]]:
    """Every pair of a whole and a part that lies in it, each also in itself."""
    above = {place.id: place.within for place in places}
    for place in places:
        whole: str | None = place.id
        while whole is not None:
            yield whole, place.id
            whole = above[whole]
