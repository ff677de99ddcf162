"""The compiled file: whole or not there, the same bytes each time, and answers as its folder does."""

import os
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from support import ROOT, VIEWS, Run, change, ran

from kzby import query
from kzby.errors import DataError, UsageError
from kzby.store import Store
from kzby.store.files import write
from kzby.store.open import open_store


@pytest.fixture
def compiled(compact: Path, tmp_path: Path) -> Path:
    """The invented dataset as a compiled file, to be changed."""
    return Path(shutil.copy(compact, tmp_path / "a?b#c.sqlite"))


def test_it_answers_as_its_folder_does(compiled: Path, store: Store) -> None:
    file = open_store(compiled)
    for view in VIEWS:
        assert list(query.ask(file, view).rows) == list(query.ask(store, view).rows)


def test_a_file_that_kzby_did_not_build_is_refused(compiled: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    for content in (b"", b"notes, not a database\n" * 20):
        notes.write_bytes(content)
        with pytest.raises(DataError, match="is neither a folder nor a compiled dataset"):
            open_store(notes)
    for sql, sentence in (
        ("PRAGMA user_version = 99", "has other tables or views than this kzby makes"),
        ("PRAGMA application_id = 1", "is neither a folder nor a compiled dataset"),
    ):
        change(compiled, sql)
        with pytest.raises(DataError, match=re.escape(f"{compiled}: {sentence}")):
            open_store(compiled)


def test_the_same_folder_gives_the_same_bytes(invented: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        line = [sys.executable, "-m", "kzby", "build", tmp_path / seed, "--data", invented]
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        assert ran(*line, env=environment).code == 0
    assert len({(tmp_path / seed).read_bytes() for seed in ("1", "2")}) == 1


@pytest.mark.parametrize("edit", ["region SET within = id", "trade_figure SET value = -1"])
def test_an_answer_of_senseless_values_ends(kzby: Run, compiled: Path, edit: str) -> None:
    change(compiled, f"UPDATE {edit}")
    for line in (["report", compiled.with_suffix(".html")], ["trade"], ["regions"]):
        outcome = kzby(*line, "--data", compiled)
        assert (outcome.code, len(outcome.out) < 100_000) == (0, True)


@pytest.mark.parametrize(
    "line", ["check", "verify", "coverage", "build again.sqlite", "new text.txt", "format"]
)
def test_a_built_file_where_its_folder_is_needed_is_a_wrong_command_line(
    kzby: Run, compiled: Path, line: str
) -> None:
    outcome = kzby(*line.split(), "--data", compiled)
    assert (outcome.code, outcome.out) == (2, "")
    text = "is a built file; give the folder that it was built from"
    assert outcome.err == f"kzby: {compiled} {text}\n"


def test_a_file_in_wal_mode_is_read_and_nothing_left_behind(compiled: Path, process: Run) -> None:
    with closing(sqlite3.connect(compiled)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    compiled.parent.chmod(0o500)
    try:
        assert process("search", "milk", "--data", compiled).code == 0
    finally:
        compiled.parent.chmod(0o700)
    assert list(compiled.parent.iterdir()) == [compiled]


def test_a_file_whose_last_changes_are_not_in_it_is_refused(compiled: Path, kzby: Run) -> None:
    writer = sqlite3.connect(compiled)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("UPDATE record SET title = 'new'")
    writer.commit()
    outcome = kzby("meetings", "--data", compiled)
    writer.close()
    assert (outcome.code, outcome.out) == (3, "")
    assert "has changes that are only in its -wal file" in outcome.err
    assert "new" in kzby("meetings", "--data", compiled).out


def test_a_new_build_is_not_for_readers_of_the_old(compiled: Path, told_twice: Path) -> None:
    reader = open_store(compiled)
    write(told_twice, compiled)
    assert len(list(query.ask(open_store(compiled), "articles").rows)) == 5
    assert len(list(query.ask(reader, "articles").rows)) == 2


def test_what_is_no_compiled_dataset_is_not_replaced(
    invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.db").write_text("notes")
    Path("folder").mkdir()
    os.mkfifo("pipe")
    for name in ("notes.db", "pipe", "folder"):
        with pytest.raises(UsageError, match=f"{name} exists and is not a compiled dataset"):
            write(invented, Path(name))
    assert {path.name for path in tmp_path.iterdir()} == {"notes.db", "folder", "pipe"}
    assert Path("notes.db").read_text() == "notes"
    assert Path("pipe").is_fifo()
