"""An article's card held against its text: headline, dateline, titles."""

import re
from collections.abc import Iterator

from kzby.errors import Place
from kzby.model.article import Article
from kzby.verify import calendar
from kzby.verify.evidence import Source, in_words
from kzby.verify.text import Text, Wrong
from kzby.verify.words import Span

_LONGEST = 25  # words of a headline


def headline(card: Article, text: Text) -> Wrong | None:
    """That a text begins with another headline; None if it has none."""
    first, _, rest = text.shown.strip().partition("\n")
    own = rest and 4 <= len(first.split()) <= _LONGEST and not first.endswith(".")
    if own and text.language and calendar.is_dated(first, text.language):
        own = ""  # a line with the date of the report
    if text.find(card.headline):
        return []
    wrong = ("headline", f"is not that of the text, “{first}”; copy it as printed")
    return [wrong] if own and not card.headline_basis else None


def dateline(card: Article, text: Text) -> Wrong:
    """That no line begins with the dateline, but for a date and the like."""
    for span in text.find(card.dateline or ""):
        start, end = text.place(span)
        before = text.shown[:start].rpartition("\n")[2]
        behind = re.match(r"\s*(?:[.,:;(/\[–—-]|$|[^\W\d_a-z])", text.shown[end:])
        if behind and len(before.split()) <= 4 and not re.search(r"[.!?]\s\S*\s", before):
            return
    yield "dateline", f"“{card.dateline}” does not open a line of the text"


def titles(source: Source) -> Iterator[Wrong | None]:
    """For each title: that it is not printed, or only beside another person; None if not known."""
    for at, each in enumerate(source.card.titles):
        field, printed = in_words(each, "title", source.card)
        path: Place = ("titles", at, field)
        if not (printed and source.text and source.names):
            yield from [None] * bool(printed)
            continue
        places = source.names.places(printed, source.text.plain)
        beside = [_beside(span, source, source.text.plain) for span in places]
        if not beside:
            yield [(path, f"“{printed}” is not printed; give the printed words")]
        elif any(beside) and not any(each.person in ids for ids in beside):
            yield [(path, f"“{printed}” is printed beside another person")]
        else:
            yield []


def _beside(span: Span, source: Source, plain: str) -> set[str]:
    """The people named right before or behind a span."""
    people = source.people
    gaps = ((min(each.span.end, span.end), max(each.span.start, span.start)) for each in people)
    near = (re.fullmatch("[ ,(-]*", plain[start:end]) for start, end in gaps)
    return {each.id for each, is_near in zip(people, near, strict=True) if is_near}
