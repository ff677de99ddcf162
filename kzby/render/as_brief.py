"""A region on one page: sections of short lines, each with its sources."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from kzby.errors import counted
from kzby.model import dates
from kzby.query.brief import Brief
from kzby.query.findings import STANDINGS
from kzby.render import amounts, as_data, citing, words
from kzby.render.amounts import Fields
from kzby.render.terminal import WIDEST, Terminal
from kzby.text import shown

_MOST = 5  # lines of a section
_SIDES = {"BY": "by Belarus", "KZ": "by Kazakhstan", "both": "by both", None: "nobody named"}


class Line(NamedTuple):
    """A line of a section and the articles it is based on."""

    text: str
    articles: Sequence[str]


class Section(NamedTuple):
    """A heading, its lines, and the command that lists all."""

    heading: str
    lines: list[Line]
    more: str


def sections(brief: Brief) -> Iterator[Section]:
    """What the page says, the most important first; empty sections are left out."""
    named = zip(("--region", "--with"), brief.regions, strict=False)
    options = " ".join(f"{option} {name!r}" for option, name in named)
    for heading, view, lines in (
        ("Ties", "ties", _ties),
        ("Last met", "meetings", _meetings),
        ("Agreed", "agreements", _agreements),
        ("Trade", "trade", _trade),
        ("Wanted", "proposals", _wanted),
        ("Planned", "plans", _plans),
        ("Projects", "projects", _projects),
        ("People", "people", _people),
        ("Disputed", "conflicts", _conflicts),
    ):
        every = list(lines(brief))
        if every:
            more = f"{len(every) - _MOST} more: kzby {view} {options}" if len(every) > _MOST else ""
            first = [Line(shown(text, but="\n"), articles) for text, articles in every[:_MOST]]
            yield Section(heading, first, more)


def page(brief: Brief, terminal: Terminal) -> Iterator[str]:
    """The page, with its sources and a legend."""
    from kzby.render.legend import explained  # slow (rich)

    return explained(_page(brief, terminal), terminal, {})


def _page(brief: Brief, terminal: Terminal) -> Iterator[str]:
    from rich.text import Text  # slow

    from kzby.render.table import draw, pairs

    width = terminal.width or WIDEST
    yield from draw([Text(title(brief), "bold"), Text(extent(brief), "dim")], terminal)
    for section in sections(brief):
        yield ""
        lines = [Text(numbered(line, brief)) for line in section.lines]
        lines += [Text(section.more, "dim")] if section.more else []
        heads = [f"{section.heading:<8}", *[""] * len(lines)]
        yield from draw(pairs(zip(heads, lines, strict=False), width), terminal)
    yield ""
    yield from citing.numbered(brief.cited, terminal.width)


def title(brief: Brief) -> str:
    """The region, or the two."""
    return " and ".join(brief.regions)


def extent(brief: Brief) -> str:
    """How much there is, and how new."""
    articles = list(brief.answers["articles"].mappings())
    if not articles:
        which = "both" if brief.regions[1:] else "it"
        return f"Nothing is recorded: no article here mentions {which}."
    agencies = counted(len({row["agency"] for row in articles}), "news agency", "news agencies")
    newest = dates.words(articles[0]["published"], one_of=True)
    return f"{counted(len(articles), 'article')} of {agencies}; the newest: {newest}"


def numbered(line: Line, brief: Brief) -> str:
    """A line with the numbers of its sources."""
    known = [brief.sources[id_] for id_ in line.articles if id_ in brief.sources]
    return f"{line.text} [{words.numbers(known)}]"


def markdown(brief: Brief) -> Iterator[str]:
    """The page as headings and lists, with its sources."""
    yield from (f"# {as_data.escaped(title(brief))}", "", as_data.escaped(extent(brief)))
    for section in sections(brief):
        lines = [*(numbered(line, brief) for line in section.lines), section.more]
        yield from ("", f"## {section.heading}", "")
        yield from (f"- {as_data.escaped(line)}" for line in filter(None, lines))
    yield from ("", "## Sources", "")
    yield from as_data.sources(brief.cited)


def _ties(brief: Brief) -> Iterator[Line]:
    """The regions at the other end."""
    answer = brief.answers["ties"]
    for row in answer.mappings():
        if row["ties"]:
            ends = [answer.labels[row[end]] for end in ("belarus", "kazakhstan")]
            others = [name for name in ends if name != brief.regions[0]]
            names = " – ".join(others)
            text = f"{names}: {words.tied(row)}; last {dates.words(row['last'], one_of=True)}"
            yield Line(text, row["articles"])


def _meetings(brief: Brief) -> Iterator[Line]:
    answer = brief.answers["meetings"]
    for row in answer.mappings():
        if row["status"] == "held":
            when = words.cells(answer, row)["date"]
            yield Line(f"{when}: {row['title']}", row["articles"])


def _agreements(brief: Brief) -> Iterator[Line]:
    for row in brief.answers["agreements"].mappings():
        when = dates.words(row["signed"]) if row["signed"] else "date not stated"
        yield Line(f"{when}: {row['title']}", row["articles"])


def _projects(brief: Brief) -> Iterator[Line]:
    for row in reversed(list(brief.answers["projects"].mappings())):
        said = dates.words(row["date"])
        yield Line(f"{row['stage']}: {row['title']} (said {said})", row["articles"])


def _trade(brief: Brief) -> Iterator[Line]:
    """The region's own figures, a line a period, the newest first."""
    answer = brief.answers["trade"]
    own = [row for row in answer.mappings() if row["region"] in brief.places and not row["subject"]]
    for rows in amounts.blocks(own):
        figures = "; ".join(_figure(row) for row in rows)
        of = amounts.heading(rows[0], answer.labels).removeprefix(f"{brief.regions[0]} ")
        yield Line(f"{of}: {figures}", _articles(rows))


def _figure(row: Fields) -> str:
    change = amounts.change(row) if row["change"] is not None else None
    parts = filter(None, [amounts.figure(row), amounts.reading(row), change])
    return f"{row['flow']} {', '.join(parts)}"


def _wanted(brief: Brief) -> Iterator[Line]:
    """The sectors that each side proposes, the most often proposed first."""
    answer = brief.answers["proposals"]
    rows = list(answer.mappings())
    for side, who in _SIDES.items():
        sectors: dict[str, list[Fields]] = {}
        for row in rows:
            if row["side"] == side:
                sectors.setdefault(row["sector"], []).append(row)
        if sectors:
            often = sorted(sectors.items(), key=lambda each: -len(each[1]))
            number = ((sector, f" ({len(each)})" * (len(each) > 1)) for sector, each in often)
            named = ", ".join(f"{answer.labels[sector]}{times}" for sector, times in number)
            yield Line(f"{who}: {named}", _articles(chain.from_iterable(sectors.values())))


def _articles(rows: Iterable[Fields]) -> list[str]:
    return list(dict.fromkeys(id_ for row in rows for id_ in row["articles"]))


def _plans(brief: Brief) -> Iterator[Line]:
    """How many plans stand how; then the unsettled: past due, open, without a date; the newest first."""
    rows = list(brief.answers["plans"].mappings())
    groups = {
        name: [row for row in rows if row["standing"] in standings]
        for name, standings in STANDINGS.items()
    }
    number = " · ".join(f"{name.lower()}: {len(group)}" for name, group in groups.items() if group)
    if rows:
        yield Line(number, _articles(rows))
    for row in chain(
        *([] if name == "Settled" else reversed(each) for name, each in groups.items())
    ):
        due = f", due {dates.words(row['due'])}" if row["due"] else ""
        news = ", no news" if row["standing"] == "overdue" else ""
        said = f"{row['title']} (said {dates.words(row['date'])})"
        yield Line(f"{row['status']}{due}{news}: {said}", row["articles"])


def _people(brief: Brief) -> Iterator[Line]:
    """Each person with the latest title and its date, the most often named first."""
    published = {row["id"]: row["published"] for row in brief.answers["articles"].mappings()}
    rows = brief.answers["people"].mappings()
    for row in sorted(rows, key=lambda row: -row["records"]):
        roles = [role for role in row["roles"] if role["article"] in published]
        if roles:
            newest = max(roles, key=lambda role: dates.bounds(published[role["article"]])[1] or "")
            when = dates.words(published[newest["article"]], one_of=True)
            yield Line(f"{row['name']}, {newest['title']} ({when})", [newest["article"]])


def _conflicts(brief: Brief) -> Iterator[Line]:
    answer = brief.answers["conflicts"]
    for row in answer.mappings():
        if row["verdict"] == "conflict":
            told = " or ".join(value for value, _ in words.versions(row, answer.labels))
            yield Line(f"{row['title']}: {words.field(row['field'])} {told}", row["articles"])
