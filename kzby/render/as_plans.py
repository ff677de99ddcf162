"""Plans as a ledger: what became of them, and which are past due, open or undated."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from kzby.model import dates
from kzby.query.answer import Answer, Fields, Labels
from kzby.query.findings import by_standing
from kzby.render import amounts, words
from kzby.render.table import GAP, Part, heading, indented, table
from kzby.render.terminal import unbroken

_STYLES = {
    **dict.fromkeys(("agreed", "announced", "planned", "promised"), "green"),
    **dict.fromkeys(("invited", "offered", "proposed", "requested"), "yellow"),
}


def ledger(answer: Answer, width: int) -> Iterator[Part]:
    """Plans by standing; each with a line that says when due, how firm, whose, said when."""
    rows = list(answer.mappings())
    names = speakers(rows, answer.labels)
    for standing, group in by_standing(rows):
        yield heading(f"{standing} ({len(group):,})")
        lines = _lines(answer, group, names)
        yield from table(lines, width, indent=2 * GAP, spare=not answer.ids)


def _lines(answer: Answer, group: Sequence[Fields], names: Labels) -> Iterator[Part]:
    """What is planned; below it when it is due, if any is, its status, whose, said when, its id."""
    dated = any(row["due"] for row in group)
    for row in group:
        yield indented(Text(row["title"]))
        if told := amounts.outcome(row):
            yield indented(Text(told, "bold"), 2 * GAP)
        due = [Text(words.cells(answer, row)["due"] or "")] if dated else []
        status = Text(row["status"], _STYLES.get(row["status"], "dim"))
        when = f"said {unbroken(said(answer, row))}"
        others = (whose(row, names), when, words.sourced(row["id"], row))
        yield [*due, status, *(Text(text, "dim") for text in others)]


def whose(row: Fields, names: Labels) -> str:
    """Who speaks, and for which side; where nobody is quoted, the side."""
    if row["speaker"] == "article" and row["side"]:
        return names.get(row["side"], "both sides")
    side = f" ({row['side']})" if row["side"] in names else ""
    return f"{words.named(row['speaker'], names)}{side}"


def said(answer: Answer, row: Fields) -> str:
    """The month in which a plan was announced, or its date if that is less exact."""
    month, last = row["date_earliest"], row["date_latest"]
    if not month or not last or month[:7] != last[:7]:
        return (words.cells(answer, row)["date"] or "").removeprefix("reported ")
    return dates.words(f"{month[:4]}{'' if row['year_stated'] else '?'}{month[4:7]}")


def speakers(rows: Sequence[Fields], labels: Labels) -> dict[str, str]:
    """Names by id; of people the last part, where no other speaker has it."""
    people = {row["speaker"] for row in rows if row["speaker"] in row["people"]}
    last = {id_: words.named(id_, labels).rpartition(" ")[2] for id_ in people}
    several = Counter(last.values())
    return {**labels, **{id_: name for id_, name in last.items() if several[name] == 1}}
