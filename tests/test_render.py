"""Renderers: the whole output of each, once; and what holds for all of them, however long an answer is."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from support import BREST, LISTED, Run, cases, edit, letters, lines, written
from syrupy.assertion import SnapshotAssertion

from kzby import query, render
from kzby.query import search, show, sql
from kzby.query.answer import Answer, cited
from kzby.query.filters import Filters
from kzby.render import FORMATS, Format, table, words
from kzby.render.terminal import Terminal
from kzby.store import Store

SHOWN = "brest-meeting brest-turnover export-milk karaganda-dairy Karaganda Novik dairy".split()

# Read whole and summed up, with dots, bars or a mark in place of the columns.
DRAWN = ("ties", "gaps", "sectors", "regions")


def answer_of(store: Store, name: str) -> Answer:
    if name in SHOWN:
        return show.show(store, name)
    return search.search(store, "dairy") if name == "search" else query.ask(store, name)


def with_cells(answer: Answer, row: tuple[Any, ...], **cells: Any) -> tuple[Any, ...]:
    """A row of an answer with other cells in it."""
    return tuple(cells.get(name, cell) for name, cell in zip(answer.names, row, strict=True))


def titled(store: Store, *titles: str) -> Answer:
    """A remark with each of these titles."""
    answer = query.ask(store, "remarks")
    (row,) = answer.rows
    return answer._replace(rows=[with_cells(answer, row, title=title) for title in titles])


# An answer, and the terminal or the format that it is written for.
PAGES: list[tuple[str, dict[str, Any]]] = [
    *((name, {"width": 100}) for name in (*LISTED, *SHOWN)),
    *((view, {"width": 40}) for view in ("meetings", "trade", "timeline", "people")),
    *((view, {}) for view in ("meetings", "trade", "timeline")),
    *(("meetings", {"format_": format_}) for format_ in FORMATS[1:]),
    ("trade", {"width": 100, "color": True}),
    ("search", {"width": 80}),
]


@pytest.mark.parametrize(("name", "how"), PAGES, ids=str)
def test_pages(store: Store, name: str, how: dict[str, Any], snapshot: SnapshotAssertion) -> None:
    """Colour is only decoration."""
    assert written(answer_of(store, name), **how) == snapshot


def test_a_timeline_with_a_line_a_record(store: Store, snapshot: SnapshotAssertion) -> None:
    unfolded = query.ask(store, "timeline")._replace(unfolded=True, ids=True)
    assert written(unfolded, width=80) == snapshot


def test_a_figure_that_is_found_has_a_card(store: Store, snapshot: SnapshotAssertion) -> None:
    assert written(search.search(store, "62 million"), width=80) == snapshot


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100, 132])
@pytest.mark.parametrize("name", [*LISTED, *SHOWN, "search"])
def test_nothing_is_too_wide_for_the_terminal_or_cut(store: Store, name: str, width: int) -> None:
    whole = answer_of(store, name)._replace(ids=True, unfolded=True, cards=tuple)
    narrow = written(whole, width=width)
    lines = [line for line in narrow.splitlines() if "://" not in line]
    assert max(map(cell_len, lines), default=0) <= width
    assert "…" not in narrow
    assert letters(values(answer_of(store, name))) <= letters(narrow)
    ids = [row.get("id", "") for row in answer_of(store, name).mappings() if name not in DRAWN]
    assert [id_ for id_ in ids if width > 40 and id_ not in narrow and ":" not in id_] == []


def values(answer: Answer) -> str:
    """All that a table of this answer has to show, but for headings of many rows and what is shown in part."""
    window = ("region", "partner", "period", "basis", "unit")
    apart: dict[str | None, tuple[str, ...]] = {"trade": window, "derived": window}
    apart["reconciliation"] = window
    apart |= {"timeline": ("kind", "status"), "conflicts": ("title",), "records": ("kind", "quote")}
    if answer.view in DRAWN:
        apart[answer.view] = tuple(column.name for column in answer.shown)
    texts = []
    for row in answer.mappings():
        shown = words.cells(answer, row)
        left_out = apart.get(answer.view, ())
        texts += [text or "" for name, text in shown.items() if name not in left_out]
        texts += [row["id"]] if "id" in row and "id" not in shown and row["id"] not in texts else []
    return " ".join(texts)


@pytest.mark.parametrize(
    ("format_", "text"), [("table", ""), ("json", "[]"), ("jsonl", ""), ("csv", "id,kind,title,")]
)
def test_an_empty_answer_is_valid_data(store: Store, format_: Format, text: str) -> None:
    nothing = query.ask(store, "meetings", Filters(region=["Grodno"]))
    assert written(nothing, format_)[: len("id,kind,title,")] == text


@pytest.mark.parametrize(("id_", "heading"), cases("headings"))
def test_the_heading_of_a_sheet_says_the_figure(store: Store, id_: str, heading: str) -> None:
    assert lines(show.show(store, id_))[0].split("  ")[0] == heading


LONG = "a-town-of-a-very-long-name-in-every-language"


def test_one_long_id_leaves_all_rows_in_columns(store: Store) -> None:
    query_ = "SELECT id, name, meetings, plans, proposals, trade, records FROM regions"
    regions = sql.run(store, query_, 0, 10)
    rows = list(regions.rows)
    rows[5] = with_cells(regions, rows[5], id=LONG)
    page = lines(regions._replace(rows=rows), width=80)
    assert page[7].split() == [LONG[:20], "Brest", "(town)", "1", "0", "0", "0", "1"]
    assert LONG in "".join(line.split()[0] for line in page[7:10])
    assert len(page) == 2 + len(rows) + 2 + 2  # and "Brest Oblast", "Karaganda Oblast"


def test_an_id_takes_no_room_of_bars(store: Store) -> None:
    trade = query.ask(store, "trade", Filters(region=["Brest"]))
    rows = [with_cells(trade, row, id=f"{LONG}-{at}") for at, row in enumerate(trade.rows)]
    page = written(trade._replace(rows=rows), width=80)
    assert re.search(r"turnover +Jan–Oct 2019 +almost 62 million USD  █+\s+\+72", page)
    assert LONG not in page
    with_ids = written(trade._replace(rows=rows, ids=True), width=80)
    assert page.count(LONG) < with_ids.count(LONG) == 4


URL = f"https://example.org/{'a-long-address/' * 6}"


@pytest.mark.parametrize("width", [30, 80])
def test_a_url_is_never_folded(store: Store, width: int) -> None:
    article = show.show(store, "2020-03-02-brest")
    pages = [article._replace(rows=[with_cells(article, row, url=URL) for row in article.rows])]
    pages.append(sql.run(store, f"SELECT 1 AS n, 'see {URL}' AS text", 10, 10))
    for page in pages:
        assert [line.strip() for line in lines(page, width=width) if "https" in line][-1] == URL


def test_a_url_can_be_clicked_where_colour_is_on(store: Store) -> None:
    url = "https://example.org/1#:~:text=almost%20%2462%20million%2C%20up%2072%2E5%25"
    to_words = f"\x1b]8;;{url}\x1b\\{url}\x1b]8;;\x1b\\"
    assert to_words in written(show.show(store, "brest-turnover"), width=80, color=True)
    assert "]8;;" not in written(show.show(store, "brest-turnover"), width=80)
    citation = show.cite(store, "brest-turnover")
    assert to_words in "\n".join(render.citation(citation, "text", Terminal(80, color=True)))


CHINESE = "哈萨克斯坦阿特劳州愿与布列斯特州在农业综合企业和加工业方面开展合作并扩大贸易往来"


def test_wide_characters_keep_within_the_terminal(copied: Path, kzby: Run) -> None:
    edit(copied / BREST, "headline: ", f"headline: {CHINESE} ")
    edit(copied / BREST, "title: Novik meets", f"title: {CHINESE} Novik meets")
    for line in ("meetings", "meetings --cite", "show brest-meeting", "articles", "timeline"):
        outcome = kzby(*line.split(), "--data", copied, columns=44)
        wrapped = [each for each in outcome.out.splitlines() if "://" not in each]
        assert max(map(cell_len, wrapped)) <= 44, line
        assert CHINESE in re.sub(r"\s", "", outcome.out)


# As Markdown has it, and as a web page shows it.
ACTIVE = (
    "**Novik**", "*x* _x_ __x__", "`x`", "[l](http://x.y)", "![i](x.png)", "<b>x</b>", "a | b", "~~x~~",
    "http://x.y", "www.x.y", "a@x.y", "<http://x.y>", "&lt; &#35; AT&T", "\\* \\", "$1 and $2", "[x]: y", "snake_case",
)  # fmt: skip


def texts(markdown: str) -> list[list[str]]:
    """The kinds and contents of what a reader makes of each cell and paragraph."""
    tokens = MarkdownIt().enable(["table", "strikethrough"]).parse(markdown)
    return [
        [child.content if child.type == "text" else child.type for child in token.children or ()]
        for token in tokens
        if token.type == "inline"
    ]


@pytest.mark.parametrize("text", ACTIVE)
def test_data_stays_text_in_markdown(store: Store, text: str) -> None:
    _, *cells = texts(written(titled(store, text), "markdown"))
    assert cells[5] == [text]


@pytest.mark.parametrize("name", ["# W", "1. W", "- W", "> W", "+ W", "2) W", "---", "*W*"])
def test_a_source_stays_text_in_markdown(store: Store, name: str) -> None:
    citation = show.cite(store, "karaganda-remark")
    sources = [citation.references[0]._replace(publisher=name, agency=name)]
    answer = cited(query.ask(store, "remarks"))
    answer = answer._replace(sources=lambda: citation._replace(references=tuple(sources)))
    *_, source, _ = texts(written(answer, "markdown"))
    assert source[0] == f"{name}: “Novik visits Karaganda”, 11 Jan 2021 "


# However long an answer is, it is drawn as it is read, unless it sums its rows up.
SUMMED = ("timeline", "trade", "derived", "conflicts")


@pytest.mark.parametrize(("format_", "width"), [("table", 40), ("json", None), ("csv", None)])
@pytest.mark.parametrize("view", sorted({*LISTED} - {*DRAWN, *SUMMED}))
def test_an_answer_without_end_has_a_beginning(
    store: Store, view: str, format_: Format, width: int | None
) -> None:
    answer = query.ask(store, view)
    first = next(iter(answer.rows), None)
    if first is None:
        pytest.skip("nothing to repeat")
    known = dict(zip(answer.names, first, strict=True))

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(10 * table.READ):
            new = {name: f"{known[name]}-{number}" for name in ("id", "region") if known.get(name)}
            yield with_cells(answer, first, **new)
        pytest.fail("it is read to its end")

    endless = answer._replace(rows=rows())
    endless = cited(endless) if format_ == "table" else endless  # the only one with sources
    assert len(list(islice(render.lines(endless, format_, Terminal(width)), 100))) == 100


@pytest.mark.parametrize("width", [120, None])
def test_a_later_row_has_the_room_it_needs_but_no_header(store: Store, width: int | None) -> None:
    broad = "one-word-that-is-wider-than-its-column"
    drawn = lines(titled(store, *["a remark"] * table.READ, broad), width=width)
    assert len([line for line in drawn if line.startswith("date ")]) == 1
    assert broad in " ".join(drawn).split()


def test_a_pipe_wraps_no_later_row_either(store: Store) -> None:
    long = "a remark of many words, which is longer than every one before it"
    assert long in lines(titled(store, *["a remark"] * table.READ, long))[-1]


def test_rows_that_have_no_room_stand_one_below_the_other_to_the_end(store: Store) -> None:
    stacked = lines(titled(store, *["a remark"] * (table.READ + 1)), width=25)
    assert stacked.count("") == table.READ
    assert len([line for line in stacked if line.startswith("date ")]) == table.READ + 1


# Widths are counted in cells of a terminal, and what is looked up or typed again is never broken.


@pytest.mark.parametrize("title", ["молоко", "牛奶出口", "mle\u0301ko", "milk"])
def test_what_comes_after_any_script_is_aligned(store: Store, title: str) -> None:
    header, _, row, *_ = lines(titled(store, title), width=120)
    before = row[: row.index("“milk is")]
    assert cell_len(before) == header.index("quote")


# The legend: what the signs in a page mean.


@pytest.mark.parametrize("question", ["meetings Brest", "meetings Grodno", "organizations Brest"])
def test_a_page_has_a_legend_on_a_terminal_or_not(store: Store, question: str) -> None:
    view, region = question.split()

    def asked(**terminal: Any) -> list[str]:
        return lines(query.ask(store, view, Filters(region=[region])), **terminal)

    legend = ["", "? year inferred"]
    assert (asked(width=100)[-2:] == legend) is (question == "meetings Brest")
    assert asked(width=100, interactive=True) == asked(width=100)
    assert "? year inferred" not in asked(format_="markdown", interactive=True)


def test_a_question_in_a_title_is_no_inferred_year(store: Store) -> None:
    last = lines(titled(store, "Is 15?"), interactive=True)[-1]
    assert "Is 15?" in last


@pytest.mark.parametrize("view", ["conflicts", "reconciliation"])
def test_a_verdict_changed_by_hand_is_shown_as_it_is(store: Store, view: str) -> None:
    answer = query.ask(store, view)
    rows = [with_cells(answer, row, verdict="odd") for row in answer.rows]
    assert "odd  " in written(answer._replace(rows=rows))
