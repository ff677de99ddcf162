"""The dataset as an SQLite database: a folder compiled in memory, or a compiled file opened to read."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from kzby.errors import DataError, Problem

SCHEMA_VERSION = 1
APPLICATION_ID = 0x6B7A6279  # "kzby", in the file's header


@dataclass(frozen=True)
class Store:
    """An open dataset; `problems` are those of the articles that had to be left out of it."""

    connection: sqlite3.Connection
    name: str
    problems: tuple[Problem, ...] = ()


def bundled() -> Path:
    """The dataset that comes with kzby: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def open_store(data: Path | None = None) -> Store:
    """The dataset in a folder or a compiled file, or the one that comes with kzby; DataError if it cannot be used."""
    path = data or bundled()
    if path.is_file():
        return Store(_open_file(path), str(path))
    from kzby import dataset  # slow to import (pydantic), and needed only to compile a folder
    from kzby.store import build

    loaded = dataset.load(path, lenient=True)
    connection = sqlite3.connect(":memory:")
    build.fill(connection, loaded)
    return Store(connection, str(path), loaded.problems)


def _open_file(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        raise _unusable(path, "is neither a folder nor a compiled dataset; give one of these") from None
    if application != APPLICATION_ID:
        raise _unusable(path, "is an SQLite file, but not a dataset of kzby; give one that kzby compiled")
    if version != SCHEMA_VERSION:
        raise _unusable(path, f"is compiled for schema {version}, this kzby reads {SCHEMA_VERSION}; compile it again")
    return connection


def _unusable(path: Path, text: str) -> DataError:
    return DataError([Problem(str(path), 0, 0, "", text)])
