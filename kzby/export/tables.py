"""The tables of a dataset: what the dictionary says of each, and its rows as CSV."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kzby.query import names, views
from kzby.store import Store

VIEWS = """
    SELECT view, about, key FROM catalogue
    JOIN sqlite_master AS made ON name = view ORDER BY made.rowid
"""
_COLUMNS = """
    SELECT name, type, header, meaning, required, words
    FROM dictionary WHERE view = ? ORDER BY position
"""
_LISTED = {**names.VIEW_OF, "record": "records"}  # what a type of the dictionary refers to
_OF_RECORDS = {*views.OF_KIND.values(), "timeline", "conflicts"}  # whose `id` is a record's


class Column(NamedTuple):
    """A column as the dictionary has it; `words` are all that it can hold, if they are listed."""

    name: str
    type: str
    header: str
    meaning: str
    required: bool
    words: Sequence[str]


class Table(NamedTuple):
    """A view, its key, and the CSV file of its rows: a list or object in a cell is JSON, an empty cell null."""

    name: str
    about: str
    key: Sequence[str]
    columns: Sequence[Column]
    path: str
    content: bytes

    def references(self) -> Iterator[tuple[Column, str, str]]:
        """Its columns that name a row of a table, with this table and the column there."""
        for column in self.columns:
            is_record = column.name == "id" and self.name in _OF_RECORDS
            table = _LISTED.get("record" if is_record else column.type)
            if table and (self.name, self.key) != (table, [column.name]):
                yield column, table, "sector" if table == "sectors" else "id"


def tables(store: Store) -> Iterator[Table]:
    """Every public view, in the order of the schema."""
    for name, about, key in store.connection.execute(VIEWS).fetchall():
        columns = [
            Column._make((*facts, bool(required), json.loads(words)))
            for *facts, required, words in store.connection.execute(_COLUMNS, (name,))
        ]
        content = _csv(store, name, columns)
        yield Table(name, about, json.loads(key), columns, f"{name}.csv", content)


def _csv(store: Store, view: str, columns: Sequence[Column]) -> bytes:
    """The rows of a view in its order, the header first."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(column.name for column in columns)
    flags = [column.type == "flag" for column in columns]
    words = {None: None, 0: "false", 1: "true"}
    for row in store.connection.execute(f"SELECT * FROM {view}"):
        cells = zip(flags, row, strict=True)
        lines.writerow(words[cell] if flag else cell for flag, cell in cells)
    return text.getvalue().encode()
