"""The options that commands share, each once, with its help and what the shell completes it to."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
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


def names_of(*kinds: str) -> dict[str, Any]:
    """Completes names of these kinds, if the dataset can be read."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        data = context.params.get("data") or context.find_root().params.get("data")
        try:
            connection = open_store(Options(data=data).path()).connection
            return [name for kind in kinds for name in names.complete(connection, kind, incomplete)]
        except (KzbyError, sqlite3.Error, UnicodeError):
            return []

    return {"autocompletion": complete}


def words_of(words: Iterable[str]) -> dict[str, Any]:
    """Completes the words of a closed list."""
    return {"autocompletion": lambda: [*words]}


def _print_version(asked: bool) -> None:  # noqa: FBT001, typer calls it so
    if asked:
        typer.echo(f"kzby {__version__}")
        raise typer.Exit


class Options(NamedTuple):
    """The options that commands share; those that one lacks have defaults."""

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
        return Path(os.path.expanduser(path)) if path else None  # noqa: PTH111, which raises

    def output(self) -> Format:
        """The format of the answer; UsageError if the options contradict each other."""
        format_ = word("format", self.format, FORMATS)
        if self.excel and format_ not in ("table", "csv", "excel"):
            raise UsageError(f"--excel writes CSV; leave out --format {format_}, or --excel")
        format_ = "excel" if self.excel else format_
        if self.cite and not for_people(format_):
            right = "for its articles, see 'kzby cite ID --as csl-json'"
            raise UsageError(f"--cite is for table and markdown, not {format_}; {right}")
        return format_


# Metavar (none for a flag), help (of options alone), other settings; filters by name are completed.
_ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "thing": ("ID", None, names_of("record", *names.VIEW_OF)),
    "words": ("WORDS", None),
    "source": ("ID|ARTICLE", None, names_of("record", "article")),
    "text": ("[ARTICLE]", None, names_of("article")),
    "query": ("QUERY", None),
    "file": ("FILE", None),
    "folder": ("FOLDER", None),
    "topic": ("[TOPIC]", None, {"autocompletion": topics}),
}
_OPTIONS: dict[str, tuple[Any, ...]] = {
    "region": ("NAME", "Oblast, city, town or country, with all in it."),
    "person": ("NAME", "Someone who took part, spoke or is mentioned."),
    "organization": ("NAME", "Authority or company; for articles, publisher."),
    "sector": ("NAME", "Sector, with all its branches."),
    "side": ("KZ|BY|both", "Which side said it (for meetings: took part).", words_of(SIDES)),
    "kind": ("KIND", "meeting, plan, proposal, project, trade ...", words_of(KINDS)),
    "status": ("STATUS", "held, planned, expected, proposed ...", words_of(STATUSES)),
    "article": ("ID", "Article that reports it."),
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
    "limit": ("N", "At most N rows; 0: all.", {"min": 0, "max": 10**9}),
    "timeout": ("S", "At most S seconds.", {"min": 1, "max": 10**6}),
    "version": (None, "Print the version.", {"is_eager": True, "callback": _print_version}),
}
# What many commands take.
DRAWS = ("data", "no_color")
ROWS = (*DRAWS, "format", "excel")
ANSWERS = (*ROWS, "cite")
ASKS = (*Filters._fields, *ANSWERS)


def parameters(function: Callable[..., None], shared: Iterable[str]) -> list[Parameter]:
    """A command's own and shared parameters as typer reads them, filters first."""
    _, *own = signature(function).parameters.values()
    known = {**signature(Filters).parameters, **signature(Options).parameters}
    every = [*own, *(known[name] for name in shared)]
    every.sort(key=lambda each: each.name not in Filters._fields)
    return [each.replace(kind=Parameter.KEYWORD_ONLY, annotation=_form(each)) for each in every]


def _form(parameter: Parameter) -> Any:
    """The type of a parameter with its form; typer alone gives a flag an opposite."""
    name, type_ = parameter.name, parameter.annotation
    metavar, text, *settings = {**_ARGUMENTS, **_OPTIONS}[name]
    if name in names.VIEW_OF:
        settings = [names_of(name)]
    typed = [f"--{name.rstrip('_').replace('_', '-')}", *["-f"] * (name == "format")]
    form = typer.Argument if name in _ARGUMENTS else partial(typer.Option, *typed)
    type_ = list[str] if type_ == Sequence[str] else type_  # typer reads only lists
    return Annotated[type_, form(metavar=metavar, help=text, show_default=False, **dict(*settings))]
