"""What the signs in an answer mean: they are seen as its rows are drawn, and told below them."""

from collections.abc import Iterator
from dataclasses import replace

from kzby.query.answer import Answer, Row
from kzby.render import words


class Legend:
    """The signs that were seen in the rows of an answer, in words."""

    def __init__(self) -> None:
        self._inferred = self._conflicts = False

    def __iter__(self) -> Iterator[str]:
        if self._inferred:
            yield "a year with ? is not printed but inferred; 'kzby show' with the id of its article tells from what."
        if self._conflicts:
            yield (
                "values that can be the same agree; else they are revised where the later article reports for the same "
                "agency, or tells of a later state; 'used' is the one that all answers give."
            )

    def watching(self, answer: Answer) -> Answer:
        """The same answer, whose rows are looked at as they are read; those of no view have no such signs."""
        if answer.view is None:
            return answer
        shown = answer.columns if answer.in_full else words.shown(answer)
        dated = [answer.names.index(column.name) for column in shown if column.type == "date"]

        def seen(row: Row) -> Row:
            self._inferred = self._inferred or any("?" in (row[at] or "") for at in dated)
            self._look_at_conflicts(answer, row)
            return row

        return replace(answer, rows=map(seen, answer.rows))

    def _look_at_conflicts(self, answer: Answer, row: Row) -> None:
        cells = dict(zip(answer.names, row, strict=True))
        conflicts = [cells] if answer.view == "conflicts" else cells.get("conflicts", [])
        dates = [
            one["value"]
            for conflict in conflicts
            if conflict["type"] == "date"
            for one in conflict["told"]
        ]
        self._conflicts = self._conflicts or bool(conflicts)
        self._inferred = self._inferred or any("?" in (date or "") for date in dates)
