"""The terminal an answer is for: its width, colours, line breaks and links."""

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple, TextIO
from urllib.parse import quote, unquote

from kzby.query.answer import Answer, Column
from kzby.text import shown

NARROWEST, WIDEST = 20, 100_000
JOIN = "\xa0"  # a space that is no place to break a line
_PIECES = rf"https?://\S+\s*|(?:\S|{JOIN})+[^\S{JOIN}]*|\s+"
_SIGNS = "⺀-꓏가-힣豈-﫿︰-﹏＀-￯𠀀-𿿿"  # of scripts without spaces
_UNSPACED = rf"https?://\S+\s*|[{_SIGNS}]\s*|(?:[^\s{_SIGNS}]|{JOIN})+[^\S{JOIN}]*|\s+"
_HINT = r"(?<=: |  )kzby [a-z]+ .+$"
URL = r"https?://[^\s\x1b]+[^\s\x1b.,;:!?)”\]]"
_IN_URLS = ":/?#[]@!$&'()*+,;=%~"  # RFC 3986, besides letters, digits, -._
_LINKLESS = r"\b(screen|tmux|linux|rxvt)|Apple_Terminal"  # or only some versions
_MONOCHROME = r"^vt\d|-m(ono)?$"  # as terminfo names terminals
ESCAPES = r"\x1b\[[0-9;]*m|\x1b]8;[^\x1b]*\x1b\\"  # colours and links


class Terminal(NamedTuple):
    """Width (None: unlimited), colour, whether a person looks on, whether it may show links."""

    width: int | None = None
    color: bool = False
    interactive: bool = False
    links: bool = True


def detect(
    stream: TextIO, environment: Mapping[str, str] = os.environ, *, no_color: bool = False
) -> Terminal:
    """What a stream and the environment ask for.

    As in Python itself, --no-color and NO_COLOR win over FORCE_COLOR and CLICOLOR_FORCE, these over
    CLICOLOR and the kind of terminal. FORCE_COLOR=0 means none, as in Node: who sets it wants none.
    """
    width, _ = size(stream, environment)
    refused = no_color or environment.get("NO_COLOR") or environment.get("FORCE_COLOR") == "0"
    forcing = ("FORCE_COLOR", "CLICOLOR_FORCE")
    forced = any(environment.get(name, "0") not in ("", "0") for name in forcing)
    able = stream.isatty() and capable(environment) and environment.get("CLICOLOR") != "0"
    able = able and not re.search(_MONOCHROME, _term(environment))
    color = not refused and bool(forced or able)
    kind = f"{_term(environment)} {environment.get('TERM_PROGRAM')}"
    linkless = color and re.search(_LINKLESS, kind)
    return Terminal(width or None, color, stream.isatty(), not linkless)


def capable(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal is of a known kind, so that a pager can draw on it."""
    return _term(environment) not in ("", "dumb", "unknown")


def _term(environment: Mapping[str, str]) -> str:
    return environment.get("TERM") or ("windows" if os.name == "nt" else "")


def size(stream: TextIO, environment: Mapping[str, str] = os.environ) -> tuple[int, int]:
    """Columns and rows, by COLUMNS and LINES first; 0 if unlimited."""
    sizes = (80, 24) if stream.isatty() else (0, 0)
    with contextlib.suppress(OSError, ValueError):
        own = os.get_terminal_size(stream.fileno())
        sizes = (own.columns or sizes[0], own.lines or sizes[1])
    typed = (environment.get(name, "") for name in ("COLUMNS", "LINES"))
    numbers = (int(text) if text.isdecimal() and len(text) < 7 else 0 for text in typed)
    columns, rows = (number or own for number, own in zip(numbers, sizes, strict=True))
    return columns and max(NARROWEST, min(columns, WIDEST)), rows


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    joined = sum(unicodedata.category(c) in ("Mn", "Me", "Cf") for c in text)
    return len(text) - joined + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def pieces(text: str, longest: int = 0) -> Iterator[str]:
    """Words, and signs of scripts without spaces: lines break between these.

    Words are divided if longer than `longest`, but never URLs.
    """
    pattern = _PIECES if max(text, default="") < "⺀" else _UNSPACED
    for piece in re.findall(pattern, text):
        step = longest if longest and "://" not in piece else len(piece)
        yield from (piece[at : at + step] for at in range(0, len(piece), step))


def breaks(text: str, width: int, *, indent: int = 0, fold: bool = False) -> Iterator[int]:
    """Where lines begin after the first; `fold` divides long words.

    A command that ends the text stays on a line, so that it can be copied, if it fits on one.
    """
    margin = max(indent, len(text) - len(text.lstrip()))
    if (hint := re.search(_HINT, text)) and _cells(hint[0]) <= width - margin:
        text = f"{text[: hint.start()]}{unbroken(hint[0])}"
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


def readable(url: str) -> str:
    """A URL with letters of any script as such; it still has no space, and leads to the same page."""

    def letters(encoded: re.Match[str]) -> str:
        text = unquote(encoded[0])
        signs = (c if c.isalpha() else quote(c, safe="") for c in text)
        return encoded[0] if "\ufffd" in text else "".join(signs)

    return re.sub("(?i:%[89a-f][0-9a-f])+", letters, url)


def linked(line: str, terminal: Terminal, width: int | None = None) -> str:
    """A line whose URLs can be clicked (OSC 8) if the terminal shows links, and are whole if not.

    Those that can be clicked are shown as far as there is room.
    """
    if not (terminal.color and terminal.links):
        return line

    def link(url: re.Match[str]) -> str:
        text, room = url[0].partition("#:~:")[0], (width or WIDEST) - _cells(line[: url.start()])
        text = text if len(text) <= room else f"{text[: max(0, room - 1)]}…"
        return f"\x1b]8;;{address(url[0])}\x1b\\{text}\x1b]8;;\x1b\\"

    return re.sub(URL, link, line)


def legible(answer: Answer) -> Answer:
    """An answer with hidden characters escaped, but line breaks."""
    columns, in_table = (
        tuple(Column(shown(name), type_, shown(header)) for name, type_, header in columns)
        for columns in (answer.columns, answer.shown)
    )
    return answer._replace(
        columns=columns,
        shown=in_table,
        rows=(tuple(map(_legible, row)) for row in answer.rows),
        cards=lambda: [legible(card) for card in answer.cards()],
    )


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return shown(value, but="\n")
    if isinstance(value, list):
        return list(map(_legible, value))
    if isinstance(value, dict):
        return {name: _legible(part) for name, part in value.items()}
    return value
