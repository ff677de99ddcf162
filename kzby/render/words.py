"""Values in words, for the formats that people read: headers, names for ids, dates, numbers, what is not known."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from kzby import dates
from kzby.answer import Answer, Column
from kzby.terms import Basis, ChangeKind, Measure, View

DASH = "–"
DERIVED = "≈"  # before a figure that no article prints

# The columns a person sees first, by view; the machine formats have all of them.
SHOWN = {
    View.MEETINGS: ("date", "title", "participants", "place"),
    View.PROPOSALS: ("sector", "title", "form", "status", "date"),
    View.SECTORS: ("label", "proposals", "speakers", "sides", "regions"),
    View.PLANS: ("due", "title", "status", "speaker", "date"),
    View.PROJECTS: ("title", "stage", "status", "place", "date"),
    View.AGREEMENTS: ("signed", "title", "parties", "subject"),
    View.TIMELINE: ("at", "kind", "title", "status"),
    View.TRADE: ("region", "partner", "period", "basis", "flow", "value", "change"),
    View.DERIVED: ("region", "partner", "period", "basis", "flow", "value", "formula", "change"),
    View.RECONCILIATION: (
        *("verdict", "identity", "region", "partner", "period", "basis"),
        *("unit", "stated", "computed", "residual", "tolerance", "inputs"),
    ),
    View.GOODS: ("region", "flow", "partner", "name", "hs"),
    View.REMARKS: ("date", "title", "speaker", "quote"),
    View.COUNTS: ("value", "unit", "of", "date"),
    View.CONFLICTS: ("verdict", "title", "field", "told"),
    View.PEOPLE: ("name", "side", "roles", "records"),
    View.ORGANIZATIONS: ("name", "type", "side", "region", "records"),
    View.REGIONS: ("id", "name", "meetings", "plans", "proposals", "trade", "records"),
    View.ARTICLES: ("published", "headline", "publisher", "agency", "records"),
    View.RECORDS: ("date", "kind", "title", "quote"),
}

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

_MILLION = 1_000_000


def header(name: str) -> str:
    """A column's name as a person reads it."""
    return HEADERS.get(name, name.replace("_", " "))


def shown(answer: Answer) -> tuple[Column, ...]:
    """The columns of an answer that a table shows, in the order it shows them."""
    known = {column.name: column for column in answer.columns}
    sources = ("source",) if answer.sources else ()
    return tuple(known[name] for name in (*SHOWN[answer.view], *sources))


def cell(column: Column, row: Mapping[str, Any], labels: Mapping[str, str]) -> str | None:
    """One value in words, or None for what is not known."""
    value = row[column.name]
    match column.name:
        case name if name in _OF_FIGURE:
            return _OF_FIGURE[name](row)
        case "change" if value is not None:
            return change(row)
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


def identified(row: Mapping[str, Any]) -> str:
    """A record's id, with the numbers of its sources behind it where these are listed."""
    return sourced(row["id"], row)


def sourced(told: str, row: Mapping[str, Any]) -> str:
    """Words of a row, with the numbers of its sources behind them where these are listed."""
    return f"{told} [{numbers(row['source'])}]" if row.get("source") else told


def numbers(sources: Sequence[int]) -> str:
    """The numbers of sources, in order, three or more in a row joined by a dash."""
    runs = [[one for _, one in run] for _, run in groupby(enumerate(sorted(sources)), lambda at: at[1] - at[0])]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


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
        return change({"change": value, "change_kind": one["unit"], "against": None})
    return _between(one) if value is None else str(figure(one))


def _between(one: Mapping[str, Any]) -> str:
    """A number of which only the least or the greatest is printed, or both: `2 to 3 visits`."""
    low, high = (bound if bound is None else number(bound) for bound in (one["low"], one["high"]))
    span = f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
    return f"{_hedge(one)}{span} {one['unit']}"


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
    return "; ".join(f"{stated(one, conflict, labels)} ({teller(one, conflict, labels)})" for one in told)


def _participant(value: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """A name with the role behind it, or the role alone."""
    del labels
    named, role = value["name"], value["role"]
    return f"{named} ({role})" if named and role else str(named or role)


_WORDINGS: dict[str, Callable[[Any, Mapping[str, str]], str]] = {
    "flag": lambda value, _: "yes" if value else "no",
    "number": lambda value, _: number(value),
    "date": lambda value, _: dates.words(value),
    "word": lambda value, _: str(value).replace("-", " "),
    "role": lambda value, _: str(value["title"]),
    "former": lambda value, _: f"{value['name']} (until {value['until']})",
    "{split}": lambda value, labels: f"{labels.get(value['region'], value['region'])} ({value['year']})",
    "participant": _participant,
    "mentions": lambda value, _: f"“{value['quote']}” {value['headline']}, {value['url']}",
    "conflicts": lambda value, labels: f"{header(value['field'])}, {value['verdict']}: {_side_by_side(value, labels)}",
    "referred_by": lambda value, _: f"{value['field'].replace('_', ' ')}: {value['title']} ({value['id']})",
    "named_by": lambda value, _: f"{value['kind']}: {value['title']} ({value['id']})",
}


def number(value: float) -> str:
    """A number with thousands separators; millions in words where that loses no digit."""
    if abs(value) >= _MILLION and value % (_MILLION // 100) == 0:
        return f"{value / _MILLION:,.2f}".rstrip("0").rstrip(".") + " million"
    return f"{value:,}"


def figure(row: Mapping[str, Any]) -> str | None:
    """A figure with its hedge, sign and unit, `almost 62 million USD`, or the printed words where it has no number."""
    value, sign = row["value"], row.get("sign")
    if value is None:
        return sign or row.get("value_text")
    told = number(abs(value) if sign else value)
    # a count's unit has a column of its own
    return f"{f'{sign} of ' if sign else ''}{_hedge(row)}{told if 'of' in row else in_unit(told, row['unit'])}"


def _hedge(row: Mapping[str, Any]) -> str:
    return f"{row['hedge'].replace('-', ' ')} " if row.get("hedge") else ""


def in_unit(told: str, unit: str) -> str:
    """A number with its unit: `22.4 million USD`, `99.5%`."""
    return f"{told}%" if unit == "%" else f"{told} {unit}"


def measured(row: Mapping[str, Any]) -> str:
    """What a figure is: its flow, of a derived one also its measure, such as `share of export`."""
    measure, flow = row.get("measure"), str(row["flow"])
    return flow if measure in (None, flow) else f"{measure} of {flow}"


def derived(row: Mapping[str, Any]) -> str:
    """A derived figure with its bounds: `35.94 million USD (35.35 million to 35.96 million)`."""
    changed = row["measure"] == Measure.CHANGE
    told = change({**row, "change": row["value"], "change_kind": ChangeKind.PERCENT}) if changed else figure(row)
    return f"{told} ({bounds(row)})"


def bounds(row: Mapping[str, Any]) -> str:
    """The bounds of a figure, one of which may be open."""
    unit = "%" if row["unit"] == "%" else ""
    low, high = (None if row[name] is None else f"{number(row[name])}{unit}" for name in ("low", "high"))
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}"
    return f"{low} to {high}"


def basis(row: Mapping[str, Any]) -> str:
    """A basis, of a derived figure also what it stands for, unless that was measured."""
    told = str(row["basis"])
    return told if row.get("stands_for") in (None, Basis.ACTUAL) else f"{told} ({row['stands_for']})"


def identity(row: Mapping[str, Any]) -> str:
    """What must hold: `turnover = export + import`, `growth of export against a recorded base (2014)`."""
    if not row["against"]:
        return str(row["identity"])
    grown = row["identity"].replace("growth", f"growth of {row['flow']}")
    return f"{grown} ({dates.words(row['against'])})"


_OF_VALUE: dict[str, Callable[[Any], str | None]] = {
    "published": lambda value: dates.words(value, one_of=True),
    "roles": _titles,
    "field": header,
    "source": lambda value: f"[{numbers(value)}]" if value else None,
}
_OF_FIGURE: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    "value": lambda row: f"{DERIVED} {derived(row)}" if row.get("measure") else figure(row),
    "flow": measured,
    "basis": basis,
    "identity": identity,
    "stated": lambda row: figure({**row, "value": row["stated"]}),
}


def change(row: Mapping[str, Any]) -> str:
    """A change in words: `+72.5% on Jan-Oct 2014`, `107.5% of 2020`, `1.4 times 2014`."""
    value, base = row["change"], f" {dates.words(row['against'])}" if row["against"] else ""
    match row["change_kind"]:
        case "percent":
            return f"{value:+,}%" + (f" on{base}" if base else "")
        case "index":
            return f"{value:,}%" + (f" of{base}" if base else "")
        case _:
            return f"{value:,} times{base}"
