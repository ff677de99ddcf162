"""What of a text is recorded: marked on a terminal, and whatever is left is listed."""

import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest
from support import HERE, TEXTS, Run, needs_texts

from kzby.render import as_coverage
from kzby.render.terminal import Terminal
from kzby.store.open import bundled
from kzby.verify import coverage
from kzby.verify.coverage import names
from kzby.verify.text import Text

BREST, KARAGANDA = "2020-03-02-brest", "2021-01-11-karaganda"


def left(one: coverage.Coverage) -> dict[str, list[str]]:
    """What is left of a text, in words."""
    spans = {
        "sentences": one.sentences,
        "dates": one.dates,
        "numbers": one.numbers,
        "names": one.names,
    }
    return {
        name: [one.text.words(span) for span in found] for name, found in spans.items() if found
    }


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with copies of the invented texts."""
    shutil.copytree(HERE / "seeds", tmp_path / "texts")
    return tmp_path / "texts"


@needs_texts
def test_the_five_articles_are_covered() -> None:
    survey = coverage.survey(bundled(), TEXTS)
    assert len(survey.articles) == 5
    assert survey.missing == ()
    assert {one.article: left(one) for one in survey.articles if left(one)} == {}
    assert all(len(one.marks) >= one.records for one in survey.articles)


def test_what_no_record_quotes_or_carries_is_left(invented: Path) -> None:
    brest, karaganda = coverage.survey(invented, HERE / "seeds").articles
    assert left(brest) == {"sentences": ["BREST."]}
    assert left(karaganda) == {
        "sentences": ["date 2021-01-11 KARAGANDA."],
        "names": ["Belarus", "Kazakhstan"],
    }


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("It was 22,4 tonnes.", {"sentences": ["It was 22,4 tonnes."], "numbers": ["22,4"]}),
        ("He paid $5 million.", {"sentences": ["He paid $5 million."], "numbers": ["$5 million"]}),
        ("They met on 7 May.", {"sentences": ["They met on 7 May."], "dates": ["7 May"]}),
        ("They met on 2 March.", {"sentences": ["They met on 2 March."]}),
        ("It was 2019.", {"sentences": ["It was 2019."]}),
        ("It was 2017.", {"sentences": ["It was 2017."], "dates": ["2017"]}),
        ("So said Ivan Petrov.", {"sentences": ["So said Ivan Petrov."], "names": ["Ivan Petrov"]}),
        ("Petrov’s Day", {"sentences": ["Petrov's Day"], "names": ["Day"]}),
        ("One of the two sides was Kazakhstani.",
         {"sentences": ["One of the two sides was Kazakhstani."]}),
        ("The four sides met.", {"sentences": ["The four sides met."], "numbers": ["four"]}),
        ("So said Kazakhstani Belaruskali.",
         {"sentences": ["So said Kazakhstani Belaruskali."], "names": ["Kazakhstani Belaruskali"]}),
        ("Four sides.", {"sentences": ["Four sides."], "numbers": ["Four"]}),
        ("He thanked the guests.", {}),
    ],
)  # fmt: skip
def test_what_a_text_says_more_is_left(
    invented: Path, texts: Path, more: str, found: dict[str, list[str]]
) -> None:
    path = texts / f"{BREST}.txt"
    path.write_text(f"{path.read_text('utf-8')}\n{more}", encoding="utf-8")
    (one,) = coverage.survey(invented, texts, BREST).articles
    without = {
        name: [words for words in told if words != "BREST."] for name, told in left(one).items()
    }
    assert {name: told for name, told in without.items() if told} == found


def test_overlapping_quotes_are_all_marked(copied: Path, texts: Path) -> None:
    (texts / f"{KARAGANDA}.txt").write_text(
        "He met last March dairy is being built.", encoding="utf-8"
    )
    path = copied / "articles" / f"{KARAGANDA}.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "quote: dairy is being built", "quote: last March dairy is being"
        ),
        "utf-8",
    )
    (one,) = coverage.survey(copied, texts, KARAGANDA).articles
    assert [one.text.words(mark.span) for mark in one.marks] == [
        "met last March",
        "last March dairy is being",
    ]
    looks = Terminal(width=200, interactive=True)
    shown = list(as_coverage.page(coverage.survey(copied, texts, KARAGANDA), looks))
    assert shown[2] == "He [met last March|meeting][ dairy is being|project] built."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The governor met Ada Novik of Brest's dairy.", ["Ada Novik", "Brest"]),
        ("Besides, Ivan Petrov came. Minsk slept. Yesterday it rained.", ["Ivan Petrov", "Minsk"]),
        ('He said: "Kokshetau is far." "Yes," said I.', []),
        ("of Belarus' East-West Library", ["Belarus", "East-West Library"]),
        ("a Жлобин street", ["Жлобин"]),
        ("OAO Mogilevliftmash", ["Mogilevliftmash"]),
    ],
)  # fmt: skip
def test_names_are_runs_of_capitals(text: str, found: list[str]) -> None:
    one = Text(text)
    assert [one.words(span) for span in names(one, {"minsk"})] == found


# As users meet it.


def terminal(*arguments: object, code: int = 0) -> str:
    """What a command prints on a terminal without colours, and ends with that exit code."""
    outer, inner = pty.openpty()
    done = subprocess.Popen(
        [*map(str, arguments), "--no-color"],
        stdout=inner,
        stderr=inner,
        env={**os.environ, "COLUMNS": "72"},
    )
    os.close(inner)
    out = b""
    while True:
        try:
            some = os.read(outer, 65536)
        except OSError:  # the other end is closed
            break
        if not some:
            break
        out += some
    assert done.wait() == code
    return out.decode("utf-8").replace("\r\n", "\n")


def test_a_terminal_shows_the_text_with_its_quotes_by_kind(command: Path, invented: Path) -> None:
    assert terminal(command, "coverage", KARAGANDA, "--data", invented) == (
        "2021-01-11-karaganda: 7 sentences, 6 records\n"
        "\n"
        " date 2021-01-11 KARAGANDA. WIRE TWO Ada Novik, of Brest Oblast in\n"
        "Belarus, [visited Karaganda|meeting] between 1 and 10 January as the\n"
        "guest of the Karaganda Akimat. Bolat Serik, akim of the oblast, recalled\n"
        "that they [met last March|meeting], on 2 March of last year.\n"
        "\n"
        '"The [milk is «=good» & <b>rich</b> | cheap|remark]," Serik said. A\n'
        "second tank came on 21 June, and a [dairy is being built|project]. There\n"
        "are [about 900 companies|count] in the oblast, some of them in\n"
        "Kazakhstan's oldest trades. Another [two or three visits|count] are\n"
        "expected.\n"
        "\n"
        "\n"
        " meeting 2   project 1   count 2   remark 1\n"
        "1 sentence quoted by no record:\n"
        "  “date 2021-01-11 KARAGANDA.”\n"
        "2 names carried by no record:\n"
        "  “Belarus”\n"
        "  “Kazakhstan”\n"
    )


def test_a_text_cannot_steer_the_terminal(command: Path, invented: Path, texts: Path) -> None:
    path = texts / f"{KARAGANDA}.txt"
    path.write_text(f"{path.read_text('utf-8')} \x1b[2J\x07 [bold] the end", encoding="utf-8")
    out = terminal(command, "coverage", KARAGANDA, "--data", invented, "--texts", texts, code=3)
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[bold] the end" in out


def test_a_pipe_gets_no_text_but_all_that_is_left(invented: Path, kzby: Run) -> None:
    outcome = kzby("coverage", "--data", invented, columns=72)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "2020-03-02-brest: 11 sentences, 11 records\n"
        "1 sentence quoted by no record:\n"
        "  “BREST.”\n"
        "\n"
        "2021-01-11-karaganda: 7 sentences, 6 records\n"
        "1 sentence quoted by no record:\n"
        "  “date 2021-01-11 KARAGANDA.”\n"
        "2 names carried by no record:\n"
        "  “Belarus”\n"
        "  “Kazakhstan”\n"
    )


def test_a_long_sentence_is_told_by_its_beginning(invented: Path, texts: Path, kzby: Run) -> None:
    path = texts / f"{KARAGANDA}.txt"
    path.write_text("One two three four five six seven eight nine ten.", encoding="utf-8")
    out = kzby("coverage", KARAGANDA, "--data", invented, "--texts", texts).out
    assert "  “One two three four five six seven eight …”\n" in out


def test_another_text_is_shown_and_told_to_be_another(
    invented: Path, texts: Path, kzby: Run
) -> None:
    path = texts / f"{KARAGANDA}.txt"
    path.write_text("Nothing.", encoding="utf-8")
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
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        outcome.err
        == "kzby: the articles' texts are not at hand; --texts FOLDER tells where they are\n"
    )


def test_a_single_text_that_is_missing_is_named(invented: Path, texts: Path, kzby: Run) -> None:
    (texts / f"{BREST}.txt").unlink()
    outcome = kzby("coverage", "--data", invented, "--texts", texts)
    assert outcome.code == 0
    assert outcome.out.endswith(f"\nnot at hand: {BREST}.txt\n")
    outcome = kzby("coverage", BREST, "--data", invented, "--texts", texts)
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        outcome.err
        == f"kzby: {texts} does not hold {BREST}.txt; --texts FOLDER tells where they are\n"
    )


def test_an_unknown_article_gets_the_nearest(invented: Path, kzby: Run) -> None:
    outcome = kzby("coverage", "2020-03-02-brezt", "--data", invented)
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        outcome.err
        == "kzby: no article has the id '2020-03-02-brezt'; did you mean '2020-03-02-brest'?\n"
    )
