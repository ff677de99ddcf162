"""What running text prints: its normal form, sentences, numbers and dates."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from kzby.model import figures
from kzby.model.terms import Hedge
from kzby.text import visible
from kzby.verify import calendar
from kzby.verify.numbers import numbers
from kzby.verify.text import Text, normal
from kzby.verify.words import PATTERNS, WORDS, Span

HEDGES: dict[Hedge, list[str]] = {}
for phrase, hedge in WORDS["hedges"].items():
    HEDGES.setdefault(hedge, []).append(phrase)

# The normal form.


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("“a” „b‟ «c»", '"a" "b" "c"'), ("‘a’ ‚b‛ ‹c› `d´", "'a' 'b' 'c' 'd'"),
        ("January–October — 1‑2 ‒ ― a‐b", "January-October - 1-2 - - a-b"),
        ("a\u00a0b\u2009c\u202fd \t e\r\n\r\nf", "a b c d e f"), ("  a ", "a"),
        ("Cafe\u0301", "Café"), ("", ""), (" \n ", ""), ("a\x1b[2J\x07", "a�[2J�"),
    ],
)  # fmt: skip
def test_kinds_of_quotation_mark_dash_and_space_are_one(written: str, plain: str) -> None:
    assert normal(written) == plain


@pytest.mark.parametrize(
    "kept",
    ["−5", "1,5", "1.5", "1 500", "ʼ", "ё", "O0", "%", "$", "[sic]", "é"],
)
def test_digits_signs_separators_and_letters_stay(kept: str) -> None:
    assert normal(kept) == kept


@given(st.text())
def test_no_letter_digit_or_sign_is_touched(text: str) -> None:
    """Beside spaces, quotation marks, dashes and what steers or has no width, NFC goes through."""
    assert normal(normal(text)) == normal(text)
    loose = set("“”„‟«»\"‘’‚‛‹›`´'‐‑‒–—―-")

    def rest(shown: str) -> str:
        return "".join(c for c in shown if not c.isspace() and c not in loose)

    shown = unicodedata.normalize("NFC", visible(text))
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
    spans = text.find(typed)
    assert any(text.words(span) == normal(typed) for span in spans)
    assert len({*spans}) == len(spans)


@given(st.text(min_size=1), st.text())
def test_a_place_leads_back_to_the_text(before: str, after: str) -> None:
    text = Text(f"{before} milk {after}")
    for span in text.find("milk"):
        place = text.place(span)
        assert text.shown[place.start : place.end] == "milk"


@pytest.mark.parametrize(
    ("text", "quote", "times"),
    [
        ("a delight industry", "light industry", 0), ("a light industry", "light industry", 1),
        ("light and light", "light", 2), ("$22.35 million", "$22", 0),
        ("$22.35 million", "$22.3", 0), ("$22.3 million", "$22.3", 0),
        ("$22.3 million", "$22.3 million", 1), ("$22.3 million", "22.3 million", 0),
        ("72.5% up", "72.5", 0), ("72.5% up", "72.5%", 1), ("$117,500", "$117", 0),
        ("$117 500 tenge", "$117", 0), ("in 2015 100 companies", "in 2015", 1),
        ("it cost 22. Then", "cost 22", 1), ("of 5, 6 and 7", "of 5", 1),
        ("is (good)* [a-z]+ $1 \\d", "(good)* [a-z]+ $1 \\d", 1), ("Kazakhstan's", "Kazakhstan", 1),
        ("re-export", "export", 1), ("aaa", "", 0), ("aa aa aa", "aa aa", 2), ("", "x", 0),
    ],
)  # fmt: skip
def test_a_quote_stands_word_for_word_and_parts_no_number(
    text: str, quote: str, times: int
) -> None:
    assert len(Text(text).find(quote)) == times


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One is 22.4 million. Two? Three!", ['One is 22.4 million.', 'Two?', 'Three!']),
        ('He said: "It is so." Then he left.', ['He said: "It is so."', 'Then he left.']),
        ("A headline\n\nA text.", ['A headline', 'A text.']),
        ("Mr. Serik and A. Novik met. See eng.belta.by.", ['Mr. Serik and A. Novik met.', 'See eng.belta.by.']),
        ("Gov. Lis met Prof. Novik at 5 p.m. on Monday.", ['Gov. Lis met Prof. Novik at 5 p.m. on Monday.']),
        ('"Is it?" he asked. "No."', ['"Is it?" he asked.', '"No."']),
        ("(So it is.) Yes", ['(So it is.)', 'Yes']), ("  \n ", []),
    ],
)  # fmt: skip
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [Text(text).words(span) for span in Text(text).sentences] == sentences


def test_the_sentence_of_a_span_may_be_several() -> None:
    text = Text("One. Two. Three.")
    assert [text.words(span) for span in text.around(Span(5, 8))] == ["Two.", "One. Two."]
    assert [text.words(span) for span in text.around(Span(2, 7))] == ["One. Two.", "One. Two."]
    assert text.around(Span(0, 3)) == (Span(0, 4), Span(0, 4))


# Numbers.


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("$22.3 million", "22,300,000 USD"), ("$117,500", "117,500 USD"),
        ("US$1.2bn", "1,200,000,000 USD"), ("5 mln US dollars", "5,000,000 USD"),
        ("117 500 tenge", "117,500 KZT"), ("1.4 trillion tenge", "1,400,000,000,000 KZT"),
        ("€3,000", "3,000 EUR"), ("USD 7", "7 USD"), ("72.5% up over the same period", "72.5 % up"),
        ("fell by 12.3 per cent", "12.3 % down"), ("+52.4%", "52.4 % up"), ("−3%", "3 % down"),
        ("107.5% as against last year", "107.5 %"), ("1.5 times", "1.5 times"),
        ("1.4-fold", "1.4 times"), ("doubled", "2 times"), ("about 900", "900 about"),
        ("900 companies or so", "900 about"), ("900 or more", "900 at-least"),
        ("almost reached the mark of $62 million", "62,000,000 USD almost"),
        ("no more than 900", "900 up-to"), ("more than 900", "900 over"),
        ("exceeded the $5 million mark", "5,000,000 USD over"), ("over the past five years", "5"),
        ("grew by almost 40%", "40 % almost up"), ("up to 40%", "40 % up-to"),
        ("Four companies", "4"), ("twenty-five companies", "25"), ("three million", "3,000,000"),
        ("two hundred", "200"), ("two hundred and fifty", "250"), ("twenty five", "25"),
        ("two thousand five hundred", "2,500"), ("$62m", "62,000,000 USD"), ("$62k", "62,000 USD"),
        ("$22.3 millions", "22,300,000 USD"), ("USD62 million", "62,000,000 USD"),
        ("62 million U.S. dollars", "62,000,000 USD"), ("fell to 95%", "95 %"),
        ("minus 5%", "5 % down"), ("12% more", "12 % up"), ("2.5 times less", "2.5 times down"),
        ("not exceeding 900", "900 up-to"), ("less than 900", "900 up-to"),
        ("some goods exceeded 900", "900 over"), ("spoke about 900", "900"),
        ("an estimated 900", "900 about"), ("one hundred and five", "105"), ("(72.5%)", "72.5 %"),
        ("almost all said so, 900 did", "900"),
    ],
)  # fmt: skip
def test_a_number_is_read_with_the_words_around_it(text: str, read: str) -> None:
    (number,) = numbers(text)
    direction = {True: "up", False: "down", None: None}[number.rises]
    said = (f"{number.amount.value.normalize():,f}", number.unit, number.hedge, direction)
    assert " ".join(filter(None, said)) == read


@pytest.mark.parametrize(
    "text",
    [
        "22,4 million", "1,17", "12.34.56", "a2917065", "CO2", "007", "once", "hundreds", "none",
        "oneself", "tenth",
    ],
)  # fmt: skip
def test_what_is_no_number_or_two_is_not_read(text: str) -> None:
    assert numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("one or two", [1, 2]), ("5-7 companies", [5, 7]),
        ("$22.4 million, with export at $22.3 million and import at $117,500", [22400000, 22300000, 117500]),
        ("in 2015 100 companies", [2015, 100]), ("12 300 of 45,600", [12300, 45600]),
        ("$10-15 million", [10000000, 15000000]), ("from 3 to 5 thousand", [3000, 5000]),
        ("two or three million", [2000000, 3000000]),
    ],
)  # fmt: skip
def test_several_numbers_are_read_in_their_order(text: str, read: list[int]) -> None:
    assert [number.amount.value for number in numbers(text)] == read


def test_what_is_said_of_one_number_is_not_said_of_the_next() -> None:
    first, second = numbers("almost reached $62 million (72.5% up")
    assert (first.hedge, first.rises, second.hedge, second.rises) == ("almost", None, None, True)
    export, import_ = numbers("export rose by 52.4% and import fell by 3%")
    assert (export.rises, import_.rises) == (True, False)


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
    before, typed, behind = unit[0], printed.replace(",", separator), unit[1]
    (number,) = numbers(normal(f"it was {hedge[1]} {before}{typed}{behind} in all"))
    assert number.amount == figures.amount(printed)
    assert (number.unit, number.hedge) == (unit[2], hedge[0])


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
    assert {hedge: words.split(", ") for hedge, words in rows} == HEDGES


# Dates.


@pytest.mark.parametrize(
    ("text", "read"),  # days, months, years
    [
        ("on 16 December", "d16 m12"), ("December 16, 2015", "d16 m12 y2015"),
        ("16th of December 2015", "d16 m12 y2015"), ("24-25 November", "d24 d25 m11"),
        ("16 or 17 December 2015", "d16 d17 m12 y2015"),
        ("between 25 and 27 September 2013", "d25 d27 m9 y2013"),
        ("date 2015-11-25 MINSK", "d25 m11 y2015"), ("January-October 2015", "m1 m10 y2015"),
        ("Sept 3", "d3 m9"), ("in the first quarter of 2016", "m1 m3 y2016"),
        ("second half", "m7 m12"), ("seven months of 2015", "m1 m7 y2015"),
        ("signed in 2002 and 2009", "y2002 y2009"), ("in May", "m5"),
        ("December 16-17, 2020", "d16 d17 m12 y2020"), ("In October 12 enterprises opened", "m10"),
        ("two months later", ""), ("in the first seven months", "m1 m7"), ("2000 pumps", ""),
        ("In 2000 pumps were made", "y2000"), ("since 2010 and until 2015", "y2010 y2015"),
        ("it may be, or not", ""), ("2,015 companies, 2015 million, a2015, 20155", ""),
        ("many months", ""), ("third half", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_in_its_parts(text: str, read: str) -> None:
    parts = zip("dmy", calendar.parts(text)[:3], strict=True)
    assert " ".join(f"{part}{n}" for part, numbers in parts for n in sorted(numbers)) == read


@pytest.mark.parametrize(
    ("text", "shifts", "same"),
    [
        ("next year", {1}, False), ("last year", {-1}, False), ("a year earlier", {-1}, False),
        ("by the end of the year", {0}, False), ("this year", {0}, False),
        ("the same period last year", {-1}, True), ("Over the past five years", {-5, 0}, False),
        ("for two years", set(), False), ("two years ago", {-2}, False),
    ],
)  # fmt: skip
def test_a_year_may_be_counted_from_another(text: str, shifts: set[int], same: bool) -> None:
    assert calendar.shifts(text) == shifts
    assert bool(PATTERNS["same_period"].search(text)) is same
    assert calendar.is_dated(text) is bool(shifts)
    assert not calendar.parts(text).years
