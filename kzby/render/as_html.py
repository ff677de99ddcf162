"""An answer, or a region, as one page of HTML that needs nothing else."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from kzby.query.answer import Answer
from kzby.query.brief import Brief
from kzby.query.citation import Citation
from kzby.render import as_brief, citing
from kzby.render.as_data import Grid, grids
from kzby.render.page.markup import Markup, document, element, joined
from kzby.render.terminal import URL

# On a phone each row is a block, with the header before each value.
_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 80rem; margin: auto; padding: 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem } li, td { overflow-wrap: break-word }
table { border-collapse: collapse; margin: 1rem 0; width: 100% }
th, td { border-bottom: 1px solid #8888; padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top }
.number { text-align: right } footer, ol { font-size: .9rem }
@media screen and (max-width: 45rem) {
  thead, td:empty { display: none } tr { display: block; padding: .5rem 0; border-bottom: 1px solid }
  td, .number { border: 0; display: block; padding: 0; text-align: left }
  td::before { content: attr(data-head) ": "; font-weight: bold }
}
@media print { body { font-size: .75rem; max-width: none; padding: 0 } a { color: inherit } tr, li { break-inside: avoid } }
"""


def page(answer: Answer) -> Iterator[str]:
    """The table that people see, under what is found, with any sources."""
    title = " ".join(map(str, answer.findings)) or answer.about
    tables = [*chain.from_iterable(map(_table, grids(answer)))]  # which numbers the sources
    return _page(title, tables, answer.citation())


def brief(page: Brief) -> Iterator[str]:
    """A region on one page, with its sources."""
    body = [element("p", as_brief.extent(page))]
    for section in as_brief.sections(page):
        lines = filter(None, [*map(str, section.lines), section.more])
        body += [element("h2", section.heading), _list("ul", lines)]
    return _page(" and ".join(page.regions), body, page.cited)


def _page(title: str, body: Iterable[Markup], cited: Citation) -> Iterator[str]:
    """What is asked for, then the sources, if there are any, and the edition."""
    sources = [f"{citing.source(each)} {each.url}" for each in cited.references]
    listed = [element("h2", "Sources"), _list("ol", sources)] if sources else []
    footer = element("footer", element("p", citing.dataset(cited.edition)))
    return document(title, [element("h1", title), *body, *listed, footer], _STYLE)


def _table(grid: Grid) -> Iterator[Markup]:
    looks = ["number" if right else None for right in grid.right]
    columns = list(zip(grid.heads, looks, strict=True))
    heads = (element("th", head, scope="col", class_=look) for head, look in columns)
    rows = []
    for row in grid.rows:
        cells = zip(map(_linked, row), columns, strict=True)
        tds = (element("td", cell, data_head=head, class_=look) for cell, (head, look) in cells)
        rows.append(element("tr", *tds))
    yield element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    if grid.note:
        yield element("p", grid.note)


def _list(kind: str, texts: Iterable[str]) -> Markup:
    return element(kind, *(element("li", _linked(text)) for text in texts))


def _linked(text: str) -> Markup:
    """A text whose web addresses are links."""
    links = (element("a", url, href=url) for url in re.findall(URL, text))
    return joined(chain.from_iterable(zip_longest(re.split(URL, text), links)))
