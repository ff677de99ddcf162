"""Help pages as plain text (typer has sections only with rich), and topics."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from typer.core import TyperCommand

from kzby.query.filters import Filters
from kzby.render import terminal

_TOPICS = Path(__file__).with_name("topics")
_GAP = r"(?<=\S) {2,}(?=\S)|^ {9,}"  # between columns
_NARROW = 10  # room for the last column
_FOLDED = r"(?<=\S)\n(?:  )?(?!- |[\s|#])"  # inside a paragraph or list item


def write(formatter: Any, rows: list[tuple[str, str, str]]) -> None:
    """Writes rows of section, term and text."""
    width = max((len(term) for _, term, _ in rows), default=0)
    for section, group in groupby(rows, key=lambda row: row[0]):
        with formatter.section(section):
            formatter.write_dl([(term.ljust(width), text) for _, term, text in group])


class Command(TyperCommand):
    """A command whose help lists filters first, on one screen."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads a command line; UsageError for words that the command does not take."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:  # for completion
            from kzby.cli.hints import surplus

            raise surplus(ctx)
        return rest

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002, as click calls it
        """Writes what it does right below its usage."""
        for line in (self.help or "").splitlines():
            for part in terminal.wrapped(f"  {line}", formatter.width, indent="  "):
                formatter.write(f"{part}\n")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes the filters, then the other options."""
        every: list[Any] = self.get_params(ctx)
        options = [each for each in every if each.param_type_name == "option"]
        options = options[:-1]  # --help itself
        filters = {each.name for each in options} & {*Filters._fields}
        others = "Output" if filters else "Options"
        sections = ("Filters" if each.name in filters else others for each in options)
        rows = (each.get_help_record(ctx) for each in options)
        write(formatter, [(section, *row) for section, row in zip(sections, rows, strict=True)])


def topics() -> list[str]:
    """The names of the topics."""
    return sorted(file.stem for file in _TOPICS.iterdir())


def topic(name: str) -> str:
    """The text of a topic, in Markdown."""
    return (_TOPICS / f"{name}.md").read_text(encoding="utf-8").strip()


def listing() -> Iterator[str]:
    """The topics, each with the first line of its text."""
    yield "Topics (kzby help TOPIC):"
    for name in topics():
        title, _, _ = topic(name).partition("\n")
        yield f"  {name:<12} {title.lstrip('# ')}"


def wrapped(text: str, width: int) -> Iterator[str]:
    """Markdown with paragraphs, lists and the last columns of tables wrapped."""
    for line in re.sub(_FOLDED, " ", text).splitlines():
        indent = "  " if line.startswith("- ") else ""
        if line.startswith(("    ", "|")):
            columns = [gap.end() for gap in re.finditer(_GAP, line)]
            if " #" in line or not columns:
                yield line
                continue
            indent = " " * (columns[-1] if columns[-1] < width - _NARROW else 8)
        yield from terminal.wrapped(line, width, indent=indent)
