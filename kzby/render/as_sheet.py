"""One thing laid out vertically: what it is, its evidence, what refers to it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kzby import dates
from kzby.query import Answer, Column
from kzby.render import words

_HEADING = {"id", "kind", "title", "name", "label", "headline"}
_BELOW = {"quote", "articles", "mentions", "referred_by", "named_by"}
_IN_DATE = {"date_earliest", "date_latest", "year_stated", "date_basis", "due_earliest", "due_latest", "period"}
_LAST = ("date", "date_text", "speaker", "side", "said_at", "status", "regions", "people", "organizations", "sectors", "related", "note")  # fmt: skip
_CODED = {"region", "[region]"}
_BASES = {"meeting": "that of the meeting where it was said", "report": "only the report's date is known"}


def sheet(answer: Answer, labels: Mapping[str, str]) -> Iterator[RenderableType]:
    """Each row as a page of its own: heading, fields, evidence and references."""
    for number, row in enumerate(answer.mappings()):
        if number:
            yield Text("")
        yield Text(next(row[name] for name in ("title", "headline", "label", "name") if row.get(name)), "bold")
        yield Text("  ".join(row[name] for name in ("kind", "id") if name in row), "dim")
        yield Text("")
        yield _pairs(_fields(answer, row, labels))
        yield from _sections(row, labels)


def _fields(answer: Answer, row: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    """The fields worth a line: a record's own first, then its head, where what is missing says so."""
    is_record = "mentions" in row
    left_out = _HEADING | _BELOW | (_IN_DATE if is_record else set())
    if row.get("kind") == "goods":
        left_out = left_out - {"name"}
    columns = [column for column in answer.columns if column.name not in left_out]
    own = [column for column in columns if column.name not in _LAST]
    head = sorted((column for column in columns if column.name in _LAST), key=lambda one: _LAST.index(one.name))
    for column in [*own, *head] if is_record else columns:
        value = _value(column, row, labels)
        if value is not None:
            yield words.header(column.name), value
        elif is_record:
            yield words.header(column.name), Text("none recorded" if row[column.name] == [] else "not stated", "dim")


def _value(column: Column, row: Mapping[str, Any], labels: Mapping[str, str]) -> Text | None:
    value = row[column.name]
    told = words.cell(column, row, labels)
    if told is None:
        return None
    if column.name == "date":
        return _dated(told, row)
    if isinstance(value, list) and isinstance(value[0], dict):
        return Text("\n".join(words.cell(column, {**row, column.name: [one]}, labels) or "" for one in value))
    codes = [id_ for id_ in ([value] if isinstance(value, str) else value) if id_.isupper()] if column.type in _CODED else []
    return Text(f"{told} ({', '.join(codes)})" if codes else told)


def _dated(told: str, row: Mapping[str, Any]) -> Text:
    doubts = [_BASES[row["date_basis"]]] if row.get("date_basis") in _BASES else []
    if row.get("year_stated") is False:
        doubts.append("the year is inferred")
    return Text(f"{told} ({'; '.join(doubts)})" if doubts else told)


def _sections(row: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[RenderableType]:
    if mentions := row.get("mentions"):
        yield Text("\nevidence", "bold")
        for mention in mentions:
            yield Padding(_evidence(mention, labels, inferred=row["year_stated"] is False), (0, 0, 0, 2))
    for name, heading in (("referred_by", "referred to by"), ("named_by", "recorded about it")):
        if name in row:
            yield Text(f"\n{heading}", "bold")
            yield _references(row[name]) if row[name] else Text("  nothing", "dim")


def _evidence(mention: Mapping[str, Any], labels: Mapping[str, str], *, inferred: bool) -> RenderableType:
    publisher, agency = (labels.get(mention[name], mention[name]) for name in ("publisher", "agency"))
    lines = [
        f"“{mention['quote']}”",
        mention["headline"],
        f"{publisher}, from {agency}, {dates.words(mention['published'])}",
        *([f"dated: {mention['dating']}"] if inferred else []),
        mention["url"],
        f"{mention['file']}:{mention['line']}",
    ]
    return Text("\n".join(lines))


def _references(references: list[dict[str, Any]]) -> RenderableType:
    """What refers to it, each by the field or as the kind it does so."""
    return _pairs(
        ((one.get("field") or one["kind"]).replace("_", " "), Text(one["title"]).append(f"  {one['id']}", "dim"))
        for one in references
    )


def _pairs(pairs: Iterable[tuple[str, Text]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in pairs:
        grid.add_row(Text(f"  {name}"), value)
    return grid
