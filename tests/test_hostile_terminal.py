"""Terminals of any kind, and pipes that close at any byte: nothing steers them, nothing is left on stderr."""

import re
import shutil
import signal
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from rich.cells import cell_len
from support import HOSTILE, change, on_a_terminal

from kzby.render import FORMATS, for_people
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


def test_a_long_answer_ends_with_its_reader(command: Path, compact: Path, tmp_path: Path) -> None:
    """An answer of more than any buffer holds: whoever closes early ends it."""
    file = Path(shutil.copy(compact, tmp_path / "long.sqlite"))
    change(file, "UPDATE record SET note = :text", text="long " * 100_000)
    line = [str(command), "meetings", "-f", "json", "--data", str(file)]
    for taken in (0, 1, 300_000):
        with Popen(line, stdout=PIPE, stderr=PIPE) as running:
            assert running.stdout
            assert running.stderr
            running.stdout.read(taken)
            running.stdout.close()
            assert running.stderr.read() == b"", taken
        assert running.returncode == -signal.SIGPIPE, taken
