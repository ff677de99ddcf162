"""What of a text is recorded: marked on a terminal, and whatever is left is listed."""

from pathlib import Path

import pytest
from support import FIRST, TEXTS, Outcome, Run, cases, edit, needs_texts
from syrupy.assertion import SnapshotAssertion

from kzby.render import as_coverage
from kzby.render.terminal import Terminal
from kzby.store.open import bundled
from kzby.verify import coverage
from kzby.verify import words as languages
from kzby.verify.coverage import names_in
from kzby.verify.text import Text

BREST, KARAGANDA = "2020-03-02-brest", "2021-01-11-karaganda"


def left(covered: coverage.Coverage) -> dict[str, list[str]]:
    """What is left of a text, in words."""
    left = ((part, spans) for part, spans in covered.left.items() if spans)
    return {part: [covered.text.words(span) for span in spans] for part, spans in left}


def write(texts: Path, words: str, article: str = KARAGANDA) -> Path:
    """The text of an article, now with other words."""
    path = texts / f"{article}.txt"
    path.write_text(words.format(path.read_text("utf-8")), encoding="utf-8")
    return path


@needs_texts
def test_the_articles_whose_texts_are_at_hand_are_covered() -> None:
    survey = coverage.survey(bundled(), TEXTS)
    assert len(survey.articles) >= 5
    assert not survey.problems
    assert not [
        each.article for each in survey.articles if {"sentence", "date"} & left(each).keys()
    ]
    assert not any(left(each) for each in survey.articles if each.article in FIRST)
    assert all(len(covered.marks) >= covered.records for covered in survey.articles)


@pytest.mark.parametrize(("more", "quoted", "number", "date", "name"), cases("left-of-a-text"))
def test_what_a_text_says_more_is_left(
    invented: Path, texts: Path, more: str, quoted: str, number: str, date: str, name: str
) -> None:
    write(texts, f"{{}}\n{more}", BREST)
    (covered,) = coverage.survey(invented, texts, BREST).articles
    sentences = ["BREST."] if quoted == "yes" else ["BREST.", more.replace("’", "'")]
    parts = {"number": number, "date": date, "name": name}
    rest = {part: [words] for part, words in parts.items() if words}
    assert left(covered) == {"sentence": sentences, **rest}


def test_a_third_country_is_explained_by_the_card(copied: Path, texts: Path) -> None:
    def rest() -> dict[str, list[str]]:
        (covered,) = coverage.survey(copied, texts, BREST).articles
        return left(covered)

    write(texts, "{}\nNovik thanked Mongolia too.", BREST)
    assert rest()["name"] == ["Mongolia"]
    explained = "nothing:\n    - quote: thanked Mongolia too\n      why: a third country\n"
    edit(copied / "articles" / f"{BREST}.yaml", "nothing:\n", explained)
    assert rest() == {"sentence": ["BREST."]}


def test_a_german_noun_behind_a_name_is_no_part_of_it(copied: Path, texts: Path) -> None:
    edit(copied / "articles" / f"{BREST}.yaml", "language: en", "language: de")
    write(texts, "Heute führte Ada Novik Gespräche mit Ada Petrova.", BREST)
    (covered,) = coverage.survey(copied, texts, BREST).articles
    assert left(covered)["name"] == ["Ada Petrova"]


def test_overlapping_quotes_are_all_marked(copied: Path, texts: Path) -> None:
    write(texts, "He met last March dairy is being built.")
    quote, longer = "quote: dairy is being built", "quote: last March dairy is being"
    edit(copied / "articles" / f"{KARAGANDA}.yaml", quote, longer)
    (covered,) = coverage.survey(copied, texts, KARAGANDA).articles
    marked = [covered.text.words(span) for span, _ in covered.marks]
    assert marked == ["met last March", "last March dairy is being"]
    shown = on_a_terminal(copied, texts).splitlines()
    assert shown[2] == "He [met last March|meeting][ dairy is being|project] built."


@pytest.mark.parametrize(("code", "words", "printed"), cases("names-in-texts"))
def test_names_are_runs_of_capitals(code: str, words: str, printed: str) -> None:
    """Of what opens a sentence, and of German nouns, only the whole of a name."""
    text = Text(words.replace(" /", "\n"), languages.of(code))
    known = {("minsk",), ("bank", "der", "susammenarbait")}
    found = [text.words(span) for span in names_in(text, known)]
    assert "; ".join(found) == printed


# As users meet it.


def on_a_terminal(data: Path, texts: Path) -> str:
    """What a terminal without colours shows of the second text."""
    survey = coverage.survey(data, texts, KARAGANDA)
    return "\n".join(as_coverage.page(survey, Terminal(width=72, interactive=True)))


def test_quotes_are_marked_by_kind(
    invented: Path, texts: Path, snapshot: SnapshotAssertion
) -> None:
    assert on_a_terminal(invented, texts) == snapshot


def test_a_text_cannot_steer_the_terminal(invented: Path, texts: Path) -> None:
    write(texts, "{} \x1b[2J\x07 [bold] the end")
    out = on_a_terminal(invented, texts)
    assert not {"\x1b", "\x07"} & {*out}
    assert "[bold] the end" in out


def test_a_pipe_gets_what_is_left(invented: Path, kzby: Run, snapshot: SnapshotAssertion) -> None:
    assert kzby("coverage", "--data", invented, columns=72) == snapshot


def test_a_long_sentence_is_shown_by_its_beginning(invented: Path, texts: Path, kzby: Run) -> None:
    write(texts, "One two three four five six seven eight nine ten.")
    out = kzby("coverage", KARAGANDA, "--data", invented, "--texts", texts).out
    assert "  “One two three four five six seven eight …”\n" in out


def test_another_text_is_shown_and_called_another(invented: Path, texts: Path, kzby: Run) -> None:
    path = write(texts, "Nothing.")
    outcome = kzby("coverage", KARAGANDA, "--data", invented, "--texts", texts)
    assert outcome.code == 3
    assert outcome.out.startswith("2021-01-11-karaganda: 1 sentence, 6 records\n")
    assert f"article.sha256: {path} is another text" in outcome.err
    path.write_bytes(b"caf\xe9")
    outcome = kzby("coverage", KARAGANDA, "--data", invented, "--texts", texts)
    assert (outcome.code, outcome.out) == (3, "")
    assert f"article.file: {path} is not UTF-8" in outcome.err


def test_without_a_text_there_is_nothing_to_show(copied: Path, kzby: Run) -> None:
    outcome = kzby("coverage", "--data", copied)
    lacking = f"{BREST}.txt is missing; give its folder with --texts FOLDER"
    assert outcome == Outcome(2, "", f"kzby: {lacking}\n")


def test_a_single_text_that_is_missing_is_named(invented: Path, texts: Path, kzby: Run) -> None:
    (texts / f"{BREST}.txt").unlink()
    outcome = kzby("coverage", "--data", invented, "--texts", texts)
    assert outcome.code == 0
    assert outcome.out.endswith(f"\n1 text is missing: {BREST}.txt\n")
    outcome = kzby("coverage", BREST, "--data", invented, "--texts", texts)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"kzby: {BREST}.txt is missing; ")
