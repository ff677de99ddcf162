"""Dates: what can be read, their bounds, what is refused, whether the year is printed, and their words."""

import contextlib
import io
import re
from datetime import date
from pathlib import Path

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Run, cases

from kzby.model import dates

BREST, KARAGANDA = "2020-03-02-brest", "2021-01-11-karaganda"
CODE = r"[0-9X]{4}[?]?-(3[3-6]|4[01])(?!-)"  # of a quarter or half-year


def test_bounds() -> None:
    for text, first, last in cases("dates-bounds"):
        assert [day or "-" for day in dates.bounds(text)] == [first, last], text


LONG = "{} {}".format(f"[{','.join(['2015-11-25'] * 3_000)}]", "2" * 4_000_000)


@pytest.mark.parametrize(
    ("texts", "advice"),
    [*cases("dates-refused"), (LONG, "is longer than 60 characters; write one date")],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(texts: str, advice: str) -> None:
    more = ["", "last year", "2016\n"] if "example" in advice else []
    for text in [*texts.split(), *more]:
        with pytest.raises(ValueError, match=re.escape(advice)) as caught:
            dates.bounds(text)
        assert str(caught.value).startswith(repr(text[:20])[:-1])
        assert len(str(caught.value)) < 200


parts = st.builds(
    "{}{}{}{}".format,
    st.integers(1890, 2110),
    st.sampled_from(["", "", "?", "~"]),
    st.sampled_from(["", "-00", "-01", "-12", "-13", "-21", "-33", "-36", "-40", "-41"])
    | st.dates().map(lambda day: f"{day:-%m-%d}")
    | st.just("-02-29"),
    st.sampled_from(["", "", "", "?", "~"]),
)
ends = parts | st.sampled_from(["", ".."])
members = parts | st.builds("{}..{}".format, parts | st.just(""), parts | st.just(""))
written = st.one_of(
    parts,
    parts.map(lambda part: f"XXXX{part[4:]}"),
    st.builds("{}/{}".format, ends, ends),
    st.lists(members, min_size=1, max_size=4).map(lambda several: f"[{','.join(several)}]"),
    st.text("0123456789X?~%-/.,[]{} Y", max_size=25),
    st.text(),
)


def read_by_edtf(text: str) -> tuple[str | None, str | None] | None:
    """The bounds that the edtf package gives a date; None if it cannot read it."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it cannot build
            parsed = edtf.parse_edtf(text)
            moments = parsed.lower_strict(), parsed.upper_strict()
    except (edtf.EDTFParseException, ValueError, AttributeError, TypeError):
        return None
    # an open end is an infinite number, or ten years away if it is blank; an unknown year is 0 or 9999
    ends = (day if isinstance(day, tuple) else None for day in moments)
    first, last = ("{:04}-{:02}-{:02}".format(*end[:3]) if end else None for end in ends)
    return None if text[0] in "X/" else first, None if text[0] == "X" or text[-1] == "/" else last


@settings(max_examples=60)
@given(written)
def test_a_date_is_read_as_the_edtf_package_reads_it_where_both_can(text: str) -> None:
    with contextlib.suppress(ValueError):
        bounds = dates.bounds(text)
        assert read_by_edtf(text) in (bounds, None)


KNOWN_TO_BOTH = "2013?-09-25 2016-11~ 2016-33 2016-41 2015/2016 ../2016 2016/ [..2017]"


def test_the_edtf_package_knows_these_forms_too() -> None:
    for text in KNOWN_TO_BOTH.split():
        assert read_by_edtf(text) == dates.bounds(text)


@given(written, written, st.booleans())
def test_every_date_that_can_be_read_can_be_used(text: str, other: str, one_of: bool) -> None:
    readable = []
    for each in (text, other):
        with contextlib.suppress(ValueError):
            dates.bounds(each)
            readable.append(each)
    for each in readable:
        earliest, latest = dates.bounds(each)
        for day in filter(None, (earliest, latest)):
            assert 1900 <= date.fromisoformat(day).year <= 2100
        assert not earliest or not latest or earliest <= latest
        assert (earliest is None and latest is None) == each.startswith("XXXX")
        assert dates.overlap(each, each)
        assert other not in readable or dates.overlap(each, other) == dates.overlap(other, each)
        if window := dates.window(each):
            assert window == (earliest, latest)
            season = dates.season(window)
            assert (season is not None) == (window[0][:4] == window[1][:4])
        assert dates.certain(each) <= dates.year_stated(each)
        assert each[0] == "[" or dates.bounds(dates.doubted(each)) == (earliest, latest)
        assert not dates.year_stated(dates.doubted(each))
        assert not re.search(CODE, dates.words(each, one_of=one_of))
        with contextlib.suppress(ValueError):
            assert dates.typed(each) == (earliest, latest)


COMMANDS = (
    "meetings, plans, agreements, trade, trade --reconcile, timeline, show BY-BR, "
    f"cite {KARAGANDA}, cite {KARAGANDA} --as bibtex, cite {KARAGANDA} --as csl-json"
)
# The dates of the invented dataset, and in which article.
WRITTEN = {
    "period: 2019-01/2019-10": BREST,
    "due: ../2021-01": BREST,
    "signed: 2009": BREST,
    "published: 2021-01-11": KARAGANDA,
    'date: "[2021-01-01..2021-01-10]"': KARAGANDA,
}


@pytest.mark.parametrize(
    "date", ["2020-33", "2020?-40", "[2018-41,2020-33]", "XXXX-06-21", "2018-34/..", "2019-02-29"]
)
def test_every_command_answers_or_refuses_a_date(copied: Path, kzby: Run, date: str) -> None:
    refused = []
    for before, article in WRITTEN.items():
        path = copied / "articles" / f"{article}.yaml"
        text = path.read_text(encoding="utf-8").replace(" Published on 11 January 2021.", "")
        field = before.partition(":")[0]
        if date == "2019-02-29":
            line = text[: text.index(before)].count("\n") + 1
            refused.append(rf"{article}\.yaml:{line}:.*{field}: {re.escape(repr(date))} is ")
        elif field == "published" and None in dates.bounds(date):
            continue  # no such date is one of publication
        elif (field, date) == ("period", "2020?-40") or (date.endswith("..") and field != "due"):
            continue  # it was not over when the article appeared
        path.write_text(text.replace(before, f'{field}: "{date}"'), encoding="utf-8")
    checked = kzby("check", "--data", copied)
    assert checked.code == (3 if refused else 0), checked.err
    assert all(re.search(problem, checked.err) for problem in refused), checked.err
    built = kzby("build", "kzby.sqlite", "--data", copied).code == 0
    assert built is not bool(refused)
    for command in COMMANDS.split(", ") if built else ():
        outcome = kzby(*command.split(), "--data", "kzby.sqlite")
        assert outcome.code == 0
        assert not re.search(CODE, outcome.out), "quarters and half-years are shown in words"
    assert kzby("verify", "--data", copied).code in (0, 2, 3)


@pytest.mark.parametrize(("one", "other", "meet"), cases("dates-overlap"))
def test_dates_overlap_if_one_day_can_be_meant_by_both(one: str, other: str, meet: str) -> None:
    assert dates.overlap(one, other) == dates.overlap(other, one) == (meet == "yes")


CERTAIN = "2015-11-25 2015 2015-33 2015-01/2015-10 [2015-12-16,2015-12-17] ../2016-01"
APPROXIMATE = "2015-11-25~ 2015~-11 2015/2016~"
INFERRED = "2013?-09-25 2013-09-25? 2013?-01/2013?-07 2013?-33 [2013,2014?] XXXX-06-21"


@pytest.mark.parametrize(
    ("written", "stated", "certain"),
    [(CERTAIN, True, True), (APPROXIMATE, True, False), (INFERRED, False, False)],
)
def test_a_date_is_certain_if_nothing_is_doubted(written: str, stated: bool, certain: bool) -> None:
    for text in written.split():
        assert (dates.year_stated(text), dates.certain(text)) == (stated, certain), text


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2015?-12-16", "Dec 2015?"),
        ("2015-12/2016-02", "2015 or 2016"),
        ("2004?-01-01/2006?-12-31", "between 2004? and 2006?"),
        ("XXXX-12-16", "16 Dec, year unknown"),
        ("XXXX-41", "second half, year unknown"),
        ("../2015-11-25", "by 25 Nov 2015"),
    ],
)
def test_the_month_of_a_date_is_told_as_far_as_it_is_known(date: str, words: str) -> None:
    assert dates.month(date) == words


@pytest.mark.parametrize(("table", "one_of"), [("dates-words", False), ("dates-one-of", True)])
def test_words_say_all_that_a_date_says(table: str, one_of: bool) -> None:
    for text, words in cases(table):
        assert dates.words(text, one_of=one_of) == words, text


def test_a_season_is_a_window_within_one_known_year() -> None:
    for text, days in cases("dates-seasons"):
        window = dates.window(text)
        assert window
        assert dates.season(window) == days, text
    assert dates.season(("2014-01-01", "2015-12-31")) is None
    for text in ("2015~", "[2015-01..2015-10]", "2014/..", "XXXX-06-21"):
        assert dates.window(text) is None, text


@pytest.mark.parametrize(("typed", "first", "last"), cases("dates-typed"))
def test_a_typed_date_covers_what_it_names(typed: str, first: str, last: str) -> None:
    assert dates.typed(typed) == (first, last)
    pasted = f"{typed.replace(' ', chr(0xA0))}\u200b"
    assert dates.typed(pasted) == (first, last), "what is pasted looks the same"


def test_a_typed_word_that_is_no_date_is_refused() -> None:
    odd = "13/2015|5/11/2015|No 2015|Nova 2015|25 Nov|Q1 2015|Nov  2015|1.13.2015|5 Foo 2015"
    for typed in f"15|2015-13|0000|2015-1|now||2015-11-25T10:00|{odd}".split("|"):
        with pytest.raises(ValueError, match=r"write |outside|no day"):
            dates.typed(typed)
    for typed in ("31 Nov 2015", "31.2.2015", "2015-02-29"):
        with pytest.raises(ValueError, match=f"^'{typed}' is no day: that (Nov|Feb)"):
            dates.typed(typed)
