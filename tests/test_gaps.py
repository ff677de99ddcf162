"""What is known and not read, and what an empty answer says of it."""

import pytest
from support import cases, filters, notes
from syrupy.assertion import SnapshotAssertion

from kzby import query, render
from kzby.query import findings
from kzby.query.filters import Filters
from kzby.render.terminal import Terminal
from kzby.store import Store


def test_a_known_article_counts_for_its_regions_and_what_these_lie_in(tied: Store) -> None:
    rows = query.ask(tied, "gaps", Filters(region=["BY"])).mappings()
    unread = {(row["region"], row["year"]): row["unread"] for row in rows if row["unread"]}
    assert unread == {
        ("BY", "2020"): ["brest-fair"],
        ("BY", None): ["minsk-talk"],
        ("BY-BR", "2020"): ["brest-fair"],
        ("BY-MI", None): ["minsk-talk"],
    }


@pytest.mark.parametrize("width", [60, 100])
def test_the_table_has_a_line_a_region(
    tied: Store, width: int, snapshot: SnapshotAssertion
) -> None:
    answer = query.ask(tied, "gaps", Filters())
    assert "\n".join(render.lines(answer, "table", Terminal(width))) == snapshot


def test_silent_years_are_named_and_numbers_kept_apart(tied: Store) -> None:
    answer = query.ask(tied, "gaps", Filters(region=["Brest"])).kept()
    row = {**next(answer.mappings()), "articles": []}
    rows = [{**row, "year": year, "read": 12, "known": 13} for year in ("2017", "2018", "2020")]
    cells = [tuple(row[name] for name in answer.names) for row in rows]
    head, line, *_ = render.lines(answer._replace(rows=cells, findings=()), "table", Terminal(60))
    assert (head, line) == ("        17  18  20  ?", "Brest  12° 12° 12°  ·  36/39")
    (_, silent, *_) = findings.headed(answer._replace(rows=cells)).findings
    assert (str(silent), silent.ids) == ("No article is known to be of 2019.", ["2019"])


def test_what_is_not_read_is_listed_by_name(tied: Store) -> None:
    *_, last = render.lines(query.ask(tied, "gaps"), "table", Terminal())
    assert last.endswith("which says why: brest-fair, minsk-talk.")


@pytest.mark.parametrize(("words", "said"), cases("known-articles"))
def test_an_empty_answer_ends_with_what_is_known(tied: Store, words: str, said: str) -> None:
    assert notes(tied, "agreements", **filters(words))[-1] == said


def test_only_a_region_makes_an_empty_answer_tell_what_is_known(tied: Store) -> None:
    assert len(notes(tied, "agreements", side=["KZ"])) == 1
