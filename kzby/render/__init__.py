"""Answers as text.

In: an answer or a citation, and who it is drawn for. Out: lines; nothing here prints. Imports the questions and the
model's words and dates; rich only where a table is drawn.
"""

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
    """Whether a format is read, not processed: it has a part of the columns, in words."""
    return format_ in ("table", "markdown")


def lines(answer: Answer, format_: Format, terminal: Terminal) -> Iterator[str]:
    """An answer in a format, line by line; the terminal matters to the table alone.

    What people read, and whatever a terminal shows, holds no hidden character; JSON escapes them itself.
    """
    if for_people(format_) or (terminal.interactive and format_ not in ("json", "jsonl")):
        answer = legible(answer)
    if format_ == "table":
        from kzby.render import as_table

        return as_table.page(answer, terminal)
    from kzby.render import as_data

    match format_:
        case "json":
            return as_data.json_array(answer.mappings())
        case "jsonl":
            return as_data.json_lines(answer)
        case "markdown":
            return as_data.markdown(answer)
    delimiter = "\t" if format_ == "tsv" else ","
    return as_data.csv_table(answer.names, answer.rows, delimiter, spreadsheet=format_ == "excel")


def citation(cited: Citation, style: Style, terminal: Terminal) -> Iterator[str]:
    """A citation in a style, line by line; the terminal matters to the text alone."""
    from kzby.render import citing

    match style:
        case "text":
            return citing.text(cited, terminal.width)
        case "bibtex":
            return citing.bibtex(cited)
    return citing.csl_json(cited)
