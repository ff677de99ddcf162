"""One thing in full: what it is, its fields, its evidence, what refers to it; and where articles disagree."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter

from rich.console import RenderableType
from rich.text import Text

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Column
from kzby.render import amounts, words
from kzby.render.amounts import Fields
from kzby.render.table import GAP, NARROW, READ, full_width, grid, indented, pairs, word_width
from kzby.render.words import Labels

# What is not listed as a field of a record: the heading, what has a section of its own, and what other fields say.
_RECORD_APART = {
    "id", "kind", "title", "quote", "articles", "origins", "mentions", "conflicts", "referred_by", "date_earliest",
    "date_latest", "year_stated", "date_basis", "due_earliest", "due_latest", "period", "low", "high", "unit", "hedge",
    "sign", "change_kind", "against", "measure", "stands_for",
}  # fmt: skip
# What every record has, after the fields of its kind, in this order.
_HEAD = (
    "date", "date_text", "speaker", "side", "said_at", "status", "regions", "people", "organizations", "sectors",
    "related", "note", "source",
)  # fmt: skip
_HEADINGS = ("title", "headline", "label", "name")
_THING_APART = {*_HEADINGS, "id", "named_by"}  # the same of anything else
_BASES = {
    "meeting": "that of the meeting where it was said",
    "report": "only the report's date is known",
}
_STYLES = {"conflict": "red", "revised": "yellow", "agree": "green"}
DIFFERENCES = "told differently"  # the heading of what articles disagree on
_VALUE = 28  # the width from which on a value that an article states wraps


def sheet(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A page for each row."""
    for number, row in enumerate(answer.mappings()):
        heading = next(row[name] for name in _HEADINGS if row.get(name))
        yield Text(f"\n{heading}" if number else heading, "bold")
        id_ = row[answer.names[0]]
        yield Text(f"{row['kind']}  {id_}\n" if "mentions" in row else f"{id_}\n", "dim")
        if "mentions" in row:
            yield from _record(answer, row, width)
            continue
        columns = [column for column in answer.columns[1:] if column.name not in _THING_APART]
        yield from _fields(answer, row, columns, width)
        links = [(record["kind"], record) for record in row["named_by"]]
        yield from _links("recorded about it", links, width)


def _record(answer: Answer, row: Fields, width: int) -> Iterator[RenderableType]:
    columns = [column for column in answer.columns if column.name not in _RECORD_APART]
    own = [column for column in columns if column.name not in _HEAD]
    head = [column for name in _HEAD for column in columns if column.name == name]
    yield from _fields(answer, row, [*own, *head], width)
    told = f"{counted(len(row['articles']), 'article')}, {counted(len(row['origins']), 'origin')}"
    yield Text("\nevidence", "bold").append(f"  {told}", "not bold dim")
    for number, mention in enumerate(row["mentions"]):
        text = _evidence(mention, answer.labels, inferred=row["year_stated"] is False)
        yield indented(Text(f"\n{text}" if number else text), 2)
    if row["conflicts"]:
        yield Text(f"\n{DIFFERENCES}", "bold")
        lines = _lines(row["conflicts"], answer.labels)
        yield from _side_by_side(lines, _widths(lines), width)
    links = [(link["field"].replace("_", " "), link) for link in row["referred_by"]]
    yield from _links("referred to by", links, width)


def _fields(
    answer: Answer, row: Fields, columns: Iterable[Column], width: int
) -> Iterator[RenderableType]:
    """The fields that have a value, then the names of those that could have one."""
    fields = ((column, _value(column, row, answer.labels)) for column in columns)
    yield from pairs([(column.header, Text(text)) for column, text in fields if text], width, 2)
    empty = [(what, Text(headers, "dim")) for what, headers in words.absent(answer.columns, row)]
    if empty:
        yield Text("")
        yield from pairs(empty, width, 2)


def _value(column: Column, row: Fields, labels: Labels) -> str:
    """A field in words, with what else is known of it in brackets."""
    text, value, more = "\n".join(words.lines(column, row, labels)), row[column.name], ""
    if not text:
        return ""
    if column.name == "value":
        if row.get("hedge") and None not in (row["low"], row["high"]):
            more = f"read as {amounts.bounds(row)}"
        elif value is None and row.get("sign"):
            more = "amount not stated"
    elif column.type == "date":
        doubts = [_BASES.get(row["date_basis"], "")] if column.name == "date" else []
        if not dates.year_stated(value):
            doubts.append(f"the year is {'not known' if 'X' in value else 'inferred'}")
        more = "; ".join(filter(None, doubts))
    elif column.type in ("region", "[region]"):
        ids = [value] if isinstance(value, str) else value
        more = ", ".join(id_ for id_ in ids if id_.isupper())  # a code; that of a town is a word
    return f"{text} ({more})" if more else text


def _evidence(mention: Fields, labels: Labels, *, inferred: bool) -> str:
    published = dates.words(mention["published"], one_of=True)
    dating = f"\ndated: {mention['dating']}" if inferred else ""
    return (
        f"“{mention['quote']}”\n{mention['headline']}\n"
        f"{words.publisher(mention, labels)}, {published}{dating}\n"
        f"{mention['url']}\n{mention['file']}:{mention['line']}"
    )


def _links(heading: str, links: list[tuple[str, Fields]], width: int) -> Iterator[RenderableType]:
    yield Text(f"\n{heading}", "bold")
    fields = [(how, Text(link["title"]).append(f"  {link['id']}", "dim")) for how, link in links]
    yield from pairs(fields, width, 2) if links else [Text("  nothing", "dim")]


def conflicts(answer: Answer, width: int) -> Iterator[RenderableType]:
    """A heading a record, below it the fields on which articles differ; the gravest come first."""
    rows = answer.mappings()
    first = list(islice(rows, READ))
    widths = _widths(_lines(first, answer.labels))
    groups = groupby(chain(first, rows), key=itemgetter("id"))
    for number, group in enumerate(list(same) for _, same in groups):
        heading = f"\n{group[0]['title']}" if number else group[0]["title"]
        yield Text(heading, "bold").append(f"  {words.identified(group[0])}", "not bold dim")
        lines = _lines(group, answer.labels)
        widths = list(map(max, widths, _widths(lines)))
        yield from _side_by_side(lines, widths, width)


def _lines(rows: Iterable[Fields], labels: Labels) -> list[list[Text]]:
    """A line an article: the field, with the verdict below it; what the article states; which article it is."""
    lines = []
    for row in rows:
        stated = [
            (words.version(each, row, labels), words.origin(each, row, labels))
            for each in row["told"]
        ]
        if row["used"] is None:
            stated.append(("none is used", "the article that answers follow states none"))
        verdict = Text(row["verdict"], _STYLES[row["verdict"]])
        heads = [Text(words.field(row["field"]), "dim"), verdict, *map(Text, [""] * len(stated))]
        for head, (value, source) in zip(heads, stated, strict=False):
            lines.append([head, Text(value), Text(source)])
    return lines


def _widths(lines: Sequence[Sequence[Text]]) -> list[int]:
    """The widths of the fields and of the values; a long value is wrapped, but no word in it broken."""
    heads, values = ([line[at] for line in lines] for at in (0, 1))
    return [full_width(heads), max(word_width(values), min(_VALUE, full_width(values)))]


def _side_by_side(
    lines: Sequence[Sequence[Text]], widths: Sequence[int], width: int
) -> Iterator[RenderableType]:
    rest = width - 2 - sum(widths) - GAP * len(widths)
    if width >= NARROW and rest >= word_width(line[-1] for line in lines):
        yield indented(grid([*widths, rest], lines), 2)
        return
    fields = [(head.plain, Text("\n").join([value, source])) for head, value, source in lines]
    yield from pairs(fields, width, 2)
