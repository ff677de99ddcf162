"""Which oblasts are tied, and what ties two of them."""

import json
import re
from pathlib import Path

import pytest
from support import HERE, Run

from kzby import query
from kzby.query.filters import Filters
from kzby.store import Store

DATA = ("--data", HERE / "data")


@pytest.mark.parametrize("typed", [("ties", "Brest", "Karaganda"), ("ties", "karaganda", "brest")])
def test_two_regions_give_what_ties_them_by_date(kzby: Run, typed: tuple[str, ...]) -> None:
    ids = [row["id"] for row in json.loads(kzby(*typed, "-f", "json", *DATA).out)]
    assert ids == ["brest-karaganda-2009", "brest-meeting", "brest-dairy", "brest-culture"]


def test_names_of_several_words_need_no_quotes(kzby: Run) -> None:
    several = kzby("ties", "Brest", "Oblast", "Karaganda", *DATA)
    assert several == kzby("ties", "Brest", "Karaganda", *DATA)


def test_with_narrows_every_question_to_what_names_both(store: Store) -> None:
    both = query.ask(store, "records", Filters(region=["BY-BR"], with_=["KZ-35"]))
    assert all({"BY-BR", "KZ-35"} <= {*row["regions"]} for row in both.mappings())


@pytest.mark.parametrize("columns", [20, 38, 60])
@pytest.mark.parametrize("line", ["ties", "brief Brest"])
def test_no_line_parts_a_number_from_its_noun(
    kzby: Run, shipped: Path, line: str, columns: int
) -> None:
    text = kzby(*line.split(), "--data", shipped, columns=columns).out
    parted = r"\d+\n +(?:agreement|meeting|project|plan|proposal|trade figure|mention)s?\b"
    assert not re.findall(parted, text)
    assert "\xa0" not in text
