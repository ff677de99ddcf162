"""The commands: their help, what they run, their options."""

import contextlib
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from kzby import query, render
from kzby.cli import help as pages
from kzby.cli.options import ANSWERS, ASKS, DRAWS, LISTS, ROWS, WORDS, Options, parameters
from kzby.cli.session import deliver, emit, judging, note, opened, orderly, page, reading, write
from kzby.errors import DataError, UsageError, counted, nearest
from kzby.model import dates
from kzby.query import names
from kzby.query.filters import Filters
from kzby.render import as_summary, terminal
from kzby.store import Store, files
from kzby.store.open import bundled, open_store


def ask(view: str, options: Options) -> None:
    emit(query.ask(opened(options), view, options.filters), options)


def ties(options: Options, pair: list[str] | None = None) -> None:
    store = opened(options)
    emit(query.ties(store, _about(store, options, pair or [])), options)


def brief(options: Options, regions: list[str]) -> None:
    store = opened(options)
    page_ = query.brief(store, _about(store, options, regions))
    format_ = options.form()
    lines = render.brief(page_, format_, options.looks())
    deliver(lines, options, page_.cited, paged=format_ == "table")


def _about(store: Store, options: Options, words: list[str]) -> Filters:
    """The filters, and the one or two regions that words make up."""
    regions = names.regions(store.connection, words)
    if len(regions) > 2 or len({*map(str.casefold, regions)}) < len(regions):
        raise UsageError(f"give one region, or two that differ, not {' '.join(words)!r}")
    filters = options.filters
    region, with_ = [*filters.region, *regions[:1]], [*filters.with_, *regions[1:]]
    return filters._replace(region=region, with_=with_)


def gaps(options: Options) -> None:
    emit(query.gaps(opened(options), options.filters), options)


def plans(options: Options, as_of: str = "", *, overdue: bool = False, outcome: str = "") -> None:
    day, filters = _day(as_of), options.filters
    answer = query.plans(opened(options), day, filters, overdue=overdue, outcome=outcome)
    emit(answer, options)


def report(options: Options, file: Path, as_of: str = "") -> None:
    if file.suffix.lower() != ".html":
        raise UsageError(f"a report is a page; give a name such as {file.stem}.html")
    whole = query.report(opened(options), options.filters, _day(as_of))
    with orderly():
        files.write_lines(file, render.report(whole))
    records = counted(len(list(whole.answers["timeline"].rows)), "record")
    write(as_summary.written(file, records, whole.brief.cited.edition))


def _day(as_of: str) -> str:
    """The last day of what --as-of names, by default today."""
    try:
        return dates.typed(as_of or date.today().isoformat())[1]
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from None


def _unfolding(view: str, options: Options, *, all_: bool = False) -> None:
    answer = query.ask(opened(options), view, options.filters)
    emit(replace(answer, unfolded=all_), options)


def people(options: Options, title: list[str] | None = None) -> None:
    emit(query.people(opened(options), title or [], options.filters), options)


def trade(
    options: Options, *, goods: bool = False, derived: bool = False, reconcile: bool = False
) -> None:
    view = options.trade_view(goods=goods, derived=derived, reconcile=reconcile)
    emit(query.trade(opened(options), view, options.filters), options)


def show(options: Options, thing: list[str]) -> None:
    answer = query.show(opened(options), " ".join(thing))
    if answer.view == "regions" and render.for_people(options.form()):
        brief(options, thing)
    else:
        emit(answer, options)


def search(options: Options, words: list[str]) -> None:
    emit(query.search(opened(options), " ".join(words), options.filters), options)


def verify(
    options: Options, text: str = "", texts: Path | None = None, format_: str = "text"
) -> None:
    from kzby.curate.files import article_id
    from kzby.verify import proof  # slow (pydantic)

    folder = options.path() or bundled()
    with judging(format_) as conclude:
        proved = proof.prove(folder, texts, article_id(folder, text))
        conclude(as_summary.proven(folder, proved))
        if proved.problems:
            raise DataError(proved.problems)


def coverage(
    options: Options, text: str = "", texts: Path | None = None, format_: str = "text"
) -> None:
    from kzby.curate.files import article_id
    from kzby.render import as_coverage
    from kzby.verify import coverage  # slow (pydantic)

    folder = options.path() or bundled()
    with judging(format_) as conclude:
        survey = coverage.survey(folder, texts, article_id(folder, text))
        conclude(page(as_coverage.page(survey, options.looks())), gaps=as_coverage.gaps(survey))
        if survey.problems:
            raise DataError(survey.problems)


def check(options: Options, text: str = "", *, strict: bool = False, format_: str = "text") -> None:
    from kzby.curate.doubts import review  # slow (pydantic)

    folder = options.path() or bundled()
    if os.path.isfile(folder):  # noqa: PTH113, as a name can be too long
        open_store(folder)  # whether it can be read at all
        advice = "was checked when it was built; check the folder it is built from"
        raise UsageError(f"{folder} {advice}")
    with judging(format_) as conclude:
        checked = review(folder, text, strict=strict)
        conclude(as_summary.checked(folder, text, checked.number), checked.doubts)


def cite(options: Options, source: list[str] | None = None, as_: str | None = None) -> None:
    style = options.style(as_)
    citation = query.cite(opened(options), " ".join(source or []))
    deliver(render.citation(citation, style, options.looks()), options, citation)
    note(*citation.notes)


def diff(options: Options, old: str, new: str = "") -> None:
    from kzby.query import changes  # slow (pydantic)
    from kzby.store.revision import version

    with orderly():
        sides = [version(typed, options.path()) for typed in (old, new)]
    whole = not render.for_people(options.form())
    with (
        reading(options._replace(data=new or options.data)),
        reading(options._replace(data=old)),
    ):
        emit(changes.diff(*sides, whole=whole), options)


def sql(
    options: Options, query: str = "", *, schema: bool = False, limit: int = 1000, timeout: int = 10
) -> None:
    from kzby.query import sql

    store = opened(options)
    if query == "-" and not schema:
        typed = sys.stdin.buffer.read() if sys.stdin else b""
        query = typed.decode("utf-8-sig", "surrogateescape")
    emit(sql.schema(store, query) if schema else sql.run(store, query, limit, timeout), options)


def build(options: Options, file: Path) -> None:
    with orderly():
        files.write(options.path() or bundled(), file)
    write(as_summary.compiled(file, query.overview(open_store(file))))


def export(options: Options, folder: Path) -> None:
    from kzby.export import package, workbook

    with orderly():
        store = open_store(options.path(), strict=True)
        whole = workbook.dataset if folder.suffix.lower() == ".xlsx" else package.write
        tables, size, edition = whole(store, folder)
    write(as_summary.written(folder, counted(tables, "table"), edition, size))


def new(
    options: Options, file: Path, url: str = "", language: str = "", output_: Path | None = None
) -> None:
    from kzby.curate.draft import draft  # slow (pydantic)
    from kzby.curate.files import create
    from kzby.load import dataset

    loaded = dataset.load(options.path() or bundled(), lenient=True)
    lines = draft(file, loaded, output_.stem if output_ else "", url, language)
    create(output_, lines) if output_ else write(lines)


def format_(options: Options, files: list[Path] | None = None, *, check: bool = False) -> None:
    from kzby.curate.files import data_files, rewrite  # slow (pydantic)

    paths = files or data_files(options.path() or bundled())
    write(as_summary.formatted(len(paths), rewrite(paths, check=check)))


def schema(options: Options, name: str) -> None:  # noqa: ARG001, as all take them
    from kzby.curate.schema import text  # slow (pydantic)

    write([text(name)])


def codebook(options: Options, field: str = "") -> None:
    emit(query.codebook(opened(options), field), options)


def help_(options: Options, topic: str | None = None) -> None:  # noqa: ARG001, as all take them
    topics = pages.topics()
    if topic is None:
        write(pages.listing())
    elif topic in topics:
        width = terminal.detect(sys.stdout).width or 80
        write(page(pages.wrapped(pages.topic(topic), min(width, 80))))
    elif topic in COMMANDS:
        built(topic)(["--help"], prog_name=f"kzby {topic}", standalone_mode=False)
    else:
        hint = nearest(topic, [*topics, *COMMANDS], other="'kzby help' lists the topics")
        raise UsageError(f"there is no help on {topic!r}; {hint}")


SECTIONS = {
    "Questions": (
        ("meetings", "Meetings, visits and talks, newest first", "--region Brest --since 2015"),
        ("sectors", "Sectors proposed for cooperation, most often first", "--side BY"),
        ("proposals", "Every proposal, by sector, oldest first", "--sector agriculture"),
        ("trade", "Trade figures by region, newest period first", "--region Vitebsk"),
        ("plans", "Plans, offers and hopes, and what became of them", "--overdue --region Brest"),
        ("projects", "Joint ventures and their stage, oldest first", "--region KZ"),
        ("agreements", "Agreements and their parties, oldest first", "--region Brest"),
        ("brief", "A region on one page, with its sources", "Brest"),
        ("ties", "Which oblasts work with which; of two, their history", "Brest Karaganda"),
        ("timeline", "Everything in date order", "--region Karaganda --kind meeting --kind plan"),
    ),
    "Details": (
        ("show", "Show one thing in full: a record, region, person ...", "Karaganda"),
        ("search", "Search the records, best match first", "joint ventures --person Bulegenov"),
        ("people", "People and their titles, of all or with these words", "ambassador"),
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
        ("gaps", "What is known and not read, by region and year", "--region Grodno"),
        ("conflicts", "Where articles disagree, worst first", "--format json"),
        ("check", "Check a dataset: every problem, with line and column", "--data data"),
    ),
    "Export": (
        ("sql", "Run your own SQL (read-only)", '"SELECT * FROM proposals"'),
        (
            "cite",
            "Cite a record, an article or the whole dataset",
            "brest-turnover-2015 --as bibtex",
        ),
        ("report", "Draw everything, or a region, as one HTML page", "brest.html --region Brest"),
        ("build", "Build one SQLite file", "kzby.sqlite"),
        ("export", "Export everything as CSV (Data Package)", "kzby-data"),
    ),
    "Curate": (
        ("new", "Draft an article's file from its text", "seeds/article.txt --url https://..."),
        ("format", "Give data files their canonical form", "--check --data data"),
        ("schema", "Print the JSON Schema of data files, for editors", "article"),
        ("diff", "What changed between two datasets, and why", "kzby.sqlite"),
        ("codebook", "What the words of a closed list mean, or of all", "status"),
    ),
}
# More for some help pages.
MORE = {
    "timeline": "● took place, ◐ under way, ○ to come, ■ figure, · remark.",
    "ties": "Ties are meetings, agreements, plans, projects, proposals and figures.",
    "coverage": "Texts appear only on a terminal; passages in no record, always.",
    "conflicts": "agree: both can be right; revised: same agency later, or a later state.",
    "diff": "A folder, a built file or a git revision; by default NEW is the data in use.",
    "sql": "QUERY is one SELECT from the public views. json_each splits lists.",
    "export": "An earlier export is replaced.",
    "report": "The page needs no network. An earlier file is replaced.",
}
# The functions of other commands, and the shared options they take.
FUNCTIONS: dict[str, tuple[Callable[..., None], tuple[str, ...]]] = {
    "brief": (brief, (*Filters._fields, *ROWS, "exit_status")),
    "people": (people, LISTS),
    "ties": (ties, ASKS),
    "gaps": (gaps, ("region", *ROWS)),
    "plans": (plans, ASKS),
    **{view: (partial(_unfolding, view), LISTS) for view in ("regions", "timeline", "conflicts")},
    "trade": (trade, ASKS),
    "show": (show, ANSWERS),
    "search": (search, LISTS),
    "help": (help_, ()),
    "verify": (verify, ("data",)),
    "coverage": (coverage, DRAWS),
    "check": (check, ("data",)),
    "diff": (diff, ROWS),
    "sql": (sql, (*ROWS, "exit_status")),
    "cite": (cite, (*DRAWS, "output")),
    "report": (report, ("region", "data")),
    "build": (build, ("data",)),
    "export": (export, ("data",)),
    "new": (new, ("data",)),
    "format": (format_, ("data",)),
    "schema": (schema, ()),
    "codebook": (codebook, ROWS),
}
COMMANDS = {name: row for rows in SECTIONS.values() for name, *row in rows}


def settings() -> dict[str, Any]:
    """How typer reads command lines and writes help."""
    width = min(terminal.detect(sys.stdout).width or 80, 80)
    names = ["-h", "--help"]
    return {"allow_extra_args": True, "help_option_names": names, "terminal_width": width}


def built(name: str) -> Any:
    """A command for typer; by default it lists its view."""
    summary, example = COMMANDS[name]
    texts = (summary, MORE.get(name), f"Example: kzby {name} {example}")
    text = "\b\n" + "\n".join(filter(None, texts))  # \b keeps the lines
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    command = app.command(name, cls=pages.Command, help=text, context_settings=settings())
    command(with_options(*FUNCTIONS.get(name, (partial(ask, name), LISTS))))
    return get_command(app)


def with_options(function: Callable[..., None], shared: tuple[str, ...]) -> Any:
    """A function for typer, with its own and shared parameters."""

    def call(context: typer.Context, **typed: Any) -> None:
        if context.invoked_subcommand:  # --data may come before it
            context.default_map = {context.invoked_subcommand: typed}
            return
        common = {name: typed.pop(name) for name in shared}
        filters = {name: common.pop(name) for name in Filters._fields if name in common}
        options = Options(Filters(**filters), **common)
        if context.args:
            raise _refusal(context, options)
        if "format" in shared:
            options.form()  # reports a wrong format first
        with reading(options):
            function(options, **typed)

    first = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    every = [first, *parameters(function, shared)]
    call.__signature__ = Signature(every)  # type: ignore[attr-defined]
    return call


def _refusal(context: typer.Context, options: Options) -> UsageError:
    """The error for surplus words; most belong to a filter."""
    command, typed = context.info_name, " ".join(context.args)
    hint = f"see kzby {command} --help"
    if "region" in context.params:
        hint = next((f"did you mean {each}?" for each in _filters(typed, options)), hint)
    return UsageError(f"{command} does not take {typed!r}; {hint}")


def _filters(typed: str, options: Options) -> Iterator[str]:
    """The filters that words may be for, likeliest first."""
    with contextlib.suppress(ValueError):
        dates.typed(typed)
        yield " ".join(f"--{end} {shlex.quote(typed)}" for end in ("since", "until"))
    yield from (f"--{name} {typed}" for name, words in WORDS.items() if typed in words)
    if meaning := meant(typed, options):
        yield f"--{meaning[0]} {shlex.quote(typed)}"


def close(typed: str, options: Options) -> str | None:
    """The nearest name in the dataset, if any is near."""
    return names.nearest(open_store(options.path()).connection, typed)


def meant(typed: str, options: Options) -> tuple[str, names.Meaning] | None:
    """What a name means in the dataset, if anything."""
    return names.find_any(open_store(options.path()).connection, typed)
