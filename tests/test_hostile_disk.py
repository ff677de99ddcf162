"""`kzby build` on a disk that refuses, fills up or loses power: the file is whole, or as it was."""

import os
import re
import signal
import sys
from pathlib import Path

import pytest
from support import Outcome, Run, ran

from kzby.store.files import replacing

KZBY = [sys.executable, "-m", "kzby"]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("size", [0, 4096, 200_000])
@pytest.mark.parametrize("line", ["build x.sqlite", "timeline -o x.csv", "timeline -o x.xlsx"])
def test_a_full_disk_leaves_what_was_there(
    invented: Path, tmp_path: Path, line: str, size: int
) -> None:
    file = tmp_path / line.split()[-1]
    file.write_bytes(b"")
    command = [*KZBY, *line.split()[:-1], file, "--data", invented]
    outcome = ran(*command, largest=size if "build" in line else size // 200)
    assert (outcome.code, outcome.out) == (1, "")
    why = "File too large" if "-o" in line else "[^;]+"
    said = f"kzby: {file} cannot be written: {why}; nothing was changed\n"
    assert re.fullmatch(said, outcome.err)
    assert (names(tmp_path), file.read_bytes()) == ({file.name}, b"")


def test_no_answer_needs_a_temporary_disk(command: Path, many: Path) -> None:
    """Ten thousand records, more than SQLite sorts in its cache, where no file may be written."""
    every = ("sql", "SELECT * FROM records ORDER BY random()", "--limit", 0)
    outcome = ran(command, *every, "-f", "csv", "--data", many, largest=0)
    assert (outcome.code, outcome.err) == (0, "")
    assert len(outcome.out.splitlines()) > 10_000


def test_a_folder_not_to_be_written_is_told(kzby: Run, invented: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o555)
    if os.access(folder, os.W_OK):
        folder = Path("/sys")  # where not even root may write
    outcome = kzby("build", folder / "file.sqlite", "--data", invented)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err in (
        f"kzby: {folder}/file.sqlite cannot be written: {why}; nothing was changed\n"
        for why in ("Permission denied", "Read-only file system")
    )
    for name in ("a" * 240, "ж" * 120):
        assert kzby("build", tmp_path / name, "--data", invented).code == 0
    long = tmp_path / ("a" * 300)
    outcome = kzby("build", long, "--data", invented)
    why = "File name too long; nothing was changed"
    assert outcome == Outcome(1, "", f"kzby: {long} cannot be written: {why}\n")


@pytest.mark.parametrize(
    "line", ["build x.sqlite", "report x.html", "meetings -o x.csv", "export x.xlsx", "export x"]
)
def test_a_link_to_itself_is_replaced_by_a_file_and_in_the_way_of_a_folder(
    kzby: Run, compact: Path, copied: Path, line: str
) -> None:
    target = Path(line.split()[-1])
    target.symlink_to(target)
    outcome = kzby(*line.split(), "--data", copied if line.startswith("build") else compact)
    assert (outcome.code, target.is_file()) == ((0, True) if target.suffix else (1, False))
    assert bool(target.suffix) or "; nothing was changed" in outcome.err


@pytest.mark.parametrize("line", ["build x.sqlite", "meetings -o x.csv", "export x.xlsx"])
def test_a_read_only_file_stays(kzby: Run, copied: Path, tmp_path: Path, line: str) -> None:
    target = tmp_path / line.split()[-1]
    target.touch(0o444)
    outcome = kzby(*line.split()[:-1], target, "--data", copied)
    assert (outcome.code, target.stat().st_size, names(tmp_path)) == (1, 0, {target.name, "data"})
    advice = "make it writable, or write elsewhere"
    assert outcome.err == f"kzby: {target} is read-only; {advice}\n"


@pytest.mark.parametrize("line", ["report x.html", "meetings -o x.csv", "export x.xlsx"])
@pytest.mark.parametrize("named", [True, False])
def test_a_pipe_is_never_replaced(
    kzby: Run, compact: Path, tmp_path: Path, line: str, *, named: bool
) -> None:
    os.mkfifo(tmp_path / "pipe")
    ends = os.pipe()
    target = tmp_path / line.split()[-1]
    target.symlink_to(tmp_path / "pipe" if named else f"/proc/self/fd/{ends[1]}")
    outcome = kzby(*line.split()[:-1], target, "--data", compact)
    assert (outcome.code, outcome.out) == (1, "")
    advice = "give another name, or use standard output"
    assert outcome.err == f"kzby: {target} is no file or folder; {advice}\n"
    assert (tmp_path / "pipe").is_fifo()
    for end in ends:
        os.close(end)


def test_a_private_file_stays_private(kzby: Run, compact: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.touch(0o600)
    assert kzby("meetings", "-o", target, "--data", compact).code == 0
    assert (target.stat().st_mode & 0o777, target.stat().st_size > 0) == (0o600, True)


def test_what_a_killed_writer_left_goes_and_nothing_else(
    kzby: Run, compact: Path, tmp_path: Path
) -> None:
    target = tmp_path / "x.csv"
    others = {".y.csv.0123abcd.part", ".x.csv.0123abcd.bak", ".x.csv.part", ".x.csv.12345678.parts"}
    for name in {".x.csv.0123abcd.part", *others}:
        (tmp_path / name).touch()
    with replacing(target) as part:
        assert kzby("meetings", "-o", target, "--data", compact).code == 0
        assert names(tmp_path) == {target.name, part.name, *others}


# A signal as an object is thrown away, where Python only reports an exception and goes on.
LOST = """
import os, signal, sys
from pathlib import Path
from kzby.store.files import replacing
class Thrown:
    def __del__(self):
        os.kill(os.getpid(), int(sys.argv[1]))
signal.signal(signal.SIGINT, signal.SIG_DFL)
with replacing(Path("file")) as part:
    part.write_text("half")
    Thrown()
"""


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_where_exceptions_are_ignored_ends_a_writer(
    tmp_path: Path, signal_: signal.Signals
) -> None:
    outcome = ran(sys.executable, "-c", LOST, signal_.value, cwd=tmp_path)
    assert outcome == Outcome(-signal_, "", "")
    assert names(tmp_path) == set()


def test_the_name_of_a_file_cannot_steer_a_terminal(
    kzby: Run, invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = kzby("build", "a\n\x1b[31m.sqlite", "--data", invented)
    assert outcome.out.startswith(r"a\n\x1b[31m.sqlite: 16 records of 2 articles, ")
    assert kzby("meetings", "--data", "a\n\x1b[31m.sqlite").code == 0
    err = kzby("build", "no\x1bfolder/file.sqlite").err
    assert err.startswith(r"kzby: there is no folder no\x1bfolder;")
