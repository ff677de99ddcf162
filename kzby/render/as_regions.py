"""How much is recorded about each region, as bars."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from kzby.errors import counted
from kzby.query.answer import Answer, Fields, Labels
from kzby.query.findings import UNITS
from kzby.render import words
from kzby.render.as_figures import bar
from kzby.render.table import GAP, Part

_FEW = 5  # towns to show without --all
_LONGEST = 20  # bar
_WIDE = 76  # has room for two countries side by side
_MARGIN = 4  # between them


def regions(answer: Answer, width: int) -> Iterator[Part]:
    """The countries, side by side if there is room, and what is folded."""
    if answer.empty:
        return
    rows, names = list(answer.mappings()), words.short(answer.labels)
    towns = [row for row in rows if row["type"] not in ("country", *UNITS)]
    many = sum(row["records"] > 0 for row in towns) > _FEW and not answer.unfolded
    listed = [row for row in rows if not many or row not in towns]
    drawn = [row for row in listed if row["records"] or answer.unfolded]
    tops = [row for row in drawn if not any(row["within"] == each["id"] for each in drawn)]
    beside = len(tops) == 2 and width >= _WIDE
    nested = [list(_nested(top, drawn)) for top in tops]
    lines = _bars(list(chain(*nested)), names, (width - _MARGIN) // 2 if beside else width)
    blocks = [list(islice(lines, len(each))) for each in nested]
    if beside:
        left, right = blocks
        widest = max(line.cell_len for line in left) + _MARGIN
        for one, other in zip_longest(left, right, fillvalue=Text()):
            yield Text.assemble(one, " " * (widest - one.cell_len), other)
    else:
        yield from chain(*([Text(), *block] for block in blocks))
    yield Text("\nNumbers are records about a place and all within it.", "dim")
    if empty := [names[row["id"]] for row in listed if row not in drawn]:
        yield Text(f"Nothing yet: {', '.join(empty)}", "dim")
    if many:
        number = counted(len(towns), "town or district", "towns and districts")
        yield Text(f"{number} not shown: kzby regions --all", "dim")


def _nested(top: Fields, rows: Sequence[Fields], depth: int = 0) -> Iterator[tuple[int, Fields]]:
    """A region and what lies in it, the most recorded first; each with its depth."""
    yield depth, top
    parts = [row for row in rows if row["within"] == top["id"]]
    for part in sorted(parts, key=lambda row: -row["records"]):
        yield from _nested(part, rows, depth + 1)


def _bars(nested: Sequence[tuple[int, Fields]], names: Labels, width: int) -> Iterator[Text]:
    """A line a region: its name, how many records, a bar on one scale for all but countries."""
    most = max((row["records"] for _, row in nested if row["type"] != "country"), default=0)
    labels = [" " * GAP * depth + words.sourced(names[row["id"]], row) for depth, row in nested]
    numbers = [f"{row['records']:,}" for _, row in nested]
    widest, digits = (max(map(cell_len, each), default=0) for each in (labels, numbers))
    longest = max(0, min(_LONGEST, width - widest - digits - 2 * GAP))
    for label, number, (_, row) in zip(labels, numbers, nested, strict=True):
        country = row["type"] == "country"
        share = row["records"] / most if most and not country else 0
        style = "bold" if country else "" if row["records"] else "dim"
        text = f"{set_cell_size(label, widest)}  {number:>{digits}}"
        yield Text.assemble((text, style), "  ", (bar(share, longest), "cyan"))
