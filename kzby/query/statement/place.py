"""Where in a query its fault is. SQLite knows, but Python's module does not tell: it is found by asking again."""

import re
import sqlite3
from bisect import bisect_left
from itertools import islice

_SYNTAX = re.compile(
    r'near "(?P<text>.+)": syntax error|unrecognized token: "(?P<token>.+)"', re.DOTALL
)
NAME = re.compile(
    r"no such (?P<sort>table|column|function): (?P<name>.+)|ambiguous column name: (?P<several>.+)"
)
_ELSEWHERE = r"'(?:[^']|'')*'|--[^\n]*|/\*.*?(?:\*/|\Z)"  # text and comments
_PROBE = "kzby_probe"  # a name that nothing has
_TRIED = 100  # places at most
_BEFORE, _SHOWN = 40, 60  # characters of a long line: before the fault, and in all


def offset(connection: sqlite3.Connection, query: str, message: str) -> int | None:
    """Where the fault begins that SQLite has this message for; None if it cannot be told.

    A syntax error stands where the shortest beginning ends that has the same one; a name is at fault where another
    unknown name in its place is what SQLite complains of.
    """
    if message == "incomplete input":
        return len(query.rstrip())
    if wrong := _SYNTAX.fullmatch(message):
        spans = _spans(query, wrong["text"] or wrong["token"])
        at = bisect_left(
            spans, True, key=lambda span: _fault(connection, query[: span[1]]) == message
        )
        return spans[at][0] if at < len(spans) else None
    if wrong := NAME.fullmatch(message):
        spans = _spans(query, wrong["name"] or wrong["several"])
        probed = (
            (start, f"{query[:start]}{_PROBE}{query[end:]}") for start, end in islice(spans, _TRIED)
        )
        return next((start for start, probe in probed if _PROBE in _fault(connection, probe)), None)
    return None


def line_and_column(query: str, at: int) -> tuple[int, int]:
    """The line and column of a character, both from 1."""
    return query.count("\n", 0, at) + 1, at - query.rfind("\n", 0, at)


def shown(query: str, at: int) -> str:
    """The line of the query, of a long one a part, and below it a mark at the character."""
    line, column = line_and_column(query, at)
    text = query.split("\n")[line - 1]
    start = max(0, column - 1 - _BEFORE)
    cut = "…" if start else ""
    excerpt = "".join(each if each.isprintable() else " " for each in text[start : start + _SHOWN])
    return f"  {cut}{excerpt.rstrip()}\n  {' ' * (len(cut) + column - 1 - start)}^"


def _spans(query: str, text: str) -> list[tuple[int, int]]:
    """The places of a word or sign, outside of text and comments."""
    before, after = (
        r"(?<!\w)" if text[0].isalnum() else "",
        r"(?!\w)" if text[-1].isalnum() else "",
    )
    wanted = re.compile(rf"{_ELSEWHERE}|(?P<found>{before}{re.escape(text)}{after})", re.DOTALL)
    return [found.span() for found in wanted.finditer(query) if found["found"]]


def _fault(connection: sqlite3.Connection, query: str) -> str:
    """What SQLite says when it compiles a query, without running it; nothing if that is sound."""
    try:
        connection.execute(f"EXPLAIN {query}")
    except (sqlite3.Error, sqlite3.Warning) as error:
        return str(error)
    return ""
