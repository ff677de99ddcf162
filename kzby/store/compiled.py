"""The dataset of a folder as a file of its own: what `kzby build` writes, and what a wheel carries."""

import sqlite3
from pathlib import Path

from kzby.errors import OutputError, UsageError
from kzby.load import Track, dataset, untracked
from kzby.store import APPLICATION_ID, HEADER, build, database
from kzby.store.writing import replacing


def write(folder: Path, file: Path, track: Track = untracked) -> None:
    """Compiles a folder to an SQLite file: the same bytes each time, in place of an earlier one only once it is whole.

    DataError if the dataset has a problem, UsageError if `file` is anything but a compiled dataset, OutputError if it
    cannot be written.
    """
    _spare_others(file)
    with replacing(file) as beside:
        loaded = dataset.load(folder, track=track)
        connection = database.connect(beside)
        try:
            connection.execute("PRAGMA journal_mode = OFF")  # a failure leaves no file at all
            connection.execute("PRAGMA synchronous = OFF")
            build.fill(connection, loaded, track)
        except sqlite3.OperationalError as error:
            raise OutputError(f"{file} cannot be written: {error}; it is as it was") from None
        finally:
            connection.close()


def is_compiled(file: Path) -> bool:
    """Whether a file says of itself that it is a dataset of kzby, of this or another schema."""
    with file.open("rb") as opened:
        header = opened.read(100)
    return header.startswith(HEADER) and int.from_bytes(header[68:72]) == APPLICATION_ID


def _spare_others(file: Path) -> None:
    if file.is_dir():
        raise UsageError(
            f"{file} is a folder; give the name of a file, for example {file / 'kzby.sqlite'}"
        )
    if not file.parent.is_dir():
        raise UsageError(
            f"the folder {file.parent} does not exist; make it first, or write elsewhere"
        )
    if file.exists() and not file.is_file():
        raise UsageError(f"{file} is not a file, but a device or the like; give another name")
    if str(file) == "-":
        raise UsageError(
            "what is built is a file, and cannot go to stdout; give it a name, such as kzby.sqlite"
        )
    if file.exists() and file.stat().st_size and not is_compiled(file):
        raise UsageError(
            f"{file} exists and is no compiled dataset; remove it, or give another name"
        )
