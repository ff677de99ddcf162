"""The vocabularies and the cards of articles into their tables."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import attrgetter

from kzby.load.dataset import Dataset
from kzby.model import dates
from kzby.model.vocabulary import Region, Sector
from kzby.store.tables import insert
from kzby.text import fold


def write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes everything that records refer to."""
    parts = [region for region in dataset.regions if region.split_from]
    for position, region in enumerate(dataset.regions):
        own = region.model_dump(mode="json")
        own["names"] = list(chain.from_iterable(region.names.values()))
        own["split_off"] = [
            {"region": part.id, "year": part.split_from.year}
            for part in parts
            if part.split_from and part.split_from.region == region.id
        ]
        insert(connection, "region", **own, position=position)
    for sector in dataset.sectors:
        own = sector.model_dump(mode="json", exclude={"aliases"})
        insert(connection, "sector", **own)
    roles = _roles(dataset)
    for person in dataset.people:
        own = person.model_dump(mode="json")
        insert(connection, "person", **own, roles=roles.get(person.id, []))
    for body in dataset.organizations:
        insert(connection, "organization", **body.model_dump(mode="json"))
    for article in dataset.articles:
        own = article.model_dump(mode="json", exclude={"nothing"})
        ends = ("published_earliest", "published_latest")
        own |= zip(ends, dates.bounds(article.published), strict=True)
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
    ids = [("article", article.id) for article in dataset.articles]
    ids += [("record", id_) for id_ in dataset.records]
    for kind, id_ in ids:
        yield kind, fold(id_), id_, 0, id_


def _roles(dataset: Dataset) -> dict[str, list[dict[str, str]]]:
    """By person the titles that articles give, the oldest article first."""
    roles: dict[str, list[dict[str, str]]] = {}
    for article in sorted(dataset.articles, key=attrgetter("age")):
        for each in article.titles:
            role = {"title": each.title, "article": article.id}
            roles.setdefault(each.person, []).append(role)
    return roles


def inside(places: Sequence[Region | Sector]) -> Iterator[tuple[str, str]]:
    """Every whole and each part that lies, or lay, in it, as itself."""
    above: dict[str, list[str]] = {}
    for place in places:
        former = place.formerly_within if isinstance(place, Region) else ()
        wholes = (place.within, *(each.region for each in former))
        above[place.id] = [whole for whole in wholes if whole]
    for place in places:
        around = [place.id]
        for whole in around:  # it grows meanwhile
            yield whole, place.id
            around += [each for each in above[whole] if each not in around]
