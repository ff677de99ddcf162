"""Every fact with its words and sources, by kind; and what finds one."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kzby.model.terms import KINDS
from kzby.query.answer import Fields
from kzby.query.brief import Brief
from kzby.query.findings import UNITS
from kzby.query.views import NOUNS, OF_KIND
from kzby.render import words
from kzby.render.page.markup import Markup, element, joined

_USUAL = ("held", "proposed", "reported", "signed")  # statuses that go without saying


class View:
    """What sections draw on: rows by view, facts by id, names, sources."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.answers = brief.answers
        self.rows = {view: list(answer.mappings()) for view, answer in self.answers.items()}
        self.labels = self.answers["timeline"].labels
        self.short = words.short(self.labels)
        self.speakers = self.labels
        self.facts = {row["id"]: row for row in self.rows["timeline"]}
        quotes = self.rows["mentions"]
        self.quoted = {(row["record"], row["quote"]): row["article"] for row in quotes}
        self.whole = {row["id"]: row for row in self.rows["regions"]}

    def link(self, id_: str, text: str) -> Markup:
        """A link to a fact, if the page has it."""
        return element("a", text, href=f"#{id_}" if id_ in self.facts else None)

    def links(self, rows: Iterable[Fields]) -> Markup:
        """Links to facts by their dates; those of one date are numbered: `June 2016 (2 3)`."""
        parts = []
        for text, group in groupby(rows, self.when):
            first, *more = (row["id"] for row in group)
            rest = [self.link(id_, str(at)) for at, id_ in enumerate(more, 2)]
            several = joined([" (", joined(rest, " "), ")"]) if rest else None
            parts.append(joined([self.link(first, text), several]))
        return joined(parts, ", ")

    def when(self, row: Fields) -> str:
        """When a fact was, in words: `reported 19 Oct 2015?`."""
        return words.cells(self.answers["timeline"], row, "date")["date"] or "date not stated"

    def sources(self, articles: Iterable[str]) -> Markup:
        """Links to articles, by their numbers."""
        known = (self.brief.sources.get(id_) for id_ in articles)
        return joined((element("a", str(n), href=f"#_{n}") for n in known if n), ", ")

    def unit(self, id_: str | None) -> str | None:
        """The oblast or city that a region is or lies in."""
        for _ in self.whole:
            if not id_ or self.whole[id_]["type"] in UNITS:
                return id_
            id_ = self.whole[id_]["within"]
        return None  # a circle, in a built file that was changed

    def units(self, row: Fields) -> dict[str, None]:
        """The oblasts and cities that a fact is about."""
        return dict.fromkeys(unit for id_ in row["regions"] if (unit := self.unit(id_)))


def kind(name: str) -> str:
    """The facts of a kind: `Trade figures`."""
    return NOUNS.get(OF_KIND[name], OF_KIND[name]).capitalize()


def facts(view: View) -> Iterator[Markup]:
    """The facts by kind and date, proposals by sector; and a form that narrows them."""
    yield _form(view)
    for name in KINDS:
        rows = [row for row in view.rows["timeline"] if row["kind"] == name]
        summary = element("summary", f"{kind(name)} ({len(rows):,})", id=f"_all:{name}")
        lists = _by_sector(view) if name == "proposal" else (_list(view, rows),)
        if rows:
            yield element("details", summary, *lists)


def _by_sector(view: View) -> Iterator[Markup]:
    for sector, group in groupby(view.rows["proposals"], lambda row: str(row["sector"])):
        yield element("h3", view.labels[sector], id=f"_s:{sector}")
        yield _list(view, [view.facts[row["id"]] for row in group])


def _list(view: View, rows: Iterable[Fields]) -> Markup:
    parts: list[Markup] = []
    for when, group in groupby(rows, view.when):
        parts += [element("dt", when), *(_fact(view, row) for row in group)]
    return element("dl", *parts)


def _fact(view: View, row: Fields) -> Markup:
    """What, how firm, who says so, in whose words; the source of these first."""
    said = [words.status(row)] * (row["status"] not in _USUAL)
    if row["speaker"] != "article":
        who = words.whose(row, view.speakers)
        named = words.named(row["speaker"], view.speakers)
        # the name is not said again
        said.append(who.removeprefix(f"{named} ") if named in row["title"].split() else who)
    source = view.quoted.get((row["id"], row["quote"]))
    articles = sorted(row["articles"], key=lambda id_: id_ != source)
    return element(
        *("dd", words.fact(view.answers["timeline"], row), " "),
        joined([element("i", " · ".join(said)), " "]) if said else None,
        *(element("q", row["quote"]), " ", view.sources(articles)),
        id=row["id"],
        data_r=".".join(view.units(row)) or None,
    )


def _form(view: View) -> Markup:
    """Filters, for the script to show."""
    named = {unit for row in view.facts.values() for unit in view.units(row)}
    ids = [id_ for id_ in view.whole if id_ in named]
    options = (element("option", view.short[id_], value=id_) for id_ in ids)
    every = element("option", "all", value="")
    return element(
        "form",
        element("label", "Words ", element("input", type="search", id="_words")),
        element("label", "Region ", element("select", every, *options, id="_region")),
        element("output", for_="_words _region"),
        hidden="",
        role="search",
        aria_label="Filter the facts",
    )
