"""A last line that says what the signs of a page mean."""

import re
from collections.abc import Iterable, Iterator, Mapping

from rich.text import Text

from kzby.render.table import draw
from kzby.render.terminal import ESCAPES, Terminal

_SIGNS = {
    r"\b[12]\d{3}\?": "? year inferred",
    "≈": "≈ worked out, in no article",
    "^ {2}(agree|conflict|revised) ": "agree: both can be right; revised: a later report or state; "
    "used: what answers give",
}
_MARKED = ("● took place", "◐ under way", "○ to come", "■ figure", "· said")
MARKS = {f" {meaning[0]} ": meaning for meaning in _MARKED}


def explained(lines: Iterable[str], terminal: Terminal, marks: Mapping[str, str]) -> Iterator[str]:
    """The lines and, where a person looks on, a legend of the signs that they have."""
    signs, found = {**_SIGNS, **marks}, set()
    for line in lines:
        found |= {sign for sign in signs if re.search(sign, ESCAPES.sub("", line))}
        yield line
    if terminal.interactive and found:
        legend = "   ".join(meaning for sign, meaning in signs.items() if sign in found)
        yield from draw([Text(f"\n{legend}", "dim")], terminal)
