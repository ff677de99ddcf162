"""Answers to text: one module a format family. A renderer yields lines and never prints."""

from collections.abc import Iterator
from enum import StrEnum

from kzby.query.answer import Answer
from kzby.query.citation import Citation
from kzby.render.legible import legible
from kzby.render.terminal import Terminal


class Format(StrEnum):
    """How an answer is written; `table` is for people, the others are for programs."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    EXCEL = "excel"

    @property
    def for_people(self) -> bool:
        """Whether it is read, not processed: it shows a part of the columns, in words."""
        return self in (Format.TABLE, Format.MARKDOWN)


class Style(StrEnum):
    """How a citation is written: in words, or for a reference manager."""

    TEXT = "text"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


def lines(answer: Answer, format_: Format, terminal: Terminal) -> Iterator[str]:
    """An answer in a format, line by line; the terminal matters to the table alone.

    What people read, and whatever a terminal shows, holds no hidden character; JSON escapes them itself.
    """
    if format_.for_people or (terminal.interactive and format_ not in (Format.JSON, Format.JSONL)):
        answer = legible(answer)
    match format_:
        case Format.JSON | Format.JSONL:
            from kzby.render import as_json

            return as_json.array(answer) if format_ is Format.JSON else as_json.objects(answer)
        case Format.CSV | Format.TSV:
            from kzby.render import as_csv

            return as_csv.rows(answer, "," if format_ is Format.CSV else "\t")
        case Format.EXCEL:
            from kzby.render import as_csv

            return as_csv.spreadsheet(answer)
        case Format.MARKDOWN:
            from kzby.render import as_markdown

            if answer.view is None:
                return as_markdown.rows(answer)
            return as_markdown.sheet(answer) if answer.in_full else as_markdown.table(answer)
        case Format.TABLE:
            from kzby.render import as_rows, as_table  # imports rich, which only a table needs

            if answer.view is None:
                return as_rows.page(answer, terminal)
            return as_table.page(answer, terminal)


def citation(cited: Citation, style: Style, terminal: Terminal) -> Iterator[str]:
    """A citation in a style, line by line; the terminal matters to the text alone."""
    match style:
        case Style.TEXT:
            from kzby.render import as_citation

            return as_citation.paragraphs(cited, terminal.width)
        case Style.BIBTEX:
            from kzby.render import as_bibtex

            return as_bibtex.entries(cited)
        case Style.CSL_JSON:
            from kzby.render import as_csl

            return as_csl.items(cited)
