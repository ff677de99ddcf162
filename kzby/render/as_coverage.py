"""Articles with their recorded passages, and what no record covers."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from kzby.errors import Problem, counted
from kzby.render.as_summary import lacking
from kzby.render.table import draw
from kzby.render.terminal import Terminal
from kzby.text import shown
from kzby.verify.words import Span

if TYPE_CHECKING:  # slow (pydantic)
    from kzby.verify.coverage import Coverage, Survey

_NOTHING = "nothing"  # beside the kinds: what the card explains
_LONGEST = 8  # words that a sentence is found by


def page(survey: "Survey", terminal: Terminal) -> Iterator[str]:
    """A section an article; its text only on a terminal."""
    for number, article in enumerate(survey.articles):
        sentences = counted(len(article.text.sentences), "sentence")
        title = f"{article.article}: {sentences}, {counted(article.records, 'record')}"
        parts = [Text(f"\n{title}" if number else title, "bold")]
        if terminal.interactive:
            parts += [Text(""), _marked(article), Text("")]
        for noun, spans in article.left.items():
            if spans:
                parts.append(Text(f"{counted(len(spans), noun)} in no record:", "yellow"))
            parts += [Text(f"  {_opening(article, span)}") for span in spans]
        if not any(article.left.values()):
            every = "every number, date and name is in a record."
            parts.append(Text(f"Every sentence is quoted or explained; {every}", "green"))
        yield from draw(parts, terminal)
    if survey.missing:
        yield from draw([Text(lacking(survey.missing))], terminal)


def _marked(article: "Coverage") -> Text:
    """The text, with quotes and their kinds in brackets; the shortest wins."""
    text, marked = article.text, Text()
    quotes = [(span, kind or _NOTHING) for span, kind in article.marks]
    borders = sorted({0, len(text.shown), *(at for place, _ in quotes for at in place)})

    def kind_of(piece: tuple[int, int]) -> str:
        around = [(p.end - p.start, kind) for p, kind in quotes if p.holds(Span(*piece))]
        return min(around)[1] if around else ""

    for kind, run in groupby(pairwise(borders), key=kind_of):
        words = "".join(shown(text.shown[start:end], but="\n") for start, end in run)
        marked.append(f"[{words}|{kind}]" if kind else words, "reverse" if kind else "")
    return marked


def _opening(article: "Coverage", span: Span) -> str:
    words = shown(article.text.words(span)).split()
    return f"“{' '.join(words[:_LONGEST])}{' …' * (len(words) > _LONGEST)}”"


def gaps(survey: "Survey") -> Iterator[Problem]:
    """What is in no record, by its place in the text."""
    for article in survey.articles:
        for noun, spans in article.left.items():
            for span in spans:
                *above, line = article.text.shown[: span.start].split("\n")
                place = str(article.file), len(above) + 1, len(line) + 1
                yield Problem(*place, noun, f"{_opening(article, span)} is in no record")
