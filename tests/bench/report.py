"""The figures beside their goals, as a Markdown table."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measurement and its goal; `measured` is None if a command failed."""

    name: str
    measured: float | None
    goal: float
    at_least: bool = False
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        if self.measured is None:
            return False
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal

    def line(self) -> str:
        """The row of the table."""
        measured = "failed" if self.measured is None else number(self.measured)
        goal = f"at {'least' if self.at_least else 'most'} {number(self.goal)}"
        met = "met" if self.met else "missed"
        return f"| {self.name} | {f'{measured} {self.detail}'.strip()} | {goal} | {met} |\n"


def number(value: float) -> str:
    """A ratio with two decimals, a large number with none."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def table(rows: Iterable[Row]) -> str:
    """The whole table."""
    head = "| measurement | measured | goal | |\n| --- | --- | --- | --- |\n"
    return head + "".join(row.line() for row in rows)
