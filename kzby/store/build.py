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

_NAME = re.compile(r"\w+")
_INDEX = re.compile(r"^CREATE INDEX .*;\n", re.MULTILINE)
_BEGINS = re.compile(r"CREATE (?:TABLE|VIEW) (?P<name>\w+) (?:AS|\()")
# `records.*,   -- can be empty: quote`
_WHOLE = re.compile(
    r"\s+(?P<view>\w+)\.\*,?(?:\s+-- can be empty: (?P<empty>.+))?",
)
# `form,   -- word! of MeetingForm "form of meeting": meeting, visit ...`
_COLUMN = re.compile(
    r"""
    \s+ (?:.*\bAS[ ])? (?:\w+\.)? (?P<name>\w+) (?:[ ][A-Z ]+)? ,?
    \s+--[ ] (?P<type>[^\s!:]+) (?P<required>!)?
    (?:[ ]of[ ](?P<words>\w+))? (?:[ ]"(?P<header>.+?)")?
    :[ ] (?P<meaning>.+)
    """,
    re.VERBOSE,
)
_FACTS = re.compile(
    r"""
    ^--[ ] (?P<about>.+) \n
    --[ ]{3}key: (?P<key>.*) \n
    (?: --[ ]{3}table:[ ] (?P<shown>.+) \n )?
    CREATE[ ]VIEW[ ] (?P<view>\w+)
    """,
    re.VERBOSE | re.MULTILINE,
)


def fill(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Creates the schema in an empty database and writes the dataset into it."""
    schema = SCHEMA.read_text("utf-8")
    connection.executescript(_INDEX.sub("", schema))
    with connection:
        for column in dictionary(schema):
            insert(connection, "dictionary", **column)
        for view in _FACTS.finditer(schema):
            insert(
                connection,
                "catalogue",
                view=view["view"],
                about=view["about"],
                key=_NAME.findall(view["key"]),
                shown=_NAME.findall(view["shown"] or ""),
            )
        insert(connection, "dataset", version=__version__, sha256=dataset.sha256)
        vocabularies.write(connection, dataset)
        figures = records.write(connection, dataset)
        derivations.write(connection, figures)
    # to sort all rows once is faster than to keep them sorted
    connection.executescript("".join(_INDEX.findall(schema)))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def dictionary(schema: str) -> Iterator[dict[str, Any]]:
    """The data dictionary, from the comments of views and public tables.

    A view that selects `records.*` has the columns of that view
    first, some of which can be empty only there.
    """
    columns: dict[str, list[dict[str, Any]]] = {}
    view = ""
    for line in schema.splitlines():
        if begins := _BEGINS.match(line):
            view = begins["name"]
        elif view and (whole := _WHOLE.fullmatch(line)):
            columns[view] = [dict(entry) for entry in columns[whole["view"]]]
            empty = _NAME.findall(whole["empty"] or "")
            for entry in columns[view]:
                entry["required"] &= entry["name"] not in empty
        elif view and (column := _COLUMN.fullmatch(line)):
            entry, list_ = column.groupdict(), column["words"]
            entry["header"] = column["header"] or column["name"].replace("_", " ")
            always = column["required"] or column["type"].startswith("[")
            entry["required"] = bool(always)
            entry["words"] = get_args(getattr(terms, list_)) if list_ else ()
            columns.setdefault(view, []).append(entry)
    for view, entries in columns.items():
        for position, entry in enumerate(entries):
            yield {"view": view, "position": position, **entry}
