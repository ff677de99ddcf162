"""Which side wants which sectors, with a dot for each proposal."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from kzby.query.answer import Answer, Fields
from kzby.query.findings import by_both
from kzby.render import words
from kzby.render.table import Part, heading, indented, table

_GROUPS = ("Both sides want", "Belarus wants", "Kazakhstan wants", "Nobody is named")
_DOTS = {
    "belarus": ("●", "cyan"),
    "kazakhstan": ("●", "yellow"),
    "jointly": ("●", "green"),
    "unattributed": ("○", "dim"),
}
_WIDE = 80  # has room for nine dots a side


def sectors(answer: Answer, width: int) -> Iterator[Part]:
    """Sectors by who wants them; those proposed once share a line."""
    wide = width >= _WIDE
    sides = ("Belarus", "Kazakhstan") if wide else ("BY", "KZ")
    headers = ["", *sides, "both", "nobody\nnamed", "articles"]
    parts = list(_groups(answer.mappings(), most=9 if wide else 3))
    dotted = any(isinstance(part, list) for part in parts)
    yield from table(parts, width, headers if dotted else (), right={5})
    if dotted:
        yield Text("\n● one proposal; one speaker can make several at a meeting", "dim")


def _groups(rows: Iterable[Fields], most: int) -> Iterator[Part]:
    """A line a sector: the proposals of each side, as dots if not too many, and the articles."""
    for title, group in grouped(rows):
        yield heading(title)
        once = [words.sourced(row["label"], row) for row in group if row["proposals"] == 1]
        for row in group:
            if row["proposals"] > 1 or len(once) == 1:
                counts = ((row[side], *look) for side, look in _DOTS.items())
                dots = (Text(dot * n if n <= most else str(n), style) for n, dot, style in counts)
                label = f"  {words.sourced(row['label'], row)}"
                yield [Text(label), *dots, Text(str(len(row["articles"])))]
        if len(once) > 1:
            yield indented(Text.assemble(("once each: ", "dim"), ", ".join(once)))


def grouped(rows: Iterable[Fields]) -> Iterator[tuple[str, list[Fields]]]:
    """The sectors that any proposal names by who wants them, each group with its heading."""
    groups: dict[str, list[Fields]] = {title: [] for title in _GROUPS}
    for row in rows:
        at = 0 if by_both(row) else 1 if row["belarus"] else 2 if row["kazakhstan"] else 3
        groups[_GROUPS[at]] += [row] * bool(row["proposals"])
    return ((f"{title} ({len(group)})", group) for title, group in groups.items() if group)
