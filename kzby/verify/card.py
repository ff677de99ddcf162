"""An article's card held against its text: headline, dateline, titles."""

import re
from collections.abc import Iterator

from kzby.errors import Place
from kzby.model import kinds
from kzby.text import fold
from kzby.verify import calendar
from kzby.verify.evidence import Source
from kzby.verify.names import same, tokens
from kzby.verify.text import Text, Wrong
from kzby.verify.words import Span

_LINE = 25  # words that a headline has at most


def headline(card: kinds.Article, text: Text) -> Wrong | None:
    """That a text has another headline; None if it has none."""
    if card.headline_basis == "address":
        slug = card.url.rstrip("/").rpartition("/")[2].rpartition("_")[0]
        if "-" not in slug or not card.headline.isascii():
            return None
        right = fold(card.headline).replace(" ", "") == fold(slug).replace(" ", "")
        return [] if right else [("headline", f"is not the address's “{slug}”")]
    if text.find(card.headline):
        return []
    first, _, rest = text.shown.strip().partition("\n")
    dated = text.words_of and calendar.parts(first, text.words_of)
    if not rest or any(dated or ()) or first.endswith(".") or not 4 <= len(first.split()) <= _LINE:
        return None
    return [("headline", f"is not that of the text, “{first}”; copy it as printed")]


def dateline(card: kinds.Article, text: Text) -> Wrong:
    """That no line begins with the dateline, but for a date and the like."""
    for span in text.find(card.dateline or ""):
        start, end = text.place(span)
        before = text.shown[:start].rpartition("\n")[2]
        behind = re.match(r"\s*(?:[.,:;(/\[–—-]|$|[^\W\d_a-z])", text.shown[end:])
        opening = re.search(r"[.!?]\S*\s+\S*$", before) is None
        if behind and opening and len(before.split()) <= 4 or (behind and not before.strip()):
            return
    yield "dateline", f"“{card.dateline}” does not open a line of the text"


def titles(source: Source) -> Iterator[tuple[Place, Wrong | None]]:
    """For each title: that it is not printed, or only beside somebody else; None if not known."""
    card, text = source.card, source.text
    for at, each in enumerate(card.titles):
        printed = each.title_text or (each.title if card.language == "en" else None)
        path: Place = ("titles", at, "title_text" if each.title_text else "title")
        if not (printed and text and source.words):
            yield path, None
            continue
        beside = [_beside(span, source, text) for span in _printed(printed, source, text)]
        if not beside:
            yield path, [(path, f"“{printed}” is not printed; give the printed words")]
        elif any(beside) and not any(each.person in ids for ids in beside):
            yield path, [(path, f"“{printed}” is printed beside another person")]
        else:
            yield path, []


def _printed(title: str, source: Source, text: Text) -> Iterator[Span]:
    """Where a text prints a title, also declined, but not as part of `deputy governor`."""
    words = source.words
    assert words
    own, read = tokens(title, words), tokens(text.plain, words)
    for at in range(len(read) - len(own) + 1):
        run = read[at : at + len(own)]
        before = text.low[: run[0].span.start]
        if all(same(a.word, b.word, "word", words) for a, b in zip(own, run, strict=True)):
            if not words.search(r"@lesser[ -]$", before):
                yield Span(run[0].span.start, run[-1].span.end)


def _beside(span: Span, source: Source, text: Text) -> set[str]:
    """The people named right before or behind a span."""
    people = [each for each in source.mentions if source.names and each.id in source.names.people]
    return {
        each.id
        for each in people
        if re.fullmatch(r"[ ,(]*", text.plain[span.end : each.span.start] or "#")
        or re.fullmatch(r"[ ,(-]*", text.plain[each.span.end : span.start] or "#")
    }
