"""The terminal an answer is for: its width, colours, line breaks and links."""

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple, TextIO
from urllib.parse import quote

from kzby.text import shown

NARROWEST, WIDEST = 20, 100_000
JOIN = "\xa0"  # a space that is no place to break a line
_SIGNS = "⺀-꓏가-힣豈-﫿︰-﹏＀-￯𠀀-𿿿"  # of scripts without spaces
_PIECES = rf"https?://\S+\s*|[{_SIGNS}]\s*|(?:[^\s{_SIGNS}]|{JOIN})+[^\S{JOIN}]*|\s+"
URL = r"https?://[^\s\x1b]+[^\s\x1b.,;:!?)”\]]"
_IN_URLS = ":/?#[]@!$&'()*+,;=%~"  # RFC 3986, besides letters, digits, -._
ESCAPES = r"\x1b\[[0-9;]*m|\x1b]8;[^\x1b]*\x1b\\"  # colours and links


class Terminal(NamedTuple):
    """Width (None: unlimited), colour, whether a person looks on."""

    width: int | None = None
    color: bool = False
    interactive: bool = False


def detect(
    stream: TextIO, environment: Mapping[str, str] = os.environ, *, no_color: bool = False
) -> Terminal:
    """What a stream and the environment ask for.

    --no-color and NO_COLOR win over FORCE_COLOR and CLICOLOR_FORCE, these over CLICOLOR and the
    kind of terminal.
    """
    width = columns(stream, environment)
    forcing = ("FORCE_COLOR", "CLICOLOR_FORCE")
    forced = any(environment.get(name, "0") not in ("", "0") for name in forcing)
    able = stream.isatty() and capable(environment) and environment.get("CLICOLOR") != "0"
    color = (forced or able) and not (no_color or environment.get("NO_COLOR"))
    return Terminal(width or None, color, stream.isatty())


def capable(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal is of a known kind, so that a pager can draw on it."""
    term = environment.get("TERM") or ("windows" if os.name == "nt" else "")
    return term not in ("", "dumb", "unknown")


def columns(stream: TextIO, environment: Mapping[str, str] = os.environ) -> int:
    """The width of a terminal, by COLUMNS first; 0 if unlimited."""
    width = 80 if stream.isatty() else 0
    with contextlib.suppress(OSError, ValueError):
        width = os.get_terminal_size(stream.fileno()).columns or width
    typed = environment.get("COLUMNS", "")
    width = (int(typed) if typed.isdecimal() and len(typed) < 7 else 0) or width
    return width and max(NARROWEST, min(width, WIDEST))


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    joined = sum(unicodedata.category(c) in ("Mn", "Me", "Cf") for c in text)
    return len(text) - joined + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def pieces(text: str, longest: int = 0) -> Iterator[str]:
    """Words, and signs of scripts without spaces: lines break between these.

    Words are divided if longer than `longest`, but never URLs.
    """
    for piece in re.findall(_PIECES, text):
        if longest and longest < len(piece) and "://" not in piece:
            yield from re.findall(f"[^{JOIN}]{{1,{longest}}}{JOIN}?|{JOIN}", piece)
        else:
            yield piece


def breaks(text: str, width: int, *, indent: int = 0, fold: bool = False) -> Iterator[int]:
    """Where lines begin after the first; `fold` divides long words."""
    at, used, begun, room = 0, 0, False, width
    for piece in pieces(text, (width - indent) * fold):
        if begun and used + _cells(piece.rstrip()) > room:
            used, begun, room = 0, False, width - indent
            yield at
        used, begun = used + _cells(piece), begun or not piece.isspace()
        at += len(piece)


def wrapped(line: str, width: int | None, *, indent: str = "") -> list[str]:
    """A line wrapped between words, with a hanging indent."""
    line = shown(line)
    if not width:
        return [line]
    starts = [0, *breaks(line, width, indent=len(indent)), len(line)]
    first, *others = (line[start:end].rstrip() for start, end in pairwise(starts))
    return [first, *(f"{indent}{other}" for other in others)]


def unbroken(text: str) -> str:
    """A text that stays on one line."""
    return text.replace(" ", JOIN)


def address(url: str) -> str:
    """A URL in characters that no markup can end with."""
    return quote(url, safe=_IN_URLS)


def linked(line: str, terminal: Terminal) -> str:
    """A line whose URLs can be clicked (OSC 8) if the terminal has colours."""

    def link(url: re.Match[str]) -> str:
        return f"\x1b]8;;{address(url[0])}\x1b\\{url[0]}\x1b]8;;\x1b\\"

    return re.sub(URL, link, line) if terminal.color else line
