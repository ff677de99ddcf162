"""An inferred year bears its question mark wherever it is shown.

In a copy of the real dataset the inferred years of two articles are others, which occur nowhere else: 1913? for 2013?,
1916? for 2016?. So each of them on a page comes from a date, not from an id, an address or a note.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support import LISTED

from kzby import query, render
from kzby.query.answer import Answer
from kzby.render import as_summary
from kzby.render.terminal import Terminal
from kzby.store import Store
from kzby.store.open import bundled, open_store

ARTICLES = ("2013-09-25-vitebsk-embassy", "2016-06-21-brest-atyrau")
WIDTHS = (60, 90, 130, None)
MARKED, BARE = re.compile(r"\b191\d\?"), re.compile(r"\b191\d\b(?!\?)")
# The listings whose tables show a date.
DATED = {
    "meetings", "proposals", "trade", "derived", "reconciliation", "plans", "projects", "timeline", "remarks", "counts",
    "articles", "search",
}  # fmt: skip


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The real dataset with the inferred years of the two articles moved."""
    folder = tmp_path_factory.mktemp("moved") / "data"
    shutil.copytree(bundled(), folder)
    for article in ARTICLES:
        path = folder / "articles" / f"{article}.yaml"
        path.write_text(re.sub(r"\b20(\d\d)\?", r"19\1?", path.read_text("utf-8")), "utf-8")
    return open_store(folder)


def pages(answer: Answer) -> list[str]:
    """An answer in each format for people, at several widths."""
    answer = replace(answer, rows=list(answer.rows))  # or they could be read but once
    tables = [list(render.lines(answer, "table", Terminal(width))) for width in WIDTHS]
    return ["\n".join(lines) for lines in (*tables, render.lines(answer, "markdown", Terminal()))]


def listings(store: Store) -> Iterator[tuple[str, Answer]]:
    yield from ((view, query.ask(store, view)) for view in LISTED)
    yield "search", query.search(store, "interregional")


def shown(store: Store) -> Iterator[tuple[str, Answer]]:
    """Everything that has a page of its own."""
    for table in ("record", "region", "sector", "person", "organization", "article"):
        for (id_,) in store.connection.execute(f"SELECT id FROM {table} ORDER BY id").fetchall():
            yield id_, query.show(store, id_)


def test_the_moved_years_occur_nowhere_else(real: Store) -> None:
    for name, answer in (*listings(real), *shown(real)):
        assert not any(re.search(r"\b191\d\b", page) for page in pages(answer)), name


def test_every_listing_marks_them(moved: Store) -> None:
    found = {name: pages(answer) for name, answer in listings(moved)}
    assert {name for name, texts in found.items() if all(map(MARKED.search, texts))} == DATED
    assert [name for name, texts in found.items() if any(map(BARE.search, texts))] == []


def test_every_page_marks_them(moved: Store) -> None:
    found = {id_: pages(answer) for id_, answer in shown(moved)}
    marked = {id_ for id_, texts in found.items() if all(map(MARKED.search, texts))}
    rows = moved.connection.execute(
        "SELECT record FROM mentions WHERE article IN (?, ?)", ARTICLES
    ).fetchall()
    assert len(rows) >= 70
    assert marked >= {*ARTICLES, *(record for (record,) in rows)}
    assert [id_ for id_, texts in found.items() if any(map(BARE.search, texts))] == []


def test_the_greeting_marks_them(moved: Store) -> None:
    (span,) = [line for line in as_summary.greeting(query.overview(moved)) if "News of" in line]
    assert "1913?" in span.split(" to ")[0]
    assert "(? = year inferred)" in span


def test_the_sign_is_explained_wherever_a_table_has_it(moved: Store) -> None:
    explained = {*DATED, "agreements"}  # whose inferred years are of other articles
    for name, answer in listings(moved):
        last = list(render.lines(answer, "table", Terminal(interactive=True)))[-1:]
        assert ("? = year inferred, not stated by the article" in last) is (name in explained), name
