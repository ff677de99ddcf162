"""An inferred year bears its question mark wherever it is shown.

In a copy of the invented dataset every year is inferred, and of a century that occurs nowhere else: 1920? for 2020.
So each of them on a page comes from a date, not from an id, an address or a note.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import LISTED, lines, written

from kzby import query
from kzby.query import citation, search, show
from kzby.query.answer import Answer
from kzby.render import as_summary
from kzby.store import Store
from kzby.store.open import open_store

DATES = re.compile(r"(?m)^ +(date|period|against|due|signed|published): .*$")
YEAR = re.compile(r"\b(?:20(\d\d)\??|XXXX)")
# Citations, on the pages of people, have such a year in brackets.
MARKED, BARE = re.compile(r"\b19[012]\d\?"), re.compile(r"\b19[012]\d\b(?![?\]])")
# The listings whose tables show no date, but for the years in which two articles disagree.
UNDATED = {"goods", "regions", "organizations", "gaps"}


@pytest.fixture(scope="module")
def moved(told_twice: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The invented dataset with each year moved and inferred."""
    folder = shutil.copytree(told_twice, tmp_path_factory.mktemp("moved") / "data")
    for path in folder.glob("articles/*.yaml"):
        text = path.read_text("utf-8").replace("Published on", "Written on")
        text = DATES.sub(lambda line: YEAR.sub(lambda year: f"19{year[1] or 20}?", line[0]), text)
        path.write_text(text, "utf-8")
    return open_store(folder)


def pages(answer: Answer) -> list[str]:
    """An answer in each format for people, at several widths."""
    answer = answer._replace(rows=list(answer.rows))  # or they could be read but once
    tables = [written(answer, width=width) for width in (60, 130, None)]
    return [*tables, written(answer, "markdown")]


def listings(store: Store) -> Iterator[tuple[str, Answer]]:
    yield from ((view, query.ask(store, view)) for view in LISTED)
    yield "search", search.search(store, "Novik")


def shown(store: Store) -> Iterator[tuple[str, Answer]]:
    """Everything that has a page of its own."""
    for table in ("record", "region", "sector", "person", "organization", "article"):
        for (id_,) in store.connection.execute(f"SELECT id FROM {table} ORDER BY id").fetchall():
            yield id_, show.show(store, id_)


def test_the_moved_years_occur_nowhere_else(store: Store) -> None:
    for name, answer in (*listings(store), *shown(store)):
        assert not any(re.search(r"\b19[012]\d\b", page) for page in pages(answer)), name


def test_every_listing_marks_them(moved: Store) -> None:
    found = {name: pages(answer) for name, answer in listings(moved)}
    assert {name for name, texts in found.items() if not all(map(MARKED.search, texts))} == UNDATED
    bare = {name for name, texts in found.items() if any(map(BARE.search, texts))}
    assert bare == {"gaps"}  # it counts articles by year, and says that these are inferred too


def test_every_page_marks_them(moved: Store) -> None:
    found = {id_: pages(answer) for id_, answer in shown(moved)}
    marked = {id_ for id_, texts in found.items() if all(map(MARKED.search, texts))}
    sql = "SELECT id FROM record UNION SELECT id FROM article"
    assert marked >= {id_ for (id_,) in moved.connection.execute(sql)}
    assert [id_ for id_, texts in found.items() if any(map(BARE.search, texts))] == []


def test_the_greeting_marks_them(moved: Store) -> None:
    greeting = as_summary.greeting(citation.overview(moved))
    (span,) = [line for line in greeting if "News dated" in line]
    assert span.startswith("News dated Mar 1920? to ")
    assert "(? = year inferred)" in span


def test_the_sign_is_explained_wherever_a_table_has_it(moved: Store) -> None:
    for name, answer in listings(moved):
        *_, last = lines(answer)
        assert ("? year inferred" in last) is (name not in UNDATED), name
