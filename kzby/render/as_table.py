"""An answer, or a region, as a page for people, with sources and a legend."""

import re
from collections.abc import Iterator
from itertools import dropwhile, groupby
from typing import TYPE_CHECKING

from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.render import citing, words
from kzby.render.as_figures import figures
from kzby.render.as_records import plans, sectors, timeline
from kzby.render.as_regions import gaps, regions, ties
from kzby.render.as_sheet import conflicts, hits, sheet
from kzby.render.table import WIDE, Cell, Part, dated, draw, heading, indented, pairs, table
from kzby.render.terminal import ESCAPES, WIDEST, Terminal, linked

if TYPE_CHECKING:
    from kzby.query.brief import Brief

_NEWEST = {"meetings": "date", "articles": "published"}  # newest first, by this date
# Below the title where columns would be narrow.
_UNDER = {
    "meetings": ("place", "participants"),
    "agreements": ("parties", "subject"),
    "projects": ("place", "organizations"),
    "proposals": ("speaker", "status", "date"),
    "remarks": ("speaker", "quote"),
}

# What signs mean; on a timeline these too.
_SIGNS = {
    r"\b[12]\d{3}\?": "? year inferred",
    "≈": "≈ worked out, in no article",
}
_MARKED = ("● took place", "◐ under way", "○ plan or project", "■ figure", "· said or proposed")
_MARKS = {f" {meaning[0]} ": meaning for meaning in _MARKED}


def page(shown: "Answer | Brief", terminal: Terminal) -> Iterator[str]:
    """An answer, or a region in sections, for people: never cut, and wrapped only to a width.

    A legend explains the signs that it has.
    """
    lines = _answer(shown, terminal) if isinstance(shown, Answer) else _brief(shown, terminal)
    is_timeline = isinstance(shown, Answer) and shown.view == "timeline"
    signs, seen = _SIGNS | _MARKS if is_timeline else _SIGNS, set[str]()
    for line in lines:
        seen |= {sign for sign in signs if re.search(sign, re.sub(ESCAPES, "", line))}
        yield linked(line, terminal)
    if seen:
        legend = "   ".join(meaning for sign, meaning in signs.items() if sign in seen)
        yield from draw([Text(f"\n{legend}", "dim")], terminal)


def _brief(page: "Brief", terminal: Terminal) -> Iterator[str]:
    from kzby.render import as_brief  # only a region needs it

    title = Text(page.title, "bold")
    yield from draw([title, Text(as_brief.extent(page), "dim")], terminal)
    for name, view, first, folded in as_brief.sections(page):
        yield ""
        texts = [Text(as_brief.cited(page, *line)) for line in first]
        more = [as_brief.listing(page, view)] if next(folded, None) else []
        texts += [Text(hint, "dim") for hint in (*more, as_brief.CAUTIONS.get(view)) if hint]
        entries = zip([f"{name:<8}", *[""] * len(texts)], texts, strict=False)
        yield from draw(pairs(entries, terminal.width or WIDEST), terminal)
    yield ""
    yield from citing.numbered(page.cited, terminal.width)


def _answer(answer: Answer, terminal: Terminal) -> Iterator[str]:
    if answer.findings:
        yield from draw([Text(str(each), "bold") for each in answer.findings], terminal)
        yield ""
    form = sheet if answer.in_full else _OWN.get(answer.view or "", _listing)
    if form is plans and "standing" not in answer.names:
        form = _listing

    lines = draw(form(answer, terminal.width or WIDEST), terminal)
    yield from dropwhile(lambda line: not line, lines)  # headings begin with an empty line
    if answer.sources and (cited := answer.sources()).references:
        yield ""
        yield from citing.numbered(cited, terminal.width)


def _listing(answer: Answer, width: int) -> Iterator[Part]:
    """A line a row: the columns of a table, and the id."""
    under = _UNDER.get(answer.view or "", ()) if width < WIDE else ()
    page = width if under else WIDE
    columns = [c for c in answer.shown if c.name not in under]
    names = [c.name for c in columns]
    headers = [c.header for c in columns]
    is_number = answer.view != "counts"  # whose numbers can be words
    right = {at for at, c in enumerate(columns) if c.type == "number" and is_number}
    id_ = ["id"] if "id" in answer.names and "id" not in names else []

    def cells(row: Fields) -> list[Cell]:
        texts = words.cells(answer, row)
        cells: list[Cell] = []
        for column in columns:
            if (text := texts[column.name]) is None:
                cells.append(None)
            else:
                cells.append(dated(text, page) if column.type == "date" else Text(text))
        if below := dated(" · ".join(filter(None, map(texts.get, under)))).plain:
            at = names.index("title")
            cells[at] = Text("\n").join([cells[at] or Text(), indented(Text(below, "dim"))])
        return cells + [Text(row[name], "dim") for name in id_]

    def parts() -> Iterator[Part]:
        by = _NEWEST.get(answer.view or "")
        outside = answer.outside()

        def title(row: Fields) -> str:
            if outside and row["id"] in outside:
                return "May lie outside the period"
            return "Of no certain year" * bool(by and dates.vague(*dates.bounds(row[by])))

        for at, (name, rows) in enumerate(groupby(answer.surest_first(), title)):
            yield from [heading(name)] * bool(name and at)
            yield from map(cells, rows)

    return table(parts(), width, headers + id_, right=right, ids=answer.ids if id_ else None)


# What draws a view in a form of its own.
_OWN = {
    "conflicts": conflicts,
    "derived": figures,
    "gaps": gaps,
    "plans": plans,
    "records": hits,
    "regions": regions,
    "sectors": sectors,
    "ties": ties,
    "timeline": timeline,
    "trade": figures,
}
