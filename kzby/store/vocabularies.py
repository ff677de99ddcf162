"""The vocabularies and the cards of articles into their tables, every spelling into `name`."""

import sqlite3
from collections.abc import Iterator, Sequence

from kzby.load.dataset import Dataset
from kzby.model import dates, vocabulary
from kzby.store.tables import insert
from kzby.text import fold


def write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes everything that records refer to."""
    split_off: dict[str, list[dict[str, str]]] = {}
    for region in dataset.regions:
        if split := region.split_from:
            split_off.setdefault(split.region, []).append({"region": region.id, "year": split.year})
    for position, region in enumerate(dataset.regions):
        names = [name for names in region.names.values() for name in names]
        own = region.model_dump(mode="json") | {"names": names, "position": position}
        insert(connection, "region", **own, split_off=split_off.get(region.id, []))
    for sector in dataset.sectors:
        insert(connection, "sector", **sector.model_dump(mode="json", exclude={"aliases"}))
    roles = _roles(dataset)
    for person in dataset.people:
        own = person.model_dump(mode="json")
        insert(connection, "person", **own, roles=roles.get(person.id, []))
    for organization in dataset.organizations:
        insert(connection, "organization", **organization.model_dump(mode="json"))
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


def _roles(dataset: Dataset) -> dict[str, list[dict[str, str]]]:
    """By person the titles that articles give, the oldest article first."""
    roles: dict[str, list[dict[str, str]]] = {}
    for article in sorted(dataset.articles, key=lambda article: article.age):
        for each in article.titles:
            role = {"title": each.title, "article": article.id}
            roles.setdefault(each.person, []).append(role)
    return roles


def inside(places: Sequence[vocabulary.Region | vocabulary.Sector]) -> Iterator[tuple[str, str]]:
    """Every pair of a whole and a part that lies, or lay, in it, each also in itself."""
    above: dict[str, list[str]] = {}
    for place in places:
        former = place.formerly_within if isinstance(place, vocabulary.Region) else ()
        wholes = (place.within, *(each.region for each in former))
        above[place.id] = [whole for whole in wholes if whole]
    for place in places:
        around = [place.id]
        for whole in around:  # it grows meanwhile
            yield whole, place.id
            around += [each for each in above[whole] if each not in around]
