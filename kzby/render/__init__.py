"""Answers and citations as lines of text; nothing here prints."""

from collections.abc import Iterator
from typing import Literal, get_args

from kzby.errors import UsageError
from kzby.query.answer import Answer
from kzby.query.brief import Brief
from kzby.query.citation import Citation
from kzby.query.report import Report
from kzby.render.terminal import Terminal, legible, linked

Format = Literal["table", "json", "jsonl", "csv", "tsv", "markdown", "excel"]
Style = Literal["text", "bibtex", "csl-json"]  # of citations

FORMATS: tuple[Format, ...] = get_args(Format)
STYLES: tuple[Style, ...] = get_args(Style)


def for_people(format_: Format) -> bool:
    """Whether a format has some of the columns, in words."""
    return format_ in ("table", "markdown")


def lines(answer: Answer, format_: Format, terminal: Terminal) -> Iterator[str]:
    """An answer line by line, without hidden characters for people."""
    from kzby.render import as_data

    if format_ == "json":
        return as_data.json_array(answer.mappings())
    if format_ == "jsonl":
        return as_data.json_lines(answer)
    if terminal.interactive or for_people(format_):
        answer = legible(answer)
    if format_ == "table":
        from kzby.render import as_table  # slow (rich)

        return _linked(as_table.page(answer, terminal), terminal)
    if format_ == "markdown":
        return as_data.markdown(answer)
    return as_data.csv_table(answer, format_)


def brief(page: Brief, format_: Format, terminal: Terminal) -> Iterator[str]:
    """A region on a page, line by line; UsageError for what has only rows."""
    from kzby.render import as_data

    if format_ == "json":
        return as_data.json_object(page)
    if not for_people(format_):
        raise UsageError(f"brief is for table, markdown and json, not {format_}; ask one question")
    from kzby.render import as_brief  # slow (rich)

    answers = {view: legible(answer) for view, answer in page.answers.items()}
    page = page._replace(answers=answers)
    if format_ == "markdown":
        return as_brief.markdown(page)
    return _linked(as_brief.page(page, terminal), terminal)


def report(whole: Report) -> Iterator[str]:
    """A page for browsers, line by line."""
    from kzby.render.page import document  # slow (rich)

    return document.page(whole)


def citation(cited: Citation, style: Style, terminal: Terminal) -> Iterator[str]:
    """A citation in a style, line by line."""
    from kzby.render import citing

    if style == "text":
        return _linked(citing.text(cited, terminal.width), terminal)
    return citing.bibtex(cited) if style == "bibtex" else citing.csl_json(cited)


def _linked(lines: Iterator[str], terminal: Terminal) -> Iterator[str]:
    return map(linked, lines) if terminal.color else lines
