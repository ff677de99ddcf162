"""Records in date order, grouped by the event at which something was said."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from rich.text import Text

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.render import words
from kzby.render.table import Cell, Part, dated, heading, table

# Sign and style by kind or status; ○ for what is ahead.
_MARKS = {
    **dict.fromkeys(("proposal", "remark", "count", "goods"), ("·", "dim")),
    "trade": ("■", "cyan"),
    "held": ("●", "green"),
    "signed": ("●", "green"),
    "under-way": ("◐", "green"),
}
_FOLDED = ("remark", "count", "goods")  # a number of these is enough


def timeline(answer: Answer, width: int) -> Iterator[Part]:
    """Events under years, inferred unless a record states them; those of no certain year last."""
    return table(_years(answer), width, spare=not answer.ids, below=3)


def _years(answer: Answer) -> Iterator[Part]:
    unknown: list[Fields] = []

    def known() -> Iterator[Fields]:
        for row in answer.mappings():
            if _year(row).isdecimal():
                yield row
            else:
                unknown.append(row)

    for year, group in groupby(chain(known(), unknown), _year):
        rows = list(group)
        inferred = year.isdecimal() and all("?" in row["at"] for row in rows)
        yield heading(f"{year}{'?' * inferred}")
        for _, day in groupby(rows, itemgetter("at_latest")):
            for event in [[row] for row in day] if answer.unfolded else _events(list(day)):
                at = words.cells(answer, event[0])["at"] or words.DASH
                for line in _lines(answer, event):
                    yield [dated(at), *line]
                    at = ""


def _events(rows: Sequence[Fields]) -> list[list[Fields]]:
    """A meeting with what was said there; else what one article has of one date."""
    meetings = {row["id"] for row in rows if row["kind"] == "meeting"}
    events: dict[str, list[Fields]] = {}
    for row in rows:
        at = row["said_at"] if row["at"] == row["date"] else None
        own = row["id"] if row["id"] in meetings else at if at in meetings else None
        events.setdefault(own or f"{row['at']} {row['articles'][0]}", []).append(row)
    return [sorted(event, key=lambda row: row["kind"] != "meeting") for event in events.values()]


def _lines(answer: Answer, event: Sequence[Fields]) -> Iterator[list[Cell]]:
    """Sign, kind or status, what, id: a line a record, a side's proposals, and the rest."""
    folded = [row for row in event if row["kind"] in _FOLDED]
    folded = folded if len(folded) < len(event) else folded[1:]
    proposals: dict[str | None, list[Fields]] = {}
    for row in event:
        if row["kind"] == "proposal":
            proposals.setdefault(row["side"], []).append(row)
        elif row not in folded or len(folded) == 1:
            yield _line(row, words.fact(answer, row), row["id"])
    for side, rows in proposals.items():
        sectors = dict.fromkeys(sector for row in rows for sector in row["sectors"])
        named = ", ".join(answer.labels[sector].lower() for sector in sectors)
        who = "both sides" if side == "both" else answer.labels.get(side or "", "not attributed")
        one, *others = rows
        yield _line(one, *((f"{who}: {named}", "") if others else (one["title"], one["id"])))
    if len(folded) > 1:
        first = event[0]
        meeting, article = f"kzby show {first['id']}", f"--article {first['articles'][0]} --all"
        all_ = meeting if first["kind"] == "meeting" else f"kzby timeline {article}"
        more = f"+ {counted(len(folded), 'remark or number', 'remarks and numbers')}   {all_}"
        yield [Text(), Text(), Text(more, "dim"), Text()]


def _line(row: Fields, text: str, id_: str) -> list[Cell]:
    word = row["kind"] if row["kind"] in _MARKS else row["status"]
    mark, style = _MARKS.get(word, ("○", "yellow"))
    what = Text(words.sourced(text, row), style if style == "dim" else "")
    return [Text(mark, style), Text(word.replace("-", " "), style), what, Text(id_, "dim")]


def _year(row: Fields) -> str:
    """The year of a record; none if it, or its report where that dates it, leaves open many."""
    reported = row["date_basis"] == "report" and row["at"] == row["date"]
    first, last = row["at_earliest"] if reported else None, row["at_latest"]
    unknown = dates.vague(first, last) or row["at"].startswith("X")
    return "Of no certain year" if unknown else last[:4]
