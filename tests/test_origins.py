"""Articles and origins told apart: several articles of one agency are one origin."""

from pathlib import Path
from typing import Any

import pytest
from support import VIEWS, Run

from kzby import query
from kzby.errors import UsageError
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store


def ids(store: Store, view: str, **filters: Any) -> list[str]:
    return [row[0] for row in query.ask(store, view, Filters(**filters)).rows]


def told(store: Store, view: str, **filters: Any) -> tuple[str, ...]:
    return query.ask(store, view, Filters(**filters)).notes


def test_every_answer_that_lists_articles_has_their_origins_beside_them(store: Store) -> None:
    """The listing of articles has the agency of each."""
    for view in VIEWS:
        rows = store.connection.execute(
            "SELECT name FROM dictionary WHERE view = ? ORDER BY position", (view,)
        )
        names = [name for (name,) in rows]
        if "articles" in names:
            assert names[names.index("articles") + 1] == "origins", view
        else:
            assert view == "articles"


def test_the_origins_of_a_record_are_the_agencies_each_once(tied: Store) -> None:
    rows = {row["id"]: row for row in query.ask(tied, "timeline").mappings()}
    assert {id_: row["origins"] for id_, row in rows.items() if len(row["articles"]) > 1} == {
        "brest-meeting": ["wire-one", "wire-two"]
    }
    assert rows["brest-dairy-again"]["origins"] == ["wire-two"], (
        "whose report it is, not who published it"
    )


def test_two_articles_of_one_agency_are_one_origin(copied: Path, kzby: Run) -> None:
    article = copied / "articles" / "2021-01-11-karaganda.yaml"
    article.write_text(
        article.read_text("utf-8").replace("agency: wire-two", "agency: wire-one"), "utf-8"
    )
    out = kzby("show", "brest-meeting", "--data", copied).out
    assert "\nevidence  2 articles, 1 origin\n" in out
    assert kzby("meetings", "--min-origins", "2", "--data", copied).err == (
        "kzby: no meetings match --min-origins 2: nothing is recorded from at least 2 news agencies.\n"
    )


@pytest.mark.parametrize(
    ("view", "least", "found"),
    [
        ("meetings", 1, ["karaganda-visit", "brest-meeting"]),
        ("meetings", 2, ["brest-meeting"]),
        ("meetings", 3, []),
        ("proposals", 2, []),
        ("sectors", 2, ["dairy"]),
        ("people", 2, ["ada-novik", "bolat-serik"]),
        ("organizations", 2, ["karaganda-akimat"]),
        ("derived", 2, []),
        ("regions", 2, ["BY", "BY-BR", "brest-town", "KZ", "KZ-35"]),
        ("articles", 2, ["2021-01-11-karaganda", "2020-03-02-brest"]),
    ],
)
def test_every_row_left_has_at_least_so_many_origins(
    tied: Store, view: str, least: int, found: list[str]
) -> None:
    assert ids(tied, view, min_origins=least) == found


def test_the_origins_of_a_sector_are_those_of_the_proposals_that_the_filters_leave(
    tied: Store,
) -> None:
    assert ids(tied, "sectors", min_origins=2, region=["Brest"]) == ["dairy"]
    assert told(tied, "sectors", min_origins=2, region=["Karaganda"]) == (
        "no sectors match --region Karaganda --min-origins 2; "
        "without --region Karaganda: 1; without --min-origins 2: 2.",
    )


def test_the_note_on_dates_counts_the_proposals_of_the_sectors_with_so_many_origins(
    tied: Store,
) -> None:
    assert told(tied, "sectors", min_origins=2, since="2020") == (
        "1 record matches by a date that is inferred, only when it was told, or may lie beyond those asked for; "
        "--dates certain leaves it out.",
    )


def test_search_takes_it_too(tied: Store) -> None:
    assert ids_of_search(tied, "Novik", min_origins=2) == ["brest-meeting"]


def ids_of_search(store: Store, words: str, **filters: Any) -> list[str]:
    return [row["id"] for row in query.search(store, words, Filters(**filters)).mappings()]


def test_articles_say_how_few_origins_they_are(tied: Store, real: Store) -> None:
    assert told(tied, "articles") == ("3 articles, 2 origins: Wire One, Wire Two.",)
    assert told(tied, "articles", organization=["Wire Two"]) == ("2 articles, 1 origin: Wire Two.",)
    assert told(tied, "articles", article=["2020-03-02-brest"]) == ()
    assert told(real, "articles") == ("5 articles, 1 origin: BelTA.",)


def test_the_articles_at_hand_have_one_origin(real: Store) -> None:
    assert {tuple(row["origins"]) for row in query.ask(real, "timeline").mappings()} == {("belta",)}
    assert ids(real, "timeline", min_origins=2) == []


@pytest.mark.parametrize("least", [0, -1])
def test_fewer_than_one_origin_cannot_be_asked_for(store: Store, least: int) -> None:
    with pytest.raises(
        UsageError,
        match=f"^--min-origins cannot be {least}; whatever is recorded has at least 1 origin$",
    ):
        ids(store, "meetings", min_origins=least)


@pytest.mark.parametrize("view", ["people", "organizations", "regions", "sectors", "meetings"])
def test_origins_are_the_agencies_of_the_articles_not_their_publishers(
    told_twice: Path, view: str
) -> None:
    store = open_store(told_twice)
    cards = {card["id"]: card for card in query.ask(store, "articles").mappings()}
    assert any(card["agency"] != card["publisher"] for card in cards.values())
    rows = [row for row in query.ask(store, view).mappings() if row["articles"]]
    assert rows
    for row in rows:
        assert set(row["origins"]) == {cards[article]["agency"] for article in row["articles"]}
