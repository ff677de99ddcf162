"""Answers and citations as lines of text; nothing here prints."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, get_args

from kzby.errors import UsageError
from kzby.query.answer import Answer, Fields
from kzby.query.findings import between_oblasts
from kzby.render.terminal import Terminal, linked
from kzby.text import shown

if TYPE_CHECKING:
    from kzby.query.brief import Brief
    from kzby.query.citation import Citation

Format = Literal["table", "json", "jsonl", "csv", "tsv", "markdown"]
File = Literal[Format, "html", "xlsx", "ics", "graphml"]  # the last four have to be files
Style = Literal["text", "bibtex", "csl-json"]  # of citations

FORMATS: tuple[Format, ...] = get_args(Format)
BRIEF: tuple[File, ...] = ("table", "markdown", "html", "json")  # the formats of a brief
STYLES: tuple[Style, ...] = get_args(Style)
# What the ending of a file says: the format of an answer, the style of a citation.
_NAMED: tuple[File, ...] = ("csv", "tsv", "json", "jsonl", "html", "xlsx", "ics", "graphml")
ENDINGS: dict[str, File] = {f".{name}": name for name in _NAMED}
ENDINGS |= {".md": "markdown", ".txt": "table"}
CITED: dict[str, Style] = {".txt": "text", ".bib": "bibtex", ".json": "csl-json"}
# The only command that a format is for, and the rows that it has a place for.
_ONLY: dict[File, tuple[str, Callable[[Fields], bool]]] = {
    "ics": ("plans", lambda plan: plan["due_latest"] and plan["due"][0] != "X"),
    "graphml": ("ties", lambda tie: tie["ties"] > 0 and between_oblasts(tie)),
}


def endings(command: str) -> list[str]:
    """The endings of the files that a command can write."""
    if command == "cite":
        return [*CITED]
    if command == "brief":
        return [ending for ending, format_ in ENDINGS.items() if format_ in BRIEF]
    others = {format_ for format_, (only, _) in _ONLY.items() if only != command}
    return [ending for ending, format_ in ENDINGS.items() if format_ not in others]


def for_people(format_: File) -> bool:
    """Whether a format has some of the columns, in words."""
    return format_ in ("table", "markdown", "html")


def fitted(answer: Answer, format_: File) -> Answer:
    """The rows that a format has a place for; UsageError if it is not for the view."""
    if format_ not in _ONLY:
        return answer
    view, has_place = _ONLY[format_]
    if answer.view != view:
        raise UsageError(f".{format_} is for the listing of {view} alone; see kzby {view} --help")
    return answer._replace(
        rows=[tuple(row.values()) for row in answer.mappings() if has_place(row)]
    )


def lines(answer: Answer, format_: File, terminal: Terminal) -> Iterator[str]:
    """An answer line by line, without hidden characters for people."""
    from kzby.render import as_data

    match format_:
        case "json":
            return as_data.json_array(answer.mappings())
        case "jsonl":
            return as_data.json_lines(answer)
        case "table":
            from kzby.render import as_table  # slow (rich)

            return as_table.page(answer, terminal)
        case "markdown" | "html":
            from kzby.render import as_document

            write = as_document.html if format_ == "html" else as_document.markdown
            return write(answer)
        case "ics":
            return as_data.calendar(answer)
        case "graphml":
            from kzby.render import as_graph

            return map(shown, as_graph.graph(answer))
        case "csv" | "tsv":
            rows = as_data.csv_table(answer, format_)
            return (shown(line, but="\t\n") for line in rows) if terminal.interactive else rows
        case "xlsx":
            raise ValueError("a workbook has no lines")


def trimmed(page: "Brief", format_: File) -> "Brief":
    """A region on a page with the sources that it cites in a format."""
    from kzby.render import as_brief

    return as_brief.trimmed(page, folded=format_ == "html") if for_people(format_) else page


def brief(page: "Brief", format_: File, terminal: Terminal) -> Iterator[str]:
    """A region on a page, line by line; UsageError for what has only rows."""
    from kzby.render import as_data, as_document

    page = page._replace(regions=[*map(shown, page.regions)])
    match format_:
        case "json":
            return as_data.json_object(page)
        case "table":
            from kzby.render import as_table  # slow (rich)

            return as_table.page(page, terminal)
        case "markdown":
            return as_document.brief_markdown(page)
        case "html":
            return as_document.brief_html(page)
    raise UsageError(f"brief is for {', '.join(BRIEF)}, not {format_}; ask one question")


def citation(cited: "Citation", style: Style, terminal: Terminal) -> Iterator[str]:
    """A citation in a style, line by line."""
    from kzby.render import citing, heads, words

    about = {}
    for record in cited.records:
        (row,) = record.mappings()
        about[row["id"]] = "; ".join([*heads.head(record, row), *words.disputed(record, row)])
    named = (each._replace(about=about.get(each.record, "")) for each in cited.references)
    cited = cited._replace(references=tuple(named))
    if style == "text":
        return (linked(line, terminal) for line in citing.text(cited, terminal.width))
    return citing.bibtex(cited) if style == "bibtex" else citing.csl_json(cited)
