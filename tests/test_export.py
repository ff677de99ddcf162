"""The dataset as a data package: nothing is lost, the standard's own tool finds no fault, nobody's file is touched."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from support import KARAGANDA, VIEWS, Run, cases, edit, ran
from syrupy.assertion import SnapshotAssertion

from kzby import export, query
from kzby.errors import OutputError, UsageError
from kzby.export.package import DESCRIPTOR, SUMS
from kzby.query import citation
from kzby.query.answer import Select, answer
from kzby.store import Store
from kzby.store.open import open_store

READ: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("string", "date"), str),
    **dict.fromkeys(("number", "boolean", "array", "object"), json.loads),
}


def descriptor(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / DESCRIPTOR).read_text("utf-8")))


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table, by nothing but what the package says of it."""
    (resource,) = (table for table in descriptor(folder)["resources"] if table["name"] == name)
    types = {field["name"]: READ[field["type"]] for field in resource["schema"]["fields"]}
    with (folder / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    return [{key: types[key](cell) if cell else None for key, cell in row.items()} for row in rows]


def validated(folder: Path, table: str | None = None) -> tuple[bool, set[str]]:
    """Whether frictionless finds a table, or all, sound, and the kinds of fault it finds."""
    report = Package(str(folder / DESCRIPTOR)).validate(name=table)
    assert len(report.tasks) == (1 if table else len(descriptor(folder)["resources"]))
    return report.valid, {error.type for task in report.tasks for error in task.errors}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("view", VIEWS)
def test_the_package_alone_gives_every_answer(exported: tuple[Store, Path], view: str) -> None:
    store, folder = exported
    answer = json.loads(json.dumps(list(query.ask(store, view).mappings())))
    rows = read(folder, view)
    if view == "sectors":
        assert not all(row["proposals"] for row in rows), "answers leave out what nobody proposed"
        rows = [row for row in rows if row["proposals"]]
    assert [list(row.items()) for row in rows] == [list(row.items()) for row in answer]


def test_the_package_has_what_answers_leave_out(exported: tuple[Store, Path]) -> None:
    store, folder = exported
    tables = ("mentions", "places", "links", "names")
    for table in tables:
        rows = [tuple(row.values()) for row in read(folder, table)]
        assert rows == list(answer(store, table, Select(f"SELECT * FROM {table}")).rows) != []
    assert {table["name"] for table in descriptor(folder)["resources"]} == {*VIEWS, *tables}


def test_frictionless_finds_no_fault(exported: tuple[Store, Path]) -> None:
    assert validated(exported[1]) == (True, set())


@pytest.mark.parametrize(("file", "right", "wrong", "fault"), cases("faults-of-tables"))
def test_the_descriptor_lets_frictionless_find_faults(
    package: Path, file: str, right: str, wrong: str, fault: str
) -> None:
    text = (package / file).read_text("utf-8")
    assert right in text
    (package / file).write_text(text.replace(right, wrong, 1), "utf-8")
    valid, faults = validated(package, file.removesuffix(".csv"))
    assert not valid
    assert fault in faults


def test_the_checksums_are_those_of_all_files(package: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=package, check=True)
    named = {line.split("  ")[1] for line in (package / SUMS).read_text("utf-8").splitlines()}
    assert named | {SUMS} == set(contents(package))


def test_a_package_is_always_the_same(package: Path, invented: Path, tmp_path: Path) -> None:
    export.write(open_store(invented), tmp_path / "again")
    assert contents(tmp_path / "again") == contents(package)


def test_a_table_and_its_description(package: Path, snapshot: SnapshotAssertion) -> None:
    described = descriptor(package)
    described["resources"] = [r for r in described["resources"] if r["name"] == "conflicts"]
    described["description"] = described["description"].partition("Cite")[0]
    assert described | {"version": "...", "sha256": "...", "released": "..."} == snapshot
    assert (package / "conflicts.csv").read_text("utf-8") == snapshot


def test_the_command_says_what_it_wrote(kzby: Run, invented: Path, tmp_path: Path) -> None:
    outcome = kzby("export", tmp_path / "package", "--data", invented)
    version, sha256, _ = citation.edition(open_store(invented))
    described = descriptor(tmp_path / "package")
    assert (described["version"], described["sha256"]) == (version, sha256)
    files = [*(tmp_path / "package").iterdir()]
    tables = sum(file.suffix == ".csv" for file in files)
    size = sum(file.stat().st_size for file in files) / 1_000_000
    assert outcome.out.startswith(f"{tmp_path / 'package'}: {tables} tables, {size:.1f} MB; ")
    assert f"kzby {version}, dataset {sha256[:12]}" in outcome.out
    assert (outcome.code, outcome.err) == (0, "")


def test_a_dataset_with_a_problem_is_not_exported(kzby: Run, copied: Path) -> None:
    edit(copied / KARAGANDA, "form: visit", "form: vist")
    outcome = kzby("export", "package", "--data", copied)
    assert (outcome.code, outcome.out) == (3, "")
    assert not Path("package").exists()


def test_an_earlier_export_is_replaced(package: Path, told_twice: Path, tmp_path: Path) -> None:
    (package / "people.csv").unlink()
    written = export.write(open_store(told_twice), tmp_path / "whole")
    assert export.write(open_store(told_twice), package) == written
    assert contents(package) == contents(tmp_path / "whole")
    assert {path.name for path in tmp_path.iterdir()} == {"package", "whole"}


def test_an_empty_folder_is_filled_and_a_link_followed(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    export.write(store, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "empty" / DESCRIPTOR).is_file()


@pytest.mark.parametrize(
    ("file", "content", "sentence"),
    [
        ("my notes.txt", b"mine", "package/my notes.txt is no file of an export"),
        ("people.csv/my notes.txt", b"mine", "package/people.csv is no file of an export"),
        (DESCRIPTOR, b'{"name": "mine"}', "package/SHA256SUMS is no file of an export"),
        (DESCRIPTOR, b"\xff{", "package/SHA256SUMS is no file of an export"),
        (DESCRIPTOR, b"[" * 100_000, "package/SHA256SUMS is no file of an export"),
        (SUMS, b"\xff", "package/SHA256SUMS is no file of an export"),
    ],
)
def test_what_kzby_did_not_write_is_not_deleted(
    package: Path, told_twice: Path, file: str, content: bytes, sentence: str
) -> None:
    if "/" in file:
        (package / file).parent.unlink()
        (package / file).parent.mkdir()
    (package / file).write_bytes(content)
    before = contents(package.parent)
    with pytest.raises(UsageError, match=sentence):
        export.write(open_store(told_twice), package)
    assert contents(package.parent) == before


def test_a_folder_not_meant_is_refused(kzby: Run, copied: Path) -> None:
    before = contents(Path())
    for folder, sentence in (
        ("data", "data/articles is no file of an export"),
        ("data/people.yaml", "data/people.yaml is a file"),
    ):
        outcome = kzby("export", folder, "--data", copied)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(f"kzby: {sentence}")
        assert contents(Path()) == before


def test_a_folder_that_cannot_be_made_gets_the_reason(store: Store) -> None:
    with pytest.raises(OutputError, match=r"^/proc/package .*: No such file or directory"):
        export.write(store, Path("/proc/package"))


def test_a_full_disk_leaves_an_old_export(command: Path, package: Path, told_twice: Path) -> None:
    before = contents(package)
    outcome = ran(command, "export", package, "--data", told_twice, largest=16_000)
    assert (outcome.code, outcome.out) == (1, "")
    assert f"{package} cannot be written: File too large" in outcome.err
    assert contents(package.parent) == {f"package/{name}": data for name, data in before.items()}


# Ends itself before the nth time that it opens, makes, renames or removes something of the export. Of many times that
# are alike, as it writes one file after the other, every fifth counts.
KILLED = """
import os, signal, sys
from pathlib import Path
from shutil import copytree, rmtree
from kzby import export
from kzby.store.open import open_store

os.fsync = lambda _: None  # what a killed process has written is not lost
store, package, earlier = open_store(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])

def run(left):
    last, alike = "", 0
    def count(event, arguments):
        nonlocal left, last, alike
        if event.startswith(("open", "os.")) and ".package." in str(arguments):
            last, alike = event, alike + 1 if event == last else 0
            left -= alike % 5 == 0
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
    if not (child := os.fork()):
        sys.addaudithook(count)
        export.write(store, package)
        os._exit(0)
    return os.waitpid(child, 0)[1]

def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}

run(0)
old, new = contents(earlier), contents(package)
for at in range(1, 1000):
    for left in package.parent.glob("*package*"):
        rmtree(left)
    copytree(earlier, package)
    if run(at) == 0:
        break
    (there,) = package.parent.glob("package" if package.exists() else ".package.*.old")
    assert contents(there) in (old, new), at
    assert run(0) == 0, at
    assert contents(package) == new, at
    assert not [*package.parent.glob(".package.*")], at
print(at)
"""


def test_an_export_killed_loses_nothing(package: Path, told_twice: Path, tmp_path: Path) -> None:
    earlier = package.rename(tmp_path / "earlier")
    outcome = ran(sys.executable, "-c", KILLED, told_twice, package, earlier)
    assert outcome.err == ""
    assert int(outcome.out) > 12
