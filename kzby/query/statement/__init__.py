"""SQL of the user's own: one query that only reads, over what the dictionary documents."""

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from typing import Any

from kzby.errors import UsageError, counted, nearest
from kzby.query import citation
from kzby.query.answer import Answer, Column
from kzby.query.statement.guard import LISTED, guarded, public
from kzby.store import Store

_LONGEST = 100_000  # bytes of a query


@dataclass(frozen=True)
class Limits:
    """How many rows a query may give (0: all of them), and how many seconds it may take."""

    rows: int = 1000
    seconds: int = 10


def run(store: Store, query: str, limits: Limits | None = None) -> Answer:
    """The rows that one query gives, as SQLite gives them; a note says so where they were cut at the limit.

    A list of a view is the JSON text that the view has. A value that JSON has no form for is written as SQL writes it:
    `X'00FF'`, `Inf`. Of columns with one name, the later ones are numbered as SQLite numbers them: `id`, `id:1`.
    UsageError, with the place in the query, if it is not sound, does anything but read, or takes too long.
    """
    limits = limits or Limits()
    _insist(query)
    with guarded(store.connection, limits.seconds) as guard:
        try:
            cursor = store.connection.execute(query)
            rows = cursor.fetchmany(limits.rows + 1) if limits.rows else cursor.fetchall()
        except (sqlite3.Error, sqlite3.Warning) as error:
            from kzby.query.statement import (
                fault,
            )  # its patterns take time to compile, and only a fault needs them

            if fault.lies_in_the_file(error):
                raise
            raise UsageError(fault.told(guard, query, error)) from None
    if cursor.description is None:
        raise UsageError(
            f"the query is empty; give a SELECT, or - to read one from stdin; {LISTED}"
        )
    return _answer(store, [name for name, *_ in cursor.description], rows, limits)


def schema(store: Store, typed: str = "") -> Answer:
    """The columns of every public table and view, or of the one that is typed, with type and meaning.

    UsageError, with the nearest name, if there is none of that name.
    """
    known = sorted(public(store.connection))
    if typed and typed.casefold() not in known:
        raise UsageError(
            f"no public table or view is called {typed!r}; {nearest(typed, known, other=LISTED)}"
        )
    sql = "SELECT view, name, type, meaning FROM dictionary WHERE ? IN ('', view) ORDER BY view, position"
    rows = store.connection.execute(sql, (typed.casefold(),)).fetchall()
    return _answer(store, ["view", "column", "type", "meaning"], rows, Limits(rows=0))


def _insist(query: str) -> None:
    """UsageError if a query is not what SQLite can read."""
    if "\0" in query:
        raise UsageError("the query holds a null character, which SQL cannot; remove it")
    try:
        length = len(query.encode())
    except UnicodeEncodeError:
        raise UsageError("the query is not UTF-8; save or type it as UTF-8") from None
    if length > _LONGEST:
        raise UsageError(f"the query is longer than {_LONGEST:,} bytes; ask for less at once")


def _answer(
    store: Store, names: Sequence[str], rows: Sequence[Sequence[Any]], limits: Limits
) -> Answer:
    kept = [tuple(map(_plain, row)) for row in (rows[: limits.rows] if limits.rows else rows)]
    columns = tuple(
        Column(name, _type([row[at] for row in kept])) for at, name in enumerate(_told_apart(names))
    )
    notes = () if kept else ("the query gives no row.",)
    if len(kept) < len(rows):
        notes = (
            f"stopped after {counted(limits.rows, 'row')}; there are more: --limit 0 gives all.",
        )
    return Answer(None, columns, kept, lambda: notes, cite=partial(citation.of_articles, store))


def _told_apart(names: Sequence[str]) -> list[str]:
    """Names of which none comes twice, however its letters are written."""
    given: dict[str, str] = {}
    for name in names:
        numbered = chain([name], (f"{name}:{number}" for number in count(1)))
        new = next(one for one in numbered if one.casefold() not in given)
        given[new.casefold()] = new
    return list(given.values())


def _plain(value: Any) -> Any:
    """A value in a form that every format has."""
    if isinstance(value, bytes):
        return f"X'{value.hex().upper()}'"
    if isinstance(value, float) and math.isinf(value):
        return "Inf" if value > 0 else "-Inf"
    return value


def _type(values: Sequence[Any]) -> str:
    """The type of a column by what it holds: `number` if nothing else is known in it."""
    known = [value for value in values if value is not None]
    return "number" if known and all(isinstance(value, int | float) for value in known) else "text"
