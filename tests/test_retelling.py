"""What articles say together: retellings, contexts, outcomes, titles, and the time that all of it has."""

from pathlib import Path
from typing import Any

import pytest
from support import Run, cases, ids

from kzby import query
from kzby.derive.merging import merged
from kzby.errors import DataError
from kzby.load import dataset
from kzby.model import kinds
from kzby.store import Store
from kzby.store.open import open_store

CARD = """\
article:
  id: {id}
  headline: News
  publisher: wire-one
  agency: {agency}
  url: https://example.org/news
  sha256: "{sha256}"
  language: ru
  published: {published}
  dating: Printed in the header.
{more}
records:
"""
# A trade figure and a count, but for what makes each.
TRADE = "kind: trade, title: A, region: BY-HR, quote: a"
COUNT = "kind: count, title: A, value_text: a, unit: firms, of: firms, speaker: article, quote: a"


def add(folder: Path, day: str, *records: str, more: str = "", agency: str = "wire-one") -> None:
    """Adds an article; its first day of publication is its id."""
    id_ = day[:10]
    card = {"id": id_, "published": day, "more": more, "agency": agency, "sha256": "0" * 64}
    lines = "".join(f"  - {{{record}}}\n" for record in records)
    (folder / "articles" / f"{id_}.yaml").write_text(CARD.format(**card) + lines, "utf-8")


def rows(store: Store, view: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in query.ask(store, view).mappings()}


def fields(folder: Path, view: str, id_: str, names: str) -> tuple[Any, ...]:
    row = rows(open_store(folder, strict=True), view)[id_]
    return tuple(row[name] for name in names.split())


# Retellings.


def test_a_retelling_has_the_originals_values_but_for_what_its_article_gives(copied: Path) -> None:
    figure = "value: 61.7 million, unit: USD, quote: a"
    add(copied, "2019-12-01", f"kind: trade, retells: brest-turnover, {figure}")
    told, original = dataset.load(copied).records["brest-turnover"]
    assert isinstance(told.record, kinds.Trade)
    assert isinstance(original.record, kinds.Trade)
    assert (told.article.id, original.record.retells) == ("2019-12-01", None)
    assert told.record.model_fields_set == {"kind", "retells", "value", "unit", "quote"}
    assert (told.record.title, told.record.period) == (original.record.title, "2019-01/2019-10")
    assert told.record.hedge is None, "the hedge of another article's number is not this number's"
    assert (told.record.change, told.record.quote) == (original.record.change, ("a",))


def test_each_statement_is_that_of_one_article(copied: Path) -> None:
    add(copied, "2020-05-01", "kind: plan, id: fair, title: A fair, status: planned, speaker: article, "
        "due: 2021, due_text: next year, regions: [BY-BR], quote: a fair")  # fmt: skip
    add(copied, "2020-06-01", "kind: plan, retells: fair, title: B, due: 2021-05, note: Told later., "
        "regions: [KZ, BY-BR], quote: the fair")  # fmt: skip
    names = "title due due_text note regions quote"
    told = ("A fair", "2021-05", None, "Told later.", ["BY-BR", "KZ"], "a fair")
    assert fields(copied, "plans", "fair", names) == told


def test_a_figure_is_quoted_with_the_words_that_print_its_value(copied: Path) -> None:
    figure = "flow: export, period: 2020, unit: USD, partner: KZ"
    add(copied, "2021-05-01", f"{TRADE}, id: t, {figure}, value: 62 million, hedge: over, change: 5, "
        "change_kind: percent")  # fmt: skip
    retold = "kind: trade, retells: t, value: 62.3 million, unit: USD, quote: [b, c]"
    add(copied, "2021-06-01", retold)
    told = (62_300_000, None, 5, "b", ["b", "c"])
    assert fields(copied, "trade", "t", "value hedge change quote quotes") == told


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("{person: ada-novik}", "{person: ada-novik}, {role: hosts}", ["Ada Novik", None]),
        ("{person: ada-novik}, {role: hosts}", "{role: hosts}", ["Ada Novik", None]),
        ("{person: ada-novik}", "{person: bolat-serik}, {role: hosts}", ["Ada Novik"]),
    ],
)
def test_of_participants_the_longer_list_counts_if_it_holds_the_other(
    copied: Path, first: str, second: str, names: list[str | None]
) -> None:
    head = "kind: meeting, title: A, form: talks, quote: a"
    add(copied, "2021-05-01", f"{head}, id: m, participants: [{first}]")
    add(copied, "2021-06-01", f"kind: meeting, retells: m, participants: [{second}], quote: b")
    (participants,) = fields(copied, "meetings", "m", "participants")
    assert [each["name"] for each in participants] == names


def test_an_announced_meeting_is_held_once_an_article_says_so(copied: Path) -> None:
    add(copied, "2021-05-01", "kind: meeting, id: m, title: A, form: talks, status: announced, "
        "date: 2021-05, quote: a")  # fmt: skip
    assert fields(copied, "meetings", "m", "status date_latest") == ("announced", "2021-05-31")
    add(copied, "2021-06-01", "kind: meeting, retells: m, status: held, quote: b")
    assert fields(copied, "meetings", "m", "status date_latest") == ("held", "2021-05-31")
    add(copied, "2021-05-20", "kind: meeting, retells: m, status: held, quote: b")
    assert fields(copied, "meetings", "m", "status date_latest") == ("held", "2021-05-20")


def test_the_title_is_of_the_article_whose_status_counts(copied: Path) -> None:
    add(
        copied,
        "2021-05-01",
        "kind: meeting, id: m, title: A is to open, form: ceremony, status: announced, quote: a",
    )
    add(copied, "2021-06-01", "kind: meeting, retells: m, title: A opens, status: held, quote: b")
    add(copied, "2021-07-01", "kind: meeting, retells: m, title: A opened, status: held, quote: c")
    assert fields(copied, "meetings", "m", "status title") == ("held", "A opens")


def test_a_meeting_that_was_announced_before_it_was_held_is_held(copied: Path) -> None:
    announced = "kind: meeting, retells: karaganda-visit, status: announced, quote: a"
    add(copied, "2020-12-01", announced)
    assert fields(copied, "meetings", "karaganda-visit", "status") == ("held",)


# Contexts.


def test_a_figure_takes_from_its_context_what_it_leaves_out(copied: Path) -> None:
    add(
        copied, "2021-05-01",
        f"{TRADE}, id: t, partner: KZ, period: 2020, flow: turnover, value: 9 million, unit: USD",
        "kind: trade, title: B, id: u, context: t, flow: export, value: 5 million, unit: USD, quote: b",
        "kind: trade, title: B, id: v, context: u, period: 2019, flow: export, value: 4 million, "
        "unit: USD, quote: c",
        "kind: goods, title: B, id: g, context: t, name: milk, flow: export, quote: d",
        f"{COUNT}, id: c, context: t",
    )  # fmt: skip
    names = "region partner period date_earliest regions carried"
    whole = ("BY-HR", "KZ", "2020", "2020-01-01", ["BY-HR", "KZ"], ["region", "partner", "period"])
    assert fields(copied, "trade", "u", names) == whole
    part = ("BY-HR", "KZ", "2019", "2019-01-01", ["BY-HR", "KZ"], ["region", "partner"])
    assert fields(copied, "trade", "v", names) == part
    assert fields(copied, "trade", "t", "carried") == ([],)
    carried = ("BY-HR", "KZ", "2020", ["region", "partner", "date"])
    assert fields(copied, "goods", "g", "region partner date carried") == carried
    assert fields(copied, "counts", "c", "regions date carried") == (
        ["BY-HR", "KZ"], "2020", ["regions", "date"],
    )  # fmt: skip
    store = open_store(copied)
    assert "share:u:t" in ids(store, "derived"), "carried fields are as good as written ones"
    (shown,) = query.show(store, "t").mappings()
    links = [(link["field"], link["id"]) for link in shown["referred_by"]]
    assert links == [("context", "u"), ("context", "g"), ("context", "c")]


def test_a_context_can_be_what_the_article_retells(copied: Path) -> None:
    add(copied, "2019-05-01", "kind: trade, retells: brest-turnover, quote: a",
        "kind: trade, title: B, id: u, context: brest-turnover, flow: export, value: 5 million, "
        "unit: USD, quote: b")  # fmt: skip
    whole = ("BY-BR", "KZ", "2019-01/2019-10")
    assert fields(copied, "trade", "u", "region partner period") == whole


# Whose figures, and of what kind.


@pytest.mark.parametrize("own", ["subject: dairy", "increment: true", "subject: karaganda-akimat"])
def test_no_figure_follows_from_one_that_is_not_all_of_the_regions(copied: Path, own: str) -> None:
    head = f"{TRADE}, partner: KZ, period: 2020, unit: USD"
    sold = f"{head}, id: s, flow: export, value: 5 million, change: 7, change_kind: percent, against: 2019"
    bought = f"{head}, id: b, flow: import, value: 4 million"
    both = f"{head}, id: t, flow: turnover, value: 20 million"  # which no sum of these is
    add(copied, "2021-05-01", f"{sold}, {own}", f"{bought}, {own}", both)
    store = open_store(copied, strict=True)
    assert not [id_ for id_ in ids(store, "derived") if ":s" in id_ or ":b" in id_.split(":")]
    assert not query.ask(store, "reconciliation").empty  # of Brest
    (subject,) = {fields(copied, "trade", id_, "subject increment")[0] for id_ in "sb"}
    assert subject in (None, own.removeprefix("subject: "))


def test_no_figure_follows_from_one_without_a_partner(copied: Path) -> None:
    head = f"{TRADE}, period: 2020, unit: USD"
    add(copied, "2021-05-01", f"{head}, id: s, flow: export, value: 5 million",
        f"{head}, id: b, flow: import, value: 4 million")  # fmt: skip
    assert fields(copied, "trade", "s", "partner regions") == (None, ["BY-HR"])
    assert not [id_ for id_ in ids(open_store(copied), "derived") if ":s" in id_]


def test_investments_into_a_region_and_from_it_are_two_things(copied: Path) -> None:
    head = f"{TRADE}, partner: KZ, flow: investment, unit: USD, value: 5 million"
    years = ((2019, "outward"), (2020, "inward"), (2021, "outward"))
    written = [f"{head}, id: i{year}, period: {year}, direction: {way}" for year, way in years]
    add(copied, "2022-05-01", *written)
    derived = rows(open_store(copied, strict=True), "derived")
    assert [id_ for id_ in derived if "i20" in id_] == ["change:i2021:i2019"]
    assert derived["change:i2021:i2019"]["direction"] == "outward"


# Outcomes.


def test_the_latest_article_that_settles_a_plan_counts(copied: Path) -> None:
    settles = "settles: [{{plan: brest-return-visit, outcome: {}}}], quote: a"
    plan, names = "brest-return-visit", "outcome fulfilled_by"
    assert fields(copied, "plans", plan, names) == ("fulfilled", "karaganda-visit")
    remark = "kind: remark, id: r, title: A, speaker: article, "
    add(copied, "2021-05-01", remark + settles.format("late"))
    assert fields(copied, "plans", plan, names) == ("late", "r")
    add(copied, "2020-05-01", remark.replace("r,", "q,") + settles.format("moved"))
    assert fields(copied, "plans", plan, names) == ("late", "r")
    add(copied, "2022-05-01", f"kind: plan, retells: {plan}, " + settles.format("withdrawn"))
    assert fields(copied, "plans", plan, names) == ("withdrawn", None)
    links = query.ask(open_store(copied), "links").rows
    assert {row[2] for row in links if row[:2] == (plan, "fulfilled_by")} == {
        "karaganda-visit", "q", "r",
    }  # fmt: skip


def test_a_target_says_what_became_of_it(copied: Path, kzby: Run) -> None:
    def line() -> str:
        page = kzby("trade", "--region", "BY", "--since", "2021", "--data", copied, columns=90).out
        return " ".join(page.partition("2019")[2].split())

    assert line() == "outcome not reported belarus-target"
    settles = "settles: [{plan: belarus-target, outcome: not-fulfilled}], quote: a"
    add(copied, "2022-05-01", f"kind: remark, id: r, title: A, speaker: article, {settles}")
    assert line() == "→ not fulfilled: r belarus-target"
    add(copied, "2022-06-01", f"kind: trade, retells: belarus-target, {settles}")
    assert line() == "→ not fulfilled belarus-target"


# Titles.


def test_people_have_the_titles_of_the_cards_and_participants_the_first(copied: Path) -> None:
    more = "  titles:\n    - {person: ada-novik, title: Chairwoman, title_text: председатель}\n"
    add(copied, "2019-05-01", "kind: meeting, title: A, id: m, form: talks, "
        "participants: [{person: ada-novik}, {person: bolat-serik}], quote: a", more=more)  # fmt: skip
    (participants,) = fields(copied, "meetings", "m", "participants")
    assert [each["role"] for each in participants] == ["Chairwoman", None]
    assert fields(copied, "people", "ada-novik", "roles") == (
        [
            {"title": "Chairwoman", "article": "2019-05-01", "published": "2019-05-01"},
            {
                "title": "Governor",
                "article": "2020-03-02-brest",
                "published": "2020?-03-02/2020?-03-03",
            },
        ],
    )
    (titles,) = fields(copied, "articles", "2019-05-01", "titles")
    assert titles == [{"person": "ada-novik", "title": "Chairwoman", "title_text": "председатель"}]


# Time.


@pytest.mark.parametrize(("record", "latest"), cases("last-days"))
def test_what_took_place_is_over_when_reported(copied: Path, record: str, latest: str) -> None:
    add(copied, "2020-05-01/2020-05-02", f"{record}, id: r, quote: a")
    store = open_store(copied, strict=True)
    row = rows(store, "timeline")["r"]
    assert (row["date_latest"], row["at_latest"]) == (latest, latest)
    assert ("r" in ids(store, "timeline", since="2020-05-03")) is (latest > "2020-05-02")


def test_a_figure_worked_out_is_no_later_than_those_it_follows_from(copied: Path) -> None:
    head = f"{TRADE}, partner: KZ, period: 2020, unit: USD"
    add(copied, "2020-05-01", f"{head}, id: s, flow: export, value: 5 million",
        f"{head}, id: b, flow: import, value: 4 million")  # fmt: skip
    names = "date date_latest"
    assert fields(copied, "derived", "balance:s:b", names) == ("2020", "2020-05-01")


def test_a_town_lies_in_the_oblast_that_it_lay_in_at_the_time(copied: Path) -> None:
    path = copied / "regions.yaml"
    town = (
        "- {id: zhezkazgan, name: Zhezkazgan, type: town, within: KZ-62, names: {en: [Zhezkazgan]},\n"
        "   formerly_within: [{region: KZ-35, until: 2022}]}\n"
    )
    path.write_text(f"{path.read_text('utf-8')}\n{town}", "utf-8")
    head = "kind: meeting, title: A, form: talks, place: zhezkazgan, quote: a"
    old, new = f"{head}, id: old, date: 2021-11-05", f"{head}, id: new, date: 2022-04"
    add(copied, "2022-05-01", old, new)
    assert fields(copied, "meetings", "old", "regions") == (["KZ-35"],)
    assert fields(copied, "meetings", "new", "regions") == (["KZ-62"],)
    store = open_store(copied)
    assert "new" not in ids(store, "meetings", region=["KZ-35"])
    assert "old" in ids(store, "meetings", region=["KZ-35"])
    (split,) = fields(copied, "regions", "KZ-35", "split_off")
    assert split == [{"region": "KZ-62", "year": "2022"}]


def test_a_record_told_once_is_as_it_is_told(copied: Path) -> None:
    (mention,) = dataset.load(copied).records["brest-dairy"]
    assert merged([mention], set()) is mention.record


def test_the_order_of_the_files_does_not_matter_to_retellings_and_contexts(copied: Path) -> None:
    """The first tells again what the last says of a figure that it tells again itself."""
    add(copied, "2019-05-01", "kind: trade, retells: u, quote: a")
    add(copied, "2023-05-01", "kind: trade, retells: brest-turnover, quote: a",
        "kind: trade, title: B, id: u, context: brest-turnover, flow: export, value: 5 million, "
        "unit: USD, quote: b")  # fmt: skip
    names = "period articles"
    assert fields(copied, "trade", "u", names) == ("2019-01/2019-10", ["2019-05-01", "2023-05-01"])


def test_records_that_leave_their_fields_to_each_other_are_refused(copied: Path) -> None:
    for mine, other in ((1, 2), (2, 1)):
        add(copied, f"202{mine}-05-01", f"kind: trade, retells: u{other}, quote: a",
            f"kind: trade, title: B, id: u{mine}, context: u{other}, flow: export, value: 5 million, "
            "unit: USD, quote: b")  # fmt: skip
    with pytest.raises(DataError, match="takes fields from a record that lacks them; write them"):
        dataset.load(copied)
