"""What starts with a command: nothing that only a folder, a drawing or another command needs."""

import os
import re
import sys
from pathlib import Path

import pytest
from support import ROOT, Outcome, Run, ran

import kzby as package
from kzby.cli.commands import FUNCTIONS
from kzby.cli.help import COMMANDS
from kzby.store import files

FOLDERS_NEED = {"yaml", "pydantic", "pydantic_core"}
SLOW = {"asyncio", "email", "http", "logging", "unittest", "urllib.request"}
SLOW |= {"importlib.metadata", "importlib.resources", *FOLDERS_NEED}
# From files and texts: these are for that.
READ_FOLDERS = {"build", "check", "coverage", "format", "new", "schema", "verify"}
ASKING = [name for name in COMMANDS if name not in (*READ_FOLDERS, "help", "report")]
WRITING = {name for name in COMMANDS if "format" in FUNCTIONS[name][1]}
LISTING = """
import shlex, sys
from pathlib import Path
from kzby.cli import app

for line in sys.argv[1:]:
    try:
        code = app.run(shlex.split(line))
    except SystemExit as ended:  # of completion
        code = ended.code
    assert not code, line
Path("modules").write_text(" ".join(sys.modules))
"""


def imported(file: Path | None, folder: Path, *lines: str, **environment: str) -> set[str]:
    """The modules of a process that has answered command lines from a file, or from kzby's own."""
    given = {**os.environ, "KZBY_DATA": str(file or ""), **environment}
    outcome = ran(sys.executable, "-c", LISTING, *lines, cwd=folder, env=given)
    assert (outcome.code, bool(outcome.out)) == (0, True), outcome.err
    return set((folder / "modules").read_text(encoding="utf-8").split())


def test_the_installed_kzby_answers_from_the_dataset_built_into_it(tmp_path: Path) -> None:
    carried = Path(package.__file__).with_name("data.sqlite")
    if carried.parent == ROOT / "kzby":
        pytest.skip("kzby is installed as editable: it asks the folder of the checkout")
    files.write(ROOT / "data", tmp_path / "data.sqlite")
    assert carried.read_bytes() == (tmp_path / "data.sqlite").read_bytes()
    assert not imported(None, tmp_path, "meetings") & SLOW


def test_no_answer_imports_what_a_folder_or_a_table_needs(shipped: Path, tmp_path: Path) -> None:
    """The answers to the examples in the commands' help, of which every other is asked for as Markdown."""
    lines = []
    for number, command in enumerate(ASKING):
        example = re.sub("(-f|--format) json", "", COMMANDS[command][1])
        form = ("json", "markdown")[number % 2]
        lines.append(f"{command} {example} {f'--format {form}' * (command in WRITING)}")
    modules = imported(shipped, tmp_path, *lines)
    assert "kzby.store.open" in modules
    assert "html" not in imported(shipped, tmp_path, "meetings -f json")
    assert not modules & (SLOW | {"rich"})


def test_what_is_for_people_imports_nothing_slow_and_rich_only_if_it_draws(
    shipped: Path, tmp_path: Path
) -> None:
    drawn = ["regions", "trade", "timeline", "show BY-BR", "report a.html --region Brest"]
    plain = ["", "--help", "meetings --help", "help exit-codes", "--version"]
    for lines, drawing in ((drawn, True), (plain, False)):
        modules = imported(shipped, tmp_path, *lines)
        assert not modules & SLOW
        assert ("rich" in modules) is drawing


def test_completion_imports_nothing_slow(shipped: Path, tmp_path: Path) -> None:
    words = {"COMP_WORDS": "kzby meetings --region Br", "COMP_CWORD": "3"}
    modules = imported(shipped, tmp_path, "", _KZBY_COMPLETE="complete_bash", **words)
    assert "kzby.query.names" in modules
    assert not modules & (SLOW | {"rich"})


def test_settings_of_python_change_no_answer(
    kzby: Run, invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZBY_DATA", str(invented))
    lines = ("check", "meetings", "--help", "meetings --help", "schema article", "schema regions")
    usual = [kzby(*line.split()) for line in lines]
    out, err = ("".join(getattr(each, name) for each in usual) for name in ("out", "err"))
    strict = {**os.environ, "PYTHONWARNINGS": "error", "PYTHONOPTIMIZE": "2"}
    answers = ran(sys.executable, "-c", LISTING, *lines, cwd=tmp_path, env=strict)
    assert answers == Outcome(0, out, err)
