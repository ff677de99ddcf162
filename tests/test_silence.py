"""Silence explained: in every view for each filter and every other pair, in some for triples."""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from support import VIEWS, answered, cases, filters, lines, notes, written
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.errors import UsageError
from kzby.query import findings, search, show
from kzby.query.answer import Answer
from kzby.query.filters import Filters
from kzby.store import Store

# Each filter at least once, as typed: those that match much, little, and nothing at all.
TYPED: dict[str, dict[str, Any]] = {
    "--region Grodno": {"region": ["Grodno"]},
    "--region Brest": {"region": ["Brest"]},
    "--with Karaganda": {"with_": ["Karaganda"]},
    "--person Novik": {"person": ["Novik"]},
    "--organization Akimat": {"organization": ["Akimat"]},
    "--organization 'Wire One'": {"organization": ["Wire One"]},
    "--sector culture": {"sector": ["culture"]},
    "--side both": {"side": ["both"]},
    "--kind project": {"kind": ["project"]},
    "--status agreed": {"status": ["agreed"]},
    "--article karaganda": {"article": ["karaganda"]},
    "--min-origins 2": {"min_origins": 2},
    "--since 2022": {"since": "2022"},
    "--until 2008": {"until": "2008"},
    "--dates certain": {"dates": "certain"},
}
NOTHING = {  # with the only filters that leave nothing of the invented dataset
    "Nothing is recorded about Grodno Oblast.": "--region Grodno",
    "Nothing is recorded about Wire One.": "--organization 'Wire One'",
    "Nothing is recorded with the status agreed.": "--status agreed",
}
ASKED = [*(view for view in VIEWS if view not in ("records", "reconciliation", "gaps")), "search"]


def asked(store: Store, view: str, words: Sequence[str]) -> Answer:
    """The answer of a view, or of a search for milk, to filters as typed."""
    filters = Filters(**{name: value for typed in words for name, value in TYPED[typed].items()})
    if view == "search":
        return search.search(store, "milk", filters)
    return query.ask(store, view, filters)


def together(size: int) -> list[tuple[str, ...]]:
    """Every choice of so many filters, no two of one name, that is not a period before its beginning."""
    return [
        words
        for words in combinations(TYPED, size)
        if len({typed.split()[0] for typed in words}) == size
        and not {"--since 2022", "--until 2008"} <= set(words)
    ]


def test_every_filter_is_among_those_asked() -> None:
    assert {name for filters in TYPED.values() for name in filters} == set(Filters._fields)


@pytest.mark.parametrize(
    ("view", "size"),
    [
        *((view, size) for view in ASKED for size in (1, 2)),
        *((view, 3) for view in ("sectors", "plans", "people")),
    ],
)
def test_an_explanation_is_a_sentence_with_true_numbers(store: Store, view: str, size: int) -> None:
    explained = 0
    for words in together(size)[::size]:
        answer = asked(store, view, words)
        explanations = [note for note in answer.notes() if re.match("No", note)]
        assert len(explanations) == answer.empty, words
        for each in explanations:  # why, or all that was typed
            assert NOTHING[each] in words if each in NOTHING else all(w in each for w in words)
            explained += 1
    assert explained >= (1 if size == 1 else 20)


@pytest.mark.parametrize(("question", "note"), cases("silence"))
def test_silence_is_explained(store: Store, question: str, note: str) -> None:
    view, words = question.split(" ", 1)
    first, *_ = notes(store, view, **filters(words))
    assert first == note


# What is known and not read.


def test_a_known_article_counts_for_its_regions_and_what_these_lie_in(tied: Store) -> None:
    rows = answered(tied, "gaps region=BY", "region year unread")
    assert {row for row in rows if not row.endswith("|")} == {
        *("BY | 2020 | brest-fair", "BY | - | minsk-talk"),
        *("BY-BR | 2020 | brest-fair", "BY-MI | - | minsk-talk"),
    }


@pytest.mark.parametrize("width", [60, 100])
def test_a_table_has_a_line_a_region(tied: Store, width: int, snapshot: SnapshotAssertion) -> None:
    answer = query.ask(tied, "gaps", Filters())
    assert written(answer, width=width) == snapshot


def test_silent_years_are_named_and_numbers_kept_apart(tied: Store) -> None:
    answer = query.ask(tied, "gaps", Filters(region=["Brest"])).kept()
    row = {**next(answer.mappings()), "articles": []}
    rows = [{**row, "year": year, "read": 12, "known": 13} for year in ("2017", "2018", "2020")]
    cells = [tuple(row[name] for name in answer.names) for row in rows]
    head, line, *_ = lines(answer._replace(rows=cells, findings=()), width=60)
    assert (head, line) == ("               17  18  20  ?", "Brest   36/39 12° 12° 12°  ·")
    (_, silent, *_) = findings.headed(answer._replace(rows=cells)).findings
    assert (str(silent), silent.ids) == ("No article is known to be of 2019.", ["2019"])


def test_what_is_not_read_is_shown_with_its_reason(tied: Store) -> None:
    why = "brest-fair is known but not coded, “A fair in Brest”. Kazakhstan only in a list"
    for ask in (show.show, show.cite):
        with pytest.raises(UsageError, match=why):
            ask(tied, "brest-fair")
