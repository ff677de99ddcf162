"""What is taken away: citations, for papers and for reference managers; the dataset as a file."""

from pathlib import Path
from typing import Annotated

import typer

from kzby import query
from kzby.cli import completion, progress
from kzby.cli.options import OUTPUT, Source
from kzby.cli.session import emit_citation, opened, orderly, say
from kzby.render import Style, as_summary
from kzby.store.open import bundled, open_store

PANEL = "Take away"


def cite(
    thing: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|ARTICLE",
            help="A record's id, or an article's or part of it.",
            autocompletion=completion.source,
            show_default=False,
        ),
    ],
    source: Source,
    *,
    as_: Annotated[
        Style,
        typer.Option(
            "--as",
            metavar="STYLE",
            help=f"{', '.join(Style)}.",
            case_sensitive=False,
            rich_help_panel=OUTPUT,
            show_default=False,
        ),
    ] = Style.TEXT,
) -> None:
    """The articles that report a record, or one article, to cite.

    Example: kzby cite brest-turnover-2015 --as bibtex
    """
    emit_citation(query.cite(opened(source), " ".join(thing)), as_)


def build(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write, such as kzby.sqlite.", show_default=False)
    ],
    source: Source,
) -> None:
    """The dataset as one SQLite file, for --data and other tools.

    Example: kzby build kzby.sqlite --data data
    """
    from kzby.store import compiled  # slow to import (pydantic), and needed only here

    with orderly():
        compiled.write(source.path() or bundled(), file, progress.bar())
    say(as_summary.compiled(file, query.overview(open_store(file))))


COMMANDS = (cite, build)
