"""Questions: each filter alone and together, orders, search, show and the names that are typed."""

from pathlib import Path
from typing import Any, get_args

import pytest
from support import BREST, answered, cases, edit, filters, ids, notes, questions

from kzby import query
from kzby.errors import UsageError
from kzby.model.terms import Kind
from kzby.query import names, views
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store


@pytest.mark.parametrize(("question", "expected"), cases("filters"))
def test_filters(store: Store, question: str, expected: str) -> None:
    view, _, words = question.partition(" ")
    assert ids(store, view, **filters(words)) == expected.split()


def test_whether_there_are_rows_is_known_before_they_are_read(store: Store) -> None:
    for region, empty in (("Brest", False), ("Grodno", True)):
        answer = query.ask(store, "meetings", Filters(region=[region]))
        assert answer.empty is empty is not bool(list(answer.rows))


@pytest.mark.parametrize(("question", "columns", "expected"), questions("answers-invented"))
def test_an_answer_is_about_what_the_filters_leave(
    store: Store, question: str, columns: str, expected: str
) -> None:
    assert answered(store, question, columns) == list(map(str.strip, expected.splitlines()))


@pytest.mark.parametrize(("words", "sentence"), cases("refused-filters"))
def test_what_is_no_filter_is_refused(store: Store, words: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=f"^{sentence}"):
        ids(store, "meetings", **filters(words))


def test_a_single_name_given_as_a_string_is_refused(store: Store) -> None:
    with pytest.raises(TypeError, match="region takes a list of names, not a string"):
        ids(store, "meetings", region="Brest")


@pytest.mark.parametrize(("question", "begins"), cases("uncertain-dates"))
def test_an_uncertain_date_that_decided_is_noted(store: Store, question: str, begins: str) -> None:
    """A record that names two people is counted once."""
    view, words = question.split(" ", 1)
    said = notes(store, view, **filters(words))
    assert len(said) == bool(begins)
    assert all(note.startswith(begins) for note in said)


def test_a_derived_figure_is_certain_if_its_own_period_is_and_its_inputs_are(copied: Path) -> None:
    edit(copied / BREST, "against: 2018-01/2018-10", "against: 2018?-01/2018?-10")
    inferred = open_store(copied)
    of_2019 = ["balance:brest-export:brest-import", "share:brest-export:brest-turnover"]
    assert ids(inferred, "derived") == [*of_2019, "base:brest-turnover"]
    assert ids(inferred, "derived", dates="certain") == of_2019
    assert ids(inferred, "derived", since="2019-01", until="2019-10", dates="certain") == of_2019
    assert ids(inferred, "derived", since="2019-02", until="2019-10", dates="certain") == []


def test_plans_without_a_due_date_are_not_forgotten(real: Store) -> None:
    said = notes(real, "plans", since="2017", region=["Brest"])
    assert "11 more plans have no due date: kzby plans --region Brest" in said


def test_a_note_says_where_there_is_more(real: Store) -> None:
    (sectors,) = notes(real, "proposals", region=["Brest"])
    assert sectors == "What each side wants, by sector: kzby sectors --region Brest"
    (others,) = notes(real, "remarks", person=["Lis"])
    more = len(ids(real, "timeline", person=["Lis"])) - len(ids(real, "remarks", person=["Lis"]))
    assert others == f"{more} other records: kzby timeline --person Lis"
    assert notes(real, "remarks", region=["Brest"]) == []


def hits(store: Store, words: str, **filters: Any) -> list[str]:
    return [row["id"] for row in query.search(store, words, Filters(**filters)).mappings()]


@pytest.mark.parametrize(("words", "expected"), cases("searches"))
def test_search_finds_words_in_any_script(store: Store, words: str, expected: str) -> None:
    assert sorted(hits(store, words)) == expected.split()


@pytest.mark.parametrize("length", range(1, len("proposes") + 1))
def test_every_beginning_of_a_word_finds_it(store: Store, length: int) -> None:
    assert "brest-dairy" in hits(store, "proposes"[:length])


def test_the_best_match_comes_first(store: Store) -> None:
    *in_the_title, in_the_sector = hits(store, "dairy")
    assert set(in_the_title) == {"brest-dairy", "karaganda-dairy"}
    assert in_the_sector == "karaganda-remark"
    assert hits(store, "export") == ["export-milk", "brest-export"], "whose words are fewer"


def test_more_matches_than_are_ranked_are_listed_by_id(many: Path) -> None:
    listed = hits(open_store(many), "meets")
    assert len(listed) == 10_002
    assert listed == sorted(listed)


def test_search_takes_the_filters(store: Store) -> None:
    assert hits(store, "milk", person=["Serik"]) == ["karaganda-remark"]
    (uncertain,) = query.search(store, "Novik", Filters(since="2021")).notes()
    assert uncertain.startswith("1 record has an uncertain date")
    assert list(query.search(store, "praises", Filters(since="2021")).notes()) == []


@pytest.mark.parametrize("words", ["", '"', "*", "()"])
def test_search_for_no_word_is_refused(store: Store, words: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        query.search(store, words)


@pytest.mark.parametrize(("typed", "view", "first"), cases("shown"))
def test_show_knows_all_by_id_or_name(store: Store, typed: str, view: str, first: str) -> None:
    answer = query.show(store, typed)
    assert (answer.view, next(iter(answer.rows))[0], list(answer.notes())) == (view, first, [])


def test_a_town_is_shown_with_its_own_records(store: Store) -> None:
    (town,) = query.show(store, "brest-town").mappings()
    named_by = [record["id"] for record in town["named_by"]]
    assert (town["records"], named_by) == (1, ["brest-meeting"])


def test_show_says_what_else_a_name_means(store: Store) -> None:
    both = query.show(store, "Minsk")
    shown = [(row["id"], row["named_by"]) for row in both.mappings()]
    assert shown == [("BY-HM", []), ("BY-MI", [])]
    assert len(list(both.notes())) == 1
    (note,) = query.show(store, "oblast").notes()
    also = "Karaganda Oblast Akimat (karaganda-akimat): kzby show karaganda-akimat"
    assert note.endswith(f"also means {also}")


def test_show_has_what_refers_to_a_record(store: Store) -> None:
    (row,) = query.show(store, "karaganda-visit").mappings()
    visit = "Serik invites Novik to Karaganda"
    assert [tuple(reference.values()) for reference in row["referred_by"]] == [
        ("fulfilled_by", "brest-return-visit", visit, "plan", "fulfilled"),
        ("said_at", "karaganda-remark", "Serik praises milk", "remark", None),
    ]
    (remark,) = query.show(store, "karaganda-remark").mappings()
    (at,) = remark["belongs_to"]
    assert (at["field"], at["id"]) == ("said_at", "karaganda-visit")
    assert remark["titles"] == [{"title": "akim of the oblast"}]


def test_show_proposes_any_name_that_is_near(store: Store) -> None:
    typed_near = "Brezt Brest, Nowik Novik, Cultur Culture, brest-turnovr brest-turnover"
    for typed, near in map(str.split, typed_near.split(", ")):
        with pytest.raises(UsageError, match=rf"'{typed}' is not known; did you mean {near}\?$"):
            query.show(store, typed)


def test_every_kind_has_a_view(store: Store) -> None:
    assert set(views.OF_KIND) == set(get_args(Kind))
    for kind, view in views.OF_KIND.items():
        assert {row["kind"] for row in query.ask(store, view).mappings()} == {kind}


def test_people_are_found_by_words_of_a_title_or_name(store: Store) -> None:
    def found(*words: str) -> list[str]:
        return [row["id"] for row in query.people(store, words, Filters()).mappings()]

    assert found("governor") == found("Gov") == found("novik") == ["ada-novik"]
    assert found("akim", "Serik") == ["bolat-serik"]
    assert found("akim", "novik") == []


def test_people_of_a_region_come_before_those_who_only_spoke_of_it(real: Store) -> None:
    listed = query.people(real, [], Filters(region=["Kostanay"], side=["KZ"])).mappings()
    at = {row["id"]: place for place, row in enumerate(listed)}
    assert at["kumar-aksakalov"] < at["arman-abenov"] < at["elena-plekhanova"]


def test_organizations_are_found_by_words_of_any_name_or_their_type(real: Store) -> None:
    def found(*words: str) -> list[str]:
        return [row["id"] for row in query.organizations(real, words, Filters()).mappings()]

    assert found("tractor", "minsk") == found("company", "Минский", "тракторный") == ["mtz"]
    assert found("tractor", "nowhere") == []


def test_a_title_is_one_of_the_time_that_is_asked_for(real: Store) -> None:
    """An article of 2013 or later names Zhaksylykov, but those that call him ambassador are of 2024 and 2025."""

    def found(word: str) -> list[str]:
        filters = Filters(since="2013", until="2013", side=["KZ"])
        return [row["id"] for row in query.people(real, [word], filters).mappings()]

    assert found("ambassador") == ["yergali-bulegenov"]
    assert found("Zhaksylykov") == ["timur-zhaksylykov"]


def test_the_nearest_figures_are_told_if_an_amount_is_not_found(store: Store) -> None:
    told = list(query.search(store, "61 mln").notes())
    nearest = "Nearest: 60,900,000 USD (brest-export), 62,000,000 USD (brest-turnover)."
    assert told == ["There are no records with '61 mln'.", nearest]
    for huge in (f"{'9' * 5000} bln", f"1.{'9' * 5000} bln"):
        (first, *_) = query.search(store, huge).notes()
        assert first == f"There are no records with {huge!r}."


def test_figures_of_a_whole_year_come_before_those_of_a_part_of_it(real: Store) -> None:
    found = hits(real, "turnover 2017")
    whole, part = "brest-2018-national-turnover", "karaganda-13-turnover-2017"
    assert found.index(whole) < found.index(part)


@pytest.mark.parametrize(("typed", "id_"), cases("searches-by-unit"))
def test_a_record_is_found_by_its_unit_and_year(real: Store, typed: str, id_: str) -> None:
    assert id_ in hits(real, typed)


@pytest.mark.parametrize(("typed", "why"), cases("fruitless"))
def test_a_fruitless_search_says_which_word_is_to_blame(store: Store, typed: str, why: str) -> None:
    assert list(query.search(store, typed).notes())[1:] == [why]


# What a person types is understood in any spelling, or answered with the nearest known name.


@pytest.mark.parametrize(("kind", "typed", "id_"), cases("spellings"))
def test_a_name_in_any_spelling(store: Store, kind: str, typed: str, id_: str) -> None:
    assert names.find(store.connection, kind, typed) == ((id_,), None)


def test_a_name_of_two_places_means_both_and_says_so(store: Store) -> None:
    found, note = names.find(store.connection, "region", "Minsk")
    assert found == ("BY-HM", "BY-MI")
    assert str(note).startswith("'Minsk' means Minsk (city) (BY-HM) and Minsk Oblast (BY-MI)")


@pytest.mark.parametrize(("kind", "typed", "hint"), cases("unknown-names"))
def test_an_unknown_name(store: Store, kind: str, typed: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        names.find(store.connection, kind, typed)
    begins = f"no {kind} is called {typed!r}"
    assert str(caught.value).startswith(f"{begins}; {hint} " if hint else f"{begins}. ")
    assert f"'kzby {names.VIEW_OF[kind]}'" in str(caught.value)


@pytest.mark.parametrize(("kind", "typed", "offered"), cases("completions"))
def test_completion_offers_names(store: Store, kind: str, typed: str, offered: str) -> None:
    assert names.complete(store.connection, kind, typed) == offered.split()
