"""Connections to SQLite that are closed when nobody holds them any more."""

import sqlite3
from contextlib import suppress
from pathlib import Path


class Connection(sqlite3.Connection):
    """A connection that need not be closed by hand: who asks a dataset keeps it open for as long as they hold it.

    Whichever thread lets go of it last closes it.
    """

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # interrupted before it was open
            self.close()


def connect(database: str | Path, *, uri: bool = False) -> sqlite3.Connection:
    """Opens a database; an empty name is a temporary one, which is on disk once it outgrows its cache."""
    return sqlite3.connect(database, uri=uri, factory=Connection, check_same_thread=False)
