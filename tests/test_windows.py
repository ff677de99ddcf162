"""The filter by date, for any dates and any windows: possible is to overlap, certain is to lie inside without doubt."""

import calendar
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import CARD, HERE, LEAST, ids

from kzby import query
from kzby.model.terms import Dates
from kzby.query.answer import Answer
from kzby.query.filters import Filters
from kzby.store import Store
from kzby.store.open import open_store

T = TypeVar("T")
EVER = ("", "9")  # before and after every day
FIRST, LAST = date(2012, 1, 1), date(2016, 12, 31)


class Dated(NamedTuple):
    """An EDTF date, its first and last day, and whether nothing about it is in doubt."""

    edtf: str
    first: str
    last: str
    certain: bool = True


def year(of: date) -> Dated:
    return Dated(f"{of.year}", f"{of.year}-01-01", f"{of.year}-12-31")


def month(of: date) -> Dated:
    end = calendar.monthrange(of.year, of.month)[1]
    return Dated(f"{of:%Y-%m}", f"{of:%Y-%m}-01", f"{of:%Y-%m}-{end}")


def day(of: date) -> Dated:
    return Dated(str(of), str(of), str(of))


def doubted(of: Dated) -> Dated:
    """The year inferred: 2013?-09-25."""
    return of._replace(edtf=f"{of.edtf[:4]}?{of.edtf[4:]}", certain=False)


def interval(ends: Sequence[Dated]) -> Dated:
    begin, end = min(ends, key=lambda end: end.first), max(ends, key=lambda end: end.last)
    if begin.last >= end.first:
        return end  # two dates with a day in common are no interval
    certain = begin.certain and end.certain
    return Dated(f"{begin.edtf}/{end.edtf}", begin.first, end.last, certain)


def one_of(ends: Sequence[date]) -> Dated:
    begin, end = sorted(map(str, ends))
    if begin == end:
        return Dated(begin, begin, end)
    return Dated(f"[{begin}..{end}]", begin, end)


def pairs(of: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    return st.lists(of, min_size=2, max_size=2)


days = st.dates(FIRST, LAST)
plain = st.one_of(days.map(year), days.map(month), days.map(day))
ends = st.one_of(plain, plain.map(doubted))
anything = st.one_of(
    ends,
    plain.map(lambda of: of._replace(edtf=f"{of.edtf}~", certain=False)),
    pairs(plain).map(interval),
    *(pairs(days.map(shape).map(doubted)).map(interval) for shape in (year, month, day)),
    pairs(days).map(one_of),
    ends.map(lambda of: of._replace(edtf=f"../{of.edtf}", first=EVER[0])),
    ends.map(lambda of: of._replace(edtf=f"{of.edtf}/..", last=EVER[1])),
    days.map(lambda of: Dated(f"XXXX-{of:%m-%d}", *EVER, certain=False)),
)


class Window(NamedTuple):
    """What is typed after --since and --until."""

    since: Dated | None
    until: Dated | None

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last day, before and after every day if nothing is typed."""
        return (self.since or Dated("", *EVER)).first, (self.until or Dated("", *EVER)).last

    def filters(self, which: Dates) -> Filters:
        """What it asks for."""
        since, until = (end.edtf if end else None for end in self)
        return Filters(since=since, until=until, dates=which)


windows = st.builds(Window, st.none() | plain, st.none() | plain).filter(
    lambda window: window.bounds[0] <= window.bounds[1]
)
some = st.lists(anything, min_size=1, max_size=12)


def dated_store(dates: Sequence[Dated]) -> Store:
    """A dataset with one meeting a date; its number is its id."""
    meeting = {"kind": "meeting", "title": "A", "form": "talks", "quote": "a"}
    dated = ({"id": f"m-{at}", "date": date.edtf} for at, date in enumerate(dates))
    return store_of([{**meeting, **own} for own in dated])


def store_of(records: Sequence[Mapping[str, object]]) -> Store:
    """A dataset with these records, all from one article."""
    with TemporaryDirectory() as folder:
        for file in (HERE / "data").glob("*.yaml"):
            shutil.copy(file, folder)
        Path(folder, "people.yaml").write_text("[]\n", "utf-8")
        article = Path(folder, "articles", "2017-01-01-news.yaml")
        article.parent.mkdir()
        card = CARD | {"id": article.stem}
        article.write_text(json.dumps({"article": card, "records": records}), "utf-8")
        return open_store(folder, strict=True)


def numbers(answer: Answer) -> set[int]:
    """The numbers of the meetings of an answer."""
    return {int(row["id"].removeprefix("m-")) for row in answer.mappings()}


@settings(max_examples=50)
@given(some, windows)
def test_possible_dates_overlap_certain_ones_lie_inside(dates: list[Dated], window: Window) -> None:
    """So a wider window loses no row; and the notes count the difference."""
    (first, last), store = window.bounds, dated_store(dates)
    overlapping = {at for at, date in enumerate(dates) if date.last >= first and date.first <= last}
    lies_inside = (date.certain and first <= date.first and date.last <= last for date in dates)
    inside = {at for at, lies in enumerate(lies_inside) if lies}
    both = (window.filters(which) for which in get_args(Dates))
    possible, certain = (query.ask(store, "meetings", filters) for filters in both)
    assert numbers(possible) == overlapping
    assert numbers(certain) == inside
    doubtful = len(overlapping - inside)
    bounded = window.since or window.until
    assert re.findall(r"(\d+) records? ha(?:s|ve) an uncertain", " ".join(possible.notes())) == (
        [str(doubtful)] if doubtful and bounded else []
    )
    assert re.findall(r"hides (\d+) records?", " ".join(certain.notes())) == (
        [str(doubtful)] if doubtful and inside else []
    )


@pytest.mark.parametrize(
    ("link", "day"), [({}, "2017-01-01"), ({"said_at": "there"}, "2016-12-30")]
)
def test_the_day_of_the_telling_is_certain_for_what_is_said_not_for_what_took_place(
    link: dict[str, str], day: str
) -> None:
    common = {"title": "A", "quote": "a"}
    there = {"kind": "meeting", "id": "there", "date": "2016-12-30", **common, "form": "talks"}
    undated = [
        {"kind": kind, "id": kind, **common, **own, "speaker": "article", **link}
        for kind, own in LEAST.items()
    ]
    store = store_of([*undated, there])
    period = [Filters(since=day, until=day, dates=which) for which in get_args(Dates)]
    possible, certain = (query.ask(store, "timeline", filters) for filters in period)
    said = {"plan", "proposal", "remark", "count", "goods"}
    assert {row["id"] for row in possible.mappings()} - {"there"} == set(LEAST)
    assert {row["id"] for row in certain.mappings()} - {"there"} == said
    assert "4 records" in "".join(possible.notes())
    assert "4 records" in "".join(certain.notes())


def test_a_plan_is_certain_when_it_is_due_whenever_it_was_announced() -> None:
    plan = {"kind": "plan", "id": "plan", "title": "A", "quote": "a", "speaker": "article"}
    store = store_of([{**plan, "status": "planned", "due": "2018-05"}])
    assert ids(store, "plans", since="2018", dates="certain") == ["plan"]
