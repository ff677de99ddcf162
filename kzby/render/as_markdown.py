"""Markdown, for reports and notebooks: the columns a table shows, or one thing in full."""

from collections.abc import Iterator

from kzby.answer import Answer
from kzby.render import words


def table(answer: Answer) -> Iterator[str]:
    """A GitHub-flavoured table, one line a row."""
    columns = [*words.shown(answer)]
    columns += [column for column in answer.columns if column.name == "id" and column not in columns]
    yield _line([words.header(column.name) for column in columns])
    yield _line(["---:" if column.type == "number" else "---" for column in columns])
    for row in answer.mappings():
        yield _line([words.cell(column, row, answer.labels) or "" for column in columns])


def sheet(answer: Answer) -> Iterator[str]:
    """Each row as a table of its fields, one line a field, of a list of objects one line an object."""
    for row in answer.mappings():
        yield _line(["field", "value"])
        yield _line(["---", "---"])
        yield _line(["id", row[answer.columns[0].name]])
        for column in answer.columns[1:]:
            for told in words.lines(column, row, answer.labels):
                yield _line([words.header(column.name), told])
        yield ""


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())
