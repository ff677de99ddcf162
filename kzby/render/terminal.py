"""What the output is decorated for: a width, and whether colour is wanted."""

import os
import shutil
import textwrap
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from kzby.text import shown

_NARROWEST = 20


class Terminal(NamedTuple):
    """The width in columns, None where nothing may be wrapped; whether colour may be used; whether a person looks."""

    width: int | None = None
    color: bool = False
    interactive: bool = False


def detect(
    stream: TextIO, environment: Mapping[str, str] = os.environ, *, no_color: bool = False
) -> Terminal:
    """The decoration that a stream and the environment ask for.

    Only a terminal has a width, unless COLUMNS gives one. NO_COLOR and TERM=dumb win over FORCE_COLOR.
    """
    interactive = stream.isatty()
    width: int | None = shutil.get_terminal_size().columns if interactive else None
    if environment.get("COLUMNS", "").isdecimal() and int(environment["COLUMNS"]) > 0:
        width = int(environment["COLUMNS"])
    plain = no_color or bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    color = not plain and (interactive or bool(environment.get("FORCE_COLOR")))
    return Terminal(width if width is None else max(width, _NARROWEST), color, interactive)


def wrapped(line: str, width: int | None, *, indent: str = "") -> list[str]:
    """A line of text as lines of this width, those after the first indented; words and addresses are never broken."""
    if not width:
        return [shown(line)]
    return textwrap.wrap(
        shown(line), width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]
