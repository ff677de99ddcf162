"""What `show` says of a field without a value, for every kind of record: nothing that is false about the article."""

from pathlib import Path
from typing import get_args

import pytest
from support import Run

from kzby.model import kinds
from kzby.model.terms import Kind

# By kind of record: the least that an article can tell, and what its page says of the rest.
HEAD = "people, organizations, sectors, related"
LEAST = {
    "meeting": ("form: talks", ["not stated     place", f"none recorded  who, regions, {HEAD}"]),
    "plan": (
        "status: planned\n    speaker: article",
        [
            "not stated        place, due",
            "no article tells  outcome",
            f"none recorded     regions, {HEAD}",
        ],
    ),
    "proposal": (
        "sector: culture\n    status: hoped\n    speaker: bolat-serik",
        ["none recorded  said at, regions, organizations, related"],
    ),
    "project": (
        "stage: idea\n    status: planned\n    speaker: article",
        ["not stated     place", f"none recorded  regions, {HEAD}"],
    ),
    "agreement": (
        "term: five years",
        ["not stated     signed", f"none recorded  parties, subject, regions, {HEAD}"],
    ),
    "trade": (
        'region: BY\n    partner: KZ\n    flow: export\n    change: "1.5"\n    change_kind: multiple',
        ["not stated     period, value, against", f"none recorded  {HEAD}"],
    ),
    "goods": (
        "name: milk\n    region: BY\n    partner: KZ\n    flow: export",
        [f"none recorded  HS chapter, {HEAD}"],
    ),
    "count": (
        "value_text: some\n    unit: visits\n    of: visits\n    speaker: article",
        [f"none recorded  regions, {HEAD}"],
    ),
    "remark": ("speaker: parties", [f"none recorded  said at, regions, {HEAD}"]),
}
EXTRA = "articles/2021-01-11-karaganda.yaml"


def absent(page: str) -> list[str]:
    """The lines of a page on what is absent: the block before the evidence."""
    lines = page[: page.index("\nevidence")].split("\n\n")[-1].splitlines()
    return [line.strip() for line in lines]


@pytest.mark.parametrize("kind", LEAST)
def test_of_the_barest_record_nothing_is_said_that_could_not_be_stated(
    copied: Path, kzby: Run, kind: str
) -> None:
    own, told = LEAST[kind]
    text = f"\n  - kind: {kind}\n    id: bare\n    title: Bare\n    quote: bare\n    {own}\n"
    with (copied / EXTRA).open("a", encoding="utf-8") as article:
        article.write(text)
    assert absent(kzby("show", "bare", "--data", copied).out) == told


def test_every_kind_is_tried() -> None:
    assert set(LEAST) == set(get_args(Kind)) == set(kinds.RECORDS)


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        ("brest-meeting", ["none recorded  organizations, sectors, related"]),
        ("brest-dairy", ["none recorded  organizations, related"]),
        ("brest-return-visit", ["none recorded  said at, organizations, sectors, related"]),
        (
            "brest-karaganda-2009",
            ["not stated     term", "none recorded  people, sectors, related"],
        ),
        ("brest-turnover", ["none recorded  people, organizations, sectors, related"]),
        (
            "brest-balance",
            ["not stated     change", "none recorded  people, organizations, sectors, related"],
        ),
        ("karaganda-dairy", ["none recorded  people, organizations, related"]),
        ("karaganda-two-or-three", ["none recorded  people, organizations, sectors, related"]),
        ("karaganda-remark", ["none recorded  organizations, related"]),
    ],
)
def test_what_a_record_lacks(invented: Path, kzby: Run, id_: str, told: list[str]) -> None:
    assert absent(kzby("show", id_, "--data", invented).out) == told


def test_a_surplus_without_its_amount_says_so_with_its_value(invented: Path, kzby: Run) -> None:
    lines = kzby("show", "brest-balance", "--data", invented).out.splitlines()
    assert [line.split(maxsplit=1)[1] for line in lines if line.startswith("  value ")] == [
        "surplus (amount not stated)"
    ]


def test_a_plan_that_came_true_lacks_what_fulfilled_it_only_if_that_is_not_recorded(
    copied: Path, kzby: Run
) -> None:
    article = copied / "articles" / "2020-03-02-brest.yaml"
    text = article.read_text("utf-8")
    article.write_text(text.replace("    fulfilled_by: karaganda-visit\n", ""), "utf-8")
    assert absent(kzby("show", "brest-return-visit", "--data", copied).out) == [
        "none recorded  fulfilled by, said at, organizations, sectors, related"
    ]
    other = text.replace("fulfilled\n    fulfilled_by: karaganda-visit", "not-fulfilled")
    article.write_text(other, "utf-8")
    assert absent(kzby("show", "brest-return-visit", "--data", copied).out) == [
        "none recorded  said at, organizations, sectors, related"
    ]


@pytest.mark.parametrize(
    ("id_", "coded", "words", "told"),
    [
        ("brest-return-visit", "    due: ../2021-01\n", "", []),
        ("belarus-target", "    against: 2019\n", "", ["not stated     value"]),
        ("brest-turnover", "    period: 2019-01/2019-10\n    period_text", "    period_text", []),
    ],
)
def test_what_is_stated_in_words_is_not_called_unstated(
    copied: Path, kzby: Run, id_: str, coded: str, words: str, told: list[str]
) -> None:
    article = copied / "articles" / "2020-03-02-brest.yaml"
    text = article.read_text("utf-8")
    assert coded in text
    article.write_text(text.replace(coded, words), "utf-8")
    *lines, recorded = absent(kzby("show", id_, "--data", copied).out)
    assert (lines, recorded.split("  ")[0]) == (told, "none recorded")


@pytest.mark.parametrize(
    ("id_", "line"),
    [("2021-01-11-karaganda", "  not stated  dateline"), ("wire-one", "  not stated  region")],
)
def test_an_article_and_a_body_lack_only_what_articles_state(
    invented: Path, kzby: Run, id_: str, line: str
) -> None:
    out = kzby("show", id_, "--data", invented).out
    assert [one for one in out.splitlines() if "not stated" in one or "none recorded" in one] == [
        line
    ]


@pytest.mark.parametrize("id_", ["KZ-35", "ada-novik", "dairy", "2020-03-02-brest"])
def test_of_what_no_article_could_state_nothing_is_said(
    invented: Path, kzby: Run, id_: str
) -> None:
    out = kzby("show", id_, "--data", invented).out
    assert "\nrecorded about it\n" in out
    assert [
        words for words in ("not stated", "no article tells", "none recorded") if words in out
    ] == []


def test_markdown_says_the_same(invented: Path, kzby: Run) -> None:
    out = kzby("show", "brest-karaganda-2009", "--data", invented, "-f", "markdown").out
    assert out.splitlines()[-3:] == [
        "| not stated | term |",
        "| none recorded | people, sectors, related |",
        "",
    ]
