"""A folder is loaded whole or not at all; each fault is told at its place, all of them at once."""

import shutil
from pathlib import Path

import pytest
from support import BREST, HERE, KARAGANDA, Run, cases, edit, fits

from kzby.errors import DataError
from kzby.load import dataset

BAD = sorted(path for path in (HERE / "bad").iterdir() if path.is_dir())
assert len(BAD) >= 20
BROKEN = "article: [\n"


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.name)
def test_a_broken_dataset_is_told_with_every_problem(case: Path, copied: Path, kzby: Run) -> None:
    shutil.copytree(case, copied, dirs_exist_ok=True)
    outcome = kzby("check", "--data", copied)
    expected = (case / "expected.txt").read_text("utf-8")
    assert outcome.err == expected or fits(outcome.err, expected)
    assert (outcome.code, outcome.out) == (3, "")


def test_a_region_in_itself_does_not_keep_check_from_its_end(copied: Path, kzby: Run) -> None:
    within = "within: {}\n  capital: Brest"
    edit(copied / "regions.yaml", within.format("BY"), within.format("brest-town"))
    first, second, last = kzby("check", "--data", copied).err.splitlines()
    assert ("leads to itself" in first, "leads to itself" in second) == (True, True)
    assert last == "kzby: 2 problems in the data."


UNLIKE = HERE / "bad" / "wrong-arithmetic" / "articles" / "2022-05-05-grodno.yaml"


def test_a_growth_that_does_not_fit_its_base_is_no_fault_of_data(copied: Path, kzby: Run) -> None:
    """Rates are printed in comparable prices too; `trade --reconcile` tells."""
    head, _, figure, *_ = UNLIKE.read_text("utf-8").split("  - kind: trade")
    grown = "    change: 10\n    change_kind: percent\n    against: 2020\n"
    base = figure.replace("grodno-export", "grodno-base").replace("period: 2021", "period: 2020")
    written = "  - kind: trade".join([head, figure + grown, base])
    (copied / "articles" / UNLIKE.name).write_text(written, "utf-8")
    assert kzby("check", "--data", copied).code == 0
    tested = kzby("trade", "--reconcile", "--region", "Grodno", "--data", copied).out
    assert tested.splitlines()[2].startswith("fails")


def test_faults_of_several_files_come_in_one_sorted_list(copied: Path) -> None:
    edit(copied / "sectors.yaml", "name: Culture", "nam: Culture")
    (copied / "people.yaml").unlink()
    (copied / KARAGANDA).write_text(BROKEN)
    with pytest.raises(DataError) as caught:
        dataset.load(copied)
    not_yaml, *others = map(str, caught.value.problems)
    advice = "check indentation, quotes and colons"
    assert fits(not_yaml, f"data/{KARAGANDA}:2:1: is not YAML: <...>; {advice}")
    assert others == [
        "data/people.yaml: is no file; restore it (a list without entries is [])",
        "data/sectors.yaml:12:3: [2].name: is missing; it must be given",
        "data/sectors.yaml:13:8: [2].nam: unknown field; did you mean 'name'?",
    ]


def test_a_folder_without_articles(copied: Path, kzby: Run) -> None:
    shutil.rmtree(copied / "articles")
    lines = kzby("meetings", "--data", copied).err.splitlines()
    assert lines[0] == "data/articles: holds no article; add one .yaml file an article"
    (copied / "articles").symlink_to("articles")
    lines = kzby("meetings", "--data", copied).err.splitlines()
    told = "cannot be read: Too many levels of symbolic links; check its permissions"
    assert lines[0] == f"data/articles: {told}"


@pytest.mark.parametrize("name", ["known", "people", "retired"])
def test_each_file_beside_the_articles_has_to_be_there(copied: Path, kzby: Run, name: str) -> None:
    (copied / f"{name}.yaml").unlink()
    outcome = kzby("gaps", "--data", copied)
    assert (outcome.code, outcome.out) == (3, "")
    assert f"data/{name}.yaml: is no file; restore it" in outcome.err


@pytest.mark.parametrize(("old", "new", "problem"), cases("broken"))
def test_a_fault_is_told_once(copied: Path, kzby: Run, old: str, new: str, problem: str) -> None:
    edit(copied / BREST, old, new)
    (line, last) = kzby("check", "--data", copied).err.splitlines()
    assert line == f"data/{BREST}:{problem}"
    assert last.startswith("kzby: 1 problem in the data")


def test_an_id_given_twice_on_one_line_is_told(copied: Path, kzby: Run) -> None:
    (copied / "sectors.yaml").write_text(
        "[{id: dairy, name: A}, {id: dairy, name: B}, {id: culture, name: C}]\n"
    )
    problem, _ = kzby("check", "--data", copied).err.splitlines()
    given = "is already given in data/sectors.yaml:1 (sector); keep one"
    assert problem == f"data/sectors.yaml:1:29: [1].id: {given}"


UNREAD = ("articles/2022-01-01-grodno.yml", "regionz.yaml", "articles/2022/grodno.yaml")


@pytest.mark.parametrize("name", UNREAD)
def test_a_file_that_would_not_be_read_is_told(copied: Path, name: str) -> None:
    (copied / name).parent.mkdir(exist_ok=True)
    (copied / name).write_text("- anything\n")
    with pytest.raises(DataError) as caught:
        dataset.load(copied)
    advice = "put articles directly into articles/, in files that end in .yaml, or remove it"
    assert str(caught.value) == f"data/{name}: is ignored; {advice}"


def test_a_dataset_may_be_in_a_folder_of_that_name(copied: Path) -> None:
    assert dataset.load(copied.rename("articles")).records


def test_what_is_hidden_is_neither_read_nor_hashed_nor_a_fault(copied: Path) -> None:
    sha256 = dataset.load(copied).sha256
    for name in (".draft.yaml", ".git/draft.yaml", "articles/.draft.yaml", "articles/.old/a.yaml"):
        (copied / name).parent.mkdir(exist_ok=True)
        (copied / name).write_text("- anything\n", "utf-8")
    assert dataset.load(copied).sha256 == sha256


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [*cases("no-datasets"), ("x" * 5000, ": cannot be read: File name too long; check the path")],
)
@pytest.mark.parametrize("command", ["check", "meetings", "verify"])
@pytest.mark.usefixtures("copied")
def test_what_is_no_dataset_is_refused(kzby: Run, folder: str, sentence: str, command: str) -> None:
    outcome = kzby(command, "--data", folder)
    assert outcome.code == 3
    assert sentence in outcome.err
    assert outcome.err.endswith("kzby: 1 problem in the data.\n")


def test_references_to_what_cannot_be_read_are_only_counted(copied: Path, kzby: Run) -> None:
    (copied / "people.yaml").write_text("- id: [\n")
    problem, told = kzby("check", "--data", copied).err.splitlines()
    assert problem.startswith("data/people.yaml:")
    unjudged = "12 references to what could not be read"
    assert told == f"kzby: 1 problem in the data; not checked: {unjudged}."
