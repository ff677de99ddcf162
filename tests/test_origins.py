"""Articles and origins: several articles of one agency are one origin."""

from collections import Counter
from pathlib import Path

import pytest
from support import VIEWS, cases, filters, ids

from kzby import query
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "articles"])
def test_every_answer_that_lists_articles_lists_their_origins(store: Store, view: str) -> None:
    """The listing of articles has the agency of each."""
    names = query.ask(store, view).names
    assert names[names.index("articles") + 1] == "origins"


@pytest.mark.parametrize("view", ["people", "organizations", "regions", "timeline"])
def test_origins_are_the_agencies_not_the_publishers(told_twice: Path, view: str) -> None:
    store = open_store(told_twice)
    cards = {card["id"]: card for card in query.ask(store, "articles").mappings()}
    assert any(card["agency"] != card["publisher"] for card in cards.values())
    rows = [row for row in query.ask(store, view).mappings() if row["articles"]]
    assert any(len(row["origins"]) > 1 for row in rows)
    for row in rows:
        agencies = [cards[article]["agency"] for article in row["articles"]]
        assert sorted(row["origins"]) == sorted(set(agencies))


@pytest.mark.parametrize(("question", "expected"), cases("origins"))
def test_every_row_left_has_so_many_origins(tied: Store, question: str, expected: str) -> None:
    view, words = question.split(" ", 1)
    assert ids(tied, view, **filters(words)) == expected.split()


def test_sectors_and_regions_count_only_records_with_so_many_origins(real: Store) -> None:
    proposals, sectors, regions = (
        query.ask(real, view, Filters(min_origins=2)).mappings()
        for view in ("proposals", "sectors", "regions")
    )
    of_sector = Counter(row["sector"] for row in proposals)
    assert of_sector
    assert {row["sector"]: row["proposals"] for row in sectors} == of_sector
    brest = next(row["records"] for row in regions if row["id"] == "BY-BR")
    assert brest == len(ids(real, "timeline", min_origins=2, region=["Brest"]))


def test_what_others_only_announce_is_held_by_the_word_of_one(real: Store) -> None:
    left = ids(real, "timeline", min_origins=2)
    assert "premiers-meeting" in left
    alone = []
    for row in query.ask(real, "conflicts").mappings():
        if row["field"] in ("status", "stage") and row["verdict"] != "agree":
            told = {each["article"]: (each["value"], each["agency"]) for each in row["told"]}
            value, _ = told[row["used"]]
            if len({agency for other, agency in told.values() if other == value}) < 2:
                alone.append(row["id"])
    assert len(alone) > 2
    assert {*alone}.isdisjoint(left)
