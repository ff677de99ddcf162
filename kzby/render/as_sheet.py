"""One thing in full, and where articles disagree."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from rich.console import RenderableType
from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer, Column
from kzby.render import amounts, words
from kzby.render.amounts import Fields, Labels
from kzby.render.table import GAP, Cell, indented, pairs, table

_HEADINGS = ("title", "headline", "label", "name")  # the first it has
# What has a section of its own, or is said by another field.
_APART = {
    "kind", "quote", "quotes", "mentions", "conflicts", "referred_by", "named_by", "date_basis", "period", "low", "high", "unit",
    "hedge", "sign", "change_kind", "against", "measure", "stands_for",
}  # fmt: skip
DIFFERENCES = "told differently"  # the heading of what articles disagree on
_STYLES = {"conflict": "red", "revised": "yellow", "agree": "green"}
# Sections of links: heading, column, and the key that says what the link is.
_LINKS = (("referred to by", "referred_by", "field"), ("recorded about it", "named_by", "kind"))


def sheet(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A page a row: its own fields, those of every record, then its evidence and links."""
    names = answer.names
    key, own = names[0], names.index("note") + 1 if "note" in names else 0
    ordered = (*answer.columns[own:], *answer.columns[:own])
    for row in answer.mappings():
        naming = next(name for name in _HEADINGS if row.get(name))
        yield Text(f"\n{row[naming]}", "bold")
        yield Text(f"{row['kind']}  {row[key]}" if "kind" in row else row[key], "dim")
        fields = (
            (column.header, _value(answer, column, row))
            for column in ordered
            if column.name not in {key, naming, *_APART} and column.type not in ("day", "flag")
        )
        yield from _section("", fields, width)
        yield from _section("", words.absent(answer.columns, row), width)
        yield from _evidence(row.get("mentions", []), row, answer.labels)
        if row.get("conflicts"):
            yield Text(f"\n{DIFFERENCES}", "bold")
            yield from table(_differences(row["conflicts"], answer.labels), width, indent=GAP)
        for heading, name, how in _LINKS:
            links = (
                (link[how].replace("_", " "), Text(link["title"]).append(f"  {link['id']}", "dim"))
                for link in row.get(name, [])
            )
            yield from _section(heading, links, width)


def _section(
    heading: str, fields: Iterable[tuple[str, str | Text]], width: int
) -> Iterator[RenderableType]:
    if known := [(name, value) for name, value in fields if value]:
        yield Text(f"\n{heading}" if heading else "", "bold")
        yield from map(indented, pairs(known, width - GAP))


def _value(answer: Answer, column: Column, row: Fields) -> str:
    """A field in words, with what else is known of it in brackets."""
    text, value, more = "\n".join(words.lines(answer, column, row)), row[column.name], []
    if column.name == "value":
        more.append(amounts.reading(row))
    elif column.type == "date" and value:
        if column.name == "date" and row["date_basis"] == "meeting":
            more.append("that of the meeting where it was said")
        if "?" in value:
            more.append("the year is inferred")
    elif column.type in ("region", "[region]") and value:
        ids = [value] if isinstance(value, str) else value
        more.append(", ".join(id_ for id_ in ids if id_.isupper()))  # a code; a town's is a word
    brackets = "; ".join(filter(None, more))
    return f"{text} ({brackets})" if brackets else text


def _evidence(mentions: list[Fields], row: Fields, labels: Labels) -> Iterator[RenderableType]:
    for number, mention in enumerate(mentions):
        yield Text("" if number else "\nevidence", "bold")
        published = dates.words(mention["published"], one_of=True)
        lines = [
            words.quoted(mention),
            mention["headline"],
            f"{words.publisher(mention, labels)}, {published}",
            *[f"dated: {mention['dating']}"] * (row["year_stated"] is False),
            mention["url"],
            f"{mention['file']}:{mention['line']}",
        ]
        yield indented(Text("\n".join(lines)))


def conflicts(answer: Answer) -> Iterator[Text | list[Cell]]:
    """A heading a record, below it the fields on which articles differ."""
    for id_, group in groupby(answer.mappings(), key=itemgetter("id")):
        rows = list(group)
        sourced = words.sourced(id_, rows[0])
        yield Text(f"\n{rows[0]['title']}", "bold").append(f"  {sourced}", "not bold dim")
        yield from _differences(rows, answer.labels)


def _differences(rows: Sequence[Fields], labels: Labels) -> Iterator[list[Cell]]:
    """A line an article: the field, below it the verdict; the value; the article."""
    for row in rows:
        stated = words.versions(row, labels)
        if row["used"] is None:
            stated.append(("none is used", "the article that answers follow states none"))
        verdict = Text(row["verdict"], _STYLES.get(row["verdict"], ""))
        heads = [Text(words.field(row["field"]), "dim"), verdict, *[Text()] * len(stated)]
        for head, version in zip(heads, stated, strict=False):
            yield [head, *map(Text, version)]
