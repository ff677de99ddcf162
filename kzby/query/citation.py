"""What is cited: articles as a bibliography needs them, and the dataset and what it holds."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kzby.store import Store

if TYPE_CHECKING:
    from kzby.query.answer import Answer


class Edition(NamedTuple):
    """The version of kzby that compiled a dataset, its files' SHA-256, the version's day."""

    version: str
    sha256: str
    released: str


class Reference(NamedTuple):
    """An article to cite, its publisher and agency by name."""

    article: str
    headline: str
    publisher: str
    agency: str
    url: str
    language: str
    sha256: str  # of its text
    published: str
    earliest: str
    latest: str
    headline_basis: str | None = None
    record: str | None = None  # what it is cited for, if not as a whole
    quotes: Sequence[str] = ()
    about: str = ""  # the record in words

    @property
    def address(self) -> str:
        """Where it is, and the quoted words in it."""
        return link(self.url, self.quotes) if self.quotes else self.url


class Citation(NamedTuple):
    """The articles to cite, in order, and the edition; `notes` are for people."""

    references: tuple[Reference, ...]
    edition: Edition
    notes: tuple[str, ...] = ()
    records: "tuple[Answer, ...]" = ()  # that they are cited for


def edition(store: Store) -> Edition:
    """The edition of an open dataset."""
    return Edition(*store.connection.execute("SELECT * FROM dataset").fetchone())


class Overview(NamedTuple):
    """What a dataset holds, its first and newest date, the oblast with most meetings."""

    edition: Edition
    records: int
    articles: int
    agencies: int
    first: str | None
    newest: str | None
    region: str | None


def overview(store: Store) -> Overview:
    """What the dataset holds."""
    run = store.connection.execute
    (records,) = run("SELECT count(*) FROM record").fetchone()
    return Overview(edition(store), records, *run("SELECT * FROM overview").fetchone())


def of_articles(store: Store, ids: Sequence[str]) -> Citation:
    """The citation of whole articles, in order of these ids; LookupError if one is unknown."""
    each = "json_each(?) AS each JOIN card ON card.id = each.value ORDER BY each.key"
    return _citation(store, f"SELECT card.*, NULL, '[]' FROM {each}", json.dumps(ids), len(ids))


def of_record(store: Store, id_: str) -> Citation:
    """The articles that report a record, oldest first, with their words; LookupError without any."""
    mentions = "mentions JOIN card ON card.id = article WHERE record = ?"
    order = "ORDER BY earliest, latest, article"
    return _citation(store, f"SELECT card.*, record, quotes FROM {mentions} {order}", id_, 1)


def _citation(store: Store, sql: str, value: str, least: int) -> Citation:
    rows = store.connection.execute(sql, (value,)).fetchall()
    always = Reference._fields.index("headline_basis")
    if len(rows) < least or any(None in row[:always] for row in rows):
        raise LookupError(f"an article lacks what a citation of {value} needs")
    cited = (Reference._make((*row, json.loads(quotes), "")) for *row, quotes in rows)
    return Citation(tuple(cited), edition(store))


def link(url: str, quotes: Sequence[str]) -> str:
    """An address that leads to the quoted words (a text fragment)."""
    encoded = (quote(each, safe="").replace("-", "%2D").replace(".", "%2E") for each in quotes)
    return f"{url}{'' if '#' in url else '#'}:~:{'&'.join(f'text={each}' for each in encoded)}"
