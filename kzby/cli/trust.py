"""The proof: whether the data is what it says, and says what its sources print."""

from pathlib import Path
from typing import Annotated

import typer

from kzby import query
from kzby.cli.options import Source
from kzby.cli.session import say
from kzby.render import as_summary
from kzby.store.open import bundled, open_store

PANEL = "Trust"

_Texts = Annotated[
    Path | None,
    typer.Option("--texts", metavar="FOLDER", help="Where the articles' texts are; else seeds/, beside the data."),
]


def verify(source: Source, *, texts: _Texts = None) -> None:
    """Prove quotes, names, numbers, dates on the articles' texts.

    Example: kzby verify --data data
    """
    from kzby import evidence  # slow to import (pydantic), and needed only here

    folder = source.path() or bundled()
    proof = evidence.prove(folder, texts)
    say(as_summary.proven(folder, proof))
    proof.insist()


def check(source: Source) -> None:
    """Check a dataset: every problem, at its line and column.

    Example: kzby check --data data
    """
    path = source.path() or bundled()
    say(as_summary.checked(path, query.overview(open_store(path, strict=True))))


COMMANDS = (verify, check)
