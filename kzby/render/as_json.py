"""JSON and JSON Lines: every column, plain values, UTF-8 unescaped but for hidden characters, null for not known."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kzby.query.answer import Answer
from kzby.text import escaped


def array(answer: Answer) -> Iterator[str]:
    """One JSON array, an object a row, each on its own line."""
    return listed(answer.mappings())


def listed(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON array of objects, each on its own line; a line waits for the next object, to know whether one comes."""
    last = None
    for row in objects:
        yield "[" if last is None else f"{last},"
        last = _text(row)
    yield "[]" if last is None else f"{last}\n]"


def objects(answer: Answer) -> Iterator[str]:
    """One JSON object a line."""
    return (_text(row) for row in answer.mappings())


def _text(row: dict[str, Any]) -> str:
    return escaped(json.dumps(row, ensure_ascii=False))
