"""The compiled dataset: records merged, dates resolved, regions closed, every column documented."""

from pathlib import Path
from typing import Any

import pytest

from kzby import query
from kzby.model import kinds
from kzby.query.filters import Filters
from kzby.query.views import VIEWS
from kzby.render import amounts
from kzby.store import Store, records
from kzby.store.open import open_store


def row(store: Store, id_: str) -> dict[str, Any]:
    (found,) = query.show(store, id_).mappings()
    return found


def test_what_two_articles_report_is_one_record_with_two_mentions(store: Store) -> None:
    meeting = row(store, "brest-meeting")
    assert meeting["articles"] == ["2020-03-02-brest", "2021-01-11-karaganda"]
    assert [mention["quote"] for mention in meeting["mentions"]] == [
        "met in Brest on 2 March",
        "met last March",
    ]
    assert meeting["date"] == "2020?-03-02"
    assert meeting["title"] == "Novik meets Serik [sic] in Brest"
    assert meeting["regions"] == ["KZ-35", "BY-BR"]


def plan(**told: Any) -> kinds.Plan:
    given = {
        "kind": "plan",
        "id": "a-plan",
        "title": "A plan",
        "status": "planned",
        "speaker": "article",
        "quote": "a plan",
    }
    return kinds.Plan.model_validate({**given, **told})


def test_each_field_comes_from_the_first_article_that_states_it_and_the_outcome_from_the_last() -> (
    None
):
    merged = records.merged(
        [
            plan(regions=["BY"], outcome="not-fulfilled", fulfilled_by="a-visit"),
            plan(due="2021", title="Another title", regions=["KZ", "BY"], note="Told later."),
            plan(due="2022", due_text="in 2022", outcome="fulfilled"),
        ]
    )
    assert isinstance(merged, kinds.Plan)
    assert (merged.title, merged.due, merged.note) == ("A plan", "2021", "Told later.")
    assert merged.due_text is None, "the words of another article's date are not this date's words"
    assert (merged.outcome, merged.fulfilled_by) == ("fulfilled", None)
    assert merged.regions == ("BY", "KZ")


def test_a_figure_comes_whole_from_one_article() -> None:
    given = {
        "kind": "trade",
        "id": "a-figure",
        "title": "A figure",
        "region": "BY",
        "partner": "KZ",
        "quote": "a figure",
    }
    one = {"value": "62 million", "unit": "USD", "change": "72.5", "change_kind": "percent"}
    other = {
        "value": "63 thousand",
        "unit": "tonnes",
        "hedge": "almost",
        "change": "107.5",
        "change_kind": "index",
    }
    told = [{**one}, {**other, "against": "2019"}]
    merged = records.merged(
        [kinds.Trade.model_validate({**given, "flow": "export", **each}) for each in told]
    )
    assert isinstance(merged, kinds.Trade)
    assert (merged.unit, merged.hedge, merged.change_kind, merged.against) == (
        "USD",
        None,
        "percent",
        None,
    )


def test_who_says_so_comes_from_one_article_and_nobody_who_does_is_lost(copied: Path) -> None:
    article = copied / "articles" / "2021-01-11-karaganda.yaml"
    told = "  - {kind: plan, id: brest-return-visit, title: A visit, status: planned, speaker: ada-novik, "
    told += "said_at: karaganda-visit, quote: a visit}\n"
    article.write_text(article.read_text("utf-8") + "\n" + told, "utf-8")
    plan = row(open_store(copied), "brest-return-visit")
    assert (plan["speaker"], plan["said_at"], plan["date_basis"]) == ("bolat-serik", None, "report")
    assert plan["people"] == ["ada-novik", "bolat-serik"]
    found = query.ask(open_store(copied), "plans", Filters(side=["BY"]))
    assert [one["id"] for one in found.mappings()] == ["brest-return-visit"]


def test_a_participant_has_the_role_that_any_article_gives() -> None:
    given = {
        "kind": "meeting",
        "id": "a-meeting",
        "title": "A meeting",
        "form": "talks",
        "quote": "a meeting",
    }
    told = [[{"person": "ada"}, {"role": "hosts"}], [{"person": "ada", "role": "Governor"}]]
    merged = records.merged(
        [kinds.Meeting.model_validate({**given, "participants": each}) for each in told]
    )
    assert isinstance(merged, kinds.Meeting)
    assert [(one.person, one.role) for one in merged.participants] == [
        ("ada", "Governor"),
        (None, "hosts"),
    ]


def test_a_count_of_measures_is_not_exact(copied: Path) -> None:
    article = copied / "articles" / "2021-01-11-karaganda.yaml"
    text = article.read_text("utf-8").replace(
        'value: "900"\n    hedge: about', "value: 22.3 million"
    )
    article.write_text(text, "utf-8")
    count = row(open_store(copied), "karaganda-companies")
    assert (count["value"], count["low"], count["high"]) == (22_300_000, 22_250_000, 22_350_000)


def test_a_deficit_is_below_zero_and_a_decline_too(copied: Path) -> None:
    article = copied / "articles" / "2020-03-02-brest.yaml"
    text = article.read_text("utf-8").replace(
        "    sign: surplus\n", "    sign: deficit\n    value: 5 million\n    unit: USD\n"
    )
    text = text.replace("export of $60.9 million", "a deficit").replace(
        'change: "72.5"', 'change: "-12.3"'
    )
    for one, other in (
        ("60.9 million", "0.1 million"),
        ("117,500", "5.1 million"),
        ("62 million", "5.2 million"),
    ):
        text = text.replace(f"value: {one}", f"value: {other}")
    article.write_text(text, "utf-8")
    found = open_store(copied)
    balance, turnover = row(found, "brest-balance"), row(found, "brest-turnover")
    assert (balance["value"], balance["low"], balance["high"]) == (
        -5_000_000,
        -5_500_000,
        -4_500_000,
    )
    assert turnover["change"] == -12.3
    assert amounts.figure(balance) == "deficit of 5 million USD"
    assert amounts.change(turnover) == "-12.3% on Jan–Oct 2018"


def test_a_hedge_stands_beside_the_number_that_it_softens_and_beside_no_sign(copied: Path) -> None:
    article = copied / "articles" / "2020-03-02-brest.yaml"
    amount = "    sign: surplus\n    value: 60.8 million\n    unit: USD\n    hedge: about\n"
    article.write_text(article.read_text("utf-8").replace("    sign: surplus\n", amount), "utf-8")
    found = query.ask(open_store(copied), "reconciliation").mappings()
    assert [
        (one["identity"], one["stated"], one["hedge"]) for one in found if one["flow"] == "balance"
    ] == [
        ("sign of the balance", None, None),
        ("balance = export - import", 60_800_000, "about"),
    ]


@pytest.mark.parametrize(
    ("id_", "date", "basis"),
    [
        ("brest-meeting", "2020?-03-02", "event"),
        ("brest-dairy", "2020?-03-02", "meeting"),
        ("export-milk", "2020?-03-02/2020?-03-03", "report"),
        ("brest-turnover", "2019-01/2019-10", "event"),
        ("brest-karaganda-2009", "2009", "event"),
        ("karaganda-remark", "[2021-01-01..2021-01-10]", "meeting"),
        ("brest-return-visit", "2020?-03-02/2020?-03-03", "report"),
    ],
)
def test_a_record_is_dated_by_itself_its_meeting_or_the_report(
    store: Store, id_: str, date: str, basis: str
) -> None:
    found = row(store, id_)
    assert (found["date"], found["date_basis"]) == (date, basis)


@pytest.mark.parametrize(
    ("id_", "speaker", "side"),
    [
        ("brest-dairy", "ada-novik", "BY"),
        ("brest-culture", "parties", "both"),
        ("karaganda-dairy", "article", "KZ"),
        ("export-milk", "article", None),
    ],
)
def test_the_side_follows_from_the_speaker(
    store: Store, id_: str, speaker: str, side: str | None
) -> None:
    found = row(store, id_)
    assert (found["speaker"], found["side"]) == (speaker, side)


def test_a_town_counts_for_its_oblast_and_a_party_for_its_region(store: Store) -> None:
    assert row(store, "brest-meeting")["place"] == "brest-town"
    assert row(store, "brest-karaganda-2009")["regions"] == ["BY-BR", "KZ-35"]
    assert row(store, "brest-karaganda-2009")["organizations"] == ["karaganda-akimat"]


def test_figures_have_their_value_and_bounds(store: Store) -> None:
    turnover = row(store, "brest-turnover")
    assert (turnover["value"], turnover["low"], turnover["high"]) == (
        62_000_000,
        61_000_000,
        62_000_000,
    )
    assert (turnover["change"], turnover["change_kind"], turnover["against"]) == (
        72.5,
        "percent",
        "2018-01/2018-10",
    )
    assert (row(store, "brest-balance")["value"], row(store, "brest-balance")["sign"]) == (
        None,
        "surplus",
    )
    count = row(store, "karaganda-two-or-three")
    assert (count["value"], count["low"], count["high"]) == (None, 2, 3)


def test_participants_have_name_role_and_side(store: Store) -> None:
    assert row(store, "brest-meeting")["participants"] == [
        {
            "name": "Ada Novik",
            "role": "Governor",
            "side": "BY",
            "person": "ada-novik",
            "organization": None,
        },
        {
            "name": "Bolat Serik",
            "role": "Akim",
            "side": "KZ",
            "person": "bolat-serik",
            "organization": None,
        },
        {
            "name": None,
            "role": "director of the dairy",
            "side": "BY",
            "person": None,
            "organization": None,
        },
    ]


def test_every_column_of_every_view_is_in_the_dictionary(store: Store) -> None:
    for view in VIEWS:
        columns = [
            column[0] for column in store.connection.execute(f"SELECT * FROM {view}").description
        ]
        own = store.connection.execute(
            "SELECT name FROM dictionary WHERE view = ? ORDER BY position", (view,)
        )
        assert [name for (name,) in own] == columns, view
