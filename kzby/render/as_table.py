"""An answer as a page for people, with sources and a legend."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile, groupby

from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.render import citing, words
from kzby.render.as_figures import figures, identities
from kzby.render.as_gaps import gaps
from kzby.render.as_plans import ledger
from kzby.render.as_regions import regions
from kzby.render.as_sectors import sectors
from kzby.render.as_sheet import conflicts, hits, sheet
from kzby.render.as_ties import ties
from kzby.render.as_timeline import timeline
from kzby.render.table import Cell, Part, dated, draw, heading, table
from kzby.render.terminal import ESCAPES, WIDEST, Terminal

_NEWEST = {"meetings": "date", "articles": "published"}  # newest first, by this date
_NAMING = ("title", "headline", "of", "name", "label")  # the id may move below these

# What signs mean, and on a timeline.
_SIGNS = {
    r"\b[12]\d{3}\?": "? year inferred",
    "≈": "≈ worked out, in no article",
    "^ {2}(agree|conflict|revised) ": "agree: both can be right; revised: a later report or state; "
    "used: what answers give",
}
_MARKED = ("● took place", "◐ under way", "○ plan or proposal", "■ figure", "· said")
_MARKS = {f" {meaning[0]} ": meaning for meaning in _MARKED}


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """An answer for people, never cut, and wrapped only to a width; with a legend."""
    marks = _MARKS if answer.view == "timeline" else {}
    return explained(_page(answer, terminal), terminal, marks)


def explained(lines: Iterable[str], terminal: Terminal, marks: Mapping[str, str]) -> Iterator[str]:
    """The lines and, where a person looks on, a legend of the signs that they have."""
    signs, found = {**_SIGNS, **marks} if terminal.interactive else {}, set()
    for line in lines:
        found |= {sign for sign in signs if re.search(sign, re.sub(ESCAPES, "", line))}
        yield line
    if found:
        legend = "   ".join(meaning for sign, meaning in signs.items() if sign in found)
        yield from draw([Text(f"\n{legend}", "dim")], terminal)


def _page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    if answer.findings:
        yield from draw([Text(str(each), "bold") for each in answer.findings], terminal)
        yield ""
    form = _OWN.get(answer.view or "", _listing)
    if answer.in_full:
        form = sheet
    elif answer.view == "plans" and "standing" not in answer.names:
        form = _listing
    lines = draw(form(answer, terminal.width or WIDEST), terminal)
    yield from dropwhile(lambda line: not line, lines)  # headings begin with an empty line
    if answer.sources and not answer.empty:
        yield ""
        yield from citing.numbered(answer.sources(), terminal.width)


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
    return answer.view in _NEWEST and dates.vague(*dates.bounds(row[_NEWEST[answer.view]]))


# What draws a view in a form of its own.
_OWN = {
    "conflicts": conflicts,
    "derived": figures,
    "gaps": gaps,
    "plans": ledger,
    "reconciliation": identities,
    "records": hits,
    "regions": regions,
    "sectors": sectors,
    "ties": ties,
    "timeline": timeline,
    "trade": figures,
}
