"""Silence explained: for every filter alone, for every pair of them in every view, for some triples."""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from support import VIEWS

from kzby import query
from kzby.query.answer import Answer
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store

# Each filter at least once, as typed and as asked for; those that match much, little, and nothing at all.
TYPED: dict[str, dict[str, Any]] = {
    "--region Grodno": {"region": ["Grodno"]},
    "--region Brest": {"region": ["Brest"]},
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
NOTHING = {
    "--region Grodno": "for Grodno Oblast",
    "--organization 'Wire One'": "for Wire One",
    "--status agreed": "with the status agreed",
}
NOUNS = {
    "trade": "trade figures",
    "derived": "derived figures",
    "goods": "traded goods",
    "timeline": "records",
    "search": "records with 'milk'",
}
ASKED = [
    *(view for view in VIEWS if view not in ("records", "reconciliation")),
    "search",
]  # it has other words
ALONE = {
    "meetings": [
        "no meetings match --region Grodno: nothing is recorded for Grodno Oblast.",
        "no meetings match --organization 'Wire One': nothing is recorded for Wire One.",
        "no meetings match --sector culture; 1 other record: kzby timeline --sector culture",
        "no meetings match --kind project; 1 other record: kzby timeline --kind project",
        "no meetings match --status agreed: nothing is recorded with the status agreed.",
        "no meetings match --since 2022; 1 other record: kzby timeline --since 2022",
        "no meetings match --until 2008; 2 other records: kzby timeline --until 2008",
    ],
    "sectors": [
        "no sectors match --region Grodno: nothing is recorded for Grodno Oblast.",
        "no sectors match --organization Akimat; 2 other records: kzby timeline --organization Akimat",
        "no sectors match --organization 'Wire One': nothing is recorded for Wire One.",
        "no sectors match --kind project; 1 other record: kzby timeline --kind project",
        "no sectors match --status agreed: nothing is recorded with the status agreed.",
        "no sectors match --article karaganda; 6 other records: kzby timeline --article karaganda",
        "no sectors match --min-origins 2; 1 other record: kzby timeline --min-origins 2",
        "no sectors match --since 2022; 1 other record: kzby timeline --since 2022",
        "no sectors match --until 2008; 2 other records: kzby timeline --until 2008",
        "no sectors match --dates certain; without --dates certain: 2.",
    ],
    "trade": [
        "no trade figures match --region Grodno: nothing is recorded for Grodno Oblast.",
        "no trade figures match --person Novik; 4 other records: kzby timeline --person Novik",
        "no trade figures match --organization Akimat; 2 other records: kzby timeline --organization Akimat",
        "no trade figures match --organization 'Wire One': nothing is recorded for Wire One.",
        "no trade figures match --sector culture; 1 other record: kzby timeline --sector culture",
        "no trade figures match --side both; 3 other records: kzby timeline --side both",
        "no trade figures match --kind project; 1 other record: kzby timeline --kind project",
        "no trade figures match --status agreed: nothing is recorded with the status agreed.",
        "no trade figures match --article karaganda; 6 other records: kzby timeline --article karaganda",
        "no trade figures match --min-origins 2; 1 other record: kzby timeline --min-origins 2",
        "no trade figures match --since 2022; 1 other record: kzby timeline --since 2022",
        "no trade figures match --until 2008; 2 other records: kzby timeline --until 2008",
    ],
    "plans": [
        "no plans match --region Grodno: nothing is recorded for Grodno Oblast.",
        "no plans match --region Brest; 8 other records: kzby timeline --region Brest",
        "no plans match --organization Akimat; 2 other records: kzby timeline --organization Akimat",
        "no plans match --organization 'Wire One': nothing is recorded for Wire One.",
        "no plans match --sector culture; 1 other record: kzby timeline --sector culture",
        "no plans match --side both; 3 other records: kzby timeline --side both",
        "no plans match --kind project; 1 other record: kzby timeline --kind project",
        "no plans match --status agreed: nothing is recorded with the status agreed.",
        "no plans match --article karaganda; 6 other records: kzby timeline --article karaganda",
        "no plans match --min-origins 2; 1 other record: kzby timeline --min-origins 2",
        "no plans match --since 2022; 1 other record: kzby timeline --since 2022",
    ],
    "people": [
        "no people match --region Grodno: nothing is recorded for Grodno Oblast.",
        "no people match --organization 'Wire One': nothing is recorded for Wire One.",
        "no people match --sector culture; 1 other record: kzby timeline --sector culture",
        "no people match --side both; 3 other records: kzby timeline --side both",
        "no people match --kind project; 1 other record: kzby timeline --kind project",
        "no people match --status agreed: nothing is recorded with the status agreed.",
        "no people match --since 2022; 1 other record: kzby timeline --since 2022",
    ],
    "articles": [
        "no articles match --region Grodno: nothing is recorded for Grodno Oblast.",
        "no articles match --organization Akimat; 2 other records: kzby timeline --organization Akimat",
        "no articles match --status agreed: nothing is recorded with the status agreed.",
    ],
    "conflicts": [
        "no conflicts match --region Grodno: nothing is recorded for Grodno Oblast.",
        "no record that matches --organization Akimat is told differently by two articles; "
        "none is told by more than one.",
        "no conflicts match --organization 'Wire One': nothing is recorded for Wire One.",
        "no record that matches --sector culture is told differently by two articles; none is told by more than one.",
        "no record that matches --kind project is told differently by two articles; none is told by more than one.",
        "no conflicts match --status agreed: nothing is recorded with the status agreed.",
        "no record that matches --since 2022 is told differently by two articles; none is told by more than one.",
        "no record that matches --until 2008 is told differently by two articles; none is told by more than one.",
        "no record that matches --dates certain is told differently by two articles; none is told by more than one.",
    ],
    "search": [
        "no records with 'milk' match --region Grodno: nothing is recorded for Grodno Oblast.",
        "no records with 'milk' match --region Brest; without --region Brest: 2.",
        "no records with 'milk' match --person Novik; without --person Novik: 2.",
        "no records with 'milk' match --organization Akimat; without --organization Akimat: 2.",
        "no records with 'milk' match --organization 'Wire One': nothing is recorded for Wire One.",
        "no records with 'milk' match --sector culture; without --sector culture: 2.",
        "no records with 'milk' match --side both; without --side both: 2.",
        "no records with 'milk' match --kind project; without --kind project: 2.",
        "no records with 'milk' match --status agreed: nothing is recorded with the status agreed.",
        "no records with 'milk' match --min-origins 2; without --min-origins 2: 2.",
        "no records with 'milk' match --since 2022; without --since 2022: 2.",
        "no records with 'milk' match --until 2008; without --until 2008: 2.",
    ],
}


def asked(store: Store, view: str, words: Sequence[str]) -> Answer:
    """The answer of a view, or of a search for milk, to filters as typed."""
    filters = Filters(**{name: value for typed in words for name, value in TYPED[typed].items()})
    return (
        query.search(store, "milk", filters)
        if view == "search"
        else query.ask(store, view, filters)
    )


def explanations(answer: Answer) -> list[str]:
    return [note for note in answer.notes if note.startswith("no ")]


def together(size: int) -> list[tuple[str, ...]]:
    """Every choice of so many filters, each of another name, that one can ask for at once."""
    chosen = combinations(TYPED, size)
    named = [(words, [typed.split()[0] for typed in words]) for words in chosen]
    return [
        words
        for words, names in named
        if len(set(names)) == size and not {"--since", "--until"} <= set(names)
    ]


def test_the_filters_asked_for_are_all_there_are() -> None:
    assert {name for filters in TYPED.values() for name in filters} == set(Filters._fields)


@pytest.mark.parametrize("view", ALONE)
def test_each_filter_alone_is_explained(store: Store, view: str) -> None:
    silent = [
        answer for answer in (asked(store, view, [typed]) for typed in TYPED) if not answer.rows
    ]
    assert [note for answer in silent for note in answer.notes] == ALONE[view]


@pytest.mark.parametrize(
    ("view", "size"),
    [
        (view, size) for view in ASKED for size in (1, 2, 3) if (view, size) != ("conflicts", 1)
    ],  # it has other words
)
def test_an_explanation_is_one_sentence_and_every_number_in_it_is_that_of_the_rows(
    store: Store, view: str, size: int
) -> None:
    silent = 0
    for words in together(size):
        answer = asked(store, view, words)
        if answer.rows:
            assert explanations(answer) == [], words
        else:
            (explanation,) = explanations(answer)
            check(store, view, words, explanation)
            silent += 1
    assert silent >= (1 if size == 1 else 20)


def check(store: Store, view: str, words: Sequence[str], explanation: str) -> None:
    """Holds an explanation against what kzby answers to the filters that it names."""
    told = re.fullmatch(
        r"no (?P<noun>.+) match (?P<words>--.+?)(?P<why>: nothing is|; ).*", explanation
    )
    assert told, explanation
    assert told["noun"] == NOUNS.get(view, view)
    assert sorted(re.findall(r"--\S+ (?:'[^']*'|\S+)", told["words"])) == sorted(words), (
        "each filter as it was typed"
    )
    if told["why"] == ": nothing is":
        (silent,) = [
            typed
            for typed in words
            if explanation.endswith(f": nothing is recorded {NOTHING.get(typed)}.")
        ]
        assert not asked(store, "timeline", [silent]).rows
    elif "kzby timeline" in explanation:
        (number, command) = re.findall(r"; (\d+) other records?: kzby timeline (.+)$", explanation)[
            0
        ]
        assert (int(number), [command]) == (
            len(list(asked(store, "timeline", words).rows)),
            [*words],
        )
        assert number != "0"
    else:
        assert dict(numbers(explanation)) == expected(store, view, words), explanation


def numbers(explanation: str) -> list[tuple[str, int]]:
    """What an explanation tells: each `without X` and `X alone`, with its number of rows."""
    told = explanation.rstrip(".").partition("; ")[2].split("; ")
    return [(what, int(number)) for what, number in (part.rsplit(": ", 1) for part in told)]


def expected(store: Store, view: str, words: Sequence[str]) -> Mapping[str, int]:
    """The rows without each filter, of those that emptied the answer; if no single one did, the rows of each alone."""
    others = {typed: [other for other in words if other != typed] for typed in words}
    without = {
        f"without {typed}": len(list(asked(store, view, rest).rows))
        for typed, rest in others.items()
    }
    alone = {f"{typed} alone": len(list(asked(store, view, [typed]).rows)) for typed in words}
    return {what: rows for what, rows in without.items() if rows} or alone


def test_what_is_in_the_listing_but_in_no_record_is_not_called_unrecorded(store: Store) -> None:
    """The agency is listed; it is its side that is another."""
    answer = query.ask(store, "organizations", Filters(organization=["Wire One"], side=["KZ"]))
    assert list(answer.notes) == [
        "no organizations match --organization 'Wire One' --side KZ; "
        "without --organization 'Wire One': 2; without --side KZ: 1."
    ]


def test_without_certain_dates_a_window_lets_in_what_is_possible(store: Store) -> None:
    answer = query.ask(store, "proposals", Filters(since="2020", until="2020", dates="certain"))
    assert list(answer.notes) == [
        "no proposals match --since 2020 --until 2020 --dates certain; without --dates certain: 2."
    ]


def test_a_view_without_any_row_says_so_whatever_is_asked(copied: Path) -> None:
    article = copied / "articles" / "2021-01-11-karaganda.yaml"
    text = article.read_text("utf-8")
    article.write_text(text[: text.index("  - kind: remark")], "utf-8")
    answer = query.ask(open_store(copied), "remarks", Filters(region=["Brest"]))
    assert list(answer.notes) == ["the dataset holds no remarks."]
