"""The vocabularies and the articles' cards into their tables, every spelling into `name`."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain

from kzby.load.dataset import Dataset
from kzby.model import dates, kinds, vocabulary
from kzby.model.fields import Nested
from kzby.store.tables import as_json, dumped, insert, insert_once
from kzby.text import fold

Spelled = tuple[
    str, str, Sequence[str]
]  # the kind of thing, its id, its names, the usual one first


def write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes everything that records refer to."""
    for position, region in enumerate(dataset.regions):
        _region(connection, region, position)
    for sector in dataset.sectors:
        insert(
            connection,
            "sector",
            id=sector.id,
            name=sector.name,
            within=sector.within,
            isic=sector.isic,
        )
    for person in dataset.people:
        spelled = {"spellings": as_json(person.spellings), "aliases": as_json(person.aliases)}
        named = {
            "id": person.id,
            "name": person.name,
            "side": person.side,
            "roles": dumped(person.roles),
        }
        insert(connection, "person", **named, **spelled)
    for body in dataset.organizations:
        spelled = {"spellings": as_json(body.spellings), "aliases": as_json(body.aliases)}
        own = {
            "id": body.id,
            "name": body.name,
            "type": body.type,
            "side": body.side,
            "region": body.region,
        }
        insert(connection, "organization", **own, **spelled)
    for card in dataset.articles:
        _article(connection, card)
    for kind, id_, texts in chain(spellings(dataset), _ids(dataset)):
        for rank, text in enumerate((*texts, id_)):
            _name(connection, kind, fold(text), id=id_, rank=rank, text=text)
    for whole, part in (*inside(dataset.regions), *inside(dataset.sectors)):
        insert(connection, "inside", whole=whole, part=part)


def _name(connection: sqlite3.Connection, kind: str, folded: str, **named: str | int) -> None:
    """Writes one name; a record's is only looked for as a whole, any other by its words too."""
    insert_once(connection, "name", kind=kind, folded=folded, **named)
    words = folded.split() if kind != "record" else []
    for first in range(len(words)):
        insert_once(connection, "name_end", kind=kind, words=" ".join(words[first:]), **named)


def spellings(dataset: Dataset) -> Iterator[Spelled]:
    """Every name of every region, sector, person and organization."""
    for thing in dataset.named:
        yield thing.noun, thing.id, thing.all_names


def _ids(dataset: Dataset) -> Iterator[Spelled]:
    yield from (("article", card.id, ()) for card in dataset.articles)
    yield from (("record", id_, ()) for id_ in sorted(dataset.records))


def _texts(region: vocabulary.Region) -> list[str]:
    return [text for texts in region.names.values() for text in texts]


def _region(connection: sqlite3.Connection, region: vocabulary.Region, position: int) -> None:
    split = region.split_from.model_dump_json() if region.split_from else None
    own = {"id": region.id, "name": region.name, "type": region.type, "within": region.within}
    past = {"formerly": dumped(region.formerly), "split_from": split}
    insert(
        connection,
        "region",
        **own,
        **past,
        capital=region.capital,
        names=as_json(_texts(region)),
        position=position,
    )


def _article(connection: sqlite3.Connection, card: kinds.Article) -> None:
    own = card.model_dump(mode="json", exclude={"nothing"})
    earliest, latest = dates.bounds(card.published)
    bounds = {"published_earliest": earliest, "published_latest": latest}
    insert(connection, "article", **own, **bounds)


def inside(places: Sequence[Nested]) -> Iterator[tuple[str, str]]:
    """Every pair of a whole and a part that lies in it, itself included."""
    above = {place.id: place.within for place in places}
    for place in places:
        whole: str | None = place.id
        while whole is not None:
            yield whole, place.id
            whole = above[whole]
