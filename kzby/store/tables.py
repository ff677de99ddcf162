"""Rows into tables, by column name."""

import json
import sqlite3
from decimal import Decimal
from functools import cache
from typing import Any

from kzby.model.figures import Amount, Figure

_JSON = json.JSONEncoder(ensure_ascii=False)  # made once: dumps makes one each time


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    """Writes one row."""
    connection.execute(_statement(table, tuple(values)), tuple(values.values()))


@cache
def _statement(table: str, names: tuple[str, ...]) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


def as_json(value: Any) -> str:
    """A list or an object as the JSON that a column holds."""
    return _JSON.encode(value)


def number(value: Decimal | None) -> int | float | None:
    """A number as SQLite keeps it: whole numbers stay whole, an open bound is NULL."""
    if value is None or not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def numbers(figure: Figure) -> dict[str, int | float | None]:
    """A figure as the columns that hold it."""
    return {
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
    }


def column(value: Any) -> Any:
    """A field's value as its column holds it: a printed number as its value, a list as JSON."""
    if isinstance(value, Amount):
        return number(value.value)
    return as_json(value) if isinstance(value, tuple) else value
