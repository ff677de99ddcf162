"""Files that are whole or not there at all."""

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kzby.errors import OutputError, UsageError
from kzby.store import connect, is_compiled


def write(folder: Path, file: Path) -> None:
    """Compiles a folder to an SQLite file, always the same bytes.

    DataError if the dataset has a problem, UsageError if `file` is something else, OutputError if
    it cannot be written; then an earlier file stays as it was.
    """
    # slow to import (pydantic), and not needed for an export
    from kzby.load import dataset
    from kzby.store import build

    if str(file) == "-":
        raise UsageError("a dataset is built into a file; give it a name, such as kzby.sqlite")
    if not file.parent.is_dir():
        raise UsageError(f"the folder {file.parent} does not exist; make it first")
    if file.exists() and not (file.is_file() and (is_compiled(file) or not file.stat().st_size)):
        raise UsageError(f"{file} exists and is not a compiled dataset; give another name")
    with replacing(file) as part:
        loaded = dataset.load(folder)
        try:
            with closing(connect(part)) as connection:
                connection.execute("PRAGMA journal_mode = OFF")  # a failure leaves no file at all
                connection.execute("PRAGMA synchronous = OFF")
                build.fill(connection, loaded)
        except sqlite3.OperationalError as error:
            raise OutputError(f"{file} cannot be written: {error}; nothing was changed") from None


def write_lines(file: Path, lines: Iterable[str]) -> None:
    """Writes a text, whole or not at all; OutputError if the file cannot be made."""
    with replacing(file) as part:
        text = "".join(f"{line}\n" for line in lines)
        part.write_text(text, "utf-8", "backslashreplace", "\n")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new empty file that becomes `path` at the end; on any failure nothing changes.

    Its hidden name is its own, so that two writers do not meet.
    """
    with writing(path):
        target = Path(os.path.realpath(path))  # a link stays a link, to the new file
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            part.touch(exist_ok=False)
            yield part
            with part.open("rb+") as whole:
                os.fsync(whole.fileno())  # bytes before the name
            part.replace(target)
        finally:
            with suppress(OSError):  # it may never have been made
                part.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what the system has against writing a file into an OutputError."""
    try:
        yield
    except OSError as error:
        text = f"{path} cannot be written: {error.strerror}; nothing was changed"
        raise OutputError(text) from None
