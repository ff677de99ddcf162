"""The options that commands share, each once, with its help and what the shell completes it to."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from inspect import Parameter, signature
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


def _print_version(asked: bool) -> None:  # noqa: FBT001, typer calls it so
    if asked:
        typer.echo(f"kzby {__version__}")
        raise typer.Exit


class Options(NamedTuple):
    """The options that commands share; a command takes some, the rest have defaults."""

    filters: Filters = Filters()
    data: str | None = None
    no_color: bool = False
    format: str = "table"
    excel: bool = False
    cite: bool = False

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


# Metavar (none for a flag), help, and what the shell completes it to.
_ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "thing": ("ID", "A record's id, or the name of anything.", names_of("record", *names.VIEW_OF)),
    "words": ("WORDS", "All must occur."),
    "source": (
        "ID|ARTICLE",
        "A record's id, or an article's or part of it.",
        names_of("record", "article"),
    ),
    "text": ("[ARTICLE]", "Its id; else every article.", names_of("article")),
    "query": ("QUERY", "One SELECT, or - for stdin."),
    "file": ("FILE", "The file to write, such as kzby.sqlite."),
    "folder": ("FOLDER", "The folder to write, new or empty."),
    "topic": ("[TOPIC]", "A topic or a command; else the topics.", topics),
}
_OPTIONS: dict[str, tuple[Any, ...]] = {
    "region": ("NAME", "Oblast, city, town or country, with all in it.", names_of("region")),
    "person": ("NAME", "Someone who took part, spoke or is mentioned.", names_of("person")),
    "organization": (
        "NAME",
        "Authority or company; for articles, publisher.",
        names_of("organization"),
    ),
    "sector": ("NAME", "Sector, with all its branches.", names_of("sector")),
    "side": ("KZ|BY|both", "Which side said it (for meetings: took part).", words_of(SIDES)),
    "kind": ("KIND", "meeting, plan, proposal, project, trade ...", words_of(KINDS)),
    "status": ("STATUS", "held, planned, expected, proposed ...", words_of(STATUSES)),
    "article": ("ID", "Article that reports it.", names_of("article")),
    "min_origins": ("N", "Reported by at least N news agencies."),
    "since": ("DATE", "From this date: 2015, 2015-11 or 2015-11-25."),
    "until": ("DATE", "Until this date, inclusive (plans: due date)."),
    "dates": ("WHICH", "possible (default), or certain: no inferred dates.", words_of(DATES)),
    "data": ("PATH", "Use another dataset: a folder or a built file."),
    "no_color": (None, "No colour."),
    "format": ("FORMAT", f"{', '.join(FORMATS)}.", words_of(FORMATS)),
    "excel": (None, "CSV for Excel (-f excel)."),
    "cite": (None, "Number the sources and list them."),
    "goods": (None, "The goods traded instead."),
    "derived": (None, "Include worked-out figures in CSV and JSON too."),
    "reconcile": (None, "Test the figures against each other."),
    "as_": ("STYLE", f"{', '.join(STYLES)}.", words_of(STYLES)),
    "texts": ("FOLDER", "Article texts (default: seeds/ next to the data)."),
    "schema": (None, "List what can be asked: all, or the view QUERY."),
    "limit": ("N", "At most N rows; 0: all."),
    "timeout": ("S", "At most S seconds."),
    "version": (None, "Print the version."),
}
_SETTINGS: dict[str, dict[str, Any]] = {
    "limit": {"min": 0, "max": 10**9},
    "timeout": {"min": 1, "max": 10**6},
    "version": {"is_eager": True, "callback": _print_version},
}
# What many commands take.
DRAWS = ("data", "no_color")
ROWS = (*DRAWS, "format", "excel")
ANSWERS = (*ROWS, "cite")
ASKS = (*Filters._fields, *ANSWERS)


def parameters(function: Callable[..., None], shared: Iterable[str]) -> Iterator[Parameter]:
    """The parameters of a function as typer reads them, but for the first, Options with those shared.

    Typer by itself would also name the opposite of a flag.
    """
    types = {**Filters.__annotations__, **Options.__annotations__}
    defaults = {**Filters._field_defaults, **Options._field_defaults}
    _, *own = signature(function).parameters.values()
    given = [(name, types[name], defaults[name]) for name in shared]
    given[:0] = [(each.name, each.annotation, each.default) for each in own]
    for name, hint, default in sorted(given, key=lambda each: each[0] not in Filters._fields):
        names = []
        if name in _OPTIONS:
            names = [f"--{name.rstrip('_').replace('_', '-')}", *["-f"] * (name == "format")]
        metavar, text, *complete = (_OPTIONS if names else _ARGUMENTS)[name]
        form: Any = (typer.Option if names else typer.Argument)(
            *names,
            metavar=metavar,
            help=text,
            autocompletion=complete[0] if complete else None,
            show_default=False,
            **_SETTINGS.get(name, {}),
        )
        hint = list[str] if hint == Sequence[str] else hint  # typer reads only lists
        type_: Any = Annotated[hint, form]
        yield Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=type_)
