"""YAML files to one checked dataset, or to every problem in them.

In: a folder. Out: a `Dataset`, or `DataError`. Imports the model, and derive for sums that cannot be right.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Track(Protocol):
    """Yields the steps of long work, and shows how far it has come."""

    def __call__(self, steps: Iterable[T], what: str, total: int) -> Iterable[T]: ...  # noqa: D102


def untracked(steps: Iterable[T], what: str, total: int) -> Iterable[T]:  # noqa: ARG001, as Track
    """The steps, and nothing shown."""
    return steps
