"""A dataset as a data package: nothing is lost, the standard's own tool finds no fault, nobody's file is touched."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import Run
from syrupy.assertion import SnapshotAssertion

from kzby import query, render
from kzby.errors import UsageError
from kzby.export import packing
from kzby.export.packing import DESCRIPTOR, SUMS
from kzby.query import citation
from kzby.query.views import VIEWS
from kzby.render.terminal import Terminal
from kzby.store import Store
from kzby.store.open import open_store

Row = dict[str, Any]
READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "date": str,
    "number": json.loads,
    "boolean": {"true": True, "false": False}.__getitem__,
    "array": json.loads,
    "object": json.loads,
}


@pytest.fixture
def package(invented: Path, tmp_path: Path) -> Path:
    """The package of the invented dataset, to be changed."""
    packing.write(open_store(invented), tmp_path / "package")
    return tmp_path / "package"


def descriptor(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return told


def read(folder: Path, name: str) -> list[Row]:
    """The rows of a table, by nothing but what the package says of it."""
    (resource,) = (one for one in descriptor(folder)["resources"] if one["name"] == name)
    types = {field["name"]: READ[field["type"]] for field in resource["schema"]["fields"]}
    with (folder / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    return [{key: types[key](cell) if cell else None for key, cell in row.items()} for row in rows]


def validated(folder: Path) -> tuple[bool, set[str]]:
    """Whether `frictionless validate` finds the package sound, and the kinds of fault it finds."""
    frictionless = Path(sys.executable).parent / "frictionless"
    done = subprocess.run(
        [frictionless, "validate", "--json", DESCRIPTOR],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["stats"]["tasks"] == len(descriptor(folder)["resources"])
    return report["valid"], {error["type"] for task in report["tasks"] for error in task["errors"]}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_documented_view_is_a_table(exported: tuple[Store, Path]) -> None:
    """The edition and the dictionary are in the descriptor."""
    store, folder = exported
    documented = {
        view for (view,) in store.connection.execute("SELECT DISTINCT view FROM dictionary")
    }
    assert {one["name"] for one in descriptor(folder)["resources"]} == documented - {
        "dataset",
        "dictionary",
    }
    assert set(VIEWS) < documented


@pytest.mark.parametrize("view", VIEWS)
def test_the_package_alone_gives_every_answer(exported: tuple[Store, Path], view: str) -> None:
    store, folder = exported
    answer = "\n".join(render.lines(query.ask(store, view), "json", Terminal()))
    rows = read(folder, view)
    if view == "sectors":
        assert any(not row["proposals"] for row in rows), (
            "the question leaves out what nobody proposed"
        )
        rows = [row for row in rows if row["proposals"]]
    assert [list(row.items()) for row in rows] == [list(row.items()) for row in json.loads(answer)]


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        (
            "mentions",
            "SELECT record, article, quote, file, line FROM mention ORDER BY record, article",
        ),
        ("places", "SELECT record, region FROM record_region ORDER BY record, region"),
        ("links", "SELECT record, field, target FROM link ORDER BY record, field, target"),
        (
            "names",
            "SELECT kind, id, rank, text FROM name WHERE kind IN ('region', 'sector', 'person', 'organization') "
            "ORDER BY kind, id, rank",
        ),
    ],
)
def test_the_package_has_what_answers_leave_out(
    exported: tuple[Store, Path], table: str, sql: str
) -> None:
    store, folder = exported
    rows = [tuple(row.values()) for row in read(folder, table)]
    assert rows == store.connection.execute(sql).fetchall() != []


def test_the_package_names_its_edition(exported: tuple[Store, Path]) -> None:
    store, folder = exported
    told, edition = descriptor(folder), citation.edition(store)
    assert (told["version"], told["sha256"]) == (edition.version, edition.sha256)


def test_no_text_is_empty_so_that_an_empty_cell_is_null(exported: tuple[Store, Path]) -> None:
    store, folder = exported
    for resource in descriptor(folder)["resources"]:
        for row in store.connection.execute(f"SELECT * FROM {resource['name']}"):
            assert "" not in row, resource["name"]


def test_frictionless_finds_no_fault(exported: tuple[Store, Path]) -> None:
    assert validated(exported[1]) == (True, set())


@pytest.mark.parametrize(
    ("file", "right", "wrong", "fault"),
    [
        ("meetings.csv", ",held,", ",hold,", "constraint-error"),
        ("meetings.csv", "karaganda-visit,meeting,", ",meeting,", "primary-key"),
        ("meetings.csv", "karaganda-visit,meeting,", "no-such-visit,meeting,", "foreign-key"),
        (
            "regions.csv",
            "BY-BR,Brest Oblast,oblast,BY,",
            "BY-BR,Brest Oblast,oblast,XX,",
            "foreign-key",
        ),
        ("meetings.csv", "Novik visits Karaganda Oblast", "", "constraint-error"),
        ("meetings.csv", ",2021-01-01,", ",2021-01-32,", "type-error"),
        ("meetings.csv", ",true,event,", ",perhaps,event,", "type-error"),
        ("trade.csv", ",62000000,", ",62 million,", "type-error"),
        ("trade.csv", '"[""BY-BR"", ""KZ""]"', "BY-BR; KZ", "type-error"),
        ("trade.csv", "brest-turnover", "brest-turnovar", "hash-count"),
        ("trade.csv", ",flow,", ",stream,", "incorrect-label"),
    ],
)
def test_the_descriptor_lets_frictionless_find_faults(
    package: Path, file: str, right: str, wrong: str, fault: str
) -> None:
    text = (package / file).read_text("utf-8")
    assert right in text
    (package / file).write_text(text.replace(right, wrong, 1), "utf-8")
    valid, faults = validated(package)
    assert not valid
    assert fault in faults


def test_a_package_is_the_same_at_any_time_and_place(
    package: Path, invented: Path, tmp_path: Path
) -> None:
    packing.write(open_store(invented), tmp_path / "again")
    assert contents(tmp_path / "again") == contents(package)


def test_the_checksums_are_those_of_all_files(package: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=package, check=True)
    named = {line.split("  ")[1] for line in (package / SUMS).read_text("utf-8").splitlines()}
    assert named | {SUMS} == set(contents(package))


def test_a_table_and_its_description(package: Path, snapshot: SnapshotAssertion) -> None:
    told = descriptor(package)
    wanted = ("conflicts", "reconciliation", "mentions")
    told["resources"] = [one for one in told["resources"] if one["name"] in wanted]
    told |= {
        "version": "...",
        "sha256": "...",
        "description": told["description"].partition("Cite")[0],
    }
    assert told == snapshot
    assert [(package / f"{name}.csv").read_text("utf-8") for name in wanted] == snapshot


def test_the_command_says_what_it_wrote(kzby: Run, invented: Path, tmp_path: Path) -> None:
    outcome = kzby("export", tmp_path / "package", "--data", invented)
    cited = f"kzby 0.1.0, dataset {citation.edition(open_store(invented)).sha256[:12]}"
    assert outcome.out == f"{tmp_path / 'package'}: 23 tables, 0.0 MB; cite as {cited}\n"
    assert (outcome.code, outcome.err) == (0, "")


def test_a_dataset_with_a_problem_is_not_exported(kzby: Run, copied: Path) -> None:
    article = copied / "articles" / "2021-01-11-karaganda.yaml"
    article.write_text(article.read_text("utf-8").replace("form: visit", "form: vist"), "utf-8")
    outcome = kzby("export", "package", "--data", copied)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.endswith("kzby: 1 problem in the data.\n")
    assert not Path("package").exists()


def test_an_earlier_export_is_replaced_and_nothing_else_in_the_folder(
    package: Path, told_twice: Path
) -> None:
    (package / "my notes.txt").write_text("mine", "utf-8")
    before = contents(package)
    packing.write(open_store(told_twice), package)
    after = contents(package)
    assert after.keys() == before.keys()
    assert after["meetings.csv"] != before["meetings.csv"]
    assert after["my notes.txt"] == b"mine"


def test_an_empty_folder_is_filled(invented: Path, tmp_path: Path) -> None:
    packing.write(open_store(invented), tmp_path)
    assert (tmp_path / DESCRIPTOR).is_file()


def test_a_file_that_was_deleted_is_written_again(package: Path, invented: Path) -> None:
    before = contents(package)
    (package / "trade.csv").unlink()
    packing.write(open_store(invented), package)
    assert contents(package) == before


def changed(folder: Path) -> None:
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write("somebody,Somebody,KZ\n")


def described(folder: Path) -> None:
    path = folder / DESCRIPTOR
    path.write_text(
        path.read_text("utf-8").replace(
            '"version"', '"homepage": "https://example.org", "version"'
        ),
        "utf-8",
    )


def unlisted(folder: Path) -> None:
    lines = (folder / SUMS).read_text("utf-8").splitlines(keepends=True)
    (folder / SUMS).write_text("".join(line for line in lines if "people.csv" not in line), "utf-8")


def of_another_kind(folder: Path) -> None:
    path = folder / DESCRIPTOR
    path.write_text(path.read_text("utf-8").replace('"name": "kzby"', '"name": "mine"'), "utf-8")


def broken(folder: Path) -> None:
    (folder / DESCRIPTOR).write_bytes(b"\xff{")


def too_deep(folder: Path) -> None:
    (folder / DESCRIPTOR).write_text("[" * 100_000, "utf-8")


def in_the_way(folder: Path) -> None:
    (folder / "people.csv").unlink()
    (folder / "people.csv").mkdir()


def sums_of_another_kind(folder: Path) -> None:
    (folder / SUMS).write_bytes(b"\xff\xfe\n")


def without_sums(folder: Path) -> None:
    (folder / SUMS).unlink()


NO_EXPORT = "{} is not empty and holds no export of kzby; give a new or an empty folder"
CHANGED = "{} is not as kzby wrote it; move it away, or export to another folder"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (changed, CHANGED.format("{}/people.csv")),
        (described, CHANGED.format("{}/datapackage.json")),
        (unlisted, CHANGED.format("{}/people.csv")),
        (of_another_kind, NO_EXPORT),
        (in_the_way, CHANGED.format("{}/people.csv")),
        (sums_of_another_kind, CHANGED.format("{}/records.csv")),
        (broken, NO_EXPORT),
        (too_deep, NO_EXPORT),
        (without_sums, NO_EXPORT),
    ],
)
def test_what_somebody_changed_is_not_replaced(
    package: Path, told_twice: Path, change: Callable[[Path], None], sentence: str
) -> None:
    change(package)
    before = contents(package)
    with pytest.raises(UsageError) as caught:
        packing.write(open_store(told_twice), package)
    assert str(caught.value) == sentence.format(package)
    assert contents(package) == before


def test_an_export_that_broke_off_between_two_files_can_be_repeated(
    package: Path, told_twice: Path, tmp_path: Path
) -> None:
    store, whole = open_store(told_twice), tmp_path / "whole"
    packing.write(store, whole)
    for name in ("records.csv", "trade.csv"):
        (package / name).write_bytes((whole / name).read_bytes())
    packing.write(store, package)
    assert contents(package) == contents(whole)


def test_what_a_killed_export_left_does_not_hinder_the_next(
    package: Path, invented: Path, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    begun.mkdir()
    (begun / ".trade.csv.0badcafe.part").write_text("id,kind")
    packing.write(open_store(invented), begun)
    assert contents(begun).items() >= contents(package).items()


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        ("data", f"kzby: {NO_EXPORT.format('data')}\n"),
        (
            "data/people.yaml",
            "kzby: data/people.yaml is a file; give the name of a folder, new or empty\n",
        ),
        ("no/such", "kzby: the folder no does not exist; make it first, or write elsewhere\n"),
    ],
)
def test_a_folder_that_cannot_be_meant_is_refused(
    kzby: Run, copied: Path, folder: str, sentence: str
) -> None:
    before = contents(copied)
    outcome = kzby("export", folder, "--data", copied)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", sentence)
    assert contents(copied) == before


def test_a_folder_that_cannot_be_made_gets_a_sentence(kzby: Run, invented: Path) -> None:
    outcome = kzby("export", "/proc/package", "--data", invented)
    assert (outcome.code, outcome.out) == (1, "")
    assert (
        outcome.err
        == "kzby: /proc/package cannot be made: No such file or directory; check the path\n"
    )


def limited(command: Path, invented: Path, folder: Path) -> tuple[int, str]:
    """An export where no file may be larger than 16 kB: its exit code, and what it says."""
    line = f"ulimit -f 16; '{command}' export '{folder}' --data '{invented}'"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_a_full_disk_leaves_nothing(command: Path, invented: Path, tmp_path: Path) -> None:
    code, err = limited(command, invented, tmp_path / "package")
    assert (code, list(tmp_path.iterdir())) == (1, [])
    assert err.endswith("cannot be written: File too large; it is as it was\n")


def test_a_full_disk_leaves_an_earlier_export_as_it_was(
    command: Path, package: Path, told_twice: Path
) -> None:
    before = contents(package)
    assert limited(command, told_twice, package)[0] == 1
    assert contents(package) == before


def test_ctrl_c_leaves_nothing(invented: Path, tmp_path: Path) -> None:
    store, folder = open_store(invented), tmp_path / "package"

    def interrupted(_: object, row: object) -> object:
        if folder.is_dir() and len(list(folder.iterdir())) > 10:
            raise KeyboardInterrupt
        return row

    store.connection.row_factory = interrupted
    with pytest.raises(KeyboardInterrupt):
        packing.write(store, folder)
    assert list(tmp_path.iterdir()) == []
