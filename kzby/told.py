"""What the articles of a folder tell, kept in a database: memory does not grow with them."""

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from kzby import dates, model
from kzby.folder import ARTICLES, File

_MENTIONS = "told JOIN article ON article.id = article"
_BY_AGE = "earliest, latest, article, line"
_ORDERED = f"""
    SELECT number FROM (
        SELECT number, turn, min(turn) OVER (PARTITION BY record) AS first FROM (
            SELECT number, record, row_number() OVER (ORDER BY {_BY_AGE}) AS turn FROM {_MENTIONS}
        )
    ) ORDER BY first, turn
"""


@dataclass(frozen=True)
class Mention:
    """What one article says of one record; `file` (within the folder) and `line` say where that is written."""

    article: model.Article
    record: model.Record
    file: str
    line: int


class Count(NamedTuple):
    """How many articles there are, and how many records."""

    articles: int
    records: int


class Told:
    """The articles of the files that were added, and what each tells of which record."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._has_gaps = False
        self._card = lru_cache(maxsize=64)(self._read_card)
        connection.executescript("""
            CREATE TABLE article (
                id TEXT PRIMARY KEY, path TEXT, file TEXT, sha256 TEXT, earliest TEXT, latest TEXT, card BLOB
            ) WITHOUT ROWID;
            CREATE TABLE told (
                number INTEGER PRIMARY KEY, record TEXT, article TEXT, line INTEGER, told BLOB
            );
            CREATE INDEX told_record ON told (record);
        """)

    def add(self, file: File) -> None:
        """Takes what a file without problems tells."""
        head, *entries = file.entries
        card = head.checked(model.Article)
        within = f"{ARTICLES}/{Path(file.name).name}"
        self._connection.execute(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)",
            (card.id, file.name, within, file.sha256, *dates.bounds(card.published), pickle.dumps(card)),
        )
        self._connection.executemany(
            "INSERT INTO told (record, article, line, told) VALUES (?, ?, ?, ?)",
            [(one.id, card.id, one.line, pickle.dumps(one.checked(model.Record))) for one in entries],
        )

    def leave_out(self, paths: Iterable[str]) -> None:
        """Forgets the articles of these files, and the links to records that no other article tells of."""
        for path in paths:
            of_it = "SELECT id FROM article WHERE path = ?"
            self._connection.execute(f"DELETE FROM told WHERE article IN ({of_it})", (path,))
            self._connection.execute("DELETE FROM article WHERE path = ?", (path,))
        self._has_gaps = True

    def files(self) -> Iterator[tuple[str, str, str]]:
        """The files: path, name within the folder, SHA-256; in the order of their names."""
        yield from self._connection.execute("SELECT path, file, sha256 FROM article ORDER BY file")

    def count(self) -> Count:
        """How many articles there are, and how many records."""
        sql = "SELECT (SELECT count(*) FROM article), (SELECT count(DISTINCT record) FROM told)"
        return Count(*self._connection.execute(sql).fetchone())

    def articles(self) -> Iterator[model.Article]:
        """The cards, in the order of their files' names."""
        for (id_,) in self._connection.execute("SELECT id FROM article ORDER BY file"):
            yield self._card(id_)[0]

    def ids(self) -> Iterator[str]:
        """The ids of the records, in their alphabetical order."""
        return (id_ for (id_,) in self._connection.execute("SELECT DISTINCT record FROM told ORDER BY record"))

    def mentions(self) -> Iterator[Mention]:
        """Everything told: of each record the oldest mention first, the records in the order of their oldest."""
        return (self._mention(number) for (number,) in self._connection.execute(_ORDERED))

    def records(self) -> Iterator[tuple[Mention, ...]]:
        """The mentions of each record, in the same order."""
        for _, group in groupby(self.mentions(), key=lambda mention: mention.record.id):
            yield tuple(group)

    def of(self, record: str) -> list[Mention]:
        """The mentions of one record, the oldest first."""
        sql = f"SELECT number FROM {_MENTIONS} WHERE record = ? ORDER BY {_BY_AGE}"
        return [self._mention(number) for (number,) in self._connection.execute(sql, (record,))]

    def _mention(self, number: int) -> Mention:
        sql = "SELECT article, line, told FROM told WHERE number = ?"
        article, line, told = self._connection.execute(sql, (number,)).fetchone()
        record: model.Record = pickle.loads(told)  # noqa: S301, written by this very object
        card, file = self._card(article)
        return Mention(card, self._whole(record) if self._has_gaps else record, file, line)

    def _whole(self, record: model.Record) -> model.Record:
        """The record without links to what is no longer told."""
        kept: dict[str, Any] = {}
        for name in model.LINKS:
            value = getattr(record, name, None)
            if isinstance(value, tuple):
                kept[name] = tuple(filter(self._is_told, value))
            elif value and not self._is_told(value):
                kept[name] = None
        return record.model_copy(update=kept)

    def _is_told(self, record: str) -> bool:
        return self._connection.execute("SELECT 1 FROM told WHERE record = ?", (record,)).fetchone() is not None

    def _read_card(self, id_: str) -> tuple[model.Article, str]:
        """A card, and the name of its file within the folder."""
        card, file = self._connection.execute("SELECT card, file FROM article WHERE id = ?", (id_,)).fetchone()
        return pickle.loads(card), file  # noqa: S301, written by this very object
