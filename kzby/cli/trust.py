"""The proof: whether the data is what it says."""

from kzby import query
from kzby.cli.options import Source
from kzby.cli.session import say
from kzby.render import as_summary
from kzby.store.open import bundled, open_store

PANEL = "Trust"


def check(source: Source) -> None:
    """Check a dataset: every problem, at its line and column.

    Example: kzby check --data data
    """
    path = source.path() or bundled()
    say(as_summary.checked(path, query.overview(open_store(path, strict=True))))


COMMANDS = (check,)
