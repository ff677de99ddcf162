"""The real dataset: sound, complete, and right where people ask first; proven on the texts where they are at hand."""

import re
from itertools import chain
from typing import Any

import pytest
from support import ROOT, TEXTS, needs_texts

from kzby import query
from kzby.load import dataset
from kzby.load.dataset import Dataset
from kzby.query import names
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import bundled


@pytest.fixture(scope="module")
def loaded() -> Dataset:
    """The dataset that comes with kzby."""
    return dataset.load(bundled())


def ask(real: Store, view: str, **filters: Any) -> list[dict[str, Any]]:
    return list(query.ask(real, view, Filters(**filters)).mappings())


def test_it_is_sound_and_not_empty(loaded: Dataset) -> None:
    assert loaded.problems == ()
    assert len(loaded.articles) >= 5
    assert len(loaded.records) >= 170


def test_every_first_level_region_is_known(loaded: Dataset) -> None:
    codes = {region.id for region in loaded.regions if region.type in ("oblast", "city")}
    assert codes == {
        *("BY-BR", "BY-HM", "BY-HO", "BY-HR", "BY-MA", "BY-MI", "BY-VI"),
        *(
            "KZ-10",
            "KZ-11",
            "KZ-15",
            "KZ-19",
            "KZ-23",
            "KZ-27",
            "KZ-31",
            "KZ-33",
            "KZ-35",
            "KZ-39",
            "KZ-43",
            "KZ-47",
        ),
        *("KZ-55", "KZ-59", "KZ-61", "KZ-62", "KZ-63", "KZ-71", "KZ-75", "KZ-79"),
    }


def test_titles_and_notes_are_short_and_ids_fit_a_table(loaded: Dataset) -> None:
    for mention in chain.from_iterable(loaded.records.values()):
        assert len(mention.record.title) <= 90, mention.record.id
        assert len(mention.record.id) <= 28, mention.record.id
        assert len(mention.record.note or "") <= 250, mention.record.id


def test_an_inferred_year_is_marked_wherever_it_appears(loaded: Dataset) -> None:
    """The texts of these two articles print no year for their own events."""
    inferred = {"2016-06-21-brest-atyrau", "2013-09-25-vitebsk-embassy"}
    assert inferred <= {card.id for card in loaded.articles}
    for mention in chain.from_iterable(loaded.records.values()):
        if mention.article.id in inferred:
            dates = mention.record.model_dump(
                include={"date", "period", "due", "against", "signed"}, exclude_none=True
            )
            assert all("?" in date for date in dates.values()), mention.record.id


def test_an_event_has_a_date_only_if_it_is_printed_for_it_or_for_its_whole(loaded: Dataset) -> None:
    records = {mention.record.id: mention.record for (mention, *_) in loaded.records.values()}
    for event in (
        record for record in records.values() if record.kind == "meeting" and record.date
    ):
        wholes = [records[id_] for id_ in event.related]
        printed = {record.date for record in (event, *wholes) if record.date_text}
        assert event.date in printed, event.id
    assert records["mogilev-ambassador-meeting"].date is None


def test_an_unattributed_remark_says_that_the_article_says_it(loaded: Dataset) -> None:
    for mention in chain.from_iterable(loaded.records.values()):
        record = mention.record
        if record.kind == "remark" and record.speaker == "article":
            assert record.title.startswith("The article "), record.id


def test_a_body_has_a_name_of_its_own(loaded: Dataset) -> None:
    assert not [body.id for body in loaded.organizations if "delegation" in body.id]


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Semipalatinsk Oblast", "KZ-10"),
        ("Tselinograd Oblast", "KZ-11"),
        ("Талды-Курганская область", "KZ-33"),
        ("Torgay Oblast", "KZ-39"),
        ("Kokshetau Oblast", "KZ-59"),
        ("Zhezkazgan Oblast", "KZ-62"),
        ("Tselinograd", "KZ-71"),
        ("Alma-Ata", "KZ-75"),
    ],
)
def test_a_former_name_is_that_of_a_region_of_today(real: Store, former: str, today: str) -> None:
    assert names.find(real.connection, "region", former).ids == (today,)


# What users ask first, answered from the texts by hand.


def test_who_met_in_brest_and_when(real: Store) -> None:
    meetings = {row["id"]: row for row in ask(real, "meetings", region=["Brest"])}
    assert {id_: row["date"] for id_, row in meetings.items()} == {
        "brest-ambassador-meeting": "2015?-12-16",
        "atyrau-brest-meeting": "2016?-06-21",
        "atyrau-visit-to-brest": "2016?-06-21/2016?-06-22",
    }
    assert meetings["brest-ambassador-meeting"]["people"] == ["anatoly-lis", "yergali-bulegenov"]
    assert meetings["atyrau-brest-meeting"]["people"] == ["gumar-dyusembayev", "mikhail-serkov"]
    assert [row["place"] for row in meetings.values()] == ["brest-town", None, None]


def test_which_sectors_mogilev_proposed(real: Store) -> None:
    assert {row["sector"] for row in ask(real, "sectors", region=["Mogilev"], side=["BY"])} == {
        "construction", "woodworking", "agriculture", "agricultural-processing", "light-industry",
        "mechanical-engineering", "lift-building", "social-sector", "education", "healthcare",
    }  # fmt: skip


def test_what_vitebsk_traded_and_when(real: Store) -> None:
    rows = {row["flow"]: row for row in ask(real, "trade", region=["Vitebsk"])}
    assert {flow: (row["value"], row["unit"], row["period"]) for flow, row in rows.items()} == {
        "turnover": (22_400_000, "USD", "2013?-01/2013?-07"),
        "export": (22_300_000, "USD", "2013?-01/2013?-07"),
        "import": (117_500, "USD", "2013?-01/2013?-07"),
    }
    assert {row["year_stated"] for row in rows.values()} == {False}


def test_the_goods_are_those_of_belarus_not_of_an_oblast(real: Store) -> None:
    goods = ask(real, "goods")
    assert {(row["region"], row["partner"]) for row in goods} == {("BY", "KZ")}
    assert [row["name"] for row in goods if row["flow"] == "import"] == ["cotton fiber"]
    assert len(goods) == 11
    assert ask(real, "goods", region=["Vitebsk"]) == []


def test_what_brest_traded(real: Store) -> None:
    turnover, balance = ask(real, "trade", region=["Brest"])
    assert (turnover["value"], turnover["low"], turnover["high"], turnover["hedge"]) == (
        *(62_000_000, 61_000_000, 62_000_000),
        "almost",
    )
    assert (turnover["change"], turnover["change_kind"], turnover["against"]) == (
        72.5,
        "percent",
        "2014?-01/2014?-10",
    )
    assert (balance["value"], balance["sign"]) == (None, "surplus")


def test_what_follows_from_the_printed_figures(real: Store) -> None:
    derived = {
        row["id"]: (row["value"], row["low"], row["high"], row["unit"])
        for row in ask(real, "derived")
    }
    assert derived == {
        "base:brest-turnover-2015": (35_940_000, 35_350_000, 35_960_000, "USD"),
        "balance:vitebsk-export-2013:vitebsk-import-2013": (
            22_180_000,
            22_130_000,
            22_240_000,
            "USD",
        ),
        "share:vitebsk-export-2013:vitebsk-turnover-2013": (99.55, 99.1, 100, "%"),
    }
    (base,) = ask(real, "derived", region=["Brest"])
    assert (base["period"], base["formula"]) == ("2014?-01/2014?-10", "turnover / (1 + 72.5 %)")


def test_the_figures_of_vitebsk_agree_with_each_other(real: Store) -> None:
    (identity,) = ask(real, "reconciliation")
    assert identity["inputs"] == [
        "vitebsk-turnover-2013",
        "vitebsk-export-2013",
        "vitebsk-import-2013",
    ]
    assert (identity["stated"], identity["computed"], identity["residual"]) == (
        22_400_000,
        22_417_500,
        -17_500,
    )
    assert (identity["tolerance"], identity["verdict"]) == (100_050, "holds")


def test_what_was_promised_for_2017(real: Store) -> None:
    assert {row["id"]: row["status"] for row in ask(real, "plans", since="2017", until="2017")} == {
        "minsk-closer-cooperation": "planned",
        "minsk-president-visit": "expected",
        "minsk-kokshetau-results": "expected",
        "minsk-agreements-hoped": "hoped",
        "minsk-breakthrough-projects": "expected",
    }


def test_which_agreements_brest_has(real: Store) -> None:
    assert [
        (row["signed"], row["parties"]) for row in ask(real, "agreements", region=["Brest"])
    ] == [
        ("2002", ["BY-BR", "east-kazakhstan-oblast-akimat"]),
        ("2009", ["BY-BR", "karaganda-oblast-akimat"]),
    ]


def test_what_atyrau_asked_for(real: Store) -> None:
    assert [row["id"] for row in ask(real, "plans", region=["Atyrau"], status=["requested"])] == [
        "atyrau-enterprise-tours"
    ]


def test_the_news_about_karaganda(real: Store) -> None:
    found = {row["id"] for row in ask(real, "timeline", region=["Караганда"])}
    assert {"brest-karaganda-2009", "vitebsk-karaganda-visit", "brest-mutual-visits"} <= found
    assert len(found) == 8


def test_what_bulegenov_said_about_joint_ventures(real: Store) -> None:
    said = list(query.search(real, "joint ventures", Filters(person=["Bulegenov"])).mappings())
    assert {row["articles"][0] for row in said} >= {
        "2013-09-25-vitebsk-embassy",
        "2015-11-25-mogilev-ambassador",
    }
    assert all("yergali-bulegenov" in row["people"] for row in said)


def test_the_same_ambassador_in_two_spellings(real: Store) -> None:
    for spelling in ("Yergali Bulegenov", "Ergali Bulegenov", "Булегенов"):
        assert [row["id"] for row in ask(real, "people", person=[spelling])] == [
            "yergali-bulegenov"
        ]


# What only the texts can prove.


def words_of(text: str) -> str:
    return " ".join(text.split())


@needs_texts
def test_no_quote_is_a_whole_sentence(loaded: Dataset) -> None:
    assert TEXTS is not None
    for mention in chain.from_iterable(loaded.records.values()):
        text = words_of((TEXTS / str(mention.article.file)).read_text("utf-8"))
        for quote in mention.record.quote:
            before, _, after = text.partition(quote)
            whole = re.search(r'(^|[.!?:]"? |")$', before) and re.match(r'[.!?]"?( |$)', after)
            assert not whole, mention.record.id


@needs_texts
def test_every_spelling_and_title_stands_in_a_text(loaded: Dataset) -> None:
    assert TEXTS is not None
    texts = {
        card.id: words_of((TEXTS / str(card.file)).read_text("utf-8")) for card in loaded.articles
    }
    everything = " ".join(texts.values())
    spelled = {body.id: body.spellings for body in loaded.people} | {
        body.id: body.spellings for body in loaded.organizations
    }
    for id_, spellings in spelled.items():
        assert all(spelling in everything for spelling in spellings), id_
    for card in loaded.articles:
        assert all(each.title in texts[card.id] for each in card.titles), card.id


@needs_texts
def test_no_sentence_of_a_text_is_in_the_project() -> None:
    """Facts carry over, sentences do not: nowhere twelve words in a row."""
    assert TEXTS is not None
    runs = set()
    for path in TEXTS.glob("0*.txt"):
        words = re.findall(r"\w+", path.read_text("utf-8").lower())
        runs |= {" ".join(words[at : at + 12]) for at in range(len(words) - 11)}
    files = [
        *bundled().rglob("*.yaml"),
        *(ROOT / "tests").rglob("*.py"),
        *ROOT.glob("*.md"),
        *(page for room in ("data", "kzby", "seeds") for page in (ROOT / room).rglob("*.md")),
    ]
    for path in files:
        found = re.findall(r"\w+", path.read_text("utf-8").lower())
        assert not runs & {" ".join(found[at : at + 12]) for at in range(len(found) - 11)}, path


def test_every_card_has_its_text_among_the_seeds(loaded: Dataset) -> None:
    listed = dict(
        line.split()[::-1] for line in (ROOT / "seeds" / "SHA256SUMS").read_text().splitlines()
    )
    assert {str(card.file): card.sha256 for card in loaded.articles} == listed
    table = (ROOT / "seeds" / "README.md").read_text("utf-8")
    for card in loaded.articles:
        assert all(
            told in table for told in (str(card.file), card.headline, card.url, f"{card.id}.yaml")
        ), card.id
