"""EDTF dates: their bounds, whether the year is printed, and their words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzby.model import dates


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        ("2015-11-25", "2015-11-25", "2015-11-25"),
        ("2016-11", "2016-11-01", "2016-11-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2002", "2002-01-01", "2002-12-31"),
        ("2015-01/2015-10", "2015-01-01", "2015-10-31"),
        ("2013?-09-25", "2013-09-25", "2013-09-25"),
        ("2013?-01/2013?-07", "2013-01-01", "2013-07-31"),
        ("[2015-01-01..2015-11-25]", "2015-01-01", "2015-11-25"),
        ("[..2015-11-25]", None, "2015-11-25"),
        ("../2016-01", None, "2016-01-31"),
        ("2014/..", "2014-01-01", None),
        ("/2016-01", None, "2016-01-31"),
        ("XXXX-06-21", None, None),
        ("201X", "2010-01-01", "2019-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("0000", None, None),
        ("9998", "9998-01-01", "9998-12-31"),
        ("9999", None, None),
    ],
)
def test_bounds(date: str, earliest: str | None, latest: str | None) -> None:
    assert dates.bounds(date) == (earliest, latest)


@pytest.mark.parametrize(
    "date", ["2015-13-45", "last year", "", "2016-02-30", "16.12.2015", "2015/11/25"]
)
def test_what_is_no_date_is_refused_with_an_example(date: str) -> None:
    with pytest.raises(ValueError, match="is not an EDTF date; write for example 2015-11-25"):
        dates.bounds(date)


def test_an_interval_open_on_both_sides_is_refused() -> None:
    with pytest.raises(ValueError, match="is open on both sides"):
        dates.bounds("../..")


def test_nothing_is_printed_on_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="is not an EDTF date"):
        dates.bounds("2015-1X")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2020?-03-02", "2020-03-02"),
        ("2020-03", "2020-03-31"),
        ("2020-03-01/2020-03-05", "2020-03-05/2020-03-07"),
        ("[..2020-03-02]", "2019"),
        ("2020/..", "2031-01-01"),
        ("XXXX-06-21", "2020-06"),
        ("XXXX-06-21", "2019-12-31/2021-01-01"),
        ("XXXX-02-29", "2020-02"),
        ("XXXX-06-21", "XXXX-06"),
        ("XXXX-06-21", "../2016-01"),
        ("XXXX-06-21", "2016-01/.."),
        ("XXXX-02-29", "XXXX-02"),
        ("XXXX-02-29", "../2003-01"),
        ("[2020-11-25,2020-11-27]", "2020-11-27"),
        ("[2020-11-25, 2020-11-27]", "2020-11"),
        ("[2015,2017..2019]", "2018-05"),
        ("{2020-11-25,2020-11-27}", "[2020-11-27,2020-11-28]"),
        ("[2020-11-25,2021-XX-05]", "2021-03-05"),
        ("2020-XX-21", "2020-06-21"),
        ("2020-06-XX", "2020-06-22"),
        ("20XX-06-21", "2045-06"),
        ("XXXX-XX-21", "2020-XX-21"),
    ],
)
def test_dates_overlap_if_one_day_can_be_meant_by_both(one: str, other: str) -> None:
    assert dates.overlap(one, other)
    assert dates.overlap(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2020-03-02", "2020-03-03"),
        ("2020?-03-02", "2021-03-02"),
        ("[..2020-03-02]", "2020-03-03/.."),
        ("XXXX-06-21", "2020-06-22"),
        ("XXXX-06-21", "2019-07/2020-05"),
        ("XXXX-06-21", "XXXX-07"),
        ("XXXX-02-29", "2021-01/2023-12"),
        ("[2020-11-25,2020-11-27]", "2020-11-26"),
        ("{2020-11-25,2020-11-27}", "[2020-11-24,2020-11-26,2020-11-28]"),
        ("[2015,2017..2019]", "2016"),
        ("2020-XX-21", "2020-06-22"),
        ("2020-XX-21", "XXXX-XX-22"),
        ("20XX-06-21", "2045-07"),
    ],
)
def test_dates_that_share_no_day_do_not_overlap(one: str, other: str) -> None:
    assert not dates.overlap(one, other)
    assert not dates.overlap(other, one)


@pytest.mark.parametrize("date", ["2016-10/2015-01", "[2015-11-25..2015-01-01]"])
def test_a_reversed_interval_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        dates.bounds(date)


@pytest.mark.parametrize(
    "date",
    [
        "2015-11-25",
        "2015-01/2015-10",
        "[2015-01-01..2015-11-25]",
        "2015-?11",
        "2015~",
        "../2016-01",
        "2015-XX",
        "2015-11-XX",
        "2015-XX-25",
    ],
)
def test_the_year_is_stated(date: str) -> None:
    assert dates.year_stated(date)


@pytest.mark.parametrize(
    "date",
    ["2013?-09-25", "2013?", "2013-09-25?", "XXXX-06-21", "201X", "2013?-01/2013?-07", "2013%"],
)
def test_the_year_is_not_stated(date: str) -> None:
    assert not dates.year_stated(date)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2015-11-25", "2015-11-25"),
        ("2013?-09-25", "2013?-09-25"),
        ("2015-01/2015-10", "Jan–Oct 2015"),
        ("2013?-01/2013?-07", "Jan–Jul 2013?"),
        ("2015-12-16/2015-12-17", "2015-12-16 to 17"),
        ("2015-12-16/2015-12-16", "2015-12-16"),
        ("2015-01/2015-01", "2015-01"),
        ("[2015-12-16,2015-12-17]", "2015-12-16 or 2015-12-17"),
        ("2013?-09-25/2013?-09-27", "2013?-09-25 to 27"),
        ("2014-11/2015-02", "2014-11 to 2015-02"),
        ("[2015-01-01..2015-11-25]", "by 2015-11-25"),
        ("[..2015-11-25]", "by 2015-11-25"),
        ("[2015-03-01..2015-11-25]", "between 2015-03-01 and 2015-11-25"),
        ("../2016-01", "by 2016-01"),
        ("/2016-01", "by 2016-01"),
        ("2014/..", "since 2014"),
        ("2014/", "since 2014"),
        ("[2015-03-01..]", "from 2015-03-01"),
        ("[2015-12-16,201X]", "2015-12-16 or 201X"),
        ("XXXX-06-21", "XXXX-06-21"),
        ("2015-21/2015-23", "2015-21 to 2015-23"),
        ("2015-XX/2015-10", "2015-XX to 2015-10"),
        ("2015-11-XX/2015-11-25", "2015-11-XX to 2015-11-25"),
    ],
)
def test_words(date: str, words: str) -> None:
    assert dates.words(date) == words


def test_a_day_that_is_one_of_two_is_not_a_window() -> None:
    assert dates.words("2015-12-16/2015-12-17", one_of=True) == "2015-12-16 or 17"
    assert dates.words("2013?-09-25/2013?-09-27", one_of=True) == "2013?-09-25 to 27"


@pytest.mark.parametrize(
    ("date", "season"),
    [
        ("2015", (2015, "01-01/12-31")),
        ("2013?", (2013, "01-01/12-31")),
        ("2015-11", (2015, "11-01/11-30")),
        ("2013?-01/2013?-07", (2013, "01-01/07-31")),
        ("2019-01/2019-02", (2019, "01-01/02-29")),
        ("2020-01/2020-02", (2020, "01-01/02-29")),
        ("2020-01-01/2020-02-28", (2020, "01-01/02-28")),
        ("2014/2015", None),
        ("2014-07/2015-03", None),
        ("2015-03/..", None),
        ("201X", None),
        ("2015~", None),
        ("[2015..2016]", None),
        ("[2015-01..2015-10]", None),
        ("XXXX-06-21", None),
    ],
)
def test_a_season_is_a_window_within_one_known_year(
    date: str, season: tuple[int, str] | None
) -> None:
    window = dates.window(date)
    assert (window and dates.season(window)) == season


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-11-25", "2015-11-25", "2015-11-25"),
        ("2015-12", "2015-12-01", "2015-12-31"),
        ("2015-12-31", "2015-12-31", "2015-12-31"),
    ],
)
def test_a_typed_date_covers_what_it_names(typed: str, first: str, last: str) -> None:
    assert (dates.first_day(typed), dates.last_day(typed)) == (first, last)


@pytest.mark.parametrize(
    "typed", ["15", "2015-13", "2015-02-29", "0000", "2015-1", "now", "", "2015-11-25T10:00"]
)
def test_a_typed_word_that_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="write YYYY, YYYY-MM or YYYY-MM-DD"):
        dates.first_day(typed)


@pytest.mark.parametrize(
    "date", ["2015-11-25", "2015", "2015-XX", "2015-01/2015-10", "[2015-12-16,2015-12-17]"]
)
def test_a_date_is_certain_whatever_its_width(date: str) -> None:
    assert dates.certain(date)


@pytest.mark.parametrize(
    "date",
    ["2013?-09-25", "2013?-01/2013?-07", "2015-?11", "2015-11-25~", "2015%", "201X", "XXXX-06-21"],
)
def test_a_date_is_not_certain_if_any_part_is_doubted_or_its_year_unknown(date: str) -> None:
    assert not dates.certain(date)


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_day_is_its_own_bounds_and_words(day: date) -> None:
    assert dates.bounds(str(day)) == (str(day), str(day))
    assert dates.words(str(day)) == str(day)


common = st.builds(
    lambda year, doubt, rest: f"{year:04}{doubt}{rest}",
    st.integers(0, 9999),
    st.sampled_from(["", "?"]),
    st.sampled_from(
        [
            "",
            "-00",
            "-01",
            "-02",
            "-12",
            "-13",
            "-21",
            "-01-31",
            "-02-28",
            "-02-29",
            "-02-30",
            "-12-00",
        ]
    ),
)


@settings(deadline=None)
@given(common, st.none() | common)
def test_what_is_common_is_read_as_the_grammar_of_all_dates_reads_it(
    first: str, last: str | None
) -> None:
    """Read part by part: edtf knows no window from a month of a doubted year (`2012?/2013?-01`), which is EDTF too."""
    plain = dates._plain(first if last is None else f"{first}/{last}")
    if plain is not None:
        assert plain == (dates._parsed(first).earliest, dates._parsed(last or first).latest)
