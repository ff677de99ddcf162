"""The proof: what stands in the texts passes, and whatever is changed, is noticed."""

import hashlib
import shutil
import string
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from support import HERE, TEXTS, Run, needs_texts

from kzby.errors import DataError
from kzby.load import dataset
from kzby.model import kinds, terms
from kzby.model.article import Article
from kzby.render.as_summary import lacking
from kzby.store.open import bundled
from kzby.verify import dating, measures, proof
from kzby.verify import words as languages
from kzby.verify.dating import published
from kzby.verify.evidence import LARGEST, Case, Source, read, sources
from kzby.verify.text import Text
from kzby.verify.words import Span

BREST, KARAGANDA = "articles/2020-03-02-brest.yaml", "articles/2021-01-11-karaganda.yaml"
TEXT = "2021-01-11-karaganda.txt"


def problems(data: Path, texts_in: Path = HERE / "seeds") -> list[str]:
    """What verifying finds, without the folder's name."""
    listed = proof.prove(data, texts_in).problems
    return [str(problem).removeprefix(f"{data}/") for problem in listed]


def changed(data: Path, file: str, old: str, new: str) -> Path:
    """The dataset with one place of one file changed."""
    path = data / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return data


# The whole of it.


def test_all_that_the_invented_articles_print_is_proven(invented: Path) -> None:
    proved = proof.prove(invented, HERE / "seeds")
    assert (proved.problems, proved.missing) == ([], [])
    stated = {"text": 2, "quote": 19, "name": 43, "number": 9, "date": 15}
    assert proved.verdicts == {claim: [True] * number for claim, number in stated.items()}


def test_the_texts_beside_a_dataset_are_found_without_being_named(invented: Path) -> None:
    assert proof.prove(invented).texts == HERE / "seeds"


def test_without_the_texts_the_rest_is_checked(copied: Path, kzby: Run) -> None:
    outcome = kzby("verify", "--data", copied)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "data, without the articles' texts:\n"
        "  numbers   9 of 9 are in the quote, with scale, unit and hedge\n"
        "  dates   15 of 15 are in the text, or follow from the date of the report\n"
        "  not checked: 2 texts, 19 quotes, 43 names\n"
        "the texts are missing; give their folder with --texts FOLDER\n"
    )


def test_a_missing_text_is_named_and_no_problem(copied: Path, tmp_path: Path, kzby: Run) -> None:
    (tmp_path / TEXT).write_bytes((HERE / "seeds" / TEXT).read_bytes())
    outcome = kzby("verify", "--data", copied, "--texts", tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        f"data, against {tmp_path}:",
        "  texts     1 of 2 have the recorded SHA-256",
        "  quotes   6 of 19 are in the text",
        "  names   13 of 43 are in the text, in a known spelling",
        "  numbers   9 of 9 are in the quote, with scale, unit and hedge",
        "  dates   15 of 15 are in the text, or follow from the date of the report",
        "  not checked: 1 text, 13 quotes, 30 names",
        "1 text is missing: 2020-03-02-brest.txt",
    ]


def test_of_many_missing_texts_three_are_named() -> None:
    assert lacking([*"abc"]) == "3 texts are missing: a, b, c"
    assert lacking([*"abcde"]) == "5 texts are missing: a, b, c and 2 more"


def test_a_folder_without_any_text_is_a_mistake(copied: Path, tmp_path: Path, kzby: Run) -> None:
    outcome = kzby("verify", "--data", copied, "--texts", tmp_path / "none")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        f"kzby: --texts {tmp_path / 'none'} holds no text of an article, such as 2020-03-02-brest.txt\n"
    )


def test_every_failure_is_told_with_its_place_after_the_counts(copied: Path, kzby: Run) -> None:
    changed(copied, BREST, "value: 117,500", "value: 117,501")
    outcome = kzby("verify", "--data", copied, "--texts", HERE / "seeds")
    assert outcome.code == 3
    assert "  numbers   8 of 9 are in" in outcome.out
    assert outcome.err == (
        "data/articles/2020-03-02-brest.yaml:114:12: records[7].value: 117,501 is not printed in "
        "“import $117,500” by itself\n"
        "kzby: 1 problem in the data.\n"
    )


def test_what_is_not_sound_is_not_verified(copied: Path) -> None:
    changed(copied, BREST, "kind: goods", "kind: good")
    with pytest.raises(DataError, match="'good' is no kind of record"):
        proof.prove(copied)


def test_an_article_is_verified_beside_faulty_files_of_others(copied: Path, kzby: Run) -> None:
    changed(copied, BREST, "kind: goods", "kind: good")
    id_ = Path(KARAGANDA).stem
    outcome = kzby("verify", id_, "--data", copied, "--texts", HERE / "seeds")
    assert outcome.out.splitlines()[1].split() == "texts 1 of 1 have the recorded SHA-256".split()
    text = "left out 1 other file with problems: 2020-03-02-brest.yaml; 'kzby check' lists them"
    assert (outcome.code, outcome.err) == (0, f"{copied}: warning: {text}\n")


# One fault each, with its sentence.


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (BREST, "quote: had a surplus", "quote: had surplus",
         "quote: “had surplus” does not stand in the text"),
        (BREST, "quote: thanked the guests", "quote: thanked the hosts",
         "nothing[0].quote: “thanked the hosts” does not stand in the text"),
        (BREST, "quote: joint dairies", "quote: cheese (a+)[", "quote: “cheese (a+)[” does not stand in the text"),
        (BREST, "value: 117,500", "value: 117.5 thousand", "value: 117.5 thousand is not printed in “import $117,500” by itself"),
        (BREST, "signed: 2009", "signed: 2008", "signed: is 2008, but “in 2009” means no day, no month, year 2009"),
        (BREST, "signed: 2009", "signed: 2009?", "signed: is 2009?, but the year is certain; write it without ?"),
        (BREST, "    date: 2020?-03-02", "    date: 2020?-03-03", "date: is 2020?-03-03, but “on 2 March” means day 2, month 3, year 2020"),
        (BREST, "    date: 2020?-03-02", "    date: 2020-03-02",
         "date: is 2020-03-02, but “on 2 March” prints no year; mark it with ?"),
        (BREST, "against: 2018-01/2018-10", "against: 2017-01/2017-10",
         "against: is 2017-01/2017-10, but “the same period of the previous year” means no day, months 1 and 10, year 2018"),
        (BREST, "against: 2018-01/2018-10", "against: 2018-01/2018-09",
         "against: is 2018-01/2018-09, but “the same period of the previous year” means no day, months 1 and 10, year 2018"),
        (BREST, "published: 2020?-03-02/2020?-03-03", "published: 2020?-03-02",
         "dating: must close with a sentence that prints 2020?-03-02 in words"),
        (BREST, "published: 2020?-03-02/2020?-03-03", "published: 2020-03-02/2020-03-03",
         "published: is 2020-03-02/2020-03-03, but the text prints no such date with its year; mark it ?"),
        (KARAGANDA, "published: 2021-01-11", "published: 2021?-01-11",
         "published: is 2021?-01-11, but the text prints it; write it without ?"),
        (KARAGANDA, "    speaker: article\n    side: KZ\n", "    speaker: wire-one\n    side: BY\n",
         "speaker: the text prints no known name of wire-one; correct the id, or add the name"),
        (KARAGANDA, "    date_text: between 1 and 10 January\n", "",
         "date: is [2021-01-01..2021-01-10], but no words date it so; give them, or link the record that has the date"),
        # Whose trade it is, and with whom, is in the sentence or the one before.
        (BREST, "Surplus of Brest Oblast with Kazakhstan\n    region: BY-BR",
         "Surplus of Brest Oblast with Kazakhstan\n    region: BY-HR",
         "region: the sentence prints no known name of BY-HR; correct the id, or add the name"),
        (BREST, "    partner: KZ\n    period: 2021", "    partner: KZ-35\n    period: 2021",
         "partner: the sentence prints no known name of KZ-35; correct the id, or add the name"),
    ],
)  # fmt: skip
def test_each_fault_has_its_sentence(
    copied: Path, file: str, old: str, new: str, problem: str
) -> None:
    assert any(text.endswith(f".{problem}") for text in problems(changed(copied, file, old, new)))


def record(kind: str, stated: str, **fields: Any) -> tuple[kinds.Record, dict[str, Any]]:
    """A record of what is stated, such as `value: 900, unit: USD`, and the values it is written with."""
    written = {"kind": kind, "id": "a", "title": "A", "quote": "x", **fields}
    if kind in ("trade", "goods"):
        written |= {"region": "BY-BR", "partner": "KZ"}
    written |= dict(part.split(": ") for part in stated.split(", "))
    return kinds.RECORDS[kind].model_validate(written), written


def figure(stated: str) -> tuple[kinds.Record, dict[str, Any]]:
    return record("trade", f"flow: export, {stated}")


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


def wrong_with(
    stated: tuple[kinds.Record, dict[str, Any]], quote: str, sentence: str
) -> tuple[str, str]:
    """The fields of a record that are wrong by its quote and the sentence, if any; what is wrong."""
    case = held(*stated, quote, sentence)
    faults = dict.fromkeys(fault for wrong in measures.faults(case) for fault in wrong)
    fields = [str(field) for field, _ in faults]
    return " ".join(fields), "; ".join(f"{field}: {text}" for field, text in faults)


@pytest.mark.parametrize(
    ("stated", "quote", "sentence", "wrong"),
    [
        ("value: 900, unit: USD", "export of $900", "", ""),
        ("value: 900, unit: USD", "$900", "an export of $900.", ""), ("value: 900, unit: USD", "$900", "", ""),
        ("value: 900, unit: USD", "$900", "Export fell. It was $900.", ""),
        ("value: 900, unit: USD", "$900", "trade, of which $900 was export", ""),
        ("value: 900, unit: USD", "$900 was export", "trade, of which $900 was export", ""),
        ("value: 900, unit: USD", "import of $900", "", "flow"),
        ("value: 900, unit: USD", "$900", "an export that fell short of $900.",
         "value: 900 is not printed in “$900” by itself"),
        ("change: 15, change_kind: percent", "15% up", "export was 10-15% up", "change"),
        ("value: 900, unit: USD, hedge: about", "about $900", "an export of about $900.", ""),
        ("value: 900, unit: USD", "export of 900", "",
         "unit: is USD, which neither “export of 900” nor its sentence counts"),
        ("value: 900, unit: tonnes", "export of 900 tonnes", "", ""),
        ("value: 900, unit: tonnes", "export of 900", "an export of 900 tonnes", ""),
        ("value: 900, unit: tonnes", "export of 900", "an export of 900 pieces", "unit"),
        ("value: 22.4 million, unit: USD", "export of $22,4 million", "", "value"),
        ("change: -12.3, change_kind: percent", "export fell by 12.3%", "", ""),
        ("change: 12.3, change_kind: percent", "export by 12.3%", "",
         "change: is 12.3, but “export by 12.3%” says neither up nor down"),
        ("change: 107.5, change_kind: index", "export at 107.5% as against 2020", "", ""),
        ("change: 1.5, change_kind: multiple", "export rose 1.5 times", "", ""),
        ("change: 2, change_kind: multiple", "export doubled", "", ""),
        ("flow: balance, sign: surplus", "had a trade surplus", "", ""),
        ("flow: balance, sign: deficit, value: 5, unit: USD", "a deficit of $5", "", ""),
        ("flow: contracts, value: 5, unit: USD", "contracts worth $5", "", ""),
        ("flow: investment, value: 5, unit: USD", "invested $5", "", ""),
        ("value: 5, unit: USD, change: 3, change_kind: percent", "export of $5, up 4%", "", "change"),
        ("value: 900, unit: USD", "$900", "an export of about $900.",
         "hedge: is no hedge, but the sentence of “$900” has ‘about’"),
        ("value: 900, unit: USD, hedge: about", "about $900", "They spoke about $900 of export.",
         "hedge: is ‘about’, but the sentence of “about $900” has no hedge"),
        ("value: 900, unit: USD", "$900", "Export fell. So it was. It was $900.",
         "flow: is export, but next to the number “$900” or its sentence says none"),
        ("value: 900, unit: USD", "$900", "Import was $900. A surplus of $900.",
         "flow: is export, but next to the number “$900” or its sentence says ‘balance’ or ‘import’"),
        ("change: 12.3, change_kind: percent", "export fell by 12.3%", "", "change: is 12.3, but “export fell by 12.3%” says down"),
        ("change: -12.3, change_kind: percent", "export rose by 12.3%", "", "change: is -12.3, but “export rose by 12.3%” says up"),
        ("flow: balance, sign: deficit", "had a trade surplus", "", "sign: is deficit, which “had a trade surplus” does not say, or its sentence denies"),
        ("flow: balance, sign: surplus", "Trade Surplus", "", ""),
        ("value: 900, unit: USD", "export of $900, import of $5", "", ""),
        ("flow: import, value: 5, unit: USD", "export of $900, import of $5", "", ""),
        ("value: 900, unit: USD", "$900 and import", "Export was $900 and import $5.", ""),
        ("flow: import, value: 900, unit: USD", "$900 and import", "Export was $900 and import $5.",
         "flow: is import, but next to the number “$900 and import” or its sentence says ‘export’"),
        ("change: 72.5, change_kind: percent", "export rose more than 72.5%", "",
         "change: is 72.5, but the sentence of “export rose more than 72.5%” has ‘over’"),
        ("value: 2, unit: USD", "$60 and $2", "Import and export were $60 and $2 respectively.", ""),
        ("value: 60, unit: USD", "$60 and $2", "Import and export were $60 and $2 respectively.",
         "flow: is export, but next to the number “$60 and $2” or its sentence says ‘import’"),
        ("value: 2, unit: USD", "export were $60 and $2", "Import and export were $60 and $2 respectively.", ""),
        ("change: 2, change_kind: multiple", "doubled", "Export more than doubled.",
         "change: is 2, but the sentence of “doubled” has ‘over’"),
        ("value: 60, unit: USD", "$60", "They plan an export of $60.", "basis: is actual, but before “$60” the text says “plan”"),
        ("value: 60, unit: USD", "$60", "An export of $60 is to grow, they expect.", ""),
        ("value: 60, unit: USD, basis: target", "$60", "They plan an export of $60.", ""),
        ("value: 60, unit: USD, basis: target", "$60", "There was an export of $60.",
         "basis: is target, but before “$60” the text foresees nothing"),
        ("flow: balance, sign: surplus", "trade surplus", "There was no trade surplus.",
         "sign: is surplus, which “trade surplus” does not say, or its sentence denies"),
        ("value: 15, unit: USD", "export of 10-15 dollars", "", "value: 15 is not printed in “export of 10-15 dollars” by itself"),
        ("value: 15, unit: USD", "export rose by $15", "", "value: 15 is not printed in “export rose by $15” by itself"),
        ("value: 15, unit: USD", "export at $15 per tonne", "", "unit: is USD, but “export at $15 per tonne” counts per piece"),
        ("value: 15, unit: USD", "export rose from $10 to $15", "", ""),
        ("value: 62 million, unit: USD", "export of half of $62 million", "",
         "value: 62 million is not printed in “export of half of $62 million” by itself"),
        ("value: 62 million, unit: USD", "export of twice $62 million", "",
         "value: 62 million is not printed in “export of twice $62 million” by itself"),
        ("value: 62 million, unit: USD", "export of $62 million, approximately,", "",
         "hedge: is no hedge, but the sentence of “export of $62 million, approximately,” has ‘about’"),
        ("value: 62 million, unit: USD", "export of $62 million, more than in 2015", "", ""),
        ("value: 62, unit: BYR", "export of 62 Belarusian rubles", "", ""),
        ("change: 72.5, change_kind: index", "export soared 72.5%", "",
         "change_kind: is index, but “export soared 72.5%” means ‘percent’"),
        ("change: -92.5, change_kind: percent", "export fell to 92.5%", "",
         "change_kind: is percent, but “export fell to 92.5%” means ‘index’"),
        ("change: 5, change_kind: percent", "export saw an increase in 2020 of 5%", "", ""),
        ("change: 5, change_kind: index", "export and 5%", "", "change_kind: is index, but “export and 5%” means none"),
        ("change: 2.5, change_kind: multiple", "export 2.5 times less", "",
         "change_kind: is multiple, but “export 2.5 times less” means none"),
        ("value: 62 million, unit: USD, hedge: over", "over the year export exceeded $62 million", "", ""),
    ],
)  # fmt: skip
def test_a_figure_is_held_against_its_quote_and_its_sentence(
    stated: str, quote: str, sentence: str, wrong: str
) -> None:
    assert wrong in wrong_with(figure(stated), quote, sentence)


@pytest.mark.parametrize(
    ("stated", "quote", "sentence", "wrong"),
    [
        ("value: 4, value_text: Four, unit: companies", "Four companies", "", ""),
        ("value: 600, value_text: 600, unit: firms", "including 600", "900 firms, including 600.", ""),
        ("value: 600, value_text: 600, unit: plants", "including 600", "900 firms, including 600.", "unit"),
        ("low: 1, value_text: one or two, unit: plans", "one or two plans", "", "low"),
        ("value_text: many, unit: firms", "many firms", "", ""),
        ("value: 900, value_text: 900, unit: firms", "900 towns", "900 towns and 12 firms", "unit"),
        ("value: 900, value_text: 900, unit: firms", "900 towns", "9 firms and 900 towns", "unit"),
        ("value_text: many, unit: firms", "firms", "", "value_text: “many” is not in “firms”"),
        ("value_text: small, unit: firms", "number of firms is small", "number of firms is small", ""),
        ("value_text: many, unit: plants", "plants of many firms", "plants of many firms", "unit"),
        ("value: 5, value_text: 5, unit: art", "5 parties", "5 parties came", "unit"),
        ("value: 5, value_text: 5, unit: parties", "5 parties,", "5 parties, not 6", ""),
        ("value: 5, value_text: 5, unit: projects", "spoke about 5 projects", "spoke about 5 projects", ""),
        ("value: 250, value_text: two hundred and fifty, unit: firms", "two hundred and fifty firms", "", ""),
        ("low: 1, high: 2, value_text: one or two, unit: plans", "one or two firms", "one or two firms came",
         "unit: is plans, which neither “one or two firms” nor its sentence counts"),
        ("value_text: two, unit: firms", "two firms", "two firms came", "value_text: the number is not that of “two”"),
        ("value: 5, value_text: 5, unit: tonnes a year", "5 tonnes per year", "5 tonnes per year (so far)", ""),
        ("value: 5, value_text: 5, unit: tonnes a year", "5 tonnes per day", "5 tonnes per day (so far)", "unit"),
    ],
)  # fmt: skip
def test_a_count_is_held_against_its_quote_and_its_sentence(
    stated: str, quote: str, sentence: str, wrong: str
) -> None:
    count = record("count", stated, speaker="article", of="x")
    assert wrong in wrong_with(count, quote, sentence)


@pytest.mark.parametrize(
    ("name", "flow", "quote", "wrong"),
    [
        ("dairy products", "export", "export of meat and dairy products", ""),
        ("fish products", "export", "export of meat and dairy products", "name"),
        ("dairy products", "import", "export of meat and dairy products", "flow"),
    ],
)  # fmt: skip
def test_a_good_is_held_against_its_quote(name: str, flow: str, quote: str, wrong: str) -> None:
    good, written = record("goods", f"name: {name}, flow: {flow}")
    assert isinstance(good, kinds.Goods)
    faults = dict(measures.goods(good, held(good, written, quote, "")))
    assert [*faults] == wrong.split()
    assert faults.get("name") in (None, f"“{name}” is not printed in “{quote}”")


def test_a_character_without_width_is_left_out_of_text_and_quote() -> None:
    text = Text("Cattle and dai\u00adries, in Br\u200best.")
    assert text.find("dairies, in Brest") == text.find("dai\u2060ries, in Brest") == [Span(11, 28)]


def test_a_name_in_the_possessive_is_printed(copied: Path, seeds: Path) -> None:
    for path in seeds.glob("*.txt"):
        path.write_text(path.read_text("utf-8").replace("Kazakhstan", "Kazakhstan’s"), "utf-8")
    assert not [problem for problem in problems(copied, seeds) if "no known name" in problem]


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("to Karaganda, Kazakhstan, said a firm of Belarus", False),
        ("from Karaganda, Kazakhstan, to Belarus", True),
    ],
)
def test_the_country_of_a_place_is_on_its_side_of_a_flow(
    copied: Path, seeds: Path, words: str, refused: bool
) -> None:
    text = (seeds / f"{Path(BREST).stem}.txt").read_text("utf-8")
    text = text.replace("Belarus exports milk powder", f"It exports milk powder {words}")
    (seeds / f"{Path(BREST).stem}.txt").write_text(text, "utf-8")
    assert any("goes the other way" in each for each in problems(copied, seeds)) == refused


# Names.

ADA = "name: Ada Novik\n  side: BY\n  spellings: [Ada Novik, A. Novik]\n  aliases: [Ада Новик]"


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        # A forename or a generic word is no name, and a family name is not that of another.
        ("people.yaml", ADA, "name: Ada Testova\n  side: BY\n  spellings: [Ada]", "person"),
        ("organizations.yaml", "spellings: [Karaganda Akimat]", "spellings: [Akimat]", "parties[1]"),
        # A town is not its oblast, nor an oblast a town; a place stands in the sentence.
        (BREST, "place: brest-town", "place: BY-HM", "place"),
        (BREST, "parties: [BY-BR, karaganda-akimat]", "parties: [BY-BR, KZ-61]", "parties[1]"),
        (BREST, "    partner: KZ\n    flow: export\n    hs", "    partner: KZ-61\n    flow: export\n    hs", "partner"),
        # What is printed is not another title, role, headline or dateline.
        (BREST, "person: ada-novik, title: Governor", "person: ada-novik, title: Akim", "titles[0].title"),
        (BREST, "role: director of the dairy", "role: king of the dairy", "role"),
        (BREST, "dateline: BREST", "dateline: MINSK", "dateline"),
        # Nobody else said so.
        (KARAGANDA, "    speaker: bolat-serik\n    said_at", "    speaker: ada-novik\n    said_at", "speaker"),
    ],
)  # fmt: skip
def test_what_the_text_does_not_name_is_refused(
    copied: Path, file: str, old: str, new: str, field: str
) -> None:
    assert any(f"{field}: " in each for each in problems(changed(copied, file, old, new)))


def test_of_a_language_without_a_file_only_quotes_and_hashes_are_checked(
    copied: Path, kzby: Run
) -> None:
    changed(copied, BREST, "language: en", "language: zh")
    outcome = kzby("verify", "--data", copied, "--texts", HERE / "seeds")
    assert (outcome.code, outcome.err) == (0, "")
    assert "  not checked, language zh: " in outcome.out
    assert "  quotes  19 of 19 are in the text\n" in outcome.out
    changed(copied, BREST, "quote: joint dairies", "quote: joint diaries")
    assert kzby("verify", "--data", copied, "--texts", HERE / "seeds").code == 3


# Dates.


def card(
    published: str = "2016-03-05", dating: str = "On 5 March 2016.", language: str = "en"
) -> Article:
    head = {"id": "a", "headline": "A", "publisher": "p", "agency": "p", "language": language}
    text = {"url": "https://example.org", "sha256": "0" * 64, "language": "en"}
    return Article.model_validate({**head, **text, "published": published, "dating": dating})


def plan(**stated: Any) -> kinds.Record:
    return record("plan", "status: planned, speaker: article", **stated)[0]


def misdated(
    dated: kinds.Record,
    quote: str = "x",
    sentence: str = "",
    by: Article | None = None,
    linked: Sequence[kinds.Record] = (),
) -> list[list[str] | None]:
    """What is wrong with each date of a record in an article."""
    faults = dating.faults(held(dated, {}, quote, sentence, by, linked))
    return [
        None if wrong is None else [f"{field}: {text}" for field, text in wrong] for wrong in faults
    ]


@pytest.mark.parametrize(
    ("due", "words", "wrong"),
    [
        ("2017", "next year", False), ("2018", "next year", True),
        ("../2016", "by the end of the year", False), ("2016", "by the end of the year", True),
        ("2016-01/..", "since January", False), ("2016-01", "since January", True),
        ("../2016-01", "after January", True), ("2011/2016", "over the past five years", False),
        ("2012/2016", "over the past five years", True), ("2016", "over the past five years", True),
        ("2016-01-01/2016-03", None, True), ("2014", "two years ago", False),
        ("2016", "two years ago", True), ("2016-03", "last month", True),
        ("2016-04-16/2016-04-17", "on April 16-17, 2016", False),
        ("2016-04-16", "on April 16-17, 2016", True), ("2016-01/2016-02", "two months later", True),
        ("2016-01/2016-07", "in the first seven months", False), ("2016-04", "in April", False),
        ("2016-04", "in April 2016", False), ("2017-04", "in April 2016", True),
        ("2017-04", "in April", True), ("2016?-04", "in April", True),
        ("2016?-04", "in April 2016", True), ("2016-01/2016-03", "in the first quarter", False),
        ("2016-01/2016-04", "in the first quarter", True),
        ("2016-33", "in the first quarter", False), ("2016-34", "in the first quarter", True),
        ("2016-40", "in the first half of 2016", False), ("2016-04-24/2016-04-25", "on 24-25 April", False),
        ("2016-04-24/2016-04-26", "on 24-25 April", True), ("2016-04-24/2016-04-26", "on 24, 25 and 26 April", False),
        ("2016-04-24/2016-04-25", "on 24, 25 and 26 April", True), ("XXXX-04-24", "on 24 April", False),
        ("2016-03-05", None, False), ("2016-03", None, False), ("2016", None, False),
        ("2016-01-01/2016-03-05", None, False), ("2016-02-01/2016-03-05", None, True),
        ("2016?", None, True), ("2015", None, True), ("2016-04", None, True), ("2016-04", "soon", True),
    ],
)  # fmt: skip
def test_a_date_is_held_against_its_words_and_the_publication(
    due: str, words: str | None, wrong: bool
) -> None:
    assert bool(misdated(plan(due=due, due_text=words))[0]) is wrong


@pytest.mark.parametrize(
    ("due", "words", "wrong"),
    [
        ("2016?-04", "in April", "is 2016?-04, but the year is certain; write it without ?"),
        ("2016?", None, "is 2016?, but the publication is 2016-03-05; doubt the year as there"),
        ("2016-04-01", "in April", "is 2016-04-01, but “in April” means no day, month 4, year 2016"),
        ("2016-04/2016-05", "in April", "is 2016-04/2016-05, but “in April” means no day, month 4, year 2016"),
        ("2016-05", "April to June", "is 2016-05, but “April to June” means no day, months 4 and 6, year 2016"),
    ],
)  # fmt: skip
def test_each_fault_of_a_date_has_its_sentence(due: str, words: str | None, wrong: str) -> None:
    assert misdated(plan(due=due, due_text=words)) == [[f"due: {wrong}"]]


def test_the_words_of_a_date_must_stand_in_the_text() -> None:
    missing = "due_text: “in April” does not stand in the text"
    for due in ("2016-04", None):
        assert misdated(plan(due=due, due_text="in April"), "x", "x came") == [[missing]]
    assert misdated(plan(due_text="in April")) == [None], "only the text can tell"


def test_words_that_date_several_fields_are_one_finding() -> None:
    agreement, _ = record("agreement", "status: signed, date_text: in 2009")
    assert misdated(agreement) == [None]


FEBRUARY = "value: 5, unit: USD, period: 2016-02, period_text: February"
INDEX = "change: 107.5, change_kind: index, period: 2016, period_text: in 2016"


@pytest.mark.parametrize(
    ("kind", "stated", "quote", "sentence", "wrong"),
    [
        # What took place did so before it was reported.
        ("meeting", "form: visit, date: 2016-04, date_text: in April 2016", "x", "",
         "date: is 2016-04, but the publication was on 2016-03-05"),
        # The year of a period is that of the publication.
        ("trade", "value: 5, unit: USD, period: 2014-01/2014-07, period_text: In January-July", "x", "",
         "period: is 2014-01/2014-07, but “In January-July” means no day, months 1 and 7, year 2015"),
        # What the quote of a figure dates is its period, or what it is measured against.
        ("trade", "value: 5, unit: USD, period: 2016, period_text: in 2016", "export of $5 in March 2015", "",
         "period: is 2016, but “export of $5 in March 2015” goes with “March 2015”"),
        ("trade", f"{INDEX}, against: 2015, against_text: as against 2015", "as against 2015", "", ""),
        ("trade", f"{INDEX}, against: 2014, against_text: as against 2015", "as against 2015", "",
         "period: is 2016, but “as against 2015” goes with “2015”; "
         "against: is 2014, but “as against 2015” means no day, no month, year 2015; "
         "against: is 2014, but “as against 2015” goes with “2015”"),
        # Words that cut a date do not date.
        ("trade", FEBRUARY, "x", "x in January-February came",
         "period: is 2016-02, but “February” is only part of “January-February”"),
        ("trade", FEBRUARY, "x", "x in February 2016 came", "period: is 2016-02, but “February” is only part of “February 2016”"),
        ("trade", FEBRUARY, "x", "x in February came", ""),
        # A day in the sentence of an event is not that of the sentence before.
        ("meeting", "form: visit, date: 2016-03-04, date_text: On 4 March", "He left", "On 4 March he came. He left on 5 March.",
         "date: is 2016-03-04, but “He left” goes with “5 March”"),
        ("meeting", "form: visit, date: 2016-03-04, date_text: On 4 March", "He left", "On 4 March he came. He left in 2016.", ""),
        ("meeting", "form: visit, date: 2016-03-05", "He spoke", "He spoke of what was done in 2015.", ""),
        ("count", "value: 5, value_text: 5, unit: firms, date: 2016, speaker: article, of: x", "5 firms", "In 2015, 5 firms came.",
         "date: is 2016, but “5 firms” goes with “2015”"),
    ],
)  # fmt: skip
def test_the_dates_of_a_record_are_held_against_its_quote_and_its_sentence(
    kind: str, stated: str, quote: str, sentence: str, wrong: str
) -> None:
    dated, _ = figure(stated) if kind == "trade" else record(kind, stated)
    faults = misdated(dated, quote, sentence)
    assert "; ".join(text for date in faults for text in date or ()) == wrong


def test_the_same_days_of_another_year_are_those_of_the_period() -> None:
    for against, wrong in (("2015-03-01/2015-03-04", False), ("2015-03-01/2015-03-05", True)):
        period = "period: 2016-03-01/2016-03-04, period_text: 1-4 March 2016"
        change = f"change: 5, change_kind: percent, against: {against}"
        days, _ = figure(f"{change}, against_text: the same period last year, {period}")
        assert [bool(faults) for faults in misdated(days)] == [False, wrong]


def test_a_date_without_words_may_be_that_of_a_linked_record() -> None:
    doubted = plan(due="2019?-04", related=["b"])
    assert misdated(doubted, linked=[plan(id="b", due="2019-04", due_text="in April 2019")]) == [[]]
    assert misdated(doubted) != [[]]
    wordless = plan(id="b", due="2019-04")
    assert misdated(doubted, linked=[wordless]) != [[]], "without words, neither proves the other"


def test_a_figure_without_words_for_its_period_needs_a_figure_that_has_them() -> None:
    wordless, _ = record("trade", "flow: export, value: 5, unit: USD, period: 2016", related=["b"])
    assert misdated(wordless) == [
        [
            "period: is 2016, but no words date it so; give them, or link the record that has the date"
        ]
    ]
    stated = "id: b, flow: export, value: 5, unit: USD, period: 2016, period_text: in 2016"
    worded, _ = record("trade", stated)
    assert misdated(wordless, linked=[worded]) == [[]]


def test_the_day_of_publication_is_printed_unless_it_is_one_of_several() -> None:
    text = Text("date 2016-03-05 MINSK. They met on 4 March.", languages.of("en"))
    assert list(published(card(), text)) == []
    assert list(published(card("2016-03-06", "Published on 6 March 2016."), text)) == [
        (
            "published",
            "is 2016-03-06, but the text prints no such date with its year; mark it ?",
        )
    ]
    month = card("2016-03", "Published in March 2016.")
    assert list(published(month, Text("No day in March 2016.", languages.of("en")))) == []
    ranged = card("2016-03-05/2016-03-06", "Published on 5 or 6 March 2016.")
    assert list(published(ranged, text)) == []


@pytest.mark.parametrize(
    ("published", "due", "words", "wrong"),
    [
        ("2016?-03-05", "2016?-04", "in April", False),
        ("2016?-03-05", "2016-04", "in April", True), ("2016?-03-05", "2017?", "next year", False),
        ("2016?-03-05", "2017", "next year", True), ("2016?-03-05", "2016?", None, False),
        ("2016?-03-05", "2016", None, True), ("2015-12-31/2016-01-01", "2015-12", "in December", False),
        ("2015-12-31/2016-01-01", "2016-12", "in December", False),
        ("2015-12-31/2016-01-01", "2017-12", "in December", True),
    ],
)  # fmt: skip
def test_a_doubt_or_a_choice_of_the_publication_is_in_every_date(
    published: str, due: str, words: str | None, wrong: bool
) -> None:
    assert bool(misdated(plan(due=due, due_text=words), by=card(published))[0]) is wrong


# What is wrong with a text.


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with copies of the invented texts."""
    shutil.copytree(HERE / "seeds", tmp_path / "seeds")
    return tmp_path / "seeds"


def test_another_text_is_not_the_recorded_text(invented: Path, seeds: Path) -> None:
    (seeds / TEXT).write_text("Something else.", encoding="utf-8")
    first, *others = problems(invented, seeds)
    digest = hashlib.sha256(b"Something else.").hexdigest()
    assert first == (
        f"{KARAGANDA}:7:11: article.sha256: {seeds / TEXT} is another text, of SHA-256 {digest}; "
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
    invented: Path, seeds: Path, spoil: Callable[[Path], None], wrong: str
) -> None:
    spoil(seeds / TEXT)
    assert problems(invented, seeds) == [f"{KARAGANDA}:2:3: article.file: {seeds / TEXT} {wrong}"]


def test_what_windows_adds_makes_another_text_in_which_all_is_found(
    invented: Path, seeds: Path
) -> None:
    coded = (seeds / TEXT).read_bytes()
    for raw in (b"\xef\xbb\xbf" + coded, coded.replace(b"\n", b"\r\n")):
        (seeds / TEXT).write_bytes(raw)
        (problem,) = problems(invented, seeds)
        assert problem.endswith("use the text that was coded")


def test_a_large_text_is_read_and_a_text_that_is_not_read_is_not_proven(
    invented: Path, seeds: Path
) -> None:
    (seeds / TEXT).write_bytes(b"x" * LARGEST)
    assert "is another text" in problems(invented, seeds)[0]
    (seeds / TEXT).write_bytes(b"x" * (LARGEST + 1))
    assert proof.prove(invented, seeds).verdicts["text"] == [True, False]


def test_a_text_that_cannot_be_reached_is_a_problem(copied: Path, seeds: Path) -> None:
    name = f"{'x' * 300}.txt"
    changed(copied, KARAGANDA, "  published: ", f"  file: {name}\n  published: ")
    assert problems(copied, seeds) == [
        f"{KARAGANDA}:9:9: article.file: {seeds / name} cannot be read: File name too long"
    ]


# The real articles, on their texts.


@needs_texts
def test_the_articles_whose_texts_are_at_hand_are_proven() -> None:
    proved = proof.prove(bundled(), TEXTS)
    assert proved.problems == []
    least = {"text": 5, "quote": 190, "name": 540, "number": 18, "date": 38}
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
    articles = [article for article in sources(loaded, TEXTS)[1] if article.text]
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
    assert sum(made.values()) - made["quote"] > 2400
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
    return any(list(wrong or ()) for _, wrong in proof.claims(case))


@needs_texts
def test_each_changed_digit_of_a_card_is_noticed() -> None:
    """Each character of the checksum, and each digit of the date of publication."""
    for file in dataset.load(bundled()).files():
        head = file.entries[0]
        card = head.entry
        text, _ = read(card, TEXTS)
        if not text:
            continue
        for at, digit in enumerate(card.sha256):
            sha256 = f"{card.sha256[:at]}{'01'[digit == '0']}{card.sha256[at + 1 :]}"
            assert read(card.model_copy(update={"sha256": sha256}), TEXTS)[1], at
        for other in other_digits(card.published):
            try:
                wrong = Article.model_validate({**head.written, "published": other})
            except ValidationError:
                continue
            assert list(published(wrong, text)), (card.id, other)
