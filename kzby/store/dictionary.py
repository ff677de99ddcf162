"""The schema, and the data dictionary that its comments are."""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any, get_args

from kzby.model import terms
from kzby.store import APPLICATION_ID, SCHEMA, SCHEMA_VERSION
from kzby.store.rows import insert

_NAME = re.compile(r"\w+")
_BEGINS = re.compile(r"CREATE (?:TABLE|VIEW) (?P<name>\w+) (?:AS|\()")
# `records.*,   -- can be empty: quote`
_WHOLE = re.compile(r"\s+(?P<view>\w+)\.\*,?(?:\s+-- can be empty: (?P<empty>.+))?")
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


def create(connection: sqlite3.Connection) -> None:
    """Creates the schema in an empty database, with its dictionary and catalogue."""
    schema = SCHEMA.read_text("utf-8")
    connection.executescript(schema)
    with connection:
        for column in dictionary(schema):
            insert(connection, "dictionary", **column)
        for facts in _FACTS.finditer(schema):
            lists = {name: _NAME.findall(facts[name] or "") for name in ("key", "shown")}
            insert(connection, "catalogue", view=facts["view"], about=facts["about"], **lists)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def dictionary(schema: str) -> Iterator[dict[str, Any]]:
    """The data dictionary, from the comments of views and public tables.

    A view that selects `records.*` has the columns of that view
    first, some of which can be empty only there.
    """
    views: dict[str, list[dict[str, Any]]] = {}
    entries: list[dict[str, Any]] = []
    for line in schema.splitlines():
        if begins := _BEGINS.match(line):
            entries = views[begins["name"]] = []
        elif whole := _WHOLE.fullmatch(line):
            empty = _NAME.findall(whole["empty"] or "")
            for entry in views[whole["view"]]:
                required = entry["required"] and entry["name"] not in empty
                entries.append({**entry, "required": required})
        elif column := _COLUMN.fullmatch(line):
            header = column["header"] or column["name"].replace("_", " ")
            required = bool(column["required"]) or column["type"].startswith("[")
            words = get_args(getattr(terms, column["words"])) if column["words"] else ()
            own = {"header": header, "required": required, "words": words}
            entries.append(column.groupdict() | own)
    for view, entries in views.items():
        for position, entry in enumerate(entries):
            yield {"view": view, "position": position, **entry}
