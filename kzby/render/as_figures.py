"""Figures of trade by region, partner and period, and identities between them."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import amounts, words
from kzby.render.amounts import Fields
from kzby.render.table import Cell, indented

_BAR = 24  # the length of the longest bar, if the page is wide enough
_NARROW = 66  # below this width there are no bars
_EIGHTHS = " ▏▎▍▌▋▊▉"
_STYLES = {"holds": "green", "fails": "red"}


def figures(answer: Answer, width: int) -> Iterator[RenderableType | list[Cell]]:
    """A heading a block; below it its figures, with bars on the scale of their unit."""
    longest = min(_BAR, width // 5)
    every: list[Fields] = []
    for _, group in groupby(answer.mappings(), key=amounts.block):
        rows = list(group)
        yield Text(f"\n{amounts.heading(rows[0], answer.labels)}", "bold")
        every += rows
        for row in rows:
            cell = words.cells(answer, row)
            id_ = words.sourced(row["id"], row)
            if row.get("measure"):
                yield Text(f"derived {cell['flow']}: {cell['value']}")
                yield indented(Text(f"= {row['formula']}  {id_}", "dim"))
                continue
            scale = [
                abs(other["value"])
                for other in filter(amounts.printed, rows)
                if other["unit"] == row["unit"]
            ]
            eighths = 0
            if row["value"] and len(scale) > 1:
                eighths = int(abs(row["value"]) / max(scale) * longest * 8)
            bar = ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()
            details = [part for part in (amounts.reading(row), cell["change"]) if part]
            yield [
                Text(row["flow"]),
                Text(cell["value"] or words.DASH),
                *[Text(bar, "cyan")] * (width >= _NARROW),
                Text("".join(f"{part}  " for part in details)).append(id_, "dim"),
            ]
    if not amounts.compare(every):
        yield Text(f"\n{amounts.APART}", "dim")


def identities(answer: Answer) -> Iterator[Text | list[Cell]]:
    """A heading a block; below it each identity, its numbers and its figures."""
    for _, group in groupby(answer.mappings(), key=amounts.block):
        rows = list(group)
        yield Text(f"\n{amounts.heading(rows[0], answer.labels)}", "bold")
        for row in rows:
            cell = words.cells(answer, row)
            lines = [cell["identity"], f"stated {cell['stated']}, computed {cell['computed']}"]
            if cell["residual"]:  # of a mere sign nothing is left over
                tolerance = cell["tolerance"] or "open"
                lines.append(f"residual {cell['residual']}, tolerance {tolerance}")
            inputs = (words.sourced(", ".join(row["inputs"]), row), "dim")
            verdict = Text(row["verdict"], _STYLES.get(row["verdict"], ""))
            yield [verdict, Text.assemble(*(f"{line}\n" for line in lines), inputs)]
