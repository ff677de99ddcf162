"""Values in words, for the formats that people read: headers, names for ids, dates, numbers, what is not known."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from kzby.model import dates
from kzby.query.answer import Answer, Column
from kzby.render import amounts

DASH = "–"

HEADERS = {
    "title": "what",
    "of": "what",
    "participants": "who",
    "speakers": "proposed by",
    "label": "sector",
    "isic": "ISIC",
    "hs": "HS chapter",
    "spellings": "as printed",
    "date_text": "printed as",
    "due_text": "due, as printed",
    "value_text": "printed as",
    "against_text": "against, as printed",
}


def header(name: str) -> str:
    """A column's name as a person reads it."""
    return HEADERS.get(name, name.replace("_", " "))


def shown(answer: Answer) -> tuple[Column, ...]:
    """The columns of an answer that a table shows, in the order it shows them."""
    return answer.shown


def cell(column: Column, row: Mapping[str, Any], labels: Mapping[str, str]) -> str | None:
    """One value in words, or None for what is not known."""
    value = row[column.name]
    match column.name:
        case name if name in _OF_FIGURE:
            return _OF_FIGURE[name](row)
        case "change" if value is not None:
            return amounts.change(row)
        case "date" | "at" if row.get("date_basis") == "report" and value == row.get("date"):
            return f"reported {dates.words(value, one_of=True)}"
        case name if name in _OF_VALUE:
            return _OF_VALUE[name](value)
        case "told":
            return _side_by_side(row, labels)
    if value is None or value == []:
        return None
    if isinstance(value, list):
        told = dict.fromkeys(_one(column.type[1:-1], one, labels) for one in value)
        return ("; " if isinstance(value[0], dict) else ", ").join(told)
    return _one(column.type, value, labels)


def plain(value: Any) -> str:
    """A value as it is, of a query that is the user's own."""
    return DASH if value is None else str(value)


def identified(row: Mapping[str, Any]) -> str:
    """A record's id, with the numbers of its sources behind it where these are listed."""
    return sourced(row["id"], row)


def sourced(told: str, row: Mapping[str, Any]) -> str:
    """Words of a row, with the numbers of its sources behind them where these are listed."""
    return f"{told} [{numbers(row['source'])}]" if row.get("source") else told


def numbers(sources: Sequence[int]) -> str:
    """The numbers of sources, in order, three or more in a row joined by a dash."""
    runs = [
        [one for _, one in run]
        for _, run in groupby(enumerate(sorted(sources)), lambda at: at[1] - at[0])
    ]
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )


def lines(column: Column, row: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    """One value in full: of a list of objects one line each, of anything else one line, none for what is not known."""
    value = row[column.name]
    if column.type == "day" and value:
        return [_day(value, row[column.name.rpartition("_")[0]])]
    if column.name == "roles":
        return [f"{role['title']} ({role['article']})" for role in value]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_one(column.type[1:-1], one, labels) for one in value]
    told = cell(column, row, labels)
    return [] if told is None else [told]


def _day(day: str, date: str) -> str:
    """A bound of a date, its year marked where that of the date is not stated."""
    return day if dates.year_stated(date) else f"{day[:4]}?{day[4:]}"


def _titles(roles: list[dict[str, str]]) -> str:
    """The titles of a person, each once whatever its capitals, the fullest first."""
    titles = {role["title"].casefold(): role["title"] for role in reversed(roles)}
    return "; ".join(sorted(titles.values(), key=lambda title: -len(title)))


_SPOKEN = {"article": "not attributed", "parties": "both sides"}
_NAMED = {"region", "person", "organization", "sector", "speaker", "party"}


def _one(type_: str, value: Any, labels: Mapping[str, str]) -> str:
    if type_ in _NAMED:
        return _SPOKEN.get(value) or labels.get(value, value)
    wording = _WORDINGS.get(type_)
    return wording(value, labels) if wording else str(value)


def stated(one: Mapping[str, Any], conflict: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """The value of a field that one article states, of those that articles tell differently."""
    value = one["value"]
    if conflict["type"] != "number":
        return _one(conflict["type"], value, labels)
    if conflict["field"] == "change":
        return amounts.change({"change": value, "change_kind": one["unit"], "against": None})
    return amounts.between(one) if value is None else str(amounts.figure(one))


def source(one: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Who published an article, and whose report it is: `Kazinform, from BelTA`."""
    publisher, agency = (labels.get(one[name], one[name]) for name in ("publisher", "agency"))
    return publisher if publisher == agency else f"{publisher}, from {agency}"


def teller(one: Mapping[str, Any], conflict: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Which article states a value, and whether answers give it: `Kazinform, from BelTA, ...; used, the oldest`."""
    told = f"{source(one, labels)}, {one['article']}"
    if one["article"] != conflict["used"]:
        return told
    return f"{told}; used, the {'oldest' if one is conflict['told'][0] else 'latest'}"


def _side_by_side(conflict: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    told = conflict["told"]
    return "; ".join(
        f"{stated(one, conflict, labels)} ({teller(one, conflict, labels)})" for one in told
    )


def _participant(value: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """A name with the role behind it, or the role alone."""
    del labels
    named, role = value["name"], value["role"]
    return f"{named} ({role})" if named and role else str(named or role)


_WORDINGS: dict[str, Callable[[Any, Mapping[str, str]], str]] = {
    "flag": lambda value, _: "yes" if value else "no",
    "number": lambda value, _: amounts.number(value),
    "date": lambda value, _: dates.words(value),
    "word": lambda value, _: str(value).replace("-", " "),
    "role": lambda value, _: str(value["title"]),
    "former": lambda value, _: f"{value['name']} (until {value['until']})",
    "{split}": lambda value, labels: (
        f"{labels.get(value['region'], value['region'])} ({value['year']})"
    ),
    "participant": _participant,
    "mentions": lambda value, _: f"“{value['quote']}” {value['headline']}, {value['url']}",
    "conflicts": lambda value, labels: (
        f"{header(value['field'])}, {value['verdict']}: {_side_by_side(value, labels)}"
    ),
    "referred_by": lambda value, _: (
        f"{value['field'].replace('_', ' ')}: {value['title']} ({value['id']})"
    ),
    "named_by": lambda value, _: f"{value['kind']}: {value['title']} ({value['id']})",
}


_OF_VALUE: dict[str, Callable[[Any], str | None]] = {
    "published": lambda value: dates.words(value, one_of=True),
    "roles": _titles,
    "field": header,
    "source": lambda value: f"[{numbers(value)}]" if value else None,
}
_OF_FIGURE: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    "value": lambda row: (
        f"{amounts.DERIVED} {amounts.derived(row)}" if row.get("measure") else amounts.figure(row)
    ),
    "flow": amounts.measured,
    "basis": amounts.basis,
    "identity": amounts.identity,
    "stated": lambda row: amounts.figure({**row, "value": row["stated"]}),
    "computed": amounts.computed,
}
