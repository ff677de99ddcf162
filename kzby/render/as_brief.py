"""A region on one page: sections of short lines, each with its sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.query.brief import Brief
from kzby.query.findings import SIDES, by_standing, ends
from kzby.render import amounts, citing, words
from kzby.render.terminal import unbroken
from kzby.text import shown

MOST = 5  # lines of a section
_Sourced = tuple[str, Sequence[str]]  # and the articles it is based on


def cited(brief: Brief, text: str, articles: Sequence[str]) -> str:
    """A line with the numbers of the articles it is based on."""
    known = [brief.sources[id_] for id_ in articles if id_ in brief.sources]
    return f"{text} {unbroken(f'[{citing.numbers(known)}]')}" if articles else text


def trimmed(brief: Brief) -> Brief:
    """The page with the sources of its first lines alone, numbered anew."""
    lines = chain(*(lines for _, lines in sections(brief)))
    based = {id_ for _, articles in lines for id_ in articles}
    sources = {id_: at for at, id_ in enumerate((id_ for id_ in brief.sources if id_ in based), 1)}
    references = (each for each in brief.cited.references if each.article in based)
    return brief._replace(sources=sources, cited=brief.cited._replace(references=tuple(references)))


def sections(brief: Brief) -> Iterator[tuple[str, list[_Sourced]]]:
    """Headings with their first lines; the last says what can be typed for all."""
    options = " ".join(brief.filters.values())
    for heading, view, every in whole(brief):
        lines = list(islice(every, MOST))
        lines += cautions(brief, lines) if view == "people" else ()
        if next(every, None):
            past = view == "plans" and brief.day != dates.typed("today")[1]
            day = f" --as-of {brief.day}" * past
            number = len(list(brief.answers[view].rows))
            command = "trade --goods" if view == "goods" else view
            lines.append((shown(f"all {number}: kzby {command} {options}{day}"), ()))
        yield heading, lines


def whole(brief: Brief) -> Iterator[tuple[str, str, Iterator[_Sourced]]]:
    """Headings with their views and all their lines, of which there is one at least."""
    for heading, view, draw in (
        ("Ties", "ties", _rows),
        ("People", "people", _people),
        ("Last met", "meetings", _rows),
        ("Agreed", "agreements", _rows),
        ("Trade", "trade", _trade),
        ("Goods", "goods", _goods),
        ("Wanted", "proposals", _wanted),
        ("Planned", "plans", _plans),
        ("Projects", "projects", _rows),
        ("Disputed", "conflicts", _rows),
    ):
        lines = draw(brief.answers[view], brief)
        every = ((shown(text, but="\n"), ids) for text, ids in lines)
        if first := next(every, None):
            yield heading, view, chain([first], every)


def extent(brief: Brief, *, typed: bool = True) -> str:
    """How much there is, what can be typed for the rest, and the newest date known to a month."""
    articles = list(brief.answers["articles"].mappings())
    if brief.newest is None:
        return f"Nothing is recorded: no record matches {' '.join(brief.filters.values())}."
    origins = counted(len({row["agency"] for row in articles}), "original publisher")
    held = counted(len(articles), "article") + f", of {brief.known:,} known" * bool(brief.known)
    if typed and brief.known > len(articles):
        held += shown(f" (kzby gaps {brief.filters.get('region', '')}").rstrip() + ")"
    return f"{held}, from {origins}; newest news: {dates.words(brief.newest, one_of=True)}"


def _rows(answer: Answer, brief: Brief) -> Iterator[_Sourced]:
    """A line a row, of those that say enough, the newest first."""
    rows = list(answer.mappings())
    if answer.view in ("agreements", "projects"):
        rows.reverse()
    if answer.view == "agreements":  # the newest first, those of no certain year last
        rows.sort(key=lambda row: dates.vague(*dates.bounds(row["date"])))
    for row in rows:
        match answer.view:
            case "ties" if row["ties"]:
                others = [id_ for id_ in ends(row) if answer.labels[id_] != brief.regions[0]]
                whole = " (no oblast named)"
                names = (answer.labels[id_] + whole * (id_ in ("BY", "KZ")) for id_ in others)
                yield f"{' – '.join(names)}: {words.tied(row)}", row["articles"]
            case "meetings" | "agreements" if row["status"] != "announced":
                cell = words.cells(answer, row)
                yield f"{cell['date']}: {cell['title']}", row["articles"]
            case "projects":
                said = dates.words(row["date"], one_of=True)
                due = f", due {dates.words(row['due'])}" if row["due"] else ""
                yield f"{row['stage']}{due}: {row['title']} (said {said})", row["articles"]
            case "conflicts" if row["verdict"] == "conflict":
                values = " or ".join(value for value, _ in words.versions(row, answer.labels))
                yield f"{row['title']}: {words.field(row['field'])} {values}", row["articles"]


def _trade(answer: Answer, brief: Brief) -> Iterator[_Sourced]:
    """The figures of the region, or with it, a line a period, actual ones first, then the newest."""
    whole = (row for row in answer.mappings() if not row["subject"])
    own = [row for row in whole if {row["region"], row["partner"]} & brief.places]
    measured = {_measured(row) for row in own if row["value"] is not None and row["period"]}
    own = [row for row in own if row["value"] is not None or _measured(row) not in measured]
    for rows in sorted(amounts.blocks(own), key=lambda rows: rows[0]["basis"] != "actual"):
        figures = []
        first, *_ = rows
        of = amounts.heading(first, answer.labels).removeprefix(f"{brief.regions[0]} ")
        if not first["period"]:  # what is printed may not be in English; the title is
            of = f"reported {dates.words(first['date'], one_of=True)}"
        for row in rows:
            parts = filter(None, [amounts.figure(row), amounts.reading(row), amounts.change(row)])
            flow = words.cells(answer, row)["flow"] if row["period"] else f"{row['title']}:"
            figures.append(f"{flow} {', '.join(parts)}")
        yield f"{of}: {'; '.join(figures)}", _articles(rows)


def _measured(row: Fields) -> tuple[object, ...]:
    """What a figure is of; of a growth alone that may have a figure beside it."""
    window = dates.window(row["period"])
    return row["region"], row["partner"], row["flow"], row["basis"], window


def _goods(answer: Answer, _: Brief) -> Iterator[_Sourced]:
    """What is traded, a line a flow of two partners, first where most is named."""
    flows: dict[str, list[Fields]] = {}
    for row in answer.mappings():
        of = f"{amounts.pair(row, answer.labels)}, {row['flow']}"
        flows.setdefault(of, []).append(row)
    for of, rows in sorted(flows.items(), key=lambda flow: -len(flow[1])):
        named = ", ".join(dict.fromkeys(row["name"] for row in rows))
        yield f"{of}: {named}", _articles(rows)


def _wanted(answer: Answer, _: Brief) -> Iterator[_Sourced]:
    """The sectors each side proposes, most often first."""
    rows = list(answer.mappings())
    for side, who in SIDES.items():
        own = [row for row in rows if row["side"] == side]
        often = Counter(row["sector"] for row in own).most_common()
        named = (f"{answer.labels[id_]}{f' ({number})' * (number > 1)}" for id_, number in often)
        if own:
            last = max((row["date"] for row in own), key=_first_day)
            said = f"{'last ' * (len(own) > 1)}said {dates.month(last)}"
            yield f"{who}: {', '.join(named)} ({said})", _articles(own)


def _articles(rows: Iterable[Fields]) -> list[str]:
    return list(dict.fromkeys(id_ for row in rows for id_ in row["articles"]))


def _plans(answer: Answer, _: Brief) -> Iterator[_Sourced]:
    """How plans stand; then those past due, open, without a date, settled, newest first."""
    rows = list(answer.mappings())
    groups = dict(by_standing(rows))
    if rows:
        number = (f"{name.lower()}: {len(group)}" for name, group in groups.items())
        yield " · ".join(number), _articles(rows)
    for row in chain(*groups.values()):
        due = f", due {dates.words(row['due'])}" if row["due"] else ""
        news = ", no news" if row["standing"] == "overdue" else ""
        said = f"{words.titled(answer, row)} (said {dates.words(row['date'], one_of=True)})"
        stands = (row["outcome"] or row["status"]).replace("-", " ")
        yield f"{stands}{due}{news}: {said}", row["articles"]


def _people(answer: Answer, brief: Brief) -> Iterator[_Sourced]:
    """Each person with a title of their last year here.

    First those whose title names the region, the newest first, who took part or said something; of
    each the title of the last year that names it, or is the fullest.
    """
    people, active = [], _active(brief)
    names = [name.partition(" Oblast")[0].partition(" (")[0] for name in brief.regions]
    every = (row["id"] for row in brief.answers["articles"].mappings())
    own = {id_: place for place, id_ in enumerate(every)}  # the newest first

    def rank(role: Fields) -> tuple[int, bool, str, int, int]:
        day, title = _first_day(role["published"]), role["title"]
        capitals = sum(map(str.isupper, title))  # it names an office, and where
        return int(day[:4]), any(name in title for name in names), day[:7], capitals, len(title)

    for row in answer.mappings():
        here = [role for role in row["roles"] if role["article"] in own]
        if here:
            role = max(here, key=rank)
            year, is_own, *_ = rank(role)
            side = f" ({row['side']})" if row["side"] else ""
            line = f"{row['name']}{side}, {role['title']}, {dates.month(role['published'])}"
            newest = row["roles"][0]
            is_later = _first_day(newest["published"])[:4] > str(year)
            if is_later and newest["title"] != role["title"]:
                line += f"; later {newest['title']}, {dates.month(newest['published'])}"
            source = min(own[each["article"]] for each in here)
            place = not is_own, -year, row["id"] not in active, source
            people.append((place, (line, [role["article"]])))
    yield from (line for _, line in sorted(people))


def _active(brief: Brief) -> set[str]:
    """Who took part in something on the page, or said it."""
    active = set[str]()
    for answer in brief.answers.values():
        for row in answer.mappings() if "speaker" in answer.names else ():
            present = row.get("participants") or []
            active |= {row["speaker"], *(each["person"] for each in present)}
    return active


def cautions(brief: Brief, people: Iterable[_Sourced]) -> Iterator[_Sourced]:
    """A word of caution where a title of these people is more than two years old."""
    published = {row["id"]: row["published"] for row in brief.answers["articles"].mappings()}
    days = (published[article] for _, (article, *_) in people)
    oldest, *newer = sorted(days, key=_first_day) or [brief.day]
    if _first_day(oldest) < f"{int(brief.day[:4]) - 2}{brief.day[4:]}":
        span = dict.fromkeys([dates.month(oldest), *map(dates.month, newer[-1:])])
        yield f"Check every title; they date from {' to '.join(span)}", ()


def _first_day(date: str) -> str:
    """The first day that a date can be."""
    return dates.bounds(date)[0] or "0000"
