"""Figures of trade by region, partner and period: printed ones with bars, derived ones, and identities between them."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import amounts, words
from kzby.render.amounts import DERIVED, Fields
from kzby.render.table import Cell, indented

_BAR, _LEAST_BAR = 24, 8
_NARROW = 66  # below this width there are no bars
_EIGHTHS = " ▏▎▍▌▋▊▉"
_COMPARABLE = "Bars are comparable only within one block."
_STYLES = {"holds": "green", "fails": "red"}


def figures(answer: Answer, width: int) -> Iterator[RenderableType | list[Cell]]:
    """A heading a region, partner and period; below it the figures, each with a bar on the scale of its unit.

    Derived figures come last, without a bar.
    """
    bar, scales = max(_LEAST_BAR, min(_BAR, width // 2 - 30)), 0
    for _, group in groupby(answer.mappings(), key=amounts.block):
        same = list(group)
        heading = amounts.heading(same[0], answer.labels)
        yield Text(f"\n{heading}" if scales else heading, "bold")
        for unit in amounts.by_unit(same):
            sizes = [abs(row["value"]) for row in unit if row["value"] is not None]
            scale = max(sizes) if len(sizes) > 1 else 0
            for row in unit:
                eighths = int(abs(row["value"] or 0) / scale * bar * 8) if scale else 0
                drawn = ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()
                details = Text("".join(f"{part}  " for part in amounts.qualifiers(row)))
                details.append(words.sourced(row["id"], row), "dim")
                value = Text(amounts.figure(row) or words.DASH)
                bars = [Text(drawn, "cyan")] if width >= _NARROW else []
                yield [Text(row["flow"]), value, *bars, details]
        for row in same:
            if row.get("measure"):
                yield Text(f"{DERIVED} derived {amounts.flow(row)}: {amounts.derived(row)}")
                id_ = words.sourced(row["id"], row)
                yield indented(Text(f"= {row['formula']}  {id_}", "dim"))
        scales += amounts.scales(same)
    if scales > 1:
        yield Text(f"\n{_COMPARABLE}", "dim")


def identities(answer: Answer) -> Iterator[Text | list[Cell]]:
    """A heading a region, partner and period; below it each identity, its numbers, and the figures that it joins."""
    above = None
    for row in answer.mappings():
        heading = amounts.heading(row, answer.labels)
        if heading != above:
            yield Text(f"\n{heading}" if above else heading, "bold")
        above = heading
        verdict = Text(row["verdict"], _STYLES.get(row["verdict"], ""))
        inputs = (words.sourced(", ".join(row["inputs"]), row), "dim")
        yield [verdict, Text.assemble(f"{amounts.identity(row)}\n{_numbers(row)}\n", inputs)]


def _numbers(row: Fields) -> str:
    """What is stated, computed, left over and tolerated; of a mere sign nothing is left over."""
    stated = amounts.figure({**row, "value": row["stated"]})
    compared = f"stated {stated}, computed {amounts.computed(row)}"
    if row["residual"] is None:
        return compared
    tolerance = "open" if row["tolerance"] is None else amounts.number(row["tolerance"])
    return f"{compared}\nresidual {amounts.number(row['residual'])}, tolerance {tolerance}"
