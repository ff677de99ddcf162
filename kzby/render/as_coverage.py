"""The coverage of articles: each text with what is recorded of it marked by kind, then what is left."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.console import RenderableType
from rich.text import Text

from kzby import text as texts
from kzby.errors import counted
from kzby.model.terms import Kind
from kzby.render import table
from kzby.render.terminal import Terminal
from kzby.verify.prose.span import Span

if TYPE_CHECKING:
    from kzby.verify.coverage import Coverage, Survey  # it imports pydantic, which no answer needs

_UNMARKED, _NOTHING = (
    "",
    "nothing",
)  # beside the kinds: what no quote holds, and what the card explains
_STYLES: dict[str, str] = {
    "meeting": "black on green",
    "agreement": "black on bright_yellow",
    "plan": "black on yellow",
    "proposal": "white on magenta",
    "project": "white on red",
    "trade": "black on cyan",
    "goods": "black on bright_cyan",
    "count": "white on blue",
    "remark": "black on white",
    _NOTHING: "dim underline",
}
_LONGEST = 8  # words of a sentence that are shown to find it


def page(survey: "Survey", terminal: Terminal) -> Iterator[str]:
    """What is recorded of each article; its text only where a person looks."""
    return table.draw(_parts(survey, terminal), terminal)


def _parts(survey: "Survey", terminal: Terminal) -> Iterator[RenderableType]:
    for number, one in enumerate(survey.articles):
        if number:
            yield Text("")
        yield Text(
            f"{one.article}: {counted(len(one.text.sentences), 'sentence')}, {counted(one.records, 'record')}",
            "bold",
        )
        if terminal.interactive:
            yield Text("")
            yield _marked(one, color=terminal.color)
            yield Text("")
            yield _legend(one)
        yield from _left(one)
    if survey.missing:
        yield Text(f"not at hand: {', '.join(survey.missing)}")


def _marked(one: "Coverage", *, color: bool) -> Text:
    """The text; what is quoted bears the colour of its kind or, where there are no colours, stands in `[...|kind]`.

    Where several records quote the same words, those show the kind of the shortest quote.
    """
    text = Text()
    for kind, run in groupby(_pieces(one), key=lambda piece: piece.kind):
        words = "".join(piece.words for piece in run)
        if kind is _UNMARKED or color:
            text.append(words, _STYLES.get(kind, ""))
        else:
            text.append(f"[{words}|{kind}]")
    return text


class _Piece(NamedTuple):
    """A stretch of a text between two borders of quotes, and the kind it shows."""

    words: str
    kind: str


def _pieces(one: "Coverage") -> Iterator[_Piece]:
    shown = one.text.shown
    quoted = [(one.text.place(mark.span), _name(mark.kind)) for mark in one.marks]
    borders = sorted({0, len(shown), *(at for place, _ in quoted for at in place)})
    for start, end in pairwise(borders):
        within = [
            (place.end - place.start, kind)
            for place, kind in quoted
            if place.holds(Span(start, end))
        ]
        yield _Piece(
            texts.shown(shown[start:end], but="\n"), min(within)[1] if within else _UNMARKED
        )


def _name(kind: Kind | None) -> str:
    return kind or _NOTHING


def _legend(one: "Coverage") -> Text:
    """The kinds of what is quoted, each in its colour with the number of its quotes."""
    found = Counter(_name(mark.kind) for mark in one.marks)
    kinds = (
        Text(f" {kind} {found[kind]} ", style) for kind, style in _STYLES.items() if found[kind]
    )
    return Text(" ").join(kinds)


def _left(one: "Coverage") -> Iterator[Text]:
    """What no record quotes or carries, by a few words of each."""
    left = {
        "sentence": (one.sentences, "quoted by no record"),
        "date": (one.dates, "carried by no record"),
        "number": (one.numbers, "carried by no record"),
        "name": (one.names, "carried by no record"),
    }
    for noun, (spans, lacking) in left.items():
        if spans:
            yield Text(f"{counted(len(spans), noun)} {lacking}:", "yellow")
            yield from (
                Text(f"  “{_beginning(texts.shown(one.text.words(span)))}”") for span in spans
            )
    if not any(spans for spans, _ in left.values()):
        yield Text(
            "Every sentence is quoted or explained; every number, date and name is carried by a record.",
            "green",
        )


def _beginning(words: str) -> str:
    """As much of a sentence as may be quoted."""
    first = words.split()
    return words if len(first) <= _LONGEST else f"{' '.join(first[:_LONGEST])} …"
