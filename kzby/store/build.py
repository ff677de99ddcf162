"""A checked dataset into the tables of schema.sql."""

import sqlite3

from kzby import __released__, __version__
from kzby.load.dataset import Dataset
from kzby.store import derivations, dictionary, records, vocabularies
from kzby.store.tables import insert


def fill(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Creates the schema in an empty database and writes the dataset into it."""
    dictionary.create(connection)
    with connection:
        edition = {"version": __version__, "released": __released__}
        insert(connection, "dataset", sha256=dataset.sha256, **edition)
        vocabularies.write(connection, dataset)
        derivations.write(connection, records.write(connection, dataset))
