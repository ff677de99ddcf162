"""Every option of the command line, spelled once; `spread` gives a command the options of a whole set."""

import inspect
from collections.abc import Callable
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from kzby.cli import completion, environment
from kzby.errors import UsageError
from kzby.model.terms import Dates
from kzby.query.filters import Filters
from kzby.render import FORMATS, Format, for_people

FILTERS, OUTPUT = "Narrow the answer", "Write it"
_BY_NAME = inspect.Parameter.KEYWORD_ONLY
_NONE_GIVEN: list[Any] = []  # the default of an option that repeats; typer hands on a copy


def _option(name: str, metavar: str | None, text: str, complete: Any = None) -> Any:
    return typer.Option(
        f"--{name}",
        metavar=metavar,
        help=text,
        autocompletion=complete,
        case_sensitive=False,
        rich_help_panel=FILTERS,
        show_default=False,
    )


_Regions = Annotated[
    list[str],
    _option("region", "NAME", "Oblast, city, town or country, with all in it.", completion.region),
]
_People = Annotated[
    list[str], _option("person", "NAME", "Who took part, spoke or is spoken of.", completion.person)
]
_Bodies = Annotated[
    list[str],
    _option(
        "organization",
        "NAME",
        "Body or company; of articles, who published.",
        completion.organization,
    ),
]
_Sectors = Annotated[
    list[str], _option("sector", "NAME", "Sector, with all that is part of it.", completion.sector)
]
_Sides = Annotated[
    list[str], _option("side", "KZ|BY|both", "Whose word it is; of meetings, who took part.")
]
_Kinds = Annotated[
    list[str], _option("kind", "KIND", "meeting, plan, proposal, project, trade ...")
]
_Statuses = Annotated[
    list[str], _option("status", "STATUS", "held, planned, expected, proposed ...")
]
_Articles = Annotated[
    list[str], _option("article", "ID", "Article that reports it.", completion.article)
]
_Origins = Annotated[
    int | None, _option("min-origins", "N", "Reported by at least N news agencies.")
]
_Since = Annotated[
    str | None, _option("since", "DATE", "From this day on: 2015, 2015-11 or 2015-11-25.")
]
_Until = Annotated[
    str | None, _option("until", "DATE", "Up to this day, inclusive; plans by when due.")
]
_Dates = Annotated[
    Dates, _option("dates", "WHICH", "possible, or certain: stated, and surely there.")
]


class OptionSet:
    """Options that belong together: a command with a parameter of such a class has them all.

    The annotated attributes of the class are the options with their defaults, those of an object the values given.
    """

    def __init__(self, **given: Any) -> None:
        vars(self).update(given)

    @classmethod
    def parameters(cls) -> list[inspect.Parameter]:
        """The options as parameters of a function."""
        options = get_type_hints(cls, include_extras=True).items()
        return [
            inspect.Parameter(name, _BY_NAME, default=getattr(cls, name), annotation=of)
            for name, of in options
        ]


class Where(OptionSet):
    """The filters, as options; all of them repeat, but for the last four."""

    region: _Regions = _NONE_GIVEN
    person: _People = _NONE_GIVEN
    organization: _Bodies = _NONE_GIVEN
    sector: _Sectors = _NONE_GIVEN
    side: _Sides = _NONE_GIVEN
    kind: _Kinds = _NONE_GIVEN
    status: _Statuses = _NONE_GIVEN
    article: _Articles = _NONE_GIVEN
    min_origins: _Origins = None
    since: _Since = None
    until: _Until = None
    dates: _Dates = "possible"

    def filters(self) -> Filters:
        """The filters that the options stand for."""
        return Filters(**vars(self))


class Source(OptionSet):
    """Which dataset is asked."""

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

    def path(self) -> Path | None:
        """The folder or file that the option, or else the environment, names."""
        return self.data or environment.dataset()


class Page(Source):
    """Which dataset is asked, and whether its answer may be coloured."""

    no_color: Annotated[
        bool, typer.Option("--no-color", help="No colour.", rich_help_panel=OUTPUT)
    ] = False


class Shape(Page):
    """In which format rows are written."""

    format: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}.",
            case_sensitive=False,
            rich_help_panel=OUTPUT,
            show_default=False,
        ),
    ] = "table"
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="CSV that spreadsheets open right (-f excel).", rich_help_panel=OUTPUT
        ),
    ] = False

    def written(self) -> Format:
        """The format that the options name; UsageError if they contradict each other."""
        if self.excel and self.format not in ("table", "csv", "excel"):
            raise UsageError(f"--excel writes CSV; leave out --format {self.format}, or --excel")
        return "excel" if self.excel else self.format


class Output(Shape):
    """How an answer is written, and whether with its sources."""

    cite: Annotated[
        bool,
        typer.Option(
            "--cite", help="Number the sources and list them below.", rich_help_panel=OUTPUT
        ),
    ] = False

    def written(self) -> Format:
        """The format that the options name; UsageError if they contradict each other."""
        format_ = super().written()
        if self.cite and not for_people(format_):
            known = "every row has the ids of its articles, and 'kzby cite ID --as csl-json' their citations"
            people = " or ".join(each for each in FORMATS if for_people(each))
            raise UsageError(f"--cite writes {people}; leave it out for {format_}: {known}")
        return format_


class Asked(OptionSet):
    """What of the trade is asked for: one view at most, each by a flag of its own."""

    goods: Annotated[
        bool,
        typer.Option("--goods", help="The goods traded, not the figures.", rich_help_panel=FILTERS),
    ] = False
    derived: Annotated[
        bool,
        typer.Option("--derived", help="Derived figures in every format.", rich_help_panel=FILTERS),
    ] = False
    reconcile: Annotated[
        bool,
        typer.Option(
            "--reconcile", help="Test the figures against each other.", rich_help_panel=FILTERS
        ),
    ] = False

    def view(self, format_: Format) -> str:
        """The view that the flags name; derived figures are shown to people, and to programs that ask for them."""
        return self._named() or ("derived" if for_people(format_) else "trade")

    def _named(self) -> str | None:
        """The one view that a flag names; UsageError if several do."""
        views = {"goods": "goods", "derived": "derived", "reconcile": "reconciliation"}
        given = [name for name in views if getattr(self, name)]
        if len(given) > 1:
            told = " and ".join(f"--{name}" for name in given)
            raise UsageError(f"{told} ask for different things; give one of them")
        return views[given[0]] if given else None


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameters that are sets of options became the options themselves.

    A parameter annotated with one of the classes above stands for all options of the class; the command gets them
    back as one object.
    """
    own = inspect.signature(command).parameters.values()
    sets = {one.name: one.annotation for one in own if _is_set(one.annotation)}
    spelled_out = {name: options.parameters() for name, options in sets.items()}
    flat = [one.replace(kind=_BY_NAME) for one in own if one.name not in sets]
    flat += chain.from_iterable(spelled_out.values())

    @wraps(command)
    def spelled(**given: Any) -> None:
        gathered = {
            name: sets[name](**{one.name: given.pop(one.name) for one in options})
            for name, options in spelled_out.items()
        }
        command(**given, **gathered)

    spelled.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined]
    spelled.__annotations__ = {}  # or typer would read them too; the signature has them
    return spelled


def _is_set(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, OptionSet)
