"""An answer as a page for people, with sources and a legend."""

from collections.abc import Iterator
from itertools import dropwhile, groupby

from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer
from kzby.render import citing, words
from kzby.render.amounts import Fields
from kzby.render.as_figures import figures, identities
from kzby.render.as_gaps import gaps
from kzby.render.as_hits import hits
from kzby.render.as_plans import ledger
from kzby.render.as_regions import regions
from kzby.render.as_sectors import sectors
from kzby.render.as_sheet import conflicts, sheet
from kzby.render.as_ties import ties
from kzby.render.as_timeline import timeline
from kzby.render.legend import MARKS, explained
from kzby.render.table import Cell, Part, dated, draw, heading, table
from kzby.render.terminal import WIDEST, Terminal

_NEWEST = {"meetings": "date", "articles": "published"}  # newest first, by this date
_NAMING = ("title", "headline", "of", "name", "label")  # the id may move below these


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """An answer for people, never cut, and wrapped only to a width; with a legend."""
    marks = MARKS if answer.view == "timeline" else {}
    return explained(_page(answer, terminal), terminal, marks)


def _page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    if answer.findings:
        yield from draw([Text(str(each), "bold") for each in answer.findings], terminal)
        yield ""
    lines = draw(_parts(answer, terminal.width or WIDEST), terminal)
    yield from dropwhile(lambda line: not line, lines)  # headings begin with an empty line
    if answer.sources and not answer.empty:
        yield ""
        yield from citing.numbered(answer.sources(), terminal.width)


# What draws a view in a form of its own.
_OWN = {"ties": ties, "gaps": gaps, "sectors": sectors, "regions": regions}


def _parts(answer: Answer, width: int) -> Iterator[Part]:
    if answer.in_full:
        return sheet(answer, width)
    if draw_own := _OWN.get(answer.view or ""):
        return draw_own(answer, width)
    match answer.view:
        case "records" if answer.matched:
            return hits(answer, width)
        case "timeline":
            return table(timeline(answer), width, spare=not answer.ids, below=3)
        case "trade" | "derived":
            return figures(answer, width)
        case "reconciliation":
            return table(identities(answer), width)
        case "plans" if "standing" in answer.names:
            return ledger(answer, width)
        case "conflicts":
            return table(conflicts(answer), width, indent=2)
    return _listing(answer, width)


def _listing(answer: Answer, width: int) -> Iterator[Part]:
    """A line a row: the columns of a table, and the id."""
    names = [c.name for c in answer.shown]
    headers = [c.header for c in answer.shown] if answer.view else names
    right = {at for at, c in enumerate(answer.shown) if c.type == "number"}
    right = set() if answer.view == "counts" else right  # their numbers can be words
    id_ = ["id"] if answer.view and "id" in answer.names and "id" not in names else []
    below = next((names.index(name) for name in _NAMING if id_ and name in names), None)

    def cells(row: Fields) -> list[Cell]:
        texts = zip(answer.shown, words.cells(answer, row).values(), strict=True)
        cells = [
            text if text is None else dated(text) if column.type == "date" else Text(text)
            for column, text in texts
        ]
        return cells + [Text(row[name], "dim") for name in id_]

    def parts() -> Iterator[Part]:
        for unknown, rows in groupby(answer.mappings(), lambda row: _of_no_year(answer, row)):
            yield from [heading("Of no certain year")] * unknown
            yield from map(cells, rows)

    spare = bool(id_) and not answer.ids
    return table(parts(), width, headers + id_, right=right, spare=spare, below=below)


def _of_no_year(answer: Answer, row: Fields) -> bool:
    """Whether a row comes last because its date leaves open more than two years."""
    if answer.view not in _NEWEST:
        return False
    first, last = dates.bounds(row[_NEWEST[answer.view]])
    return not last or (first is not None and int(last[:4]) - int(first[:4]) > 1)
