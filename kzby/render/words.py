"""Values in words, and what articles do not state."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Column, Fields, Labels
from kzby.query.findings import ends
from kzby.render import amounts, citing
from kzby.render.terminal import unbroken
from kzby.render.titles import titles

DASH = "–"
# What ties a pair, by the name of its column.
_TYING = {
    **{f"{noun}s": noun for noun in ("agreement", "meeting", "project", "plan", "proposal")},
    "trade": "trade figure",
    "goods": "traded good",
    "mentions": "mention",
}
_SPEAKERS = {"article": "not attributed", "parties": "both sides"}


def cell(answer: Answer, column: Column, row: Fields) -> str | None:
    """A value in words, on one line; None if unknown."""
    return "; ".join(lines(answer, column, row)) or None


def lines(answer: Answer, column: Column, row: Fields) -> list[str]:
    """A value in words, a line for each object in a list; none if it is unknown."""
    name, type_, value = column.name, column.type, row[column.name]
    if answer.view is None:
        text: str | None = _plain(value)
    elif name in ("value", "stated"):
        text = amounts.figure({**row, "value": value})
    elif value is None or value == []:
        text = None
    elif type_ == "[role]":
        return titles(value, row.get("source") or ())
    elif name == "title" and "id" in row:
        text = titled(answer, row)
    elif not (text := _special(column, row, answer.labels)):
        parts = value if isinstance(value, list) else [value]
        words = dict.fromkeys(_worded(type_.strip("[]"), part, answer.labels) for part in parts)
        return [*words] if isinstance(parts[0], dict) else [", ".join(words)]
    return [text] if text else []


def _plain(value: Any) -> str:
    """A value of no known type, and all that is known of each in a list."""
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    if isinstance(value, dict):
        return ", ".join(_plain(part) for part in value.values() if part is not None)
    return DASH if value is None else str(value)


def cells(answer: Answer, row: Fields, *names: str) -> dict[str, str | None]:
    """Values of a row in words, by column: by default those of a table."""
    columns = (c for c in answer.columns if c.name in names) if names else answer.shown
    return {c.name: cell(answer, c, row) for c in columns}


def fact(answer: Answer, row: Fields) -> str:
    """A title and any figures: `Trade: 62 million USD, +72.5%`."""
    known = cells(answer, row, "value", "change").values()
    figures = [each for each in known if each and each.casefold() not in row["title"].casefold()]
    return ": ".join(filter(None, [titled(answer, row), ", ".join(figures)]))


def titled(answer: Answer, row: Fields) -> str:
    """A title, with a mark of what articles contradict each other about."""
    fields = answer.store.disputed.get(row["id"], []) if answer.view != "conflicts" else []
    mark = f" ({', '.join(map(field, fields))} disputed)" if fields else ""
    if answer.view == "meetings" and row["status"] == "announced":
        mark += " (announced)"  # it may not have taken place
    return f"{row['title']}{mark}"


def disputed(answer: Answer, row: Fields) -> list[str]:
    """A word of caution if articles contradict each other about the record."""
    fields = ", ".join(map(field, answer.store.disputed.get(row["id"], ())))
    return [f"articles disagree on its {fields}"] if fields else []


def _special(column: Column, row: Fields, labels: Labels) -> str | None:  # noqa: C901, a case each
    """The value of a column that has words of its own."""
    name, value = column.name, row[column.name]
    match name:
        case "date" | "at" | "published" | "period":
            return when(row, value, one_of=name == "published")
        case "first":  # of what is said
            return dates.words(value, one_of=True)
        case "last":
            return last(row)
        case "flow":  # `export`, `share of export`, `further export of Belshina`
            measure = row.get("measure") or value
            share = f"{measure} of " * (measure not in (value, "base"))
            further = "further " * bool(row.get("increment"))
            of = f" of {named(row['subject'], labels)}" if row.get("subject") else ""
            return f"{share}{further}{value}{of}"
        case "change":
            return amounts.change(row)
        case "quote" | "quotes":
            return citing.quoted(value if name == "quotes" else [value])
        case "field":
            return field(value)
        case "speaker" if "side" in row:
            return whose(row, labels)
        case "source":
            return f"[{citing.numbers(value)}]"
        case "told":
            return _versions(row, labels)
        case "computed":
            return f"{amounts.number(value)} {row['unit']}"
        case _ if column.type == "day":
            stated = dates.year_stated(row[name.rpartition("_")[0]])
            return dates.words(value if stated else dates.doubted(value))
    return None


def when(row: Fields, date: str, *, one_of: bool = False) -> str:
    """A date of a record in words; `reported` if it is only that of the report.

    So is an agreement of which somebody spoke at a meeting.
    """
    agreed = "signed" in row or row.get("kind") == "agreement"
    told = ("report", "meeting") if agreed else ("report",)
    reported = row.get("date_basis") in told and date == row["date"]
    if one_of or reported:
        return f"{'reported ' * reported}{dates.words(date, one_of=True)}"
    return amounts.window(row, date)


def last(row: Fields) -> str:
    """When a tie was last made, or a sector last proposed: what is only reported, on one day."""
    lasted = row.get("last_basis", "report") != "report"
    is_vague = dates.vague(*dates.bounds(row["last"]))
    return dates.words(row["last"], one_of=is_vague or not lasted)


def status(row: Fields) -> str:
    """How far something has come; by now a meeting under way is over."""
    was = "was " * (row.get("kind") == "meeting" and row["status"] == "under-way")
    return f"{was}{row['status']}".replace("-", " ")


def named(id_: Any, labels: Labels) -> str:
    """What an id is called, or the id."""
    return str(_SPEAKERS.get(id_) or labels.get(id_, id_))


def whose(row: Fields, labels: Labels) -> str:
    """Who speaks, if anybody is quoted, and for which side: `not attributed (KZ)`."""
    name, side = named(row["speaker"], labels), row["side"]
    return name if side is None or row["speaker"] == "parties" else f"{name} ({side})"


def short(labels: Labels) -> dict[str, str]:
    """Names of regions, without the word oblast or city where it is clear."""
    bare = {id_: re.sub(" (Oblast|[(]city[)])$", "", name) for id_, name in labels.items()}
    several = Counter(bare.values())
    return {id_: name if several[name] == 1 else labels[id_] for id_, name in bare.items()}


def field(name: str) -> str:
    """A field's name as column headers have it."""
    names = {"hs": "HS chapter", "signed": "signing date", "fulfilled_by": "outcome in"}
    return names.get(name, name.replace("_", " "))


def verdict(word: str) -> str:
    """What is to be seen in two statements of articles."""
    return "both can be right" if word == "agree" else word


def _worded(type_: str, value: Any, labels: Labels) -> str:
    if type_.startswith("["):  # a list that an article states
        return ", ".join(_worded(type_[1:-1], part, labels) for part in value.split("; "))
    if isinstance(value, dict):
        return _object(type_.strip("{}"), value, labels)
    match type_:
        case "flag":
            return "yes" if value else "no"
        case "number":
            return amounts.number(value)
        case "date":
            return dates.words(value)
        case "word":
            return str(value).replace("-", " ")
        case "region" | "person" | "organization" | "sector" | "speaker" | "party" | "subject":
            return named(value, labels)
    return str(value)


def _object(type_: str, value: Fields, labels: Labels) -> str:
    match type_:
        case "participant":
            name, *more = filter(None, (value["name"], value["role"], value["side"]))
            return f"{name} ({'; '.join(more)})" if more else str(name)
        case "change":
            return f"{dates.words(value['date'])}: {value['why']}"
        case "mentions":
            return f"{citing.quoted(value['quotes'])} {value['headline']}, {value['url']}"
        case "conflicts":
            return (
                f"{field(value['field'])}, {verdict(value['verdict'])}: {_versions(value, labels)}"
            )
    if "id" in value:
        link = value.get("outcome") or value.get("field") or value["kind"]
        return f"{field(link).replace('-', ' ')}: {value['title']} ({value['id']})"
    known = (part for part in value.values() if part is not None)
    return ", ".join(named(p, labels) if isinstance(p, str) else _plain(p) for p in known)


def publisher(article: Fields, labels: Labels) -> str:
    """An article's publisher and agency: `Kazinform, from BelTA`."""
    name, agency = (named(article[key], labels) for key in ("publisher", "agency"))
    return name if name == agency else f"{name}, from {agency}"


def versions(conflict: Fields, labels: Labels) -> Iterator[tuple[str, str, str]]:
    """Each value of a field, the articles that give it, and the words of the first of these.

    The article whose value is used comes first.
    """
    giving: dict[str, list[Fields]] = {}
    for told in conflict["told"]:
        giving.setdefault(_told(conflict, told, labels), []).append(told)
    for value, group in giving.items():
        group.sort(key=lambda told: told["article"] != conflict["used"])
        sources = [f"{publisher(told, labels)}, {told['article']}" for told in group]
        if group[0]["article"] == conflict["used"]:
            sources[0] += "; used here"
        yield value, "; also ".join(sources), group[0]["quote"]


def _told(conflict: Fields, told: Fields, labels: Labels) -> str:
    """What an article gives for the field."""
    value = told["value"]
    if conflict["type"] != "number":
        return _worded(conflict["type"], value, labels)
    if conflict["field"] == "change":
        return f"{value} {told['unit']}"
    return f"{amounts.bounds(told)} {told['unit']}" if value is None else str(amounts.figure(told))


def _versions(conflict: Fields, labels: Labels) -> str:
    return "; ".join(f"{value} ({source})" for value, source, _ in versions(conflict, labels))


def pair(row: Fields, names: Labels) -> str:
    """The names of the two regions of a tie."""
    return " – ".join(names[end] for end in ends(row))


def tied(row: Fields) -> str:
    """What ties a pair, agreements first, and the last tie."""
    by = [unbroken(counted(row[kind], noun)) for kind, noun in _TYING.items() if row[kind]]
    if row["agreements"] and row["since"]:
        since = unbroken(f"(first {row['since']})")
        by[0] += f" {since}"
    only, tie = ("", " tie") if row["ties"] else ("no tie, only ", "")
    return f"{only}{' · '.join(by)}; last{tie} {last(row)}"
