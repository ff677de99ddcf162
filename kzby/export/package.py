"""The dataset as a folder: CSV files, the descriptor of a Data Package, checksums."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from kzby.errors import UsageError
from kzby.query import citation
from kzby.query.citation import Edition
from kzby.render import citing
from kzby.store import Store
from kzby.store.files import replacing, target, writing

NAME, DESCRIPTOR, SUMS = "kzby", "datapackage.json", "SHA256SUMS"
VIEWS = """
    SELECT view, about, key FROM catalogue
    JOIN sqlite_master AS made ON name = view ORDER BY made.rowid
"""
_COLUMNS = """
    SELECT name, type, meaning, required, words FROM dictionary WHERE view = ? ORDER BY position
"""
_FLAG = """CASE "{}" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"""
# Types of the dictionary, or how they begin, in a Data Package.
_TYPES = {"number": "number", "flag": "boolean", "day": "date", "[": "array", "{": "object"}
_FORMATS = {"date": "; EDTF (ISO 8601-2)", "day": "; YYYY-MM-DD"}
_ABOUT = (
    "A hand-curated dataset of what news articles report of the regions of Belarus and Kazakhstan, "
    "each fact with its source and the words it is based on. Cite it as {}."
)
_LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_FORM = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}


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
        tables = list(_tables(store))
        files = {table["path"]: content for table, content in tables}
        described = _descriptor(edition) | {"resources": [table for table, _ in tables]}
        files[DESCRIPTOR] = f"{json.dumps(described, ensure_ascii=False, indent=1)}\n".encode()
        sums = [f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
        files[SUMS] = "".join(sums).encode()
        for name, data in files.items():
            (new / name).write_bytes(data)
        return len(tables), sum(map(len, files.values())), edition


def _descriptor(edition: Edition) -> dict[str, Any]:
    """What Data Package 2 says of the whole."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": citing.TITLE,
        "description": _ABOUT.format(citing.dataset(edition)),
        **edition._asdict(),
        "contributors": [{"title": citing.AUTHORS, "roles": ["author"]}],
        "licenses": [_LICENSE],
        "sources": [{"title": "The news articles that articles.csv lists", "path": "articles.csv"}],
    }


def _tables(store: Store) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Every public view, in the order of the schema: what it is, and its CSV."""
    run = store.connection.execute
    for view, about, key in run(VIEWS).fetchall():
        columns = run(_COLUMNS, (view,)).fetchall()
        content = _csv(store, view, columns)
        schema = {"fields": list(map(_field, columns)), "missingValues": [""]}
        if keys := json.loads(key):
            schema["primaryKey"] = keys
        table = {
            "name": view,
            "type": "table",
            "title": about,
            "path": f"{view}.csv",
            **_FORM,
            "bytes": len(content),
            "hash": f"sha256:{sha256(content).hexdigest()}",
            "dialect": _DIALECT,
            "schema": schema,
        }
        yield table, content


def _csv(store: Store, view: str, columns: Sequence[Any]) -> bytes:
    """The rows of a view: lists and objects are JSON, an empty cell null."""
    names = [name for name, *_ in columns]
    cells = [_FLAG.format(name) if type_ == "flag" else f'"{name}"' for name, type_, *_ in columns]
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(names)
    lines.writerows(store.connection.execute(f"SELECT {', '.join(cells)} FROM {view}"))
    return text.getvalue().encode()


def _field(column: Sequence[Any]) -> dict[str, Any]:
    """A column; `kzbyType` is its type in the dictionary."""
    name, type_, meaning, required, words = column
    field = {
        "name": name,
        "type": _TYPES.get(type_) or _TYPES.get(type_[0], "string"),
        "kzbyType": type_,
        "description": meaning + _FORMATS.get(type_, ""),
    }
    all_ = {"required": bool(required), "enum": json.loads(words)}
    constraints = {name: value for name, value in all_.items() if value}
    return field | ({"constraints": constraints} if constraints else {})


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
    own = isinstance(descriptor, dict) and descriptor.get("name") == NAME
    return {SUMS, *(line.partition("  ")[2] for line in sums)} if own else set()
