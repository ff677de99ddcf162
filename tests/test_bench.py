"""The invented datasets of the benchmarks are sound, one by seed, and have questions with one answer at every size."""

from pathlib import Path
from typing import get_args

import generate
import pytest
import report
import table
from measure import Case, Command, Timing, interleaved
from questions import QUESTIONS, Question
from report import Built, Met, Row
from support import Run

from kzby.model.terms import Kind
from kzby.store.open import open_store

SIZES = (5, 100)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset of each size, named by it."""
    folder = tmp_path_factory.mktemp("generated")
    for meetings in SIZES:
        generate.write(folder / str(meetings), meetings, seed=1)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}


def counted(folder: Path) -> dict[str, int]:
    """How many records of each kind a dataset has; any problem in it is raised."""
    rows = open_store(folder, strict=True).connection.execute(
        "SELECT kind, count(*) FROM records GROUP BY kind"
    )
    return dict(rows.fetchall())


@pytest.mark.parametrize("meetings", SIZES)
def test_a_generated_dataset_is_sound_and_of_the_size_asked_for(
    generated: Path, meetings: int
) -> None:
    assert counted(generated / str(meetings))["meeting"] == meetings


def test_a_generated_dataset_has_records_of_every_kind_about_four_a_meeting(
    generated: Path,
) -> None:
    kinds = counted(generated / "100")
    assert kinds.keys() == set(get_args(Kind))
    assert 3.5 < sum(kinds.values()) / 100 < 5


def test_one_seed_gives_one_dataset(generated: Path, tmp_path: Path) -> None:
    generate.write(tmp_path / "same", 100, seed=1)
    generate.write(tmp_path / "other", 100, seed=2)
    assert files(tmp_path / "same") == files(generated / "100")
    assert files(tmp_path / "other").keys() != files(generated / "100").keys()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.kzby)
def test_a_question_has_one_answer_at_every_size(
    generated: Path, kzby: Run, question: Question
) -> None:
    small, large = (kzby(*question.kzby.split(), "--data", generated / str(size)) for size in SIZES)
    assert small.out.strip()
    assert (small.code, small.out) == (large.code, large.out)


def test_what_fails_is_told_and_not_measured() -> None:
    said: list[str] = []
    commands = {
        Case("true", "nothing"): Command(("true",)),
        Case("false", "nothing"): Command(("false",)),
    }
    measured = interleaved(commands, 2, said.append)
    assert {case.who: timing.runs for case, timing in measured.items()} == {"true": 2}
    assert said == ["false: nothing, 0 meetings: ends with exit code 1"]


def test_a_reader_of_few_lines_ends_a_long_answer() -> None:
    endless = Case("yes", "endless")
    measured = interleaved({endless: Command(("yes",), lines=3)}, 1, pytest.fail)
    assert 0 < measured[endless].first <= measured[endless].seconds


def test_memory_is_that_of_the_command_not_of_whoever_measures() -> None:
    held = b"x" * 100_000_000
    small = Case("true", "nothing")
    measured = interleaved({small: Command(("true",))}, 1, pytest.fail)
    assert measured[small].peak < len(held) / 4


def test_no_command_always_runs_after_the_same_one(tmp_path: Path) -> None:
    log, names = tmp_path / "log", "abcdef"
    commands = {
        Case(name, "log"): Command(("sh", "-c", f"printf {name} >> '{log}'")) for name in names
    }
    interleaved(commands, 5, pytest.fail)
    told = log.read_text(encoding="utf-8")
    turns = [told[at : at + len(names)] for at in range(0, len(told), len(names))]
    assert [sorted(turn) for turn in turns] == [list(names)] * 6
    assert len(set(turns)) > 3


def test_the_table_is_written_into_its_place(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(
        "Before\n<!-- speed -->\nold\n<!-- end of speed -->\nAfter\n", encoding="utf-8"
    )
    table.write(
        [Row("kzby meetings | head", ("8 ms",), "1.30 of the floor", Met.MISSED)],
        (5, 10_000),
        "Medians.",
        readme,
    )
    assert readme.read_text(encoding="utf-8") == (
        "Before\n<!-- speed -->\n\n"
        "|  | 5 | 10,000 | figure and goal |  |\n| --- | --: | --: | --- | --- |\n"
        "| kzby meetings \\| head | 8 ms |  | 1.30 of the floor | missed |\n"
        "\nMedians.\n\n<!-- end of speed -->\nAfter\n"
    )


def took(seconds: float) -> Timing:
    return Timing(seconds, first=seconds / 2, worked=seconds, peak=30e6, runs=15)


def test_goals_stand_beside_the_figures_as_met_or_missed() -> None:
    started, asked = "meetings --region Brest --format json", "show ulytau-meeting-1"
    json = f"{asked} --format json"
    timings = {
        Case("floor", "print a line"): took(0.1),
        Case("kzby", started): took(0.12),
        Case("kzby", json, 5): took(0.11),
        Case("kzby", json, 100): took(0.12),
        Case("sqlite-utils", asked, 5): took(0.22),
        Case("sqlite-utils", asked, 100): took(0.06),
        Case("jq", asked, 100): took(0.03),
    }
    assert report.rows(
        timings, {5: Built(took(0.5), 20, 40_000), 100: Built(took(2), 400, 800_000)}, SIZES
    ) == [
        Row("floor: print a line", ("100 ms",)),
        Row(
            "kzby meetings --region Brest --format json",
            ("120 ms (1.20)",),
            "1.20 of the floor; at most 1.15",
            Met.MISSED,
        ),
        Row("build", ("500 ms", "2.0 s")),
        Row("build: records a second", ("40", "200"), "200; at least 3,000", Met.MISSED),
        Row("build: memory", ("30.0 MB", "30.0 MB"), "1.00 of the smallest; at most 1.2", Met.MET),
        Row("build: bytes of memory a record", ("1,500,000", "75,000")),
        Row("build: file", ("0.0 MB", "0.8 MB")),
        Row("build: bytes of file a record", ("2,000", "2,000")),
        Row(
            f"kzby {json}",
            ("110 ms (1.10)", "120 ms (1.20)"),
            "1.09 of the smallest; at most 1.2",
            Met.MET,
        ),
        Row(
            "sqlite-utils, times kzby",
            ("2 to 2", "0.5 to 0.5"),
            "at least 0.50 times kzby; more than 1",
            Met.MISSED,
        ),
        Row("jq, times kzby", ("–", "0.25 to 0.25")),
    ]
