"""Trade figures by region, partner and period, and their checks."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import amounts, words
from kzby.render.amounts import Fields
from kzby.render.table import Part, heading, indented, verdict

_BAR = 24  # length of the longest bar on a wide page
_NARROW = 66  # below this width there are no bars
_EIGHTHS = " ▏▎▍▌▋▊▉"


def figures(answer: Answer, width: int) -> Iterator[Part]:
    """A heading a block, then its figures with bars."""
    longest = min(_BAR, width // 5) if width >= _NARROW else 0
    every: list[Fields] = []
    for rows in _blocks(answer):
        yield heading(amounts.heading(rows[0], answer.labels))
        every += rows
        for row in rows:
            cell = words.cells(answer, row)
            id_ = words.sourced(row["id"], row)
            if row.get("measure"):
                yield Text(f"derived {cell['flow']}: {cell['value']}")
                yield indented(Text(f"= {row['formula']}  {id_}", "dim"))
                continue
            bar = [Text(_bar(row, rows, longest), "cyan")] * bool(longest)
            details = filter(None, [amounts.reading(row), cell["change"]])
            last = Text("  ").join([*map(Text, details), Text(id_, "dim")])
            yield [Text(row["flow"]), Text(cell["value"] or words.DASH), *bar, last]
    if not amounts.compare(every):
        yield Text(f"\n{amounts.APART}", "dim")


def _blocks(answer: Answer) -> Iterator[list[Fields]]:
    return (list(group) for _, group in groupby(answer.mappings(), key=amounts.block))


def _bar(row: Fields, rows: Sequence[Fields], longest: int) -> str:
    """A bar on the scale of other figures of its unit."""
    scale = [
        abs(each["value"]) for each in filter(amounts.printed, rows) if each["unit"] == row["unit"]
    ]
    if not row["value"] or len(scale) < 2:
        return ""
    return bar(abs(row["value"]) / max(scale), longest)


def bar(share: float, longest: int) -> str:
    """A bar, to an eighth of a column."""
    eighths = int(share * longest * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def identities(answer: Answer) -> Iterator[Part]:
    """A heading a block, then its identities."""
    for rows in _blocks(answer):
        yield heading(amounts.heading(rows[0], answer.labels))
        for row in rows:
            cell = words.cells(answer, row)
            lines = [cell["identity"], f"stated {cell['stated']}, computed {cell['computed']}"]
            if cell["residual"]:  # a mere sign has none
                tolerance = cell["tolerance"] or "open"
                lines.append(f"residual {cell['residual']}, tolerance {tolerance}")
            inputs = (words.sourced(", ".join(row["inputs"]), row), "dim")
            yield [verdict(row["verdict"]), Text.assemble(*(f"{line}\n" for line in lines), inputs)]
