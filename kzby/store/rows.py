"""Rows into the tables of a dataset."""

import json
import sqlite3
from decimal import Decimal
from functools import cache
from typing import Any

from kzby.model.figures import Amount

_json = json.JSONEncoder(ensure_ascii=False).encode  # made once, as every record has many lists


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    """Writes one row: lists and objects as JSON, a printed number as its value."""
    connection.execute(_statement(table, *values), tuple(map(_kept, values.values())))


@cache
def _statement(table: str, *names: str) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


def number(value: Decimal) -> int | float | None:
    """A number as SQLite keeps it: whole numbers stay whole, an open bound is NULL."""
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _kept(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Amount):
        return number(value.value)
    return number(value) if isinstance(value, Decimal) else _json(value)
