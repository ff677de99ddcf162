"""The record, or what there is about a region, as one page."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from kzby.errors import counted
from kzby.query.brief import Report
from kzby.render import as_brief, citing
from kzby.render.page import sections
from kzby.render.page.facts import View, facts
from kzby.render.page.markup import Markup, document, element
from kzby.render.page.pictures import hatching

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# By the view that has the findings: what a section is called, and what draws it.
_SECTIONS = {
    "ties": ("Ties", sections.ties),
    "meetings": ("Meetings and visits", sections.contacts),
    "trade": ("Trade", sections.trade),
    "sectors": ("Sectors, by country", sections.sectors),
    "plans": ("Plans, offers and hopes", sections.plans),
    "conflicts": ("Where articles disagree", sections.disputes),
    "gaps": ("Known but not read", sections.unread),
    "timeline": ("Every fact", facts),
    "articles": ("Sources", sections.sources),
}


def page(report: Report) -> Iterator[str]:
    """The page, line by line: findings with their limits, pictures, facts, sources."""
    view = View(report)
    about = " and ".join(report.brief.regions) or "Belarus and Kazakhstan"
    title, found, drawn = f"{about}: what news agencies report", [], []
    for name, (heading, draw) in _SECTIONS.items():
        if view.rows[name]:
            told = " ".join(map(str, report.answers[name].findings))
            link = element("a", heading, href=f"#_{name}")
            found.append(element("li", link, f": {told}" if told else None))
            drawn.append(element("section", element("h2", heading), *draw(view), id=f"_{name}"))
    head = element("header", element("h1", title), element("p", _limits(view)))
    index = element("nav", element("ul", *found), aria_label="Findings")
    body = element("main", *_brief(view), *drawn)
    files = (Path(__file__).with_name(name) for name in ("page.css", "page.js"))
    style, script = (file.read_text("utf-8") for file in files)
    yield from document(title, [hatching(), head, index, body, _foot(view)], style, script)


def _limits(view: View) -> str:
    """How much there is, and what a blank means."""
    beginnings = sum(row["text"] == "beginning" for row in view.rows["articles"])
    only = f"only the beginning of {counted(beginnings, 'article')} was available"
    extent = as_brief.extent(view.report.brief).rstrip(".")
    return (
        f"{extent}{f'; {only}' * bool(beginnings)}. A blank means that these articles do not "
        "mention it, not that it did not happen. Several articles from one agency count as one "
        "source. A ? marks an inferred year."
    )


def _brief(view: View) -> Iterator[Markup]:
    """A region in short lines, each with its sources."""
    brief = view.report.brief
    parts = []
    for section in as_brief.sections(brief) if brief.regions else ():
        parts.append(element("h3", section.heading))
        lines = ((element("bdi", text), " ", view.sources(ids)) for text, ids, _ in section.lines)
        parts.append(element("ul", *(element("li", *line) for line in lines)))
    if parts:
        yield element("section", element("h2", "In short"), *parts)


def _foot(view: View) -> Markup:
    """What drew the page, how to cite it, and who may use it."""
    report = view.report
    edition = report.brief.cited.edition
    typed = (part for each in report.typed for part in ("--region", each))
    command = shlex.join(["kzby", "report", "report.html", *typed, "--as-of", report.day])
    cite = f"{citing.AUTHORS}: “{citing.TITLE}”, {citing.dataset(edition)}."
    licence = element("a", "CC BY 4.0", href=_LICENCE)
    return element(
        "footer",
        element("p", cite, f" SHA-256 {edition.sha256}. Drawn by ", element("code", command), "."),
        element("p", "Data under ", licence, "; quotations belong to their publishers."),
    )
