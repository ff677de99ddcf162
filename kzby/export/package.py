"""The dataset as a folder: CSV files, their descriptions by four standards, checksums."""

import json
from hashlib import sha256
from pathlib import Path

from kzby.errors import UsageError
from kzby.export import descriptions
from kzby.query import citation
from kzby.query.citation import Edition
from kzby.store import Store
from kzby.store.files import replacing, target, writing

DESCRIPTOR, SUMS = "datapackage.json", "SHA256SUMS"


def write(store: Store, folder: Path) -> tuple[int, int, Edition]:
    """Writes the dataset into a folder; how many tables and bytes it has, and its edition.

    UsageError if it holds anything else, OutputError if it cannot be written; an earlier export
    then stays.
    """
    if str(folder) == "-":
        raise UsageError("an export is a folder; give its name, such as kzby-data")
    with writing(folder):
        _check(folder, target(folder))
    with replacing(folder, Path.mkdir) as new, writing(folder):
        edition = citation.edition(store)
        tables = list(descriptions.tables(store))
        files = {table.path: table.content for table in tables}
        described = {
            DESCRIPTOR: descriptions.data_package(tables, edition),
            "csv-metadata.json": descriptions.csvw(tables, edition),
            "dataset.jsonld": descriptions.json_ld(edition),
            "metadata.json": descriptions.datasette(tables, edition),
        }
        for name, description in described.items():
            files[name] = f"{json.dumps(description, ensure_ascii=False, indent=1)}\n".encode()
        sums = [f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
        files[SUMS] = "".join(sums).encode()
        for name, data in files.items():
            (new / name).write_bytes(data)
        return len(tables), sum(map(len, files.values())), edition


def _check(folder: Path, place: Path) -> None:
    """UsageError if the folder cannot be meant, or holds something else."""
    if not place.exists():
        if folder.suffix[1:].isalpha():  # as of a file
            right = f"write {folder.with_suffix('')}"
            raise UsageError(f"{folder}: an export is a folder of CSV files; {right}")
        return
    if not place.is_dir():
        raise UsageError(f"{folder} is a file; give a new or an empty folder")
    if Path.cwd().is_relative_to(place):
        raise UsageError(f"{folder} is the folder you are in, or holds it; give another")
    own = _exported(place)
    for file in sorted(place.iterdir()):
        if not (file.is_file() and file.name in own):
            text = "is no file of an export; give a new or an empty folder"
            raise UsageError(f"{folder / file.name} {text}")


def _exported(folder: Path) -> set[str]:
    """The files of an earlier export, if the folder holds one."""
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
        sums = (folder / SUMS).read_text("utf-8").splitlines()
    except (FileNotFoundError, IsADirectoryError, ValueError, RecursionError):
        return set()
    own = isinstance(descriptor, dict) and descriptor.get("name") == descriptions.NAME
    return {SUMS, *(line.partition("  ")[2] for line in sums)} if own else set()
