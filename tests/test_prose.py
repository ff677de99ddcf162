"""What running text prints: its normal form, sentences, numbers and dates."""

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from kzby.model import figures
from kzby.model.terms import Hedge
from kzby.verify.prose import calendar
from kzby.verify.prose.numbers import HEDGES, numbers
from kzby.verify.prose.span import Span
from kzby.verify.prose.text import Text, normal

# The normal form.


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("“a” „b‟ «c»", '"a" "b" "c"'),
        ("‘a’ ‚b‛ ‹c› `d´", "'a' 'b' 'c' 'd'"),
        ("January–October — 1‑2 ‒ ― a‐b", "January-October - 1-2 - - a-b"),
        ("a\u00a0b\u2009c\u202fd \t e\r\n\r\nf", "a b c d e f"),
        ("  a ", "a"),
        ("Cafe\u0301", "Café"),
        ("", ""),
        (" \n ", ""),
        ("a\x1b[2J\x07", "a�[2J�"),
    ],
)
def test_kinds_of_quotation_mark_dash_and_space_are_one(written: str, plain: str) -> None:
    assert normal(written) == plain


@pytest.mark.parametrize(
    "kept", ["−5", "1,5", "1.5", "1 500", "ʼ", "ё", "O0", "%", "$", "[sic]", "é"]
)
def test_digits_signs_separators_and_letters_stay(kept: str) -> None:
    assert normal(kept) == kept


@given(st.text())
def test_the_normal_form_is_normal(text: str) -> None:
    once = normal(text)
    assert normal(once) == once


@given(st.text())
def test_no_letter_digit_or_sign_is_touched(text: str) -> None:
    """Beside spaces, quotation marks, dashes and what steers a terminal, the text in NFC goes through unchanged."""
    loose = set("“”„‟«»\"‘’‚‛‹›`´'‐‑‒–—―-")

    def rest(shown: str) -> str:
        return "".join(c for c in shown if not c.isspace() and c not in loose)

    shown = unicodedata.normalize("NFC", text)
    assert rest(normal(text)) == rest(
        "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in shown)
    )


_WORDS = st.lists(
    st.sampled_from(["trade", "62", "said", "«big»", "Brest–Minsk", "it’s", "$117,500", "éa"]),
    min_size=3,
)


@given(_WORDS, st.data(), st.sampled_from([" ", "\n", "\u00a0", "  ", "\r\n"]))
def test_an_honest_quote_is_found_however_it_was_typed(
    words: list[str], data: st.DataObject, space: str
) -> None:
    begin = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(begin + 1, len(words)))
    typed = " ".join(words[begin:end]).translate(str.maketrans("«»–’", '“”-"'.replace('"', "'")))
    text = Text(space.join(words))
    found = text.find(typed)
    assert any(text.words(span) == normal(typed) for span in found)
    assert len({*found}) == len(found)


@given(st.text(min_size=1), st.text())
def test_a_place_leads_back_to_the_text(before: str, after: str) -> None:
    text = Text(f"{before} milk {after}")
    for span in text.find("milk"):
        place = text.place(span)
        assert text.shown[place.start : place.end] == "milk"


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("a delight industry", "light industry", 0),
        ("a light industry", "light industry", 1),
        ("light and light", "light", 2),
        ("$22.35 million", "$22", 0),
        ("$22.35 million", "$22.3", 0),
        ("$22.3 million", "$22.3", 0),
        ("$22.3 million", "$22.3 million", 1),
        ("$22.3 million", "22.3 million", 0),
        ("72.5% up", "72.5", 0),
        ("72.5% up", "72.5%", 1),
        ("$117,500", "$117", 0),
        ("$117 500 tenge", "$117", 0),
        ("in 2015 100 companies", "in 2015", 1),
        ("it cost 22. Then", "cost 22", 1),
        ("of 5, 6 and 7", "of 5", 1),
        ("is (good)* [a-z]+ $1 \\d", "(good)* [a-z]+ $1 \\d", 1),
        ("Kazakhstan's", "Kazakhstan", 1),
        ("re-export", "export", 1),
        ("aaa", "", 0),
        ("aa aa aa", "aa aa", 2),
        ("", "x", 0),
    ],
)
def test_a_quote_stands_word_for_word_and_parts_no_number(
    text: str, quote: str, found: int
) -> None:
    assert len(Text(text).find(quote)) == found


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One is 22.4 million. Two? Three!", ["One is 22.4 million.", "Two?", "Three!"]),
        ('He said: "It is so." Then he left.', ['He said: "It is so."', "Then he left."]),
        ("A headline\n\nA text.", ["A headline", "A text."]),
        (
            "Mr. Serik and A. Novik met. See eng.belta.by.",
            ["Mr. Serik and A. Novik met.", "See eng.belta.by."],
        ),
        (
            "Gov. Lis met Prof. Novik at 5 p.m. on Monday.",
            ["Gov. Lis met Prof. Novik at 5 p.m. on Monday."],
        ),
        ('"Is it?" he asked. "No."', ['"Is it?" he asked.', '"No."']),
        ("(So it is.) Yes", ["(So it is.)", "Yes"]),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    one = Text(text)
    assert [one.words(span) for span in one.sentences] == sentences


def test_the_sentence_of_a_span_may_be_several() -> None:
    text = Text("One. Two. Three.")
    assert text.words(text.sentence(Span(5, 8))) == "Two."
    assert text.words(text.sentence(Span(2, 7))) == "One. Two."
    assert text.before(text.sentences[1]) == 0
    assert text.before(text.sentences[0]) == 0


# Numbers.


@pytest.mark.parametrize(
    ("text", "value", "unit", "hedge", "rises"),
    [
        ("$22.3 million", 22_300_000, "USD", None, None),
        ("$117,500", 117_500, "USD", None, None),
        ("US$1.2bn", 1_200_000_000, "USD", None, None),
        ("5 mln US dollars", 5_000_000, "USD", None, None),
        ("117 500 tenge", 117_500, "KZT", None, None),
        ("1.4 trillion tenge", 1_400_000_000_000, "KZT", None, None),
        ("€3,000", 3_000, "EUR", None, None),
        ("USD 7", 7, "USD", None, None),
        ("72.5% up over the same period", Decimal("72.5"), "%", None, True),
        ("fell by 12.3 per cent", Decimal("12.3"), "%", None, False),
        ("+52.4%", Decimal("52.4"), "%", None, True),
        ("−3%", 3, "%", None, False),
        ("107.5% as against last year", Decimal("107.5"), "%", None, None),
        ("1.5 times", Decimal("1.5"), "times", None, None),
        ("1.4-fold", Decimal("1.4"), "times", None, None),
        ("doubled", 2, "times", None, None),
        ("about 900", 900, None, "about", None),
        ("900 companies or so", 900, None, "about", None),
        ("900 or more", 900, None, "at-least", None),
        ("almost reached the mark of $62 million", 62_000_000, "USD", "almost", None),
        ("no more than 900", 900, None, "up-to", None),
        ("more than 900", 900, None, "over", None),
        ("exceeded the $5 million mark", 5_000_000, "USD", "over", None),
        ("over the past five years", 5, None, None, None),
        ("grew by almost 40%", 40, "%", "almost", True),
        ("up to 40%", 40, "%", "up-to", None),
        ("Four companies", 4, None, None, None),
        ("twenty-five companies", 25, None, None, None),
        ("three million", 3_000_000, None, None, None),
        ("two hundred", 200, None, None, None),
        ("two hundred and fifty", 250, None, None, None),
        ("twenty five", 25, None, None, None),
        ("two thousand five hundred", 2500, None, None, None),
        ("$62m", 62_000_000, "USD", None, None),
        ("$62k", 62_000, "USD", None, None),
        ("$22.3 millions", 22_300_000, "USD", None, None),
        ("USD62 million", 62_000_000, "USD", None, None),
        ("62 million U.S. dollars", 62_000_000, "USD", None, None),
        ("fell to 95%", 95, "%", None, None),
        ("minus 5%", 5, "%", None, False),
        ("12% more", 12, "%", None, True),
        ("2.5 times less", Decimal("2.5"), "times", None, False),
        ("not exceeding 900", 900, None, "up-to", None),
        ("less than 900", 900, None, "up-to", None),
        ("some goods exceeded 900", 900, None, "over", None),
        ("spoke about 900", 900, None, None, None),
        ("an estimated 900", 900, None, "about", None),
        ("one hundred and five", 105, None, None, None),
        ("(72.5%)", Decimal("72.5"), "%", None, None),
        ("almost all said so, 900 did", 900, None, None, None),
    ],
)
def test_a_number_is_read_with_what_is_said_of_it(
    text: str, value: Decimal, unit: str | None, hedge: Hedge | None, rises: object
) -> None:
    (number,) = numbers(text)
    assert (number.amount.value, number.unit, number.hedge, number.rises) == (
        value,
        unit,
        hedge,
        rises,
    )


@pytest.mark.parametrize(
    "text",
    [
        "22,4 million",
        "1,17",
        "12.34.56",
        "a2917065",
        "CO2",
        "007",
        "once",
        "hundreds",
        "none",
        "oneself",
        "tenth",
    ],
)
def test_what_is_no_number_or_two_is_not_read(text: str) -> None:
    assert numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("one or two", [1, 2]),
        ("5-7 companies", [5, 7]),
        (
            "$22.4 million, with export at $22.3 million and import at $117,500",
            [22_400_000, 22_300_000, 117_500],
        ),
        ("in 2015 100 companies", [2015, 100]),
        ("12 300 of 45,600", [12_300, 45_600]),
        ("$10-15 million", [10_000_000, 15_000_000]),
        ("from 3 to 5 thousand", [3_000, 5_000]),
        ("two or three million", [2_000_000, 3_000_000]),
    ],
)
def test_several_numbers_are_read_in_their_order(text: str, read: list[int]) -> None:
    assert [number.amount.value for number in numbers(text)] == read


def test_what_is_said_of_one_number_is_not_said_of_the_next() -> None:
    first, second = numbers("almost reached $62 million (72.5% up")
    assert (first.hedge, first.rises, second.hedge, second.rises) == (
        "almost",
        None,
        None,
        True,
    )
    export, import_ = numbers("export rose by 52.4% and import fell by 3%")
    assert (export.rises, import_.rises) == (True, False)


def test_a_number_knows_its_place() -> None:
    text = "about $22.4 million."
    (number,) = numbers(text)
    assert text[slice(*number.span)] == "$22.4 million"


@given(
    st.integers(1, 999_999),
    st.sampled_from(["", ".5", ".25"]),
    st.sampled_from(["", "thousand", "million", "billion"]),
    st.sampled_from([("$", "", "USD"), ("", " tenge", "KZT"), ("", "%", "%"), ("", "", None)]),
    st.sampled_from([(None, "")] + [(hedge, words[0]) for hedge, words in HEDGES.items()]),
    st.sampled_from([",", " ", ""]),
)
def test_a_number_reads_back_as_it_was_printed(
    whole: int,
    fraction: str,
    scale: str,
    unit: tuple[str, str, str | None],
    hedge: tuple[Hedge | None, str],
    separator: str,
) -> None:
    printed = f"{whole:,}{fraction} {scale}".strip()
    text = f"it was {hedge[1]} {unit[0]}{printed.replace(',', separator)}{unit[1]} in all".replace(
        "  ", " "
    )
    (number,) = numbers(text)
    assert (number.amount, number.unit, number.hedge) == (
        figures.amount(printed),
        unit[2],
        hedge[0],
    )


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    plain = normal(text)
    for number in numbers(plain):
        assert plain[slice(*number.span)].strip()
    calendar.parts(plain)
    assert all(span.start < span.end for span in Text(text).sentences)


def test_the_words_of_each_hedge_are_those_that_the_guide_lists() -> None:
    guide = (ROOT / "data" / "README.md").read_text("utf-8")
    table = guide.partition("| printed as |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(.+)` \| (.+) \|$", table, re.MULTILINE)
    assert {hedge: tuple(words.split(", ")) for hedge, words in rows} == {
        hedge: tuple(words) for hedge, words in HEDGES.items()
    }


# Dates.


@pytest.mark.parametrize(
    ("text", "days", "months", "years"),
    [
        ("on 16 December", {16}, {12}, set()),
        ("December 16, 2015", {16}, {12}, {2015}),
        ("16th of December 2015", {16}, {12}, {2015}),
        ("24-25 November", {24, 25}, {11}, set()),
        ("16 or 17 December 2015", {16, 17}, {12}, {2015}),
        ("between 25 and 27 September 2013", {25, 27}, {9}, {2013}),
        ("date 2015-11-25 MINSK", {25}, {11}, {2015}),
        ("January-October 2015", set(), {1, 10}, {2015}),
        ("Sept 3", {3}, {9}, set()),
        ("in the first quarter of 2016", set(), {1, 3}, {2016}),
        ("second half", set(), {7, 12}, set()),
        ("seven months of 2015", set(), {1, 7}, {2015}),
        ("signed in 2002 and 2009", set(), set(), {2002, 2009}),
        ("in May", set(), {5}, set()),
        ("December 16-17, 2020", {16, 17}, {12}, {2020}),
        ("In October 12 enterprises opened", set(), {10}, set()),
        ("two months later", set(), set(), set()),
        ("in the first seven months", set(), {1, 7}, set()),
        ("2000 pumps", set(), set(), set()),
        ("In 2000 pumps were made", set(), set(), {2000}),
        ("since 2010 and until 2015", set(), set(), {2010, 2015}),
        ("it may be, or not", set(), set(), set()),
        ("2,015 companies, 2015 million, a2015, 20155", set(), set(), set()),
        ("many months", set(), set(), set()),
        ("third half", set(), set(), set()),
    ],
)
def test_a_date_is_read_in_its_parts(
    text: str, days: set[int], months: set[int], years: set[int]
) -> None:
    assert [set(part) for part in calendar.parts(text)[:3]] == [days, months, years]


@pytest.mark.parametrize(
    ("text", "shifts", "same"),
    [
        ("next year", {1}, False),
        ("last year", {-1}, False),
        ("a year earlier", {-1}, False),
        ("by the end of the year", {0}, False),
        ("this year", {0}, False),
        ("the same period last year", {-1}, True),
        ("Over the past five years", {-5, 0}, False),
        ("for two years", set(), False),
        ("two years ago", {-2}, False),
    ],
)
def test_a_year_may_be_told_by_another(text: str, shifts: set[int], same: bool) -> None:
    parts = calendar.parts(text)
    assert (set(parts.shifts), parts.same, set(parts.years)) == (shifts, same, set())


def test_a_date_knows_its_place() -> None:
    text = "on 16 December, then in 2016"
    assert [text[slice(*told.span)] for told in calendar.told(text)] == ["16 December", "2016"]
