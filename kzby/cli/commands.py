"""The commands: their help, what they run, their options."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kzby import query, render
from kzby.cli import help as pages
from kzby.cli.help import COMMANDS
from kzby.cli.options import ANSWERS, DRAWS, LISTS, ROWS, Options
from kzby.cli.session import deliver, emit, judging, note, opened, page, within, write
from kzby.errors import UsageError, counted, nearest
from kzby.query import names
from kzby.query.filters import Filters, days
from kzby.query.sql import LIMIT, TIMEOUT
from kzby.render import as_summary
from kzby.store import Store
from kzby.store.open import open_store


def ask(view: str, options: Options) -> None:
    emit(query.ask(opened(options), view, options.filters), options)


def ties(options: Options, pair: Sequence[str] = (), *, all_: bool = False) -> None:
    store = opened(options)
    answer = query.ties(store, _about(store, options, pair))
    emit(answer._replace(unfolded=all_), options)


def brief(options: Options, regions: Sequence[str], as_of: str = "") -> None:
    from kzby.query import brief  # as below: most commands do without it

    store, day = opened(options), _day(as_of)
    format_ = options.form()
    filters = _about(store, options, regions)
    whole = brief.brief(store, filters.on(day) if as_of else filters, day)
    page_ = render.trimmed(whole, format_)
    lines = render.brief(page_, format_, options.looks())
    deliver(lines, options, page_.cited, paged=format_ == "table")


def _about(store: Store, options: Options, words: Sequence[str]) -> Filters:
    """The filters, and the one or two regions that words make up."""
    regions = names.regions(store, words)
    if len(regions) > 2:
        right = "give one or two regions, in quotes if of several words"
        raise UsageError(f"{' '.join(words)!r}: {right}")
    filters = options.filters
    region, with_ = [*filters.region, *regions[:1]], [*filters.with_, *regions[1:]]
    return filters._replace(region=region, with_=with_)


def plans(options: Options, as_of: str = "", *, overdue: bool = False, outcome: str = "") -> None:
    store, day = opened(options), _day(as_of)
    filters = options.filters.on(day) if as_of else options.filters
    emit(query.plans(store, day, filters, overdue=overdue, outcome=outcome), options)


def report(options: Options, file: Path, as_of: str = "") -> None:
    from kzby.query import brief
    from kzby.render.page import document  # slow (rich)
    from kzby.store import files

    if file.suffix.lower() != ".html":
        name = f"{file.stem.strip('-') or 'report'}.html"
        raise UsageError(f"a report is a page; give a name such as {name}")
    whole = brief.report(opened(options), options.filters, _day(as_of))
    files.write_lines(file, document.page(whole))
    records = counted(len(list(whole.answers["timeline"].rows)), "record")
    write(as_summary.written(file, records, whole.cited.edition))


def _day(as_of: str) -> str:
    """The last day of what --as-of names, by default today."""
    return days("as-of", as_of or "today")[1]


def _unfolding(view: str, options: Options, *, all_: bool = False) -> None:
    filters = options.filters
    answer = query.ask(opened(options), view, filters)
    picked = view == "timeline" and bool(filters.kind or filters.min_origins)
    emit(answer._replace(unfolded=all_ or picked), options)  # each record that is picked matters


def named(view: str, options: Options, title: Sequence[str] = ()) -> None:
    emit(query.named(opened(options), view, title, options.filters), options)


def trade(
    options: Options, *, goods: bool = False, derived: bool = False, reconcile: bool = False
) -> None:
    if goods + derived + reconcile > 1:
        raise UsageError("--goods, --derived and --reconcile cannot be combined; choose one")
    view = "derived" if derived or render.for_people(options.form()) else "trade"
    if goods or reconcile:
        view = "goods" if goods else "reconciliation"
    emit(query.trade(opened(options), view, options.filters)._replace(unfolded=derived), options)


def show(options: Options, thing: Sequence[str], *, all_: bool = False) -> None:
    from kzby.query import show

    answer = show.show(opened(options), " ".join(thing))._replace(unfolded=all_)
    if answer.view == "regions" and not all_ and render.for_people(options.form()):
        brief(options, thing)
        return
    numbered = answer.view == "people" and options.form() == "table"  # has its sources
    emit(answer, options._replace(cite=options.cite and not numbered))


def search(options: Options, words: Sequence[str]) -> None:
    from kzby.query import search

    emit(search.search(opened(options), " ".join(words), options.filters), options)


def verify(
    options: Options, text: str = "", texts: Path | None = None, format_: str = "text"
) -> None:
    from kzby.curate.files import article_id
    from kzby.verify import proof  # slow (pydantic)

    folder = options.folder()
    with judging(format_) as conclude:
        proved = proof.prove(folder, texts, article_id(folder, text))
        conclude(as_summary.proven(folder, proved), problems=proved.problems)


def coverage(
    options: Options, text: str = "", texts: Path | None = None, format_: str = "text"
) -> None:
    from kzby.curate.files import article_id
    from kzby.render import as_coverage
    from kzby.verify import coverage  # slow (pydantic)

    folder = options.folder()
    with judging(format_) as conclude:
        survey = coverage.survey(folder, texts, article_id(folder, text))
        drawn = page(as_coverage.page(survey, options.looks()))
        conclude(drawn, gaps=as_coverage.gaps(survey), problems=survey.problems)


def check(options: Options, text: str = "", *, strict: bool = False, format_: str = "text") -> None:
    from kzby.curate.doubts import review  # slow (pydantic)

    folder = options.folder()
    with judging(format_) as conclude:
        number, doubts = review(folder, text, strict=strict)
        conclude(as_summary.checked(folder, text, number), doubts)


def cite(options: Options, source: Sequence[str] = (), as_: str | None = None) -> None:
    from kzby.query import show

    style = options.style(as_)
    citation = show.cite(opened(options), *source)
    deliver(render.citation(citation, style, options.looks()), options, citation)
    note(*citation.notes)


def sql(
    options: Options,
    query: str = "",
    *,
    schema: bool = False,
    limit: int = LIMIT,
    timeout: int = TIMEOUT,
) -> None:
    from kzby.query import sql

    store = opened(options)
    if query == "-" and not schema:
        typed = sys.stdin.buffer.read(1_000_000) if sys.stdin else b""  # it may never end
        query = typed.decode("utf-8-sig", "surrogateescape")
    with within(timeout, sql.too_long(timeout)):  # SQLite does not interrupt a single function
        answer = sql.schema(store, query) if schema else sql.run(store, query, limit, timeout)
    emit(answer, options)


def build(options: Options, file: Path) -> None:
    from kzby.query.citation import overview
    from kzby.store import files

    files.write(options.folder(), file)
    held, size = overview(open_store(file)), file.stat().st_size
    write(as_summary.written(file, as_summary.held(held), held.edition, size))


def export(options: Options, folder: Path) -> None:
    from kzby.export import package, workbook

    whole = workbook.dataset if folder.suffix.lower() == ".xlsx" else package.write
    tables, size, edition = whole(opened(options), folder)
    write(as_summary.written(folder, counted(tables, "table"), edition, size))


def new(
    options: Options, file: Path, url: str = "", language: str = "", output_: Path | None = None
) -> None:
    from kzby.curate.draft import draft  # slow (pydantic)
    from kzby.curate.files import create
    from kzby.load import dataset

    loaded = dataset.load(options.folder())
    lines = draft(file, loaded, output_.stem if output_ else "", url, language)
    write([create(output_, lines)] if output_ else lines)


def format_(options: Options, files: Sequence[Path] = (), *, check: bool = False) -> None:
    from kzby.curate.files import data_files, rewrite  # slow (pydantic)

    paths = files or data_files(options.folder())
    write(as_summary.formatted(len(paths), rewrite(paths, check=check)))


def schema(options: Options, name: str) -> None:  # noqa: ARG001, as all take them
    from kzby.curate.schema import text  # slow (pydantic)

    write([text(name)])


def codebook(options: Options, field: str = "") -> None:
    emit(query.codebook(opened(options), field), options)


def help_(options: Options, topic: str | None = None) -> None:  # noqa: ARG001, as all take them
    if topic is None:
        write(pages.listing())
    elif topic in pages.topics():
        write(page(pages.topic(topic).splitlines()))
    else:
        hint = nearest(topic, [*pages.topics(), *COMMANDS], other="'kzby help' lists the topics")
        raise UsageError(f"there is no help on {topic!r}; {hint}")


# The functions of commands, and the shared options they take; by default one lists its view.
FUNCTIONS: dict[str, tuple[Callable[..., None], tuple[str, ...]]] = {
    **{view: (partial(ask, view), LISTS) for view in COMMANDS},
    **{f.__name__: (f, LISTS) for f in (plans, search, ties, trade)},
    **{f.__name__: (f, ("data",)) for f in (build, check, export, new, verify)},
    **{view: (partial(named, view), LISTS) for view in ("people", "organizations")},
    **{view: (partial(_unfolding, view), LISTS) for view in ("regions", "timeline", "conflicts")},
    "brief": (brief, (*Filters._fields, *ROWS, "exit_status")),
    "gaps": (partial(ask, "gaps"), ("region", *ROWS)),
    "show": (show, ANSWERS),
    "help": (help_, ()),
    "coverage": (coverage, DRAWS),
    "sql": (sql, (*ROWS, "exit_status")),
    "cite": (cite, (*DRAWS, "output")),
    "report": (report, ("region", "data")),
    "format": (format_, ("data",)),
    "schema": (schema, ()),
    "codebook": (codebook, ROWS),
}
