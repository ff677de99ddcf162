"""The proof: whether the data is what it says."""

from kzby.cli.options import Source
from kzby.cli.session import say
from kzby.store.open import bundled

PANEL = "Trust"


def check(source: Source) -> None:
    """Check a dataset: every problem, at its line and column.

    Example: kzby check --data data
    """
    from kzby import dataset  # slow to import (pydantic), and only this command always needs it
    from kzby.render import as_summary

    say(as_summary.checked(dataset.load(source.path() or bundled())))


COMMANDS = (check,)
