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


UNLIKE = HERE / "bad" / "wrong-arithmetic" / "articles" / "2022-05-05-grodno.yaml"


@pytest.mark.parametrize("left_out", ["period:", "unit:"])
def test_figures_lacking_window_or_unit_stay_apart(copied: Path, kzby: Run, left_out: str) -> None:
    lines = UNLIKE.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if left_out not in line)
    (copied / "articles" / UNLIKE.name).write_text(text, "utf-8")
    *told, last = kzby("check", "--data", copied).err.splitlines() or [""]
    unit = left_out == "unit:"
    assert last == "kzby: 3 problems in the data." * unit
    without = [
        line.endswith("value: says nothing without unit; give both, or neither") for line in told
    ]
    assert without == [True] * 3 * unit


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
        "data/people.yaml: does not exist; restore it (a list without entries is [])",
        "data/sectors.yaml:12:3: [2].name: is missing; it must be given",
        "data/sectors.yaml:13:3: [2].nam: unknown field; did you mean 'name'?",
    ]


def test_a_folder_without_articles(copied: Path, kzby: Run) -> None:
    shutil.rmtree(copied / "articles")
    outcome = kzby("meetings", "--data", copied)
    assert outcome.code == 3
    assert "data/articles: holds no article; add one .yaml file an article\n" in outcome.err


@pytest.mark.parametrize("name", ["known", "people", "retired"])
def test_each_file_beside_the_articles_has_to_be_there(copied: Path, kzby: Run, name: str) -> None:
    (copied / f"{name}.yaml").unlink()
    outcome = kzby("gaps", "--data", copied)
    assert (outcome.code, outcome.out) == (3, "")
    assert f"data/{name}.yaml: does not exist; restore it" in outcome.err


def test_without_articles_nothing_is_said_of_the_records_that_stand_for_others(
    copied: Path, kzby: Run
) -> None:
    shutil.rmtree(copied / "articles")
    retired = "{id: old, date: 2026-11-26, why: renamed, successor: brest-meeting}"
    (copied / "retired.yaml").write_text(f"- {retired}\n", "utf-8")
    _, told = kzby("check", "--data", copied).err.splitlines()
    assert told.endswith("; not checked: 1 reference to what could not be read.")


def test_a_question_leaves_a_broken_article_out_and_says_so(copied: Path, kzby: Run) -> None:
    edit(copied / KARAGANDA, "kind: remark", "kind: remarc")
    outcome = kzby("meetings", "--data", copied, "-f", "csv")
    assert outcome.code == 0
    assert [line.split(",")[0] for line in outcome.out.splitlines()] == ["id", "brest-meeting"]
    assert outcome.err.splitlines() == [
        "kzby: left out 1 file with 1 problem, first:",
        f"  data/{KARAGANDA}:77:11: records[5].kind: 'remarc' is no kind of record; did you mean 'remark'?",
        "  'kzby check' with the same --data lists every one",
    ]


def test_what_leads_to_a_left_out_article_is_left_out_too(copied: Path) -> None:
    (copied / BREST).write_text(BROKEN)
    loaded = dataset.load(copied, lenient=True)
    assert "brest-meeting" not in loaded.records, "it is only retold"
    (visit,) = loaded.records["karaganda-visit"]
    assert visit.record.settles == ()


def test_articles_that_could_not_be_read_may_record_what_is_asked(copied: Path, kzby: Run) -> None:
    (copied / KARAGANDA).write_text(BROKEN)
    err = kzby("projects", "--data", copied, "--region", "Grodno").err
    assert err.startswith("kzby: left out 1 file with 1 problem")
    assert err.endswith("Nothing is recorded about Grodno Oblast.\n")


@pytest.mark.parametrize(("old", "new", "problem"), cases("broken"))
def test_a_fault_is_told_once(copied: Path, kzby: Run, old: str, new: str, problem: str) -> None:
    edit(copied / BREST, old, new)
    (line, last) = kzby("check", "--data", copied).err.splitlines()
    assert line == f"data/{BREST}:{problem}"
    assert last.startswith("kzby: 1 problem in the data")


@pytest.mark.parametrize("name", ["2020-03-02-brest-copy", "2020-03-02-brest (1)"])
def test_a_copy_of_an_article_is_left_out_and_the_original_kept(copied: Path, name: str) -> None:
    (copied / "articles" / f"{name}.yaml").write_bytes((copied / BREST).read_bytes())
    loaded = dataset.load(copied, lenient=True)
    assert {Path(problem.file).stem for problem in loaded.problems} == {name}
    assert "brest-turnover" in loaded.records


def test_what_is_retold_was_not_later_than_the_article(copied: Path, kzby: Run) -> None:
    old = (copied / BREST).read_text("utf-8").partition("records:")[0]
    old = old.replace("2020-03-02-brest", "2019-01-01-brest").replace(
        "2020?-03-02/2020?-03-03", "2019-01-01"
    )
    old = old.replace("org/1", "org/9").replace(
        "Published on 2 March 2020 or 3 March 2020", "1 January 2019"
    )
    record = "records:\n  - {kind: meeting, retells: brest-meeting, quote: met}\n"
    (copied / "articles" / "2019-01-01-brest.yaml").write_text(old + record, "utf-8")
    err = kzby("check", "--data", copied).err
    assert "records[0].retells: '2020?-03-02' is after the article of 2019-01-01" in err


def test_an_id_given_twice_on_one_line_is_told(copied: Path, kzby: Run) -> None:
    (copied / "sectors.yaml").write_text(
        "[{id: dairy, name: A}, {id: dairy, name: B}, {id: culture, name: C}]\n"
    )
    problem, _ = kzby("check", "--data", copied).err.splitlines()
    given = "'dairy' is already that of a sector (data/sectors.yaml:1); choose another"
    assert problem == f"data/sectors.yaml:1:29: [1].id: {given}"


UNREAD = ("articles/2022-01-01-grodno.yml", "regionz.yaml", "articles/2022/grodno.yaml")


@pytest.mark.parametrize("name", UNREAD)
def test_a_file_that_would_not_be_read_is_told(copied: Path, name: str) -> None:
    (copied / name).parent.mkdir(exist_ok=True)
    (copied / name).write_text("- anything\n")
    with pytest.raises(DataError) as caught:
        dataset.load(copied)
    advice = "put articles directly into articles/, in files that end in .yaml, or remove it"
    told = name.removesuffix("/grodno.yaml")  # a folder is not looked into
    assert str(caught.value) == f"data/{told}: is ignored; {advice}"


def test_a_folder_of_articles_is_refused_also_as_a_link(copied: Path, kzby: Run) -> None:
    Path("drafts").mkdir()
    Path("drafts", "x.yaml").write_text("- anything\n", "utf-8")
    (copied / "articles" / "sub").symlink_to(Path("drafts").absolute(), target_is_directory=True)
    outcome = kzby("check", "--data", "data")
    advice = "put articles directly into articles/, in files that end in .yaml, or remove it"
    assert outcome.err.splitlines()[0] == f"data/articles/sub: is ignored; {advice}"


def test_a_dataset_may_be_in_a_folder_of_that_name(copied: Path) -> None:
    assert dataset.load(copied.rename("articles")).problems == ()


def test_what_is_hidden_is_neither_read_nor_hashed_nor_a_fault(copied: Path) -> None:
    sha256 = dataset.load(copied).sha256
    for name in (".draft.yaml", ".git/draft.yaml", "articles/.draft.yaml", "articles/.old/a.yaml"):
        (copied / name).parent.mkdir(exist_ok=True)
        (copied / name).write_text("- anything\n", "utf-8")
    loaded = dataset.load(copied)
    assert (loaded.sha256, loaded.problems) == (sha256, ())


def test_a_broken_vocabulary_cannot_be_left_out(copied: Path, kzby: Run) -> None:
    edit(copied / "regions.yaml", "name: Belarus\n  type: country\n", "name: Belarus\n")
    outcome = kzby("meetings", "--data", copied)
    assert (outcome.code, outcome.out) == (3, "")
    told = "data/regions.yaml:1:3: [0].type: is missing; it must be given"
    assert outcome.err == f"{told}\nkzby: 1 problem in the data.\n"


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
