"""What articles tell differently: which fields are compared, how two values go together, and how it is told."""

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from support import CARD, HERE, KARAGANDA, LEAST, Run, cases, edit, filters
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.model import conflicts, kinds
from kzby.model.article import Article, Mention
from kzby.model.conflicts import Conflict, merged
from kzby.model.fields import Edtf
from kzby.model.terms import Stage, Status, Verdict
from kzby.query import show
from kzby.query.filters import Filters
from kzby.render import words
from kzby.store import Store
from kzby.store.open import open_store

INSIDE = {("BY", "BY"), ("BY", "BY-BR"), ("BY", "brest-town"), ("BY-BR", "brest-town")}
HEAD = {"id": "a-record", "title": "A record", "quote": "a record"}
SOLD = {"region": "BY", "partner": "KZ", "flow": "export", "value": "62 million", "unit": "USD"}


def mention(kind: str, told: Any, agency: str = "one", published: str = "2020") -> Mention:
    own = {"id": "an-article", "agency": agency, "published": published}
    article = Article.model_validate(CARD | own)
    written = {"kind": kind, **HEAD, **(SOLD if kind == "trade" else LEAST[kind]), **told}
    given = {name: value for name, value in written.items() if value is not None}
    return Mention(article, kinds.RECORDS[kind].model_validate(given), "articles/a.yaml", 1)


def found(mentions: Sequence[Mention]) -> list[Conflict]:
    return list(conflicts.conflicts(mentions, merged(mentions, INSIDE), INSIDE))


def verdicts(
    kind: str, *told: dict[str, Any], agencies: Sequence[str] = ("one", "two", "three")
) -> dict[str, Verdict]:
    """The verdict of each field that articles of these agencies tell differently, one article a year."""
    cards = zip(told, agencies, ("2020", "2021", "2022"), strict=False)
    return {one.field: one.verdict for one in found([mention(kind, *card) for card in cards])}


def test_all_that_an_article_states_is_compared_but_words_and_lists_other_than_parties() -> None:
    own = dict(cases("fields-compared"))
    for kind, scheme in kinds.RECORDS.items():
        fields = ["date", "status", "speaker", "side", "said_at", *own.pop(kind).split()]
        assert list(conflicts.compared(scheme)) == fields, kind
    assert not own


def test_each_compared_field_is_a_column_of_its_kind_and_so_has_a_type(store: Store) -> None:
    for kind, scheme in kinds.RECORDS.items():
        sql = "SELECT name FROM dictionary WHERE view IN (?, ? || 's')"
        columns = {name for (name,) in store.connection.execute(sql, (kind, kind))}
        assert set(conflicts.compared(scheme)) <= columns, kind


def test_every_date_of_a_record_is_compared_as_a_date() -> None:
    fields = [item for scheme in kinds.RECORDS.values() for item in scheme.model_fields.items()]
    dates = {name for name, field in fields if Edtf in get_args(field.annotation)}
    assert dates == set(conflicts.DATES)


# How the values of two or three articles go together: what each states, and the verdicts.

RULES = [
    rule.split("\n", 1)
    for rule in (HERE / "cases" / "verdicts.txt").read_text("utf-8").split("# ")[1:]
]
# Kinds with what their rules have in common.
ALIKE = {
    "growth": ("trade", "change=10; change_kind=percent"),
    "balance": ("trade", "flow=balance; value=5 million"),
}


def fields(text: str) -> dict[str, Any]:
    given: dict[str, Any] = dict(field.split("=") for field in text.split("; ") if field)
    return {
        name: value[1:-1].split(",") if value[:1] == "[" else value for name, value in given.items()
    }


@pytest.mark.parametrize(("rule", "lines"), RULES)
def test_values_agree_or_are_revised_or_in_conflict(rule: str, lines: str) -> None:
    for line in lines.strip().splitlines():
        head, *told, expected = re.split(" *[:|>] *", line.strip())
        name, *agencies = head.split()
        kind, shared = ALIKE.get(name, (name, ""))
        values = [fields(shared) | fields(values) for values in told]
        result = verdicts(kind, *values, agencies=agencies or ("one", "two", "three"))
        assert result == fields(expected), (rule, line)


def test_of_articles_that_may_be_of_one_day_neither_revises_the_other() -> None:
    dates = [("one", "2020-03-02/2020-03-03"), ("one", "2020-03-03")]
    cards = zip(("2021", "2022"), dates, strict=True)
    told = [mention("plan", {"due": due}, *card) for due, card in cards]
    assert [one.verdict for one in found(told)] == ["conflict"]


def test_every_status_and_stage_has_its_step_but_those_that_say_nothing() -> None:
    assert set(conflicts.STEPS["status"]) == {*get_args(Status)} - {"reported"}
    assert set(conflicts.STEPS["stage"]) == {*get_args(Stage)} - {"unclear"}


def used(kind: str, *told: str) -> dict[str, str | None]:
    """The year of the article whose value answers give, by field."""
    years = map(str, range(2020, 2030))
    written = ({name: value or None for name, value in fields(one).items()} for one in told)
    mentions = [mention(kind, one, published=next(years)) for one in written]
    return {one.field: one.used and one.used.mention.article.published for one in found(mentions)}


@pytest.mark.parametrize(("told", "expected"), cases("used"))
def test_answers_give_the_most_exact_oldest_or_furthest_value(told: str, expected: str) -> None:
    kind, values = told.split(": ", 1)
    kind, shared = ALIKE.get(kind, (kind, ""))
    versions = [f"{shared}; {each}".strip("; ") for each in values.split(" | ")]
    assert used(kind, *versions) == fields(expected)


# How it is told.

TRADE = "--article 2020-04-06-brest --kind trade -f json"


@pytest.mark.parametrize(
    ("line", "columns"),
    [("", 80), ("--all", None), ("--status agreed", 36), (TRADE, None)]
    + [(f"--status agreed -f {name}", None) for name in ("markdown", "csv", "tsv")],
)
def test_conflicts(
    kzby: Run, told_twice: Path, line: str, columns: int | None, snapshot: SnapshotAssertion
) -> None:
    """The gravest first, each value beside its source; in a spreadsheet all of them in one cell."""
    outcome = kzby("conflicts", *line.split(), "--data", told_twice, columns=columns)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == snapshot


def test_the_filters_are_those_of_the_records(told_twice: Path) -> None:
    store = open_store(told_twice)
    for typed, expected in cases("filters-of-conflicts"):
        rows = query.ask(store, "conflicts", Filters(**filters(typed))).mappings()
        assert ", ".join(f"{row['id']} {row['field']}" for row in rows) == expected


def test_show_says_what_differs(kzby: Run, told_twice: Path, snapshot: SnapshotAssertion) -> None:
    out = kzby("show", "brest-turnover", "--data", told_twice, columns=90).out
    assert out[out.index("\nWhere") + 1 :] == snapshot
    assert "disagree" not in kzby("show", "karaganda-dairy", "--data", told_twice).out


def test_the_data_of_show_has_what_conflicts_has(told_twice: Path) -> None:
    store = open_store(told_twice)
    every = query.ask(store, "conflicts").mappings()
    rows = [row for row in every if row["id"] == "brest-turnover"]
    (turnover,) = show.show(store, "brest-turnover").mappings()
    names = ("field", "type", "verdict", "used", "told")
    assert turnover["conflicts"] == [{name: row[name] for name in names} for row in rows]
    assert [row["field"] for row in rows] == ["value", "change"]
    (dairy,) = show.show(store, "karaganda-dairy").mappings()
    assert dairy["conflicts"] == []


def test_show_in_a_spreadsheet_keeps_the_values_as_json(kzby: Run, told_twice: Path) -> None:
    out = kzby("show", "brest-import", "-f", "csv", "--data", told_twice).out
    (row,) = csv.DictReader(out.splitlines())
    *told_of, values = row["conflicts"].split(" | ", 4)
    assert told_of == ["value", "number", "revised", "2020-03-02-brest"]
    assert [one["value"] for one in json.loads(values)] == [117500, 119200]


def test_values_are_told_in_words(copied: Path, snapshot: SnapshotAssertion) -> None:
    again = (copied / KARAGANDA).read_text("utf-8").split("records:")[0]
    retold = (HERE / "cases" / "retold.yaml").read_text("utf-8")
    text = again.replace("2021-01-11", "2021-02-01").replace("7af92", "00000") + retold
    text = text.replace("example.org/2", "example.org/3").replace("11 January", "1 February")
    (copied / "articles" / "2021-02-01-karaganda.yaml").write_text(text, "utf-8")
    answer = query.ask(open_store(copied), "conflicts")
    told = []
    for row in answer.mappings():
        values = " | ".join(value for value, *_ in words.versions(row, answer.labels))
        told.append(f"{row['id']} {row['field']}: {values}")
    assert "\n".join(told) == snapshot


@pytest.mark.parametrize("line", ["", "--region Karaganda", "--kind trade", "--region Grodno"])
def test_that_articles_tell_nothing_differently_is_said(
    copied: Path, kzby: Run, line: str, snapshot: SnapshotAssertion
) -> None:
    edit(copied / KARAGANDA, "form: talks", "form: visit")
    edit(copied / KARAGANDA, "date: 2020-03\n", "date: 2020?-03-02\n")
    assert kzby("conflicts", *line.split(), "--data", copied) == snapshot
