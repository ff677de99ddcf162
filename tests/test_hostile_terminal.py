"""Terminals of any kind, and pipes that close at any byte: nothing steers them, nothing is left on stderr."""

import re
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len
from support import on_a_terminal

from kzby.render import FORMATS, Format, for_people
from kzby.text import hidden

OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b]8;;(https://[!-~]+)?\x1b\\")  # its colours and links
HOSTILE = "\x1b]0;owned\a\x1b[2J\x9b2J\x7f\u202e[bold red]x[/]"


@pytest.fixture(scope="module")
def hostile(compact: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A compiled file whose titles, quotes, names and headlines would steer a terminal."""
    path = Path(shutil.copy(compact, tmp_path_factory.mktemp("hostile")))
    with sqlite3.connect(path) as connection:
        for place in ("record.title", "mention.quote", "person.name", "article.headline"):
            table, column = place.split(".")
            connection.execute(f"UPDATE {table} SET {column} = ?", (HOSTILE,))
    connection.close()
    return path


@pytest.mark.parametrize("columns", [20, 80])
@pytest.mark.parametrize(
    "line",
    [
        *(["meetings", "-f", format_] for format_ in FORMATS),
        *(["meetings", "-f", format_, "--cite"] for format_ in FORMATS if for_people(format_)),
        ["show", "brest-meeting"],
        ["timeline"],
        ["cite", "brest-meeting"],
        ["cite", "brest-meeting", "--as", "bibtex"],
        ["meetings", "--region", HOSTILE],
        ["people", "--person", "Novik", "--side", HOSTILE],
    ],
    ids=lambda line: ascii(" ".join(line)),
)
def test_a_terminal_receives_no_character_that_steers_it(
    command: Path, hostile: Path, line: list[str], columns: int
) -> None:
    outcome = on_a_terminal(command, *line, "--data", hostile, columns=columns, PAGER="cat")
    assert outcome.code in (0, 2)
    assert outcome.out
    layout = "\n\t" if "tsv" in line else "\n"
    assert not [one for one in OWN.sub("", outcome.out) if hidden(one) and one not in layout]


def test_a_terminal_of_twenty_columns_is_wide_enough(command: Path, compact: Path) -> None:
    for line in (["meetings"], ["trade"], ["timeline"], ["show", "brest-turnover"], []):
        outcome = on_a_terminal(command, *line, "--data", compact, columns=20, PAGER="cat")
        assert outcome.code == 0
        answer = OWN.sub("", outcome.out).partition("kzby: ")[0]
        lines = [text for text in answer.splitlines() if "://" not in text]
        assert max(map(cell_len, lines)) <= 20, line


@pytest.mark.parametrize("columns", [0, 1])
def test_a_terminal_that_does_not_know_its_width_gets_an_answer(
    command: Path, invented: Path, columns: int
) -> None:
    outcome = on_a_terminal(command, "meetings", "--data", invented, columns=columns, PAGER="cat")
    assert outcome.code == 0
    assert "Traceback" not in outcome.out
    assert "brest" in outcome.out


def test_no_terminal_at_all(command: Path, invented: Path) -> None:
    """As a service is started: no terminal, no input, no locale, next to no environment."""
    done = subprocess.run(
        [command, "meetings", "--data", invented],
        stdin=subprocess.DEVNULL, capture_output=True, start_new_session=True, env={"LANG": "C"}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Novik meets Serik [sic] in Brest" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_pipe_may_close_at_any_byte(command: Path, compact: Path, format_: Format) -> None:
    """The reader takes so many bytes and closes; the writer ends by SIGPIPE, or had already written all."""
    line = [str(command), "timeline", "-f", format_, "--data", str(compact)]
    whole = subprocess.run(line, capture_output=True, check=True).stdout
    for taken in {0, 1, 2, len(whole) // 2, len(whole) - 1, len(whole)}:
        first, left, code = closing_after(taken, line)
        assert (first, left) == (whole[:taken], b""), taken
        assert code in (0, -signal.SIGPIPE), taken


def closing_after(taken: int, line: list[str]) -> tuple[bytes, bytes, int]:
    """The bytes that a reader took before it closed the pipe, what the writer left on stderr, its exit code."""
    first = b""
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, pipesize=4096
    ) as running:
        assert running.stdout
        assert running.stderr
        while chunk := running.stdout.read(taken - len(first)):
            first += chunk
        running.stdout.close()
        left = running.stderr.read()
    return first, left, running.returncode


def test_nothing_of_a_long_answer_is_left_when_its_reader_has_gone(
    command: Path, invented: Path, tmp_path: Path
) -> None:
    """An answer of more than any buffer holds: whoever closes early ends it."""
    folder = shutil.copytree(invented, tmp_path / "data")
    article = folder / "articles" / "2020-03-02-brest.yaml"
    note = f"note: {'long ' * 100_000}long\n    title: Novik"
    article.write_text(article.read_text("utf-8").replace("title: Novik", note, 1), "utf-8")
    line = [str(command), "meetings", "-f", "json", "--data", str(folder)]
    for taken in (1, 65_536, 300_000):
        first, left, code = closing_after(taken, line)
        assert (len(first), left, code) == (taken, b"", -signal.SIGPIPE)
