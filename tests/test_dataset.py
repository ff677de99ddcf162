"""A folder is loaded whole or not at all; each fault is told at its place, all of them at once."""

import os
import shutil
from pathlib import Path

import pytest
from support import HERE, Run, fits

from kzby.errors import DataError
from kzby.load import dataset

BAD = sorted(path for path in (HERE / "bad").iterdir() if path.is_dir())


def test_there_are_broken_datasets_to_test() -> None:
    assert len(BAD) >= 20


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.name)
def test_a_broken_dataset_is_told_with_every_problem(case: Path, copied: Path, kzby: Run) -> None:
    shutil.copytree(case, copied, dirs_exist_ok=True)
    outcome = kzby("check", "--data", copied)
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    assert outcome.err == expected or fits(outcome.err, expected)
    assert (outcome.code, outcome.out) == (3, "")


UNLIKE = HERE / "bad" / "wrong-arithmetic" / "articles" / "2022-05-05-grodno.yaml"


def test_figures_without_a_window_are_not_set_against_each_other(copied: Path, kzby: Run) -> None:
    lines = UNLIKE.read_text(encoding="utf-8").splitlines(keepends=True)
    undated = "".join(line for line in lines if "period:" not in line)
    (copied / "articles" / UNLIKE.name).write_text(undated, encoding="utf-8")
    outcome = kzby("check", "--data", copied)
    assert (outcome.code, outcome.err) == (0, "")


def test_figures_without_a_unit_have_no_other_fault(copied: Path, kzby: Run) -> None:
    lines = UNLIKE.read_text(encoding="utf-8").splitlines(keepends=True)
    bare = "".join(line for line in lines if "unit:" not in line)
    (copied / "articles" / UNLIKE.name).write_text(bare, encoding="utf-8")
    told = kzby("check", "--data", copied).err.splitlines()
    assert [line.rpartition("value: ")[2] for line in told] == [
        *["says nothing without unit; give both, or neither"] * 3,
        "kzby: 3 problems in the data.",
    ]


def test_a_growth_that_does_not_fit_its_base_is_no_fault_of_data(copied: Path, kzby: Run) -> None:
    """Rates are printed in comparable prices too; `trade --reconcile` tells."""
    text = UNLIKE.read_text(encoding="utf-8").split("  - kind: trade")
    grown = "    change: 10\n    change_kind: percent\n    against: 2020\n"
    base = text[2].replace("grodno-export", "grodno-base").replace("period: 2021", "period: 2020")
    written = "  - kind: trade".join([text[0], text[2] + grown, base])
    (copied / "articles" / UNLIKE.name).write_text(written, encoding="utf-8")
    assert kzby("check", "--data", copied).code == 0
    assert (
        kzby("trade", "--reconcile", "--region", "Grodno", "--data", copied)
        .out.splitlines()[1]
        .startswith("fails")
    )


def test_faults_of_several_files_come_in_one_sorted_list(copied: Path) -> None:
    sectors = (copied / "sectors.yaml").read_text(encoding="utf-8")
    (copied / "sectors.yaml").write_text(
        sectors.replace("name: Culture", "nam: Culture"), encoding="utf-8"
    )
    (copied / "people.yaml").unlink()
    (copied / "articles" / "2021-01-11-karaganda.yaml").write_text("article: [\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        dataset.load(copied)
    not_yaml, *others = map(str, caught.value.problems)
    assert fits(
        not_yaml,
        "data/articles/2021-01-11-karaganda.yaml:2:1: is not YAML: <...>; check indentation, quotes and colons",
    )
    assert others == [
        "data/people.yaml: cannot be read: No such file or directory; check the path and its permissions",
        "data/sectors.yaml:12:3: [2].name: is missing; it must be given",
        "data/sectors.yaml:13:3: [2].nam: unknown field; did you mean 'name'?",
    ]


def test_a_folder_that_does_not_exist(kzby: Run) -> None:
    outcome = kzby("check", "--data", "no/such/folder")
    assert outcome.code == 3
    assert outcome.err.startswith(
        "no/such/folder: does not exist; give the folder with regions.yaml and articles/, or a file that kzby built\n"
    )


def test_a_folder_without_articles(copied: Path, kzby: Run) -> None:
    shutil.rmtree(copied / "articles")
    outcome = kzby("meetings", "--data", copied)
    assert outcome.code == 3
    assert "data/articles: holds no article; add one .yaml file an article\n" in outcome.err


def test_a_question_leaves_a_broken_article_out_and_says_so(copied: Path, kzby: Run) -> None:
    broken = copied / "articles" / "2021-01-11-karaganda.yaml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("kind: remark", "kind: remarc"), encoding="utf-8"
    )
    outcome = kzby("meetings", "--data", copied, "-f", "csv")
    assert outcome.code == 0
    assert [line.split(",")[0] for line in outcome.out.splitlines()] == ["id", "brest-meeting"]
    assert outcome.err == (
        "kzby: left out 1 file with 1 problem, first:\n"
        "  data/articles/2021-01-11-karaganda.yaml:77:11: records[5].kind: 'remarc' is no kind of record; "
        "did you mean 'remark'?\n"
        "  'kzby check' with the same --data lists every one\n"
    )


def test_what_leads_to_a_left_out_article_is_left_out_too(copied: Path) -> None:
    (copied / "articles" / "2020-03-02-brest.yaml").write_text("article: [\n", encoding="utf-8")
    loaded = dataset.load(copied, lenient=True)
    assert "brest-meeting" not in loaded.records, "it is only retold"
    (visit,) = loaded.records["karaganda-visit"]
    assert visit.record.settles == ()


def test_articles_that_could_not_be_read_may_record_what_is_asked(copied: Path, kzby: Run) -> None:
    (copied / "articles" / "2021-01-11-karaganda.yaml").write_text("article: [\n", encoding="utf-8")
    outcome = kzby("projects", "--data", copied, "--region", "Grodno")
    assert outcome.err.endswith(
        "Nothing is recorded about Grodno Oblast in the articles that could be read.\n"
    )


def test_a_misspelt_kind_is_one_fault_not_one_for_each_that_refers_to_it(copied: Path) -> None:
    article = copied / "articles" / "2020-03-02-brest.yaml"
    article.write_text(
        article.read_text("utf-8").replace("kind: meeting", "kind: meetin", 1), "utf-8"
    )
    with pytest.raises(DataError) as caught:
        dataset.load(copied)
    (problem,) = caught.value.problems
    assert problem.text == "'meetin' is no kind of record; did you mean 'meeting'?"


def test_a_record_that_is_related_to_itself_is_told(copied: Path) -> None:
    article = copied / "articles" / "2020-03-02-brest.yaml"
    article.write_text(
        article.read_text("utf-8").replace("related: [brest-turnover]", "related: [brest-export]"),
        "utf-8",
    )
    with pytest.raises(DataError, match="names the entry itself; name another, or remove it"):
        dataset.load(copied)


def test_a_forbidden_character_is_placed_right_among_cyrillic(copied: Path) -> None:
    sectors = copied / "sectors.yaml"
    sectors.write_text(sectors.read_text("utf-8") + "  aliases: [культура, a\x07b]\n", "utf-8")
    with pytest.raises(
        DataError, match=r"data/sectors.yaml:14:24: holds a character that YAML does not allow"
    ):
        dataset.load(copied)


@pytest.mark.parametrize(
    "name", ["articles/2022-01-01-grodno.yml", "regionz.yaml", "articles/2022/grodno.yaml"]
)
def test_a_file_that_would_not_be_read_is_told(copied: Path, name: str) -> None:
    (copied / name).parent.mkdir(exist_ok=True)
    (copied / name).write_text("- anything\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        dataset.load(copied)
    assert (
        str(caught.value)
        == f"data/{name}: is ignored; put articles directly into articles/, or remove it"
    )


def test_a_hidden_file_is_neither_read_nor_hashed_nor_a_fault(copied: Path) -> None:
    sha256 = dataset.load(copied).sha256
    for place in (copied, copied / "articles"):
        (place / ".draft.yaml").write_text("- anything\n", encoding="utf-8")
    assert dataset.load(copied).sha256 == sha256


def test_a_pipe_in_the_folder_does_not_make_kzby_wait(copied: Path) -> None:
    os.mkfifo(copied / "articles" / "2022-01-01-pipe.yaml")
    with pytest.raises(DataError, match="is not a file; remove it, or put the file in its place"):
        dataset.load(copied)


def test_a_broken_vocabulary_cannot_be_left_out(copied: Path, kzby: Run) -> None:
    regions = (copied / "regions.yaml").read_text(encoding="utf-8")
    (copied / "regions.yaml").write_text(
        regions.replace("  type: country\n", "", 1), encoding="utf-8"
    )
    outcome = kzby("meetings", "--data", copied)
    assert (outcome.code, outcome.out) == (3, "")
    assert (
        outcome.err
        == "data/regions.yaml:1:3: [0].type: is missing; it must be given\nkzby: 1 problem in the data.\n"
    )


def test_a_sound_dataset_is_counted(copied: Path, kzby: Run) -> None:
    outcome = kzby("check", "--data", copied)
    assert (outcome.code, outcome.err) == (0, "")
    assert (
        outcome.out
        == "data: no problem in 16 records of 2 articles, 10 regions, 3 sectors, 2 people, 3 organizations.\n"
    )


def test_a_hidden_folder_is_not_looked_into(copied: Path) -> None:
    for folder in (".git", "articles/.drafts"):
        (copied / folder).mkdir()
        (copied / folder / "2022-01-01-grodno.yaml").write_text("- anything\n")
    assert dataset.load(copied).problems == ()


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        (".", ".: is no dataset; did you mean data?"),
        ("data/articles", "data/articles: is no dataset; did you mean data?"),
        ("/", "/: is no dataset; give the folder with regions.yaml and articles/"),
        ("/proc", "/proc: is no dataset; give the folder with regions.yaml and articles/"),
        ("~nobody-of-this-name/d", "~nobody-of-this-name/d: does not exist; give the folder with"),
        ("x" * 5000, "...: cannot be read: File name too long; check the path"),
    ],
)
@pytest.mark.parametrize("command", ["check", "meetings", "verify"])
@pytest.mark.usefixtures("copied")
def test_a_folder_that_is_no_dataset_is_refused_without_a_walk(
    kzby: Run, folder: str, sentence: str, command: str
) -> None:
    outcome = kzby(command, "--data", folder)
    assert outcome.code == 3
    assert sentence.removeprefix("...") in outcome.err
    assert outcome.err.endswith("kzby: 1 problem in the data.\n")


def test_references_to_what_cannot_be_read_are_only_counted(copied: Path, kzby: Run) -> None:
    (copied / "people.yaml").write_text("- id: [\n")
    told = kzby("check", "--data", copied).err.splitlines()
    assert told[0].startswith("data/people.yaml:")
    assert told[1:] == [
        "kzby: 1 problem in the data; not checked: 12 references to what could not be read."
    ]
