"""What is known and not read, and what an empty answer says of it."""

import pytest
from support import cases, filters, notes, written
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.query.filters import Filters
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
    assert written(answer, width=width) == snapshot


@pytest.mark.parametrize(("words", "said"), cases("known-articles"))
def test_an_empty_answer_ends_with_what_is_known(tied: Store, words: str, said: str) -> None:
    assert notes(tied, "agreements", **filters(words))[-1] == said


def test_only_a_region_makes_an_empty_answer_tell_what_is_known(tied: Store) -> None:
    assert len(notes(tied, "agreements", side=["KZ"])) == 1
