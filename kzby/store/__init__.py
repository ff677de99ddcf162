"""The dataset as an SQLite database."""

import sqlite3
from typing import NamedTuple

from kzby.errors import Problem

SCHEMA_VERSION = 4
APPLICATION_ID = 0x6B7A6279  # "kzby", in the file's header
HEADER = b"SQLite format 3\0"  # as every SQLite file begins


class Store(NamedTuple):
    """An open dataset; `problems` are those of the articles that had to be left out of it."""

    connection: sqlite3.Connection
    problems: tuple[Problem, ...] = ()
