"""Files and folders that are whole or not there at all."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from glob import escape
from pathlib import Path

from kzby.errors import OutputError, UsageError
from kzby.store import connect, is_compiled

_OF_OTHERS = (".csv", ".html", ".json", ".md", ".parquet", ".tsv", ".txt", ".xlsx", ".yaml", ".zip")
_NOT_HELD = (OSError, ImportError)
_ENDING = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGINT)}


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
    if file.suffix.lower() in _OF_OTHERS:
        raise UsageError(f"{file} has the ending of another format; give one such as .sqlite")
    with writing(file):
        own = file.is_file() and (is_compiled(file) or not file.stat().st_size)
        if file.exists() and not own:
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


def write_bytes(file: Path, content: bytes) -> None:
    """Writes a file, whole or not at all; OutputError if it cannot be written."""
    with replacing(file) as part, writing(file):
        part.write_bytes(content)


def write_lines(file: Path, lines: Iterable[str]) -> None:
    """Writes a text, whole or not at all; OutputError if it cannot be written."""
    text = "".join(f"{line}\n" for line in lines)
    write_bytes(file, text.encode("utf-8", "backslashreplace"))


def target(path: Path) -> Path:
    """Where a file or folder is to be: a link stays a link, to the new one.

    UsageError if there is no such folder, OutputError if what is there is to stay.
    """
    place = Path(os.path.realpath(path))
    with writing(path):
        if not place.parent.is_dir():
            lacking = place.parent if path.parent.is_dir() else path.parent
            text = f"there is no folder {lacking}; make it first"
            file = f"{lacking} is a file; give a folder before the name"
            raise UsageError(file if lacking.is_file() else text)
        if not path.exists():  # unlike its place, /dev/stdout does
            return place
        if not (path.is_file() or path.is_dir()):  # a device, a pipe
            advice = "give another name, or use standard output"
            raise OutputError(f"{path} is no file or folder; {advice}")
        if not (place.stat().st_mode & 0o222 and os.access(place, os.W_OK)):
            advice = "make it writable, or write elsewhere"
            raise OutputError(f"{path} is read-only; {advice}")
    return place


@contextmanager
def replacing(path: Path, make: Callable[[Path], None] = Path.touch) -> Iterator[Path]:
    """A new file, or folder, that becomes `path` at the end; on any failure nothing changes.

    Its hidden name is its own, so that two writers do not meet. What a killed writer left goes.
    """
    place = target(path)
    for suffix in (".part", ".old"):
        for left in place.parent.glob(f".{escape(place.name)}.{'[0-9a-f]' * 8}{suffix}"):
            with suppress(*_NOT_HELD), _held(left):
                _tidy(place, left)
    part = place.with_name(f".{place.name[:50]}.{os.urandom(4).hex()}.part")
    old = part.with_suffix(".old")
    with _tidied(place, part, old), ExitStack() as stack:
        with writing(path):
            make(part)
        with suppress(*_NOT_HELD):  # not every disk has locks
            stack.enter_context(_held(part))
        yield part
        with writing(path):
            for file in part.iterdir() if part.is_dir() else [part]:
                with file.open("rb+") as whole:
                    os.fsync(whole.fileno())  # bytes before the name
            with suppress(OSError):  # who may read the old file may read the new
                part.chmod(place.stat().st_mode & 0o777)
            if part.is_dir() and place.exists():
                place.rename(old)
            part.replace(place)


@contextmanager
def _held(part: Path) -> Iterator[None]:
    """Holds the file or folder of a writer; _NOT_HELD if another writer does, or none can."""
    import fcntl  # not on Windows

    handle = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _tidy(place: Path, *left: Path) -> None:
    """Removes what is left of a writer; an earlier folder goes back if its place is empty."""
    for path in left:
        with suppress(OSError):
            if path.suffix == ".old" and not place.exists():
                path.rename(place)
            elif path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


@contextmanager
def _tidied(place: Path, *left: Path) -> Iterator[None]:
    """Tidies up at the end, or before a signal ends the process.

    No exception is raised at the signal, as it could come up where Python ignores it.
    """

    def end(number: int, _frame: object) -> None:
        _tidy(place, *left)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    with ExitStack() as stack:
        for number in _ENDING:
            with suppress(ValueError):  # not in the main thread
                if signal.getsignal(number) is signal.SIG_DFL:
                    signal.signal(number, end)
                    stack.callback(signal.signal, number, signal.SIG_DFL)
        stack.callback(_tidy, place, *left)
        yield


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what the system has against writing a file into an OutputError."""
    try:
        yield
    except OSError as error:
        text = f"{path} cannot be written: {error.strerror}; nothing was changed"
        raise OutputError(text) from None
