"""The way to an open dataset: a folder compiled in memory, or a compiled file opened to read."""

import re
import sqlite3
from collections.abc import Mapping
from os import PathLike
from pathlib import Path

from kzby.errors import DataError, Problem
from kzby.load import Track, untracked
from kzby.store import APPLICATION_ID, HEADER, SCHEMA_VERSION, Store, database

_PACKAGE = Path(__file__).parent.parent
_SCHEMA = Path(__file__).with_name("schema.sql")


def bundled() -> Path:
    """The folder of the dataset that comes with kzby: inside an installed package, beside it in a checkout."""
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parent / "data"


def _compiled() -> Path:
    """The same dataset as a compiled file, which an installed package has."""
    return _PACKAGE / "data.sqlite"


def open_store(
    data: str | PathLike[str] | None = None, *, strict: bool = False, track: Track = untracked
) -> Store:
    """The dataset in a folder or a compiled file, or the one that comes with kzby; DataError if it cannot be used.

    A folder with faulty articles is opened without them, or, if `strict`, not at all.
    """
    path = Path(data) if data is not None else _compiled() if _compiled().is_file() else bundled()
    try:
        return Store(_open_file(path)) if path.is_file() else _compile(path, track, strict=strict)
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror}; check the path") from None


def _compile(folder: Path, track: Track, *, strict: bool) -> Store:
    from kzby.load import dataset  # slow to import (pydantic), and not needed for a compiled file
    from kzby.store import build

    loaded = dataset.load(folder, lenient=not strict, track=track)
    connection = database.connect(":memory:")
    build.fill(connection, loaded, track)
    connection.execute("PRAGMA query_only = TRUE")
    return Store(connection, loaded.problems)


def _open_file(path: Path) -> sqlite3.Connection:
    with path.open("rb") as file:
        if file.read(len(HEADER)) != HEADER:
            raise _unusable(path, "is neither a folder nor a compiled dataset; give one of these")
    try:
        connection = database.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        parts = dict(
            connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')"
            )
        )
    except sqlite3.OperationalError as error:
        raise _unusable(path, f"cannot be read: {error}; try again, or compile it again") from None
    except sqlite3.DatabaseError:
        raise _unusable(path, "is damaged; compile it again") from None
    if application != APPLICATION_ID:
        raise _unusable(
            path, "is an SQLite file, but not a dataset of kzby; give one that kzby compiled"
        )
    if version != SCHEMA_VERSION:
        raise _unusable(
            path,
            f"is compiled for schema {version}, this kzby reads {SCHEMA_VERSION}; compile it again",
        )
    if not _whole(parts):
        raise _unusable(
            path, "lacks a part of the dataset, or has another for it; compile it again"
        )
    return connection


def _whole(parts: Mapping[str, str]) -> bool:
    """Whether all tables and views are there as kzby makes them, so that no other SQL is run than its own."""
    schema = _SCHEMA.read_text("utf-8")
    made = re.findall(r"^CREATE (?:VIRTUAL TABLE|TABLE|VIEW) (\w+)", schema, re.MULTILINE)
    return all(name in parts and parts[name] in schema for name in made)


def _unusable(path: Path, text: str) -> DataError:
    return DataError([Problem(str(path), 0, 0, "", text)])
