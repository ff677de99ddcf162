"""Plans as a calendar: iCalendar, RFC 5545."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kzby.model import dates
from kzby.query.answer import Answer
from kzby.render import citing, words
from kzby.render.terminal import URL, address


def calendar(answer: Answer) -> Iterator[str]:
    """An all-day event for each plan of a cited answer, over the days when it may be due, or on the day it is due by.

    Each line ends in a CR, for the LF to follow. The stamp of an event is the first day on which
    its newest article can have appeared.
    """
    rows = list(answer.mappings())
    sources = answer.citation()
    articles = {each.article: each for each in sources.references}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kzby//kzby//EN"]
    lines += [f"X-WR-CALNAME:kzby plans, {_escaped(citing.dataset(sources.edition))}"]
    for row in rows:
        first, *_ = reports = [articles[id_] for id_ in row["articles"]]
        newest = max(each.earliest for each in reports).replace("-", "")
        lines += ["BEGIN:VEVENT", f"UID:{_escaped(row['id'])}@kzby"]
        lines += [f"DTSTAMP:{newest}T000000Z"]
        first_day, last_day = row["due_earliest"] or row["due_latest"], row["due_latest"]
        after = date.fromisoformat(last_day) + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{first_day.replace('-', '')}"]
        lines += [f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]
        printed = f" (printed: {row['due_text']})" if row["due_text"] else ""
        outcome = f"; outcome: {row['outcome']}" if row["outcome"] else ""
        about = f"{row['status']}, due {dates.words(row['due'])}{printed}{outcome}"
        about = _escaped(f"{about}\n“{row['quote']}”")
        lines += [f"SUMMARY:{_escaped(row['title'])}", f"DESCRIPTION:{about}"]
        if row["place"]:
            lines += [f"LOCATION:{_escaped(words.named(row['place'], answer.labels))}"]
        lines += [f"URL:{address(first.url)}"] if re.fullmatch(URL, first.url) else []
        lines += ["END:VEVENT"]
    for line in (*lines, "END:VCALENDAR"):
        yield from (f"{part}\r" for part in _folded(line))


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
