"""What an answer finds, as data: sentences for its heading, computed from its rows.

A number in a finding counts ids or stands in a row, so that it can be checked there.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from kzby.errors import counted

Rows = Sequence[Mapping[str, Any]]


class Finding(NamedTuple):
    """A sentence: its template, the values that fill it, and the ids that it stands on."""

    template: str
    values: Mapping[str, str]
    ids: Sequence[str]

    def __str__(self) -> str:
        return self.template.format(**self.values)


def _plans(rows: Rows) -> list[Finding]:
    """How many plans there are, and of how many the outcome is known."""
    told = [row["id"] for row in rows if row["outcome"]]
    values = {"plans": counted(len(rows), "plan"), "told": counted(len(told), "outcome")}
    none = "{plans}; the articles tell no outcome."
    some = "{plans}; the articles tell {told}."
    return [Finding(some if told else none, values, [row["id"] for row in rows])]


# What finds the headings of a view's rows.
OF_VIEW: Mapping[str, Callable[[Rows], list[Finding]]] = {"plans": _plans}
