"""The filter by date, for any dates and any windows: possible is to overlap, certain is to lie inside without doubt."""

import calendar
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import HERE

from kzby import query
from kzby.load import dataset
from kzby.model import kinds
from kzby.model.terms import Dates
from kzby.query.filters import Filters
from kzby.store import Store, build

OPEN_BEGINNING, OPEN_END = "", "9"  # before and behind every day
FIRST, LAST = date(2012, 1, 1), date(2016, 12, 31)


@dataclass(frozen=True)
class Dated:
    """An EDTF date, and by how it was made up: its first and last day, and whether it is stated without doubt."""

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


def doubted(one: Dated) -> Dated:
    """The year inferred: 2013?-09-25."""
    return Dated(f"{one.edtf[:4]}?{one.edtf[4:]}", one.first, one.last, certain=False)


def approximate(one: Dated) -> Dated:
    return Dated(f"{one.edtf}~", one.first, one.last, certain=False)


def window(ends: Sequence[Dated]) -> Dated:
    begin, end = sorted(ends, key=lambda one: one.first)
    end = max(begin, end, key=lambda one: one.last)
    return Dated(f"{begin.edtf}/{end.edtf}", begin.first, end.last, begin.certain and end.certain)


def one_of(ends: Sequence[date]) -> Dated:
    begin, end = sorted(map(str, ends))
    return Dated(f"[{begin}..{end}]", begin, end)


def until(one: Dated) -> Dated:
    return Dated(f"../{one.edtf}", OPEN_BEGINNING, one.last, one.certain)


def since(one: Dated) -> Dated:
    return Dated(f"{one.edtf}/..", one.first, OPEN_END, one.certain)


def unknown(of: date) -> Dated:
    """The year not known at all: XXXX-06-21."""
    return Dated(f"XXXX-{of:%m-%d}", OPEN_BEGINNING, OPEN_END, certain=False)


days = st.dates(FIRST, LAST)
plain = st.one_of(days.map(year), days.map(month), days.map(day))
open_ = st.one_of(
    plain, days.map(year).map(doubted)
)  # edtf reads no other doubted date beside an open end
anything = st.one_of(
    plain,
    plain.map(doubted),
    plain.map(approximate),
    st.lists(plain, min_size=2, max_size=2).map(window),
    *(
        st.lists(days.map(shape).map(doubted), min_size=2, max_size=2).map(window)
        for shape in (year, month, day)
    ),
    st.lists(days, min_size=2, max_size=2).map(one_of),
    open_.map(until),
    open_.map(since),
    days.map(unknown),
)


@dataclass(frozen=True)
class Window:
    """What is typed behind --since and --until."""

    since: Dated | None
    until: Dated | None

    @property
    def first(self) -> str:
        """The first day, before every day if nothing is typed."""
        return self.since.first if self.since else OPEN_BEGINNING

    @property
    def last(self) -> str:
        """The last day, behind every day if nothing is typed."""
        return self.until.last if self.until else OPEN_END

    def filters(self, which: Dates) -> Filters:
        """What it asks for."""
        since, until = (end.edtf if end else None for end in (self.since, self.until))
        return Filters(since=since, until=until, dates=which)


windows = st.builds(Window, st.none() | plain, st.none() | plain).filter(
    lambda one: one.first <= one.last
)
some = st.lists(anything, min_size=1, max_size=12)


BASE = dataset.load(HERE / "data")
HEAD = BASE.articles[0].model_copy(update={"published": "2017-01-01"})


def dated_store(dates: Sequence[Dated]) -> Store:
    """A dataset with one meeting a date; its number is its id."""
    meeting = {"kind": "meeting", "title": "A", "form": "talks", "quote": "a"}
    return store_of([{**meeting, "id": str(at), "date": one.edtf} for at, one in enumerate(dates)])


def store_of(records: Sequence[Mapping[str, object]]) -> Store:
    """A dataset with these records, all from one article."""
    mentions = {}
    for record in records:
        checked = kinds.RECORDS[str(record["kind"])].model_validate(record)
        mentions[checked.id] = (kinds.Mention(HEAD, checked, "a.yaml", 1),)
    connection = sqlite3.connect(":memory:")
    build.fill(connection, replace(BASE, articles=(HEAD,), records=mentions))
    return Store(connection)


SAID_OR_DONE: dict[str, dict[str, object]] = {
    "meeting": {"form": "talks"},
    "agreement": {},
    "project": {"status": "planned", "stage": "planned"},
    "trade": {
        "region": "BY-BR",
        "partner": "KZ",
        "flow": "export",
        "value": "5 million",
        "unit": "USD",
    },
    "plan": {"status": "planned"},
    "proposal": {"status": "proposed", "sector": "dairy"},
    "remark": {},
    "count": {"value_text": "five", "unit": "firms", "of": "firms"},
    "goods": {"region": "BY-BR", "partner": "KZ", "flow": "export", "name": "milk"},
}


def undated_store(**told: str) -> Store:
    """A dataset with a record of each kind, its kind as its id, none with a date of its own; and a dated meeting."""
    common = {"title": "A", "quote": "a", "speaker": "article", **told}
    written = [{"kind": kind, "id": kind, **common, **own} for kind, own in SAID_OR_DONE.items()]
    written.append({**written[0], "id": "there", "date": "2016-12-30", "said_at": None})
    return store_of(written)


def found(store: Store, window: Window, which: Dates) -> set[int]:
    """The numbers of the meetings that a window lets in."""
    return {
        int(row["id"]) for row in query.ask(store, "meetings", window.filters(which)).mappings()
    }


@settings(deadline=None)
@given(some, windows)
def test_possible_dates_overlap_the_window_and_certain_ones_lie_inside(
    dates: list[Dated], window: Window
) -> None:
    first, last, store = window.first, window.last, dated_store(dates)
    overlapping = {at for at, one in enumerate(dates) if one.last >= first and one.first <= last}
    inside = {
        at
        for at, one in enumerate(dates)
        if one.certain and first <= one.first and one.last <= last
    }
    assert found(store, window, "possible") == overlapping
    assert found(store, window, "certain") == inside
    assert inside <= overlapping


@settings(deadline=None)
@given(some, windows, windows, st.sampled_from(get_args(Dates)))
def test_a_wider_window_loses_no_row(
    dates: list[Dated], window: Window, other: Window, which: Dates
) -> None:
    since = min(window, other, key=lambda one: one.first).since
    until = max(window, other, key=lambda one: one.last).until
    store = dated_store(dates)
    assert found(store, window, which) <= found(store, Window(since, until), which)


@settings(deadline=None)
@given(some, windows)
def test_the_notes_count_what_is_possible_and_not_certain(
    dates: list[Dated], window: Window
) -> None:
    store = dated_store(dates)
    certain = found(store, window, "certain")
    doubtful = len(found(store, window, "possible") - certain)
    let_in = query.ask(store, "meetings", window.filters("possible")).notes()
    left_out = query.ask(store, "meetings", window.filters("certain")).notes()
    bounded = window.since or window.until
    assert re.findall(r"(\d+) records? ha\w+ an uncertain date", " ".join(let_in)) == (
        [str(doubtful)] if doubtful and bounded else []
    )
    assert re.findall(r"hides (\d+)", " ".join(left_out)) == (
        [str(doubtful)] if doubtful and certain else []
    )


@pytest.mark.parametrize(
    ("told", "day"), [({}, "2017-01-01"), ({"said_at": "there"}, "2016-12-30")]
)
def test_the_day_of_the_telling_is_certain_for_what_is_said_not_for_what_took_place(
    told: dict[str, str], day: str
) -> None:
    store = undated_store(**told)
    wanted = [Filters(since=day, until=day, dates=which) for which in get_args(Dates)]
    possible, certain = (query.ask(store, "timeline", filters) for filters in wanted)
    assert {row["id"] for row in possible.mappings()} - {"there"} == set(SAID_OR_DONE)
    assert {row["id"] for row in certain.mappings()} - {"there"} == {
        "plan",
        "proposal",
        "remark",
        "count",
        "goods",
    }
    assert list(possible.notes()) == [
        "4 records have an uncertain date; hide them with --dates certain."
    ]
    assert list(certain.notes()) == ["--dates certain hides 4 records with an uncertain date."]


def test_a_plan_is_certain_when_it_is_due_whenever_it_was_announced() -> None:
    plan = {
        "kind": "plan",
        "id": "plan",
        "title": "A",
        "quote": "a",
        "speaker": "article",
        "status": "planned",
    }
    store = store_of([{**plan, "due": "2018-05"}])
    found = query.ask(store, "plans", Filters(since="2018", dates="certain"))
    assert [row["id"] for row in found.mappings()] == ["plan"]
