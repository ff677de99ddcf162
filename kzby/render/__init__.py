"""Answers and citations as lines of text; nothing here prints."""

from collections.abc import Iterator
from typing import Literal, get_args

from kzby.query.answer import Answer
from kzby.query.citation import Citation
from kzby.render.terminal import Terminal, legible

# How an answer is written.
Format = Literal["table", "json", "jsonl", "csv", "tsv", "markdown", "excel"]
# How a citation is written: in words, or for a reference manager.
Style = Literal["text", "bibtex", "csl-json"]

FORMATS: tuple[Format, ...] = get_args(Format)
STYLES: tuple[Style, ...] = get_args(Style)


def for_people(format_: Format) -> bool:
    """Whether a format is to be read: it has some of the columns, in words."""
    return format_ in ("table", "markdown")


def lines(answer: Answer, format_: Format, terminal: Terminal) -> Iterator[str]:
    """An answer in a format, line by line; what people read has no hidden character."""
    if for_people(format_) or (terminal.interactive and format_ not in ("json", "jsonl")):
        answer = legible(answer)
    if format_ == "table":
        from kzby.render import as_table

        return as_table.page(answer, terminal)
    from kzby.render import as_data

    if format_ == "json":
        return as_data.json_array(answer.mappings())
    if format_ == "jsonl":
        return as_data.json_lines(answer)
    if format_ == "markdown":
        return as_data.markdown(answer)
    delimiter = "\t" if format_ == "tsv" else ","
    return as_data.csv_table(answer.names, answer.rows, delimiter, spreadsheet=format_ == "excel")


def citation(cited: Citation, style: Style, terminal: Terminal) -> Iterator[str]:
    """A citation in a style, line by line."""
    from kzby.render import citing

    if style == "text":
        return citing.text(cited, terminal.width)
    return citing.bibtex(cited) if style == "bibtex" else citing.csl_json(cited)
