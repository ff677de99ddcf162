"""A Markdown table: the columns a table shows, for reports and notebooks."""

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


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())
