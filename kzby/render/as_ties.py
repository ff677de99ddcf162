"""Which oblasts are tied to which: a matrix, or a line for each pair."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer, Fields, Labels
from kzby.query.findings import ends
from kzby.render import words
from kzby.render.table import Cell, Part, table

_WIDE = 78  # the width of a matrix of all oblasts of Belarus


def ties(answer: Answer, width: int) -> Iterator[Part]:
    """A matrix with a column an oblast of Belarus; of few pairs, or without room, a line each."""
    rows = list(answer.mappings())
    names = words.short(answer.labels)
    columns, lines = (by_ties(rows, end) for end in ("belarus", "kazakhstan"))
    if width >= _WIDE and min(len(columns), len(lines)) > 2:
        return _matrix(rows, columns, lines, names, width)
    by_pair: list[list[Cell]] = []
    for row in rows:
        last = dates.words(row["last"], one_of=True)
        by_pair.append([Text(words.pair(row, names), "bold"), Text(words.tied(row)), Text(last)])
    return table(by_pair, width)


def _matrix(
    rows: Sequence[Fields], columns: list[str], lines: list[str], names: Labels, width: int
) -> Iterator[Part]:
    cells = {}
    for row in rows:
        cells[ends(row)] = Text(str(row["ties"]))
        if not row["ties"]:
            cells[ends(row)] = Text(f"({row['mentions']})", "dim")
        elif row["agreements"]:
            cells[ends(row)] = Text(f"▲ {row['ties']}", "green")
    none = Text("·", "dim")
    grid = ([Text(names[k]), *(cells.get((b, k), none) for b in columns)] for k in lines)
    heads = ["", *(names[column].replace(" ", "\n", 1) for column in columns)]
    yield from table(grid, width, heads, right={*range(1, len(heads))})
    agreed = sorted((row for row in rows if row["agreements"]), key=lambda row: row["since"] or "")
    for word, dated in (("", True), ("of an unknown year: ", False)):
        these = (row for row in agreed if bool(row["since"]) is dated)
        pairs = [f"{words.pair(row, names)} {row['since'] or ''}".rstrip() for row in these]
        if pairs:
            yield Text(f"\n▲ agreement {word}{', '.join(pairs)}")
    yield Text("Numbers are records; (n): only mentioned together.", "dim")


def by_ties(rows: Sequence[Fields], end: str) -> list[str]:
    """The regions at one end, those with the most ties first, the country last."""
    total: Counter[str] = Counter()
    for row in rows:
        total[row[end]] += row["ties"]
    return sorted(total, key=lambda id_: (id_ in ("BY", "KZ"), -total[id_], id_))
