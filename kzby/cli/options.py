"""Every option of the command line, spelled once; `spread` gives a command the options of a whole set."""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from kzby.cli import completion
from kzby.filters import Filters
from kzby.render import Format
from kzby.terms import Kind, Side, Status

FILTERS, OUTPUT = "Narrow the answer", "Write it"


def _option(name: str, metavar: str | None, text: str, complete: Any = None) -> Any:
    return typer.Option(
        f"--{name}", metavar=metavar, help=text, autocompletion=complete, rich_help_panel=FILTERS, show_default=False
    )


@dataclass(frozen=True, kw_only=True)
class Where:
    """The filters, as options; all of them repeat, but for the dates."""

    region: Annotated[
        list[str], _option("region", "NAME", "Oblast, city, town or country, with all in it.", completion.region)
    ] = field(default_factory=list)
    person: Annotated[
        list[str], _option("person", "NAME", "Who took part, spoke or is spoken of.", completion.person)
    ] = field(default_factory=list)
    organization: Annotated[
        list[str], _option("organization", "NAME", "Body, company or agency.", completion.organization)
    ] = field(default_factory=list)
    sector: Annotated[
        list[str], _option("sector", "NAME", "Sector, with all that is part of it.", completion.sector)
    ] = field(default_factory=list)
    side: Annotated[list[Side], _option("side", "KZ|BY|both", "Whose word it is.")] = field(default_factory=list)
    kind: Annotated[list[Kind], _option("kind", "KIND", "meeting, plan, proposal, project, trade ...")] = field(
        default_factory=list
    )
    status: Annotated[list[Status], _option("status", "STATUS", "held, planned, expected, proposed ...")] = field(
        default_factory=list
    )
    article: Annotated[list[str], _option("article", "ID", "Article that reports it.", completion.article)] = field(
        default_factory=list
    )
    since: Annotated[str | None, _option("since", "DATE", "From this day on: 2015, 2015-11 or 2015-11-25.")] = None
    until: Annotated[str | None, _option("until", "DATE", "Up to this day, inclusive; plans by when due.")] = None

    def filters(self) -> Filters:
        """The filters that the options stand for."""
        return Filters(**vars(self))


@dataclass(frozen=True, kw_only=True)
class Source:
    """Which dataset is asked, and whether its answer may be coloured."""

    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Ask this folder or compiled file (KZBY_DATA).",
            rich_help_panel=OUTPUT,
            show_default=False,
        ),
    ] = None
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour.", rich_help_panel=OUTPUT)] = False

    def path(self) -> Path | None:
        """The folder or file that the option, or else the environment, names."""
        return self.data or completion.named_by_environment()


@dataclass(frozen=True, kw_only=True)
class Output(Source):
    """How an answer is written."""

    format: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, json, jsonl, csv, tsv or markdown.",
            rich_help_panel=OUTPUT,
            show_default=False,
        ),
    ] = Format.TABLE


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameters that are sets of options became the options themselves.

    A parameter annotated with one of the classes above stands for all fields of the class; the command gets them
    back as one object.
    """
    own = inspect.signature(command, eval_str=True).parameters
    sets: dict[str, Any] = {name: one.annotation for name, one in own.items() if is_dataclass(one.annotation)}
    flat = [one.replace(kind=one.KEYWORD_ONLY) for name, one in own.items() if name not in sets]
    for options in sets.values():
        flat += [_parameter(options, one.name) for one in fields(options)]

    @wraps(command)
    def spelled(**given: Any) -> None:
        gathered = {
            name: options(**{one.name: given.pop(one.name) for one in fields(options)})
            for name, options in sets.items()
        }
        command(**given, **gathered)

    spelled.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined]
    spelled.__annotations__ = {one.name: one.annotation for one in flat}
    return spelled


def _parameter(options: Any, name: str) -> inspect.Parameter:
    one = next(one for one in fields(options) if one.name == name)
    default = one.default if one.default_factory is MISSING else one.default_factory()
    annotation = inspect.get_annotations(_owner(options, name))[name]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _owner(options: Any, name: str) -> Any:
    return next(one for one in options.__mro__ if name in inspect.get_annotations(one))
