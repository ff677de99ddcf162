"""Terminals of any kind, and pipes that close at any byte: nothing steers them, nothing is left on stderr."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest
from rich.cells import cell_len
from support import HOSTILE, Run, change, on_a_terminal, ran

from kzby.render import FORMATS, Format, for_people
from kzby.text import hidden

OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b]8;;(https://[!-~]+)?\x1b\\")  # its colours and links


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
def test_no_character_steers_a_terminal(command: Path, hostile: Path, line: list[str]) -> None:
    outcome = on_a_terminal(command, *line, "--data", hostile, columns=80, PAGER="cat")
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
def test_a_terminal_without_a_width_is_answered(command: Path, compact: Path, columns: int) -> None:
    outcome = on_a_terminal(command, "meetings", "--data", compact, columns=columns, PAGER="cat")
    assert outcome.code == 0
    assert "Traceback" not in outcome.out
    assert "Brest" in outcome.out


def test_no_terminal_at_all(command: Path, compact: Path) -> None:
    """As a service is started: no terminal, no input, no locale, next to no environment."""
    alone: dict[str, Any] = {
        "stdin": subprocess.DEVNULL,
        "start_new_session": True,
        "env": {"LANG": "C"},
    }
    outcome = ran(command, "meetings", "--data", compact, **alone)
    assert (outcome.code, outcome.err) == (0, "")
    assert "Novik meets Serik [sic] in Brest" in outcome.out


@pytest.mark.parametrize("format_", FORMATS)
def test_a_pipe_may_close(kzby: Run, command: Path, compact: Path, format_: Format) -> None:
    """The reader takes so many bytes and closes; the writer ends by SIGPIPE, or had already written all."""
    line = ["timeline", "-f", format_, "--data", str(compact)]
    whole = kzby(*line).out.encode()
    cuts = {0, 1, len(whole) // 2, len(whole) - 1, len(whole)}
    for taken in cuts if format_ == "table" else {len(whole) // 2}:
        first, left, code = closing_after(taken, [str(command), *line])
        assert (first, left) == (whole[:taken], b""), taken
        assert code in (0, -signal.SIGPIPE), taken


def closing_after(taken: int, line: list[str]) -> tuple[bytes, bytes, int]:
    """What a reader took before it closed the pipe; the writer's stderr and exit code."""
    first = b""
    plain = {**os.environ}  # without what readline adds for children
    with Popen(line, stdout=PIPE, stderr=PIPE, bufsize=0, pipesize=4096, env=plain) as running:
        assert running.stdout
        assert running.stderr
        while chunk := running.stdout.read(taken - len(first)):
            first += chunk
        running.stdout.close()
        left = running.stderr.read()
    return first, left, running.returncode


def test_a_long_answer_ends_with_its_reader(command: Path, compact: Path, tmp_path: Path) -> None:
    """An answer of more than any buffer holds: whoever closes early ends it."""
    file = Path(shutil.copy(compact, tmp_path / "long.sqlite"))
    change(file, "UPDATE record SET note = :text", text="long " * 100_000)
    line = [str(command), "meetings", "-f", "json", "--data", str(file)]
    for taken in (1, 65_536, 300_000):
        first, left, code = closing_after(taken, line)
        assert (len(first), left, code) == (taken, b"", -signal.SIGPIPE)
