"""What a search finds: figures as cards, then a line or two for each other record."""

from collections.abc import Iterator
from itertools import chain

from rich.text import Text

from kzby.query.answer import Answer
from kzby.render import words
from kzby.render.amounts import Fields
from kzby.render.as_sheet import card
from kzby.render.table import Cell, Part, dated, table


def hits(answer: Answer, width: int) -> Iterator[Part]:
    """Cards, then lines: when, what, who said it, the id."""
    rows, passed = answer.mappings(), dict[str, Fields]()
    for each in answer.cards():
        for figure in each.mappings():
            while figure["id"] not in passed:
                row = next(rows)
                passed[row["id"]] = row
            whole = {**passed.pop(figure["id"]), **figure}
            yield from card(each, whole, width, answer.matched)
    lines = (_line(answer, row) for row in chain(passed.values(), rows))
    if first := next(lines, None):
        yield Text()
        yield from table(chain([first], lines), width, spare=not answer.ids, below=1)


def _line(answer: Answer, row: Fields) -> list[Cell]:
    cell = words.cells(answer, row)
    what = Text(words.sourced(row["title"], row))
    what.highlight_words(answer.matched, "bold", case_sensitive=False)
    speaker = words.named(row["speaker"], answer.labels)
    said = Text("" if row["speaker"] == "article" else speaker, "dim")
    return [dated(cell["date"] or words.DASH), what, said, Text(row["id"], "dim")]
