"""Regions: their ties, how much is recorded about each, how much is coded."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from rich.text import Text

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Fields, Labels
from kzby.query.findings import UNITS, between_oblasts, ends
from kzby.render import citing, words
from kzby.render.table import Entry, Part, bar, dated, heading, indented, pairs, table
from kzby.render.terminal import unbroken

_MATRIX = 78  # the width of a matrix of all oblasts of Belarus
_LONGEST = 20  # bar
_REST = 30  # width beside a bar


def ties(answer: Answer, width: int) -> Iterator[Part]:
    """A matrix, Belarus across; of few pairs, or without room, a line each."""
    rows = list(answer.mappings())
    names = words.short(answer.labels)
    columns, lines = (by_ties(rows, end) for end in ("belarus", "kazakhstan"))
    if width >= _MATRIX and min(len(columns), len(lines)) > 2:
        return _matrix(rows, columns, lines, names, width)
    rows.sort(key=between_oblasts, reverse=True)
    return table(
        ([Text(words.pair(row, names), "bold"), Text(words.tied(row))] for row in rows), width
    )


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
    legend = "Numbers are records; ▲ some are agreements; (n): only mentioned together"
    yield Text(f"\n{legend}; Belarus, Kazakhstan: no oblast of it is named.", "dim")


def by_ties(rows: Sequence[Fields], end: str) -> list[str]:
    """The regions at one end, most ties first, the country last."""
    total: Counter[str] = Counter()
    for row in rows:
        total[row[end]] += row["ties"]
    return sorted(total, key=lambda id_: (id_ in ("BY", "KZ"), -total[id_], id_))


def regions(answer: Answer, width: int) -> Iterator[Part]:
    """Countries, then under each region those within it, the most recorded first; what is folded."""
    rows, names = list(answer.mappings()), words.short(answer.labels)
    units = [row for row in rows if row["type"] in ("country", *UNITS)]
    listed = rows if answer.unfolded else units or rows
    drawn = [row for row in listed if row["records"] or answer.unfolded]
    most = max((row["records"] for row in drawn if row["type"] != "country"), default=0)
    longest = min(_LONGEST, max(0, width - _REST))
    parts: list[Part] = []
    for within in dict.fromkeys(row["within"] for row in drawn):
        parts.append(heading(answer.labels.get(within, "")))
        group = [row for row in drawn if row["within"] == within]
        for row in sorted(group, key=itemgetter("records"), reverse=True):
            label = Text(citing.sourced(names[row["id"]], row))
            share = 0 if row["type"] == "country" else row["records"] / (most or 1)
            bars = Text(bar(share, longest), "cyan")
            parts.append([label, Text(f"{row['records']:,}"), bars])
    yield from table(parts, width, right={1})
    yield Text("\nNumbers are records about a place and all that lay in it then.", "dim")
    if empty := [names[row["id"]] for row in listed if row not in drawn]:
        yield Text(f"Nothing yet: {', '.join(empty)}", "dim")
    if folded := len(rows) - len(listed):
        number = counted(folded, "town or district", "towns and districts")
        yield Text(f"{number} not shown: add --all", "dim")


def gaps(answer: Answer, width: int) -> Iterator[Part]:
    """A line a region: the articles coded, of how many, by year; then those that are not."""
    names, lines = words.short(answer.labels), list[Entry]()
    for region, group in groupby(answer.mappings(), itemgetter("region")):
        years = [row for row in group if row["known"]]
        read, known = (sum(row[name] for row in years) for name in ("read", "known"))
        cells = (f"{row['year'] or 'undated'} {row['read']}/{row['known']}" for row in years)
        text = f"{read} of {known}: {', '.join(map(unbroken, cells))}"
        lines += [(names[region], text)] if years else []
    yield from pairs(lines, width)
    for card in answer.cards():
        unread = [_unread(row, width) for row in card.mappings()]
        yield from [heading("Known and not coded")] * bool(unread)
        yield from table(unread, width)


def _unread(article: Fields, width: int) -> list[Text | None]:
    """When an article appeared; its headline, why it is not coded, its id."""
    when = dates.words(article["published"], one_of=True) if article["published"] else words.DASH
    why = indented(Text(f"{article['why']} {article['id']}", "dim"))
    return [dated(when, width), Text("\n").join([Text(article["headline"]), why])]
