"""Records under headings: plans by standing, sectors by side, events by year."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from rich.text import Text

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Fields, Labels
from kzby.query.findings import SIDES, attributed, by_both, by_standing
from kzby.render import amounts, citing, words
from kzby.render.table import GAP, WIDE, Cell, Part, dated, heading, indented, table

_FIRM = {
    **dict.fromkeys(("agreed", "announced", "planned", "promised"), "green"),
    **dict.fromkeys(("invited", "offered", "proposed", "requested"), "yellow"),
}
_GROUPS = ("Both sides", "Belarus only", "Kazakhstan only", "Nobody is named")
_DOTS = {
    "belarus": ("●", "cyan"),
    "kazakhstan": ("●", "yellow"),
    "jointly": ("●", "green"),
    "unattributed": ("○", "dim"),
}
_MOST = 20  # dots in a row
_STALE = 10  # years; a plan without a date that is older than the newest by more is folded
_WIDE, _SPACIOUS = 80, 88  # have room for the names of countries, for the number of articles
# Sign and style by kind or status; ○ for what is ahead.
_MARKS = {
    **dict.fromkeys(("proposal", "remark", "count", "goods"), ("·", "dim")),
    "trade": ("■", "cyan"),
    "held": ("●", "green"),
    "signed": ("●", "green"),
    "was under way": ("●", "green"),
    "under way": ("◐", "green"),
}
_BY = {
    **{side: f" {who}" for side, who in SIDES.items()},
    "both": " by both sides",
    None: ", speaker not named",
}
# Kinds that are only counted below an event or a record, and their names.
FOLDED = {"remark": "remark", "count": "number", "goods": "traded good"}


def plans(answer: Answer, width: int) -> Iterator[Part]:
    """Plans by standing: when due, how firm, whose, said when; agreements in force come first."""
    beside = answer.cards()
    for agreements in (each for each in beside if each.view == "agreements"):
        yield from _apart(agreements, width, ids=answer.ids)
    rows = list(answer.mappings())
    names = speakers(rows, answer.labels)
    newest = max((row["date_latest"] or "" for row in rows), default="")
    since = int(newest[:4] or _STALE) - _STALE
    for name, group in by_standing(rows):
        yield heading(f"{name} ({len(group):,})")
        old = _undated(group, until=f"{since}")
        parts = _ledger(answer, [row for row in group if row["id"] not in old], names)
        yield from table(parts, width, indent=2 * GAP, ids=answer.ids)
        if old:
            yield Text(
                f"  + {len(old):,} said before {since}; --until {since - 1} lists these", "dim"
            )
    for late in (each for each in beside if each.view != "agreements"):
        yield from _apart(late, width, ids=answer.ids)


def _apart(beside: Answer, width: int, *, ids: bool) -> Iterator[Part]:
    """What is named beside plans, with its date, one a line."""
    rows = list(beside.mappings())
    yield heading(f"{beside.about} ({len(rows):,})")
    date = {"agreements": "ends", "projects": "due"}.get(beside.view or "", "period")
    parts = []
    for row in rows:
        when = f"{'until ' * (date == 'ends')}{dates.words(row[date])}"
        title = Text(citing.sourced(row["title"], row))
        parts.append([title, Text(when), Text(row["id"], "dim")])
    yield from table(parts, width, indent=GAP, ids=ids)


def _undated(group: Sequence[Fields], until: str) -> set[str]:
    """The ids of plans without a date that were said before a year."""
    undated = (row for row in group if row["standing"] == "undated")
    return {row["id"] for row in undated if (row["date_latest"] or until) < until}


def _ledger(answer: Answer, group: Sequence[Fields], names: Labels) -> Iterator[Part]:
    is_due = any(row["due"] for row in group)
    for row in group:
        yield indented(Text(citing.sourced(words.titled(answer, row), row)))
        if outcome := amounts.outcome(answer, row):
            yield indented(Text(outcome, "bold"), 2 * GAP)
        cells = words.cells(answer, row)
        due = [Text(cells["due"] or "")] * is_due
        status = Text(cells["status"] or "", _FIRM.get(row["status"], "dim"))
        others = [words.whose(row, names), dated(f"said {dates.month(row['date'])}").plain]
        yield [*due, status, *(Text(text, "dim") for text in (*others, row["id"]))]


def speakers(rows: Sequence[Fields], labels: Labels) -> dict[str, str]:
    """Names by id; of people the surname, if no other speaker has it."""
    people = {row["speaker"] for row in rows if row["speaker"] in row["people"]}
    last = {id_: words.named(id_, labels).rpartition(" ")[2] for id_ in people}
    several = Counter(last.values())
    return {**labels, **{id_: name for id_, name in last.items() if several[name] == 1}}


def sectors(answer: Answer, width: int) -> Iterator[Part]:
    """Sectors by who wants them, a dot a proposal or, if there are many, numbers; singles on a line."""
    sides = ("Belarus", "Kazakhstan") if width >= _WIDE else ("BY", "KZ")
    headers = ["sector", *sides, "both", "nobody\nnamed", "last said", "articles"]
    groups = []
    for title, group in grouped(answer.mappings()):
        singles = [row for row in group if row["proposals"] == 1]
        once = singles if len(singles) > 1 else []
        groups.append((title, [row for row in group if row not in once], once))
    listed = [row for _, group, _ in groups for row in group]
    most = max((row[side] for row in listed for side in _DOTS), default=0)
    is_dotted = width >= _WIDE and most <= _MOST
    columns = len(headers) if width >= _SPACIOUS else -1
    parts: list[Part] = []
    for title, group, once in groups:
        parts.append(heading(title))
        for row in group:
            counts = ((row[side], *look) for side, look in _DOTS.items())
            texts = ((dot * n if is_dotted else str(n or ""), style) for n, dot, style in counts)
            label = indented(Text(citing.sourced(row["label"], row)))
            number = Text(str(len(row["articles"])))
            said = Text(dates.month(row["last"]) if row["last"] else "")
            cells: list[Cell] = [label, *(Text(*each) for each in texts), said, number]
            parts.append(cells[:columns])
        if once:
            named = ", ".join(citing.sourced(row["label"], row) for row in once)
            parts.append(indented(Text.assemble(("once each: ", "dim"), named)))
    right = {6} if is_dotted else {1, 2, 3, 4, 6}
    yield from table(parts, width, headers[:columns] if listed else (), right=right)
    if listed:
        each = "● is one proposal that names" if is_dotted else "Numbers are proposals that name"
        sector = "the sector itself, not one of its branches; both: made jointly"
        yield Text(f"\n{each} {sector}. One speaker can make several at a meeting.", "dim")


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
    """Events under years, inferred unless a record states them; those of no certain year last."""
    return table(_years(answer, width), width, ids=answer.ids)


def _years(answer: Answer, width: int) -> Iterator[Part]:
    unknown: list[Fields] = []

    def known() -> Iterator[Fields]:
        for row in answer.mappings():
            if _year(row).isdecimal():
                yield row
            else:
                unknown.append(row)

    for year, group in groupby(chain(known(), unknown), _year):
        rows = list(group)
        inferred = "?" * all("?" in row["at"] for row in rows)
        number = counted(len(rows), "record")
        yield heading(f"{year}{inferred * year.isdecimal()} ({number})")
        before = ""
        for _, day in groupby(rows, itemgetter("at_latest")):
            for event in [[row] for row in day] if answer.unfolded else _events(list(day)):
                at = words.cells(answer, event[0])["at"] or words.DASH
                for line in _lines(answer, event, width):
                    yield [dated("" if at == before else at, width), *line]
                    before = "" if answer.unfolded else at


def _events(rows: Sequence[Fields]) -> list[list[Fields]]:
    """What an article has of a date, meetings first, each with what others have of it."""
    events: dict[str, list[Fields]] = {}
    met: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["kind"] != "meeting"):
        event = f"{words.when(row, row['at'])} {row['articles'][0]}"
        if row["kind"] == "meeting":
            met[row["id"]] = event
        events.setdefault(met.get(row["said_at"], event), []).append(row)
    return [*events.values()]


def _lines(answer: Answer, event: Sequence[Fields], width: int) -> Iterator[tuple[Text, ...]]:
    """A line a record, a side's proposals, and the rest: sign, kind or status, what, id.

    Of an event of which only remarks and the like are recorded, the first has a line.
    """
    folded = [row for row in event if row["kind"] in FOLDED]
    folded = folded if len(folded) < len(event) else folded[1:]
    proposals: dict[str | None, list[Fields]] = {}
    for row in event:
        if row["kind"] == "proposal":
            proposals.setdefault(row["side"], []).append(row)
        elif row not in folded:
            yield _line(row, f"{words.fact(answer, row)}{_reported(answer, row, width)}", row["id"])
    for side, rows in proposals.items():
        sectors = dict.fromkeys(row["sectors"][0] for row in rows)
        named = ", ".join(answer.labels[sector].lower() for sector in sectors)
        every = f"{len(rows)} proposals{_BY[side]}: {named}"
        first, *others = rows
        single = f"{first['title']}{_reported(answer, first, width)}"
        yield _line(first, *((every, "") if others else (single, first["id"])))
    if folded:
        yield Text(), Text(), Text(f"+ {tally(folded)}: add --all", "dim"), Text()


def _reported(answer: Answer, row: Fields, width: int) -> str:
    """Where there is room, who reports a record that several publishers do."""
    names = [words.named(id_, answer.labels) for id_ in row["origins"]]
    has_room = answer.unfolded and width >= WIDE
    return f" ({', '.join(names)})" if has_room and len(names) > 1 else ""


def tally(folded: Sequence[Fields]) -> str:
    """How many records of each kind are folded: `2 remarks, 1 number`."""
    kinds = Counter(FOLDED[row["kind"]] for row in folded)
    return ", ".join(counted(number, noun) for noun, number in kinds.items())


def line(answer: Answer, row: Fields, width: int) -> list[Cell]:
    """When, sign, kind or status, what with the words searched for bold, the id."""
    cells = words.cells(answer, row, "at", "date")
    when = cells.get("at") or cells["date"] or words.DASH
    mark, word, what, id_ = _line(row, words.fact(answer, row), row["id"])
    what.highlight_words(answer.matched, "bold", case_sensitive=False)
    return [dated(when, width), mark, word, what, id_]


def _line(row: Fields, text: str, id_: str) -> tuple[Text, ...]:
    word = row["kind"] if row["kind"] in _MARKS else words.status(row)
    mark, style = _MARKS.get(word, ("○", "yellow"))
    what = Text(citing.sourced(text, row), style if style == "dim" else "")
    return Text(mark, style), Text(word, style), what, Text(id_, "dim")


def _year(row: Fields) -> str:
    """The heading of a record's year, or of those whose date, or whose report's, leaves it open."""
    reported = row["date_basis"] == "report" and row["at"] == row["date"]
    first, last = dates.bounds(row["at"])[0] if reported else None, row["at_latest"]
    unknown = dates.vague(first, last) or row["at"].startswith("X")
    return "Of no certain year" if unknown else last[:4]
