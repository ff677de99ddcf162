"""Plans as a calendar: iCalendar, RFC 5545."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kzby.model import dates
from kzby.query import citation
from kzby.query.answer import Answer
from kzby.render import citing, words
from kzby.render.amounts import Fields
from kzby.render.terminal import URL, address


def calendar(answer: Answer) -> Iterator[str]:
    """An all-day event for each plan, over the days when it may be due, or on the day it is due by.

    Each line ends in a CR, for the LF to follow. An event's stamp is the day of the newest article.
    """
    run = answer.store.connection.execute
    (newest,) = run("SELECT max(published_latest) FROM article").fetchone()
    urls = dict(run("SELECT id, url FROM article"))
    edition = citing.dataset(citation.edition(answer.store))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kzby//kzby//EN"]
    lines += [f"X-WR-CALNAME:kzby plans, {_escaped(edition)}"]
    for row in answer.mappings():
        lines += ["BEGIN:VEVENT", f"UID:{_escaped(row['id'])}@kzby"]
        lines += [f"DTSTAMP:{_day(newest)}T000000Z"]
        after = date.fromisoformat(row["due_latest"]) + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{_day(row['due_earliest'] or row['due_latest'])}"]
        lines += [f"DTEND;VALUE=DATE:{_day(after.isoformat())}", "TRANSP:TRANSPARENT"]
        lines += [f"SUMMARY:{_escaped(row['title'])}", f"DESCRIPTION:{_escaped(_about(row))}"]
        if row["place"]:
            lines += [f"LOCATION:{_escaped(words.named(row['place'], answer.labels))}"]
        first = urls[row["articles"][0]]
        lines += [f"URL:{address(first)}"] if URL.fullmatch(first) else []
        lines += ["END:VEVENT"]
    for line in (*lines, "END:VCALENDAR"):
        yield from (f"{part}\r" for part in _folded(line))


def _about(row: Fields) -> str:
    printed = f" (printed: {row['due_text']})" if row["due_text"] else ""
    outcome = f"; outcome: {row['outcome']}" if row["outcome"] else ""
    return f"{row['status']}, due {dates.words(row['due'])}{printed}{outcome}\n“{row['quote']}”"


def _day(day: str) -> str:
    return day.replace("-", "")


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, each but the first after a space."""
    part = ""
    for character in line:
        if len(f"{part}{character}".encode()) > 75:
            yield part
            part = " "
        part += character
    yield part
