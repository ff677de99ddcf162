"""The proof: what stands in the texts passes, and whatever is changed, is noticed."""

import hashlib
import string
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from support import (
    BREST,
    CARD,
    FIRST,
    HERE,
    KARAGANDA,
    TEXTS,
    Outcome,
    Run,
    cases,
    edit,
    needs_texts,
)
from syrupy.assertion import SnapshotAssertion

from kzby.errors import DataError
from kzby.load import dataset
from kzby.model import kinds, terms
from kzby.model.article import Article
from kzby.render.as_summary import lacking
from kzby.store.open import bundled
from kzby.verify import dating, measures, proof
from kzby.verify import words as languages
from kzby.verify.evidence import LARGEST, Case, Source, sources
from kzby.verify.proof import published
from kzby.verify.text import Text

SEEDS, TEXT = HERE / "seeds", "2021-01-11-karaganda.txt"


def problems(data: Path, texts_in: Path = SEEDS) -> list[str]:
    """What verifying finds, without the folder's name."""
    listed = proof.prove(data, texts_in).problems
    return [str(problem).removeprefix(f"{data}/") for problem in listed]


# The whole of it.


def test_all_that_the_invented_articles_print_is_proven(invented: Path) -> None:
    proved = proof.prove(invented, SEEDS)
    assert (proved.problems, proved.missing) == ([], [])
    stated = {"text": 2, "quote": 19, "name": 43, "number": 9, "date": 15}
    assert proved.verdicts == {claim: [True] * number for claim, number in stated.items()}


def test_the_texts_beside_a_dataset_are_found_without_being_named(invented: Path) -> None:
    assert proof.prove(invented).texts == SEEDS


def test_what_needs_no_text_is_checked_without(
    copied: Path, texts: Path, kzby: Run, snapshot: SnapshotAssertion
) -> None:
    for name in ("2020-03-02-brest.txt", TEXT):
        (texts / name).unlink()
        assert kzby("verify", "--data", copied) == snapshot


def test_of_many_missing_texts_three_are_named() -> None:
    assert lacking([*"abc"]) == "3 texts are missing: a, b, c"
    assert lacking([*"abcde"]) == "5 texts are missing: a, b, c and 2 more"


def test_a_folder_without_any_text_is_a_mistake(copied: Path, kzby: Run) -> None:
    sentence = "kzby: --texts none holds no text of an article, such as 2020-03-02-brest.txt\n"
    assert kzby("verify", "--data", copied, "--texts", "none") == Outcome(2, "", sentence)


def test_every_failure_is_told_with_its_place_after_the_counts(copied: Path, kzby: Run) -> None:
    edit(copied / BREST, "value: 117,500", "value: 117,501")
    outcome = kzby("verify", "--data", copied, "--texts", SEEDS)
    assert outcome.code == 3
    assert "  numbers         8 of 9 proven" in outcome.out
    assert outcome.err == (
        "data/articles/2020-03-02-brest.yaml:114:12: records[7].value: 117,501 is not printed in "
        "“import $117,500” by itself\n"
        "kzby: 1 problem in the data.\n"
    )


def test_what_is_not_sound_is_not_verified(copied: Path) -> None:
    edit(copied / BREST, "kind: goods", "kind: good")
    with pytest.raises(DataError, match="is no kind of record"):
        proof.prove(copied)


# One fault each, with its sentence.


@pytest.mark.parametrize(("file", "old", "new", "problem"), cases("faults-of-evidence"))
def test_faults_have_sentences(copied: Path, file: str, old: str, new: str, problem: str) -> None:
    edit(copied / file, old, new)
    first_lines = (text.partition("\n")[0] for text in problems(copied))
    assert any(line.endswith(f".{problem}") for line in first_lines)


WHOSE = {"region": "BY-BR", "partner": "KZ", "flow": "export"}
OF_KIND = {"trade": WHOSE, "goods": WHOSE, "count": {"speaker": "article", "of": "x"}}


def record(kind: str, stated: str, **fields: Any) -> tuple[kinds.Record, dict[str, Any]]:
    """A record of what is stated, such as `value: 900, unit: USD`, and the values it is written with."""
    written = {"kind": kind, "id": "a", "title": "A", "quote": "x"} | OF_KIND.get(kind, {}) | fields
    written |= dict(part.split(": ") for part in stated.split(", "))
    return kinds.RECORDS[kind].model_validate(written), written


def held(
    record: kinds.Record,
    written: dict[str, Any],
    quote: str,
    sentence: str,
    by: Article | None = None,
    linked: Sequence[kinds.Record] = (),
) -> Case:
    """A record with another quote, held against a text of one sentence if there is one."""
    quoting, article = record.model_copy(update={"quote": (quote,)}), by or card()
    text = Text(sentence, languages.of(article.language)) if sentence else None
    return Case(quoting, written, Source(article, linked, text))


@pytest.mark.parametrize(("kind", "stated", "quote", "sentence", "wrong"), cases("records-held"))
def test_a_record_is_held_against_its_quote_and_its_sentence(
    kind: str, stated: str, quote: str, sentence: str, wrong: str
) -> None:
    case = held(*record(kind, stated), quote, sentence)
    found = [*measures.faults(case)]
    if isinstance(case.record, kinds.Goods):
        found.append(measures.goods(case.record, case))
    faults = dict.fromkeys(fault for each in found for fault in each)
    fields = " ".join(str(field) for field, _ in faults)
    assert wrong in (fields, "; ".join(f"{field}: {text}" for field, text in faults))


def test_a_headline_is_that_of_the_text(copied: Path, texts: Path) -> None:
    edit(texts / "2020-03-02-brest.txt", "BREST. WIRE", "Novik meets Serik at last\nBREST. WIRE")
    edit(copied / BREST, "headline: Novik meets Serik", "headline: Novik avoids Serik")
    wrong = "article.headline: “Novik avoids Serik” does not stand in the text"
    assert any(wrong in each for each in problems(copied, texts))
    edit(copied / BREST, "headline: Novik avoids Serik", "headline: Novik meets Serik")
    assert not any("article.headline" in each for each in problems(copied, texts))


def test_a_name_in_the_possessive_is_printed(copied: Path, texts: Path) -> None:
    for path in texts.glob("*.txt"):
        path.write_text(path.read_text("utf-8").replace("Kazakhstan", "Kazakhstan’s"), "utf-8")
    assert not [problem for problem in problems(copied, texts) if "no known name" in problem]


def test_the_country_of_a_place_is_on_its_side_of_a_flow(copied: Path, texts: Path) -> None:
    sold, text = "It exports milk powder", texts / "2020-03-02-brest.txt"
    edit(text, "Belarus exports milk powder", f"{sold} from Karaganda, Kazakhstan, to Belarus")
    assert any("goes the other way" in each for each in problems(copied, texts))
    edit(text, f"{sold} from", f"{sold} to")
    edit(text, "Kazakhstan, to Belarus", "Kazakhstan, said a firm of Belarus")
    assert not any("goes the other way" in each for each in problems(copied, texts))


def test_without_words_of_a_language_quotes_and_hashes_are_checked(copied: Path, kzby: Run) -> None:
    edit(copied / BREST, "language: en", "language: zh")
    outcome = kzby("verify", "--data", copied, "--texts", SEEDS)
    assert (outcome.code, outcome.err) == (0, "")
    assert "  not checked, language zh: " in outcome.out
    assert "  quotes        19 of 19 proven\n" in outcome.out
    edit(copied / BREST, "quote: joint dairies", "quote: joint diaries")
    assert kzby("verify", "--data", copied, "--texts", SEEDS).code == 3


# Dates.


def card(published: str = "2016-03-05", dating: str = "On 5 March 2016.") -> Article:
    own = {"id": "a", "published": published, "dating": dating}
    return Article.model_validate(CARD | own)


def plan(**stated: Any) -> kinds.Record:
    return record("plan", "status: planned, speaker: article", **stated)[0]


def misdated(
    dated: kinds.Record,
    quote: str = "x",
    sentence: str = "",
    by: Article | None = None,
    linked: Sequence[kinds.Record] = (),
) -> list[list[str]]:
    """What is wrong with each date of a record in an article."""
    faults = dating.faults(held(dated, {}, quote, sentence, by, linked))
    return [[f"{field}: {text}" for field, text in wrong] for wrong in faults]


@pytest.mark.parametrize(("published", "due", "words", "wrong"), cases("dates-held"))
def test_a_date_is_held_against_its_words(published: str, due: str, words: str, wrong: str) -> None:
    by = card(published or "2016-03-05")
    (faults,) = misdated(plan(due=due, due_text=words or None), by=by)
    assert bool(faults) is bool(wrong)
    assert wrong in ("", "...") or faults == [f"due: {wrong}"]


def test_the_words_of_a_date_must_stand_in_the_text() -> None:
    missing = "due_text: “in April” does not stand in the text"
    for due in ("2016-04", None):
        assert misdated(plan(due=due, due_text="in April"), "x", "x came") == [[missing]]
    assert misdated(plan(due_text="in April")) == [[]], "only the text can tell"


def test_words_that_date_several_fields_are_one_finding() -> None:
    agreement, _ = record("agreement", "status: signed, date_text: in 2009")
    assert misdated(agreement) == [[]]


@pytest.mark.parametrize(
    ("kind", "stated", "quote", "sentence", "wrong"), cases("dates-of-records")
)
def test_the_dates_of_a_record_are_held_against_its_quote_and_its_sentence(
    kind: str, stated: str, quote: str, sentence: str, wrong: str
) -> None:
    faults = misdated(record(kind, stated)[0], quote, sentence)
    assert "; ".join(text for date in faults for text in date) == wrong


def test_a_date_without_words_may_be_that_of_a_linked_record() -> None:
    doubted = plan(due="2019?-04", related=["b"])
    assert misdated(doubted, linked=[plan(id="b", due="2019-04", due_text="in April 2019")]) == [[]]
    assert misdated(doubted) != [[]]
    wordless = plan(id="b", due="2019-04")
    assert misdated(doubted, linked=[wordless]) != [[]], "without words, neither proves the other"


def test_a_figure_without_words_for_its_period_needs_a_figure_that_has_them() -> None:
    wordless, _ = record("trade", "flow: export, value: 5, unit: USD, period: 2016", related=["b"])
    advice = "give them, or link the record that has the date"
    assert misdated(wordless) == [[f"period: is 2016, but no words date it so; {advice}"]]
    stated = "id: b, flow: export, value: 5, unit: USD, period: 2016, period_text: in 2016"
    worded, _ = record("trade", stated)
    assert misdated(wordless, linked=[worded]) == [[]]


def test_the_day_of_publication_is_printed_unless_it_is_one_of_several() -> None:
    text = Text("date 2016-03-05 MINSK. They met on 4 March.", languages.of("en"))
    assert list(published(card(), text)) == []
    another = published(card("2016-03-06", "Published on 6 March 2016."), text)
    sentence = "is 2016-03-06, but the text prints no such date with its year; mark it ?"
    assert list(another) == [("published", sentence)]
    month = card("2016-03", "Published in March 2016.")
    assert list(published(month, Text("No day in March 2016.", languages.of("en")))) == []
    ranged = card("2016-03-05/2016-03-06", "Published on 5 or 6 March 2016.")
    assert list(published(ranged, text)) == []


# What is wrong with a text.


def test_another_text_is_not_the_recorded_text(invented: Path, texts: Path) -> None:
    (texts / TEXT).write_text("Something else.", encoding="utf-8")
    first, *others = problems(invented, texts)
    digest = hashlib.sha256(b"Something else.").hexdigest()
    assert first == (
        f"{KARAGANDA}:7:11: article.sha256: {texts / TEXT} is another text, of SHA-256 {digest}; "
        "use the text that was coded"
    )
    assert sum("does not stand in the text" in problem for problem in others) >= 6


def hole(text: Path) -> None:
    """A huge file that takes no room, and would take all memory to read."""
    with text.open("wb") as file:
        file.truncate(2**40)


def folder(text: Path) -> None:
    text.unlink()
    text.mkdir()


NO_FILE = "is no file of at most 1,000,000 bytes; put the text there"


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (hole, NO_FILE), (folder, NO_FILE),
        (lambda text: text.write_bytes(b"caf\xe9"), "is not UTF-8 (byte 4); save the text as UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_text_is_said_at_its_card(
    invented: Path, texts: Path, spoil: Callable[[Path], None], wrong: str
) -> None:
    spoil(texts / TEXT)
    assert problems(invented, texts) == [f"{KARAGANDA}:2:3: article.file: {texts / TEXT} {wrong}"]


def test_what_windows_adds_makes_another_text_with_all_in_it(invented: Path, texts: Path) -> None:
    coded = (texts / TEXT).read_bytes()
    for raw in (b"\xef\xbb\xbf" + coded, coded.replace(b"\n", b"\r\n")):
        (texts / TEXT).write_bytes(raw)
        (problem,) = problems(invented, texts)
        assert problem.endswith("use the text that was coded")


def test_a_large_text_is_read_and_an_unread_one_not_proven(invented: Path, texts: Path) -> None:
    (texts / TEXT).write_bytes(b"x" * LARGEST)
    assert "is another text" in problems(invented, texts)[0]
    (texts / TEXT).write_bytes(b"x" * (LARGEST + 1))
    assert proof.prove(invented, texts).verdicts["text"] == [True, False]


def test_a_text_that_repeats_a_title_and_a_name_is_soon_read(copied: Path, texts: Path) -> None:
    edit(texts / "2020-03-02-brest.txt", "BREST. WIRE", "Governor Novik " * 5_000 + "BREST. WIRE")
    assert "is another text" in problems(copied, texts)[0]


def test_a_text_that_cannot_be_reached_is_a_problem(copied: Path, texts: Path) -> None:
    name = f"{'x' * 300}.txt"
    edit(copied / KARAGANDA, "  published: ", f"  file: {name}\n  published: ")
    assert problems(copied, texts) == [
        f"{KARAGANDA}:9:9: article.file: {texts / name} cannot be read: File name too long"
    ]


# The real articles, on their texts.


@needs_texts
def test_the_articles_whose_texts_are_at_hand_are_proven() -> None:
    """But for what is right and refused all the same, as the guide to the data says."""
    refused = {
        ("2011-10-05-gomel-commission", "records[6].quote"),
        ("2011-10-06-gomel-ivanov", "records[8].value"),
        ("2017-04-20-minsk-pavlodar", "records[4].speaker"),
    }
    proved = proof.prove(bundled(), TEXTS)
    found = {(Path(problem.file).stem, problem.field) for problem in proved.problems}
    assert found == {each for each in refused if ((TEXTS or HERE) / f"{each[0]}.txt").exists()}
    least = {"text": 5, "quote": 190, "name": 540, "number": 18, "date": 37}
    for claim, verdicts in proved.verdicts.items():
        assert verdicts.count(True) >= least[claim]


def mutants(written: Mapping[str, Any], units: set[str]) -> Iterator[tuple[str, Any]]:
    """One field with one thing changed: a digit, scale, hedge, unit or flow, a letter of the quote."""
    for field in ("value", "low", "high", "change", "date", "due", "signed", "period", "against"):
        yield from ((field, other) for other in other_digits(written.get(field, "")))
    for field in {"value", "low", "high", "change"} & written.keys():
        yield from ((field, other) for other in other_scales(written[field]))
    if "change" in written:
        yield "change", f"-{written['change']}"
    lists: dict[str, Sequence[str | None]] = {}
    if "value" in written or "low" in written:
        lists["hedge"] = (None, *get_args(terms.Hedge))
    if "unit" in written:
        lists["unit"] = sorted(units)
    if written["kind"] == "trade":
        choices = {"flow": terms.Flow, "sign": terms.Sign, "change_kind": terms.ChangeKind}
        lists |= {field: get_args(list_) for field, list_ in choices.items() if field in written}
    for field, words in lists.items():
        yield from ((field, word) for word in words if word != written.get(field))
    quotes = written["quote"] if isinstance(written["quote"], list) else [written["quote"]]
    for number, quote in enumerate(quotes):
        for at, character in enumerate(quote):
            other = "" if at % 2 else character.swapcase() if character.isalpha() else "x"
            changed = f"{quote[:at]}{other}{quote[at + 1 :]}"
            yield "quote", [*quotes[:number], changed, *quotes[number + 1 :]]


def other_scales(number: str) -> Iterator[str]:
    digits = number.split()[0]
    scales = ("", " thousand", " million", " billion")
    yield from {f"{digits}{scale}" for scale in scales} - {number}
    yield f"{number}.0" if number.isdigit() else f"{number}0"


def other_digits(text: str) -> Iterator[str]:
    for at, character in enumerate(text):
        for digit in {*string.digits} - {character} if character.isdigit() else ():
            yield f"{text[:at]}{digit}{text[at + 1 :]}"


@needs_texts
def test_each_single_change_of_the_real_data_is_noticed() -> None:
    """Every digit, scale, hedge, unit, flow, sign, kind of change and letter of a quote, in turn."""
    loaded = dataset.load(bundled())
    articles = [each for each in sources(loaded, TEXTS)[1] if each.text and each.card.id in FIRST]
    entries = [entry for article in articles for entry in article.entries[1:]]
    units = {entry.written["unit"] for entry in entries if "unit" in entry.written}
    made: Counter[str] = Counter()
    missed = []
    for article in articles:
        for entry in article.entries[1:]:
            for field, other in mutants(entry.written, units):
                made[field] += 1
                written = {**entry.written, field: other}
                if other is None:
                    del written[field]
                if not noticed(article, entry.scheme, written):
                    missed.append((entry.id, field, entry.written.get(field), other))
    assert missed == []
    assert made["quote"] > 5000
    assert sum(made.values()) - made["quote"] > 2350
    assert made.keys() == {
        *("value", "low", "high", "change", "change_kind", "hedge", "unit", "flow", "sign"),
        *("date", "due", "signed", "period", "against", "quote"),
    }


def noticed(article: Source, scheme: Any, written: Mapping[str, Any]) -> bool:
    """Whether the record so written is refused, or proved wrong."""
    try:
        case = Case(scheme.model_validate(written), written, article)
    except ValidationError:
        return True
    return any(list(wrong) for _, wrong in proof.claims(case))
