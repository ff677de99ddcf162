"""What running text prints: its normal form, sentences, numbers and dates."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import ROOT

from kzby.model.terms import Hedge
from kzby.text import visible
from kzby.verify import calendar, words
from kzby.verify.numbers import Number
from kzby.verify.text import Text, normal
from kzby.verify.words import Span, Words


def language(code: str) -> Words:
    """The words of a language that has a file."""
    known = words.of(code)
    assert known
    return known


ENGLISH = language("en")
HEDGES: dict[Hedge, list[str]] = ENGLISH.tables["hedges"]


def english(written: str) -> Text:
    return Text(written, ENGLISH)


def read(written: str, code: str = "en") -> list[Number]:
    """Every number of a text that is no part of a date, with what stands beside it."""
    return Text(written, language(code)).numbers


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
    text = english(space.join(words))
    spans = text.find(typed)
    assert any(text.words(span) == normal(typed) for span in spans)
    assert len({*spans}) == len(spans)


@given(st.text(min_size=1), st.text())
def test_a_place_leads_back_to_the_text(before: str, after: str) -> None:
    text = Text(f"{before} milk {after}")
    for span in text.find("milk"):
        assert text.shown[span.start : span.end] == "milk"


@pytest.mark.parametrize(
    ("text", "quote", "times"),
    [
        ("a delight industry", "light industry", 0), ("a light industry", "light industry", 1),
        ("light and light", "light", 2), ("$22.35 million", "$22", 0),
        ("$22.35 million", "$22.3", 0), ("$22.3 million", "$22.3", 0),
        ("$22.3 million", "$22.3 million", 1), ("$22.3 million", "22.3 million", 0),
        ("72.5% up", "72.5", 0), ("72.5% up", "72.5%", 1), ("it has 5 bn. Then", "has 5 bn", 1), ("$117,500", "$117", 0),
        ("$117 500 tenge", "$117", 0), ("in 2015 100 companies", "in 2015", 1),
        ("it cost 22. Then", "cost 22", 1), ("of 5, 6 and 7", "of 5", 1),
        ("is (good)* [a-z]+ $1 \\d", "(good)* [a-z]+ $1 \\d", 1), ("Kazakhstan's", "Kazakhstan", 1),
        ("re-export", "export", 1), ("aaa", "", 0), ("aa aa aa", "aa aa", 2), ("", "x", 0),
    ],
)  # fmt: skip
def test_a_quote_stands_word_for_word_and_parts_no_number(
    text: str, quote: str, times: int
) -> None:
    assert len(english(text).find(quote)) == times


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
    assert [english(text).words(span) for span in english(text).sentences] == sentences


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        ("de", "Am 20. März kamen 5 Mio. Euro. Danach kam Dr. Lis.", ["Am 20. März kamen 5 Mio. Euro.", "Danach kam Dr. Lis."]),
        ("de", "Es sind 5 Mrd. Innerhalb eines Jahres stieg es.", ["Es sind 5 Mrd.", "Innerhalb eines Jahres stieg es."]),
        ("ru", "В 2015 г. Брест продал на 5 млн долл. США. В г. Минске нет.", ["В 2015 г.", "Брест продал на 5 млн долл. США.", "В г. Минске нет."]),
        ("zh", "他来了。她走了！", ["他来了。", "她走了！"]),
    ],
)  # fmt: skip
def test_an_abbreviation_or_an_ordinal_ends_no_sentence(
    code: str, text: str, sentences: list[str]
) -> None:
    written = Text(text, words.of(code))
    assert [written.words(span) for span in written.sentences] == sentences


@pytest.mark.parametrize(
    ("text", "quote", "times"),
    [
        ("cultural t\u0301ies", "cultural t", 0), ("cultural t\u0301ies", "ies", 0), ("dai\u00adries", "dairies", 1),
        ("dairies", "dai\u00adries", 1), ("两国贸易额62万美元", "贸易额", 1), ("两国贸易额62万美元", "贸易额62", 0),
    ],
)  # fmt: skip
def test_a_quote_parts_no_letter_and_what_has_no_width_says_nothing(
    text: str, quote: str, times: int
) -> None:
    assert len(Text(text).find(quote)) == times


def test_the_sentence_of_a_span_may_be_several() -> None:
    text = Text("One. Two. Three.")
    assert text.words(text.around(Span(5, 8))) == "Two."
    assert text.words(text.around(Span(5, 8), 1)) == "One. Two."
    assert text.words(text.around(Span(2, 7))) == "One. Two."
    assert text.around(Span(0, 3), 1) == Span(0, 4)


# Numbers.


@pytest.mark.parametrize(
    ("text", "value", "said"),  # unit, hedge, direction
    [
        ("$22.3 million", "22.3 million", "USD"), ("$117,500", "117,500", "USD"),
        ("US$1.2bn", "1.2 billion", "USD"), ("5 mln US dollars", "5 million", "USD"),
        ("117 500 tenge", "117,500", "KZT"), ("1.4 trillion tenge", "1.4 trillion", "KZT"),
        ("€3,000", "3,000", "EUR"), ("USD 7", "7", "USD"), ("72.5% up over the same period", "72.5", "% up"),
        ("fell by 12.3 per cent", "12.3", "% down"), ("+52.4%", "52.4", "% up"), ("−3%", "3", "% down"),
        ("107.5% as against last year", "107.5", "%"), ("1.5 times", "1.5", "times"),
        ("1.4-fold", "1.4", "times"), ("doubled", "2", "times"), ("about 900", "900", "about"),
        ("900 companies or so", "900", "about"), ("900 or more", "900", "at-least up"),
        ("almost reached the mark of $62 million", "62 million", "USD almost"),
        ("no more than 900", "900", "up-to"), ("more than 900", "900", "over"),
        ("exceeded the $5 million mark", "5 million", "USD over"), ("over the past five years", "5", ""),
        ("grew by almost 40%", "40", "% almost up"), ("up to 40%", "40", "% up-to"),
        ("Four companies", "4", ""), ("twenty-five companies", "25", ""), ("three million", "3 million", ""),
        ("two hundred", "200", ""), ("two hundred and fifty", "250", ""), ("twenty five", "25", ""),
        ("$62m", "62 million", "USD"), ("$62k", "62 thousand", "USD"), ("half a million", "0.5 million", ""),
        ("$22.3 millions", "22.3 million", "USD"), ("USD62 million", "62 million", "USD"),
        ("62 million U.S. dollars", "62 million", "USD"), ("fell to 95%", "95", "% down"),
        ("minus 5%", "5", "% down"), ("12% more", "12", "% up"), ("2.5 times less", "2.5", "times down"),
        ("not exceeding 900", "900", "up-to"), ("less than 900", "900", "up-to"),
        ("some goods exceeded 900", "900", "over"), ("spoke about 900", "900", ""),
        ("an estimated 900", "900", "about"), ("one hundred and five", "105", ""), ("(72.5%)", "72.5", "%"),
        ("62 thous. tonnes", "62 thousand", "tonnes"), ("close on 62", "62", "close-to"),
        ("62 machines plus", "62", "over up"), ("~62", "62", "about"), ("another 62", "62", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_with_the_words_around_it(text: str, value: str, said: str) -> None:
    (number,) = read(text)
    assert number.prints(value)
    hedges = {each for hedge in number.beside("hedges") for each in hedge} - {"none"}
    direction = {True: "up", False: "down", None: ""}[number.rises]
    assert " ".join(filter(None, (*number.units, *hedges, direction))) == said


@pytest.mark.parametrize(
    ("code", "text", "value", "unit", "hedges"),
    [
        ("ru", "$62 млн", "62 million", "USD", ""), ("ru", "почти 62 тыс. тонн", "62 thousand", "tonnes", "almost nearly"),
        ("ru", "85 млн долларов", "85 million", "USD", ""), ("ru", "1 234,5 тонны", "1,234.5", "tonnes", ""),
        ("ru", "в 1,4 раза", "1.4", "times", ""), ("ru", "107,5%", "107.5", "%", ""),
        ("ru", "полтора миллиона евро", "1.5 million", "EUR", ""), ("ru", "3 млн 250 тыс. тенге", "3,250,000", "KZT", ""),
        ("ru", "более 40 процентов", "40", "%", "over"), ("ru", "свыше двадцати пяти заводов", "25", "", "over"),
        ("ru", "около 900 заводов", "900", "", "about close-to"), ("ru", "порядка 900", "900", "", "about"),
        ("ru", "вырос до 62 млн", "62 million", "", ""), ("ru", "до 62 млн", "62 million", "", "up-to"),
        ("de", "$58,3 Mio.", "58.3 million", "USD", ""), ("de", "58,3 Millionen Dollar", "58.3 million", "USD", ""),
        ("de", "2 Tsd.", "2 thousand", "", ""), ("de", "1.234,5 Tonnen", "1,234.5", "tonnes", ""),
        ("de", "um 20 Prozent", "20", "%", ""), ("de", "auf das 1,4-Fache", "1.4", "times", ""),
        ("de", "2 Billionen Tenge", "2 trillion", "KZT", ""), ("de", "zweiundsechzig Firmen", "62", "", ""),
        ("de", "mehr als 62 Firmen", "62", "", "over"), ("de", "über 62 Firmen", "62", "", "over"),
        ("de", "Vertrag über 62 Mio. Euro", "62 million", "EUR", ""), ("de", "rund 62", "62", "", "about"),
        ("de", "knapp 62", "62", "", "almost nearly"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_language_prints_it(
    code: str, text: str, value: str, unit: str, hedges: str
) -> None:
    (number,) = read(text, code)
    assert number.prints(value)
    assert number.units == {*unit.split()}
    own = {each for hedge in number.beside("hedges") for each in hedge} - {"none"}
    assert own == {*hedges.split()}


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "22,4 million", "22.4 million"), ("en", "62 lakh", "62"), ("en", "62 thousand", "62"),
        ("ru", "$62 млн", "62"), ("ru", "пять миллионов", "1 million"), ("ru", "3 млн 250 тыс.", "250 thousand"),
        ("de", "$62 Millionen", "62"), ("de", "2 Billionen", "2 billion"), ("de", "1.234", "1.234"),
    ],
)  # fmt: skip
def test_another_scale_or_separator_is_another_number(code: str, text: str, value: str) -> None:
    assert not any(number.prints(value) for number in read(text, code))


@pytest.mark.parametrize(
    "text", ["a2917065", "CO2", "62-odd", "once", "none", "oneself", "tenth", "1/2", "62+"]
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read(text) == []


def test_what_is_said_of_one_number_is_not_said_of_the_next() -> None:
    first, second = read("almost reached $62 million (72.5% up")
    assert first.beside("hedges") == [{"almost"}]
    assert first.rises is None
    assert (second.beside("hedges"), second.rises) == ([], True)
    export, import_ = read("export rose by 52.4% and import fell by 3%")
    assert (export.rises, import_.rises) == (True, False)


@pytest.mark.parametrize(
    ("code", "text", "is_part"),
    [
        ("en", "10-15 plants", "11"), ("en", "from 3 to 5 plants", "11"), ("en", "between 3 and 5", "11"),
        ("en", "rose from 3 to 5", "10"), ("en", "half of 62", "1"), ("en", "3 plants and 5 towns", "00"),
        ("ru", "от 10 до 15 заводов", "11"), ("ru", "вырос с 10 до 15", "10"), ("ru", "половина из 62", "1"),
        ("de", "10 bis 15 Werke", "11"), ("de", "stieg von 10 auf 15", "10"), ("de", "die Hälfte der 62", "1"),
    ],
)  # fmt: skip
def test_the_end_of_a_range_or_a_part_is_not_the_number(code: str, text: str, is_part: str) -> None:
    assert "".join(str(int(number.is_part)) for number in read(text, code)) == is_part


@given(
    st.integers(1, 999_999),
    st.sampled_from(["", ".5", ".25"]),
    st.sampled_from(["", "thousand", "million", "billion"]),
    st.sampled_from([("$", "", "USD"), ("", " tenge", "KZT"), ("", "%", "%"), ("", "", None)]),
    st.sampled_from([("none", " #")] + [(hedge, each[0]) for hedge, each in HEDGES.items()]),
    st.sampled_from([",", " ", ""]),
)
def test_a_number_reads_back_as_it_was_printed(
    whole: int,
    fraction: str,
    scale: str,
    unit: tuple[str, str, str | None],
    hedge: tuple[str, str],
    separator: str,
) -> None:
    assume(separator or fraction or scale or unit[2] or not 1900 <= whole < 2100)  # a year
    printed = f"{whole:,}{fraction} {scale}".strip()
    typed = f"{unit[0]}{printed.replace(',', separator)}{unit[1]}"
    (number,) = read(f"it was {hedge[1].replace('#', typed)} in all")
    assert number.prints(printed)
    assert number.units == {*filter(None, [unit[2]])}
    assert {each for every in number.beside("hedges") for each in every} - {"none"} == {
        hedge[0]
    } - {"none"}


@given(st.text(), st.sampled_from(["en", "ru", "de"]))
def test_any_text_can_be_read(written: str, code: str) -> None:
    text = Text(written, language(code))
    for number in text.numbers:
        assert text.words(number.span).strip()
    calendar.parts(text.plain, language(code))
    assert all(span.start < span.end for span in text.sentences)


def test_the_words_of_each_hedge_are_those_that_the_guide_lists() -> None:
    guide = (ROOT / "data" / "README.md").read_text("utf-8")
    table = guide.partition("| printed as |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(.+)` \| (.+) \|$", table, re.MULTILINE)
    for hedge, listed in rows:
        known = {each.strip("# ") for each in HEDGES[hedge]}
        assert {*listed.split(", ")} <= known


# Dates.


@pytest.mark.parametrize(
    ("code", "text", "read"),  # days, months, years
    [
        ("en", "on 16 December", "d16 m12"), ("en", "December 16, 2015", "d16 m12 y2015"),
        ("en", "16th of December 2015", "d16 m12 y2015"), ("en", "24-25 November", "d24 d25 m11"),
        ("en", "16 or 17 December 2015", "d16 d17 m12 y2015"),
        ("en", "between 25 and 27 September 2013", "d25 d27 m9 y2013"),
        ("en", "date 2015-11-25 MINSK", "d25 m11 y2015"), ("en", "January-October 2015", "m1 m10 y2015"),
        ("en", "Sept 3", "d3 m9"), ("en", "in the first quarter of 2016", "m1 m3 y2016"),
        ("en", "second half", "m7 m12"), ("en", "seven months of 2015", "m1 m7 y2015"),
        ("en", "signed in 2002 and 2009", "y2002 y2009"), ("en", "in May", "m5"),
        ("en", "December 16-17, 2020", "d16 d17 m12 y2020"), ("en", "In October 12 enterprises opened", "m10"),
        ("en", "two months later", ""), ("en", "in the first seven months", "m1 m7"), ("en", "2000 pumps", ""),
        ("en", "In 2000 pumps were made", "y2000"), ("en", "since 2010 and until 2015", "y2010 y2015"),
        ("en", "it may be, or not", ""), ("en", "2,015 companies, 2015 million, a2015, 20155", ""),
        ("ru", "12 декабря", "d12 m12"), ("ru", "26-27 апреля 2016 года", "d26 d27 m4 y2016"),
        ("ru", "январь-октябрь 2015 года", "m1 m10 y2015"), ("ru", "за 10 месяцев", "m1 m10"),
        ("ru", "в первом квартале", "m1 m3"), ("ru", "I полугодие 2016 г.", "m1 m6 y2016"),
        ("ru", "2000 насосов", ""), ("ru", "16.12.2015", "d16 m12 y2015"),
        ("de", "20. März", "d20 m3"), ("de", "26./27. April", "d26 d27 m4"),
        ("de", "im ersten Halbjahr", "m1 m6"), ("de", "von Januar bis Oktober 2015", "m1 m10 y2015"),
        ("de", "in den ersten zehn Monaten", "m1 m10"), ("de", "2000 Pumpen", ""),
        ("en", "many months", ""), ("en", "third half", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_in_its_parts(code: str, text: str, read: str) -> None:
    parts = sorted(calendar.parts(text, language(code)))  # days, months, years
    assert " ".join(f"{unit[0]}{number}" for unit, number in parts) == read


@pytest.mark.parametrize(
    ("code", "text", "report", "window"),
    [
        ("en", "next year", {1}, set()), ("en", "last year", {-1}, set()), ("en", "a year earlier", set(), {-1}),
        ("en", "by the end of the year", {0}, set()), ("en", "this year", {0}, set()),
        ("en", "the same period last year", {-1}, set()), ("en", "Over the past five years", {-5, 0}, set()),
        ("en", "for two years", set(), set()), ("en", "two years ago", {-2}, set()), ("en", "in two years", {2}, set()),
        ("ru", "прошлого года", {-1}, set()), ("ru", "в следующем году", {1}, set()), ("ru", "два года назад", {-2}, set()),
        ("ru", "к предыдущему году", set(), {-1}), ("ru", "за последние пять лет", {-5, 0}, set()),
        ("de", "im letzten Jahr", {-1}, set()), ("de", "im Vorjahreszeitraum", set(), {-1}),
        ("de", "vor zwei Jahren", {-2}, set()), ("de", "in den letzten fünf Jahren", {-5, 0}, set()),
    ],
)  # fmt: skip
def test_a_year_may_be_counted_from_another(
    code: str, text: str, report: set[int], window: set[int]
) -> None:
    assert calendar.shifts(text, language(code)) == (report, window)
    assert calendar.is_dated(text, language(code)) is bool(report | window)
    assert not any(unit == "year" for unit, _ in calendar.parts(text, language(code)))
