"""The page of an answer for people, with its sources and a legend."""

import re
from collections.abc import Iterator
from itertools import chain, dropwhile, groupby, islice

from rich.console import RenderableType
from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import amounts, citing, words
from kzby.render.amounts import Fields
from kzby.render.as_figures import figures, identities
from kzby.render.as_sheet import DIFFERENCES, conflicts, sheet
from kzby.render.table import READ, Cell, draw, table
from kzby.render.terminal import WIDEST, Terminal

_NAMING = ("title", "headline", "of", "name", "label")  # the id may move below these
_INFERRED = "? = year inferred, not stated by the article"
_VERDICTS = "agree: can be the same; revised: a later report or state; used: what answers give"


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """An answer as people read it: nothing is cut, nor wrapped without a width."""
    legend = set()
    lines = draw(_parts(answer, terminal.width or WIDEST), terminal)
    for line in dropwhile(lambda line: not line, lines):  # above a heading is an empty line
        if answer.view and re.search(r"\b\d{4}\?", line):
            legend.add(_INFERRED)
        if answer.view == "conflicts" or (answer.in_full and DIFFERENCES in line):
            legend.add(_VERDICTS)
        yield line
    if answer.sources and not answer.empty:
        yield ""
        yield from citing.numbered(answer.sources(), terminal.width)
    if terminal.interactive and legend:
        yield from draw([Text(f"\n{' · '.join(sorted(legend))}", "dim")], terminal)


def _parts(answer: Answer, width: int) -> Iterator[RenderableType]:
    if answer.in_full:
        return sheet(answer, width)
    match answer.view:
        case "timeline":
            return table(_timeline(answer, width), width)
        case "trade" | "derived":
            return table(figures(answer, width), width, right={1})
        case "reconciliation":
            return table(identities(answer), width)
        case "conflicts":
            return table(conflicts(answer), width, indent=2)
    return _listing(answer, width)


def _listing(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A line a row: the columns that a table shows, and the id, which `show` takes."""
    names = [column.name for column in answer.shown]
    headers = [column.header for column in answer.shown] if answer.view else names
    right = {at for at, column in enumerate(answer.shown) if column.type == "number"}
    hidden = bool(answer.view) and "id" in answer.names and "id" not in names
    below = next((names.index(name) for name in _NAMING if hidden and name in names), None)

    def cells(row: Fields) -> list[Cell]:
        texts = words.cells(answer, row).values()
        id_ = [Text(row["id"], "dim")] if hidden else []
        return [*(None if text is None else Text(text) for text in texts), *id_]

    headers += ["id"] * hidden
    return table(map(cells, answer.mappings()), width, headers, right=right, below=below)


_SAID = {"proposal", "remark", "count", "goods"}
# The sign of a record and its style, by kind or status; of what is ahead it is ○.
_MARKS = {
    **dict.fromkeys(_SAID, ("·", "dim")),
    "trade": ("■", "cyan"),
    "held": ("●", "green"),
    "signed": ("●", "green"),
    "under-way": ("◐", "green"),
}


def _timeline(answer: Answer, width: int) -> Iterator[Text | list[Cell]]:
    """A heading a year, then its records; it is marked as inferred until a record states the year."""
    for year, group in groupby(answer.mappings(), _year):
        first = list(islice(group, READ))
        inferred = year.isdecimal() and all("?" in row["at"] for row in first)
        doubt = "?" if inferred else ""
        yield Text(f"\n{year}{doubt}", "bold")
        for row in chain(first, group):
            if doubt and "?" not in row["at"]:
                doubt = ""
                yield Text(f"\n{year}", "bold")
            at, said = words.cells(answer, row)["at"] or words.DASH, row["kind"] in _SAID
            word = row["kind"] if said or row["kind"] == "trade" else row["status"]
            mark, style = _MARKS.get(word, ("○", "yellow"))
            figure = "" if row["value"] is None else f": {amounts.figure(row)}"
            yield [
                Text(at.replace("reported ", "reported\n") if 60 <= width < 120 else at),
                Text(mark, style),
                Text(word.replace("-", " "), style),
                Text.assemble(
                    (f"{row['title']}{figure}", "dim" if said else ""),
                    (f"  {words.sourced(row['id'], row)}", "dim"),
                ),
            ]


def _year(row: Fields) -> str:
    if row["at_latest"]:
        return str(row["at_latest"][:4])
    return "no end known" if row["at_earliest"] else "no year known"
