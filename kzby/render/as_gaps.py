"""Which of the known articles are read: a line for each region, a column for each year."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from rich.text import Text

from kzby.query.answer import Answer, Fields
from kzby.render import words
from kzby.render.table import Part, pairs
from kzby.render.terminal import unbroken


def gaps(answer: Answer, width: int) -> Iterator[Part]:
    """A line a region; the years beside each other if there is room, else in words."""
    rows = [row for row in answer.mappings() if row["known"]]
    names = words.short(answer.labels)
    years = sorted({row["year"] for row in rows if row["year"]})
    head = max((len(names[row["region"]]) for row in rows), default=0) + 1
    rooms = dict.fromkeys((*years, None), 3)  # columns for a year
    for row in rows:
        rooms[row["year"]] = max(rooms[row["year"]], len(cell({row["year"]: row}, row["year"])) + 1)
    wide = head + sum(rooms.values()) + len("  47/61") <= width
    if wide:
        columns = [f"{year[2:] if year else '?':>{room}}" for year, room in rooms.items()]
        yield Text(f"{'':{head}}{''.join(columns)}", "bold")
    for region, group in groupby(rows, itemgetter("region")):
        of_year = {row["year"]: row for row in group}
        read, known = (sum(row[name] for row in of_year.values()) for name in ("read", "known"))
        if wide:
            cells = "".join(f"{cell(of_year, year):>{room}}" for year, room in rooms.items())
            yield Text(f"{names[region]:{head}}{cells}{f'{read}/{known}':>7}")
        else:
            numbers = (f"{year or 'undated'} {cell(of_year, year)}" for year in of_year)
            told = ", ".join(map(unbroken, numbers))
            yield from pairs([(names[region], Text(f"{read} of {known}: {told}"))], width)
    year = "by year of publication, printed or inferred (?: not certain)"
    yield Text(f"\nArticles read, {year}; °: more are known.", "dim")
    if unread := sorted({id_ for row in rows for id_ in row["unread"]}):
        yield Text(f"Not read, as named in data/known.yaml, which says why: {', '.join(unread)}.")


def cell(of_year: Mapping[str | None, Fields], year: str | None) -> str:
    """How many articles of a year are read, and whether more are known."""
    if year not in of_year:
        return "·"
    row = of_year[year]
    return f"{row['read']}{'°' if row['known'] > row['read'] else ''}"
