"""Identities between figures of trade: grouped by region, partner and window, those that fail first."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import amounts, blocks, words

_STYLES = {"holds": "green", "fails": "red"}


def identities(answer: Answer) -> Iterator[RenderableType]:
    """A heading a region, partner and window; below it each identity, its numbers, and the figures it is between."""
    for number, (block, rows) in enumerate(groupby(answer.mappings(), key=blocks.block)):
        if number:
            yield Text("")
        yield Text(blocks.heading(block, answer.labels), "bold")
        for row in rows:
            yield Text.assemble(
                (row["verdict"], _STYLES[row["verdict"]]), f"  {amounts.identity(row)}"
            )
            inputs = (f"\n{words.sourced(', '.join(row['inputs']), row)}", "dim")
            yield Padding(Text.assemble(_numbers(row), inputs), (0, 0, 0, 7))


def _numbers(row: Mapping[str, Any]) -> str:
    """What is stated, computed, left over and tolerated; of a mere sign nothing is left over."""
    stated = amounts.figure({**row, "value": row["stated"]})
    compared = f"stated {stated}, computed {amounts.computed(row)}"
    if row["residual"] is None:
        return compared
    tolerance = "open" if row["tolerance"] is None else amounts.number(row["tolerance"])
    return f"{compared}\nresidual {amounts.number(row['residual'])}, tolerance {tolerance}"
