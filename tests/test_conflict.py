"""What articles tell differently: which fields are compared, how two values go together, and how it is told."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from support import Run

from kzby import query
from kzby.derive import conflicts
from kzby.derive.conflicts import Conflict
from kzby.model import kinds
from kzby.model.fields import Edtf
from kzby.model.kinds import Mention
from kzby.model.terms import Status, Verdict
from kzby.query.filters import Filters
from kzby.render import words
from kzby.store import Store, records
from kzby.store.open import open_store

CONFLICT, REVISED, AGREE = "conflict", "revised", "agree"
INSIDE = {
    ("BY", "BY"),
    ("BY", "BY-BR"),
    ("BY", "brest-town"),
    ("BY-BR", "BY-BR"),
    ("BY-BR", "brest-town"),
}

HEAD = {"id": "a-record", "title": "A record", "quote": "a record"}
OF_KIND: dict[str, dict[str, Any]] = {
    "meeting": {"form": "meeting"},
    "plan": {"status": "planned", "speaker": "article"},
    "proposal": {"status": "proposed", "speaker": "article", "sector": "dairy"},
    "project": {"status": "planned", "speaker": "article", "stage": "planned"},
    "trade": {
        "region": "BY",
        "partner": "KZ",
        "flow": "export",
        "value": "62 million",
        "unit": "USD",
    },
    "goods": {"region": "BY", "partner": "KZ", "flow": "export", "name": "milk"},
    "count": {"speaker": "article", "value_text": "some", "unit": "companies", "of": "companies"},
}


def article(agency: str, published: str) -> kinds.Article:
    card = {
        "id": "an-article",
        "headline": "An article",
        "publisher": "a-paper",
        "dating": "Printed in the header.",
    }
    text = {"url": "https://example.org", "sha256": "0" * 64}
    return kinds.Article.model_validate({**card, **text, "agency": agency, "published": published})


def mention(
    kind: str, told: dict[str, Any], agency: str = "one", published: str = "2020"
) -> Mention:
    written = {"kind": kind, **HEAD, **OF_KIND[kind], **told}
    given = {name: value for name, value in written.items() if value is not None}
    return Mention(
        article(agency, published),
        kinds.RECORDS[kind].model_validate(given),
        "articles/a.yaml",
        1,
    )


def found(mentions: Sequence[Mention]) -> list[Conflict]:
    return list(
        conflicts.conflicts(mentions, records.merged([one.record for one in mentions]), INSIDE)
    )


def verdicts(
    kind: str, *told: dict[str, Any], agencies: Sequence[str] = ("one", "two", "three")
) -> dict[str, Verdict]:
    """The verdict of each field that articles of these agencies tell differently, one article a year."""
    cards = zip(told, agencies, ("2020", "2021", "2022"), strict=False)
    return {one.field: one.verdict for one in found([mention(kind, *card) for card in cards])}


# Which fields are compared.


def test_all_that_an_article_states_is_compared_but_words_and_lists() -> None:
    head = ("date", "status", "speaker", "side", "said_at")
    assert {kind: conflicts.compared(scheme) for kind, scheme in kinds.RECORDS.items()} == {
        "meeting": (*head, "form", "place"),
        "plan": (*head, "place", "due", "outcome", "fulfilled_by"),
        "proposal": (*head, "sector", "form"),
        "project": (*head, "place", "stage"),
        "agreement": (*head, "signed", "term"),
        "trade": (
            *head,
            "region",
            "partner",
            "period",
            "flow",
            "value",
            "sign",
            "change",
            "against",
            "basis",
        ),
        "goods": (*head, "name", "region", "partner", "flow", "hs"),
        "count": (*head, "value"),
        "remark": head,
    }


def test_each_compared_field_is_a_column_of_its_kind_and_so_has_a_type(store: Store) -> None:
    for kind, scheme in kinds.RECORDS.items():
        sql = "SELECT name FROM dictionary WHERE view IN (?, ? || 's')"
        columns = {name for (name,) in store.connection.execute(sql, (kind, kind))}
        assert set(conflicts.compared(scheme)) <= columns, kind


def test_what_articles_tell_alike_is_no_conflict() -> None:
    told = {"date": "2020-03-02", "place": "BY-BR"}
    assert verdicts("meeting", told, told, told) == {}


def test_what_only_one_article_states_is_no_conflict() -> None:
    assert verdicts("plan", {}, {"due": "2021", "place": "BY-BR"}, {"side": "KZ"}) == {}
    assert verdicts("count", {"value": "900"}, {}) == {}


def test_a_default_is_not_what_an_article_states() -> None:
    assert verdicts("meeting", {}, {"status": "under-way", "speaker": "ada-novik"}) == {}


def test_titles_notes_quotes_printed_words_and_lists_are_never_in_conflict() -> None:
    told = {
        "title": "B",
        "note": "B",
        "quote": "b",
        "date_text": "b",
        "regions": ["KZ"],
        "people": ["b"],
    }
    assert (
        verdicts(
            "meeting",
            {"date_text": "a", "regions": ["BY"]},
            {**told, "participants": [{"role": "b"}]},
        )
        == {}
    )
    assert (
        verdicts("count", {"value": "3"}, {"value": "3", "of": "firms", "value_text": "three"})
        == {}
    )


def test_every_date_of_a_record_is_compared_as_a_date() -> None:
    fields = [item for scheme in kinds.RECORDS.values() for item in scheme.model_fields.items()]
    dates = {name for name, field in fields if Edtf in get_args(field.annotation)}
    assert dates == set(conflicts.DATES)


# How two values go together.


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("2020?-03-02", "2020-03-02", AGREE),
        ("2020-03", "2020-03-02", AGREE),
        ("2020-03-01/2020-03-03", "2020-03-03", AGREE),
        ("XXXX-03-02", "2020-03-02", AGREE),
        ("2020-03-02", "2020-03-03", CONFLICT),
        ("2020?-03-02", "2021-03-02", CONFLICT),
    ],
)
def test_dates_agree_if_they_can_mean_one_day(one: str, other: str, verdict: Verdict) -> None:
    assert verdicts("meeting", {"date": one}, {"date": other}) == {"date": verdict}
    assert verdicts("plan", {"due": one}, {"due": other}) == {"due": verdict}


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("2019", "2019-01/2019-12", AGREE),
        ("2019?-01/2019?-10", "2019-01/2019-10", AGREE),
        ("2019-01/2019-10", "2019", CONFLICT),
        ("2019-01/2019-10", "2019-01/2019-11", CONFLICT),
    ],
)
def test_windows_agree_only_if_they_cover_the_same_days(
    one: str, other: str, verdict: Verdict
) -> None:
    assert verdicts("trade", {"period": one}, {"period": other}) == {"period": verdict}
    told = {"change": "10", "change_kind": "percent"}
    assert verdicts("trade", {**told, "against": one}, {**told, "against": other}) == {
        "against": verdict
    }


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ({"value": "22.3 million"}, {"value": "22 million", "hedge": "about"}, AGREE),
        ({"value": "62 million", "hedge": "almost"}, {"value": "62 million"}, AGREE),
        (
            {"value": "62 million", "hedge": "over"},
            {"value": "70 million", "hedge": "up-to"},
            AGREE,
        ),
        ({"value": "62 million", "hedge": "almost"}, {"value": "62.1 million"}, CONFLICT),
        ({"value": "62 million"}, {"value": "62 billion"}, CONFLICT),
        ({"value": "62 million"}, {"value": "62 million", "unit": "KZT"}, CONFLICT),
        ({"value": "62 million"}, {"value": "62.4 million", "unit": "KZT"}, CONFLICT),
    ],
)
def test_figures_of_one_unit_agree_if_their_ranges_overlap(
    one: dict[str, str], other: dict[str, str], verdict: Verdict
) -> None:
    assert verdicts("trade", one, other) == {"value": verdict}


def test_a_number_printed_with_more_digits_is_no_other_number() -> None:
    assert verdicts("trade", {"value": "62 million"}, {"value": "62.0 million"}) == {}


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("period", "2019", "2020"),
        ("region", "BY-BR", "BY"),
        ("partner", "KZ", "KZ-35"),
        ("flow", "export", "import"),
        ("basis", "actual", "target"),
    ],
)
def test_figures_of_unlike_things_never_agree_by_their_numbers(
    field: str, one: str, other: str
) -> None:
    told = [{field: one, "value": "62 million"}, {field: other, "value": "62.4 million"}]
    assert verdicts("trade", *told) == {field: CONFLICT, "value": CONFLICT}
    revised = verdicts("trade", *told, agencies=("one", "one"))
    assert revised == {field: REVISED, "value": CONFLICT}, (
        "nobody revises a figure by telling of another thing"
    )


def test_figures_of_one_window_written_in_two_ways_can_agree() -> None:
    told = [
        {"period": "2019", "value": "62 million"},
        {"period": "2019-01/2019-12", "value": "62.4 million"},
    ]
    assert verdicts("trade", *told) == {"period": AGREE, "value": AGREE}


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (("72.5", "percent"), ("72", "percent"), AGREE),
        (("40", "percent"), ("1.4", "multiple"), AGREE),
        (("7.5", "percent"), ("107.5", "index"), AGREE),
        (("-12.3", "percent"), ("87.7", "index"), AGREE),
        (("107.5", "percent"), ("107.5", "index"), CONFLICT),
        (("1.4", "multiple"), ("1.6", "multiple"), CONFLICT),
    ],
)
def test_changes_are_compared_however_they_are_told(
    one: tuple[str, str], other: tuple[str, str], verdict: Verdict
) -> None:
    told = [{"change": change, "change_kind": kind} for change, kind in (one, other)]
    assert verdicts("trade", *told) == {"change": verdict}


def test_changes_against_other_windows_never_agree_by_their_numbers() -> None:
    told = [
        {"change": change, "change_kind": "percent", "against": against}
        for change, against in (("72.5", "2018"), ("72", "2017"))
    ]
    assert verdicts("trade", *told) == {"change": CONFLICT, "against": CONFLICT}


def test_a_deficit_is_no_surplus_whatever_its_size() -> None:
    balance = {"flow": "balance", "value": "5 million"}
    told = [{**balance, "sign": "surplus"}, {**balance, "sign": "deficit", "hedge": "about"}]
    assert verdicts("trade", *told) == {"value": CONFLICT, "sign": CONFLICT}


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ({"low": "2", "high": "3"}, {"value": "3"}, AGREE),
        ({"low": "2", "high": "3"}, {"low": "3", "high": "5"}, AGREE),
        ({"low": "2", "high": "3"}, {"value": "4"}, CONFLICT),
        ({"value": "900", "hedge": "about"}, {"value": "950"}, AGREE),
        ({"value": "600"}, {"value": "601"}, CONFLICT),
        ({"value": "900"}, {"value": "900", "unit": "firms"}, CONFLICT),
        (
            {"value": "900", "date": "2019"},
            {"value": "900", "hedge": "about", "date": "2020"},
            CONFLICT,
        ),
    ],
)
def test_counts_of_one_unit_and_time_agree_if_their_ranges_overlap(
    one: dict[str, str], other: dict[str, str], verdict: Verdict
) -> None:
    assert verdicts("count", one, other)["value"] == verdict


def test_a_place_agrees_with_one_that_lies_in_it() -> None:
    assert verdicts("meeting", {"place": "brest-town"}, {"place": "BY-BR"}) == {"place": AGREE}
    assert verdicts("meeting", {"place": "BY"}, {"place": "brest-town"}) == {"place": AGREE}
    assert verdicts("meeting", {"place": "brest-town"}, {"place": "KZ-35"}) == {"place": CONFLICT}


def test_whose_trade_it_is_never_agrees_with_a_part_of_it() -> None:
    told = [{"region": "BY", "name": "milk"}, {"region": "BY-BR", "name": "Milk"}]
    assert verdicts("goods", *told) == {"name": AGREE, "region": CONFLICT}


@pytest.mark.parametrize(
    ("kind", "field", "one", "other"),
    [
        ("plan", "speaker", "article", "ada-novik"),
        ("proposal", "form", "training", "cooperation"),
        ("meeting", "form", "event", "forum"),
        ("project", "stage", "unclear", "operating"),
    ],
)
def test_a_word_that_leaves_a_thing_open_contradicts_none(
    kind: str, field: str, one: str, other: str
) -> None:
    assert verdicts(kind, {field: one}, {field: other}) == {field: AGREE}


@pytest.mark.parametrize(
    ("kind", "field", "one", "other"),
    [
        ("plan", "speaker", "ada-novik", "bolat-serik"),
        ("plan", "side", "KZ", "BY"),
        ("plan", "said_at", "a-meeting", "another-meeting"),
        ("meeting", "form", "meeting", "talks"),
        ("proposal", "sector", "dairy", "culture"),
        ("goods", "hs", "04", "40"),
        ("goods", "flow", "export", "import"),
    ],
)
def test_other_words_that_differ_are_a_conflict(
    kind: str, field: str, one: str, other: str
) -> None:
    assert verdicts(kind, {field: one}, {field: other}) == {field: CONFLICT}


# What a later article revises.


def test_a_later_article_of_the_same_agency_revises() -> None:
    told = [{"value": "62 million"}, {"value": "65 million"}]
    assert verdicts("trade", *told, agencies=("one", "one")) == {"value": REVISED}
    assert verdicts("trade", *told, agencies=("one", "two")) == {"value": CONFLICT}


def test_of_articles_that_may_be_of_one_day_neither_revises_the_other() -> None:
    dates = [("one", "2020-03-02/2020-03-03"), ("one", "2020-03-03")]
    told = [
        mention("plan", {"due": due}, *card)
        for due, card in zip(("2021", "2022"), dates, strict=True)
    ]
    assert [one.verdict for one in found(told)] == [CONFLICT]


def test_a_unit_is_not_revised() -> None:
    told = [{"value": "62 million"}, {"value": "65 million", "unit": "KZT"}]
    assert verdicts("trade", *told, agencies=("one", "one")) == {"value": CONFLICT}


@pytest.mark.parametrize(
    ("kind", "field", "before", "after"),
    [
        ("plan", "status", "invited", "agreed"),
        ("plan", "status", "hoped", "planned"),
        ("project", "status", "planned", "under-way"),
        ("meeting", "status", "under-way", "held"),
        ("project", "stage", "idea", "construction"),
        ("plan", "outcome", "not-fulfilled", "fulfilled"),
    ],
)
def test_a_later_state_revises_an_earlier_one_but_not_the_reverse(
    kind: str, field: str, before: str, after: str
) -> None:
    assert verdicts(kind, {field: before}, {field: after}) == {field: REVISED}
    assert verdicts(kind, {field: after}, {field: before}) == {field: CONFLICT}


def test_words_of_one_step_do_not_revise_each_other() -> None:
    assert verdicts("plan", {"status": "invited"}, {"status": "offered"}) == {"status": CONFLICT}


def test_what_fulfilled_a_plan_is_revised_with_its_outcome() -> None:
    partly = {"outcome": "partly-fulfilled", "fulfilled_by": "a-visit"}
    wholly = {"outcome": "fulfilled", "fulfilled_by": "another-visit"}
    assert verdicts("plan", partly, wholly) == {"outcome": REVISED, "fulfilled_by": REVISED}
    assert verdicts("plan", partly, {**partly, "fulfilled_by": "another-visit"}) == {
        "fulfilled_by": CONFLICT
    }


def test_every_status_but_reported_has_its_step() -> None:
    assert set(conflicts.STEPS["status"]) == {*get_args(Status)} - {"reported"}


# Three articles, and the value that answers give.


def test_of_three_articles_the_gravest_verdict_counts() -> None:
    told = [{"date": "2020-03"}, {"date": "2020-03-02"}, {"date": "2020-03-03"}]
    assert verdicts("meeting", *told) == {"date": CONFLICT}
    assert verdicts("meeting", *told, agencies=("one", "two", "two")) == {"date": REVISED}
    assert verdicts("meeting", *told[:2], told[1]) == {"date": AGREE}


def used(kind: str, *told: dict[str, Any]) -> dict[str, str | None]:
    """The year of the article whose value answers give, by field."""
    mentions = [mention(kind, one, published=str(year)) for year, one in enumerate(told, 2020)]
    return {
        one.field: one.used.mention.article.published if one.used else None
        for one in found(mentions)
    }


def test_answers_give_the_oldest_value_and_the_latest_outcome() -> None:
    told = [
        {"due": "2021", "outcome": "fulfilled"},
        {"due": "2022", "outcome": "not-fulfilled"},
        {"due": "2021", "outcome": "fulfilled"},
    ]
    assert used("plan", *told) == {"due": "2020", "outcome": "2022"}


def test_answers_may_give_none_of_the_values() -> None:
    change = {"value": None, "unit": None, "change": "10", "change_kind": "percent"}
    assert used("trade", change, {"value": "62 million"}, {"value": "65 million"}) == {
        "value": None
    }


# How it is told.

TABLE = """\
Novik meets Serik [sic] in Brest  brest-meeting
  form      meeting                Wire One, 2020-03-02-brest; used, the oldest
  conflict  talks                  Wire Two, 2021-01-11-karaganda
  date      2020?-03-02            Wire One, 2020-03-02-brest; used, the oldest
  agree     2020-03-02             Wire Two, 2021-01-11-karaganda

Trade of Brest Oblast with Kazakhstan  brest-turnover
  value     almost 62 million USD  Wire One, 2020-03-02-brest; used, the oldest
  conflict  65 million USD         Wire Two, 2021-02-01-karaganda
            64.6 million USD       Wire One, 2021-03-01-brest
  change    +72.5%                 Wire One, 2020-03-02-brest; used, the oldest
  agree     1.7 times              Wire Two, 2021-02-01-karaganda

Brest Oblast plans a fair  brest-fair
  due       2020-09                Wire Two, from Wire One, 2020-04-06-brest; used, the oldest
  conflict  2020-10                Wire Two, 2021-02-01-karaganda
  outcome   not fulfilled          Wire Two, 2021-02-01-karaganda
  revised   fulfilled              Wire One, 2021-03-01-brest; used, the latest
  speaker   not attributed         Wire Two, from Wire One, 2020-04-06-brest; used, the oldest
  agree     Bolat Serik            Wire Two, 2021-02-01-karaganda
            not attributed         Wire One, 2021-03-01-brest

Companies in Karaganda Oblast  karaganda-companies
  value     about 900 companies    Wire Two, 2021-01-11-karaganda; used, the oldest
  conflict  1,000 enterprises      Wire Two, 2021-02-01-karaganda

Serik invites Novik to Karaganda  brest-return-visit
  status    invited                Wire One, 2020-03-02-brest; used, the oldest
  revised   agreed                 Wire Two, 2021-02-01-karaganda

Import of Brest Oblast from Kazakhstan  brest-import
  value     117,500 USD            Wire One, 2020-03-02-brest; used, the oldest
  revised   119,200 USD            Wire Two, from Wire One, 2020-04-06-brest

Novik visits Karaganda Oblast  karaganda-visit
  date      by 2021-01-10          Wire Two, 2021-01-11-karaganda; used, the oldest
  revised   2021-01-12             Wire Two, 2021-02-01-karaganda

Brest Oblast and Karaganda Akimat have an agreement  brest-karaganda-2009
  signed    2009                   Wire One, 2020-03-02-brest; used, the oldest
  agree     2009-05                Wire Two, from Wire One, 2020-04-06-brest

Export of Brest Oblast to Kazakhstan  brest-export
  value     60.9 million USD       Wire One, 2020-03-02-brest; used, the oldest
  agree     about 61 million USD   Wire Two, 2021-02-01-karaganda
"""


def test_the_gravest_come_first_each_value_beside_who_states_it(
    kzby: Run, told_twice: Path
) -> None:
    outcome = kzby("conflicts", "--data", told_twice)
    assert (outcome.code, outcome.out, outcome.err) == (0, TABLE, "")


def test_a_narrow_screen_has_who_states_a_value_below_it(kzby: Run, told_twice: Path) -> None:
    outcome = kzby(
        "conflicts", "--kind", "plan", "--status", "invited", "--data", told_twice, columns=36
    )
    assert outcome.out == (
        "Serik invites Novik to Karaganda\n"
        "brest-return-visit\n"
        "  status  invited\n"
        "    Wire One, 2020-03-02-brest;\n"
        "    used, the oldest\n"
        "  revised  agreed\n"
        "    Wire Two, 2021-02-01-karaganda\n"
    )


def test_the_data_has_the_values_as_they_are(kzby: Run, told_twice: Path) -> None:
    (row,) = json.loads(kzby("conflicts", "--article", "2020-04-06-brest", "--kind", "trade", "-f", "json",
                             "--data", told_twice).out)  # fmt: skip
    assert {name: row[name] for name in ("id", "kind", "field", "type", "verdict", "used", "told")} == {
        "id": "brest-import", "kind": "trade", "field": "value", "type": "number", "verdict": "revised",
        "used": "2020-03-02-brest",
        "told": [
            {
                "value": 117500, "low": 117450, "high": 117550, "unit": "USD", "hedge": None, "sign": None,
                "article": "2020-03-02-brest", "publisher": "wire-one", "agency": "wire-one",
                "published": "2020?-03-02/2020?-03-03", "quote": "import $117,500",
                "file": "articles/2020-03-02-brest.yaml", "line": 104,
            },
            {
                "value": 119200, "low": 119150, "high": 119250, "unit": "USD", "hedge": None, "sign": None,
                "article": "2020-04-06-brest", "publisher": "wire-two", "agency": "wire-one",
                "published": "2020-04-06", "quote": "import $119,200",
                "file": "articles/2020-04-06-brest.yaml", "line": 12,
            },
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (
            {"kind": ["meeting"]},
            ["brest-meeting form", "brest-meeting date", "karaganda-visit date"],
        ),
        ({"region": ["BY-BR"], "kind": ["meeting"]}, ["brest-meeting form", "brest-meeting date"]),
        (
            {"article": ["2020-04-06-brest"], "since": "2019-10", "until": "2019"},
            ["brest-import value"],
        ),
        ({"status": ["invited"]}, ["brest-return-visit status"]),
        ({"sector": ["dairy"]}, []),
    ],
)
def test_the_filters_are_those_of_the_records(
    told_twice: Path, filters: dict[str, Any], expected: list[str]
) -> None:
    rows = query.ask(open_store(told_twice), "conflicts", Filters(**filters)).mappings()
    assert [f"{row['id']} {row['field']}" for row in rows] == expected


def test_a_spreadsheet_has_a_row_a_field_and_its_values_in_one_cell(
    kzby: Run, told_twice: Path
) -> None:
    out = kzby("conflicts", "--status", "invited", "-f", "csv", "--data", told_twice).out
    (row,) = csv.DictReader(out.splitlines())
    assert [row[name] for name in ("id", "field", "type", "verdict")] == [
        "brest-return-visit", "status", "word", "revised",
    ]  # fmt: skip
    first, second = row["told"].split("; ")
    assert second.startswith("agreed |  |  |  |  |  | 2021-02-01-karaganda | wire-two | wire-two |")
    assert first == (
        "invited |  |  |  |  |  | 2020-03-02-brest | wire-one | wire-one | 2020?-03-02/2020?-03-03 | "
        "invited to come no later than January | articles/2020-03-02-brest.yaml | 51"
    )


def test_markdown_has_a_line_a_field(kzby: Run, told_twice: Path) -> None:
    out = kzby("conflicts", "--status", "invited", "-f", "markdown", "--data", told_twice).out
    assert out == (
        "| verdict | what | field | told | id |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| revised | Serik invites Novik to Karaganda | status "
        "| invited (Wire One, 2020-03-02-brest; used, the oldest); agreed (Wire Two, 2021-02-01-karaganda) "
        "| brest-return-visit |\n"
    )


SHEET = """\
told differently
  value     almost 62 million USD  Wire One, 2020-03-02-brest; used, the oldest
  conflict  65 million USD         Wire Two, 2021-02-01-karaganda
            64.6 million USD       Wire One, 2021-03-01-brest
  change    +72.5%                 Wire One, 2020-03-02-brest; used, the oldest
  agree     1.7 times              Wire Two, 2021-02-01-karaganda

referred to by
  related  Export of Brest Oblast to Kazakhstan  brest-export
"""


def test_show_puts_what_differs_behind_the_evidence(kzby: Run, told_twice: Path) -> None:
    out = kzby("show", "brest-turnover", "--data", told_twice, columns=90).out
    assert out[out.index("\ntold") + 1 :] == SHEET
    assert "told differently" not in kzby("show", "karaganda-dairy", "--data", told_twice).out


def test_the_data_of_show_has_what_conflicts_has(told_twice: Path, kzby: Run) -> None:
    store = open_store(told_twice)
    (turnover,) = query.show(store, "brest-turnover").mappings()
    names = ("field", "type", "verdict", "used", "told")
    assert {each["field"]: each for each in turnover["conflicts"]} == {
        row["field"]: {name: row[name] for name in names}
        for row in query.ask(store, "conflicts").mappings()
        if row["id"] == "brest-turnover"
    }
    out = kzby("show", "brest-import", "-f", "csv", "--data", told_twice).out
    (row,) = csv.DictReader(out.splitlines())
    *first, values = row["conflicts"].split(" | ", 4)
    assert first == ["value", "number", "revised", "2020-03-02-brest"]
    assert [each["value"] for each in json.loads(values)] == [117500, 119200]


def test_values_are_told_in_words(copied: Path) -> None:
    path = copied / "articles" / "2021-01-11-karaganda.yaml"
    again = path.read_text("utf-8").split("records:")[0].replace("2021-01-11", "2021-02-01")
    again += """
records:
  - {kind: count, id: karaganda-two-or-three, title: Visits, low: "3", value_text: three or more, unit: visits,
     of: visits, speaker: article, quote: three or more}
  - {kind: count, id: karaganda-companies, title: Companies, high: "5,000", value_text: no more, unit: companies,
     of: companies, speaker: article, quote: no more than}
  - {kind: meeting, id: brest-meeting, title: A meeting, form: round-table, place: KZ-35, quote: a meeting}
  - {kind: goods, id: export-milk, title: Milk, name: dried milk, region: BY, partner: KZ, flow: export, hs: "19",
     quote: dried milk}
  - {kind: plan, id: brest-return-visit, title: A visit, status: invited, speaker: ada-novik, due: 2022,
     outcome: not-fulfilled, fulfilled_by: brest-meeting, quote: a visit}
"""
    (copied / "articles" / "2021-02-01-karaganda.yaml").write_text(again, "utf-8")
    answer = query.ask(open_store(copied), "conflicts")
    worded = {
        (row["id"], row["field"]): [value for value, _ in words.versions(row, answer.labels)]
        for row in answer.mappings()
    }
    assert worded == {
        ("brest-meeting", "date"): ["2020?-03-02", "2020-03-02"],
        ("brest-meeting", "form"): ["meeting", "talks", "round table"],
        ("brest-meeting", "place"): ["Brest (town)", "Karaganda Oblast"],
        ("brest-return-visit", "speaker"): ["Bolat Serik", "Ada Novik"],
        ("brest-return-visit", "due"): ["by 2021-01", "2022"],
        ("brest-return-visit", "outcome"): ["fulfilled", "not fulfilled"],
        ("brest-return-visit", "fulfilled_by"): ["karaganda-visit", "brest-meeting"],
        ("export-milk", "name"): ["milk powder", "dried milk"],
        ("export-milk", "hs"): ["04", "19"],
        ("karaganda-companies", "speaker"): ["Bolat Serik", "not attributed"],
        ("karaganda-companies", "value"): ["about 900 companies", "up to 5,000 companies"],
        ("karaganda-two-or-three", "value"): ["2 to 3 visits", "at least 3 visits"],
    }


SHARED = "No disagreements about the 1 record that several articles report."


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ([], SHARED),
        (["--region", "Karaganda"], SHARED),
        (["--kind", "trade"], "No disagreements: no such record appears in two articles."),
        (["--region", "Grodno"], "Nothing is recorded about Grodno Oblast."),
    ],
)
def test_that_articles_tell_nothing_differently_is_said_with_how_much_they_share(
    copied: Path, kzby: Run, line: list[str], note: str
) -> None:
    path = copied / "articles" / "2021-01-11-karaganda.yaml"
    alike = path.read_text("utf-8").replace("form: talks", "form: meeting")
    path.write_text(alike.replace("date: 2020-03-02", "date: 2020?-03-02"), "utf-8")
    outcome = kzby("conflicts", *line, "--data", copied)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", f"kzby: {note}\n")


def test_the_verdicts_are_explained_where_they_are_shown(
    kzby: Run, told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    verdicts = "agree: can be the same; revised: a later report or state; used: what answers give"
    year = "? = year inferred, not stated by the article"

    def last(*line: str) -> str:
        return kzby(*line, "--data", told_twice, columns=150).out.splitlines()[-1]

    assert last("conflicts") == f"{year} · {verdicts}"
    assert last("conflicts", "--kind", "plan") == verdicts
    assert last("show", "brest-turnover") == f"{year} · {verdicts}"
    assert verdicts not in last("show", "brest-balance")
    assert verdicts not in last("conflicts", "-f", "json")


def test_a_deficit_is_told_as_one_not_as_a_number_below_zero(copied: Path, kzby: Run) -> None:
    for name, hedge, amount in (
        ("2020-03-02-brest", "hedge: about", 5),
        ("2021-01-11-karaganda", "note: B", 7),
    ):
        path = copied / "articles" / f"{name}.yaml"
        balance = f"""
  - {{kind: trade, id: grodno-balance, title: A balance, region: BY-HR, partner: KZ, period: 2019, flow: balance,
     sign: deficit, value: {amount} million, unit: USD, {hedge}, quote: a deficit}}
"""
        path.write_text(path.read_text("utf-8") + balance, "utf-8")
    *_, told = kzby(
        "conflicts", "--kind", "trade", "-f", "markdown", "--data", copied
    ).out.splitlines()
    assert told == (
        "| conflict | A balance | value "
        "| deficit of about 5 million USD (Wire One, 2020-03-02-brest; used, the oldest); "
        "deficit of 7 million USD (Wire Two, 2021-01-11-karaganda) | grodno-balance |"
    )
    shown = kzby("show", "grodno-balance", "--data", copied).out.splitlines()
    (value, *_) = (line.split(maxsplit=1)[1] for line in shown if line.startswith("  value "))
    assert value == "deficit of about 5 million USD (read as 4 million to 6 million)"


def test_that_answers_give_none_of_the_values_is_told(copied: Path, kzby: Run) -> None:
    path = copied / "articles" / "2020-03-02-brest.yaml"
    path.write_text(path.read_text("utf-8").replace("    date: 2020?-03-02\n", ""), "utf-8")
    again = path.parent / "2021-01-11-karaganda.yaml"
    text = (
        again.read_text("utf-8").split("  - kind: project")[0].replace("2021-01-11", "2021-02-01")
    )
    text = text.replace("date: 2020-03-02", "date: 2020-03-03").replace(
        "form: talks", "form: meeting"
    )
    (path.parent / "2021-02-01-karaganda.yaml").write_text(text, "utf-8")
    out = kzby("conflicts", "--kind", "meeting", "--data", copied, columns=90).out
    assert out[out.index("  date") :] == (
        "  date      2020-03-02    Wire Two, 2021-01-11-karaganda\n"
        "  revised   2020-03-03    Wire Two, 2021-02-01-karaganda\n"
        "            none is used  the article that answers follow states none\n"
    )
