"""An answer, or a region, as one page of HTML that needs nothing else."""

from collections.abc import Iterable, Iterator
from html import escape

from kzby.query.answer import Answer
from kzby.query.brief import Brief
from kzby.query.citation import Citation
from kzby.render import as_brief, citing
from kzby.render.as_data import Grid, grids
from kzby.render.page.markup import hashed
from kzby.render.terminal import URL, address
from kzby.text import shown

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
_POLICY = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {hashed(_STYLE)}"


def page(answer: Answer) -> Iterator[str]:
    """The table that people see, under what is found, with any sources."""
    yield from _head(" ".join(map(str, answer.findings)) or answer.about)
    for grid in grids(answer):
        yield from _table(grid)
    yield from _end(answer.citation())


def brief(page: Brief) -> Iterator[str]:
    """A region on one page, with its sources."""
    yield from _head(as_brief.title(page))
    yield f"<p>{_text(as_brief.extent(page))}</p>"
    for section in as_brief.sections(page):
        lines = [as_brief.numbered(line, page) for line in section.lines]
        yield f"<h2>{section.heading}</h2>"
        yield from _list("ul", filter(None, [*lines, section.more]))
    yield from _end(page.cited)


def _head(title: str) -> Iterator[str]:
    yield '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    title = escape(shown(title))
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"


def _table(grid: Grid) -> Iterator[str]:
    classes = [' class="number"' * right for right in grid.right]
    heads = list(zip(map(escape, grid.heads), classes, strict=True))
    yield "<table><thead><tr>"
    yield from (f'<th scope="col"{class_}>{head}</th>' for head, class_ in heads)
    yield "</tr></thead><tbody>"
    for row in grid.rows:
        cells = zip(heads, map(_text, row), strict=True)
        yield "<tr>"
        yield from (f'<td data-head="{head}"{class_}>{cell}</td>' for (head, class_), cell in cells)
        yield "</tr>"
    yield f"</tbody></table><p>{_text(grid.note)}</p>"


def _end(cited: Citation) -> Iterator[str]:
    """The sources, if there are any, and the edition."""
    if cited.references:
        yield "<h2>Sources</h2>"
        yield from _list("ol", (f"{citing.source(each)} {each.url}" for each in cited.references))
    yield f"<footer><p>{escape(citing.dataset(cited.edition))}</p></footer></body></html>"


def _list(kind: str, texts: Iterable[str]) -> Iterator[str]:
    yield from (f"<{kind}>", *(f"<li>{_text(text)}</li>" for text in texts), f"</{kind}>")


def _text(text: str) -> str:
    """A text as HTML has it, its web addresses as links."""
    text = shown(text, but="\n")
    texts = [escape(part) for part in URL.split(text)]
    links = [f'<a href="{escape(address(url))}">{escape(url)}</a>' for url in URL.findall(text)]
    return "".join(part for pair in zip(texts, [*links, ""], strict=True) for part in pair)
