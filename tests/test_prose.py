"""What running text prints: its normal form, sentences, numbers and dates."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import ROOT, cases

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


@pytest.mark.parametrize(("written", "plain"), cases("normal"))
def test_marks_dashes_and_spaces_are_one_and_the_rest_stays(written: str, plain: str) -> None:
    assert normal(written) == plain


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
def test_a_quote_is_found_however_typed(words: list[str], data: st.DataObject, space: str) -> None:
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


@pytest.mark.parametrize(("text", "quote", "times"), cases("quotes"))
def test_a_quote_is_word_for_word_and_parts_no_number(text: str, quote: str, times: str) -> None:
    assert len(english(text).find(quote)) == int(times)


@pytest.mark.parametrize(("code", "text", "sentences"), cases("sentences"))
def test_sentences_end_at_no_abbreviation_or_ordinal(code: str, text: str, sentences: str) -> None:
    written = Text(text.replace(" /", "\n"), words.of(code))
    assert [written.words(span) for span in written.sentences] == sentences.split(" | ")


def test_a_blank_text_has_no_sentence() -> None:
    assert not english("  \n ").sentences


def test_what_goes_on_without_an_end_is_cut_at_a_space() -> None:
    text = english(f"{'for 62 million and ' * 500}{'x' * 4500}")
    spans = text.sentences
    assert max(end - start for start, end in spans) <= 2001
    assert all(text.plain[start - 1 : start] in ("", " ") for start, _ in spans[:-2])
    assert "".join(map(text.words, spans)).replace(" ", "") == text.plain.replace(" ", "")


def test_the_sentence_of_a_span_may_be_several() -> None:
    text = Text("One. Two. Three.")
    assert text.words(text.around(Span(5, 8))) == "Two."
    assert text.words(text.around(Span(5, 8), 1)) == "One. Two."
    assert text.words(text.around(Span(2, 7))) == "One. Two."
    assert text.around(Span(0, 3), 1) == Span(0, 4)


# Numbers.


@pytest.mark.parametrize(("text", "value", "said"), cases("numbers-in-english"))
def test_a_number_is_read_with_the_words_around_it(text: str, value: str, said: str) -> None:
    (number,) = read(text)
    assert number.prints(value)
    hedges = {each for hedge in number.beside("hedges") for each in hedge} - {"none"}
    direction = {True: "up", False: "down", None: ""}[number.rises]
    assert " ".join(filter(None, (*number.units, *hedges, direction))) == said


@pytest.mark.parametrize(("verb", "rises"), [("nahm {} zu", True), ("nimmt {} ab", False)])
def test_a_verb_in_two_parts_says_which_way(verb: str, rises: bool) -> None:
    sentence = f"Die Ausfuhr {verb.format('2022 um fast 8 %')}."
    (number,) = Text(sentence, words.of("de")).numbers
    assert number.rises is rises


@pytest.mark.parametrize(("code", "text", "value", "unit", "hedges"), cases("numbers-in-languages"))
def test_a_number_is_read_as_its_language_prints_it(
    code: str, text: str, value: str, unit: str, hedges: str
) -> None:
    (number,) = read(text, code)
    assert number.prints(value)
    assert number.units == {*unit.split()}
    own = {each for hedge in number.beside("hedges") for each in hedge} - {"none"}
    assert own == {*hedges.split()}


@pytest.mark.parametrize(("code", "text", "value"), cases("numbers-of-another-scale"))
def test_another_scale_or_separator_is_another_number(code: str, text: str, value: str) -> None:
    assert not any(number.prints(value) for number in read(text, code))


@pytest.mark.parametrize(
    "text", ["a2917065", "CO2", "62-odd", "once", "none", "oneself", "tenth", "1/2", "62+"]
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read(text) == []


def test_number_words_without_an_end_are_soon_read() -> None:
    assert read(f"{'einhundert' * 25}x", "de") == []


def test_what_is_said_of_one_number_is_not_said_of_the_next() -> None:
    first, second = read("almost reached $62 million (72.5% up")
    assert first.beside("hedges") == [{"almost"}]
    assert first.rises is None
    assert (second.beside("hedges"), second.rises) == ([], True)
    export, import_ = read("export rose by 52.4% and import fell by 3%")
    assert (export.rises, import_.rises) == (True, False)


@pytest.mark.parametrize(("code", "text", "is_part"), cases("numbers-in-ranges"))
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
    hedges = {each for every in number.beside("hedges") for each in every}
    assert hedges - {"none"} == {hedge[0]} - {"none"}


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


@pytest.mark.parametrize(("code", "text", "read"), cases("dates-in-texts"))
def test_a_date_is_read_in_its_parts(code: str, text: str, read: str) -> None:
    parts = sorted(calendar.parts(text, language(code)))  # days, months, years
    assert " ".join(f"{unit[0]}{number}" for unit, number in parts) == read


@pytest.mark.parametrize(("code", "text", "report", "window"), cases("years-counted"))
def test_a_year_may_be_counted_from_another(code: str, text: str, report: str, window: str) -> None:
    counted = {*map(int, report.split())}, {*map(int, window.split())}
    assert calendar.shifts(text, language(code)) == counted
    assert calendar.is_dated(text, language(code)) is any(counted)
    assert not any(unit == "year" for unit, _ in calendar.parts(text, language(code)))
