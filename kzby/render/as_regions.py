"""Regions: their ties, how much is recorded about each, how much is coded."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from operator import itemgetter

from rich.text import Text

from kzby.errors import counted
from kzby.query.answer import Answer, Fields, Labels
from kzby.query.findings import UNITS, between_oblasts, ends
from kzby.render import citing, words
from kzby.render.table import GAP, Cell, Part, bar, heading, indented, pairs, table
from kzby.render.terminal import unbroken

_MATRIX = 78  # the width of a matrix of all oblasts of Belarus
_FEW = 5  # towns to show without --all
_LONGEST = 20  # bar
_BESIDE = 76  # has room for two countries side by side
_REST = 30  # width beside a bar


def ties(answer: Answer, width: int) -> Iterator[Part]:
    """A matrix, Belarus across; of few pairs, or without room, a line each."""
    rows = list(answer.mappings())
    names = words.short(answer.labels)
    columns, lines = (by_ties(rows, end) for end in ("belarus", "kazakhstan"))
    if width >= _MATRIX and min(len(columns), len(lines)) > 2:
        return _matrix(rows, columns, lines, names, width)
    parts: list[Part] = []
    for apart, group in groupby(sorted(rows, key=between_oblasts, reverse=True), between_oblasts):
        parts += [heading("Where no oblast of one country is named")] * (not apart)
        for row in group:
            parts.append([Text(words.pair(row, names), "bold"), Text(words.tied(row))])
    return table(parts, width)


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
    legend = "Numbers are records; (n): only mentioned together"
    yield Text(f"\n{legend}; Belarus, Kazakhstan: no oblast of it is named.", "dim")
    agreed = [row for row in rows if row["agreements"]]
    if agreed:
        since = sorted((row["since"], words.pair(row, names)) for row in agreed if row["since"])
        years = "; ".join(f"{year} {unbroken(pair)}" for year, pair in since)
        known = f"; first year where known: {years}" * bool(years)
        yield Text(f"▲ has agreements, also of local firms{known}")


def by_ties(rows: Sequence[Fields], end: str) -> list[str]:
    """The regions at one end, most ties first, the country last."""
    total: Counter[str] = Counter()
    for row in rows:
        total[row[end]] += row["ties"]
    return sorted(total, key=lambda id_: (id_ in ("BY", "KZ"), -total[id_], id_))


def regions(answer: Answer, width: int) -> Iterator[Part]:
    """The countries, side by side if there is room, and what is folded."""
    if answer.empty:
        return
    rows = list(answer.mappings())
    names = words.short({row["id"]: row["name"] for row in rows})
    towns = [row for row in rows if row["type"] not in ("country", *UNITS)]
    many = sum(row["records"] > 0 for row in towns) > _FEW and not answer.unfolded
    listed = [row for row in rows if not many or row not in towns]
    drawn = [row for row in listed if row["records"] or answer.unfolded]
    tops = [row for row in drawn if not any(row["within"] == each["id"] for each in drawn)]
    beside = len(tops) == 2 and width >= _BESIDE and not answer.sources
    most = max((row["records"] for row in drawn if row["type"] != "country"), default=0)
    longest = min(_LONGEST, max(0, width // (2 if beside else 1) - _REST))
    blocks = []
    for top in tops:
        nested = _nested(top, drawn)
        blocks.append([_line(row, depth, names[row["id"]], longest, most) for depth, row in nested])
    parts: list[Part] = []
    if beside:
        none: list[Cell] = [Text()] * 3
        parts += [[*left, *right] for left, right in zip_longest(*blocks, fillvalue=none)]
    else:
        for block in blocks:
            parts += [Text(), *block]
    yield from table(parts, width, right={1, 4})
    yield Text("\nNumbers are records about a place and all that lay in it then.", "dim")
    if empty := [row["id"] for row in listed if row not in drawn]:
        split = answer.store.split_off
        nothing = (f"{names[id_]} ({split[id_]})" if id_ in split else names[id_] for id_ in empty)
        yield Text(f"Nothing yet: {', '.join(nothing)}", "dim")
    if many:
        number = counted(len(towns), "town or district", "towns and districts")
        yield Text(f"{number} not shown: add --all", "dim")


def _nested(top: Fields, rows: Sequence[Fields], depth: int = 0) -> Iterator[tuple[int, Fields]]:
    """A region and what lies in it, the most recorded first, with depths."""
    yield depth, top
    parts = [row for row in rows if row["within"] == top["id"]]
    for part in sorted(parts, key=lambda row: -row["records"]):
        yield from _nested(part, rows, depth + 1)


def _line(row: Fields, depth: int, name: str, longest: int, most: int) -> list[Cell]:
    """A region: name, records, a bar if it is no country."""
    country = row["type"] == "country"
    style = "bold" if country else "" if row["records"] else "dim"
    label = indented(Text(citing.sourced(name, row), style), GAP * depth)
    drawn = "" if country else bar(row["records"] / (most or 1), longest)
    return [label, Text(f"{row['records']:,}", style), Text(drawn, "cyan")]


def gaps(answer: Answer, width: int) -> Iterator[Part]:
    """A line a region; the years in columns if there is room, else in words."""
    rows = [row for row in answer.mappings() if row["known"]]
    if not rows:
        return
    names = words.short(answer.labels)
    years = sorted({row["year"] for row in rows if row["year"]})
    head = max((len(names[row["region"]]) for row in rows), default=0) + 1
    rooms = dict.fromkeys((*years, None), 3)  # columns for a year
    for row in rows:
        rooms[row["year"]] = max(rooms[row["year"]], len(_cell(row)) + 1)
    of_all = len("100/114")  # room for hundreds
    wide = head + of_all + sum(rooms.values()) <= width
    if wide:
        columns = [f"{year[2:] if year else '?':>{room}}" for year, room in rooms.items()]
        yield Text(f"{'':{head + of_all}}{''.join(columns)}", "bold")
    for region, group in groupby(rows, itemgetter("region")):
        of_year = {row["year"]: row for row in group}
        of = [str(sum(row[name] for row in of_year.values())) for name in ("read", "known")]
        if wide:
            cells = "".join(f"{_cell(of_year.get(year)):>{room}}" for year, room in rooms.items())
            yield Text(f"{names[region]:{head}}{'/'.join(of):>{of_all}}{cells}")
        else:
            numbers = (f"{year or 'undated'} {_cell(row)}" for year, row in of_year.items())
            by_year = ", ".join(map(unbroken, numbers))
            yield from pairs([(names[region], Text(f"{' of '.join(of)}: {by_year}"))], width)
    year = "by year of publication, printed or inferred (?: not certain; °: more are known)"
    yield Text(f"\nArticles {'coded/known, then ' * wide}coded {year}.", "dim")


def _cell(row: Fields | None) -> str:
    """How many articles of a year are coded, and whether more are known."""
    return f"{row['read']}{'°' * (row['known'] > row['read'])}" if row else "·"
