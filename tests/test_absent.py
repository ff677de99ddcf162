"""What `show` says of a field without a value, for every kind of record: nothing that is false about the article."""

from pathlib import Path
from typing import get_args

import pytest
from support import Run

from kzby.model import kinds
from kzby.model.terms import Kind

# By kind of record: the least that an article can tell, and what its page says of the rest.
LEAST = {
    "meeting": ("form: talks", "not stated: place"),
    "plan": ("status: planned\n    speaker: article", "not stated: place, due; outcome: not reported"),
    "proposal": ("sector: culture\n    status: hoped\n    speaker: bolat-serik", ""),
    "project": ("stage: idea\n    status: planned\n    speaker: article", "not stated: place, due"),
    "agreement": ("term: five years", "not stated: signed"),
    "trade": ('region: BY\n    partner: KZ\n    flow: export\n    change: "1.5"\n    change_kind: multiple',
              "not stated: period, value, against"),
    "goods": ("name: milk\n    region: BY\n    partner: KZ\n    flow: export", ""),
    "count": ("value_text: some\n    unit: visits\n    of: visits\n    speaker: article", ""),
    "remark": ("speaker: parties", ""),
}  # fmt: skip
BREST, KARAGANDA = "2020-03-02-brest", "2021-01-11-karaganda"


def absent(kzby: Run, id_: str, data: Path) -> str:
    """What a page says of empty fields: `not stated: place; outcome: not reported`."""
    page = kzby("show", id_, "-f", "markdown", "--data", data).out
    rows = [line[2:-2].split(" | ") for line in page.splitlines()]
    told = [row for row in rows if row[0] == "not stated" or row[1:] == ["not reported"]]
    return "; ".join(": ".join(row) for row in told)


@pytest.mark.parametrize("kind", LEAST)
def test_of_the_barest_record_only_what_could_be_stated_lacks(
    copied: Path, kzby: Run, kind: str
) -> None:
    own, expected = LEAST[kind]
    with (copied / "articles" / f"{KARAGANDA}.yaml").open("a", encoding="utf-8") as article:
        head = f"kind: {kind}\n    id: bare\n    title: Bare\n    quote: bare"
        article.write(f"\n  - {head}\n    {own}\n")
    assert absent(kzby, "bare", copied) == expected


def test_every_kind_is_tried() -> None:
    assert set(LEAST) == set(get_args(Kind)) == set(kinds.RECORDS)


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("brest-karaganda-2009", "not stated: term"),
        ("brest-balance", "not stated: change"),
        ("karaganda-dairy", "not stated: due"),
        (KARAGANDA, "not stated: dateline"),
        ("wire-one", "not stated: region"),
        *((id_, "") for id_ in ("brest-meeting", "brest-turnover", "karaganda-two-or-three")),
        *((id_, "") for id_ in ("KZ-35", "ada-novik", "dairy", BREST)),
    ],
)
def test_what_a_record_lacks(invented: Path, kzby: Run, id_: str, expected: str) -> None:
    assert absent(kzby, id_, invented) == expected


@pytest.mark.parametrize(
    ("id_", "coded", "other", "expected"),
    [
        ("brest-return-visit", "    due: ../2021-01\n", "", ""),
        ("belarus-target", "    against: 2019\n", "", "not stated: value; outcome: not reported"),
        ("brest-turnover", "    period: 2019-01/2019-10\n", "", ""),
        ("brest-turnover", "    partner: KZ\n", "", "not stated: partner"),
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
    assert page.endswith("\n\n  not stated: change\n")
    assert "\n  amount   not stated\n" in page
