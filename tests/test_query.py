"""Questions: each filter alone and together, orders, search, show and the names that are typed."""

from pathlib import Path
from typing import Any

import pytest
from support import answered, cases, filters, ids, notes, questions

from kzby import query
from kzby.errors import UsageError
from kzby.query import names, search, show
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store


@pytest.mark.parametrize(("question", "expected"), cases("filters"))
def test_filters(store: Store, question: str, expected: str) -> None:
    view, _, words = question.partition(" ")
    assert ids(store, view, **filters(words)) == expected.split()


@pytest.mark.parametrize("side", ["BY", "KZ", "both"])
def test_sides_of_a_meeting_are_what_the_filter_by_side_tests(real: Store, side: str) -> None:
    rows = list(query.ask(real, "meetings").mappings())
    sides = ["BY", "KZ"] if side == "both" else [side]
    of_these = [row["id"] for row in rows if {*sides} <= {*row["sides"]}]
    assert ids(real, "meetings", side=[side]) == of_these
    assert len(of_these) > 40


@pytest.mark.parametrize(("question", "columns", "expected"), questions("answers-invented"))
def test_an_answer_is_about_what_the_filters_leave(
    store: Store, question: str, columns: str, expected: str
) -> None:
    assert answered(store, question, columns) == list(map(str.strip, expected.splitlines()))


@pytest.mark.parametrize(("words", "sentence"), cases("refused-filters"))
def test_what_is_no_filter_is_refused(store: Store, words: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=f"^{sentence}"):
        ids(store, "meetings", **filters(words))


@pytest.mark.parametrize(("question", "begins"), cases("uncertain-dates"))
def test_an_uncertain_date_that_decided_is_noted(store: Store, question: str, begins: str) -> None:
    """A record that names two people is counted once."""
    view, words = question.split(" ", 1)
    said = notes(store, view, **filters(words))
    assert len(said) == bool(begins)
    assert all(note.startswith(begins) for note in said)


def hits(store: Store, words: str, **filters: Any) -> list[str]:
    return [row["id"] for row in search.search(store, words, Filters(**filters)).mappings()]


@pytest.mark.parametrize(("words", "expected"), cases("searches"))
def test_search_finds_words_in_any_script(store: Store, words: str, expected: str) -> None:
    assert sorted(hits(store, words)) == expected.split()


def test_more_matches_than_are_ranked_are_listed_by_id(many: Path) -> None:
    listed = hits(open_store(many), "meets")
    assert len(listed) == 10_002
    assert listed == sorted(listed)


@pytest.mark.parametrize("amount", [f"{'9' * 5000} bln", f"1.{'9' * 5000} bln"], ids=len)
def test_an_amount_of_many_digits_is_found_nowhere(store: Store, amount: str) -> None:
    first, *_ = search.search(store, amount).notes()
    assert first == f"Nothing is recorded with {amount!r}."


@pytest.mark.parametrize(("typed", "view", "first"), cases("shown"))
def test_show_knows_all_by_id_or_name(store: Store, typed: str, view: str, first: str) -> None:
    answer = show.show(store, typed)
    assert (answer.view, next(iter(answer.rows))[0], list(answer.notes())) == (view, first, [])


# What a person types is understood in any spelling, or answered with the nearest known name.


@pytest.mark.parametrize(("kind", "typed", "id_"), cases("spellings"))
def test_a_name_in_any_spelling(store: Store, kind: str, typed: str, id_: str) -> None:
    assert names.find(store, kind, typed) == ((id_,), None)


@pytest.mark.parametrize(("kind", "typed", "hint"), cases("unknown-names"))
def test_an_unknown_name(store: Store, kind: str, typed: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        names.find(store, kind, typed)
    begins = f"no {kind} is called {typed!r}"
    assert str(caught.value).startswith(f"{begins}; {hint} " if hint else f"{begins}. ")
    assert f"'kzby {names.VIEW_OF[kind]}'" in str(caught.value)


@pytest.mark.parametrize(("kind", "typed", "offered"), cases("completions"))
def test_completion_offers_names(store: Store, kind: str, typed: str, offered: str) -> None:
    assert names.complete(store, kind, typed) == offered.split()
