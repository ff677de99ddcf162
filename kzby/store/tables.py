"""Rows into tables, by column name."""

import json
import sqlite3
from decimal import Decimal
from typing import Any

from kzby.model.figures import Amount


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    """Writes one row: lists and objects as JSON, a printed number as its value."""
    columns, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
    connection.execute(sql, tuple(map(_kept, values.values())))


def number(value: Decimal) -> int | float | None:
    """A number as SQLite keeps it: whole numbers stay whole, an open bound is NULL."""
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _kept(value: Any) -> Any:
    match value:
        case Amount():
            return number(value.value)
        case Decimal():
            return number(value)
        case list() | tuple() | dict():
            return json.dumps(value, ensure_ascii=False)
    return value
