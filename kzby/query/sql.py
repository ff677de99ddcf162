"""SQL of the user's own: one query, within limits, that only reads what is public."""

import math
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

from kzby.errors import UsageError, counted, nearest
from kzby.query import citation
from kzby.query.answer import Answer, Column
from kzby.store import Store

_LONGEST_VALUE = 1_000_000  # bytes
_LONGEST_ANSWER = 100_000_000  # bytes of text, 8 for any other value
_MEMORY = 300_000_000  # bytes of SQLite, with a dataset in memory
_LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    # a longer pattern can take minutes to match
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_STEPS = 10_000  # of SQLite between two looks at the clock: about 1 ms
_ALLOWED = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_FUNCTION,
)
_REACHING = ("load_extension", "fts3_tokenizer")  # beyond a query
_TABLES = ("json_each", "json_tree")  # functions that give tables
_LISTED = "'kzby sql --schema' lists the tables and views"
_READING = f"a query may only read what is documented; {_LISTED}"
_OF_THE_FILE = (
    *("SQLITE_CORRUPT", "SQLITE_NOTADB"),
    *("SQLITE_IOERR", "SQLITE_BUSY"),
)
_MISSING = re.compile(r"no such (?:table|column): (?:.+\.)?(?P<name>.+)")


def run(store: Store, query: str, rows: int = 1000, seconds: int = 10) -> Answer:
    """The rows of one query as SQLite gives them, at most so many (0: all).

    A note says where they were cut. Lists are JSON text; what JSON
    has no form for is written as in SQL: `X'00FF'`, `Inf`. Columns
    of the same name are numbered: `id`, `id:1`. UsageError if the
    query is not sound, does not only read, or goes beyond a limit.

    From then on SQLite takes at most 300 MB in this process.
    """
    refused: list[str] = []
    connection = store.connection
    try:
        with _guarded(connection, seconds, refused):
            cursor = connection.execute(query)
            result = list(_bounded(islice(cursor, rows + 1 if rows else None)))
    except (sqlite3.Error, MemoryError, UnicodeEncodeError) as error:
        if getattr(error, "sqlite_errorname", "").startswith(_OF_THE_FILE):
            raise  # the dataset is at fault, not the query
        sentence = refused[0] if refused else _explained(store, error, seconds)
        raise UsageError(sentence) from None
    if cursor.description is None:
        give = "give a SELECT, or - to read stdin"
        raise UsageError(f"the query is empty; {give}; {_LISTED}")
    notes = [] if result else ["the query gives no row."]
    if rows and len(result) > rows:
        result.pop()
        stopped = f"stopped after {counted(rows, 'row')}"
        notes = [f"{stopped}; there are more: --limit 0 gives all."]
    names = [name for name, *_ in cursor.description]
    return _answer(store, names, result, notes)


def schema(store: Store, typed: str = "") -> Answer:
    """The columns of every public table and view, or of one, with their meaning.

    UsageError, with the nearest name, if there is none of that name.
    """
    view = typed.casefold()
    known = sorted(_public(store.connection))
    if view and view not in known:
        hint = nearest(typed, known, other=_LISTED)
        raise UsageError(f"no public table or view is called {typed!r}; {hint}")
    sql = """
        SELECT view, name, type, meaning FROM dictionary
        WHERE ? IN ('', view) ORDER BY view, position
    """
    rows = store.connection.execute(sql, (view,)).fetchall()
    return _answer(store, ["view", "column", "type", "meaning"], rows)


def _bounded(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The rows; UsageError once they are too long."""
    size = 0
    for row in rows:
        size += sum(len(each) if isinstance(each, str | bytes) else 8 for each in row)
        if size > _LONGEST_ANSWER:
            longer = f"the answer is longer than {_LONGEST_ANSWER // 1_000_000} MB"
            raise UsageError(f"{longer}; ask for fewer rows or columns")
        yield row


def _public(connection: sqlite3.Connection) -> set[str]:
    """The tables and views that the dictionary documents."""
    views = connection.execute("SELECT DISTINCT view FROM dictionary")
    return {name for (name,) in views}


@contextmanager
def _guarded(connection: sqlite3.Connection, seconds: int, refused: list[str]) -> Iterator[None]:
    """Limits what the connection runs, and collects sentences on what it refuses.

    Other tables are read only through a view. They are no secret,
    but they may change.
    """
    # these are made at their first use, which would be refused
    connection.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')")
    connection.execute(f"PRAGMA hard_heap_limit = {_MEMORY}")
    public = _public(connection)
    deadline = time.monotonic() + seconds

    def authorize(
        action: int, table: str | None, column: str | None, _: str | None, view: str | None
    ) -> int:
        if action in _ALLOWED and column not in _REACHING:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ:
            # of rows that are only counted, SQLite names neither column nor
            # view; what it calls a view can be a part of the query
            behind = not column or (view or "").casefold() in public
            schema = str(table).casefold().startswith("sqlite_")
            if table in (*public, *_TABLES) or (behind and not schema):
                return sqlite3.SQLITE_OK
            hint = nearest(str(table), sorted(public), other=_LISTED)
            refused.append(f"{table} is not public; {hint}")
        refused.append(_READING)
        return sqlite3.SQLITE_DENY

    set_limit = connection.setlimit
    usual = {limit: set_limit(limit, value) for limit, value in _LIMITS.items()}
    # SQL can make text that is not UTF-8
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    connection.set_authorizer(authorize)
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)
        connection.text_factory = str
        for limit, value in usual.items():
            set_limit(limit, value)


def _explained(store: Store, error: Exception, seconds: int) -> str:
    """What is wrong with a query, and how to mend it."""
    message, name = str(error), getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_INTERRUPT":
        longer = f"the query takes longer than {counted(seconds, 'second')}"
        return f"{longer}; ask for less, or give it more time with --timeout"
    if isinstance(error, MemoryError):
        more = f"more than {_MEMORY // 1_000_000} MB of memory"
        return f"the query takes {more}; ask for less"
    if name == "SQLITE_TOOBIG":
        longer = f"a value is longer than {_LONGEST_VALUE:,} bytes"
        return f"{longer}; ask for a part of it"
    if isinstance(error, UnicodeEncodeError):
        return "the query is not UTF-8; save or type it as UTF-8"
    if "bindings" in message:
        parameter = "the query has a parameter (?, :name, @name or $name)"
        return f"{parameter}; write its value in its place"
    if missing := _MISSING.fullmatch(message):
        typed = missing["name"]
        sql = """
            SELECT view FROM dictionary UNION SELECT name FROM dictionary
            EXCEPT SELECT ? ORDER BY 1
        """
        words = store.connection.execute(sql, (typed,))
        known = [word for (word,) in words]
        return f"{message}; {nearest(typed, known, other=_LISTED)}"
    return message


def _answer(
    store: Store, names: Sequence[str], rows: Sequence[Any], notes: Sequence[str] = ()
) -> Answer:
    plain = [tuple(map(_plain, row)) for row in rows]
    columns = tuple(
        Column(name, _type(row[at] for row in plain), name)
        for at, name in enumerate(_distinct(names))
    )
    cite = partial(citation.of_articles, store)
    return Answer(
        None,
        columns,
        plain,
        columns,
        notes=lambda: notes,
        cite=cite,
        empty=not plain,
    )


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, numbered where one comes again in any case."""
    distinct: dict[str, str] = {}
    for name in names:
        new, number = name, 0
        while new.casefold() in distinct:
            number += 1
            new = f"{name}:{number}"
        distinct[new.casefold()] = new
    return list(distinct.values())


def _plain(value: Any) -> Any:
    """A value in a form that every format has."""
    if isinstance(value, bytes):
        return f"X'{value.hex().upper()}'"
    if isinstance(value, float) and math.isinf(value):
        return "Inf" if value > 0 else "-Inf"
    return value


def _type(values: Iterable[Any]) -> str:
    """The type of a column: `number` if it has nothing else."""
    types = {type(value) for value in values if value is not None}
    return "number" if types and types <= {int, float} else "text"
