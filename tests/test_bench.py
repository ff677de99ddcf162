"""The benchmark invents sound datasets that its questions find rows in, and judges its figures."""

from pathlib import Path

import pytest
from generate import QUESTIONS, write
from report import Row, table
from support import Run

from kzby.store import files


@pytest.fixture(scope="module")
def invented_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    write(folder / "5", 5)
    files.write(folder / "5", folder / "5.sqlite")
    return folder / "5.sqlite"


def test_invented_articles_are_sound_and_counted(kzby: Run, tmp_path: Path) -> None:
    records = write(tmp_path / "100", 100)
    outcome = kzby("check", "--data", tmp_path / "100")
    assert (outcome.code, outcome.err) == (0, "")
    assert f" {records} records " in outcome.out
    assert 400 < records < 500


@pytest.mark.parametrize("question", QUESTIONS)
def test_five_meetings_answer_every_question(
    kzby: Run, invented_articles: Path, question: str
) -> None:
    outcome = kzby(*question.split(), "--data", invented_articles)
    assert outcome.code == 0
    assert outcome.out.count("\n") > 1  # a header alone, or an empty list, is one line


def test_the_table_says_which_goals_are_met() -> None:
    rows = [
        Row("as slow as allowed", 2.0, 2.0, detail="(200 / 100 ms)"),
        Row("too slow", 2.01, 2.0),
        Row("fast enough", 3_000, 3_000, at_least=True),
        Row("not fast enough", 2_999, 3_000, at_least=True),
        Row("failed", None, 2.0),
    ]
    assert table(rows).splitlines()[2:] == [
        "| as slow as allowed | 2.00 (200 / 100 ms) | at most 2.00 | met |",
        "| too slow | 2.01 | at most 2.00 | missed |",
        "| fast enough | 3,000 | at least 3,000 | met |",
        "| not fast enough | 2,999 | at least 3,000 | missed |",
        "| failed | failed | at most 2.00 | missed |",
    ]
