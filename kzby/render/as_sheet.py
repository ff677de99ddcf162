"""One thing in full, and where articles disagree."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer, Column
from kzby.render import amounts, words
from kzby.render.amounts import Fields, Labels
from kzby.render.table import GAP, Entry, Part, heading, indented, pairs, table, verdict
from kzby.render.words import field

_TITLES = ("title", "headline", "label", "name")  # the first it has
# Shown in a section, or by another field.
_APART = {
    *("kind", "quote", "quotes", "mentions", "conflicts", "referred_by", "named_by", "date_basis"),
    *("period", "low", "high", "unit", "hedge", "sign", "change_kind", "against"),
    *("measure", "stands_for"),
}
# Lists of records: heading, column, what names the link.
_LINKS = (("Related", "referred_by", "field"), ("Records", "named_by", "kind"))


def sheet(answer: Answer, width: int) -> Iterator[Part]:
    """A page a row: own fields, those of all records, evidence, links."""
    key, *names = answer.names
    head = names.index("note") + 2 if "note" in names else 0
    ordered = (*answer.columns[head:], *answer.columns[:head])
    columns = [c for c in ordered if c.name not in _APART and c.type not in ("day", "flag")]
    for row in answer.mappings():
        title = next(name for name in _TITLES if row.get(name))
        kind = f"{row['kind']}  " if "kind" in row else ""
        yield heading(words.fact(answer, row) if title == "title" else row[title])
        yield Text(f"{kind}{row[key]}", "dim")
        own = [c for c in columns if c.name not in (key, title)]
        yield from _section("", [(c.header, _value(answer, c, row)) for c in own], width)
        yield from _section("", words.absent(answer.columns, row), width)
        yield from _evidence(row, answer.labels)
        if row.get("conflicts"):
            yield heading("Where articles disagree")
            yield from table(_differences(row["conflicts"], answer.labels), width, indent=GAP)
        for links, name, how in _LINKS:
            yield from _section(links, (_link(each, how) for each in row.get(name, [])), width)


def _link(record: Fields, how: str) -> Entry:
    return field(record[how]), Text(record["title"]).append(f"  {record['id']}", "dim")


def _section(title: str, fields: Iterable[Entry], width: int) -> Iterator[Part]:
    if known := [(name, value) for name, value in fields if value]:
        yield heading(title) if title else Text()
        yield from map(indented, pairs(known, width - GAP))


def _value(answer: Answer, column: Column, row: Fields) -> str:
    """A field in words, with details in brackets."""
    value, details = row[column.name], [""]
    if column.name == "value":
        details = [amounts.reading(row)]
    elif column.type == "date" and value:
        meeting = column.name == "date" and row["date_basis"] == "meeting"
        details = ["date of the meeting"] * meeting + ["year inferred"] * ("?" in value)
    elif column.type in ("region", "[region]") and value:
        ids = [value] if isinstance(value, str) else value
        details = [", ".join(filter(str.isupper, ids))]  # codes, not towns
    text, more = "\n".join(words.lines(answer, column, row)), "; ".join(details)
    return f"{text} ({more})" if more else text


def _evidence(row: Fields, labels: Labels) -> Iterator[Part]:
    for number, mention in enumerate(row.get("mentions", [])):
        yield Text("" if number else "\nEvidence", "bold")
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


def conflicts(answer: Answer) -> Iterator[Part]:
    """A heading a record, then the fields that differ."""
    for _, group in groupby(answer.mappings(), key=itemgetter("id")):
        rows = list(group)
        id_ = words.sourced(rows[0]["id"], rows[0])
        yield Text.assemble((f"\n{rows[0]['title']}", "bold"), (f"  {id_}", "dim"))
        yield from _differences(rows, answer.labels)


def _differences(rows: Sequence[Fields], labels: Labels) -> Iterator[Part]:
    """A line an article: field and verdict, value, article."""
    for row in rows:
        stated = words.versions(row, labels)
        if row["used"] is None:
            stated.append(("none used", "the article kzby follows gives none"))
        heads = [Text(field(row["field"]), "dim"), verdict(row["verdict"]), *[Text()] * len(stated)]
        for head, version in zip(heads, stated, strict=False):
            yield [head, *map(Text, version)]
