"""The table of every page, and its column widths. Nothing is ever cut.

rich's own Table would not be shorter: it has the widths, but not parts between rows, ids below
them and words that stay together; and it takes a start longer to import.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from kzby.render.terminal import JOIN, WIDEST, Terminal, breaks, pieces, unbroken
from kzby.render.words import DASH
from kzby.text import hidden, shown

Cell = Text | None  # None if unknown
Part = Text | list[Cell]  # a text, or a row
Entry = tuple[str, str | Text]  # a name and its value
GAP = 2  # spaces between columns
WIDE = 110  # has room for columns that narrower pages do without
READ = 200  # rows drawn at a time
_DAY = re.compile(r"(\d+ )?[A-Z]\w+( \d+)?")
_LEAST = 14  # width to which text may wrap in a table
_LONGEST = (28, 20)  # of a word that is not broken there: an id, if there is room
_DATE = 16  # to which a date is wrapped on a narrow page
_BESIDE = 16  # that to which long text may wrap beside its name
_EIGHTHS = " ▏▎▍▌▋▊▉"


def draw(parts: Iterable[Any], terminal: Terminal) -> Iterator[str]:
    """The lines of the parts, each as soon as it is drawn."""
    width = terminal.width or WIDEST
    lines = (_legible(line) for part in parts for line in _broken(part, width))
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


def _legible(line: Text) -> Text:
    """A line with hidden characters escaped."""
    return Text(shown(line.plain)) if hidden(line.plain.replace(JOIN, " ")) else line


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


def pairs(fields: Iterable[Entry], width: int) -> Iterator[Text]:
    """Names with values beside them or, without room, below."""
    lines = [(Text(name, "dim"), Text.assemble(value)) for name, value in fields]
    names = _width((name for name, _ in lines), lines=True)
    room = width - names - GAP
    for name, value in lines:
        if room >= _BESIDE:
            yield from _grid([names, room], [name, value])
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
    apart: bool = False,
    indent: int = 0,
) -> Iterator[Part]:
    """Rows in columns; other parts as they are.

    `ids` says that the last cell of a row is its id. Without room for a column these are `apart`:
    at the right of a row on one line that has room, else below it if `ids` is True. Without room
    for columns a row has a line for a field or, without headers, its last cell below the others.
    """
    parts, room, begun = iter(parts), width - indent, False
    heads: list[list[Cell]] = [[Text(header, "bold") for header in headers]] if headers else []
    while sample := list(islice(parts, READ)):
        rows = (part[:-1] if apart else part for part in sample if isinstance(part, list))
        columns = [*zip(*heads, *rows, strict=True)]
        widths = _widths(columns, right, room)
        narrow = ids is not None and not apart and not _fits(columns, room)
        if narrow or not (widths or headers or len(columns) < 2):
            every, left = chain(sample, parts), () if begun else headers[:-1]
            if not narrow:
                shorter = (_shorter(part, indent, ids=ids, apart=apart) for part in every)
                every = chain.from_iterable(shorter)
            now = apart or narrow
            yield from table(every, width, left, right=right, ids=ids, apart=now, indent=indent)
            return
        if heads and widths and not begun:
            yield from _grid(widths, heads[0], right)
            yield Text("─" * (sum(widths) + GAP * (len(widths) - 1)))
        begun = True
        for part in sample:
            if isinstance(part, Text):
                yield part
                continue
            *cells, id_ = part if apart else [*part, None]
            if widths or not headers:
                lines = [indented(line, indent) for line in _grid(widths or [room], cells, right)]
            else:
                known = (cell or Text(DASH) for cell in cells)
                lines = [Text(), *pairs(zip(headers, known, strict=True), room)]
            yield from _identified(lines, id_, width, indent + GAP if ids else None)


def _identified(lines: list[Text], id_: Cell, width: int, below: int | None) -> Iterator[Text]:
    """The lines of a row with its id: at the right, else so far in below, or left out."""
    if id_:
        lines[0].rstrip()
        space = width - lines[0].cell_len - id_.cell_len
        if space >= GAP and len(lines) == 1:
            lines[0] = Text.assemble(lines[0], " " * space, id_)
        elif below:
            lines.append(indented(id_, below))
    yield from lines


def _fits(columns: Iterable[Sequence[Cell]], width: int) -> bool:
    """Whether each row has room on a line."""
    return sum(_width(column, lines=True) + GAP for column in columns) - GAP <= width


def _grid(
    widths: Sequence[int], row: Iterable[Cell], right: Collection[int] = ()
) -> Iterator[Text]:
    last = len(widths) - 1  # in a pipe it has room without end, which is not filled
    cells = (Text(DASH, "dim") if cell is None else cell for cell in row)
    broken = (_broken(cell, width) for cell, width in zip(cells, widths, strict=True))
    for line in zip_longest(*broken, fillvalue=Text()):
        padded = []
        for at, (part, width) in enumerate(zip(line, widths, strict=True)):
            space = " " * (width - part.cell_len) if at in right or at < last else ""
            padded.append(Text.assemble(*((space, part) if at in right else (part, space))))
        yield Text(" " * GAP).join(padded)


def _shorter(part: Any, indent: int, *, ids: bool | None, apart: bool) -> Iterator[Any]:
    """A row without its last cell; that, and then any id, are below it."""
    if isinstance(part, Text):
        yield part
        return
    *cells, last, id_ = part if apart else [*part, None]
    yield [*cells, None if last else id_] if apart else cells
    below = [last, id_ if ids else None] if last else []
    yield from (indented(each, indent + GAP) for each in below if each)


def _widths(columns: Sequence[Sequence[Cell]], right: Collection[int], width: int) -> list[int]:
    """Each column's least width and a share of the rest; empty without room.

    The least holds a number, or a word that is not very long.
    """
    full = [_width(column, lines=True) for column in columns]
    words = [_width(column) for column in columns]
    for longest in _LONGEST:
        widths = [
            most if at in right else min(most, max(_LEAST, min(word, longest)))
            for at, (most, word) in enumerate(zip(full, words, strict=True))
        ]
        spare = width - GAP * (len(widths) - 1) - sum(widths)
        if spare >= 0:
            break
    else:
        return []
    lacking = sorted((most - widths[at], at) for at, most in enumerate(full))
    for done, (lack, at) in enumerate(lacking):
        share = min(lack, spare // (len(lacking) - done))
        widths[at] += share
        spare -= share
    return widths


def _width(column: Iterable[Cell], *, lines: bool = False) -> int:
    """The width of the longest word, or of the longest line."""
    texts = [cell.plain for cell in column if cell]
    parts = (part for text in texts for part in (text.split("\n") if lines else pieces(text)))
    return max((cell_len(part.rstrip()) for part in parts), default=1)


def section(title: str, fields: Iterable[Entry], width: int) -> Iterator[Part]:
    """Names with their values; of several of one name only the first has it."""
    known = [(name, value) for name, value in fields if value]
    yield from [heading(title) if title else Text()] * bool(known)
    names = [name for name, _ in known]
    entries = (
        ("" if at and names[at - 1] == name else name, value)
        for at, (name, value) in enumerate(known)
    )
    yield from map(indented, pairs(entries, width - GAP))
