"""`kzby check`: problems for people and programs, entries to paste, and what is only doubtful."""

import json
import re
import shutil
from pathlib import Path

import pytest
from support import BREST, HERE, Outcome, Run, cases, edit

TWIN = (HERE / "cases" / "twin.yaml").read_text("utf-8")
DOUBT = (
    "data/articles/2020-03-03-minsk.yaml:13:1: {}brest-guests may be brest-meeting "
    "(data/articles/2020-03-02-brest.yaml:20), of the same kind, regions and day; "
    "write retells: brest-meeting, or related: [brest-meeting] if it is something else\n"
)
SOUND = "data: no problem in 17 records of 3 articles, 10 regions, 3 sectors, 2 people, 3 organizations.\n"


def write(data: Path, old: str = "", new: str = "") -> Path:
    """Adds an article with what looks like a meeting of another one, if nothing in it is changed."""
    assert old in TWIN
    file = data / "articles" / "2020-03-03-minsk.yaml"
    file.write_text(TWIN.replace(old, new), "utf-8")
    return file


def test_a_likely_twin_is_a_warning_and_a_strict_check_refuses_it(copied: Path, kzby: Run) -> None:
    write(copied)
    assert kzby("check", "--data", "data") == Outcome(0, SOUND, DOUBT.format("warning: "))
    problem = f"{DOUBT.format('')}kzby: 1 problem in the data.\n"
    assert kzby("check", "--data", "data", "--strict") == Outcome(3, "", problem)


def test_of_many_records_alike_each_is_doubted_once(copied: Path, kzby: Run) -> None:
    for number in range(4):
        text = TWIN.replace("brest-guests", f"guests-{number}")
        text = text.replace("-minsk", f"-minsk-{number}").replace("777", f"77{number}")
        text = text.replace("org/guests", f"org/guests-{number}")
        (copied / "articles" / f"2020-03-03-minsk-{number}.yaml").write_text(text, "utf-8")
    doubted = re.findall(r"warning: (\S+) may be ", kzby("check", "--data", "data").err)
    assert sorted(doubted) == [f"guests-{number}" for number in range(4)]


@pytest.mark.parametrize(("old", "new"), cases("no-twins"))
def test_what_differs_or_is_decided_is_no_twin(copied: Path, kzby: Run, old: str, new: str) -> None:
    write(copied, old, new)
    outcome = kzby("check", "--data", "data")
    assert (outcome.code, outcome.err) == (0, "")


def test_the_same_figure_makes_a_likely_twin_of_any_title(copied: Path, kzby: Run) -> None:
    firms = "kind: count\n    unit: companies\n    of: firms\n    speaker: article"
    file = write(copied, "kind: meeting", f"{firms}\n    value: 900\n    value_text: 900")
    edit(file, "    form: meeting\n    date: 2020-03-02", "    date: 2021-01-11")
    edit(file, "published: 2020-03-03", "published: 2021-01-11")
    edit(file, "Published on 3 March 2020", "Published on 11 January 2021")
    warning = ":53:1: warning: karaganda-companies may be brest-guests ("
    assert warning in kzby("check", "--data", "data").err


@pytest.mark.parametrize("command", ["check", "verify", "coverage"])
@pytest.mark.usefixtures("texts")
def test_a_faulty_card_or_unknown_article_is_refused(copied: Path, kzby: Run, command: str) -> None:
    edit(copied / BREST, "language: en", "language: English")
    outcome = kzby(command, "2020-03-02-brest", "--data", "data")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (3, "", 2)
    sentence = "no article has the id '2020-03-02-brezt'; did you mean '2020-03-02-brest'?"
    outcome = kzby(command, "2020-03-02-brezt", "--data", "data")
    assert outcome == Outcome(2, "", f"kzby: {sentence}\n")


@pytest.mark.parametrize("command", ["check", "verify", "coverage"])
@pytest.mark.parametrize(("file", "text"), cases("files-elsewhere"))
def test_a_file_elsewhere_is_not_taken_for_its_namesake(
    copied: Path, kzby: Run, command: str, file: str, text: str
) -> None:
    shutil.copytree(copied, copied.parent / "other")
    assert kzby(command, file, "--data", "data") == Outcome(2, "", f"kzby: {text}\n")


def test_of_an_article_its_own_problems_are_told(copied: Path, kzby: Run) -> None:
    edit(copied / BREST, "status: invited", "status: invitd")
    edit(copied / "articles/2021-01-11-karaganda.yaml", "status: under-way", "status: underway")
    for article in ("2020-03-02-brest", "2021-01-11-karaganda"):
        *problems, number = kzby("check", article, "--data", "data").err.splitlines()
        assert [article in each for each in problems] == [True]
        assert number == "kzby: 1 problem in the data."


def test_figures_of_another_basis_are_no_twins(copied: Path, kzby: Run) -> None:
    file = write(copied)
    head = "{kind: trade, id: brest-guests, title: Trade of Brest Oblast with Kazakhstan, region: BY-BR"
    trade = f"{head}, partner: KZ, flow: turnover, value: 62 million, unit: USD, regions: [BY-BR]"
    card = TWIN.partition("kind: meeting")[0]
    file.write_text(f"{card}{trade}, period: 2019-01/2019-10, quote: guests}}\n", "utf-8")
    edit(copied / BREST, "    against: 2018", "    regions: [BY-BR]\n    against: 2018")
    assert "may be brest-turnover" in kzby("check", "--data", "data").err
    edit(file, "flow: turnover", "flow: turnover, basis: target")
    assert kzby("check", "--data", "data").err == ""


@pytest.mark.parametrize(("name", "added", "said"), cases("doubted"))
def test_what_is_left_or_copied_is_doubted(
    copied: Path, kzby: Run, name: str, added: str, said: str
) -> None:
    file = copied / name
    file.write_text(file.read_text("utf-8") + added, "utf-8")
    assert kzby("check", "--data", "data").err == f"data/{name}{said}\n"


def test_programs_get_json_or_annotations(copied: Path, kzby: Run) -> None:
    file = write(copied, "form: meeting", "form: 50%\n    note: TODO, ask")
    outcome = kzby("check", "--data", "data", "--format", "json")
    (form, note) = map(json.loads, outcome.out.splitlines())
    assert (outcome.code, outcome.err) == (3, "")
    assert form == {
        "level": "error", "file": str(file), "line": 16, "column": 11, "field": "records[0].form",
        "message": "'50%' is not valid; write one of meeting, visit, talks, tour, ceremony, forum, "
        "round-table, exhibition, event", "entry": None,
    }  # fmt: skip
    text = "is still to do; decide, and write the value or leave the field out"
    assert note["message"] == text
    outcome = kzby("check", "--data", "data", "-f", "github")
    first, second = outcome.out.splitlines()
    assert outcome.code == 3
    assert first.startswith(f"::error file={file},line=16,col=11::records[0].form: '50%25' is not")
    assert second == f"::error file={file},line=17,col=11::records[0].note: {text}"


def test_programs_get_warnings_and_nothing_else(copied: Path, kzby: Run) -> None:
    assert kzby("check", "--data", "data", "-f", "json").out == ""
    write(copied)
    (line,) = kzby("check", "--data", "data", "-f", "json").out.splitlines()
    assert json.loads(line)["level"] == "warning"


def test_an_unknown_id_shows_the_entry_to_add_once(copied: Path, kzby: Run) -> None:
    people = "people: [ivan-testov]\n    participants:\n      - {person: ivan-testov}"
    write(copied, "quote: guests", f"{people}\n    quote: guests")
    lines = kzby("check", "--data", "data").err.splitlines()
    assert [line for line in lines if not line.startswith("data")] == [
        "    in people.yaml:",
        "    - id: ivan-testov",
        "      name: TODO",
        "      side: TODO",
        "      spellings: [TODO]",
        "kzby: 2 problems in the data.",
    ]


@pytest.mark.parametrize("name", ["people", "regions", "sectors", "organizations"])
def test_an_entry_to_add_is_refused_until_complete(copied: Path, kzby: Run, name: str) -> None:
    field = "place: " if name == "regions" else f"{name}: ["
    write(copied, "quote: guests", f"{field}new-one{']' * field.endswith('[')}\n    quote: guests")
    _, where, *entry, _ = kzby("check", "--data", "data").err.splitlines()
    assert where == f"    in {name}.yaml:"
    with (copied / f"{name}.yaml").open("a", encoding="utf-8") as file:
        file.writelines(f"{line[4:]}\n" for line in entry)
    problems = kzby("check", "--data", "data").err.splitlines()[:-1]
    assert len(problems) == len(entry) - 1
    assert all(problem.startswith(f"data/{name}.yaml:") for problem in problems)
    assert all("TODO" in problem or "is still to do" in problem for problem in problems)


def test_a_name_of_no_known_spelling_shows_the_spellings_to_write(copied: Path, kzby: Run) -> None:
    people, regions = copied / "people.yaml", copied / "regions.yaml"
    edit(people, "[Bolat Serik]", "[Bolat Other, Bolat]")
    edit(people, "name: Bolat Serik", "name: Bolat Other")
    edit(people, "[Ada Novik, A. Novik]", "[Ada Nowick]")
    edit(people, "name: Ada Novik", "name: Ada Nowick")
    edit(regions, "[Karaganda, Karaganda Oblast]", "[Karagandy Oblast]")
    edit(regions, "name: Karaganda Oblast", "name: Karagandy Oblast")
    err = kzby("verify", "2020-03-02-brest", "--data", "data", "--texts", HERE / "seeds").err
    assert [line for line in err.splitlines() if line.startswith("    ")] == [
        "    in people.yaml, at ada-novik:",
        "    spellings: [Ada Nowick, Ada Novik]",
        "    in regions.yaml, at KZ-35:",
        "    en: [Karagandy Oblast, Karaganda Oblast]",
    ]


@pytest.mark.usefixtures("texts")
def test_verify_and_coverage_report_to_programs(copied: Path, kzby: Run) -> None:
    file = copied / BREST
    written = file.read_text("utf-8")
    line = ("--data", "data", "-f")
    file.write_text(written.replace("quote: joint dairies", "quote: joint milk"), "utf-8")
    outcome = kzby("verify", file, *line, "json")
    (problem,) = map(json.loads, outcome.out.splitlines())
    assert (outcome.code, outcome.err) == (3, "")
    place = (problem["file"], problem["line"], problem["field"])
    assert place == (str(file), 43, "records[1].quote")
    file.write_text(written.replace("thanked the guests", "met in Brest"), "utf-8")
    outcome = kzby("coverage", file, *line, "github")
    assert (outcome.code, outcome.err) == (0, "")
    warning = "::warning file=seeds/2020-03-02-brest.txt,line=1,col=117::sentence: "
    sentence = "“Novik thanked the guests from Kazakhstan.” is in no record"
    assert warning + sentence in outcome.out.splitlines()


def test_two_figures_of_one_thing_in_an_article_are_doubted(copied: Path, kzby: Run) -> None:
    export = "related: [brest-turnover]\n    quote: export of $60.9 million\n"
    other = "  - {kind: trade, id: other, title: Export, region: BY-BR, partner: KZ, flow: export"
    other += ", period: 2019-01/2019-10, unit: USD, quote: export of $60.9 million, value: 61.3 million}\n"
    edit(copied / BREST, export, export + other)
    err = kzby("check", "--data", "data").err
    assert "warning: other and brest-export are of one period and flow, but differ; check" in err
    edit(copied / BREST, "value: 61.3 million", "value: 61 million")  # the same, less exact
    assert kzby("check", "--data", "data").err == ""


def test_a_spelling_that_no_text_prints_is_a_warning(copied: Path, kzby: Run) -> None:
    edit(copied / "people.yaml", "[Ada Novik,", "[Ada Novikova,")
    assert kzby("check", "--data", "data").err == ""
    shutil.copytree(HERE / "seeds", "seeds")
    text = "is printed by no article; move it to aliases, or remove it"
    warning = f"data/people.yaml:4:15: warning: [0].spellings[0]: 'Ada Novikova' {text}"
    assert warning in kzby("check", "--data", "data").err.splitlines()
