"""What `show` says of a field without a value, for every kind of record: nothing that is false about the article."""

from pathlib import Path
from typing import get_args

import pytest
from support import BREST, KARAGANDA, Run, cases, spoil

from kzby.model import kinds
from kzby.model.terms import Kind

LEAST = cases("barest-records")


def absent(kzby: Run, id_: str, data: Path) -> str:
    """What a page says of empty fields: `not stated: place; outcome: not reported`."""
    page = kzby("show", id_, "-f", "markdown", "--data", data).out
    rows = [line[2:-2].split(" | ") for line in page.splitlines()]
    told = [row for row in rows if row[0] == "not stated" or row[1:] == ["not reported"]]
    return "; ".join(": ".join(row) for row in told)


@pytest.mark.parametrize(("kind", "own", "expected"), LEAST)
def test_of_the_barest_record_only_what_could_be_stated_lacks(
    copied: Path, kzby: Run, kind: str, own: str, expected: str
) -> None:
    with (copied / KARAGANDA).open("a", encoding="utf-8") as article:
        head = f"kind: {kind}, id: bare, title: Bare, quote: bare"
        article.write(f"\n  - {{{head}, {own}}}\n")
    assert absent(kzby, "bare", copied) == expected


def test_every_kind_is_tried() -> None:
    assert {kind for kind, *_ in LEAST} == set(get_args(Kind)) == set(kinds.RECORDS)


@pytest.mark.parametrize(("id_", "expected"), cases("lacking"))
def test_what_a_record_lacks(invented: Path, kzby: Run, id_: str, expected: str) -> None:
    assert absent(kzby, id_, invented) == expected


@pytest.mark.parametrize(("id_", "coded", "expected"), cases("lacking-if-not-coded"))
def test_what_is_stated_in_words_or_could_not_be_is_not_called_unstated(
    copied: Path, kzby: Run, id_: str, coded: str, expected: str
) -> None:
    spoil(copied / BREST, f"    {coded}\n", "")
    assert absent(kzby, id_, copied) == expected
