"""SQL of the user's own: one query that only reads, for a limited time, over what the dictionary documents."""

import math
import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, count
from typing import Any

from kzby.errors import UsageError, counted, nearest
from kzby.query import citation
from kzby.query.answer import Answer, Column
from kzby.store import Store

ROWS, SECONDS = 1000, 10  # what a query may give and take, if not told otherwise
_LONGEST_QUERY = 100_000  # bytes
_LONGEST_VALUE = 1_000_000  # bytes
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,  # a longer one can take minutes to match
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_STEPS = 10_000  # of SQLite's virtual machine between two looks at the clock: about a millisecond
_DIRECT_ONLY = (
    0x80000  # SQLite's mark of functions that reach beyond a query, such as load_extension
)
_TABLES = ("json_each", "json_tree")  # functions that give tables

_LISTED = "'kzby sql --schema' lists the tables and views"
_OTHER_FILES = "a query reads this dataset alone: ATTACH, DETACH and VACUUM are refused"
_TRANSACTION = "a query only reads, so there is nothing to begin, commit or roll back"
_REFUSED = {
    sqlite3.SQLITE_PRAGMA: f"pragmas are refused; {_LISTED}",
    sqlite3.SQLITE_ATTACH: _OTHER_FILES,
    sqlite3.SQLITE_DETACH: _OTHER_FILES,
    sqlite3.SQLITE_TRANSACTION: _TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT: _TRANSACTION,
}
_WRITING = "a query only reads: nothing can be written, created, changed or removed"
_OF_THE_FILE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_BUSY")
_MISSING = re.compile(r"no such (?P<sort>table|column|function): (?P<name>.+)")


def run(store: Store, query: str, rows: int = ROWS, seconds: int = SECONDS) -> Answer:
    """The rows that one query gives, as SQLite gives them, at most so many (0: all); a note says where they were cut.

    A list of a view is the JSON text that the view has. A value that JSON has no form for is written as SQL writes it:
    `X'00FF'`, `Inf`. Of columns with one name, the later ones are numbered as SQLite numbers them: `id`, `id:1`.
    UsageError if the query is not sound, does anything but read, or takes too long.
    """
    _check(query)
    guard = _Guard(store.connection, seconds)
    with guard.watching():
        try:
            cursor = store.connection.execute(query)
            result = cursor.fetchmany(rows + 1) if rows else cursor.fetchall()
        except (sqlite3.Error, sqlite3.Warning) as error:
            if getattr(error, "sqlite_errorname", "").startswith(_OF_THE_FILE):
                raise  # the dataset is at fault, not the query
            raise UsageError(guard.explain(query, error)) from None
    if cursor.description is None:
        raise UsageError(
            f"the query is empty; give a SELECT, or - to read one from stdin; {_LISTED}"
        )
    cut = rows and len(result) > rows
    notes = () if result else ("the query gives no row.",)
    if cut:
        notes = (f"stopped after {counted(rows, 'row')}; there are more: --limit 0 gives all.",)
    names = [name for name, *_ in cursor.description]
    return _answer(store, names, result[:rows] if cut else result, notes)


def schema(store: Store, typed: str = "") -> Answer:
    """The columns of every public table and view, or of the one that is typed, with type and meaning.

    UsageError, with the nearest name, if there is none of that name.
    """
    known = sorted(_public(store.connection))
    if typed and typed.casefold() not in known:
        hint = nearest(typed, known, other=_LISTED)
        raise UsageError(f"no public table or view is called {typed!r}; {hint}")
    sql = "SELECT view, name, type, meaning FROM dictionary WHERE ? IN ('', view) ORDER BY view, position"
    rows = store.connection.execute(sql, (typed.casefold(),)).fetchall()
    return _answer(store, ["view", "column", "type", "meaning"], rows)


def _public(connection: sqlite3.Connection) -> set[str]:
    """The tables and views that can be asked: those that the dictionary documents."""
    return {name for (name,) in connection.execute("SELECT DISTINCT view FROM dictionary")}


def _check(query: str) -> None:
    """UsageError if a query is not what SQLite can read."""
    if "\0" in query:
        raise UsageError("the query holds a null character, which SQL cannot; remove it")
    try:
        length = len(query.encode())
    except UnicodeEncodeError:
        raise UsageError("the query is not UTF-8; save or type it as UTF-8") from None
    if length > _LONGEST_QUERY:
        raise UsageError(f"the query is longer than {_LONGEST_QUERY:,} bytes; ask for less at once")


class _Guard:
    """Watches what a query does; `refused` is the sentence on the first thing it may not do.

    What lies behind a view is read through the view alone. That keeps to what the dictionary promises; it guards no
    secret, as everything in the file is as open as the dataset.
    """

    def __init__(self, connection: sqlite3.Connection, seconds: int) -> None:
        run = connection.execute
        run("SELECT 1 FROM json_each('[]'), json_tree('[]')")  # a guard would refuse to make these
        self._connection, self._seconds = connection, seconds
        self._public = _public(connection)
        self._functions = dict(run("SELECT name, flags FROM pragma_function_list").fetchall())
        self._views = {
            name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'view'")
        }
        self._refused: str | None = None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Limits what the connection runs meanwhile."""
        connection, deadline = self._connection, time.monotonic() + self._seconds
        usual = {limit: connection.setlimit(limit, value) for limit, value in _LIMITS.items()}
        connection.text_factory = lambda text: text.decode(
            "utf-8", "replace"
        )  # SQL can make bad text
        connection.set_authorizer(self._authorize)
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            yield
        finally:
            connection.set_progress_handler(None, 0)
            connection.set_authorizer(None)
            connection.text_factory = str
            for limit, value in usual.items():
                connection.setlimit(limit, value)

    def _authorize(
        self, action: int, thing: str | None, part: str | None, _: str | None, view: str | None
    ) -> int:
        """Whether a query may do this, within a view or not: an answer in SQLite's terms."""
        refusal = self._refusal(action, thing or "", part or "", (view or "").casefold())
        self._refused = self._refused or refusal
        return sqlite3.SQLITE_DENY if refusal else sqlite3.SQLITE_OK

    def _refusal(self, action: int, thing: str, part: str, view: str) -> str | None:
        match action:
            case sqlite3.SQLITE_SELECT | sqlite3.SQLITE_RECURSIVE:
                return None
            case sqlite3.SQLITE_READ:
                # where rows are only counted, SQLite names neither column nor view
                readable = (
                    not part or thing in self._public or thing in _TABLES or view in self._views
                )
                return (
                    None
                    if readable
                    else f"{thing} is not public; {self._near(thing, self._public)}"
                )
            case sqlite3.SQLITE_FUNCTION:
                reaching = self._functions.get(part, 0) & _DIRECT_ONLY
                return f"{part}() reaches beyond a query, and is refused" if reaching else None
            case sqlite3.SQLITE_INSERT if thing == "sqlite_temp_master":
                return "a query makes no temporary table; WITH gives a name to a part of it"
            case sqlite3.SQLITE_UPDATE if (
                thing == "sqlite_master"
            ):  # SQLite's own tables, such as dbstat
                return f"only what the dictionary documents can be asked; {_LISTED}"
            case _:
                return _REFUSED.get(action, _WRITING)

    def explain(self, query: str, error: Exception) -> str:
        """What is wrong with a query, and how to mend it."""
        message = str(error)
        name = getattr(error, "sqlite_errorname", "")
        if self._refused:
            return self._refused
        if name == "SQLITE_INTERRUPT":
            longer = f"the query takes longer than {counted(self._seconds, 'second')}"
            return f"{longer}; ask for less, or give it more time with --timeout"
        if name == "SQLITE_TOOBIG":
            return f"a value is longer than {_LONGEST_VALUE:,} bytes; ask for a part of it"
        if "one statement" in message:
            return "a query is one statement; leave out what follows the semicolon"
        if "bindings" in message:
            return (
                "the query has a parameter (?, :name, @name or $name); write its value in its place"
            )
        if missing := _MISSING.fullmatch(message):
            bare = missing["name"].rpartition(".")[2]
            return f"{message}; {self._near(bare, self._known(query, missing['sort']))}"
        return message

    def _known(self, query: str, sort: str) -> Sequence[str]:
        """The tables, the functions, or the columns of the tables that a query names."""
        if sort == "column":
            words = {word.casefold() for word in re.findall(r"\w+", query)}
            sql = "SELECT name, view FROM dictionary ORDER BY view, position"
            columns = self._connection.execute(sql).fetchall()
            return list(dict.fromkeys(name for name, view in columns if view in words))
        return sorted(self._functions if sort == "function" else self._public)

    def _near(self, word: str, words: Sequence[str] | set[str]) -> str:
        return nearest(word, sorted(set(words) - {word}), other=_LISTED)


def _answer(
    store: Store, names: Sequence[str], rows: Sequence[Any], notes: Sequence[str] = ()
) -> Answer:
    plain = [tuple(map(_plain, row)) for row in rows]
    columns = tuple(
        Column(name, _type([row[at] for row in plain]), name)
        for at, name in enumerate(_distinct(names))
    )
    cite = partial(citation.of_articles, store)
    return Answer(None, columns, plain, columns, notes=lambda: notes, cite=cite, empty=not plain)


def _distinct(names: Sequence[str]) -> list[str]:
    """Names of which none comes twice, whatever the case of its letters."""
    given: dict[str, str] = {}
    for name in names:
        numbered = chain([name], (f"{name}:{number}" for number in count(1)))
        new = next(each for each in numbered if each.casefold() not in given)
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
