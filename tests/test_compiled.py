"""The compiled file: whole or not there, the same bytes each time, and answers as its folder does."""

import io
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, Run

from kzby import query
from kzby.cli import session
from kzby.cli.commands import COMMANDS, FUNCTIONS
from kzby.errors import DataError, UsageError
from kzby.store import Store
from kzby.store.files import write
from kzby.store.open import open_store


@pytest.fixture
def compiled(invented: Path, tmp_path: Path) -> Path:
    """The invented dataset as a compiled file."""
    path = tmp_path / "file.sqlite"
    write(invented, path)
    return path


def test_it_answers_as_its_folder_does(compiled: Path, store: Store) -> None:
    file = open_store(compiled)
    for view in COMMANDS.keys() - FUNCTIONS.keys():
        assert list(query.ask(file, view).rows) == list(query.ask(store, view).rows)


def test_it_is_opened_to_read_only(invented: Path, tmp_path: Path) -> None:
    path = tmp_path / "a?b#c.sqlite"
    write(invented, path)
    file = open_store(path)
    with pytest.raises(sqlite3.OperationalError) as caught:
        file.connection.execute("DELETE FROM record")
    assert caught.value.sqlite_errorname == "SQLITE_READONLY"


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [
        (
            "application_id = 1",
            "is an SQLite file, but not a dataset of kzby; give one that kzby compiled",
        ),
        ("user_version = 99", "is compiled for schema 99, this kzby reads 4; compile it again"),
    ],
)
def test_a_file_that_kzby_did_not_compile_is_refused(
    compiled: Path, pragma: str, sentence: str
) -> None:
    with sqlite3.connect(compiled) as connection:
        connection.execute(f"PRAGMA {pragma}")
    connection.close()
    with pytest.raises(DataError) as caught:
        open_store(compiled)
    assert str(caught.value) == f"{compiled}: {sentence}"


def test_a_file_that_lacks_a_part_is_refused(compiled: Path) -> None:
    with sqlite3.connect(compiled) as connection:
        connection.execute("DROP VIEW trade")
    connection.close()
    with pytest.raises(
        DataError, match="lacks a part of the dataset, or has another for it; compile it again"
    ):
        open_store(compiled)


def test_it_is_counted_by_check_too(compiled: Path, kzby: Run) -> None:
    outcome = kzby("check", "--data", compiled)
    assert outcome.out.startswith(f"{compiled}: no problem in 16 records of 2 articles, 10 regions")


def test_a_file_that_is_not_sqlite_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(
        "no database at all, but long enough to be read as a header of one hundred bytes" * 3
    )
    with pytest.raises(
        DataError, match="is neither a folder nor a compiled dataset; give one of these"
    ):
        open_store(path)
    path.write_bytes(b"")
    with pytest.raises(
        DataError, match="is neither a folder nor a compiled dataset; give one of these"
    ):
        open_store(path)


def test_the_same_folder_gives_the_same_bytes(invented: Path, tmp_path: Path) -> None:
    for seed in ("1", "2", "3"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        build = [
            sys.executable,
            "-m",
            "kzby",
            "build",
            str(tmp_path / seed),
            "--data",
            str(invented),
        ]
        subprocess.run(build, env=environment, check=True, capture_output=True)
    first, *others = [(tmp_path / seed).read_bytes() for seed in ("1", "2", "3")]
    assert others == [first, first]


def test_build_says_what_it_wrote(kzby: Run, invented: Path, tmp_path: Path) -> None:
    outcome = kzby("build", tmp_path / "a.sqlite", "--data", invented)
    size = (tmp_path / "a.sqlite").stat().st_size / 1_000_000
    edition = query.overview(open_store(invented)).edition
    told = f"16 records of 2 articles, {size:.1f} MB; cite as kzby {edition.version}, dataset {edition.sha256[:12]}"
    assert (outcome.code, outcome.out, outcome.err) == (0, f"{tmp_path / 'a.sqlite'}: {told}\n", "")


def test_the_environment_may_name_a_compiled_file(
    compiled: Path, kzby: Run, invented: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZBY_DATA", str(compiled))
    assert (
        kzby("meetings", "-f", "json").out == kzby("meetings", "-f", "json", "--data", invented).out
    )


def test_a_faulty_dataset_leaves_an_existing_file_as_it_was(
    compiled: Path, copied: Path, kzby: Run
) -> None:
    before = compiled.read_bytes()
    (copied / "sectors.yaml").write_text("- id: nothing\n")
    outcome = kzby("build", compiled, "--data", copied)
    assert outcome.code == 3
    assert compiled.read_bytes() == before
    assert {path.name for path in compiled.parent.iterdir()} == {"data", "file.sqlite"}


def test_a_new_build_takes_the_place_of_an_old_one(compiled: Path, told_twice: Path) -> None:
    reader = open_store(compiled)
    write(told_twice, compiled)
    assert len(list(query.ask(open_store(compiled), "articles").rows)) == 5
    assert len(list(query.ask(reader, "articles").rows)) == 2, (
        "who reads the old file goes on reading it"
    )


def test_a_link_stays_a_link_to_the_new_file(
    compiled: Path, invented: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(compiled)
    compiled.unlink()
    write(invented, link)
    assert link.is_symlink()
    assert compiled.is_file()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("notes.txt", "{} exists and is no compiled dataset; remove it, or give another name"),
        ("pipe", "{} is not a file, but a device or the like; give another name"),
        ("folder", "{} is a folder; give the name of a file, for example {}/kzby.sqlite"),
        (
            "missing/a.sqlite",
            "the folder {.parent} does not exist; make it first, or write elsewhere",
        ),
    ],
)
def test_what_is_no_compiled_dataset_is_not_replaced(
    invented: Path, tmp_path: Path, name: str, sentence: str
) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / name
    with pytest.raises(UsageError) as caught:
        write(invented, path)
    assert str(caught.value) == sentence.format(path, path)
    assert (tmp_path / "notes.txt").read_text() == "notes"
    assert (tmp_path / "pipe").is_fifo()


def test_a_truncated_file_is_refused(compiled: Path) -> None:
    compiled.write_bytes(compiled.read_bytes()[:5000])
    with pytest.raises(DataError, match="is damaged; compile it again"):
        open_store(compiled)


def test_work_that_takes_long_is_watched_on_a_terminal(
    invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    write(invented, tmp_path / "a.sqlite", session.progress(after=0))
    drawn = re.sub(r"\x1b\[[?\d;]*[a-zA-Z]", "", terminal.getvalue())
    steps = re.findall(r"([a-z]+ [a-z]+) \W+\d+%", drawn)
    assert list(dict.fromkeys(steps)) == ["reading articles", "writing records"]
    quick = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quick)
    write(invented, tmp_path / "b.sqlite", session.progress(after=0))
    assert quick.getvalue() == "", "only a terminal shows it"
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


@pytest.mark.parametrize(("command", "kind"), [("build", "a file"), ("export", "a folder")])
def test_what_is_no_stream_is_not_written_to_stdout(
    kzby: Run, copied: Path, command: str, kind: str
) -> None:
    outcome = kzby(command, "-", "--data", copied)
    assert (outcome.code, outcome.out) == (2, "")
    assert re.search(rf"is {kind}, and cannot go to stdout; give it a name", outcome.err)
    assert not Path("-").exists()
