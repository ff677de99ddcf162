"""HTML, whose texts and attributes are made harmless here and nowhere else."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from kzby.render.terminal import address
from kzby.text import shown

_OPEN = ("input", "meta", *("dd", "dt", "li", "option", "td", "th", "tr"))  # need no end tag
_PLAIN = re.compile("[A-Za-z0-9_.:#%,-]+")  # what needs no quotation marks
_POLICY = "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'"


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def element(tag: str, *children: str | None, **attributes: str | int | None) -> Markup:
    """An element; what is None is left out, and so is an address that is not of the web.

    Names of attributes have `_` for `-`, and one at the end is dropped.
    """
    head = tag + "".join(map(_attribute, attributes, attributes.values()))
    end = "" if tag in _OPEN else f"</{tag}>"
    return Markup(f"<{head}>{joined(children)}{end}")


def joined(parts: Iterable[str | None], by: str = "") -> Markup:
    """Texts and elements as one, leaving out what is empty."""
    safe = (
        part if isinstance(part, Markup) else escape(shown(part, but="\n"), quote=False)
        for part in parts
        if part
    )
    return Markup(escape(by).join(safe))


def table(
    look: str, caption: str, heads: Sequence[str], rows: Iterable[Sequence[str | None]]
) -> Markup:
    """A table whose first cells head their rows; the last of a shorter row takes the rest."""
    lines = []
    for first, *cells in rows:
        rest = len(heads) - len(cells)
        scope, wide = ("row", None) if cells else ("colgroup", rest)
        head = element("th", first, scope=scope, colspan=wide)
        tds = [element("td", cell) for cell in cells[:-1]]
        tds += [element("td", cell, colspan=rest if rest > 1 else None) for cell in cells[-1:]]
        lines.append(element("tr", head, *tds))
    ths = (element("th", text, scope="col") if text else element("td") for text in heads)
    parts = element("thead", element("tr", *ths)), element("tbody", *lines)
    return element("table", element("caption", caption), *parts, class_=look)


def document(title: str, body: Iterable[str], style: str, script: str = "") -> Iterator[str]:
    """A page with a style and script of its own, which can load nothing."""
    policy = _POLICY.format(_hashed(style), _hashed(script))
    yield '<!doctype html>\n<html lang="en">'
    yield element("meta", charset="utf-8")
    yield element("meta", name="generator", content="kzby")
    yield element("meta", http_equiv="Content-Security-Policy", content=policy)
    yield element("meta", name="referrer", content="no-referrer")
    yield element("meta", name="viewport", content="width=device-width,initial-scale=1")
    yield element("title", title)
    yield element("style", Markup(style))
    yield from body
    if script:
        yield element("script", Markup(script))
    yield "</html>"


def _attribute(name: str, value: str | int | None) -> str:
    text = shown(str(value))
    if value is None or (name == "href" and not re.match("#|https?://", text)):
        return ""
    if name == "href" and text[0] != "#":
        text = address(text)
    quoted = text if _PLAIN.fullmatch(text) else f'"{escape(text)}"'
    return f" {name.rstrip('_').replace('_', '-')}={quoted}"


def _hashed(text: str) -> str:
    """How a policy names a text that it lets through."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
