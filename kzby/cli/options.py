"""The options of all commands, with their help and completion."""

import os
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperOption
from typer.main import get_click_type

from kzby import __version__, render
from kzby.cli.help import topics
from kzby.errors import KzbyError, UsageError, Word, word
from kzby.model.terms import DATES, KINDS, OUTCOMES, SIDES, STATUSES
from kzby.query import names
from kzby.query.filters import Filters
from kzby.render import as_summary, terminal
from kzby.render.terminal import Terminal
from kzby.store.open import bundled, open_store


def _print_version(_context: object, _option: object, asked: object) -> None:
    if asked:
        typer.echo(f"kzby {__version__}")
        raise typer.Exit


def _file(typed: str) -> Path:
    """The path of a file; UsageError if it is typed as that of a folder, which a path forgets."""
    if typed.endswith((os.sep, f"{os.sep}.")):
        raise UsageError(f"{typed} is the name of a folder; give that of a file")
    return Path(typed)


def _folder(typed: str) -> Path:
    """The path of a folder; or of a workbook, which is a file."""
    named = Path(typed)
    return _file(typed) if named.suffix.lower() == ".xlsx" else named


class Options(NamedTuple):
    """Options that commands share, or their defaults."""

    filters: Filters = Filters()
    data: str | None = None
    no_color: bool = False
    format: str | None = None
    output: Path | None = None
    cite: bool = False
    ids: bool = False
    exit_status: bool = False
    command: str = ""

    def path(self) -> Path | None:
        """What --data or KZBY_DATA names; None for kzby's own. UsageError for an address."""
        path = self.data or os.environ.get("KZBY_DATA")
        if path and "://" in path:  # a path would lose a slash
            raise UsageError(f"{path}: a dataset is a folder or a built file; fetch it first")
        return Path(os.path.expanduser(path)) if path else None  # noqa: PTH111, which raises

    def folder(self) -> Path:
        """The folder of the dataset; UsageError if --data names a built file."""
        path = self.path() or bundled()
        if os.path.isfile(path):  # noqa: PTH113, as a name can be too long
            open_store(path)  # whether it can be read at all
            raise UsageError(f"{path} is a built file; give the folder that it was built from")
        return path

    def form(self) -> render.File:
        """The format, by name or ending; UsageError if --cite does not fit it."""
        format_ = self._agreed("format", self.format, render.FORMATS, render.ENDINGS)
        if self.cite and not render.for_people(format_):
            right = "for its articles, see 'kzby cite ID --as csl-json'"
            raise UsageError(f"--cite is for table and markdown, not {format_}; {right}")
        return format_

    def style(self, typed: str | None) -> render.Style:
        """The style of a citation, by name or ending."""
        return self._agreed("as", typed, render.STYLES, render.CITED)

    def _agreed(
        self, option: str, typed: str | None, words: Sequence[Word], endings: Mapping[str, Word]
    ) -> Word:
        """What an option, or else the ending of the file says, by default the first word.

        UsageError if the ending is unknown.
        """
        if self.output and self.output.suffix.lower() in (".yaml", ".yml", ".sqlite", ".db"):
            raise UsageError(f"{self.output} may be data; give a name with another ending")
        if typed is not None or not self.output:
            return words[0] if typed is None else word(option, typed, words)
        ending = endings.get(self.output.suffix.lower())
        if not ending:
            wrong = "its ending is no format; write one of"
            if self.output.name.startswith("."):
                wrong = "its name is missing; write it before one of"
            raise UsageError(f"{self.output}: {wrong} {', '.join(render.endings(self.command))}")
        return ending

    def looks(self) -> Terminal:
        """What an answer is drawn for: stdout, or a file."""
        return Terminal() if self.output else terminal.detect(sys.stdout, no_color=self.no_color)


# Metavar (None for a flag), help (None for an argument, by default named as it is).
_HELP: dict[str, tuple[str | None, str | None]] = {
    "thing": ("ID", None),
    "title": ("[WORDS]", None),
    "pair": ("[REGION [REGION]]", None),
    "regions": ("REGION [REGION]", None),
    "source": ("[ID|ARTICLE]...", None),
    "text": ("[ARTICLE]", None),
    "folder": ("FOLDER|FILE.xlsx", None),
    "files": ("[FILE]...", None),
    "region": ("NAME", "Oblast, city, town or country, with all in it."),
    "with_": ("NAME", "And this oblast, city, town or country."),
    "person": ("NAME", "Someone who took part, spoke or is mentioned."),
    "organization": ("NAME", "Authority or company; for articles, publisher."),
    "sector": ("NAME", "Sector, with all its branches."),
    "side": ("KZ|BY|both", "Which side said it (for meetings: took part)."),
    "kind": ("KIND", "meeting, plan, proposal, project, trade ..."),
    "status": ("STATUS", "held, planned, expected, proposed ..."),
    "article": ("ID", "Article that reports it."),
    "min_origins": ("N", "From at least N original publishers."),
    "since": ("DATE", 'From this date: 2015, 2015-11, "25 Nov 2015", today.'),
    "until": ("DATE", "Until this date, inclusive (plans: due date)."),
    "dates": ("WHICH", "likely: wholly in the period; certain: not inferred."),
    "data": ("PATH", "Another dataset: a folder, or a built file to read."),
    "no_color": (None, "No colour."),
    "format": ("FORMAT", f"{', '.join(render.FORMATS)}."),
    "format_": ("FORMAT", "text, json or github."),
    "url": ("URL", "Address of the article."),
    "language": ("CODE", "ISO 639-1 code (default: by the words of the text)."),
    "output": ("FILE", "{}."),
    "output_": ("FILE", "Write a new file, named by the id of the article."),
    "strict": (None, "Warnings are problems too."),
    "cite": (None, "Number the sources and list them."),
    "exit_status": (None, "End with exit code 1 if nothing matches."),
    "as_of": ("DATE", "Day on which plans are past due (default: today)."),
    "overdue": (None, "Only what is past due without news."),
    "outcome": ("OUTCOME", "fulfilled, late, moved, withdrawn ..."),
    "all_": (None, "A line for everything: nothing is folded."),
    "ids": (None, "Show ids also where a table has no room for them."),
    "goods": (None, "The goods traded instead."),
    "derived": (None, "How each is read; worked-out ones in CSV and JSON too."),
    "reconcile": (None, "Test the figures against each other."),
    "as_": ("STYLE", f"{', '.join(render.STYLES)}."),
    "texts": ("FOLDER", "Article texts (default: seeds/ next to the data)."),
    "check": (None, "Write nothing; list the files that would change."),
    "schema": (None, "List what can be asked: all, or the view QUERY."),
    "limit": ("N", "At most N rows; 0: all."),
    "timeout": ("S", "At most S seconds."),
    "version": (None, "Print the version."),
}
# The least and the greatest number.
_RANGES = {"limit": (0, 10**9), "timeout": (1, 10**6), "min_origins": (1, 10**6)}
# What completes them: names of these kinds, or words.
_NAMES = {kind: (kind,) for kind in names.VIEW_OF} | {
    **dict.fromkeys(("with_", "pair", "regions"), ("region",)),
    "thing": ("record", *names.VIEW_OF),
    "source": ("record", "article"),
    "text": ("article",),
}
WORDS: dict[str, Sequence[str]] = {
    "side": SIDES,
    "kind": KINDS,
    "status": STATUSES,
    "outcome": OUTCOMES,
    "dates": DATES,
    "format": render.FORMATS,
    "format_": as_summary.STYLES,
    "as_": render.STYLES,
    "topic": (),  # they are files
}
# What many commands take.
DRAWS = ("data", "no_color")
ROWS = (*DRAWS, "format", "output")
ANSWERS = (*ROWS, "cite")
LISTS = (*Filters._fields, *ANSWERS, "exit_status", "ids")
_SHARED = {**signature(Filters).parameters, **signature(Options).parameters}


def parameters(command: str, function: Callable[..., None], shared: Sequence[str]) -> list[Any]:
    """A command's parameters for typer, filters first."""
    _, *own = signature(function).parameters.values()
    every = [*own, *(_SHARED[name] for name in shared)]
    every.sort(key=lambda each: each.name not in Filters._fields)
    return [_form(command, each) for each in every]


def _form(command: str, parameter: Parameter) -> Any:
    """A parameter as typer takes it, with its help."""
    name, type_, several = parameter.name, parameter.annotation, False
    while parts := get_args(type_):  # of a list or | None
        several = get_origin(type_) is Sequence
        type_ = parts[0]
    if type_ is Path:
        type_ = _folder if name in ("folder", "texts") else _file
    if name in _RANGES:
        least, most = _RANGES[name]
        type_ = get_click_type(annotation=int, parameter_info=typer.Option(min=least, max=most))
    required = parameter.default is Parameter.empty
    metavar, text = _HELP.get(name, (name.upper() if required else f"[{name.upper()}]", None))
    form: dict[str, Any] = {
        "default": None if required else parameter.default,
        "type": type_,
        "is_eager": name == "version",
        "callback": _print_version if name == "version" else None,
        "metavar": metavar,
        "show_default": False,
        "autocompletion": _completion(name) if name in _NAMES or name in WORDS else None,
    }
    if not text:
        nargs = -1 if several else None
        return TyperArgument(
            param_decls=[name], required=required, nargs=nargs, hidden=True, **form
        )
    endings = " ".join(render.endings(command))
    option = name.rstrip("_").replace("_", "-")
    typed = [name, f"--{option}"]
    typed += [f"-{option[0]}"] * (option in ("format", "output", "exit-status"))
    form |= {"multiple": several, "is_flag": type_ is bool}
    return TyperOption(param_decls=typed, help=text.format(endings), **form)


def _completion(name: str) -> Callable[..., list[str]]:
    """What completes a parameter; nothing if the dataset is unreadable."""

    def complete(context: typer.Context, _: object, incomplete: str) -> list[str]:
        data = context.params.get("data")
        typed = context.params.get("thing") or context.params.get("source") or ()
        if ":" in typed:  # where bash splits the id of a derived figure
            return []
        try:
            store = open_store(Options(data=data).path())
            return [n for kind in _NAMES[name] for n in names.complete(store, kind, incomplete)]
        except (KzbyError, sqlite3.Error, UnicodeError):
            return []

    return complete if name in _NAMES else lambda *_: [*(WORDS[name] or topics())]
