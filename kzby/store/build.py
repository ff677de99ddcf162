"""A checked dataset into the tables of schema.sql."""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any, get_args

from kzby import __version__
from kzby.load.dataset import Dataset
from kzby.model import terms
from kzby.store import APPLICATION_ID, SCHEMA, SCHEMA_VERSION, derivations, records, vocabularies
from kzby.store.tables import insert

_INDEX = re.compile(r"^CREATE INDEX .*;\n", re.MULTILINE)
_BEGINS = re.compile(r"CREATE (?:TABLE|VIEW) (?P<name>\w+) (?:AS|\()")
_WHOLE = re.compile(r"\s+(?P<view>\w+)\.\*,?(?:\s+-- can be empty: (?P<empty>.+))?")
_COLUMN = re.compile(
    r"\s+(?:.*\bAS )?(?:\w+\.)?(?P<name>\w+)(?: [A-Z ]+)?,?\s+-- "
    r'(?P<type>[^\s!:]+)(?P<required>!)?(?: of (?P<words>\w+))?(?: "(?P<header>.+?)")?: '
    r"(?P<meaning>.+)"
)
_FACTS = re.compile(
    r"^-- (?P<about>.+)\n--   key:(?P<key>.*)\n(?:--   table: (?P<shown>.+)\n)?CREATE VIEW (?P<view>\w+)",
    re.MULTILINE,
)


def fill(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Creates the schema in an empty database and writes the dataset into it.

    The indexes come last: to sort all rows once is faster than to keep them sorted.
    """
    schema = SCHEMA.read_text("utf-8")
    connection.executescript(_INDEX.sub("", schema))
    with connection:
        for column in dictionary(schema):
            insert(connection, "dictionary", **column)
        for view in _FACTS.finditer(schema):
            key, shown = (re.findall(r"\w+", view[name] or "") for name in ("key", "shown"))
            facts = {"view": view["view"], "about": view["about"], "key": key, "shown": shown}
            insert(connection, "catalogue", **facts)
        insert(connection, "dataset", version=__version__, sha256=dataset.sha256)
        vocabularies.write(connection, dataset)
        figures = records.write(connection, dataset)
        derivations.write(connection, figures)
    connection.executescript("".join(_INDEX.findall(schema)))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def dictionary(schema: str) -> Iterator[dict[str, Any]]:
    """The data dictionary, as the comments of views and public tables hold it.

    A view that selects `records.*` has the columns of that view first, some of which can be empty only there.
    """
    columns: dict[str, list[dict[str, Any]]] = {}
    view = ""
    for line in schema.splitlines():
        if begins := _BEGINS.match(line):
            view = begins["name"]
        elif view and (whole := _WHOLE.fullmatch(line)):
            empty = re.findall(r"\w+", whole["empty"] or "")
            columns[view] = [
                {**entry, "required": entry["required"] and entry["name"] not in empty}
                for entry in columns[whole["view"]]
            ]
        elif view and (column := _COLUMN.fullmatch(line)):
            entry = column.groupdict()
            entry["header"] = column["header"] or column["name"].replace("_", " ")
            entry["required"] = bool(column["required"] or column["type"].startswith("["))
            entry["words"] = get_args(getattr(terms, column["words"])) if column["words"] else ()
            columns.setdefault(view, []).append(entry)
    for view, entries in columns.items():
        for position, entry in enumerate(entries):
            yield {"view": view, "position": position, **entry}
