"""What is wrong with a query, in a sentence: the place, SQLite's own words, the nearest name that there is."""

import re

from kzby.errors import counted, nearest
from kzby.query.statement import place
from kzby.query.statement.guard import LISTED, LONGEST_VALUE, Guard

_OF_THE_FILE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_BUSY")


def lies_in_the_file(error: Exception) -> bool:
    """Whether it is not the query that is at fault, but the dataset: damaged, or changed by another."""
    return getattr(error, "sqlite_errorname", "").startswith(_OF_THE_FILE)


def told(guard: Guard, query: str, error: Exception) -> str:
    """What went wrong with a query, and how it can be mended; below it the place, if SQLite's words tell it."""
    if guard.refused:
        return guard.refused
    message = str(error)
    if stopped := _stopped(guard, getattr(error, "sqlite_errorname", None) or message):
        return stopped
    words = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in message)
    sentence = f"{words}{_hint(guard, query, message)}"
    at = place.offset(guard.connection, query, message)
    if at is None:
        return sentence
    line, column = place.line_and_column(query, at)
    return f"line {line}, column {column}: {sentence}\n{place.shown(query, at)}"


def _stopped(guard: Guard, name: str) -> str | None:
    """The sentence on a query that is sound, but goes beyond what it may; None if this is none."""
    match name:
        case "SQLITE_INTERRUPT":
            longer = counted(guard.seconds, "second")
            return f"the query takes longer than {longer}; ask for less, or give it more time with --timeout"
        case "SQLITE_TOOBIG":
            return f"a value is longer than {LONGEST_VALUE:,} bytes; ask for a part of it"
        case text if "one statement" in text:
            return "a query is one statement; leave out what follows the semicolon"
        case text if "bindings" in text:
            return "the query has a parameter (?, :name, @name or $name) with no value; write the value in its place"
        case _:
            return None


def _hint(guard: Guard, query: str, message: str) -> str:
    """The nearest name for one that does not exist."""
    missing = place.NAME.fullmatch(message)
    if not missing or not missing["sort"]:
        return ""
    bare = missing["name"].rpartition(".")[2]
    others = [
        name for name in _known(guard, query, missing["sort"]) if name != bare
    ]  # which another table may have
    return f"; {nearest(bare, others, other=LISTED)}"


def _known(guard: Guard, query: str, sort: str) -> list[str]:
    """The tables, the functions, or the columns of the tables that a query names."""
    if sort == "function":
        return sorted(guard.functions)
    if sort == "table":
        return sorted(guard.public)
    words = {word.casefold() for word in re.findall(r"\w+", query)}
    documented = guard.connection.execute(
        "SELECT name, view FROM dictionary ORDER BY view, position"
    ).fetchall()
    return list(dict.fromkeys(name for name, view in documented if view in words))
