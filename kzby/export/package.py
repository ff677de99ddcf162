"""The dataset as a Data Package (https://datapackage.org, version 2).

CSV files, a descriptor, checksums. A list or object in a cell is JSON, an empty cell null;
`kzbyType` is the type in the store's dictionary.
"""

import csv
import io
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from kzby.errors import UsageError
from kzby.query import citation, views
from kzby.query.citation import Edition
from kzby.render import citing
from kzby.store import Store
from kzby.store.files import writing

_VIEWS = """
    SELECT view, about, key FROM catalogue
    JOIN sqlite_master AS made ON name = view ORDER BY made.rowid
"""
_COLUMNS = """
    SELECT name, type, meaning, required, words
    FROM dictionary WHERE view = ? ORDER BY position
"""
# Endings of files, which no folder is meant to have.
_OF_FILES = {
    *(".csv", ".db", ".html", ".json", ".jsonl", ".ods", ".parquet"),
    *(".sqlite", ".tsv", ".txt", ".xls", ".xlsx", ".yaml", ".zip"),
}
DESCRIPTOR, SUMS = "datapackage.json", "SHA256SUMS"
_NAME = "kzby"  # of every package
_ABOUT = (
    "A hand-curated dataset of what news articles report of the regions of Belarus and Kazakhstan, "
    "each fact with its source and the words it is based on. Cite it as {}."
)
_LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_SOURCE = {"title": "The news articles that articles.csv lists", "path": "articles.csv"}
_FORM = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
_TYPES = {"number": "number", "flag": "boolean", "day": "date", "[": "array", "{": "object"}
_FORMATS = {"date": "; EDTF (ISO 8601-2)", "day": "; YYYY-MM-DD"}

# What a type of the dictionary refers to.
_LISTED = {
    "region": ("regions", "id"),
    "person": ("people", "id"),
    "organization": ("organizations", "id"),
    "sector": ("sectors", "sector"),
    "article": ("articles", "id"),
    "record": ("records", "id"),
}
_OF_RECORDS = {*views.OF_KIND.values(), "timeline", "conflicts"}  # whose `id` is a record's


def write(store: Store, folder: Path) -> tuple[int, int, Edition]:
    """Writes the dataset into a folder; how many tables and bytes it has, and its edition.

    UsageError if it holds anything else, OutputError if it cannot be written: an earlier export
    stays as it was. If kzby is killed, the next export puts the earlier one back.
    """
    with writing(folder):
        target = Path(os.path.realpath(folder))  # a link stays a link
        _tidy(target)
        _check(folder, target)
        new = _beside(target, "new")
        try:
            new.mkdir()
            export = _fill(store, new)
            if target.exists():
                target.rename(new.with_suffix(".old"))
            new.rename(target)
        finally:
            _tidy(target)
    return export


def _beside(target: Path, state: str) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.{state}")


def _tidy(target: Path) -> None:
    """Puts an earlier export back if its place is empty, and removes unfinished ones."""
    name = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.(new|old|gone)")
    with suppress(OSError):
        for left in [path for path in target.parent.iterdir() if name.fullmatch(path.name)]:
            if left.suffix == ".old" and not target.exists():
                left.rename(target)
            else:  # renamed first: another process may still write into it
                shutil.rmtree(left.rename(_beside(target, "gone")))


def _check(folder: Path, target: Path) -> None:
    """UsageError if the folder cannot be meant, or holds something else."""
    if str(folder) == "-":
        raise UsageError("an export is a folder; give its name, such as kzby-data")
    if not target.parent.is_dir():
        raise UsageError(f"the folder {folder.parent} does not exist; make it first")
    if not target.exists():
        if folder.suffix.lower() in _OF_FILES:
            right = folder.with_suffix("")
            text = "an export is a folder of CSV files"
            raise UsageError(f"{folder}: {text}; write {right}")
        return
    if not target.is_dir():
        raise UsageError(f"{folder} is a file; give a new or an empty folder")
    if Path.cwd().is_relative_to(target):
        raise UsageError(f"{folder} is the folder you are in, or holds it; give another")
    own = _exported(target)
    for file in sorted(target.iterdir()):
        if file.name not in own or not file.is_file():
            text = "is no file of an export; give a new or an empty folder"
            raise UsageError(f"{folder / file.name} {text}")


def _exported(folder: Path) -> set[str]:
    """The names of the files of an earlier export, if the folder holds one."""
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
        sums = (folder / SUMS).read_text("utf-8").splitlines()
    except (FileNotFoundError, IsADirectoryError, ValueError, RecursionError):
        return set()
    own = isinstance(descriptor, dict) and descriptor.get("name") == _NAME
    return {SUMS, *(line.partition("  ")[2] for line in sums)} if own else set()


def _fill(store: Store, folder: Path) -> tuple[int, int, Edition]:
    """Writes the tables into an empty folder, with a descriptor and checksums."""
    edition = citation.edition(store)
    resources, files = [], {}
    for view, about, key in store.connection.execute(_VIEWS).fetchall():
        name, columns = f"{view}.csv", _columns(store, view)
        files[name] = data = _csv(store, view, columns)
        resource = {"name": view, "type": "table", "title": about, "path": name, **_FORM}
        resource |= {"bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"}
        resource |= {"dialect": _DIALECT, "schema": _schema(view, json.loads(key), columns)}
        resources.append(resource)
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": _NAME,
        "title": citing.TITLE,
        "description": _ABOUT.format(citing.dataset(edition)),
        **edition._asdict(),
        "contributors": [{"title": citing.AUTHORS, "roles": ["author"]}],
        "licenses": [_LICENSE],
        "sources": [_SOURCE],
        "resources": resources,
    }
    files[DESCRIPTOR] = f"{json.dumps(descriptor, ensure_ascii=False, indent=1)}\n".encode()
    sums = [f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    files[SUMS] = "".join(sums).encode()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return len(resources), sum(map(len, files.values())), edition


def _columns(store: Store, view: str) -> list[dict[str, Any]]:
    """The columns of a view as the standard describes them."""
    columns = []
    rows = store.connection.execute(_COLUMNS, (view,))
    for name, known, meaning, required, words in rows:
        type_ = _TYPES.get(known) or _TYPES.get(known[0], "string")
        column = {"name": name, "type": type_, "kzbyType": known}
        column["description"] = meaning + _FORMATS.get(known, "")
        constraints = {"required": True} if required else {}
        constraints |= {"enum": json.loads(words)} if words != "[]" else {}
        columns.append(column | ({"constraints": constraints} if constraints else {}))
    return columns


def _csv(store: Store, view: str, columns: Iterable[dict[str, Any]]) -> bytes:
    """The rows of a view in its order, the header first."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(column["name"] for column in columns)
    flags = [column["kzbyType"] == "flag" for column in columns]
    words = {None: None, 0: "false", 1: "true"}
    for row in store.connection.execute(f"SELECT * FROM {view}"):
        cells = zip(flags, row, strict=True)
        lines.writerow(words[cell] if flag else cell for flag, cell in cells)
    return text.getvalue().encode()


def _schema(view: str, key: list[str], columns: list[dict[str, Any]]) -> dict[str, Any]:
    """The columns of a table, its key, and the tables that it refers to."""
    foreign = []
    for column in columns:
        name, type_ = column["name"], column["kzbyType"]
        is_record = name == "id" and view in _OF_RECORDS
        table, id_ = _LISTED.get("record" if is_record else type_, (None, None))
        if table and (view, key) != (table, [name]):
            resource = {"resource": table} if table != view else {}
            foreign.append({"fields": [name], "reference": {**resource, "fields": [id_]}})
    schema = {"fields": columns, "missingValues": [""]}
    constraints = {"primaryKey": key, "foreignKeys": foreign}
    return schema | {name: value for name, value in constraints.items() if value}
