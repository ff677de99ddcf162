"""The proof: whether the data is what it says, and says what its sources print."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kzby import query
from kzby.cli import completion, pager, progress
from kzby.cli.options import Output, Page, Source, Where
from kzby.cli.session import emit, opened, say
from kzby.render import as_summary, terminal
from kzby.store.open import bundled, open_store

PANEL = "Trust"

_Texts = Annotated[
    Path | None,
    typer.Option(
        "--texts",
        metavar="FOLDER",
        help="Where the articles' texts are; else seeds/, beside the data.",
    ),
]


def verify(source: Source, *, texts: _Texts = None) -> None:
    """Prove quotes, names, numbers, dates on the articles' texts.

    Example: kzby verify --texts seeds
    """
    from kzby.verify import proof  # slow to import (pydantic), and needed only here

    folder = source.path() or bundled()
    proved = proof.prove(folder, texts)
    say(as_summary.proven(folder, proved))
    proved.insist()


def coverage(
    page: Page,
    *,
    article: Annotated[
        str | None,
        typer.Argument(
            metavar="[ARTICLE]",
            help="Its id; else every article.",
            autocompletion=completion.article,
        ),
    ] = None,
    texts: _Texts = None,
) -> None:
    """Show articles' texts, with what is recorded of them marked.

    A text is shown only on a terminal; what no record quotes or carries is listed everywhere.

    Example: kzby coverage --texts seeds
    """
    from kzby.render import as_coverage
    from kzby.verify import coverage  # slow to import (pydantic), and needed only here

    survey = coverage.survey(page.path() or bundled(), texts, article)
    say(pager.page(as_coverage.page(survey, terminal.detect(sys.stdout, no_color=page.no_color))))
    survey.insist()


def conflicts(where: Where, output: Output) -> None:
    """What articles tell differently of a record, gravest first.

    agree: both can be right; revised: later, by one agency or of a later state.

    Example: kzby conflicts --format json
    """
    emit(query.ask(opened(output), "conflicts", where.filters()), output)


def check(source: Source) -> None:
    """Check a dataset: every problem, at its line and column.

    Example: kzby check --data data
    """
    path = source.path() or bundled()
    say(
        as_summary.checked(
            path, query.overview(open_store(path, strict=True, track=progress.bar()))
        )
    )


COMMANDS = (verify, coverage, conflicts, check)
