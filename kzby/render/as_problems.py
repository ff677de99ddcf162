"""Problems for programs: JSON lines, or annotations of GitHub Actions."""

import json
from collections.abc import Iterable, Iterator

from kzby.errors import Problem
from kzby.text import escaped, shown

STYLES = ("text", "json", "github")  # the first for people


def lines(problems: Iterable[Problem], style: str, level: str = "error") -> Iterator[str]:
    """Problems for programs; `level` is error or warning."""
    for file, line, column, field, text, _ in problems:
        message, _, entry = text.partition("\n")
        if style == "json":
            facts = {"level": level, "file": file, "line": line or None, "column": column or None}
            facts |= {"field": field or None, "message": message, "entry": entry or None}
            yield escaped(json.dumps(facts, ensure_ascii=False))
        else:
            place = f",line={line},col={column}" if line else ""
            text = f"{field}: {text}" if field else text
            yield shown(f"::{level} file={_quoted(file, ':,')}{place}::{_quoted(text)}")


def _quoted(text: str, more: str = "") -> str:
    """A text as a workflow command takes it."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
