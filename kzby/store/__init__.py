"""The dataset as an SQLite database."""

import sqlite3
from dataclasses import dataclass

from kzby.errors import Problem

SCHEMA_VERSION = 3
APPLICATION_ID = 0x6B7A6279  # "kzby", in the file's header


@dataclass(frozen=True)
class Store:
    """An open dataset; `problems` are those of the articles that had to be left out of it."""

    connection: sqlite3.Connection
    problems: tuple[Problem, ...] = ()
