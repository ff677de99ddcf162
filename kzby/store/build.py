"""A checked dataset into the tables of schema.sql."""

import re
import sqlite3
from collections.abc import Iterator
from importlib import resources

from kzby import __version__
from kzby.load import Track, untracked
from kzby.load.dataset import Dataset
from kzby.store import APPLICATION_ID, SCHEMA_VERSION, derivations, records, vocabularies
from kzby.store.tables import insert

_INDEX = re.compile(r"^CREATE INDEX .*;\n", re.MULTILINE)
_VIEW = re.compile(r"CREATE (?:TABLE|VIEW) (?P<name>\w+) (?:AS|\()")
_WHOLE = re.compile(r"\s+(?P<view>\w+)\.\*,?")
_COLUMN = re.compile(
    r"\s+(?:.*\bAS )?(?:\w+\.)?(?P<name>\w+)(?: [A-Z ]+)?,?\s+-- (?P<type>\S+): (?P<meaning>.+)"
)


def fill(connection: sqlite3.Connection, dataset: Dataset, track: Track = untracked) -> None:
    """Creates the schema in an empty database and writes the dataset into it.

    The indexes come last: to sort all rows once takes a fraction of the time that it takes to put in each at its place.
    """
    schema = resources.files("kzby.store").joinpath("schema.sql").read_text("utf-8")
    connection.executescript(_INDEX.sub("", schema))
    with connection:
        for view, position, name, type_, meaning in dictionary(schema):
            column = {"name": name, "type": type_, "meaning": meaning}
            insert(connection, "dictionary", view=view, position=position, **column)
        insert(connection, "dataset", version=__version__, sha256=dataset.sha256)
        vocabularies.write(connection, dataset)
        records.write(connection, dataset, track)
        derivations.write(connection, dataset)
    connection.executescript("".join(_INDEX.findall(schema)))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def dictionary(schema: str) -> Iterator[tuple[str, int, str, str, str]]:
    """The data dictionary that the comments of views and public tables hold: view, position, column, type, meaning.

    A view that selects all of another, as in `records.*`, has the columns of that view first.
    """
    columns: dict[str, list[tuple[str, str, str]]] = {}
    view = ""
    for line in schema.splitlines():
        if begins := _VIEW.match(line):
            view = begins["name"]
        elif view and (whole := _WHOLE.fullmatch(line)):
            columns[view] = list(columns[whole["view"]])
        elif view and (column := _COLUMN.fullmatch(line)):
            columns.setdefault(view, []).append((column["name"], column["type"], column["meaning"]))
    for name, documented in columns.items():
        yield from ((name, position, *column) for position, column in enumerate(documented))
