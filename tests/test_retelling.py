"""What articles say together: retellings, contexts, outcomes, titles, and the time that all of it has."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import HERE, Run, add, cases, filters, ids, objects

from kzby import query
from kzby.query import show
from kzby.store import Store
from kzby.store.open import open_store


def rows(store: Store, view: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in query.ask(store, view).mappings()}


def fields(folder: Path, view: str, id_: str, names: str) -> tuple[Any, ...]:
    row = rows(open_store(folder, strict=True), view)[id_]
    return tuple(row[name] for name in names.split())


# What articles say on their days, and fields of what comes of it, or the ids that filters leave.

RETOLD = (HERE / "cases" / "retellings.txt").read_text("utf-8")[2:].split("\n# ")


@pytest.mark.parametrize("case", RETOLD, ids=lambda case: str(case).partition("\n")[0])
def test_articles_together(copied: Path, case: str) -> None:
    said: dict[str, list[str]] = {}
    for line in case.strip().splitlines()[1:]:
        day, _, record = line.partition(" ")
        if day[0] == "2":
            said.setdefault(day, []).append(record)
            add(copied, day, *said[day])
        else:
            asked, *names, expected = re.split(" > ?", line)
            view, *words = asked.split()
            if names:
                found = fields(copied, view, *words, *names)
                texts = (value if isinstance(value, str) else json.dumps(value) for value in found)
                assert " | ".join(texts) == expected, line
            else:
                store = open_store(copied, strict=True)
                assert ids(store, view, **filters(" ".join(words))) == expected.split(), line


# Retellings.


def test_what_refers_to_a_record_is_linked_from_it(copied: Path) -> None:
    plan, remark = "brest-return-visit", "kind: remark, title: A, speaker: article, quote: a"
    settles = f"settles: [{{plan: {plan}, outcome: late}}]"
    context = "kind: trade, title: B, context: brest-turnover, flow: export, quote: b"
    again = "kind: trade, retells: brest-turnover, quote: a"
    told = f"{context}, id: u, value: 5 million, unit: USD"
    add(copied, "2021-05-01", f"{remark}, id: r, {settles}", again, told)
    store = open_store(copied, strict=True)
    (shown,) = show.show(store, "brest-turnover").mappings()
    links = [(link["field"], link["id"]) for link in shown["referred_by"]]
    assert links == [("related", "brest-export"), ("context", "u")]
    rows = [row[1:3] for row in query.ask(store, "links").rows if row[0] == plan]
    assert {("fulfilled_by", "karaganda-visit"), ("fulfilled_by", "r")} <= {*rows}


def test_each_note_is_below_the_words_of_its_article(copied: Path, kzby: Run) -> None:
    add(copied, "2021-05-01", "kind: remark, id: r, title: A, speaker: article, quote: a, note: B.")
    add(copied, "2021-06-01", "kind: remark, retells: r, quote: c, note: D.")
    page = kzby("show", "r", "--data", copied).out
    places = [page.index(text) for text in ("“a”", "text=a", "B.", "“c”", "text=c", "D.")]
    assert places == sorted(places)


# Outcomes.


def test_what_tells_an_outcome_says_which_not_that_all_is_fulfilled(
    copied: Path, kzby: Run
) -> None:
    plan, remark = "brest-return-visit", "kind: remark, title: A, speaker: article, quote: a"
    settles = f"settles: [{{plan: {plan}, outcome: withdrawn}}]"
    add(copied, "2021-05-01", f"{remark}, id: r, related: [{plan}], {settles}")
    page = kzby("show", "r", "--data", copied).out
    title = f"Serik invites Novik to Karaganda  {plan}"
    assert page.endswith(f"\nWhat became of earlier plans\n  withdrawn  {title}\n")
    assert page.count(plan) == 1
    fields = kzby("show", "r", "--data", copied, "--format", "markdown").out
    assert f"| withdrawn: {title.replace('  ', ' (')}) |" in fields
    for line in ([plan], ["r"], [plan, "--format", "markdown"]):
        assert "fulfilled by" not in kzby("show", *line, "--data", copied).out
    rows = [row[1:] for row in query.ask(open_store(copied), "links").rows if row[0] == plan]
    assert ("fulfilled_by", "r", "withdrawn") in rows
    assert ("fulfilled_by", "karaganda-visit", "fulfilled") in rows


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


def test_another_outcome_stands_with_the_record_that_tells_it(copied: Path, kzby: Run) -> None:
    settles = "settles: [{plan: brest-return-visit, outcome: not-fulfilled}], quote: a"
    add(copied, "2022-05-01", f"kind: remark, id: r, title: A, speaker: article, {settles}")
    page = " ".join(kzby("show", "brest-return-visit", "--data", copied).out.split())
    assert "fulfilled in Novik visits Karaganda Oblast karaganda-visit outcome in A r " in page


# Titles.


def test_people_have_the_titles_of_the_cards_and_participants_the_first(copied: Path) -> None:
    title = {"person": "ada-novik", "title": "Chairwoman", "title_text": "председатель"}
    add(copied, "2019-05-01", "kind: meeting, title: A, id: m, form: talks, "
        "participants: [{person: ada-novik}, {person: bolat-serik}], quote: a", titles=[title])  # fmt: skip
    (participants,) = fields(copied, "meetings", "m", "participants")
    assert [each["role"] for each in participants] == ["Chairwoman", None]
    (roles,) = fields(copied, "people", "ada-novik", "roles")
    assert [tuple(role.values()) for role in roles] == [
        ("Governor", "2020-03-02-brest", "2020?-03-02/2020?-03-03"),
        ("Chairwoman", "2019-05-01", "2019-05-01"),
    ]
    (titles,) = fields(copied, "articles", "2019-05-01", "titles")
    assert titles == [title]


# Time.


@pytest.mark.parametrize(("record", "latest"), cases("last-days"))
def test_what_took_place_is_over_when_reported(copied: Path, record: str, latest: str) -> None:
    add(copied, "2020-05-01/2020-05-02", f"{record}, id: r, quote: a")
    store = open_store(copied, strict=True)
    row = rows(store, "timeline")["r"]
    assert (row["date_latest"], row["at_latest"]) == (latest, latest)
    assert ("r" in ids(store, "timeline", since="2020-05-03")) is (latest > "2020-05-02")


@pytest.mark.parametrize(
    ("due", "latest"), [("XXXX-05-02", "2020-05-02"), ("XXXX-04", "2021-04-30")]
)
def test_a_day_without_its_year_is_within_a_year_after_it_was_said(
    copied: Path, kzby: Run, due: str, latest: str
) -> None:
    said = f"title: A, status: planned, speaker: article, quote: a, due: {due}"
    records = (f"kind: plan, {said}, id: p", f"kind: project, {said}, id: r, stage: planned")
    add(copied, "2020-05-01/2020-05-02", *records)
    store = open_store(copied, strict=True)
    project, plan = rows(store, "projects")["r"], rows(store, "plans")["p"]
    assert project["due_latest"] == plan["due_latest"] == latest
    for day, standing in ((latest, "open"), ("2021-05-01", "overdue")):
        ledger = objects(kzby, "plans", "--as-of", day, "--data", copied)
        assert {row["id"]: row["standing"] for row in ledger}["p"] == standing
    assert "p" in ids(store, "plans", since=latest, until=latest)


def test_what_comes_due_is_not_what_was_said_in_no_certain_year(copied: Path, kzby: Run) -> None:
    plan = "kind: plan, title: A, status: planned, speaker: article, quote: a"
    add(copied, "2013-01-01/2100-12-31", f"{plan}, id: undated")
    due = f"kzby plans --since today --data {copied} -f csv".split()[1:]
    assert kzby(*due).err.startswith("kzby: Nothing is due from today on.\n")
    add(copied, "2014-01-01", f"{plan}, id: coming, due: 2100")
    assert [line.partition(",")[0] for line in kzby(*due).out.splitlines()] == ["id", "coming"]


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
