"""JSON and JSON Lines: every column, plain values, UTF-8 unescaped, null for what is not known."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from kzby.answer import Answer


def array(answer: Answer) -> Iterator[str]:
    """One JSON array, an object a row, each on its own line."""
    return listed(list(answer.mappings()))


def listed(objects: Collection[dict[str, Any]]) -> Iterator[str]:
    """One JSON array of objects, each on its own line."""
    last = len(objects)
    yield "[" if last else "[]"
    for number, row in enumerate(objects, 1):
        yield _text(row) + ("," if number < last else "\n]")


def objects(answer: Answer) -> Iterator[str]:
    """One JSON object a line."""
    return (_text(row) for row in answer.mappings())


def _text(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
