"""Cells as people read them, and what is not known."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from kzby.model import dates
from kzby.query.answer import Answer, Column
from kzby.render import amounts
from kzby.render.amounts import Fields, Labels

DASH = "–"
_SPEAKERS = {"article": "not attributed", "parties": "both sides"}


def cell(answer: Answer, column: Column, row: Fields) -> str | None:  # noqa: C901
    """The value of a column in words, on one line; None if it is not known."""
    name, value, labels = column.name, row[column.name], answer.labels
    if answer.view is None:
        return DASH if value is None else str(value)
    match name:
        case "value" if row.get("measure"):  # of a derived figure, with its bounds
            change = {**row, "change": value, "change_kind": "percent"}
            derived = amounts.change(change) if row["measure"] == "change" else amounts.figure(row)
            return f"≈ {derived} ({amounts.bounds(row)})"
        case "value" | "stated":
            return amounts.figure({**row, "value": value})
        case "computed":  # of a balance as a surplus or deficit
            sign = "surplus" if value > 0 else "deficit" if value < 0 else None
            sign = sign if row["flow"] == "balance" else None
            return amounts.figure({"value": value, "sign": sign, "unit": row["unit"]})
    if value is None or value == []:
        return None
    if column.type == "day":
        stated = dates.year_stated(row[name.rpartition("_")[0]])
        return str(value) if stated else f"{value[:4]}?{value[4:]}"
    if column.type == "date":
        of_report = row.get("date_basis") == "report" and value == row["date"]
        reported = name in ("date", "at") and of_report
        text = dates.words(value, one_of=reported or name == "published")
        return f"reported {text}" if reported else text
    match name:
        case "flow":
            measure = row.get("measure") or value
            return str(value) if measure == value else f"{measure} of {value}"
        case "basis":
            stands_for = row.get("stands_for") or "actual"
            return str(value) if stands_for == "actual" else f"{value} ({stands_for})"
        case "identity":  # of growth also what grew, and the window of its base
            against = f" ({dates.words(row['against'])})" if row["against"] else ""
            return str(value).replace("growth", f"growth of {row['flow']}") + against
        case "change":
            return amounts.change(row)
        case "field":
            return field(value)
        case "roles":  # each title once whatever its capitals, the longest first
            titles = {role["title"].casefold(): role["title"] for role in reversed(value)}
            return "; ".join(sorted(titles.values(), key=len, reverse=True))
        case "source":
            return f"[{numbers(value)}]"
        case "told":
            return _versions(row, labels)
    if isinstance(value, list):
        parts = dict.fromkeys(_worded(column.type[1:-1], part, labels) for part in value)
        return ("; " if isinstance(value[0], dict) else ", ").join(parts)
    return _worded(column.type, value, labels)


def cells(answer: Answer, row: Fields) -> dict[str, str | None]:
    """The values of a row that a table shows, in words, by column."""
    return {column.name: cell(answer, column, row) for column in answer.shown}


def lines(answer: Answer, column: Column, row: Fields) -> list[str]:
    """The value of a column in full: a line for each object in a list."""
    value = row[column.name]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_worded(column.type[1:-1], part, answer.labels) for part in value]
    text = cell(answer, column, row)
    return [] if text is None else [text]


def field(name: str) -> str:
    """The name of a field as the header of its column has it."""
    return "HS chapter" if name == "hs" else name.replace("_", " ")


def sourced(text: str, row: Fields) -> str:
    """Words of a row, with the numbers of its sources where these are listed."""
    return f"{text} [{numbers(row['source'])}]" if row.get("source") else text


def numbers(sources: Sequence[int]) -> str:
    """The numbers of sources in order, three or more in a row joined by a dash."""
    runs = []
    for _, pairs in groupby(enumerate(sorted(sources)), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        runs.append(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)))
    return ", ".join(runs)


def _worded(type_: str, value: Any, labels: Labels) -> str:  # noqa: C901
    if type_.startswith("["):  # the list that an article states
        return ", ".join(_worded(type_[1:-1], part, labels) for part in value.split("; "))
    match type_:
        case "region" | "person" | "organization" | "sector" | "speaker" | "party" | "subject":
            return _SPEAKERS.get(value) or labels.get(value, value)
        case "flag":
            return "yes" if value else "no"
        case "number":
            return amounts.number(value)
        case "date":
            return dates.words(value)
        case "word":
            return str(value).replace("-", " ")
        case "role":
            return f"{value['title']} ({value['article']})"
        case "former":
            return f"{value['name']} (until {value['until']})"
        case "{split}" | "split":
            return f"{labels.get(value['region'], value['region'])} ({value['year']})"
        case "whole":
            return f"{labels.get(value['region'], value['region'])} (until {value['until']})"
        case "title":
            printed = f" ({value['title_text']})" if value["title_text"] else ""
            return f"{labels.get(value['person'], value['person'])}: {value['title']}{printed}"
        case "participant":
            name, role = value["name"], value["role"]
            return f"{name} ({role})" if name and role else str(name or role)
        case "mentions":
            return f"{quoted(value)} {value['headline']}, {value['url']}"
        case "conflicts":
            return f"{field(value['field'])}, {value['verdict']}: {_versions(value, labels)}"
        case "referred_by" | "named_by":
            link = value.get("field") or value["kind"]
            return f"{link.replace('_', ' ')}: {value['title']} ({value['id']})"
    return str(value)


def quoted(mention: Fields) -> str:
    """The phrases that an article pins a record with: `“one” … “another”`."""
    return " … ".join(f"“{quote}”" for quote in mention["quotes"])


def publisher(article: Fields, labels: Labels) -> str:
    """Who published an article, and whose report it is: `Kazinform, from BelTA`."""
    name, agency = (labels.get(article[key], article[key]) for key in ("publisher", "agency"))
    return name if name == agency else f"{name}, from {agency}"


def versions(conflict: Fields, labels: Labels) -> list[tuple[str, str]]:
    """What each article states for a field, and which article it is."""
    versions = []
    for number, stated in enumerate(conflict["told"]):
        value, source = stated["value"], f"{publisher(stated, labels)}, {stated['article']}"
        if conflict["type"] != "number":
            text = _worded(conflict["type"], value, labels)
        elif conflict["field"] == "change":
            change = {"change": value, "change_kind": stated["unit"], "against": None}
            text = amounts.change(change)
        else:
            text = str(amounts.between(stated) if value is None else amounts.figure(stated))
        if stated["article"] == conflict["used"]:
            state = "latest" if conflict["field"] in ("status", "stage") else "more exact"
            source += f"; used, the {state if number else 'oldest'}"
        versions.append((text, source))
    return versions


def _versions(conflict: Fields, labels: Labels) -> str:
    return "; ".join(f"{value} ({source})" for value, source in versions(conflict, labels))


# What an article could have stated, and what could be recorded. Other empty fields say nothing of
# an article: the curators add them (`note`), or they follow from others (`side`).
_ABSENT = {
    "not stated": "dateline region partner place due signed outcome term period value change against",
    "none recorded": "participants parties subject hs fulfilled_by said_at "
    "regions people organizations sectors related",
}
_INSTEAD = {"period": "date_text", "value": "sign"}  # where a field has words though no value


def absent(columns: Iterable[Column], row: Fields) -> Iterator[tuple[str, str]]:
    """What a page says of empty fields: each phrase with their headers."""
    if row.get("basis") == "derived":
        return
    known = {
        *(name for name, value in row.items() if value not in (None, [])),
        *(name for name in row if row.get(f"{name}_text") or row.get(_INSTEAD.get(name, ""))),
        *["subject"] * (row.get("kind") != "agreement"),
        *["against"] * (row.get("change") is None),
        *["said_at"] * (row.get("speaker") == "article"),
        *["fulfilled_by"] * (row.get("outcome") not in ("fulfilled", "partly-fulfilled")),
    }
    headers = {column.name: column.header for column in columns if column.name not in known}
    for phrase, names in _ABSENT.items():
        empty = [headers[name] for name in names.split() if name in headers]
        if empty and (phrase == "not stated" or "kind" in row):
            yield phrase, ", ".join(empty)
