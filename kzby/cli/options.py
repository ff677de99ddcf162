"""The options that commands share, each once, with its help and what the shell completes it to."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from kzby import __version__
from kzby.cli.help import topics
from kzby.errors import KzbyError, UsageError, word
from kzby.model.terms import DATES, KINDS, SIDES, STATUSES
from kzby.query import names
from kzby.query.filters import Filters
from kzby.render import FORMATS, STYLES, Format, for_people
from kzby.store.open import open_store

REQUIRED: Any = ...  # the default, to typer, of what must be given


def names_of(*kinds: str) -> Callable[[typer.Context, str], list[str]]:
    """Completes names of things of these kinds; offers nothing if the dataset cannot be read."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        above = context.parent.params if context.parent else {}
        try:
            data = context.params.get("data") or above.get("data")
            connection = open_store(Options(data=data).path()).connection
            return [name for kind in kinds for name in names.complete(connection, kind, incomplete)]
        except (KzbyError, sqlite3.Error, UnicodeError):
            return []

    return complete


def words_of(words: Iterable[str]) -> Callable[[], list[str]]:
    """Completes the words of a closed list."""
    return lambda: [*words]


def option(
    metavar: str,
    text: str,
    complete: Callable[..., list[str]] | None = None,
    *names: str,
    **limits: Any,
) -> Any:
    """An option with a value.

    Typer names it as its field, but typer 0.27 needs `names` where the metavar is the field in capitals.
    """
    return typer.Option(
        *names, metavar=metavar, help=text, autocompletion=complete, show_default=False, **limits
    )


def argument(metavar: str, text: str, complete: Callable[..., list[str]] | None = None) -> Any:
    """What is typed after a command without an option's name."""
    return typer.Argument(metavar=metavar, help=text, autocompletion=complete, show_default=False)


def _print_version(asked: bool) -> None:  # noqa: FBT001, typer calls it so
    if asked:
        typer.echo(f"kzby {__version__}")
        raise typer.Exit


class Options(NamedTuple):
    """The options and arguments of one command line; a command takes some, the rest have defaults."""

    filters: Filters = Filters()
    data: str | None = None
    no_color: bool = False
    format: str = "table"
    excel: bool = False
    cite: bool = False
    goods: bool = False
    derived: bool = False
    reconcile: bool = False
    thing: Sequence[str] = REQUIRED
    words: Sequence[str] = REQUIRED
    source: Sequence[str] = REQUIRED
    as_: str = "text"
    text: str | None = None
    texts: Path | None = None
    query: str = ""
    schema: bool = False
    limit: int = 1000
    timeout: int = 10
    file: Path = REQUIRED
    folder: Path = REQUIRED
    topic: str | None = None
    version: bool = False

    def path(self) -> Path | None:
        """The folder or file that --data or else KZBY_DATA names, None for kzby's own dataset."""
        if self.data == "":
            raise UsageError("--data is empty; give a folder or a built file, or leave it out")
        path = self.data or os.environ.get("KZBY_DATA")
        return Path(path).expanduser() if path else None

    def output(self) -> Format:
        """The format of the answer; UsageError if the options contradict each other."""
        format_ = word("format", self.format, FORMATS)
        if self.excel and format_ not in ("table", "csv", "excel"):
            raise UsageError(f"--excel writes CSV; leave out --format {format_}, or --excel")
        format_ = "excel" if self.excel else format_
        if self.cite and not for_people(format_):
            advice = "its rows have the ids of their articles, for 'kzby cite ID --as csl-json'"
            raise UsageError(
                f"--cite is for table and markdown; leave it out for {format_}: {advice}"
            )
        return format_


_KNOWN = ("record", "region", "person", "organization", "sector", "article")
_FORMS = {
    "region": option("NAME", "Oblast, city, town or country, with all in it.", names_of("region")),
    "person": option("NAME", "Someone who took part, spoke or is mentioned.", names_of("person")),
    "organization": option(
        "NAME", "Authority or company; for articles, publisher.", names_of("organization")
    ),
    "sector": option("NAME", "Sector, with all its branches.", names_of("sector")),
    "side": option("KZ|BY|both", "Which side said it (for meetings: took part).", words_of(SIDES)),
    "kind": option(
        "KIND", "meeting, plan, proposal, project, trade ...", words_of(KINDS), "--kind"
    ),
    "status": option(
        "STATUS", "held, planned, expected, proposed ...", words_of(STATUSES), "--status"
    ),
    "article": option("ID", "Article that reports it.", names_of("article")),
    "min_origins": option("N", "Reported by at least N news agencies."),
    "since": option("DATE", "From this date: 2015, 2015-11 or 2015-11-25."),
    "until": option("DATE", "Until this date, inclusive (plans: due date)."),
    "dates": option("WHICH", "possible (default), or certain: no inferred dates.", words_of(DATES)),
    "data": option("PATH", "Use another dataset: a folder or a built file."),
    "no_color": typer.Option("--no-color", help="No colour."),
    "format": option("FORMAT", f"{', '.join(FORMATS)}.", words_of(FORMATS), "--format", "-f"),
    "excel": typer.Option("--excel", help="CSV for Excel (-f excel)."),
    "cite": typer.Option("--cite", help="Number the sources and list them."),
    "goods": typer.Option("--goods", help="The goods traded instead."),
    "derived": typer.Option("--derived", help="Include worked-out figures in CSV and JSON too."),
    "reconcile": typer.Option("--reconcile", help="Test the figures against each other."),
    "thing": argument("ID", "A record's id, or the name of anything.", names_of(*_KNOWN)),
    "words": argument("WORDS", "All must occur."),
    "source": argument(
        "ID|ARTICLE", "A record's id, or an article's or part of it.", names_of("record", "article")
    ),
    "as_": option("STYLE", f"{', '.join(STYLES)}.", words_of(STYLES), "--as"),
    "text": argument("[ARTICLE]", "Its id; else every article.", names_of("article")),
    "texts": option("FOLDER", "Article texts (default: seeds/ next to the data)."),
    "query": argument("QUERY", "One SELECT, or - for stdin."),
    "schema": typer.Option("--schema", help="List what can be asked: all, or the view QUERY."),
    "limit": option("N", "At most N rows; 0: all.", min=0, max=10**9),
    "timeout": option("S", "At most S seconds.", min=1, max=10**6),
    "file": argument("FILE", "The file to write, such as kzby.sqlite."),
    "folder": argument("FOLDER", "The folder to write, new or empty."),
    "topic": argument("[TOPIC]", "A topic or a command; else the topics.", topics),
    "version": typer.Option(
        "--version", help="Print the version.", is_eager=True, callback=_print_version
    ),
}
# What many commands take.
DRAWS = ("data", "no_color")
ROWS = (*DRAWS, "format", "excel")
ANSWERS = (*ROWS, "cite")
ASKS = (*Filters._fields, *ANSWERS)


def parameter(name: str) -> Parameter:
    """An option or argument as a parameter of the function that typer calls."""
    owner = Filters if name in Filters._fields else Options
    hint, default = owner.__annotations__[name], owner._field_defaults[name]
    type_ = list[str] if hint == Sequence[str] else hint  # typer reads only lists
    return Parameter(
        name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[type_, _FORMS[name]]
    )
