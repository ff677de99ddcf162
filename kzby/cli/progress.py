"""How far a long piece of work has come, as a bar on stderr."""

import sys
import time
from collections.abc import Iterable, Iterator

from kzby.load import T, Track, untracked

_PATIENCE = 1.0  # seconds without a bar


def bar(after: float = _PATIENCE) -> Track:
    """A bar that is drawn on a terminal, `after` so many seconds from now, and is gone when the work is done."""
    if not sys.stderr.isatty():
        return untracked
    begin = time.monotonic() + after

    def track(steps: Iterable[T], what: str, total: int) -> Iterator[T]:
        iterator = iter(steps)
        for taken, step in enumerate(iterator, 1):
            yield step
            if time.monotonic() >= begin:
                yield from _drawn(iterator, what, taken, total)

    return track


def _drawn(steps: Iterator[T], what: str, taken: int, total: int) -> Iterator[T]:
    from rich.console import Console  # slow to import, and not needed by what is quick
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(steps, total, completed=taken, description=what)
