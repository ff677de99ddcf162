"""Pictures of a report as files of their own, for the README: the same drawings with the same looks."""

import re
from functools import partial

from support import ROOT

from kzby.query.brief import report
from kzby.query.filters import Filters
from kzby.render.page import document
from kzby.render.page.facts import View
from kzby.render.page.pictures import atlas, hatching
from kzby.store import Store

_STYLE = ROOT / "kzby" / "render" / "page" / "page.css"
_USED = re.compile(r"^(?::root|@media\(prefers|svg|circle|#_hatch|\.map|\.contacts rect).*\n", re.M)
_MORE = """svg{background:var(--paper);font-family:system-ui,"DejaVu Sans",sans-serif}
.months{stroke:var(--line)}
"""
_LEFT, _WIDE = 44, 560  # where a year begins in a picture of contacts, and how long it is


def pictures(store: Store) -> dict[str, str]:
    """Each picture in data/ by the name of its file."""
    view = View(report(store, Filters(), "2026-01-01"))  # the day matters to plans alone
    contacts = "".join(document.contacts(view))
    return {"ties.svg": _map(atlas(view)), "contacts.svg": _contacts(contacts)}


def _map(figure: str) -> str:
    ((width, height, marks),) = re.findall(r'viewBox="0 0 (\d+) (\d+)"[^>]*>(.*)</svg>', figure)
    return _file("map", int(width), int(height), marks)


def _contacts(section: str) -> str:
    """The strips of the years below each other, each with its year."""
    (months,) = re.findall(r"<th scope=col>(<svg.*?</svg>)", section)
    strips = [("", months), *re.findall(r"<th scope=row>(\d+)<td>(<svg.*?</svg>)", section)]
    parts, top = [], 4
    for year, strip in strips:
        (height,) = re.findall(r"<svg height=(\d+)", strip)
        parts.append(f"<text x=4 y={top + 11}>{year}</text>")
        parts.append(strip.replace("<svg", f"<svg x={_LEFT} y={top} width={_WIDE}", 1))
        top += int(height) + 4
    lines = "".join(f"M{_LEFT + at * _WIDE / 12:.0f} 20V{top}" for at in range(13))
    return _file(
        "contacts", _LEFT + _WIDE + 8, top + 4, f'<path class=months d="{lines}"/>', *parts
    )


def _file(look: str, width: int, height: int, *parts: str) -> str:
    """An SVG file: attributes in quotation marks, and no links, which lead nowhere outside a page."""
    style = "".join(_USED.findall(_STYLE.read_text("utf-8"))) + _MORE
    drawn = re.sub("<(/?)a[^>]*>", r"<\1g>", "".join([hatching(), *parts]))
    quoted = partial(re.sub, r"=([^\"\s>]+)(?=[\s/>])", r'="\1"')
    marks = re.sub("<[^>]+>", lambda tag: str(quoted(tag[0])), drawn).replace("><", ">\n<")
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="{look}" {size}>'
    return f"{head}\n<style>\n{style}</style>\n{marks}\n</svg>\n"
