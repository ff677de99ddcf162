"""The record, or what there is about a region, as one page."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Fields
from kzby.query.brief import Brief
from kzby.query.findings import between_oblasts, by_standing, ends
from kzby.render import amounts, as_brief, as_records, as_regions, citing, words
from kzby.render.page.facts import View, facts, kind
from kzby.render.page.markup import Markup, document, element, joined, table
from kzby.render.page.pictures import atlas, bar, hatching, is_near, months, strip

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_MATRIX = (
    "Kazakhstan down, Belarus across; the last row and column: where no oblast of that country is "
    "named. Numbers are records. ▲ an agreement, ● a meeting or project, ○ only plans, proposals "
    "or figures; (n) only mentioned together, which is no tie."
)
_STRIPS = (
    "● a day, ▬ some time in this period; hatched: the year is inferred; hollow: only announced. "
    "Longer periods are in words alone. A year without a mark may have had contacts."
)
_BARS = (
    "Bars are solid up to the least value that the words allow and hatched up to the greatest; "
    "outlined ones are worked out. They share a scale only within one region, partner, flow and unit."
)


def ties(view: View) -> Iterator[Markup]:
    """Oblasts by oblasts, then what ties each pair."""
    rows = view.rows["ties"]
    columns, lines = (as_regions.by_ties(rows, end) for end in ("belarus", "kazakhstan"))
    cells = {}
    for row in rows:
        mark = "▲" if row["agreements"] else "●" if row["meetings"] or row["projects"] else "○"
        text = f"{mark} {row['ties']}" if row["ties"] else f"({row['mentions']})"
        cells[ends(row)] = element("a", text, href=f"#_{':'.join(ends(row))}")
    name = {id_: element("span", view.short[id_], id=f"_{id_}") for id_ in (*columns, *lines)}
    grid = ([name[k], *(cells.get((b, k), "·") for b in columns)] for k in lines)
    drawn = table("matrix", _MATRIX, ["", *(name[id_] for id_ in columns)], grid)
    yield element("div", drawn, atlas(view), class_="beside")
    pairs = [row for row in rows if between_oblasts(row)]
    yield element("ul", *(_pair(view, row) for row in pairs))
    rest = (_pair(view, row) for row in rows if row not in pairs)
    summary = element("summary", "With a country as a whole")
    yield element("details", summary, element("ul", *rest))


def _pair(view: View, row: Fields) -> Markup:
    """What ties a pair; of oblasts, with links to all of it."""
    listed = sorted((view.facts[id_] for id_ in row["records"]), key=lambda fact: fact["kind"])
    kinds = []
    for name, group in groupby(listed, lambda fact: str(fact["kind"])):
        if name not in ("remark", "count") and between_oblasts(row):
            kinds.append(joined([f"{kind(name)}: ", view.links(group)]))
    by = f" {words.tied(row)}"
    links = element("small", joined(kinds, "; ")) if kinds else None
    name, id_ = element("b", words.pair(row, view.short)), f"_{':'.join(ends(row))}"
    return element("li", name, by, links, id=id_)


def contacts(view: View) -> Iterator[Markup]:
    """A line a year: a strip, and dates in words; then what has no certain year."""
    rows = [view.facts[row["id"]] for row in view.rows["meetings"]]
    of_year: dict[int, list[Fields]] = defaultdict(list)  # the oldest first; 0: not certain
    for row in rows[::-1]:
        of_year[int(row["date_earliest"][:4]) if is_near(row) else 0].append(row)
    loose = of_year.pop(0, [])[::-1]
    lines: list[list[str | None]] = []
    for year in range(max(of_year, default=0), min(of_year, default=1) - 1, -1):
        drawn = strip(view, of_year[year], year)
        lines.append([str(year), drawn, view.links(of_year[year])])
    yield table("contacts", _STRIPS, ["Year", months(), "Dates in words"], lines)
    if loose:
        yield element("p", "Year not certain: ", view.links(loose))


def trade(view: View) -> Iterator[Markup]:
    """Figures by region and partner, with bars where there are several."""
    rows = view.rows["trade"]
    scales = defaultdict[tuple[str, ...], list[float]](list)  # the sizes that share one
    for row in rows:
        scales[_scale(row)] += _sizes(row)[1:]
    for (region, partner), group in groupby(rows, lambda row: (row["region"], row["partner"])):
        name = f"{view.labels[region]} with {view.labels.get(partner, 'nobody named')}"
        figures = (_figure(view, row, scales[_scale(row)]) for row in group)
        yield table("trade", name, ["Period", "Figure", "Growth"], figures)
    yield element("p", _BARS, class_="legend")


def _scale(row: Fields) -> tuple[str, ...]:
    names = ("region", "partner", "flow", "unit", "subject", "increment")
    return tuple(str(row[name]) for name in names)


def _sizes(row: Fields) -> list[float]:
    """The sizes of a figure's bounds; none of what is no amount, or of no stated period."""
    if row["value"] is None or not row["period"] or row["measure"] in ("share", "change"):
        return []
    high = row["value"] if row["high"] is None else row["high"]
    return sorted((abs(row["low"] or 0), abs(high)))


def _figure(view: View, row: Fields, scale: list[float]) -> list[str | None]:
    cell, sizes = words.cells(view.answers["trade"], row), _sizes(row)
    look = "derived" if row["measure"] else None
    drawn = bar(sizes, max(scale), look) if sizes and len(scale) > 1 else None
    flow = cell["flow"] if row["period"] else row["title"]  # which has its words
    value = view.link(row["id"], cell["value"] or "amount not stated")
    more = f" = {row['formula']}" if row["measure"] else f" {amounts.reading(row)}"
    figure = joined([f"{flow}: ", value, element("small", more), drawn])
    return [amounts.when(row), figure, amounts.change(row)]


def sectors(view: View) -> Iterator[Markup]:
    """Sectors by who wants them, a dot a proposal; those proposed once on a line."""
    dots = {"belarus": "●", "kazakhstan": "●", "jointly": "●", "unattributed": "○"}
    lines: list[list[str | None]] = []
    for title, rows in as_records.grouped(view.rows["sectors"]):
        lines.append([title])
        once = []
        for row in rows:
            name = element("a", row["label"], href=f"#_s:{row['sector']}")
            if row["proposals"] > 1:
                drawn = (_dots(row[side], dot) for side, dot in dots.items())
                lines.append([name, *drawn, str(len(row["articles"]))])
            else:
                once.append(name)
        if once:
            lines.append(["once each", joined(once, ", ")])
    heads = ["Sector", "Belarus", "Kazakhstan", "Both", "Nobody named", "Articles"]
    yield table("sectors", "● a proposal, ○ one that no side is named for", heads, lines)


def _dots(number: int, dot: str) -> Markup | None:
    dots = element("span", dot * number, aria_hidden="true")
    return joined([dots, f" {number}"]) if number else None


def plans(view: View) -> Iterator[Markup]:
    """Plans by standing; those without a day are among the facts."""
    for standing, rows in by_standing(view.rows["plans"]):
        heading = f"{standing} ({len(rows):,})"
        if rows[0]["standing"] == "undated":
            every = element("a", "all plans", href="#_all:plan")
            yield element("p", element("b", heading), ": ", every)
        else:
            yield element("h3", heading)
            yield element("ul", *(_plan(view, row) for row in rows))
    yield element("p", "No news does not mean “not done”.", class_="legend")


def _plan(view: View, row: Fields) -> Markup:
    answer = view.answers["plans"]
    due = words.cells(answer, row)["due"]
    who, said = words.whose(row, view.speakers), dates.month(row["date"])
    details = [f"due {due}"] * bool(due) + [row["status"], who, f"said {said}"]
    title = element("bdi", view.link(row["id"], row["title"]))
    parts: tuple[str, ...] = (title, element("small", f" {' · '.join(details)}"))
    if row["outcome"]:
        parts += (" → ", view.link(row["fulfilled_by"], row["outcome"].replace("-", " ")))
    return element("li", *parts)


def silent(view: View) -> Iterator[Markup]:
    """How many articles are known but not coded, and where none is known."""
    yield from (element("p", str(each)) for each in view.answers["gaps"].findings)


def sources(view: View) -> Iterator[Markup]:
    """The articles, numbered."""
    items = []
    for number, article in enumerate(view.brief.cited.references, 1):
        name = element("bdi", citing.source(article))
        items.append(element("li", element("a", name, href=article.url), id=f"_{number}"))
    summary = element("summary", counted(len(items), "article"))
    legend = (element("p", text) for text in citing.legend(view.brief.cited))
    yield element("details", summary, element("ol", *items), *legend)


# By the view with its findings: what a section is called, and what draws it.
_SECTIONS = {
    "ties": ("Ties", ties),
    "meetings": ("Meetings and visits", contacts),
    "trade": ("Trade", trade),
    "sectors": ("Sectors, by country", sectors),
    "plans": ("Plans, offers and hopes", plans),
    "gaps": ("Known but not coded", silent),
    "timeline": ("Every fact", facts),
    "articles": ("Sources", sources),
}


def page(report: Brief) -> Iterator[str]:
    """The page, line by line: findings with their limits, pictures, facts, sources."""
    view = View(report)
    about = report.title or "Belarus and Kazakhstan"
    title, findings, drawn = f"{about}: what news agencies report", [], []
    for name, (heading, draw) in _SECTIONS.items():
        if view.rows[name]:
            number = f"{len(view.rows[name]):,}"
            sentences = " ".join(map(str, report.answers[name].findings)) or number
            link = element("a", heading, href=f"#_{name}")
            findings.append(element("li", link, f": {sentences}"))
            drawn.append(element("section", element("h2", heading), *draw(view), id=f"_{name}"))
    head = element("header", element("h1", title), element("p", _limits(view)))
    index = element("nav", element("ul", *findings), aria_label="Findings")
    body = element("main", *drawn)
    files = (Path(__file__).with_name(name) for name in ("page.css", "page.js"))
    style, script = (file.read_text("utf-8") for file in files)
    yield from document(title, [hatching(), head, index, body, _foot(view)], style, script)


def _limits(view: View) -> str:
    """How much there is, and what a blank means."""
    beginnings = sum(row["text"] == "beginning" for row in view.rows["articles"])
    only = f"only the beginning of {counted(beginnings, 'article')} was available"
    extent = as_brief.extent(view.brief).rstrip(".")
    return (
        f"{extent}{f'; {only}' * bool(beginnings)}. A blank means that these articles do not "
        "mention it, not that it did not happen. Several articles from one agency count as one "
        "source. A ? marks an inferred year."
    )


def _foot(view: View) -> Markup:
    """What drew the page, how to cite it, and who may use it."""
    edition, typed = view.brief.cited.edition, view.brief.filters.values()
    command = " ".join(["kzby report report.html", *typed, "--as-of", view.brief.day])
    cite = f"{citing.AUTHORS}: “{citing.TITLE}”, {citing.dataset(edition)}."
    licence = element("a", "CC BY 4.0", href=_LICENCE)
    return element(
        "footer",
        element("p", cite, f" SHA-256 {edition.sha256}. Drawn by ", element("code", command), "."),
        element("p", "Data under ", licence, "; quotations belong to their publishers."),
    )
