"""Answers for programs and documents: JSON, CSV, Markdown.

JSON and CSV have all columns, with plain values. CSV joins lists by `; `, values of an object
by ` | `; a list among these is JSON. Markdown has the columns and words of a table.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from kzby.query.answer import Answer
from kzby.query.citation import Citation
from kzby.render.terminal import address
from kzby.text import escaped as unhidden
from kzby.text import shown

if TYPE_CHECKING:
    from kzby.query.brief import Brief

_END = "\r\n"  # never in an unquoted cell
# What Markdown acts on: `_` only outside words, addresses, and at the start of a block.
_ACTIVE = r"[\\`*\[<|~$@]|&(?=[#\w])|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\."
_BLOCK = r"^(\d*)([>#+=.)-])"


def json_lines(answer: Answer) -> Iterator[str]:
    """One JSON object a line, with hidden characters escaped."""
    return (unhidden(json.dumps(row, ensure_ascii=False)) for row in answer.mappings())


def json_array(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON array, an object a line."""
    last = None
    for row in objects:
        yield "[" if last is None else f"{last},"
        last = unhidden(json.dumps(row, ensure_ascii=False))
    yield "[]" if last is None else f"{last}\n]"


def json_object(brief: "Brief") -> Iterator[str]:
    """One JSON object: the numbers of the articles, and by view the rows that each question gives."""
    yield f'{{"regions": {json.dumps(brief.regions, ensure_ascii=False)}'
    yield f', "sources": {json.dumps(brief.sources)}'
    for view, answer in brief.answers.items():
        first, *rest = json_array(answer.mappings())
        yield from (f', "{view}": {first}', *rest)
    yield "}"


def csv_table(answer: Answer, form: str = "csv") -> Iterator[str]:
    """Header and rows as in RFC 4180, `tsv` with tabs, without line ends; unknown is empty."""
    import csv  # slow, and only this needs it

    delimiter = "\t" if form == "tsv" else ","
    for row in chain([answer.names], answer.rows):
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator=_END).writerow(map(cell, row))
        yield text.getvalue().removesuffix(_END)


def cell(value: Any) -> Any:
    """A value as a cell has it: flags in words, lists and objects joined."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(str(cell(part)) for part in value)
        case dict():
            parts = ("" if part is None else part for part in value.values())
            lists = (json.dumps(p, ensure_ascii=False) if isinstance(p, list) else p for p in parts)
            return " | ".join(map(str, lists))
    return value


class Grid(NamedTuple):
    """What people see of an answer, in words: which columns stand on the right, a note below."""

    heads: Sequence[str]
    right: Sequence[bool]
    rows: Iterable[Sequence[str]]
    note: str = ""


def grids(answer: Answer) -> Iterator[Grid]:
    """The rows of an answer in one table, or each thing in full in its own."""
    from kzby.render import amounts, words  # JSON and CSV need no words

    rows = list(answer.mappings())
    if answer.in_full:
        first, *others = answer.columns
        for row in rows:
            stated = ((c.header, text) for c in others for text in words.lines(answer, c, row))
            cells = [("id", row[first.name]), *stated, *words.absent(answer.columns, row)]
            yield Grid(["field", "value"], [False, False], cells)
        return
    ids = (column for column in answer.columns if column.name == "id")
    columns = dict.fromkeys([*answer.shown, *ids])
    apart = answer.view in ("trade", "derived") and not amounts.compare(rows)
    yield Grid(
        [column.header if answer.view else column.name for column in columns],
        [column.type == "number" for column in columns],
        ([words.cell(answer, column, row) or "" for column in columns] for row in rows),
        amounts.APART if apart else "",
    )


def markdown(answer: Answer) -> Iterator[str]:
    """A table, of things in full one each; then any sources."""
    for finding in answer.findings:
        yield from (escaped(str(finding)), "")
    for grid in grids(answer):
        below = ["---:" if right else "---" for right in grid.right]
        for row in chain([grid.heads, below], grid.rows):
            yield f"| {' | '.join(map(escaped, row))} |"
        if grid.note:
            yield from ("", grid.note)
        yield from [""] * answer.in_full
    if answer.sources and not answer.empty:
        yield from [] if answer.in_full else [""]
        yield from sources(answer.sources())


def sources(cited: Citation) -> Iterator[str]:
    """A numbered list of articles, and the edition."""
    from kzby.render import citing

    for number, reference in enumerate(cited.references, 1):
        source = re.sub(_BLOCK, r"\1\\\2", escaped(citing.source(reference)))
        yield f"{number}. {source} <{address(reference.url)}>"
    yield from ("", escaped(citing.dataset(cited.edition)))


def escaped(text: str) -> str:
    """A text that Markdown takes as it is."""
    return re.sub(_ACTIVE, r"\\\g<0>", " ".join(shown(text, but="\n").split()))
