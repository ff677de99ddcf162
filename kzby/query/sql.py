"""SQL of the user's own: one query, within limits, that only reads what is public."""

import math
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

from kzby.errors import UsageError, counted, nearest
from kzby.query.answer import Answer, Column
from kzby.store import Store

LIMIT, TIMEOUT = 1000, 10  # rows and seconds, unless others are given
_LONGEST_VALUE = 1_000_000  # bytes
_LONGEST_ANSWER = 100_000_000  # bytes of text, 8 for any other value, 50 for a row
_MEMORY = 300_000_000  # bytes of SQLite, with a dataset in memory
_LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
}
_STEPS = 10_000  # of SQLite between two looks at the clock: about 1 ms
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_FUNCTION)
_REACHING = ("load_extension", "fts3_tokenizer")  # functions that reach beyond a query
_LISTED = "'kzby sql --schema' lists the tables and views"
_READING = f"a query may only read what is documented; {_LISTED}"
_OF_THE_FILE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_BUSY")
_PUBLIC = "SELECT DISTINCT view FROM dictionary ORDER BY 1"


def run(store: Store, query: str, rows: int = LIMIT, seconds: int = TIMEOUT) -> Answer:
    """The rows of one query as SQLite gives them, at most so many (0: all).

    A note says where they were cut. Lists are JSON text; what JSON has no form for is written as
    in SQL: `X'00FF'`, `Inf`. Columns of the same name are numbered: `id`, `id:1`. UsageError if
    the query is not sound, does not only read, or goes beyond a limit.

    From then on SQLite takes at most 300 MB in this process.
    """
    refused: list[str] = []
    try:
        with _guarded(store.connection, seconds, refused):
            cursor = store.connection.execute(query)
            result = list(_bounded(islice(cursor, rows + 1 if rows else None)))
    except (sqlite3.Error, MemoryError, UnicodeEncodeError) as error:
        if getattr(error, "sqlite_errorname", "").startswith(_OF_THE_FILE):
            raise  # the dataset is at fault, not the query
        raise UsageError(refused[0] if refused else _explained(error, seconds)) from None
    if cursor.description is None:
        raise UsageError(f"the query is empty; give a SELECT, or - to read stdin; {_LISTED}")
    notes = [] if result else ["the query gives no row."]
    if rows and len(result) > rows:
        result.pop()
        notes = [f"stopped after {counted(rows, 'row')}; there are more: --limit 0 gives all."]
    names = _distinct([name for name, *_ in cursor.description])
    types = (_type(row[at] for row in result) for at in range(len(names)))
    columns = tuple(map(Column, names, types, names))
    return Answer(store, None, columns, result, columns, notes=lambda: notes, empty=not result)


def schema(store: Store, typed: str = "") -> Answer:
    """The columns of all public tables and views, or of one; UsageError if there is none."""
    view, known = typed.casefold(), _public(store.connection)
    if view and view not in known:
        hint = nearest(view, known, other=_LISTED)
        raise UsageError(f"no public table or view is called {typed!r}; {hint}")
    where = f"WHERE view = '{view}'" if view else ""
    facts = 'view, name AS "column", type, meaning'
    return run(store, f"SELECT {facts} FROM dictionary {where} ORDER BY view, position", rows=0)


def _bounded(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """The rows in a form that every format has; UsageError once they are too long."""
    size = 0
    for row in rows:
        size += 50 + sum(len(each) if isinstance(each, str | bytes) else 8 for each in row)
        if size > _LONGEST_ANSWER:
            raise UsageError("the answer is longer than 100 MB; ask for fewer rows or columns")
        yield tuple(map(_plain, row))


def _public(connection: sqlite3.Connection) -> list[str]:
    """The tables and views that a query may read."""
    return [view for (view,) in connection.execute(_PUBLIC)]


def _behind(connection: sqlite3.Connection) -> set[tuple[str | None, str]]:
    """What the views read: each table with the view that names it."""
    reads = set()

    def notice(action: int, table: str | None, *names: str | None) -> int:
        if action == sqlite3.SQLITE_READ and (view := names[-1]):
            reads.add((table, view.casefold()))
        return sqlite3.SQLITE_OK

    # these are made at their first use, which would be refused
    connection.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')")
    connection.set_authorizer(notice)
    for view in _public(connection):
        connection.execute(f"SELECT * FROM {view} LIMIT 0")
    return reads


@contextmanager
def _guarded(connection: sqlite3.Connection, seconds: int, refused: list[str]) -> Iterator[None]:
    """Limits what the connection runs, and collects sentences on what it refuses.

    Other tables are read only as a view reads them. They are no secret, but they may change.
    """
    connection.execute(f"PRAGMA hard_heap_limit = {_MEMORY}")
    public = {*_public(connection), "json_each", "json_tree"}
    behind = _behind(connection)
    deadline = time.monotonic() + seconds

    def authorize(
        action: int, table: str | None, column: str | None, _: str | None, view: str | None
    ) -> int:
        if action in _ALLOWED and column not in _REACHING:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ:
            # what SQLite calls a view can be a part of the query
            through = (table, (view or "").casefold()) in behind
            # of rows that are only counted, it names neither column nor view
            counting = not column and not str(table).casefold().startswith("sqlite_")
            if table in public or through or counting:
                return sqlite3.SQLITE_OK
            refused.append(f"{table} is not public; {_LISTED}")
        refused.append(_READING)
        return sqlite3.SQLITE_DENY

    usual = {limit: connection.setlimit(limit, value) for limit, value in _LIMITS.items()}
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
            connection.setlimit(limit, value)


def _explained(error: Exception, seconds: int) -> str:
    """What is wrong with a query, and how to mend it."""
    if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
        return too_long(seconds)
    if isinstance(error, MemoryError):
        return f"the query takes more than {_MEMORY // 1_000_000} MB of memory; ask for less"
    return f"{error}; {_LISTED}"


def too_long(seconds: int) -> str:
    """What to do about a query that takes longer than so many seconds."""
    longest = counted(seconds, "second")
    return f"the query takes longer than {longest}; ask for less, or more time with --timeout"


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, numbered where one comes again in any case."""
    distinct: dict[str, str] = {}
    for name in names:
        numbered = (f"{name}:{number}" if number else name for number in count())
        new = next(each for each in numbered if each.casefold() not in distinct)
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
