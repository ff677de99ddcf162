"""A region on one page: sections of short lines, each with its sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import NamedTuple

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.query.brief import Brief
from kzby.query.findings import SIDES, between_oblasts, by_standing, ends
from kzby.query.notes import moved
from kzby.render import amounts, citing, words
from kzby.render.terminal import unbroken
from kzby.text import shown

_MOST = 5  # first lines
_Sourced = tuple[str, Sequence[str]]  # and the articles it is based on
CAUTIONS = {
    "people": "Titles are as of the date shown; check each. Those that name the region come first."
}
_COUNTRIES = ("BY", "KZ")
_SOUGHT = {"meetings": "meetings", "agreements": "agreements", "trade": "trade figures"}


class Section(NamedTuple):
    """Lines about what a view lists, and others that can be folded."""

    heading: str
    view: str
    first: list[_Sourced]
    folded: Iterator[_Sourced]


def cited(brief: Brief, text: str, articles: Sequence[str]) -> str:
    """A line with the numbers of the articles it is based on."""
    known = [brief.sources[id_] for id_ in articles if id_ in brief.sources]
    return f"{text} {unbroken(f'[{citing.numbers(known)}]')}" if articles else text


def trimmed(brief: Brief, *, folded: bool) -> Brief:
    """The page with the sources of its first lines alone, or of folded ones too, numbered anew."""
    parts = ([first, folds] if folded else [first] for _, _, first, folds in sections(brief))
    lines = chain.from_iterable(chain.from_iterable(parts))
    based = {id_ for _, articles in lines for id_ in articles}
    sources = {id_: at for at, id_ in enumerate((id_ for id_ in brief.sources if id_ in based), 1)}
    references = (each for each in brief.cited.references if each.article in based)
    return brief._replace(sources=sources, cited=brief.cited._replace(references=tuple(references)))


def sections(brief: Brief) -> Iterator[Section]:
    """The sections that have a line at least."""
    for heading, view, draw in (
        ("People", "people", _people),
        ("Last met", "meetings", _rows),
        ("Agreed", "agreements", _rows),
        ("Trade", "trade", _trade),
        ("Goods", "goods", _goods),
        ("Wanted", "proposals", _wanted),
        ("Planned", "plans", _plans),
        ("Projects", "projects", _rows),
        ("Disputed", "conflicts", _rows),
        ("Ties", "ties", _rows),
    ):
        lines = draw(brief.answers[view], brief)
        every = ((shown(text, but="\n"), ids) for text, ids in lines)
        if first := list(islice(every, _MOST)):
            yield Section(heading, view, first, every)


def listing(brief: Brief, view: str) -> str:
    """How to list all that a section is about."""
    number = len(list(brief.answers[view].rows))
    command = "timeline --kind goods" if view == "goods" else view
    day = f" --as-of {brief.day}" * (view == "plans")
    return shown(f"all {number}: kzby {command} {' '.join(brief.filters.values())}{day}")


def extent(brief: Brief) -> str:
    """How much there is, how much more is known, and the newest date known to a month."""
    articles = list(brief.answers["articles"].mappings())
    if brief.newest is None:
        none = f"Nothing is recorded: no record matches {' '.join(brief.filters.values())}."
        return " ".join([none, *moved(brief.answers["articles"].store, sorted(brief.places))])
    origins = counted(len({row["agency"] for row in articles}), "original publisher")
    held = counted(len(articles), "article") + f", of {brief.known:,} known" * bool(brief.known)
    lacking = [name for view, name in _SOUGHT.items() if brief.answers[view].empty]
    silent = f"; not recorded: {', '.join(lacking)}" * bool(lacking and brief.known)
    return f"{held}, from {origins}; newest news: {dates.day_or_month(brief.newest)}{silent}"


def _rows(answer: Answer, brief: Brief) -> Iterator[_Sourced]:
    """A line a row, of those that say enough, the newest first."""
    rows = list(answer.mappings())
    if answer.view in ("agreements", "projects"):
        rows.sort(key=lambda row: dates.bounds(row["date"])[0] or "", reverse=True)
    if answer.view == "ties":
        rows.sort(key=between_oblasts, reverse=True)
    own = sorted({id_[:2] for id_ in brief.places}.intersection(_COUNTRIES))
    for row in rows:
        match answer.view:
            case "ties" if row["ties"] or len(brief.regions) > 1:
                others = [id_ for id_ in ends(row) if answer.labels[id_] != brief.regions[0]]
                whole = " (no oblast named)"
                names = (answer.labels[id_] + whole * (id_ in _COUNTRIES) for id_ in others)
                yield f"{' – '.join(names)}: {words.tied(row)}", row["articles"]
            case "meetings" | "agreements" if row["status"] != "announced":
                cell = words.cells(answer, row)
                is_alone = row.get("sides") == own != []
                alone = f" (only {' and '.join(own)} named)" * is_alone
                yield f"{cell['date']}: {cell['title']}{alone}", row["articles"]
            case "projects":
                said = dates.words(row["date"], one_of=True)
                ahead = row["due"] and row["stage"] != "operating"
                due = f", due {dates.words(row['due'])}" if ahead else ""
                yield f"{row['stage']}{due}: {row['title']} (said {said})", row["articles"]
            case "conflicts" if row["verdict"] == "conflict":
                values = " or ".join(value for value, *_ in words.versions(row, answer.labels))
                yield f"{row['title']}: {words.field(row['field'])} {values}", row["articles"]


def _trade(answer: Answer, brief: Brief) -> Iterator[_Sourced]:
    """The figures of the region, or with it: first its newest turnover with the other country.

    Targets and forecasts come after actual figures, those of firms last. A growth on an unnamed
    base is left out if the base is known.
    """
    rows = [row for row in answer.mappings() if {row["region"], row["partner"]} & brief.places]
    based = {_measured(row) for row in rows if row["against"]}

    def has_base(row: Fields) -> bool:
        bare = row["change"] is not None and row["value"] is None and row["against"] is None
        return not bare or _measured(row) not in based

    def leads(row: Fields) -> bool:
        ends = (row["region"], row["partner"])
        whole = all(end in _COUNTRIES or answer.labels.get(end, "?") in brief.title for end in ends)
        is_amount = row["flow"] == "turnover" and row["value"] is not None
        return whole and is_amount and not any(_aside(row))

    rows = [*filter(has_base, rows)]
    main = next(filter(leads, rows), None)
    for row in sorted(rows, key=lambda row: (row is not main, _aside(row))):
        of = f"{amounts.pair(row, answer.labels).removeprefix(f'{brief.regions[0]} ')}, "
        what = words.cells(answer, row)["flow"]
        if not row["period"]:
            of, what = "", f"{row['title']}:"
        parts = [amounts.figure(row), amounts.reading(row), amounts.change(row)]
        figures = ", ".join(filter(None, parts))
        yield f"{of}{amounts.when(row)}: {what} {figures}", row["articles"]


def _aside(row: Fields) -> tuple[bool, bool]:
    """Whether a figure is of a firm or a branch, and whether it is a target or forecast."""
    return row["subject"] is not None, row["basis"] in ("target", "forecast")


def _measured(row: Fields) -> tuple[str | None, ...]:
    """What a figure measures, whether or not its year is printed."""
    period = (row["period"] or row["title"]).replace("?", "")
    return row["region"], row["partner"], row["subject"], row["flow"], period


def _goods(answer: Answer, brief: Brief) -> Iterator[_Sourced]:
    """What the region, or what is in it, sells and buys, the newest first."""
    groups: dict[tuple[str, str], list[Fields]] = {}
    for row in answer.mappings():
        if {row["region"], row["partner"]} & brief.places:
            to = "to" if row["flow"] == "export" else "from"
            partner = answer.labels.get(row["partner"], "abroad")
            whose = f"{answer.labels[row['region']]}, {row['flow']} {to} {partner}"
            groups.setdefault((row["date"], whose), []).append(row)
    every = sorted(groups.items(), key=lambda each: each[1][0]["date_latest"] or "", reverse=True)
    for (_, whose), rows in every:
        names = ", ".join(dict.fromkeys(row["name"] for row in rows))
        yield f"{whose}, {words.when(rows[0], rows[0]['date'])}: {names}", _articles(rows)


def _wanted(answer: Answer, _: Brief) -> Iterator[_Sourced]:
    """The sectors each side proposes, most often first."""
    rows = list(answer.mappings())
    for side, who in SIDES.items():
        own = [row for row in rows if row["side"] == side]
        often = Counter(row["sector"] for row in own).most_common()
        named = (f"{answer.labels[id_]}{f' ({number})' * (number > 1)}" for id_, number in often)
        if own:
            last = dates.words(
                max(own, key=lambda row: row["date_earliest"] or "")["date"], one_of=True
            )
            yield f"{who}: {', '.join(named)} (last said {last})", _articles(own)


def _articles(rows: Iterable[Fields]) -> list[str]:
    return list(dict.fromkeys(id_ for row in rows for id_ in row["articles"]))


def _plans(answer: Answer, _: Brief) -> Iterator[_Sourced]:
    """How plans stand, and which: those of the first two standings, then the others."""
    groups = dict(by_standing(list(answer.mappings())))
    number = (f"{name.lower()}: {len(group)}" for name, group in groups.items())
    if groups:
        yield " · ".join(number), _articles(chain(*groups.values()))
    lines = [[_plan(answer, row, name) for row in rows] for name, rows in groups.items()]
    first, second = [*lines, [], []][:2]
    most = _MOST - 1 - min(len(second), 2)
    yield from chain(first[:most], second[:2], first[most:], second[2:], *lines[2:])


def _plan(answer: Answer, row: Fields, standing: str) -> _Sourced:
    """How a plan stands, when due, what it is, how firm, when said."""
    stands = (row["outcome"] or standing.lower()).replace("-", " ")
    due = f" ({dates.words(row['due'])})" if row["due"] else ""
    said = f"{row['status']}, said {dates.words(row['date'], one_of=True)}"
    return f"{stands}{due}: {words.titled(answer, row)} ({said})", row["articles"]


def _people(answer: Answer, brief: Brief) -> Iterator[_Sourced]:
    """Who took part or is quoted, or has a title that names the region: these first, the newest.

    Of each the newest title that names it, or the fullest of the last year here.
    """
    own = {row["id"] for row in brief.answers["articles"].mappings()}
    names = [name.partition(" Oblast")[0].partition(" (")[0] for name in brief.regions]
    active, people = _active(brief), []
    for row in answer.mappings():
        here = [role for role in row["roles"] if role["article"] in own]
        named = [role for role in here if any(name in role["title"] for name in names)]
        last = [role for role in here if _year(role) == _year(here[0])]
        role = named[0] if named else max(last, key=_fullness, default=None)
        if role and (named or row["id"] in active):
            side = f" ({row['side']})" if row["side"] else ""
            line = f"{row['name']}{side}, {role['title']}, {dates.month(role['published'])}"
            people.append(((bool(named), _year(role)), (line, [role["article"]])))
    people.sort(key=itemgetter(0), reverse=True)
    return (line for _, line in people)


def _fullness(role: Fields) -> tuple[int, int]:
    """How much a title says: capitals name an office, and where it is."""
    return sum(map(str.isupper, role["title"])), len(role["title"])


def _active(brief: Brief) -> set[str]:
    """Who took part in something on the page, or said it."""
    rows = chain(*(answer.mappings() for answer in brief.answers.values()))
    told = [(row.get("speaker"), row.get("participants") or ()) for row in rows]
    return {*(who for who, _ in told), *(each["person"] for _, present in told for each in present)}


def _year(role: Fields) -> str:
    return (dates.bounds(role["published"])[0] or "")[:4]
