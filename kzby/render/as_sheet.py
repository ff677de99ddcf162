"""One thing laid out vertically: what it is and its words first, then its fields, its evidence, what refers to it."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Column
from kzby.render import absent, amounts, as_conflicts, words

# What a page does not list as fields: its heading, what has a section of its own, and what other fields tell.
_RECORD = {
    "id",
    "kind",
    "title",
    "quote",
    "articles",
    "origins",
    "mentions",
    "conflicts",
    "referred_by",
}
_RECORD |= {
    "date_earliest",
    "date_latest",
    "year_stated",
    "date_basis",
    "due_earliest",
    "due_latest",
    "period",
}
_RECORD |= {"low", "high", "unit", "hedge", "sign", "change_kind", "against"}
_RECORD |= {"measure", "stands_for"}
_OTHER = {"id", "name", "headline", "label", "named_by"}
# The fields that every record has come after its own.
_HEAD = (
    "date", "date_text", "speaker", "side", "said_at", "status", "regions", "people", "organizations", "sectors",
    "related", "note", "source",
)  # fmt: skip
_Part = RenderableType | list[tuple[str, Text]]  # a list is names with their values
_CODED = {"region", "[region]"}
_BASES = {
    "meeting": "that of the meeting where it was said",
    "report": "only the report's date is known",
}


_NARROW = 44  # below this width a value stands under its name


def sheet(answer: Answer, width: int) -> Iterator[RenderableType]:
    """Each row as a page of its own."""
    for number, row in enumerate(answer.mappings()):
        if number:
            yield Text("")
        parts = _record(answer, row, width) if "mentions" in row else _other(answer, row)
        yield from (_pairs(part, width) if isinstance(part, list) else part for part in parts)


def _record(answer: Answer, row: Mapping[str, Any], width: int) -> Iterator[_Part]:
    yield Text(row["title"], "bold")
    yield Text(f"{row['kind']}  {row['id']}\n", "dim")
    columns = [column for column in answer.columns if column.name not in _RECORD]
    own = [column for column in columns if column.name not in _HEAD]
    head = sorted(
        (column for column in columns if column.name in _HEAD),
        key=lambda one: _HEAD.index(one.name),
    )
    told = [(column, _value(column, row, answer.labels)) for column in (*own, *head)]
    yield [(words.header(column.name), value) for column, value in told if value is not None]
    yield from _absent(row)
    told_in = (
        f"{counted(len(row['articles']), 'article')}, {counted(len(row['origins']), 'origin')}"
    )
    yield Text("\nevidence", "bold").append(f"  {told_in}", "not bold dim")
    for number, mention in enumerate(row["mentions"]):
        told_by = _evidence(mention, answer.labels, inferred=row["year_stated"] is False)
        yield Padding(told_by, (min(number, 1), 0, 0, 2))
    if row["conflicts"]:
        yield Text("\ntold differently", "bold")
        yield as_conflicts.side_by_side(row["conflicts"], answer.labels, width)
    yield from _references(
        "referred to by", [(one["field"].replace("_", " "), one) for one in row["referred_by"]]
    )


def _other(answer: Answer, row: Mapping[str, Any]) -> Iterator[_Part]:
    yield Text(row.get("headline") or row.get("label") or row["name"], "bold")
    yield Text(f"{row[answer.columns[0].name]}\n", "dim")
    told = [
        (column, _value(column, row, answer.labels))
        for column in answer.columns[1:]
        if column.name not in _OTHER
    ]
    yield [(words.header(column.name), value) for column, value in told if value is not None]
    yield from _absent(row)
    yield from _references("recorded about it", [(one["kind"], one) for one in row["named_by"]])


def _absent(row: Mapping[str, Any]) -> Iterator[_Part]:
    if told := [
        (what, Text(", ".join(map(words.header, names)), "dim")) for what, names in absent.told(row)
    ]:
        yield Text("")
        yield told


def _value(column: Column, row: Mapping[str, Any], labels: Mapping[str, str]) -> Text | None:
    told = "\n".join(words.lines(column, row, labels))
    if not told:
        return None
    if column.name == "value" and row.get("hedge") and None not in (row["low"], row["high"]):
        return Text(f"{told} (read as {amounts.bounds(row)})")
    if column.name == "value" and row["value"] is None and row.get("sign"):
        return Text(f"{told} (amount not stated)")
    if column.type == "date":
        return _dated(told, column.name, row)
    value = row[column.name]
    ids = [value] if isinstance(value, str) else value
    codes = ", ".join(id_ for id_ in ids if id_.isupper()) if column.type in _CODED else ""
    return Text(f"{told} ({codes})" if codes else told)


def _dated(told: str, name: str, row: Mapping[str, Any]) -> Text:
    doubts = [_BASES[row["date_basis"]]] if name == "date" and row["date_basis"] in _BASES else []
    if not dates.year_stated(row[name]):
        doubts.append("the year is not known" if "X" in row[name] else "the year is inferred")
    return Text(f"{told} ({'; '.join(doubts)})" if doubts else told)


def _evidence(
    mention: Mapping[str, Any], labels: Mapping[str, str], *, inferred: bool
) -> RenderableType:
    lines = [
        f"“{mention['quote']}”",
        mention["headline"],
        f"{words.source(mention, labels)}, {dates.words(mention['published'], one_of=True)}",
        *([f"dated: {mention['dating']}"] if inferred else []),
        mention["url"],
        f"{mention['file']}:{mention['line']}",
    ]
    return Text("\n".join(lines))


def _references(heading: str, references: list[tuple[str, dict[str, Any]]]) -> Iterator[_Part]:
    yield Text(f"\n{heading}", "bold")
    yield [(how, Text(one["title"]).append(f"  {one['id']}", "dim")) for how, one in references]
    if not references:
        yield Text("  nothing", "dim")


def _pairs(pairs: list[tuple[str, Text]], width: int) -> RenderableType:
    if width < _NARROW:
        return Group(
            *(
                part
                for name, value in pairs
                for part in (Text(f"  {name}", "dim"), Padding(value, (0, 0, 0, 4)))
            )
        )
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in pairs:
        grid.add_row(Text(f"  {name}"), value)
    return grid
