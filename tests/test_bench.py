"""The invented datasets of the benchmarks are sound, one by seed, and have questions with one answer at every size."""

import shlex
from pathlib import Path

import core
import generate
import pytest
from support import Run

from kzby import dataset
from kzby.terms import Kind

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


@pytest.mark.parametrize("meetings", SIZES)
def test_a_generated_dataset_is_sound_and_of_the_size_asked_for(generated: Path, meetings: int) -> None:
    loaded = dataset.load(generated / str(meetings))
    assert len({one.record.id for one in loaded.mentions if one.record.kind == Kind.MEETING}) == meetings


def test_a_generated_dataset_has_records_of_every_kind_about_four_a_meeting(generated: Path) -> None:
    loaded = dataset.load(generated / "100")
    assert {one.record.kind for one in loaded.mentions} == set(Kind)
    assert 3.5 < len({one.record.id for one in loaded.mentions}) / 100 < 4.5


def test_one_seed_gives_one_dataset(generated: Path, tmp_path: Path) -> None:
    generate.write(tmp_path / "same", 100, seed=1)
    generate.write(tmp_path / "other", 100, seed=2)
    assert files(tmp_path / "same") == files(generated / "100")
    assert files(tmp_path / "other").keys() != files(generated / "100").keys()


@pytest.mark.parametrize("question", core.QUESTIONS)
def test_a_question_has_one_answer_at_every_size(generated: Path, kzby: Run, question: str) -> None:
    small, large = (kzby(*shlex.split(question), "--data", generated / str(size)) for size in SIZES)
    assert small.out.strip()
    assert (small.code, small.out) == (large.code, large.out)
