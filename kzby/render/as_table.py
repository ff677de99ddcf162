"""An answer as a page for people, with sources and a legend."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, dropwhile, groupby, islice

from rich.text import Text

from kzby.query.answer import Answer, Row
from kzby.render import citing, words
from kzby.render.amounts import Fields
from kzby.render.as_figures import figures, identities
from kzby.render.as_gaps import gaps
from kzby.render.as_plans import ledger
from kzby.render.as_regions import regions
from kzby.render.as_sectors import sectors
from kzby.render.as_sheet import conflicts, sheet
from kzby.render.as_ties import ties
from kzby.render.table import READ, Cell, Part, draw, heading, table
from kzby.render.terminal import WIDEST, Terminal

_NAMING = ("title", "headline", "of", "name", "label")  # the id may move below these
_INFERRED = "? = year inferred, not stated by the article"
_VERDICTS = "agree: both can be right; revised: a later report or state; used: what answers give"


def page(answer: Answer, terminal: Terminal) -> Iterator[str]:
    """An answer for people, never cut, and wrapped only to a width."""
    legend: set[str] = set()
    if answer.view:
        answer = replace(answer, rows=_explained(answer, legend))
    if answer.findings:
        yield from draw([Text(str(each), "bold") for each in answer.findings], terminal)
        yield ""
    lines = draw(_parts(answer, terminal.width or WIDEST), terminal)
    yield from dropwhile(lambda line: not line, lines)  # headings begin with an empty line
    if answer.sources and not answer.empty:
        yield ""
        yield from citing.numbered(answer.sources(), terminal.width)
    if terminal.interactive and legend:
        yield from draw([Text(f"\n{' · '.join(sorted(legend))}", "dim")], terminal)


def _explained(answer: Answer, legend: set[str]) -> Iterator[Row]:
    """The rows; `legend` gets what explains their values."""
    shown = answer.columns if answer.in_full else answer.shown
    names = {c.name for c in shown if c.type == "date"} | {"against"}
    for row in answer.rows:
        fields = dict(zip(answer.names, row, strict=True))
        conflicts = [fields] if answer.view == "conflicts" else fields.get("conflicts", [])
        dates = [fields.get(name) for name in names]
        mentions = fields.get("mentions", []) if answer.in_full else []
        dates += [mention["published"] for mention in mentions]
        for conflict in conflicts:
            legend.add(_VERDICTS)
            dates += [v["value"] for v in conflict["told"] if conflict["type"] == "date"]
        legend |= {_INFERRED for date in dates if date and "?" in date}
        yield row


# What draws a view in a form of its own.
_OWN = {"ties": ties, "gaps": gaps, "sectors": sectors, "regions": regions}


def _parts(answer: Answer, width: int) -> Iterator[Part]:
    if answer.in_full:
        return sheet(answer, width)
    if draw_own := _OWN.get(answer.view or ""):
        return draw_own(answer, width)
    match answer.view:
        case "timeline":
            return table(_timeline(answer, width), width)
        case "trade" | "derived":
            return table(figures(answer, width), width, right={1})
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
    id_ = ["id"] if answer.view and "id" in answer.names and "id" not in names else []
    below = next((names.index(name) for name in _NAMING if id_ and name in names), None)

    def cells(row: Fields) -> list[Cell]:
        texts = words.cells(answer, row).values()
        cells = [None if text is None else Text(text) for text in texts]
        return cells + [Text(row[name], "dim") for name in id_]

    return table(map(cells, answer.mappings()), width, headers + id_, right=right, below=below)


# Sign and style by kind or status; ○ for what is ahead.
_MARKS = {
    **dict.fromkeys(("proposal", "remark", "count", "goods"), ("·", "dim")),
    "trade": ("■", "cyan"),
    "held": ("●", "green"),
    "signed": ("●", "green"),
    "under-way": ("◐", "green"),
}


def _timeline(answer: Answer, width: int) -> Iterator[Part]:
    """Records under years, inferred ones until a record states them."""
    for year, group in groupby(answer.mappings(), _year):
        first = list(islice(group, READ))
        inferred = year.isdecimal() and all("?" in row["at"] for row in first)
        doubt = "?" if inferred else ""
        yield heading(f"{year}{doubt}")
        for row in chain(first, group):
            if doubt and "?" not in row["at"]:
                doubt = ""
                yield heading(year)
            at, kind = words.cells(answer, row)["at"] or words.DASH, row["kind"]
            word = kind if kind in _MARKS else row["status"]
            mark, style = _MARKS.get(word, ("○", "yellow"))
            yield [
                Text(at.replace("reported ", "reported\n") if 60 <= width < 120 else at),
                Text(mark, style),
                Text(word.replace("-", " "), style),
                Text.assemble(
                    (words.fact(answer, row), style if style == "dim" else ""),
                    (f"  {words.sourced(row['id'], row)}", "dim"),
                ),
            ]


def _year(row: Fields) -> str:
    if row["at_latest"]:
        return str(row["at_latest"][:4])
    return "no end known" if row["at_earliest"] else "no year known"
