"""What one query may do: read the public tables and views, for a while, and nothing else."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kzby.errors import nearest

# Lower than SQLite's own: no value of a megabyte is of use to a reader, nor a pattern that takes minutes to match.
LONGEST_VALUE = 1_000_000  # bytes
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_STEPS = 10_000  # of SQLite's virtual machine between two looks at the clock: about a millisecond
_DIRECT_ONLY = (
    0x80000  # SQLite's mark of functions that reach beyond a query, such as load_extension
)

LISTED = "'kzby sql --schema' lists the tables and views"
_WRITING = "a query only reads: nothing can be written, created, changed or removed"
_OTHER_FILES = "a query reads this dataset alone: ATTACH, DETACH and VACUUM are refused"
_ENDLESS = "a query only reads, so there is nothing to begin, commit or roll back"
_REFUSED = {
    sqlite3.SQLITE_PRAGMA: f"pragmas are refused; {LISTED}",
    sqlite3.SQLITE_ATTACH: _OTHER_FILES,
    sqlite3.SQLITE_DETACH: _OTHER_FILES,
    sqlite3.SQLITE_TRANSACTION: _ENDLESS,
    sqlite3.SQLITE_SAVEPOINT: _ENDLESS,
}
_JSON = ("json_each", "json_tree")  # functions that give tables


class Guard:
    """Watches what a query does; `refused` is the sentence on the first thing it may not.

    What lies behind a view is read through the view alone. That keeps to what the dictionary promises; it guards no
    secret, as everything in the file is as open as the dataset.
    """

    def __init__(self, connection: sqlite3.Connection, seconds: int) -> None:
        self.connection, self.seconds = connection, seconds
        self.refused: str | None = None
        self.public = public(connection)
        self.functions = dict(
            connection.execute("SELECT name, flags FROM pragma_function_list").fetchall()
        )
        self._deadline = time.monotonic() + seconds
        self._views = {
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        }

    def authorize(
        self, action: int, one: str | None, two: str | None, _: str | None, within: str | None
    ) -> int:
        """Whether a query that SQLite compiles may do this, `within` a view: an answer in SQLite's terms."""
        told = self._verdict(action, one or "", two or "", within)
        self.refused = self.refused or told
        return sqlite3.SQLITE_DENY if told else sqlite3.SQLITE_OK

    def overdue(self) -> bool:
        """Whether a query that SQLite runs has had its time."""
        return time.monotonic() > self._deadline

    def _verdict(self, action: int, one: str, two: str, within: str | None) -> str | None:
        """Why an action is refused; None if it is not."""
        match action:
            case sqlite3.SQLITE_SELECT | sqlite3.SQLITE_RECURSIVE:
                return None
            case sqlite3.SQLITE_READ:
                return (
                    None
                    if self._may_read(one, two, within)
                    else f"{one} is not public; {self._near(one)}"
                )
            case sqlite3.SQLITE_FUNCTION:
                reaching = self.functions.get(two, 0) & _DIRECT_ONLY
                return f"{two}() reaches beyond a query, and is refused" if reaching else None
            case sqlite3.SQLITE_INSERT if one == "sqlite_temp_master":
                return "a query only reads, and makes no temporary table; WITH gives a name to a part of it"
            case sqlite3.SQLITE_UPDATE if (
                one == "sqlite_master"
            ):  # how SQLite makes a table of its own, such as dbstat
                return f"only what the dictionary documents can be asked; {LISTED}"
            case _:
                return _REFUSED.get(action, _WRITING)

    def _may_read(self, table: str, column: str, within: str | None) -> bool:
        """Whether a column is public, or read by a view; where rows are only counted, SQLite tells of no view."""
        in_a_view = (within or "").casefold() in self._views  # as the query spells it
        return not column or table in self.public or table in _JSON or in_a_view

    def _near(self, table: str) -> str:
        return nearest(table, sorted(self.public), other=LISTED)


def public(connection: sqlite3.Connection) -> set[str]:
    """The tables and views that can be asked: those that the dictionary documents."""
    return {name for (name,) in connection.execute("SELECT DISTINCT view FROM dictionary")}


@contextmanager
def guarded(connection: sqlite3.Connection, seconds: int) -> Iterator[Guard]:
    """Watches a connection, and lets what it runs take so long; afterwards it is as it was."""
    connection.execute(
        "SELECT 1 FROM json_each('[]'), json_tree('[]')"
    )  # a guard would refuse that these are made
    guard = Guard(connection, seconds)
    usual = {limit: connection.setlimit(limit, value) for limit, value in _LIMITS.items()}
    connection.text_factory = lambda text: text.decode(
        "utf-8", "replace"
    )  # SQL can make text that is none
    connection.set_authorizer(guard.authorize)
    connection.set_progress_handler(guard.overdue, _STEPS)
    try:
        yield guard
    finally:
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)
        connection.text_factory = str
        for limit, value in usual.items():
            connection.setlimit(limit, value)
