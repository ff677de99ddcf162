"""The filter by date: possible is to overlap a window, likely to lie inside, certain without doubt."""

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from support import LEAST, add, cases, filters, ids

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
    meetings = [f'{MEETING}, id: m{at}, date: "{form}"' for at, form in enumerate(FORMS.split())]
    meetings = [f"{each}, status: under-way" if "/.." in each else each for each in meetings]
    add(folder, "2017-01-01", *meetings)
    return open_store(folder)


@pytest.mark.parametrize(("window", "expected"), cases("windows"))
def test_possible_dates_overlap_likely_ones_lie_inside_and_certain_ones_without_doubt(
    dated: Store, window: str, expected: str
) -> None:
    """And notes count the difference."""
    typed = Filters(**filters(f"{window} article=2017-01-01"))
    answers = [
        query.ask(dated, "meetings", typed._replace(dates=which)).kept()
        for which in get_args(Dates)
    ]
    told, inside, sure = ([row["date"] for row in answer.mappings()] for answer in answers)
    assert {*sure} <= {*inside} <= {*told}
    marked = {each + ("!" if each in sure else "+" if each in inside else "") for each in told}
    assert marked == {*expected.split()}
    as_shown = [row["date"] for row in answers[0].surest_first()]
    assert as_shown == sorted(told, key=lambda date: date not in inside)
    loose = len(told) - len(inside)
    said, *others = (" ".join(answer.notes()) for answer in answers)
    part = r"(\d+) records? may lie outside the period: hide with --dates likely"
    assert re.findall(part, said) == [str(loose)] * bool(loose)
    assert not any("outside the period" in note for note in others)
    part = r"(\d+) more records? may fall in the period: include with --dates possible"
    open_ = [len(told) - len(each) for each in (inside, sure)]
    assert [re.findall(part, note) for note in others] == [
        [str(number)] * bool(number and window) for number in open_
    ]


@pytest.mark.parametrize(
    ("period", "which", "expected"),
    [
        (("2018", "2018"), "certain", ["stated"]),
        (("2018", "2018"), "likely", ["stated", "inferred"]),
        (("2018", "2019"), "likely", ["stated", "inferred", "by", "moved"]),
        (("2019-01", "2019-03"), "possible", ["by", "moved"]),
        (("2016-06", "2016-06"), "possible", ["moved"]),
        (("2018", "2018"), "possible", ["stated", "inferred", "by"]),
        (("2020", None), "possible", []),
        (("2017-06", "2017-06"), "possible", ["by", "unknown"]),
        (("2017-06", "2017-06"), "likely", []),
        (("2017", "2017"), "certain", ["none", "stated", "inferred", "by", "unknown"]),
        ((None, "2016"), "possible", ["moved"]),
        ((None, None), "certain", ["none", "stated", "inferred", "by", "unknown", "moved"]),
    ],
)
def test_a_project_counts_when_it_is_due_too(
    copied: Path, period: tuple[str | None, str | None], which: Dates, expected: list[str]
) -> None:
    """What is due by a day is so after its report."""
    dues = {"none": None, "stated": "2018", "inferred": "2018?", "by": "../2019"}
    dues |= {"unknown": "XXXX-06", "moved": "2019-02"}
    own = LEAST["project"] | {"title": "A", "quote": "a", "date": "2017-01-01"}
    projects = [{**own, "kind": "project", "id": id_, "due": due} for id_, due in dues.items()]
    del projects[0]["due"]
    projects[-1]["date"] = "XXXX-06?"
    add(copied, "2017-01-01", *(json.dumps(project)[1:-1] for project in projects))
    since, until = period
    typed = {"since": since, "until": until, "dates": which, "article": ["2017-01-01"]}
    assert ids(open_store(copied), "projects", **typed) == expected


@pytest.mark.parametrize("view", ["timeline", "plans", "meetings"])
@pytest.mark.parametrize("which", get_args(Dates))
def test_a_wider_window_never_drops_a_row(real: Store, view: str, which: Dates) -> None:
    windows = (("2016-11", "2016-11"), ("2016", "2016"), ("2015-12", "2019"), ("2014", None))
    listed = [ids(real, view, since=s, until=u, dates=which) for s, u in (*windows, (None, None))]
    for fewer, more in pairwise(listed):
        assert 0 < len({*fewer} & {*more}) == len(fewer)


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
    store = open_store(copied)
    typed = Filters(since=day, until=day, article=["2017-01-01"])
    possible, likely, certain = (
        query.ask(store, "timeline", typed._replace(dates=which)) for which in get_args(Dates)
    )
    said = {"plan", "proposal", "remark", "count", "goods"}
    assert {row["id"] for row in possible.mappings()} - {"there"} == set(LEAST)
    # an agreement may have been signed long before
    assert {row["id"] for row in likely.mappings()} - {"there"} == set(LEAST) - {"agreement"}
    assert {row["id"] for row in certain.mappings()} - {"there"} == said
    assert re.match("1 record may lie outside the period", "".join(possible.notes()))


def test_a_record_on_whose_date_articles_disagree_may_be_of_each(real: Store) -> None:
    for day in ("2017-04-19", "2017-04-20"):
        assert "gomel-pavlodar-conference" in ids(real, "meetings", since=day, until=day)
    both = {"since": "2017-04-19", "until": "2017-04-20", "dates": "likely"}
    assert "gomel-pavlodar-conference" in ids(real, "meetings", **both)
