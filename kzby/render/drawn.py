"""What rich draws, as lines of text."""

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType

from kzby.render.terminal import Terminal

NARROW = 66  # below this width what qualifies a value stands below it, not beside it
UNBOUNDED = 100_000  # the width where nothing may be wrapped


def lines(parts: Iterable[RenderableType], terminal: Terminal) -> Iterator[str]:
    """The parts one below the other, each as soon as it is drawn, without spaces at the end of a line."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=terminal.width or UNBOUNDED,
        force_terminal=terminal.color,
        no_color=not terminal.color,
        color_system="standard" if terminal.color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for part in parts:
        console.print(part)
        text = out.getvalue()
        out.seek(0)
        out.truncate()
        yield from (line.rstrip() for line in text.splitlines())
