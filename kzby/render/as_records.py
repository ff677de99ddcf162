"""Records under headings: plans by standing, sectors by side, events by year."""

from collections.abc import Iterable, Iterator
from itertools import chain

from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer, Fields
from kzby.query.findings import attributed, by_both, by_standing
from kzby.render import amounts, citing, words
from kzby.render.table import GAP, WIDE, Part, dated, heading, indented, table

_STYLES = {
    **dict.fromkeys(("agreed", "announced", "planned", "promised"), "green"),
    **dict.fromkeys(("invited", "offered", "proposed", "requested"), "yellow"),
    **dict.fromkeys(("held", "signed", "under way"), "green"),
    "trade": "cyan",
}
_GROUPS = ("Both sides want", "Only Belarus wants", "Only Kazakhstan wants", "Nobody is named")
_SIDES = {"belarus": "cyan", "kazakhstan": "yellow", "jointly": "green", "unattributed": "dim"}
_HEADERS = ("sector", "BY", "KZ", "both", "nobody", "articles")
_MOST = 5  # dots in a row
_FOLDED = ("remark", "count", "goods")  # what is not read as an event


def plans(answer: Answer, width: int) -> Iterator[Part]:
    """Plans by standing, then what else is promised."""
    for name, group in by_standing(list(answer.mappings())):
        yield heading(f"{name} ({len(group):,})")
        yield from chain(*(_planned(answer, row, width) for row in group))
    for card in answer.cards():
        yield heading(card.about)
        for row in card.mappings():
            yield from _planned(card._replace(ids=answer.ids), row, width)


def _planned(answer: Answer, row: Fields, width: int) -> Iterator[Part]:
    """A title, what became of it; when due, how firm, whose, said when, the id if there is room."""
    yield indented(Text(citing.sourced(words.titled(answer, row), row)))
    if outcome := amounts.outcome(row):
        yield indented(Text(outcome, "bold"), 2 * GAP)
    cells = words.cells(answer, row)
    if "reported" in row:
        told = [cells["value"], f"last reported {dates.month(row['reported'])}"]
    else:
        told = [words.whose(row, answer.labels), f"said {dates.month(row['date'])}"]
    id_ = [row["id"]] * (answer.ids or width >= WIDE)
    after = "".join(f" · {each}" for each in (*told, *id_) if each)
    due = f"due {cells['due']} · " if row["due"] else ""
    status = (cells["status"] or "", _STYLES.get(row["status"], ""))
    yield indented(Text.assemble(due, status, (after, "dim")), 2 * GAP)


def sectors(answer: Answer, width: int) -> Iterator[Part]:
    """Sectors by who wants them, a dot a proposal; singles on a line."""
    parts: list[Part] = []
    for title, group in grouped(answer.mappings()):
        parts.append(heading(title))
        for row in (row for row in group if row["proposals"] > 1):
            dots = (Text(_dots(row[side]), style) for side, style in _SIDES.items())
            label = Text(f"  {citing.sourced(row['label'], row)}")
            parts.append([label, *dots, Text(str(len(row["articles"])))])
        once = [citing.sourced(row["label"], row) for row in group if row["proposals"] == 1]
        if once:
            parts.append(indented(Text.assemble(("once each: ", "dim"), ", ".join(once))))
    yield from table(parts, width, _HEADERS, right={5})
    yield Text("\n● one proposal of the sector itself; both: together", "dim")


def _dots(number: int) -> str:
    return "●" * number if number <= _MOST else f"● {number}"


def grouped(rows: Iterable[Fields]) -> Iterator[tuple[str, list[Fields]]]:
    """The sectors proposed, by who wants them, each group with its heading.

    First those that a side proposes most often.
    """
    groups: dict[str, list[Fields]] = {title: [] for title in _GROUPS}
    for row in sorted(rows, key=attributed, reverse=True):
        at = 0 if by_both(row) else 1 if row["belarus"] else 2 if row["kazakhstan"] else 3
        groups[_GROUPS[at]] += [row] * bool(row["proposals"])
    return ((f"{title} ({len(group)})", group) for title, group in groups.items() if group)


def timeline(answer: Answer, width: int) -> Iterator[Part]:
    """A line a record, then those of the cards; remarks and numbers on demand."""
    rows = list(answer.mappings())
    events = [row for row in rows if answer.unfolded or row["kind"] not in _FOLDED] or rows
    parts: list[Part] = [line(answer, row, width) for row in events]
    if left := len(rows) - len(events):
        parts.append(Text(f"\n+ {left:,} remarks, numbers or traded goods: add --all", "dim"))
    for card in answer.cards():
        parts += [heading(card.about), *(line(card, row, width) for row in card.mappings())]
    return table(parts, width, ids=answer.ids)


def line(answer: Answer, row: Fields, width: int) -> Part:
    """When, kind or status, what with the words searched for bold, the id."""
    cell = words.cells(answer, row, "at", "date")
    is_told = row["kind"] in (*_FOLDED, "proposal", "trade")
    word = row["kind"] if is_told else words.status(row)
    what = Text(citing.sourced(words.fact(answer, row), row))
    what.highlight_words(answer.matched, "bold", case_sensitive=False)
    when = dated(cell.get("at") or cell["date"] or words.DASH, width)
    return [when, Text(word, _STYLES.get(word, "dim")), what, Text(row["id"], "dim")]
