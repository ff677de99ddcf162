"""Figures of trade by region, partner and period: printed ones with bars, derived ones, and identities between them."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice

from rich.console import RenderableType
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import amounts, words
from kzby.render.amounts import DERIVED, Fields
from kzby.render.table import GAP, NARROW, READ, Cell, grid, indented

_BAR, _LEAST_BAR = 24, 8
_QUALIFIERS = 24  # the room that what qualifies a figure needs
_EIGHTHS = " ▏▎▍▌▋▊▉"
_COMPARABLE = "Bars are comparable only within one block."
_STYLES = {"holds": "green", "fails": "red"}


def figures(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a region, partner and period; below it the figures, each with a bar on the scale of its unit.

    Derived figures come last, without a bar.
    """
    rows = answer.mappings()
    first = list(islice(rows, READ))
    printed = [row for row in first if not row.get("measure")]
    flows = max((len(row["flow"]) for row in printed), default=0)
    values = max((len(_value(row)) for row in printed), default=0)
    scales = 0
    for _, group in groupby(chain(first, rows), key=amounts.block):
        same = list(group)
        heading = amounts.heading(same[0], answer.labels)
        yield Text(f"\n{heading}" if scales else heading, "bold")
        for unit in amounts.by_unit(same):
            flows = max(flows, *(len(row["flow"]) for row in unit))
            values = max(values, *(len(_value(row)) for row in unit))
            yield from _scale(unit, width, flows, values)
        for row in same:
            if row.get("measure"):
                yield Text(f"{DERIVED} derived {amounts.flow(row)}: {amounts.derived(row)}")
                yield indented(Text(f"= {row['formula']}  {words.identified(row)}", "dim"), 2)
        scales += amounts.scales(same)
    if scales > 1:
        yield Text(f"\n{_COMPARABLE}", "dim")


def _value(row: Fields) -> str:
    return amounts.figure(row) or words.DASH


def _scale(rows: Sequence[Fields], width: int, flows: int, values: int) -> Iterator[RenderableType]:
    """Figures of one block and unit with their bars; where these leave an id no room, one below the other."""
    room = width - flows - values - 3 * GAP
    longest = max(len(words.identified(row)) for row in rows)
    bar = max(min(_BAR, room - max(_QUALIFIERS, longest)), _LEAST_BAR)
    if width < NARROW or bar + longest > room:
        for row in rows:
            yield Text(f"{row['flow']}  {_value(row)}")
            below = Text("".join(f"{part}\n" for part in amounts.qualifiers(row)))
            yield indented(below.append(words.identified(row), "dim"), 2)
        return
    sizes = [abs(row["value"]) for row in rows if row["value"] is not None]
    cells: list[list[Cell]] = []
    for row in rows:
        details = Text("".join(f"{part}  " for part in amounts.qualifiers(row)))
        details.append(words.identified(row), "dim")
        cells.append([Text(row["flow"]), Text(_value(row)), details])
        if len(sizes) > 1:
            eighths = int(abs(row["value"] or 0) / max(sizes) * bar * 8) if max(sizes) else 0
            drawn = "█" * (eighths // 8) + _EIGHTHS[eighths % 8]
            cells[-1].insert(2, Text(drawn, "cyan"))
    bars = [bar] if len(sizes) > 1 else []
    rest = room - bar if bars else room + GAP
    yield grid([flows, values, *bars, rest], cells, right={1})


def identities(answer: Answer) -> Iterator[RenderableType]:
    """A heading a region, partner and period; below it each identity, its numbers, and the figures that it joins."""
    above = None
    for row in answer.mappings():
        heading = amounts.heading(row, answer.labels)
        if heading != above:
            yield Text(f"\n{heading}" if above else heading, "bold")
        above = heading
        verdict = (row["verdict"], _STYLES[row["verdict"]])
        inputs = (words.sourced(", ".join(row["inputs"]), row), "dim")
        yield Text.assemble(verdict, f"  {amounts.identity(row)}")
        yield indented(Text.assemble(_numbers(row), "\n", inputs), 7)


def _numbers(row: Fields) -> str:
    """What is stated, computed, left over and tolerated; of a mere sign nothing is left over."""
    compared = f"stated {amounts.stated(row)}, computed {amounts.computed(row)}"
    if row["residual"] is None:
        return compared
    tolerance = "open" if row["tolerance"] is None else amounts.number(row["tolerance"])
    return f"{compared}\nresidual {amounts.number(row['residual'])}, tolerance {tolerance}"
