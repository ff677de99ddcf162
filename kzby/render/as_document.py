"""An answer, or a region, as Markdown, or as a page of HTML that needs nothing else.

Both have the columns and words of a table.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.query.citation import Citation
from kzby.query.findings import by_standing
from kzby.render import amounts, citing, words
from kzby.render.page import markup
from kzby.render.page.markup import Markup, document, element, joined
from kzby.render.terminal import URL, address
from kzby.text import shown

if TYPE_CHECKING:
    from kzby.query.brief import Brief

# What Markdown acts on: `_` only outside words, addresses, and at the start of a block.
_ACTIVE = r"[\\`*\[<|~$@]|&(?=[#\w])|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\."
_BLOCK = r"^(\d*)([>#+=.)-])"


class Grid(NamedTuple):
    """What people see of an answer: columns, which are set right, rows, a note below."""

    heads: Sequence[str]
    right: Sequence[bool]
    rows: Iterable[Sequence[str]]
    note: str = ""
    title: str = ""  # of what is beside the answer


def grids(answer: Answer) -> Iterator[Grid]:
    """The rows in one table, plans by their standing; or each thing in full in its own."""
    rows: list[Fields] = list(answer.surest_first())
    if "standing" in answer.names:
        rows = list(chain(*(group for _, group in by_standing(rows))))
    if answer.in_full:
        first, *others = answer.columns
        for row in rows:
            stated = ((c.header, text) for c in others for text in words.lines(answer, c, row))
            yield Grid(["field", "value"], [False, False], [("id", row[first.name]), *stated])
        return
    ids = (column for column in answer.columns if column.name == "id")
    columns = dict.fromkeys([*answer.shown, *ids])
    apart = answer.view in ("trade", "derived")
    yield Grid(
        [column.header for column in columns],
        [column.type == "number" for column in columns],
        ([words.cell(answer, column, row) or "" for column in columns] for row in rows),
        amounts.APART if apart else "",
    )
    for beside in answer.cards() if "standing" in answer.names else ():
        yield from (grid._replace(title=beside.about) for grid in grids(beside))


def markdown(answer: Answer) -> Iterator[str]:
    """A table, of things in full one each; then any sources."""
    for finding in answer.findings:
        yield from (_escaped(str(finding)), "")
    for grid in grids(answer):
        yield from ("", f"## {grid.title}", "") if grid.title else ()
        below = ["---:" if right else "---" for right in grid.right]
        for row in chain([grid.heads, below], grid.rows):
            yield f"| {' | '.join(map(_escaped, row))} |"
        if grid.note:
            yield from ("", grid.note)
        yield from [""] * answer.in_full
    if answer.sources and (cited := answer.sources()).references:
        yield from [] if answer.in_full else [""]
        yield from _sources(cited)


def brief_markdown(brief: "Brief") -> Iterator[str]:
    """The page as headings and lists, with its sources."""
    from kzby.render import as_brief  # only a region needs it

    title = _escaped(brief.title)
    yield from (f"# {title}", "", _escaped(as_brief.extent(brief)))
    for heading, view, first, folded in as_brief.sections(brief):
        yield from ("", f"## {heading}", "")
        yield from (f"- {_escaped(as_brief.cited(brief, *line))}" for line in first)
        number = len(list(folded))
        yield from [f"- and {number} more"] * bool(number)
        yield from ["", as_brief.CAUTIONS[view]] if view in as_brief.CAUTIONS else []
    yield from ("", "## Sources", "")
    yield from _sources(brief.cited)


def _sources(cited: Citation) -> Iterator[str]:
    """A numbered list of articles, and the edition."""
    for number, reference in enumerate(cited.references, 1):
        source = re.sub(_BLOCK, r"\1\\\2", _escaped(citing.source(reference)))
        yield f"{number}. {source} <{address(reference.url)}>"
    yield from ("", ". ".join([*citing.legend(cited), _escaped(citing.dataset(cited.edition))]))


def _escaped(text: str) -> str:
    """A text that Markdown takes as it is."""
    return re.sub(_ACTIVE, r"\\\g<0>", " ".join(shown(text, but="\n").split()))


def html(answer: Answer) -> Iterator[str]:
    """The table that people see, under what is found, with any sources."""
    title = " ".join(map(str, answer.findings)) or answer.about
    tables = [*chain.from_iterable(map(_table, grids(answer)))]  # which numbers the sources
    return _html(title, tables, answer.citation())


def brief_html(page: "Brief") -> Iterator[str]:
    """A region on one page, with its sources."""
    from kzby.render import as_brief  # only a region needs it

    about = "What news agencies report on ties between Belarus and Kazakhstan"
    body = [element("p", f"{about}: {as_brief.extent(page)}")]
    for heading, view, *parts in as_brief.sections(page):
        first, folded = ([as_brief.cited(page, *line) for line in lines] for lines in parts)
        body += [element("h2", heading), _list("ul", first)]
        if folded:
            summary = element("summary", f"and {len(folded)} more")
            body.append(element("details", summary, _list("ul", folded)))
        if view in as_brief.CAUTIONS:
            body.append(element("p", as_brief.CAUTIONS[view]))
    legend = "? after a date: its year is inferred. Numbers in brackets: the sources. "
    day = f"{legend}As of {dates.words(page.day)}, from "
    return _html(page.title, body, page.cited, day)


def _html(title: str, body: Iterable[Markup], cited: Citation, made: str = "") -> Iterator[str]:
    """A page with its sources, if there are any, when it was made, and the edition."""
    sources = [f"{citing.source(each)} {each.url}" for each in cited.references]
    listed = [element("h2", "Sources"), _list("ol", sources)] if sources else []
    foot = ". ".join([*citing.legend(cited), made + citing.dataset(cited.edition)])
    footer = element("footer", element("p", foot))
    style = Path(markup.__file__).with_name("answer.css").read_text("utf-8")
    return document(title, [element("h1", title), *body, *listed, footer], style)


def _table(grid: Grid) -> Iterator[Markup]:
    looks = ["number" if right else None for right in grid.right]
    columns = list(zip(grid.heads, looks, strict=True))
    heads = (element("th", head, scope="col", class_=look) for head, look in columns)
    rows = []
    for row in grid.rows:
        cells = zip(map(_linked, row), columns, strict=True)
        tds = (element("td", cell, data_head=head, class_=look) for cell, (head, look) in cells)
        rows.append(element("tr", *tds))
    if grid.title:
        yield element("h2", grid.title)
    yield element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    if grid.note:
        yield element("p", grid.note)


def _list(kind: str, texts: Iterable[str]) -> Markup:
    return element(kind, *(element("li", _linked(text)) for text in texts))


def _linked(text: str) -> Markup:
    links = (element("a", url, href=url) for url in re.findall(URL, text))
    return joined(chain.from_iterable(zip_longest(re.split(URL, text), links)))
