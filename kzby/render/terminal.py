"""Who an answer is drawn for."""

import os
import shutil
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TextIO

from kzby.query.answer import Answer
from kzby.text import shown

NARROWEST, WIDEST = 20, 100_000


class Terminal(NamedTuple):
    """Width (None: unlimited), colour, and whether a person looks on."""

    width: int | None = None
    color: bool = False
    interactive: bool = False


def detect(
    stream: TextIO, environment: Mapping[str, str] = os.environ, *, no_color: bool = False
) -> Terminal:
    """What a stream and the environment ask for.

    Only terminals have a width, unless COLUMNS gives one. --no-color, NO_COLOR and terminals
    without colours win over FORCE_COLOR and CLICOLOR_FORCE, these over all else.
    """
    interactive = stream.isatty()
    width = shutil.get_terminal_size().columns if interactive else None
    columns = environment.get("COLUMNS", "")
    if columns.isdecimal() and len(columns) <= len(str(WIDEST)) and int(columns):
        width = int(columns)
    if width is not None:
        width = max(NARROWEST, min(width, WIDEST))
    term = environment.get("TERM") or ("windows" if os.name == "nt" else "")
    refused = no_color or environment.get("NO_COLOR") or term in ("dumb", "unknown")
    force = (environment.get(name, "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))
    forced = any(value not in ("", "0") for value in force)
    able = interactive and term and environment.get("CLICOLOR") != "0"
    return Terminal(width, not refused and bool(forced or able), interactive)


def wrapped(line: str, width: int | None, *, indent: str = "") -> list[str]:
    """A line wrapped between words, all but the first indented."""
    if not width:
        return [shown(line)]
    return textwrap.wrap(
        shown(line), width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]


def legible(answer: Answer) -> Answer:
    """An answer with hidden characters escaped, but line breaks in cells."""
    columns, in_table = (
        tuple(column._replace(name=shown(column.name)) for column in columns)
        for columns in (answer.columns, answer.shown)
    )
    rows = (tuple(map(_legible, row)) for row in answer.rows)
    return replace(answer, columns=columns, shown=in_table, rows=rows)


def _legible(value: Any) -> Any:
    match value:
        case str():
            return shown(value, but="\n")
        case list():
            return list(map(_legible, value))
        case dict():
            return {name: _legible(part) for name, part in value.items()}
    return value
