"""The commands in one table: the section and text of their help, what they run, their options."""

import shlex
import sys
from collections.abc import Callable
from functools import partial
from inspect import Parameter, Signature
from typing import Any

import typer
from typer.main import get_command

from kzby import query, render
from kzby.cli import help as pages
from kzby.cli.options import ANSWERS, ASKS, DRAWS, ROWS, Options, parameter
from kzby.cli.pager import page
from kzby.cli.session import emit, note, opened, orderly, progress, read, reading, write
from kzby.errors import UsageError, nearest, word
from kzby.query import names
from kzby.query.filters import Filters
from kzby.render import STYLES, as_summary, terminal
from kzby.store.open import bundled, open_store


def ask(view: str, options: Options) -> None:
    """Lists the rows of a view."""
    emit(query.ask(opened(options), view, options.filters), options)


def trade(options: Options) -> None:
    """Lists a view of trade; worked-out figures are for people, or on demand."""
    if options.goods + options.derived + options.reconcile > 1:
        raise UsageError("--goods, --derived and --reconcile exclude each other; give one of them")
    view = "derived" if options.derived or render.for_people(options.output()) else "trade"
    view = "goods" if options.goods else "reconciliation" if options.reconcile else view
    emit(query.trade(opened(options), view, options.filters), options)


def show(options: Options) -> None:
    """Shows one thing in full."""
    emit(query.show(opened(options), " ".join(options.thing)), options)


def search(options: Options) -> None:
    """Lists the records with all the words."""
    emit(query.search(opened(options), " ".join(options.words), options.filters), options)


def verify(options: Options) -> None:
    """Proves the records of a folder by their texts; DataError if one is wrong."""
    from kzby.verify import proof  # slow to import (pydantic)

    folder = options.path() or bundled()
    proved = proof.prove(folder, options.texts)
    write(as_summary.proven(folder, proved))
    proved.insist()


def coverage(options: Options) -> None:
    """Shows the texts of articles with marks; DataError if a quote is not in its text."""
    from kzby.render import as_coverage
    from kzby.verify import coverage  # slow to import (pydantic)

    survey = coverage.survey(options.path() or bundled(), options.texts, options.text)
    looks = terminal.detect(sys.stdout, no_color=options.no_color)
    write(page(as_coverage.page(survey, looks)))
    survey.insist()


def check(options: Options) -> None:
    """Checks a dataset; DataError with every problem."""
    path = options.path() or bundled()
    store = open_store(path, strict=True, track=progress())
    write(as_summary.checked(path, query.overview(store)))


def cite(options: Options) -> None:
    """Cites the articles that report a record, or one article."""
    style = word("as", options.as_, STYLES)
    citation = query.cite(opened(options), " ".join(options.source))
    write(render.citation(citation, style, terminal.detect(sys.stdout)))
    note(*citation.notes)


def sql(options: Options) -> None:
    """Answers a query of the user's own, or lists the public views."""
    from kzby.query import sql  # only this command needs it

    store, typed = opened(options), options.query
    if options.schema:
        emit(sql.schema(store, typed), options)
    else:
        emit(sql.run(store, read(typed), options.limit, options.timeout), options)


def build(options: Options) -> None:
    """Writes the dataset as one SQLite file."""
    from kzby.store import files  # slow to import (pydantic)

    with orderly():
        files.write(options.path() or bundled(), options.file, progress())
    write(as_summary.compiled(options.file, query.overview(open_store(options.file))))


def export(options: Options) -> None:
    """Writes the dataset as a folder of CSV files."""
    from kzby.export import package  # only this command needs it

    with orderly():
        written = package.write(open_store(options.path(), strict=True), options.folder)
    write(as_summary.exported(options.folder, *written))


def help_(options: Options) -> None:
    """Shows a topic or the help of a command, or lists the topics."""
    name, topics = options.topic, pages.topics()
    if name is None:
        write(pages.listing())
    elif name in topics:
        width = terminal.detect(sys.stdout).width or 80
        write(page(pages.wrapped(pages.topic(name), min(width, 80))))
    elif name in COMMANDS:
        built(name)(["--help"], prog_name=f"kzby {name}", standalone_mode=False)
    else:
        hint = nearest(name, [*topics, *COMMANDS], other="'kzby help' lists the topics")
        raise UsageError(f"there is no help on {name!r}; {hint}")


SECTIONS = {
    "Questions": (
        ("meetings", "Meetings, visits and talks, newest first", "--region Brest --since 2015"),
        ("sectors", "Sectors proposed for cooperation, most often first", "--side BY"),
        ("proposals", "Every proposal, by sector, oldest first", "--sector agriculture"),
        ("trade", "Trade figures by region, newest period first", "--region Vitebsk"),
        ("plans", "Plans, promises and invitations, by due date", "--since 2017 --until 2017"),
        ("projects", "Joint ventures and their stage, oldest first", "--region KZ"),
        ("agreements", "Agreements and their parties, oldest first", "--region Brest"),
        ("timeline", "Everything in date order", "--region Karaganda --kind meeting --kind plan"),
    ),
    "Details": (
        ("show", "Show one thing in full: a record, region, person ...", "Karaganda"),
        ("search", "Search the records, best match first", "joint ventures --person Bulegenov"),
        ("people", "People with their titles and spellings, by name", "--region Brest"),
        ("organizations", "Authorities, companies and other bodies, by name", "--side KZ"),
        ("regions", "Regions and what is recorded there, by country", "--region Kazakhstan"),
        ("articles", "The articles behind the records, newest first", "--person Lis -f json"),
        ("remarks", "Claims and opinions, oldest first", "--person Bulegenov"),
        ("counts", "Other figures (companies, visits ...), oldest first", "--region Atyrau"),
        ("help", "Explain a topic or a command", "trade"),
    ),
    "Checks": (
        ("verify", "Check every record against the article texts", "--texts seeds"),
        ("coverage", "Show an article with its recorded passages highlighted", "--texts seeds"),
        ("conflicts", "Where articles disagree, worst first", "--format json"),
        ("check", "Check a dataset: every problem, with line and column", "--data data"),
    ),
    "Export": (
        ("sql", "Run your own SQL (read-only)", '"SELECT * FROM proposals"'),
        ("cite", "Cite an article, or the articles on a record", "brest-turnover-2015 --as bibtex"),
        ("build", "Build one SQLite file", "kzby.sqlite"),
        ("export", "Export everything as CSV (Data Package)", "kzby-data"),
    ),
}
# What some help pages add.
MORE = {
    "timeline": "● took place, ◐ under way, ○ still to come, ■ figure, · remark.",
    "coverage": "Texts are shown only on a terminal; passages that no record covers, always.",
    "conflicts": "agree: both can be right; revised: a later report of one agency or a later state.",
    "sql": "QUERY is one SELECT from the public views. Lists are JSON: json_each splits them.",
    "export": "An earlier export is replaced.",
}
# The functions of the other commands, and the options that each takes.
FUNCTIONS: dict[str, tuple[Callable[[Options], None], tuple[str, ...]]] = {
    "trade": (trade, (*ASKS, "goods", "derived", "reconcile")),
    "show": (show, ("thing", *ANSWERS)),
    "search": (search, ("words", *ASKS)),
    "help": (help_, ("topic",)),
    "verify": (verify, ("texts", "data")),
    "coverage": (coverage, ("text", "texts", *DRAWS)),
    "check": (check, ("data",)),
    "sql": (sql, ("query", "schema", "limit", "timeout", *ROWS)),
    "cite": (cite, ("source", "as_", "data")),
    "build": (build, ("file", "data")),
    "export": (export, ("folder", "data")),
}
COMMANDS = {name: row for rows in SECTIONS.values() for name, *row in rows}


def built(name: str) -> Any:
    """A command as typer runs it, with its options; one without a function lists its view."""
    summary, example = COMMANDS[name]
    help_ = (summary, MORE.get(name), f"Example: kzby {name} {example}")
    function, taken = FUNCTIONS.get(name, (partial(ask, name), ASKS))
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    settings = {"allow_extra_args": True, "help_option_names": ["-h", "--help"]}
    text = "\n\n".join(filter(None, help_))
    command = alone.command(name, cls=pages.Command, help=text, context_settings=settings)
    command(with_options(function, taken))
    return get_command(alone)


def with_options(function: Callable[[Options], None], taken: tuple[str, ...]) -> Any:
    """A function as typer reads it: with a parameter for each option; --data may come earlier."""

    def call(context: typer.Context, **typed: Any) -> None:
        if context.invoked_subcommand:
            return  # the command looks up what was typed before it
        above = context.parent.params if context.parent else {}
        lacking = [name for name in DRAWS if typed.get(name) in (None, False)]
        earlier = {name: above[name] for name in lacking if name in above}
        filters = Filters(**{name: typed.pop(name) for name in Filters._fields if name in typed})
        options = Options(filters, **{**typed, **earlier})
        if context.args:
            _refuse(context, options)
        options.output()  # a wrong format is reported before any work
        with reading(options):
            function(options)

    first = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    call.__signature__ = Signature([first, *map(parameter, taken)])  # type: ignore[attr-defined]
    return call


def _refuse(context: typer.Context, options: Options) -> None:
    """UsageError for words that a command does not take; names belong to a filter."""
    command, typed = context.info_name, " ".join(context.args)
    advice = f"see kzby {command} --help"
    if "region" not in context.params:
        raise UsageError(f"{command} does not take {typed!r}; {advice}")
    meaning = names.find_any(open_store(options.path()).connection, typed)
    hint = f"did you mean --{meaning[0]} {shlex.quote(typed)}?" if meaning else advice
    raise UsageError(f"{command} takes no name; {hint}")
