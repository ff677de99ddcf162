"""The table of every page, and its column widths.

Nothing is ever cut, and no word or id broken while a layout has room for it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from kzby.render.terminal import JOIN, WIDEST, Terminal, breaks, pieces, unbroken
from kzby.render.words import DASH

Cell = Text | None  # None if unknown
Part = Text | list[Cell]  # a text, or a row
Entry = tuple[str, str | Text]  # a name and its value
GAP = 2  # spaces between columns
WIDE = 110  # has room for columns that narrower pages do without
READ = 200  # rows drawn at a time
_DAY = re.compile(r"(\d+ )?[A-Z]\w+( \d+)?")
_LEAST, _READABLE = 10, 20  # widths to which text, and long text, may wrap in a table
_DATE = 16  # to which a date is wrapped on a narrow page
_BESIDE = 16  # that to which long text may wrap beside its name
_EIGHTHS = " ▏▎▍▌▋▊▉"


def draw(parts: Iterable[Any], terminal: Terminal) -> Iterator[str]:
    """The lines of the parts, each as soon as it is drawn."""
    width = terminal.width or WIDEST
    lines = (line for part in parts for line in _broken(part, width))
    drawn = _colored(lines, width) if terminal.color else (line.plain for line in lines)
    yield from (line.rstrip().replace(JOIN, " ") for line in drawn)


def _colored(lines: Iterable[Text], width: int) -> Iterator[str]:
    from rich.console import Console  # slow, and only colours need it

    console = Console(
        width=width,
        height=25,  # else rich reads COLUMNS and LINES, however long these are
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
    )
    for line in lines:
        with console.capture() as drawn:
            console.print(line, soft_wrap=True, end="")
        yield drawn.get()


def _broken(text: Text, width: int) -> Iterator[Text]:
    """A text on lines indented as the first is; only URLs are too long."""
    if "\n" not in text.plain and text.cell_len <= width:
        yield text
        return
    for paragraph in text.split("\n", allow_blank=True):
        by = len(paragraph.plain) - len(paragraph.plain.lstrip(JOIN))
        paragraph = paragraph[by:]
        for line in paragraph.divide(breaks(paragraph.plain, width - by, fold=True)):
            line.rstrip()
            yield Text(JOIN * by) + line


def indented(text: Text, by: int = GAP) -> Text:
    """A text further to the right."""
    lines = text.split("\n", allow_blank=True)
    return Text("\n").join(Text(JOIN * by) + line for line in lines)


def heading(text: str) -> Text:
    """A heading below an empty line."""
    return Text(f"\n{text}", "bold")


def dated(text: str, page: int = WIDE) -> Text:
    """A date as a cell that keeps a day with its month and year, on a narrow page on short lines."""
    cell = Text(_DAY.sub(lambda day: unbroken(day[0]), text))
    if page >= WIDE:
        return cell
    return Text("\n").join(cell.divide(breaks(cell.plain, _DATE)))


def bar(share: float, longest: int) -> str:
    """A bar, to an eighth of a column; the longest if the share is more than all."""
    eighths = int(min(share, 1) * longest * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def pairs(fields: Iterable[Entry], width: int, least: int = 0) -> Iterator[Text]:
    """Names, at `least` so wide, with values beside them or, without room, below."""
    lines = [(Text(name, "dim"), Text.assemble(value)) for name, value in fields]
    names = max(least, _width((name for name, _ in lines), lines=True))
    room = width - names - GAP
    for name, value in lines:
        full = _width([value], lines=True)
        if room >= min(full, max(_width([value]), _BESIDE)):
            yield from _grid([names, min(room, full)], [name, value])
        else:
            yield name
            yield indented(value)


def table(
    parts: Iterable[Any],
    width: int,
    headers: Sequence[str] = (),
    *,
    right: Collection[int] = (),
    ids: bool | None = None,
    indent: int = 0,
) -> Iterator[Part]:
    """Rows in columns; other parts as they are.

    `ids` says that the last column has ids: without room they are below their rows if True, else
    left out. So is the last column where without headers it keeps numbers from being aligned.
    Without room for columns a row has a line for a field or, without headers, its last cell below
    the others. Words that are too long for their column have lines of their own.
    """
    parts, room, begun = iter(parts), width - indent, False
    heads: list[list[Cell]] = [[Text(header, "bold") for header in headers]] if headers else []
    while sample := list(islice(parts, READ)):
        rows = [*heads, *(part for part in sample if isinstance(part, list))]
        columns = [*zip(*rows, strict=True)]
        widths = _widths(columns, right, room)
        if not widths and rows[4:]:
            widths = _widths(columns, right, room, most=0.85)
        narrow = ids is not None and not fits(sample, room)
        dropped = narrow and not ids
        is_below = not widths and right and not headers and columns[2:]
        if not begun and (narrow or is_below):
            below = None if dropped else indent + GAP
            shorter = (_shorter(part, below) for part in chain(sample, parts))
            every = chain.from_iterable(shorter)
            yield from table(every, width, headers[:-1], right=right, indent=indent)
            return
        if heads and widths and not begun:
            yield from _grid(widths, heads[0], right)
            yield Text("─" * (sum(widths) + GAP * (len(widths) - 1)))
        begun = True
        for part in sample:
            if not isinstance(part, list):
                yield part
                continue
            lines = _row(part, widths, right) if widths else _narrow(part, headers, width)
            yield from (indented(line, indent) for line in lines)


def fits(parts: Iterable[Any], width: int) -> bool:
    """Whether each row has room on a line."""
    columns = zip(*(part for part in parts if isinstance(part, list)), strict=True)
    return sum(_width(column, lines=True) + GAP for column in columns) - GAP <= width


def _row(row: list[Cell], widths: Sequence[int], right: Collection[int]) -> Iterator[Text]:
    """A row; what does not fit its column is above (the first) or below."""
    long = [at for at, cell in enumerate(row) if cell and _width([cell]) > widths[at]]
    rest = [Text() if at in long else cell for at, cell in enumerate(row)]
    yield from [row[0] or Text()] * (0 in long)
    yield from _grid(widths, rest, right)
    yield from (indented(row[at] or Text()) for at in long if at)


def _narrow(row: list[Cell], headers: Sequence[str], width: int) -> Iterator[Text]:
    """A row that columns have no room for."""
    if headers:
        yield Text("")
        cells = (cell or Text(DASH) for cell in row)
        yield from pairs(zip(headers, cells, strict=True), width)
    else:
        *others, last = row
        yield Text("  ").join(filter(None, others))
        yield from [indented(last)] if last else []


def _grid(
    widths: Sequence[int], row: Iterable[Cell], right: Collection[int] = ()
) -> Iterator[Text]:
    cells = (Text(DASH, "dim") if cell is None else cell for cell in row)
    broken = (_broken(cell, width) for cell, width in zip(cells, widths, strict=True))
    for line in zip_longest(*broken, fillvalue=Text()):
        padded = []
        for at, (part, width) in enumerate(zip(line, widths, strict=True)):
            space = " " * (width - part.cell_len)
            padded.append(Text.assemble(*((space, part) if at in right else (part, space))))
        yield Text(" " * GAP).join(padded)


def _shorter(part: Any, below: int | None) -> Iterator[Any]:
    """A row without its last cell; that is below it, so far in, or dropped (None)."""
    if isinstance(part, list):
        *cells, last = part
        yield cells
        yield from [indented(last, below)] if below and last else []
    else:
        yield part


def _widths(
    columns: Sequence[Sequence[Cell]], right: Collection[int], width: int, most: float = 1
) -> list[int]:
    """Each column's least width and a share of the rest; empty without room.

    The least holds a number, of long text enough to read, and the longest word of most cells.
    """
    widths, lacking = [], []
    for at, column in enumerate(columns):
        least = full = _most(column, 1 if at in right else most, lines=True)
        if at not in right:
            readable = max(_LEAST, min(_READABLE, -(-full // 3)))
            least = max(_most(column, most), min(full, readable))
        widths.append(least)
        lacking.append((full - least, at))
    spare = width - GAP * (len(widths) - 1) - sum(widths)
    if spare < 0:
        return []
    for done, (lack, at) in enumerate(sorted(lacking)):
        share = min(lack, spare // (len(lacking) - done))
        widths[at] += share
        spare -= share
    return widths


def _most(column: Sequence[Cell], share: float, *, lines: bool = False) -> int:
    """The width of the longest words, or lines, of most cells, and of all that are short."""
    widths = sorted(_width([cell], lines=lines) for cell in column)
    short = (width for width in widths if width <= _READABLE)
    return max(widths[int((len(widths) - 1) * share)], *short, 1)


def _width(column: Iterable[Cell], *, lines: bool = False) -> int:
    """The width of the longest word, or of the longest line."""
    texts = [cell.plain for cell in column if cell]
    parts = (part for text in texts for part in (text.split("\n") if lines else pieces(text)))
    return max((cell_len(part.rstrip()) for part in parts), default=1)


def section(title: str, fields: Iterable[Entry], width: int) -> Iterator[Part]:
    """Names with their values; addresses on lines of their own."""
    known = [(name, value) for name, value in fields if value]
    margin = max((len(name) for name, _ in known), default=0)
    yield from [heading(title) if title else Text()] * bool(known)
    last = None
    for name, value in known:
        if not name and isinstance(value, str) and value.startswith("http"):
            yield indented(Text(value), min(margin + 2 * GAP, width // 4))
        else:
            entry = ("" if name == last else name, value)
            yield from map(indented, pairs([entry], width - GAP, margin))
        last = name
