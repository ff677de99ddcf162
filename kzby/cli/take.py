"""What is taken away: answers to SQL of one's own, citations, the dataset as a file or as files."""

from pathlib import Path
from typing import Annotated

import typer

from kzby import query
from kzby.cli import completion, progress
from kzby.cli.options import FILTERS, OUTPUT, Shape, Source
from kzby.cli.session import emit_citation, emit_rows, opened, orderly, read, say
from kzby.errors import counted
from kzby.render import STYLES, Style, as_summary, citing
from kzby.store.open import bundled, open_store
from kzby.text import shown

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
            help=f"{', '.join(STYLES)}.",
            case_sensitive=False,
            rich_help_panel=OUTPUT,
            show_default=False,
        ),
    ] = "text",
) -> None:
    """The articles that report a record, or one article, to cite.

    Example: kzby cite brest-turnover-2015 --as bibtex
    """
    emit_citation(query.cite(opened(source), " ".join(thing)), as_)


def sql(
    shape: Shape,
    *,
    typed: Annotated[
        str,
        typer.Argument(metavar="QUERY", help="One SELECT, or - for stdin.", show_default=False),
    ] = "",
    schema: Annotated[
        bool,
        typer.Option(
            "--schema",
            help="List what can be asked: all, or the view QUERY.",
            rich_help_panel=FILTERS,
        ),
    ] = False,
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            max=10**9,
            help="At most N rows; 0: all.",
            rich_help_panel=FILTERS,
        ),
    ] = 1000,
    timeout: Annotated[
        int,
        typer.Option(
            "--timeout",
            metavar="S",
            min=1,
            max=10**6,
            help="At most S seconds.",
            rich_help_panel=FILTERS,
        ),
    ] = 10,
) -> None:
    """One read-only SQL query of your own over the public views.

    QUERY is in SQLite's SQL; - reads it from stdin. A list is JSON text, which json_each takes apart.

    Example: kzby sql "SELECT side, count(*) FROM proposals GROUP BY side"
    """
    from kzby.query import sql as statement  # needed only here, and by no start of another command

    store = opened(shape)
    emit_rows(
        statement.schema(store, typed)
        if schema
        else statement.run(store, read(typed), limit, timeout),
        shape,
    )


def build(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="The file to write, such as kzby.sqlite.", show_default=False
        ),
    ],
    source: Source,
) -> None:
    """The dataset as one SQLite file, for --data and other tools.

    Example: kzby build kzby.sqlite
    """
    from kzby.store import files as compiled  # slow to import (pydantic), and needed only here

    with orderly():
        compiled.write(source.path() or bundled(), file, progress.bar())
    say(as_summary.compiled(file, query.overview(open_store(file))))


def export(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="The folder to write, new or empty.", show_default=False
        ),
    ],
    source: Source,
) -> None:
    """The dataset as a Data Package: CSV with types and texts.

    An earlier export is replaced, unless somebody changed it.

    Example: kzby export kzby-data
    """
    from kzby.export import packing  # not needed for any answer

    with orderly():
        packed = packing.write(open_store(source.path(), strict=True), folder)
    size = f"{sum(file.size for file in packed.files) / 1_000_000:,.1f} MB"
    tables = counted(len(packed.files), "table")
    say([f"{shown(str(folder))}: {tables}, {size}; cite as {citing.dataset(packed.edition)}"])


COMMANDS = (sql, cite, build, export)
