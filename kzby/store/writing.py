"""Files that are whole or not there at all: written under another name beside their own, then renamed."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kzby.errors import OutputError

_PART = ".part"  # how the names of files end that are not whole


def is_left_over(path: Path) -> bool:
    """Whether a file, by its name, was left by a process that was killed while it wrote."""
    return path.name.startswith(".") and path.name.endswith(_PART)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new empty file to be filled in place of `path`, which it becomes at the end; on any failure nothing changes.

    It lies beside `path`, with a hidden name of its own, so that two writers do not meet; whoever reads the old file
    goes on reading that. OutputError if it cannot be made, or put in place; what fills it says itself why it cannot.
    """
    target = path.resolve()  # a link stays a link, to the new file
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_PART}")
    try:
        with writing(path):
            beside.touch(exist_ok=False)
        yield beside
        with writing(path):
            _settle(beside)
            beside.replace(target)
    finally:
        with suppress(OSError):  # where it could not be made, it cannot be looked for
            beside.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Makes of what the system has against writing a file an OutputError that says so."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}; it is as it was") from None


def _settle(path: Path) -> None:
    """Sees that the bytes of a file are on the disk before its name says that they are."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
