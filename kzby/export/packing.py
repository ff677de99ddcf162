"""The dataset as a folder of files that other tools read: a data package, with its checksums."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from kzby.errors import OutputError, UsageError
from kzby.export import as_duckdb, as_package, package
from kzby.export.package import File, Package, Table
from kzby.query import citation
from kzby.render import as_data
from kzby.store import Store
from kzby.store.files import is_left_over, replacing, writing

DESCRIPTOR, SCRIPT, SUMS = "datapackage.json", "duckdb.sql", "SHA256SUMS"


def write(store: Store, folder: Path) -> Package:
    """Writes a dataset into a folder, the same bytes each time, in place of an earlier package once all is whole.

    Each table is a CSV file; beside them are the descriptor, a script for DuckDB, and the checksums of all. Nothing
    else in the folder is touched. UsageError if it holds anything but such a package that nobody changed, OutputError
    if a file cannot be written.
    """
    tables = tuple(package.tables(store))
    _spare_others(folder)
    with ExitStack() as undo:
        if not folder.exists():
            _make(folder)
            undo.callback(folder.rmdir)
        with ExitStack() as last:  # what tells that the package is whole is in place after all else
            sums = last.enter_context(replacing(folder / SUMS))
            descriptor = last.enter_context(replacing(folder / DESCRIPTOR))
            packed = Package(
                tuple(_table(last, store, table, folder) for table in tables),
                citation.edition(store),
            )
            script = last.enter_context(replacing(folder / SCRIPT))
            hashes = {file.name: file.sha256 for file in packed.files}
            _, hashes[DESCRIPTOR] = _fill(
                folder / DESCRIPTOR, descriptor, as_package.descriptor(packed)
            )
            _, hashes[SCRIPT] = _fill(folder / SCRIPT, script, as_duckdb.script(tables))
            _fill(folder / SUMS, sums, (f"{hashes[name]}  {name}" for name in sorted(hashes)))
            _spare_changed(folder, hashes)
        undo.pop_all()
    return packed


def _name(table: Table) -> str:
    return f"{table.name}.csv"


def _table(files: ExitStack, store: Store, table: Table, folder: Path) -> File:
    path = folder / _name(table)
    beside = files.enter_context(replacing(path))
    cells = as_data.csv_table([field.name for field in table.fields], package.rows(store, table))
    return File(table, _name(table), *_fill(path, beside, cells))


def _fill(path: Path, beside: Path, lines: Iterable[str]) -> tuple[int, str]:
    """Writes lines into what is to become a file, and returns how many bytes they are, and their SHA-256."""
    size, digest = 0, hashlib.sha256()
    with writing(path), beside.open("wb") as opened:
        for line in lines:
            written = f"{line}\n".encode()
            size += opened.write(written)
            digest.update(written)
    return size, digest.hexdigest()


def _make(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise UsageError(
            f"the folder {folder.parent} does not exist; make it first, or write elsewhere"
        )
    try:
        folder.mkdir()
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror}; check the path") from None


def _spare_others(folder: Path) -> None:
    """Sees that nothing is written into a folder that somebody else made."""
    if str(folder) == "-":
        raise UsageError(
            "an export is a folder, and cannot go to stdout; give it a name, such as kzby-data"
        )
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file; give the name of a folder, new or empty")
    if all(is_left_over(file) for file in folder.iterdir()):
        return
    if not _is_package(folder):
        raise UsageError(
            f"{folder} is not empty and holds no export of kzby; give a new or an empty folder"
        )


def _spare_changed(folder: Path, hashes: Mapping[str, str]) -> None:
    """Sees that no file is replaced that somebody changed: each is as the earlier package has it, or the new one."""
    known = _sums(folder)
    for name, new in hashes.items():
        file = folder / name
        if file.exists() and not (file.is_file() and _sha256(file) in (known.get(name), new)):
            raise UsageError(
                f"{file} is not as kzby wrote it; move it away, or export to another folder"
            )


def _is_package(folder: Path) -> bool:
    """Whether a folder holds a package that kzby wrote, by its own word and its checksums."""
    try:
        told = json.loads((folder / DESCRIPTOR).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return (
        isinstance(told, dict) and told.get("name") == as_package.NAME and (folder / SUMS).is_file()
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sums(folder: Path) -> dict[str, str]:
    """The checksums of an earlier package, by the name of the file."""
    sums = folder / SUMS
    lines = sums.read_text("utf-8", errors="replace").splitlines() if sums.is_file() else []
    return {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
