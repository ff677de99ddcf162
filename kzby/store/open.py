"""Opening a dataset: a folder compiled in memory, or a compiled file opened to read."""

import sqlite3
from os import PathLike
from pathlib import Path

from kzby.errors import DataError, Problem
from kzby.store import SCHEMA_VERSION, Store, connect, is_compiled

_PACKAGE = Path(__file__).parent.parent
_COMPILED = _PACKAGE / "data.sqlite"  # in an installed package
# What is the same in every file.
_PARTS = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name, type",
    "SELECT * FROM dictionary ORDER BY view, position",
    "SELECT * FROM catalogue ORDER BY view",
)


def bundled() -> Path:
    """The folder of the dataset that comes with kzby, in a package or a checkout."""
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parent / "data"


def open_store(data: str | PathLike[str] | None = None) -> Store:
    """The dataset in a folder or a compiled file, or the one that comes with kzby.

    DataError if the dataset cannot be used.
    """
    if data is None and _COMPILED.is_file():
        return Store(_connect(_COMPILED))
    path = bundled() if data is None else Path(data)
    try:
        if path.is_file():
            return Store(_open_file(path))
        # slow to import (pydantic), and not needed for a compiled file
        from kzby.load import dataset
        from kzby.store import build

        loaded = dataset.load(path)
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror}; check the path") from None
    connection = connect(":memory:")
    build.fill(connection, loaded)
    connection.execute("PRAGMA query_only = TRUE")
    return Store(connection)


def _connect(file: Path) -> sqlite3.Connection:
    # immutable, so that SQLite writes no files beside one that is in WAL mode
    connection = connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    if sqlite3.sqlite_version_info >= (3, 41):  # before, no view may use JSON then
        connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _open_file(path: Path) -> sqlite3.Connection:
    if not is_compiled(path):
        raise _unusable(path, "is neither a folder nor a compiled dataset; give one of these")
    log = Path(f"{path.resolve()}-wal")
    if log.exists() and log.stat().st_size:
        text = "has changes that are only in its -wal file; close the program that has it open"
        raise _unusable(path, text)
    try:
        connection = _connect(path)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION or _is_other(connection):
            raise _unusable(path, "has other tables or views than this kzby makes; build it again")
    except sqlite3.DatabaseError as error:
        raise _unusable(path, f"cannot be read: {error}; try again, or build it again") from None
    return connection


def _is_other(connection: sqlite3.Connection) -> bool:
    """Whether a file differs where all are the same, and so could run SQL of its own."""
    from kzby.store import dictionary  # the file in the package is kzby's own

    fresh = connect(":memory:")
    dictionary.create(fresh)
    own, right = ([each.execute(sql).fetchall() for sql in _PARTS] for each in (connection, fresh))
    return own != right


def _unusable(path: Path, text: str) -> DataError:
    return DataError([Problem(str(path), 0, 0, "", text)])
