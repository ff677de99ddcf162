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
        data = context.params.get("data") or context.find_root().params.get("data")
        try:
            connection = open_store(Options(data=data).path()).connection
            return [name for kind in kinds for name in names.complete(connection, kind, incomplete)]
        except (KzbyError, sqlite3.Error, UnicodeError):
            return []

    return complete


def words_of(words: Iterable[str]) -> Callable[[], list[str]]:
    """Completes the words of a closed list."""
    return lambda: [*words]


def form(
    metavar: str | None, text: str, complete: Callable[..., list[str]] | None = None, **more: Any
) -> dict[str, Any]:
    """What typer is told of an option or argument; a flag has no metavar."""
    return {"metavar": metavar, "help": text, "autocompletion": complete, **more}


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


_ARGUMENTS = {
    "thing": form(
        "ID", "A record's id, or the name of anything.", names_of("record", *names.VIEW_OF)
    ),
    "words": form("WORDS", "All must occur."),
    "source": form(
        "ID|ARTICLE", "A record's id, or an article's or part of it.", names_of("record", "article")
    ),
    "text": form("[ARTICLE]", "Its id; else every article.", names_of("article")),
    "query": form("QUERY", "One SELECT, or - for stdin."),
    "file": form("FILE", "The file to write, such as kzby.sqlite."),
    "folder": form("FOLDER", "The folder to write, new or empty."),
    "topic": form("[TOPIC]", "A topic or a command; else the topics.", topics),
}
_OPTIONS = {
    "region": form("NAME", "Oblast, city, town or country, with all in it.", names_of("region")),
    "person": form("NAME", "Someone who took part, spoke or is mentioned.", names_of("person")),
    "organization": form(
        "NAME", "Authority or company; for articles, publisher.", names_of("organization")
    ),
    "sector": form("NAME", "Sector, with all its branches.", names_of("sector")),
    "side": form("KZ|BY|both", "Which side said it (for meetings: took part).", words_of(SIDES)),
    "kind": form("KIND", "meeting, plan, proposal, project, trade ...", words_of(KINDS)),
    "status": form("STATUS", "held, planned, expected, proposed ...", words_of(STATUSES)),
    "article": form("ID", "Article that reports it.", names_of("article")),
    "min_origins": form("N", "Reported by at least N news agencies."),
    "since": form("DATE", "From this date: 2015, 2015-11 or 2015-11-25."),
    "until": form("DATE", "Until this date, inclusive (plans: due date)."),
    "dates": form("WHICH", "possible (default), or certain: no inferred dates.", words_of(DATES)),
    "data": form("PATH", "Use another dataset: a folder or a built file."),
    "no_color": form(None, "No colour."),
    "format": form("FORMAT", f"{', '.join(FORMATS)}.", words_of(FORMATS)),
    "excel": form(None, "CSV for Excel (-f excel)."),
    "cite": form(None, "Number the sources and list them."),
    "goods": form(None, "The goods traded instead."),
    "derived": form(None, "Include worked-out figures in CSV and JSON too."),
    "reconcile": form(None, "Test the figures against each other."),
    "as_": form("STYLE", f"{', '.join(STYLES)}.", words_of(STYLES)),
    "texts": form("FOLDER", "Article texts (default: seeds/ next to the data)."),
    "schema": form(None, "List what can be asked: all, or the view QUERY."),
    "limit": form("N", "At most N rows; 0: all.", min=0, max=10**9),
    "timeout": form("S", "At most S seconds.", min=1, max=10**6),
    "version": form(None, "Print the version.", is_eager=True, callback=_print_version),
}
# What many commands take.
DRAWS = ("data", "no_color")
ROWS = (*DRAWS, "format", "excel")
ANSWERS = (*ROWS, "cite")
ASKS = (*Filters._fields, *ANSWERS)


def parameter(name: str) -> Parameter:
    """An option or argument as a parameter of the function that typer calls.

    Left to itself, typer would give a flag a second name, `--no-` and its own.
    """
    owner = Filters if name in Filters._fields else Options
    hint, default = owner.__annotations__[name], owner._field_defaults[name]
    if name in _ARGUMENTS:
        settings = typer.Argument(show_default=False, **_ARGUMENTS[name])
    else:
        typed = [f"--{name.rstrip('_').replace('_', '-')}", *["-f"] * (name == "format")]
        settings = typer.Option(*typed, show_default=False, **_OPTIONS[name])
    type_ = list[str] if hint == Sequence[str] else hint  # typer reads only lists
    kind = Parameter.KEYWORD_ONLY
    return Parameter(name, kind, default=default, annotation=Annotated[type_, settings])
