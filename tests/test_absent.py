"""What `show` says of a field without a value, for every kind of record: nothing that is false about the article."""

from pathlib import Path
from typing import get_args

import pytest
from support import Run

from kzby.model import kinds
from kzby.model.terms import Kind

HEAD = "people, organizations, sectors, related"
# By kind of record: the least that an article can tell, and what its page says of the rest.
LEAST = {
    "meeting": ("form: talks", f"not stated: place; none recorded: who, regions, {HEAD}"),
    "plan": ("status: planned\n    speaker: article",
             f"not stated: place, due, outcome; none recorded: regions, {HEAD}"),
    "proposal": ("sector: culture\n    status: hoped\n    speaker: bolat-serik",
                 "none recorded: said at, regions, organizations, related"),
    "project": ("stage: idea\n    status: planned\n    speaker: article",
                f"not stated: place, due; none recorded: regions, {HEAD}"),
    "agreement": ("term: five years", f"not stated: signed; none recorded: parties, subject, regions, {HEAD}"),
    "trade": ('region: BY\n    partner: KZ\n    flow: export\n    change: "1.5"\n    change_kind: multiple',
              f"not stated: period, value, against; none recorded: {HEAD}"),
    "goods": ("name: milk\n    region: BY\n    partner: KZ\n    flow: export", f"none recorded: HS chapter, {HEAD}"),
    "count": ("value_text: some\n    unit: visits\n    of: visits\n    speaker: article",
              f"none recorded: regions, {HEAD}"),
    "remark": ("speaker: parties", f"none recorded: said at, regions, {HEAD}"),
}  # fmt: skip
BREST, KARAGANDA = "2020-03-02-brest", "2021-01-11-karaganda"
PLAN = "none recorded: said at, organizations, sectors, related"


def absent(kzby: Run, id_: str, data: Path) -> str:
    """What a page says of empty fields: `not stated: place; none recorded: people`."""
    rows = [
        line[2:-2].split(" | ")
        for line in kzby("show", id_, "-f", "markdown", "--data", data).out.splitlines()
    ]
    phrases = ("not stated", "none recorded")
    return "; ".join(": ".join(row) for row in rows if row[0] in phrases)


@pytest.mark.parametrize("kind", LEAST)
def test_of_the_barest_record_nothing_is_said_that_could_not_be_stated(
    copied: Path, kzby: Run, kind: str
) -> None:
    own, expected = LEAST[kind]
    with (copied / "articles" / f"{KARAGANDA}.yaml").open("a", encoding="utf-8") as article:
        article.write(
            f"\n  - kind: {kind}\n    id: bare\n    title: Bare\n    quote: bare\n    {own}\n"
        )
    assert absent(kzby, "bare", copied) == expected


def test_every_kind_is_tried() -> None:
    assert set(LEAST) == set(get_args(Kind)) == set(kinds.RECORDS)


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("brest-meeting", "none recorded: organizations, sectors, related"),
        ("brest-dairy", "none recorded: organizations, related"),
        ("brest-return-visit", PLAN),
        ("brest-karaganda-2009", "not stated: term; none recorded: people, sectors, related"),
        ("brest-turnover", f"none recorded: {HEAD}"),
        ("brest-balance", f"not stated: change; none recorded: {HEAD}"),
        ("karaganda-dairy", "not stated: due; none recorded: people, organizations, related"),
        ("karaganda-two-or-three", f"none recorded: {HEAD}"),
        ("karaganda-remark", "none recorded: organizations, related"),
        (KARAGANDA, "not stated: dateline"),
        ("wire-one", "not stated: region"),
        *((id_, "") for id_ in ("KZ-35", "ada-novik", "dairy", BREST)),
    ],
)
def test_what_a_record_lacks(invented: Path, kzby: Run, id_: str, expected: str) -> None:
    assert absent(kzby, id_, invented) == expected


@pytest.mark.parametrize(
    ("id_", "coded", "other", "expected"),
    [
        ("brest-return-visit", "    due: ../2021-01\n", "", PLAN),
        ("belarus-target", "    against: 2019\n", "", f"not stated: value; none recorded: {HEAD}"),
        ("brest-turnover", "    period: 2019-01/2019-10\n", "", f"none recorded: {HEAD}"),
        ("brest-turnover", "    partner: KZ\n", "", f"not stated: partner; none recorded: {HEAD}"),
    ],
)  # fmt: skip
def test_what_is_stated_in_words_or_could_not_be_is_not_called_unstated(
    copied: Path, kzby: Run, id_: str, coded: str, other: str, expected: str
) -> None:
    article = copied / "articles" / f"{BREST}.yaml"
    text = article.read_text("utf-8")
    assert coded in text
    article.write_text(text.replace(coded, other, 1), "utf-8")
    assert absent(kzby, id_, copied) == expected


def test_a_sheet_says_the_same_before_the_evidence(invented: Path, kzby: Run) -> None:
    page = kzby("show", "brest-balance", "--data", invented).out
    assert f"\n\n  not stated     change\n  none recorded  {HEAD}\n\nevidence" in page
    assert "surplus (amount not stated)" in page
