"""The dataset as one SQLite database.

In: a checked dataset, or a compiled file. Out: an open `Store`, or the
file. Imports load and the model.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from kzby.text import shown

SCHEMA = Path(__file__).with_name("schema.sql")
SCHEMA_VERSION = 9  # one more after a release, if the schema has changed since
APPLICATION_ID = 0x6B7A6279  # "kzby", in the file's header
# The column of records, and the view, that has the things of a kind.
COLUMNS = {
    "region": "regions", "person": "people",
    "organization": "organizations", "sector": "sectors",
}  # fmt: skip


class Store:
    """An open dataset."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @cached_property
    def labels(self) -> dict[str, str]:
        """The usual name of every region, sector, person and organization, by id."""
        names = self.connection.execute("SELECT id, text FROM label")
        return {id_: shown(text) for id_, text in names}

    def any_of(self, ids: Iterable[str]) -> str:
        """The names of what a typed name can mean: `Minsk (city) or Minsk Oblast`."""
        return " or ".join(self.labels.get(id_, id_) for id_ in ids)

    @cached_property
    def split_off(self) -> dict[str, str]:
        """What regions were split from, and when, by id: `split from Karaganda Oblast in 2022`."""
        sql = """
            SELECT region.id, whole.name, json_extract(region.split_from, '$.year') FROM region
            JOIN region AS whole ON whole.id = json_extract(region.split_from, '$.region')
        """
        rows = self.connection.execute(sql)
        return {id_: shown(f"split from {whole} in {year}") for id_, whole, year in rows}

    @cached_property
    def disputed(self) -> dict[str, list[str]]:
        """The fields on which articles contradict each other, by the id of the record."""
        fields: dict[str, list[str]] = {}
        sql = """
            SELECT id, field FROM conflict JOIN record ON record.position = record
            WHERE verdict = 'conflict' ORDER BY conflict.position
        """
        for id_, field in self.connection.execute(sql):
            fields.setdefault(id_, []).append(field)
        return fields

    @cached_property
    def as_it_stands(self) -> dict[str, tuple[str, int]]:
        """The status or stage that is used where articles disagree, and how many publishers have it, by id."""
        sql = """
            SELECT id, value, agencies FROM as_it_stands JOIN record ON position = record
            ORDER BY agencies DESC
        """
        return {id_: (value, agencies) for id_, value, agencies in self.connection.execute(sql)}

    @cached_property
    def tellers(self) -> dict[str | None, str]:
        """The titles of the records that tell what became of a plan or target, by id."""
        told = "SELECT id, title FROM record WHERE id IN (SELECT fulfilled_by FROM outcome)"
        return dict(self.connection.execute(told))

    @cached_property
    def articles(self) -> set[str]:
        """The ids of all articles."""
        return {id_ for (id_,) in self.connection.execute("SELECT id FROM article")}


class _Connection(sqlite3.Connection):
    """A connection that closes itself when nobody holds it, in any thread."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # interrupted before it was open
            self.close()


def connect(database: str | Path, *, uri: bool = False) -> sqlite3.Connection:
    """Opens a database that need not be closed by hand."""
    connection = sqlite3.connect(database, uri=uri, factory=_Connection, check_same_thread=False)
    connection.execute("PRAGMA temp_store = MEMORY")  # a temporary disk may be full
    return connection


def is_compiled(file: Path) -> bool:
    """Whether a file says that it is a dataset of kzby, of any schema."""
    with file.open("rb") as opened:
        header = opened.read(100)
    sqlite = header.startswith(b"SQLite format 3\0")
    return sqlite and int.from_bytes(header[68:72]) == APPLICATION_ID
