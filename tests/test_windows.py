"""The filter by date: possible is to overlap a window, certain is to lie inside without doubt."""

import json
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from support import LEAST, add, cases, filters

from kzby import query
from kzby.model.terms import Dates
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store

# One of each form, with a year that is certain or doubted where there may be one.
FORMS = """
    2013 2013? 2013-09 2013?-09 2013-09-25 2013?-09-25 2013-09-25~ 2013-09-24/2013-09-26
    2013?-09/2013?-10 [2013-09-24..2013-09-26] ../2013-09-25 2013-09-25/.. XXXX-09-25
"""
MEETING = "kind: meeting, title: A, form: talks, quote: a"


@pytest.fixture(scope="module")
def dated(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The invented dataset with a meeting of each date, whose id is its place among them."""
    folder = Path(shutil.copytree(invented, tmp_path_factory.mktemp("dated") / "data"))
    meetings = (f'{MEETING}, id: m{at}, date: "{form}"' for at, form in enumerate(FORMS.split()))
    add(folder, "2017-01-01", *meetings)
    return open_store(folder, strict=True)


@pytest.mark.parametrize(("window", "expected"), cases("windows"))
def test_possible_dates_overlap_certain_ones_lie_inside(
    dated: Store, window: str, expected: str
) -> None:
    """And the notes count the difference."""
    typed = Filters(**filters(f"{window} article=2017-01-01"))
    possible, certain = (
        query.ask(dated, "meetings", typed._replace(dates=which)) for which in get_args(Dates)
    )
    inside = [row["date"] for row in certain.mappings()]
    told = {row["date"] + "!" * (row["date"] in inside) for row in possible.mappings()}
    assert told == {*expected.split()}
    doubtful = [str(len(told) - len(inside))]
    said, hidden = (" ".join(answer.notes()) for answer in (possible, certain))
    assert re.findall(r"(\d+) records have an uncertain", said) == doubtful * bool(window)
    assert re.findall(r"hides (\d+) records", hidden) == doubtful * bool(inside)


@pytest.mark.parametrize(
    ("link", "day"), [({}, "2017-01-01"), ({"said_at": "there"}, "2016-12-30")]
)
def test_the_day_of_the_telling_is_certain_for_what_is_said_not_for_what_took_place(
    copied: Path, link: dict[str, str], day: str
) -> None:
    head = {"title": "A", "quote": "a", "speaker": "article", **link}
    undated = ({"kind": kind, "id": kind, **own, **head} for kind, own in LEAST.items())
    records = (json.dumps(record)[1:-1] for record in undated)
    add(copied, "2017-01-01", *records, f"{MEETING}, id: there, date: 2016-12-30")
    store = open_store(copied, strict=True)
    typed = Filters(since=day, until=day, article=["2017-01-01"])
    possible, certain = (
        query.ask(store, "timeline", typed._replace(dates=which)) for which in get_args(Dates)
    )
    said = {"plan", "proposal", "remark", "count", "goods"}
    assert {row["id"] for row in possible.mappings()} - {"there"} == set(LEAST)
    assert {row["id"] for row in certain.mappings()} - {"there"} == said
    assert "4 records" in "".join(possible.notes())
    assert "4 records" in "".join(certain.notes())
