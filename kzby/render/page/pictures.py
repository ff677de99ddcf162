"""Pictures: a strip of a year's contacts, a bar with bounds; as wide as their cells."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kzby.model.dates import MONTHS
from kzby.render.page.markup import Markup, element

_LANE = 14  # pixels


class Mark(NamedTuple):
    """A day or span (ISO days), what it links to, what it is in words, how it looks."""

    first: str
    last: str
    href: str
    text: str
    look: str | None


def hatching() -> Markup:
    """The pattern for what is uncertain."""
    lines = element("path", d="M0 4L4 0M-1 1L1 -1M3 5L5 3")
    units = {"patternUnits": "userSpaceOnUse"}
    pattern = element("pattern", lines, id="_hatch", width=4, height=4, **units)
    return element("svg", pattern, width=0, height=0, aria_hidden="true")


def months() -> Markup:
    """The initials of the months, above strips."""
    names = (
        element("text", month[0], x=f"{(at + 0.5) / 12:.1%}", y=11, text_anchor="middle")
        for at, month in enumerate(MONTHS)
    )
    label = "January to December"
    return element("svg", *names, height=14, role="img", aria_label=label)


def strip(marks: Sequence[Mark], year: int) -> Markup:
    """The marks of a year, from January to December; those that would touch below each other."""
    ends: list[float] = []  # of the last mark in each lane
    drawn = []
    for mark in sorted(marks):
        days = [date.fromisoformat(day) - date(year, 1, 1) for day in (mark.first, mark.last)]
        start, end = (min(max(each.days / 365, 0), 1) for each in days)
        lane = next((at for at, last in enumerate(ends) if last + 0.03 < start), len(ends))
        ends[lane:] = [end, *ends[lane + 1 :]]
        top, left, look = lane * _LANE, f"{start:.1%}", mark.look
        if mark.first == mark.last:
            shape = element("circle", cx=left, cy=top + 7, class_=look)
        else:
            width = f"{max(end - start, 0.015):.1%}"
            shape = element("rect", x=left, y=top + 3, width=width, class_=look)
        drawn.append(element("a", element("title", mark.text), shape, href=mark.href))
    height = max(1, len(ends)) * _LANE
    return element("svg", *drawn, height=height, role="group", aria_label=year)


def bar(ends: Sequence[float], most: float, look: str | None) -> Markup:
    """A bar solid to the low bound and hatched to the high one, of the longest."""
    low, high = (end / (most or 1) for end in ends)
    solid, more = f"{low:.1%}", f"{high - low:.1%}"
    parts = [element("rect", width=solid, class_=look)]
    if more != "0.0%":
        parts.append(element("rect", x=solid, width=more, class_="hatched"))
    return element("svg", *parts, height=13, aria_hidden="true")
