"""Answers for programs: JSON, CSV, iCalendar.

JSON and CSV have all columns, with plain values. CSV joins lists by `; `, values of an object
by ` | `; a list among these is JSON.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from kzby.model import dates
from kzby.query.answer import Answer
from kzby.render.terminal import address
from kzby.text import escaped, shown

if TYPE_CHECKING:
    from kzby.query.brief import Brief

_END = "\r\n"  # never in an unquoted cell


def json_lines(answer: Answer) -> Iterator[str]:
    """One JSON object a line, with hidden characters escaped."""
    return (escaped(json.dumps(row, ensure_ascii=False)) for row in answer.mappings())


def json_array(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON array, an object a line."""
    last = None
    for row in objects:
        yield "[" if last is None else f"{last},"
        last = escaped(json.dumps(row, ensure_ascii=False))
    yield "[]" if last is None else f"{last}\n]"


def json_object(brief: "Brief") -> Iterator[str]:
    """One JSON object: the numbers of the articles, and the rows of each view."""
    yield f'{{"regions": {json.dumps(brief.regions, ensure_ascii=False)}'
    yield f', "sources": {json.dumps(brief.sources)}'
    for view, answer in brief.answers.items():
        first, *rest = json_array(answer.mappings())
        yield from (f', "{view}": {first}', *rest)
    yield "}"


def csv_table(answer: Answer, form: str = "csv") -> Iterator[str]:
    """Header and rows as in RFC 4180, `tsv` with tabs, without line ends."""
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


def calendar(answer: Answer) -> Iterator[str]:
    """An event (iCalendar, RFC 5545) for each plan, on the days it may be due.

    Each line ends in a CR, for the LF to follow, and is never folded, which only should be.
    """
    from kzby.render import citing  # JSON and CSV need none

    rows = list(answer.mappings())  # which number the sources
    cited = answer.citation()
    urls = {each.article: each.url for each in cited.references}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kzby//kzby//EN"]
    lines += [f"X-WR-CALNAME:kzby plans, {_literal(citing.dataset(cited.edition))}"]
    for row in rows:
        first_day, last_day = row["due_earliest"] or row["due_latest"], row["due_latest"]
        after = date.fromisoformat(last_day) + timedelta(days=1)
        outcome = f"; outcome: {row['outcome']}" if row["outcome"] else ""
        about = f"{row['status']}, due {dates.words(row['due'])}{outcome}\n“{row['quote']}”"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_literal(row['id'])}@kzby",
            f"DTSTAMP:{cited.edition.released.replace('-', '')}T000000Z",
            f"DTSTART;VALUE=DATE:{first_day.replace('-', '')}",
            f"DTEND;VALUE=DATE:{after:%Y%m%d}",
            "TRANSP:TRANSPARENT",
            f"SUMMARY:{_literal(row['title'])}{' (year inferred)' * ('?' in row['due'])}",
            f"DESCRIPTION:{_literal(about)}",
            f"URL:{address(urls[row['articles'][0]])}",
            "END:VEVENT",
        ]
    for line in (*lines, "END:VCALENDAR"):
        yield f"{shown(line)}\r"


def _literal(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")
