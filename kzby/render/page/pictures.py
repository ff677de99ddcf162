"""Pictures: a strip of a year's contacts, a bar with bounds, the map of both countries."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kzby.model.dates import MONTHS
from kzby.query.answer import Fields
from kzby.query.findings import UNITS, ends
from kzby.render import words
from kzby.render.page.facts import View
from kzby.render.page.markup import Markup, element

_LANE = 14  # pixels
_KEY = (
    "Filled: tied to a named oblast of the other country; hatched: only to that country as a whole; "
    "empty: no tie on this page. Lines: pairs with the most meetings and agreements, thicker for "
    "more. Borders are those of before 2018; newer oblasts and cities are points. Belarus is drawn "
    "larger than Kazakhstan."
)
_LONGEST = 92  # days of a span that is drawn
_MOST = 12  # pairs with a line


def is_near(row: Fields, most: int = 366) -> bool:
    """Whether the ends of a date are known, and at most so many days apart."""
    ends = row["date_earliest"], row["date_latest"]
    first, last = (date.fromisoformat(end) if end else None for end in ends)
    return bool(first and last and (last - first).days <= most)


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
    return element("svg", *names, height=14, role="img", aria_label="January to December")


def strip(view: View, rows: Sequence[Fields], year: int) -> Markup:
    """A mark for each date of a year; those that would touch are below each other."""
    ends: list[float] = []  # of the last mark in each lane
    drawn = []
    span = itemgetter("date_earliest", "date_latest")
    near = sorted((row for row in rows if is_near(row, _LONGEST)), key=span)
    for when, group in groupby(near, view.when):
        row, *more = group
        days = [date.fromisoformat(day) - date(year, 1, 1) for day in span(row)]
        start, end = (min(max(each.days / 365, 0), 1) for each in days)
        lane = next((at for at, last in enumerate(ends) if last + 0.03 < start), len(ends))
        ends[lane:] = [end, *ends[lane + 1 :]]
        looks = ["hatched"] * (not row["year_stated"])
        looks += ["ahead"] * all(each["status"] == "announced" for each in (row, *more))
        top, left, look = lane * _LANE, f"{start:.1%}", " ".join(looks) or None
        if days[0] == days[1]:
            shape = element("circle", cx=left, cy=top + 7, class_=look)
        else:
            width = f"{max(end - start, 0.015):.1%}"
            shape = element("rect", x=left, y=top + 3, width=width, class_=look)
        also = f" and {len(more)} more" if more else ""
        title = element("title", f"{when}: {row['title']}{also}")
        drawn.append(element("a", title, shape, href=f"#{row['id']}"))
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


def atlas(view: View) -> Markup:
    """The map, whose marks are links, and its key."""
    pairs = [row for row in view.rows["ties"] if row["ties"]]
    text = Path(__file__).with_name("map.toml").read_text("utf-8")
    places = {id_: each for id_, each in tomllib.loads(text).items() if id_ in view.whole}
    areas: list[Markup] = []
    points: list[Markup] = []
    names: list[Markup] = []
    for id_, place in places.items():
        (areas if "outline" in place else points).append(_mark(view, pairs, id_, place))
        names.append(_name(view.short[id_], place))
    drawable = [row for row in pairs if {*ends(row)} <= {*places}]
    ranked = sorted(drawable, key=_strength, reverse=True)
    lines = [_line(view, row, places) for row in ranked[:_MOST] if _strength(row)]
    size = {"viewBox": "0 0 480 496", "role": "group", "aria_label": "Map of ties"}
    drawing = element("svg", *areas, *lines, *points, *names, class_="map", **size)
    return element("figure", drawing, element("figcaption", _KEY))


def _strength(row: Fields) -> int:
    return int(row["meetings"] + row["agreements"])


def _mark(view: View, pairs: Sequence[Fields], id_: str, place: Fields) -> Markup:
    """An outline or a point; in words, whom the region is tied to."""
    others = [other for row in pairs if id_ in ends(row) for other in ends(row) if other != id_]
    named = [other for other in others if view.whole[other]["type"] in UNITS]
    look = None if named else "hatched" if others else "empty"
    tied = "tied to " + ", ".join(view.short[other] for other in named or others)
    title = element("title", f"{view.short[id_]}: {tied if others else 'no tie on this map'}")
    x, y = place["at"]
    shape = element("circle", cx=x, cy=y, class_=look)
    if "outline" in place:
        shape = element("path", d=place["outline"], class_=look)
    return element("a", title, shape, href=f"#_{id_}" if others else None)


def _name(name: str, place: Fields) -> Markup:
    """A name in its outline, a word a line; or right of its point."""
    x, y = place["at"]
    if "outline" not in place:
        return element("text", name, x=x + 8, y=y + 4)
    parts = name.split()
    lines = (element("tspan", part, x=x, dy=11 if at else None) for at, part in enumerate(parts))
    return element("text", *lines, y=y + 9 - 5 * len(parts), text_anchor="middle")


def _line(view: View, row: Fields, places: Mapping[str, Fields]) -> Markup:
    """A pair's line, from name to name, bent to the east."""
    (x, y), (to_x, to_y) = (places[end]["at"] for end in ends(row))
    y, to_y = y + 6, to_y - 8
    bend = (x + to_x) // 2 + (to_y - y) // 6, (y + to_y) // 2 - (to_x - x) // 6
    curve = f"M{x} {y}Q{bend[0]} {bend[1]} {to_x} {to_y}"
    wide = min(1 + _strength(row) // 2, 6)
    title = element("title", f"{words.pair(row, view.short)}: {words.tied(row)}")
    path = element("path", d=curve, class_="tie", stroke_width=wide)
    return element("a", title, path, href=f"#_{':'.join(ends(row))}")
