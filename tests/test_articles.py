"""The real dataset: sound, complete, and right where people ask first; proven on the texts where they are at hand."""

import re
from collections.abc import Iterator, Mapping
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
from kzby.verify.evidence import name_of


@pytest.fixture(scope="module")
def loaded() -> Dataset:
    """The dataset that comes with kzby."""
    return dataset.load(bundled())


def ask(real: Store, view: str, **filters: Any) -> list[dict[str, Any]]:
    return list(query.ask(real, view, Filters(**filters)).mappings())


def test_it_is_sound_and_not_empty(loaded: Dataset) -> None:
    assert loaded.problems == ()
    assert len(loaded.articles) >= 47
    assert len(loaded.records) >= 690


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
    assert all(len(card.id) <= 40 for card in loaded.articles)


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
            assert re.match("The (article|headline)|(The a|A)rticle's headline ", record.title), (
                record.id
            )


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
    articles = ["2015-12-16-brest-ambassador", "2016-06-21-brest-atyrau"]
    rows = ask(real, "meetings", region=["Brest"], article=articles, until="2016")
    meetings = {row["id"]: row for row in rows}
    assert {id_: row["date"] for id_, row in meetings.items()} == {
        "brest-ambassador-meeting": "2015?-12-16",
        "atyrau-brest-meeting": "2016?-06-21",
        "atyrau-visit-to-brest": "2016?-06-21/2016?-06-22",
    }
    assert meetings["brest-ambassador-meeting"]["people"] == ["anatoly-lis", "yergali-bulegenov"]
    assert meetings["atyrau-brest-meeting"]["people"] == ["gumar-dyusembayev", "mikhail-serkov"]
    assert [row["place"] for row in meetings.values()] == ["brest-town", None, None]


def test_which_sectors_mogilev_proposed(real: Store) -> None:
    sectors = ask(real, "sectors", region=["Mogilev"], side=["BY"], until="2015")
    assert {row["sector"] for row in sectors if "BY" in row["sides"]} == {
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
    goods = ask(real, "goods", article=["2013-09-25-vitebsk-embassy"])
    assert {(row["region"], row["partner"]) for row in goods} == {("BY", "KZ")}
    assert [row["name"] for row in goods if row["flow"] == "import"] == ["cotton fiber"]
    assert len(goods) == 11
    assert ask(real, "goods", region=["Vitebsk"]) == []


def test_what_brest_traded(real: Store) -> None:
    turnover, balance = ask(real, "trade", region=["Brest"], until="2016")
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
        for row in ask(real, "derived", until="2015")
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
    (base,) = ask(real, "derived", region=["Brest"], until="2015")
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
    article = ["2016-11-29-minsk-round-table"]
    plans = ask(real, "plans", since="2017", until="2017", article=article)
    assert {row["id"]: row["status"] for row in plans} == {
        "minsk-closer-cooperation": "planned",
        "minsk-president-visit": "expected",
        "minsk-kokshetau-results": "expected",
        "minsk-agreements-hoped": "hoped",
        "minsk-breakthrough-projects": "expected",
    }


def test_which_agreements_brest_has(real: Store) -> None:
    agreements = ask(real, "agreements", region=["Brest"])
    assert [(row["signed"], row["parties"]) for row in agreements] == [
        ("2002", ["BY-BR", "east-kazakhstan-oblast-akimat"]),
        ("2009", ["BY-BR", "karaganda-oblast-akimat"]),
        (None, ["BY-BR", "atyrau-oblast-administration"]),  # there by July 2018
    ]
    assert [len(row["articles"]) for row in agreements] == [3, 3, 1]


def test_what_atyrau_asked_for(real: Store) -> None:
    assert [row["id"] for row in ask(real, "plans", region=["Atyrau"], status=["requested"])] == [
        "atyrau-enterprise-tours"
    ]


def test_the_news_about_karaganda(real: Store) -> None:
    articles = ["2013-09-25-vitebsk-embassy", "2015-12-16-brest-ambassador"]
    rows = ask(real, "timeline", region=["Караганда"], article=articles)
    found = {row["id"] for row in rows}
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


def figures(rows: list[dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    names = ("period", "flow", "value", "hedge", "change", "change_kind")
    return {row["id"]: tuple(row[name] for name in names) for row in rows}


def test_what_brest_traded_year_by_year(real: Store) -> None:
    rows = ask(real, "trade", region=["Brest"], since="2017")
    assert figures([row for row in rows if row["basis"] == "actual"]) == {
        "kunayev-turnover-2017": ("2017?", "turnover", 85_000_000, "over", 170, "index"),
        "brest-turnover-2018": (
            *("2018-01/2018-07", "turnover", 58_300_000, None, 18.6, "percent"),
        ),
        # the governor's rounder growth, of the same months
        "brest-turnover-2018-lis": ("2018?-01/2018?-07", "turnover", None, None, 18, "percent"),
    }


def test_what_became_of_the_target_of_brest_for_2018(real: Store) -> None:
    """Two articles tell of it; none says how the year ended."""
    rows = ask(real, "trade", region=["Brest"], since="2018", until="2018")
    (target,) = [row for row in rows if row["basis"] == "target"]
    assert (target["value"], target["unit"], target["period"]) == (100_000_000, "USD", "2018")
    assert target["articles"] == ["2018-03-20-brest-consul", "2018-07-04-brest-commission"]
    assert target["speaker"] == "anatoly-lis"
    assert [row["id"] for row in rows if row["period"].strip("?") == "2018"] == [target["id"]]


def test_which_oblasts_have_agreements_and_since_when(real: Store) -> None:
    agreements = {row["id"]: row for row in ask(real, "agreements")}
    oblasts = {
        "brest-east-kazakhstan-2002": ("BY-BR", "KZ-63", "2002"),
        "brest-karaganda-2009": ("BY-BR", "KZ-35", "2009"),
        "commission-brest-atyrau": ("BY-BR", "KZ-23", None),
        "mogilev-east-kazakhstan": ("BY-MA", "KZ-63", None),
        "mogilev-south-kazakhstan": ("BY-MA", "KZ-61", None),  # now Turkistan Oblast
        "minsk-oblast-karaganda": ("BY-MI", "KZ-35", None),
        "gomel-pavlodar-agreement": ("BY-HO", "KZ-55", "2017?-04-19"),
        "premiers-almaty-vitebsk": ("BY-VI", "KZ-19", "2025?-11-05"),
    }
    for id_, (belarusian, kazakh, signed) in oblasts.items():
        assert {*agreements[id_]["regions"]} == {belarusian, kazakh}, id_
        assert agreements[id_]["signed"] == signed, id_


def test_the_agreement_of_two_towns_is_not_that_of_their_oblasts(real: Store) -> None:
    (towns,) = [row for row in ask(real, "agreements") if row["id"] == "mogilev-semey-agreement"]
    assert towns["parties"] == ["mogilev-town", "semey-town"]
    assert towns["regions"] == ["BY-MA", "KZ-63"]  # Semey lay in East Kazakhstan Oblast in 2018


def test_what_gomel_and_pavlodar_did_together(real: Store) -> None:
    rows = ask(real, "timeline", region=["Pavlodar"], kind=["meeting", "agreement"])
    both = {row["id"] for row in rows if "BY-HO" in row["regions"]}
    assert both == {
        *("minsk-gomel-visit", "minsk-investment-forum", "minsk-gomel-pavlodar-talks"),  # 2016
        *("gomel-pavlodar-visit", "gomel-pavlodar-conference"),  # April 2017
        *("gomel-pavlodar-zhlobin", "gomel-pavlodar-tikhinichi", "gomel-pavlodar-rogachev"),
        *("gomel-pavlodar-agreement", "gomel-pavlodar-protocol", "gomel-pavlodar-free-zones"),
        "gomel-pavlodar-academic-2011",
    }
    (visit,) = [row for row in ask(real, "plans") if row["id"] == "minsk-pavlodar-return-visit"]
    assert visit["outcome"] == "fulfilled"


def test_what_gomel_and_pavlodar_traded(real: Store) -> None:
    figures_ = figures(
        ask(real, "trade", region=["Pavlodar"], article=["2017-04-20-gomel-pavlodar"])
    )
    assert figures_ == {
        "gomel-pavlodar-turnover": ("2016-01/2017-03", "turnover", 4_000_000, None, None, None)
    }
    goods = ask(real, "goods", region=["Pavlodar"])
    assert [row["name"] for row in goods if row["region"] == "KZ-55"] == ["ferrosilicon"]
    assert len([row for row in goods if row["region"] == "BY-HO"]) == 6


def test_who_wants_what_from_karaganda(real: Store) -> None:
    assert ask(real, "proposals", region=["Karaganda"]) == []
    plans = ask(real, "plans", region=["Karaganda"])
    assert {(row["id"], row["speaker"], row["status"]) for row in plans} == {
        ("brest-review-agreements", "yergali-bulegenov", "proposed"),
        ("brest-implement-projects", "yergali-bulegenov", "proposed"),
        ("brest-mutual-visits", "yergali-bulegenov", "proposed"),
    }
    goods = ask(real, "goods", region=["Karaganda"])
    assert {row["name"]: (row["region"], row["flow"]) for row in goods} == dict.fromkeys(
        ("calcium phosphates", "ferrous metal products", "ferroalloys", "equipment"),
        ("BY-HO", "import"),
    )


def test_what_is_to_come_from_2025_on(real: Store) -> None:
    ends = {row["id"]: row["ends"] for row in ask(real, "agreements") if row["ends"]}
    assert ends == {"premiers-industry-roadmap": "2028", "premiers-astana-minsk": "2028"}
    plans = ask(real, "plans", region=["Gomel", "Grodno"], since="2025")
    assert {row["id"]: (row["status"], row["side"]) for row in plans} == {
        "astana-gomel-deliveries": ("offered", "BY"),
        "astana-gomel-sales": ("offered", "BY"),
        "astana-gomel-joint-projects": ("offered", "BY"),
        "astana-gomel-raton-invites": ("invited", "BY"),
        "grodno-2025-develop-ties": ("planned", "both"),
        "grodno-2025-kazakh-export": ("hoped", "KZ"),
        "grodno-2025-food-offer": ("offered", "KZ"),
    }
    assert {row["due"] for row in plans} == {None}  # no article prints a day


def test_the_meetings_of_grodno_from_2015_to_2025(real: Store) -> None:
    meetings = ask(real, "meetings", region=["Grodno"], since="2015", until="2025")
    assert {row["id"]: row["date"] for row in meetings} == {
        "grodno-zhambyl-first-visit": "2015?-10-19",
        "grodno-zhambyl-meeting": "2015?-10-19",
        "grodno-zhambyl-lidselmash": "2015?-10-19/2015?-10-22",  # by the report
        "neman-2018-forum": "2018",
        "neman-2018-media": "2018?-09-14",
        "neman-2018-kravtsov-meeting": "2018?-09-14/2018?-09-15",
        "grodno-2025-enterprises": "../2025?-12-09",
        "grodno-2025-meeting": "2025?-12-10",
    }


def test_the_share_of_a_factory_is_not_that_of_its_oblast(real: Store) -> None:
    (share,) = [row for row in ask(real, "counts", region=["Grodno"]) if row["subject"]]
    assert (share["subject"], share["value"], share["unit"], share["hedge"]) == (
        *("slonim-furniture-factory", 90, "percent", "almost"),
    )
    assert ask(real, "trade", region=["Grodno"]) == []


def test_what_minsk_oblast_traded_in_2021(real: Store) -> None:
    rows = ask(real, "trade", region=["Minsk Oblast"], since="2021", until="2021")
    assert figures(rows) == {
        "minsk-oblast-turnover-2021": ("2021", "turnover", 190_000_000, None, 107.5, "index"),
        "minsk-oblast-export-2021": ("2021", "export", 180_000_000, "nearly", 107.2, "index"),
        "minsk-oblast-surplus-2021": ("2021", "balance", 170_000_000, "close-to", None, None),
        "minsk-oblast-investment-2021": ("2021", "investment", 1_200_000, "over", 137.2, "index"),
    }
    assert {row["direction"] for row in rows} == {None, "inward"}


def test_what_mogilev_traded_in_2018(real: Store) -> None:
    assert figures(ask(real, "trade", region=["Mogilev"], until="2018")) == {
        "mogilev-turnover-2018": ("2018-01/2018-09", "turnover", 82_800_000, None, 57, "percent"),
        "mogilev-export-growth-2018": ("2018-01/2018-09", "export", None, None, 52.4, "percent"),
    }


def test_where_two_articles_contradict_each_other(real: Store) -> None:
    told = {
        (row["id"], row["field"]): {each["value"] for each in row["told"]}
        for row in ask(real, "conflicts")
        if row["verdict"] == "conflict"
    }
    days = {"2017?-04-19", "2017?-04-20"}
    assert told == {
        ("gomel-pavlodar-conference", "date"): days,
        ("gomel-pavlodar-free-zones", "signed"): days,
        ("neman-2018-mini-tractors", "status"): {"possible", "planned"},
    }


def test_five_articles_tell_of_one_roadmap(real: Store) -> None:
    (roadmap,) = ask(real, "agreements", article=["2025-11-05-astana-ecopress"])
    assert (roadmap["id"], roadmap["signed"]) == ("premiers-industry-roadmap", "2025-11-05")
    assert len(roadmap["articles"]) == 5
    assert len(roadmap["origins"]) == 4  # two are of the government of Kazakhstan


# What only the texts can prove.


def words_of(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def runs(text: str) -> set[str]:
    """Every twelve words in a row."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + 12]) for at in range(len(words) - 11)}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name in value.keys() - {"headline", "titles", "url"}:  # copied whole
            yield from strings(value[name])
    else:
        for each in value:
            yield from strings(each)


@pytest.fixture(scope="module")
def texts(loaded: Dataset) -> dict[str, str]:
    """The texts that are at hand, by article."""
    at_hand = {card.id: (TEXTS or ROOT) / name_of(card) for card in loaded.articles}
    return {
        id_: words_of(path.read_text("utf-8")) for id_, path in at_hand.items() if path.exists()
    }


@needs_texts
def test_no_quote_is_a_whole_sentence(loaded: Dataset, texts: dict[str, str]) -> None:
    for mention in chain.from_iterable(loaded.records.values()):
        text = texts.get(mention.article.id, "")
        for quote in map(words_of, mention.record.quote):
            before, _, after = text.partition(quote)
            whole = re.search(r'(^|[.!?:]"? |")$', before) and re.match(r'[.!?]"?( |$)', after)
            assert not whole, mention.record.id


@needs_texts
def test_every_title_stands_in_its_text(loaded: Dataset, texts: dict[str, str]) -> None:
    titles = [(card.id, each) for card in loaded.articles for each in card.titles]
    for id_, each in titles:
        title = words_of(each.title_text or each.title)
        assert title in texts.get(id_, title), id_


@needs_texts
def test_every_spelling_stands_in_a_text(loaded: Dataset, texts: dict[str, str]) -> None:
    """Of people and bodies that no article names whose text is missing."""
    everything = " ".join((*texts.values(), *(card.url for card in loaded.articles)))
    unread = set()
    for card in loaded.articles:
        if card.id not in texts:
            unread |= {card.agency, card.publisher, *(each.person for each in card.titles)}
    for mention in chain.from_iterable(loaded.records.values()):
        if mention.article.id not in texts:
            unread |= {id_ for _, _, id_ in mention.record.references()}
    spelled = {body.id: body.spellings for body in loaded.people}
    spelled |= {body.id: body.spellings for body in loaded.organizations}
    for id_ in spelled.keys() - unread:
        assert all(words_of(spelling) in everything for spelling in spelled[id_]), id_


@needs_texts
def test_no_sentence_of_a_text_is_in_the_project(loaded: Dataset, texts: dict[str, str]) -> None:
    """Facts carry over, sentences do not: nowhere twelve words in a row."""
    printed = set().union(*map(runs, texts.values()))
    for file in loaded.files():
        for text in strings([entry.written for entry in file.entries]):
            assert not runs(text) & printed, text
    pages = (page for room in ("data", "kzby", "seeds") for page in (ROOT / room).rglob("*.md"))
    for path in (*(ROOT / "tests").rglob("*.py"), *ROOT.glob("*.md"), *pages):
        assert not runs(path.read_text("utf-8")) & printed, path
