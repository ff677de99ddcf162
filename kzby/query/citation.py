"""What is cited: articles as a bibliography needs them, and the dataset that they were read in."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from kzby.store import Store


class Edition(NamedTuple):
    """A dataset: the version of kzby that compiled it, and the hash of its files, 64 hex digits."""

    version: str
    sha256: str


class Reference(NamedTuple):
    """An article to cite, its publisher and agency by name.

    `published` is EDTF, between the ISO days `earliest` and `latest`; `sha256` is that of its
    text; `headline_basis` says if its headline is not copied from it. `record` and `quote`
    are the record it is cited for and its words for that, None where it is cited as a whole.
    """

    article: str
    headline: str
    publisher: str
    agency: str
    url: str
    language: str
    sha256: str
    published: str
    earliest: str
    latest: str
    headline_basis: str | None = None
    record: str | None = None
    quote: str | None = None


class Citation(NamedTuple):
    """The articles to cite, in this order, and the edition of the dataset; `notes` are for people."""

    references: tuple[Reference, ...]
    edition: Edition
    notes: tuple[str, ...] = ()


def edition(store: Store) -> Edition:
    """The edition of an open dataset."""
    return Edition(*store.connection.execute("SELECT version, sha256 FROM dataset").fetchone())


def of_articles(store: Store, ids: Sequence[str]) -> Citation:
    """The citation of articles as a whole, in the order of their ids here."""
    each = "json_each(?) AS each JOIN card ON card.id = each.value ORDER BY each.key"
    return _citation(store, f"SELECT card.* FROM {each}", json.dumps(list(ids)))


def of_record(store: Store, id_: str) -> Citation:
    """The citation of a record: every article that reports it, the oldest first, with its words."""
    mentions = "mentions JOIN card ON card.id = article WHERE record = ?"
    order = "ORDER BY earliest, latest, article"
    return _citation(store, f"SELECT card.*, record, quote FROM {mentions} {order}", id_)


def _citation(store: Store, sql: str, value: str) -> Citation:
    references = (Reference(*row) for row in store.connection.execute(sql, (value,)))
    return Citation(tuple(references), edition(store))
