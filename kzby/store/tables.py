"""Rows into tables, by column name."""

import json
import sqlite3
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kzby.fields import Entry


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    """Writes one row; a row whose key is there already stays as it is."""
    columns, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    connection.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))


def as_json(value: Any) -> str:
    """A list or an object as the JSON that a column holds."""
    return json.dumps(value, ensure_ascii=False)


def dumped(entries: Iterable[Entry]) -> str:
    """Entries as a JSON list of objects."""
    return as_json([entry.model_dump(mode="json") for entry in entries])


def number(value: Decimal | None) -> int | float | None:
    """A number as SQLite keeps it: whole numbers stay whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
