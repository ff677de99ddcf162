"""Markdown, for reports and notebooks: the columns a table shows, or one thing in full."""

from collections.abc import Iterator

from kzby.query.answer import Answer
from kzby.query.citation import Citation
from kzby.render import absent, as_citation, blocks, citing, words
from kzby.text import shown


def table(answer: Answer) -> Iterator[str]:
    """A GitHub-flavoured table, one line a row."""
    columns = [*words.shown(answer)]
    columns += [
        column for column in answer.columns if column.name == "id" and column not in columns
    ]
    yield _line([words.header(column.name) for column in columns])
    yield _line(["---:" if column.type == "number" else "---" for column in columns])
    rows = list(answer.mappings())
    for row in rows:
        yield _line([words.cell(column, row, answer.labels) or "" for column in columns])
    if answer.view in ("trade", "derived") and (apart := blocks.apart(rows)):
        yield ""
        yield apart
    if answer.sources and not answer.empty:
        yield ""
        yield from _numbered(answer.sources())


def rows(answer: Answer) -> Iterator[str]:
    """A table of rows that are of no view, one line a row: names and values as they were asked for."""
    yield _line([words.plain(column.name) for column in answer.columns])
    yield _line(["---:" if column.type == "number" else "---" for column in answer.columns])
    for row in answer.rows:
        yield _line([words.plain(value) for value in row])


def sheet(answer: Answer) -> Iterator[str]:
    """Each row as a table of its fields, one line a field, of a list of objects one line an object."""
    for row in answer.mappings():
        yield _line(["field", "value"])
        yield _line(["---", "---"])
        yield _line(["id", row[answer.columns[0].name]])
        for column in answer.columns[1:]:
            for told in words.lines(column, row, answer.labels):
                yield _line([words.header(column.name), told])
        for what, names in absent.told(row):
            yield _line([what, ", ".join(map(words.header, names))])
        yield ""
    if answer.sources and not answer.empty:
        yield from _numbered(answer.sources())


def _numbered(sources: Citation) -> Iterator[str]:
    """The sources as a numbered list, then the edition of the dataset."""
    for number, reference in enumerate(sources.references, 1):
        yield f"{number}. {_escaped(as_citation.source(reference))} <{citing.address(reference)}>"
    yield ""
    yield citing.dataset(sources.edition)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    return " ".join(
        shown(text, but="\n").replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split()
    )
