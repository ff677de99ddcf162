"""Questions: each filter alone and together, orders, silence explained, search and show."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest

from kzby import query
from kzby.errors import UsageError
from kzby.model.terms import Kind
from kzby.query import views
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store


def ids(store: Store, view: str, **filters: Any) -> list[str]:
    return [row["id"] for row in query.ask(store, view, Filters(**filters)).mappings()]


def notes(store: Store, view: str, **filters: Any) -> Sequence[str]:
    return query.ask(store, view, Filters(**filters)).notes


def test_meetings_come_newest_first(store: Store) -> None:
    assert ids(store, "meetings") == ["karaganda-visit", "brest-meeting"]


def test_the_timeline_goes_by_the_latest_day_plans_by_when_due_and_the_undated_last(
    store: Store,
) -> None:
    found = ids(store, "timeline")
    assert found[0] == "brest-karaganda-2009"
    assert (
        found.index("karaganda-visit")
        < found.index("brest-return-visit")
        < found.index("belarus-target")
    )
    assert found[-1] == "karaganda-dairy"
    assert len(found) == len(set(found)) == 16


def test_trade_goes_by_region_then_by_flow(store: Store) -> None:
    assert ids(store, "trade") == [
        "belarus-target",
        "brest-turnover",
        "brest-export",
        "brest-import",
        "brest-balance",
    ]


@pytest.mark.parametrize(
    ("view", "filters", "found"),
    [
        ("meetings", {"region": ["Brest"]}, ["brest-meeting"]),
        ("meetings", {"region": ["BY"]}, ["brest-meeting"]),
        ("meetings", {"region": ["Brest (town)"]}, ["brest-meeting"]),
        ("meetings", {"region": ["Brest", "Karaganda"]}, ["karaganda-visit", "brest-meeting"]),
        (
            "trade",
            {"region": ["Brest"]},
            ["brest-turnover", "brest-export", "brest-import", "brest-balance"],
        ),
        ("proposals", {"sector": ["manufacturing"]}, ["brest-dairy"]),
        ("proposals", {"side": ["KZ"]}, ["brest-culture"]),
        ("proposals", {"side": ["BY"]}, ["brest-culture", "brest-dairy"]),
        ("proposals", {"person": ["Novik"]}, ["brest-dairy"]),
        ("meetings", {"organization": ["akimat"]}, ["karaganda-visit"]),
        ("meetings", {"article": ["2020-03-02-brest"]}, ["brest-meeting"]),
        ("timeline", {"status": ["invited"]}, ["brest-return-visit"]),
        (
            "timeline",
            {"kind": ["agreement", "project"]},
            ["brest-karaganda-2009", "karaganda-dairy"],
        ),
        ("meetings", {"since": "2021"}, ["karaganda-visit"]),
        ("meetings", {"until": "2020"}, ["brest-meeting"]),
        ("meetings", {"since": "2020-03-02", "until": "2020-03-02"}, ["brest-meeting"]),
        (
            "trade",
            {"since": "2019-10-31", "until": "2019-12"},
            ["brest-turnover", "brest-export", "brest-import", "brest-balance"],
        ),
        ("trade", {"since": "2019-11", "until": "2020"}, []),
        ("plans", {"since": "2021", "until": "2021"}, ["brest-return-visit"]),
        ("projects", {"since": "1999", "until": "1999"}, ["karaganda-dairy"]),
        ("meetings", {"dates": "certain"}, ["karaganda-visit"]),
        (
            "meetings",
            {"since": "2021", "until": "2021-01-10", "dates": "certain"},
            ["karaganda-visit"],
        ),
        ("meetings", {"since": "2021-01-02", "until": "2021-01-10", "dates": "certain"}, []),
        ("plans", {"until": "2021-01", "dates": "certain"}, ["brest-return-visit"]),
        ("plans", {"since": "2020", "until": "2021-01", "dates": "certain"}, []),
        ("projects", {"dates": "possible"}, ["karaganda-dairy"]),
        ("projects", {"dates": "certain"}, []),
        ("articles", {"since": "2020", "until": "2020", "dates": "certain"}, []),
        ("people", {"region": ["Brest"]}, ["ada-novik", "bolat-serik"]),
        ("people", {"person": ["Serik"]}, ["bolat-serik"]),
        ("people", {"side": ["BY"]}, ["ada-novik"]),
        ("organizations", {"side": ["KZ"]}, ["karaganda-akimat", "wire-two"]),
        ("organizations", {"region": ["Brest"]}, ["karaganda-akimat"]),
        ("articles", {"kind": ["project"]}, ["2021-01-11-karaganda"]),
        ("regions", {"region": ["Brest"]}, ["BY-BR", "brest-town"]),
        ("regions", {"kind": ["project"]}, ["KZ", "KZ-35"]),
    ],
)
def test_filters(store: Store, view: str, filters: dict[str, Any], found: list[str]) -> None:
    assert ids(store, view, **filters) == found


def test_sectors_count_the_chosen_proposals_only(store: Store) -> None:
    everything = query.ask(store, "sectors")
    assert [row["sector"] for row in everything.mappings()] == ["culture", "dairy"]
    (dairy,) = query.ask(store, "sectors", Filters(person=["Novik"])).mappings()
    assert dairy == {
        "sector": "dairy", "label": "Dairy", "parent": "manufacturing", "isic": "1050", "proposals": 1,
        "regions": ["BY-BR", "KZ-35"], "sides": ["BY"], "speakers": ["ada-novik"], "first": "2020?-03-02",
        "last": "2020?-03-02", "articles": ["2020-03-02-brest"], "origins": ["wire-one"],
    }  # fmt: skip


@pytest.mark.parametrize("filter_", ["region", "person", "organization", "sector", "article"])
def test_each_named_filter_refuses_what_is_not_known(store: Store, filter_: str) -> None:
    with pytest.raises(UsageError, match=f"no {filter_} is called 'qqqq'"):
        ids(store, "meetings", **{filter_: ["qqqq"]})


@pytest.mark.parametrize(
    ("view", "filters", "note"),
    [
        (
            "meetings",
            {"region": ["Grodno"]},
            "no meetings match --region Grodno: nothing is recorded for Grodno Oblast.",
        ),
        (
            "agreements",
            {"sector": ["dairy"]},
            "no agreements match --sector dairy; 3 other records: kzby timeline --sector dairy",
        ),
        (
            "meetings",
            {"region": ["Brest"], "since": "2021"},
            "no meetings match --region Brest --since 2021; without --region Brest: 1; without --since 2021: 1.",
        ),
        (
            "meetings",
            {"region": ["Grodno Oblast"], "since": "2021"},
            "no meetings match --region 'Grodno Oblast' --since 2021: nothing is recorded for Grodno Oblast.",
        ),
        (
            "agreements",
            {"sector": ["dairy"], "since": "2021"},
            "no agreements match --sector dairy --since 2021; --sector dairy alone: 0; --since 2021 alone: 0.",
        ),
    ],
)
def test_silence_is_explained(store: Store, view: str, filters: dict[str, Any], note: str) -> None:
    assert list(notes(store, view, **filters)) == [note]


def test_a_date_that_is_not_certain_is_told_where_it_decided(store: Store) -> None:
    assert list(notes(store, "meetings", since="2020")) == [
        "1 record matches by a date that is inferred, only when it was told, or may lie beyond those asked for; "
        "--dates certain leaves it out."
    ]
    assert list(notes(store, "agreements", since="2009")) == []
    assert list(notes(store, "projects", until="1999")) == [
        "1 record matches by a date that is inferred, only when it was told, or may lie beyond those asked for; "
        "--dates certain leaves it out."
    ]


@pytest.mark.parametrize("typed", ["2015-13", "yesterday", ""])
def test_a_bad_date_names_its_option(store: Store, typed: str) -> None:
    with pytest.raises(UsageError, match=r"^--until: .* is not a date; write YYYY"):
        ids(store, "meetings", until=typed)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("joint dairy", ["brest-dairy"]),
        ("DAIRIES", ["brest-dairy", "karaganda-dairy", "karaganda-remark"]),
        ("Караганда agreement", ["brest-karaganda-2009"]),
        ("milk praises", ["karaganda-remark"]),
        ("joint venture", ["brest-dairy"]),
        ('"sic"', ["brest-meeting"]),
        ("sic] (Novik", ["brest-meeting"]),
        ("NOT OR", []),
        ("Novik's dairies", ["brest-dairy"]),
    ],
)
def test_search_finds_all_the_words_in_any_script(
    store: Store, words: str, found: list[str]
) -> None:
    assert sorted(row["id"] for row in query.search(store, words).mappings()) == sorted(found)


def test_search_takes_the_filters(store: Store) -> None:
    answer = query.search(store, "milk", Filters(person=["Serik"]))
    assert [row["id"] for row in answer.mappings()] == ["karaganda-remark"]
    nothing = query.search(store, "milk", Filters(person=["Novik"]))
    assert nothing.notes == (
        "no records with 'milk' match --person Novik; without --person Novik: 2.",
    )
    assert query.search(store, "qqqq", Filters(person=["Novik"])).notes == (
        "the dataset holds no records with 'qqqq'; fewer or other words may find one.",
    )


@pytest.mark.parametrize("words", ["", '"', "*", "()"])
def test_search_for_no_word_is_refused(store: Store, words: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        query.search(store, words)


@pytest.mark.parametrize(
    ("typed", "view", "first"),
    [
        ("brest-turnover", "trade", "brest-turnover"),
        ("Karaganda", "regions", "KZ-35"),
        ("Novik", "people", "ada-novik"),
        ("Karaganda Akimat", "organizations", "karaganda-akimat"),
        ("dairy", "sectors", "dairy"),
        ("2020-03-02-brest", "articles", "2020-03-02-brest"),
    ],
)
def test_show_knows_everything_by_id_or_name(
    store: Store, typed: str, view: str, first: str
) -> None:
    answer = query.show(store, typed)
    assert (answer.view, next(iter(answer.rows))[0]) == (view, first)


def test_a_town_is_asked_for_by_its_id_and_shown_with_its_own_records(store: Store) -> None:
    assert ids(store, "timeline", region=["brest-town"]) == ["brest-meeting"]
    (town,) = query.show(store, "brest-town").mappings()
    assert (town["records"], [record["id"] for record in town["named_by"]]) == (
        1,
        ["brest-meeting"],
    )


def test_a_sector_that_nobody_proposed_is_shown_all_the_same(store: Store) -> None:
    (row,) = query.show(store, "manufacturing").mappings()
    assert (row["label"], row["proposals"]) == ("Manufacturing", 0)
    assert "manufacturing" not in [row["sector"] for row in query.ask(store, "sectors").mappings()]


def test_show_says_what_else_a_name_means(store: Store) -> None:
    answer = query.show(store, "Karaganda Oblast")
    assert [row["id"] for row in answer.mappings()] == ["KZ-35"]
    assert answer.notes == ()
    (note,) = query.show(store, "oblast").notes
    assert note.endswith(
        "'oblast' also means Karaganda Oblast Akimat (karaganda-akimat): kzby show karaganda-akimat"
    )


def test_the_best_match_comes_first(store: Store) -> None:
    found = [row["id"] for row in query.search(store, "dairy").mappings()]
    assert set(found[:2]) == {"brest-dairy", "karaganda-dairy"}, (
        "these have the word in their titles"
    )
    assert found[2:] == ["karaganda-remark"], "this has it in the name of its sector alone"
    assert [row["id"] for row in query.search(store, "62000000").mappings()] == ["brest-turnover"]


@pytest.mark.parametrize("length", range(1, len("proposes") + 1))
def test_every_beginning_of_a_word_finds_it(store: Store, length: int) -> None:
    assert "brest-dairy" in [
        row["id"] for row in query.search(store, "proposes"[:length]).mappings()
    ]


def test_articles_can_be_asked_for_by_their_agency(store: Store) -> None:
    assert ids(store, "articles", organization=["Wire Two"]) == ["2021-01-11-karaganda"]


def test_the_note_on_dates_counts_the_proposals_behind_a_sector(store: Store) -> None:
    assert list(notes(store, "sectors", since="2020")) == [
        "2 records match by a date that is inferred, only when it was told, or may lie beyond those asked for; "
        "--dates certain leaves them out."
    ]


def test_the_note_on_dates_counts_the_records_behind_a_listing(store: Store) -> None:
    """A record that names two people is counted once."""
    assert ids(store, "people", since="2021") == ["ada-novik", "bolat-serik"]
    assert list(notes(store, "people", since="2021")) == [
        "1 record matches by a date that is inferred, only when it was told, or may lie beyond those asked for; "
        "--dates certain leaves it out."
    ]
    assert list(notes(store, "people", since="2020", dates="certain")) == [
        "--dates certain leaves out 3 records whose date is inferred, only when it was told, "
        "or may lie beyond those asked for."
    ]
    assert list(notes(store, "people", dates="certain")) == [
        "--dates certain leaves out 2 records whose date is inferred, only when it was told, or unknown."
    ]


def test_a_derived_figure_is_certain_if_its_own_window_is_and_its_inputs_are(copied: Path) -> None:
    article = copied / "articles" / "2020-03-02-brest.yaml"
    text = article.read_text("utf-8")
    article.write_text(
        text.replace("against: 2018-01/2018-10", "against: 2018?-01/2018?-10"), "utf-8"
    )
    inferred = open_store(copied)
    of_2019 = ["balance:brest-export:brest-import", "share:brest-export:brest-turnover"]
    assert ids(inferred, "derived") == [*of_2019, "base:brest-turnover"]
    assert ids(inferred, "derived", dates="certain") == of_2019
    assert ids(inferred, "derived", since="2019-01", until="2019-10", dates="certain") == of_2019
    assert ids(inferred, "derived", since="2019-02", until="2019-10", dates="certain") == []


def test_the_note_on_dates_counts_what_a_search_found(store: Store) -> None:
    assert query.search(store, "Novik", Filters(since="2021")).notes == (
        "1 record matches by a date that is inferred, only when it was told, or may lie beyond those asked for; "
        "--dates certain leaves it out.",
    )
    assert query.search(store, "praises", Filters(since="2021")).notes == ()


def test_what_has_no_date_comes_last(store: Store) -> None:
    assert ids(store, "projects") == ["karaganda-dairy"]
    everything = [row["date_latest"] for row in query.ask(store, "timeline").mappings()]
    assert everything.index(None) == len(everything) - 1


def test_who_tells_of_a_meeting_is_not_thereby_at_it(store: Store) -> None:
    assert ids(store, "meetings", side=["KZ"]) == ["karaganda-visit", "brest-meeting"]
    assert ids(store, "meetings", person=["Serik"]) == ["brest-meeting"]


def test_plans_without_a_due_date_are_not_forgotten(real: Store) -> None:
    (note,) = [
        note for note in notes(real, "plans", since="2017", region=["Brest"]) if "due date" in note
    ]
    assert (
        note == "8 other plans have no due date and stand by when announced: kzby plans lists all."
    )


def test_a_window_that_ends_before_it_begins_is_refused(store: Store) -> None:
    with pytest.raises(
        UsageError, match="--since 2016 is after --until 2015; give the earlier date to --since"
    ):
        ids(store, "meetings", since="2016", until="2015")


def test_a_single_name_given_as_a_string_is_refused(store: Store) -> None:
    with pytest.raises(TypeError, match="region takes a list of names, not a string"):
        query.ask(store, "meetings", Filters(region="Brest"))


def test_listings_count_only_the_records_that_the_filters_leave(store: Store) -> None:
    (kazakhstan, _) = query.ask(store, "regions", Filters(kind=["project"])).mappings()
    assert (kazakhstan["records"], kazakhstan["meetings"]) == (1, 0)


def test_show_of_a_name_of_two_things_tells_of_each_its_own(store: Store) -> None:
    answer = query.show(store, "Minsk")
    assert [(row["id"], row["named_by"]) for row in answer.mappings()] == [
        ("BY-HM", []),
        ("BY-MI", []),
    ]
    assert len(answer.notes) == 1


def test_show_tells_what_refers_to_a_record(store: Store) -> None:
    (row,) = query.show(store, "karaganda-visit").mappings()
    assert row["referred_by"] == [
        {
            "field": "fulfilled_by",
            "id": "brest-return-visit",
            "title": "Serik invites Novik to Karaganda",
        },
        {"field": "said_at", "id": "karaganda-remark", "title": "Serik praises milk"},
    ]


def test_show_of_nothing_known_proposes_the_nearest_id(store: Store) -> None:
    with pytest.raises(
        UsageError, match=r"^nothing is called 'brest-turnovr'; did you mean brest-turnover\?$"
    ):
        query.show(store, "brest-turnovr")


@pytest.mark.parametrize(
    ("typed", "near"), [("Brezt", "Brest"), ("Nowik", "Novik"), ("Cultur", "Culture")]
)
def test_show_proposes_any_name_that_is_near(store: Store, typed: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"nothing is called '{typed}'; did you mean {near}"):
        query.show(store, typed)


def test_every_kind_has_a_view(store: Store) -> None:
    assert set(views.OF_KIND) == set(get_args(Kind))
    for kind, view in views.OF_KIND.items():
        assert {row["kind"] for row in query.ask(store, view).mappings()} == {kind}
