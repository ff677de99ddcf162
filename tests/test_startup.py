"""What starts with a command: nothing that only a folder needs, no drawing where nothing is drawn, no other command."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from support import ROOT, Run

import kzby as package
from kzby.cli.app import application
from kzby.cli.commands import COMMANDS, FUNCTIONS
from kzby.store import files
from kzby.store.open import bundled

FOLDERS_NEED = {"yaml", "pydantic", "pydantic_core"}
SLOW = {"asyncio", "email", "http", "logging", "unittest", "urllib.request"}
SLOW |= {"importlib.metadata", "importlib.resources"}
# From files and texts: these are for that.
READ_FOLDERS = {"build", "check", "coverage", "format", "new", "schema", "verify"}
ASKING = [name for name in COMMANDS if name not in (*READ_FOLDERS, "help")]
WRITING = [name for name in COMMANDS if name not in FUNCTIONS or "format" in FUNCTIONS[name][1]]
LISTING = (
    "import atexit, sys; from kzby.cli import main; "
    "atexit.register(lambda: print(*sys.modules, file=open('modules', 'w'))); main()"
)


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset that comes with kzby, compiled."""
    path = tmp_path_factory.mktemp("compiled") / "kzby.sqlite"
    files.write(bundled(), path)
    return path


def imported(file: Path | None, folder: Path, *line: str, **environment: str) -> set[str]:
    """The modules that a process has imported by its end which answers a command line from a file, or from kzby's."""
    done = subprocess.run(
        [sys.executable, "-c", LISTING, *line],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "KZBY_DATA": str(file or ""), **environment},
        check=True,
    )
    assert done.stdout
    return set((folder / "modules").read_text(encoding="utf-8").split())


def example(command: str) -> list[str]:
    """The command line that the help of a command gives as its example, but for the folder that it asks."""
    return [command, *shlex.split(COMMANDS[command][1])]


def test_the_installed_kzby_answers_from_the_dataset_that_it_carries_compiled(
    tmp_path: Path,
) -> None:
    carried = Path(package.__file__).with_name("data.sqlite")
    if carried.parent == ROOT / "kzby":
        pytest.skip("kzby is installed as editable: it asks the folder of the checkout")
    files.write(ROOT / "data", tmp_path / "data.sqlite")
    assert carried.read_bytes() == (tmp_path / "data.sqlite").read_bytes()
    assert not imported(None, tmp_path, "meetings") & (FOLDERS_NEED | SLOW)


def test_every_command_is_asking_or_reads_folders() -> None:
    assert (len(ASKING), len(WRITING)) == (23, 21)


@pytest.mark.parametrize("command", ASKING)
def test_an_answer_imports_nothing_that_only_a_folder_needs(
    file: Path, tmp_path: Path, command: str
) -> None:
    modules = imported(file, tmp_path, *example(command))
    assert "kzby.store.open" in modules
    assert not modules & (FOLDERS_NEED | SLOW)


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("format_", ["json", "markdown"])
def test_only_a_table_imports_what_draws_it(
    file: Path, tmp_path: Path, command: str, format_: str
) -> None:
    line = [word for word in example(command) if word not in ("-f", "--format", "json")]
    assert "rich" not in imported(file, tmp_path, *line, "--format", format_)


def test_a_table_is_drawn_with_rich(file: Path, tmp_path: Path) -> None:
    assert "rich.table" in imported(file, tmp_path, "regions")


@pytest.mark.parametrize("line", ["", "--help", "meetings --help", "help exit-codes", "--version"])
def test_a_page_of_text_imports_nothing_slow(file: Path, tmp_path: Path, line: str) -> None:
    assert not imported(file, tmp_path, *line.split()) & (FOLDERS_NEED | SLOW | {"rich"})


def test_completion_imports_nothing_slow(file: Path, tmp_path: Path) -> None:
    words = {"COMP_WORDS": "kzby meetings --region Br", "COMP_CWORD": "3"}
    modules = imported(file, tmp_path, _KZBY_COMPLETE="complete_bash", **words)
    assert "kzby.query.names" in modules
    assert not modules & (FOLDERS_NEED | SLOW | {"rich"})


def test_only_the_command_that_is_asked_for_is_built() -> None:
    group = application()
    with typer.Context(group, info_name="kzby") as context:
        name, command, rest = group.resolve_command(context, ["meetings", "--region", "Brest"])
    assert (name, rest) == ("meetings", ["--region", "Brest"])
    assert "region" in [option.name for option in command.params]
    assert [listed.params for listed in group.commands.values()] == [[]] * len(COMMANDS)
    assert list(group.commands) == list(COMMANDS)


@pytest.mark.parametrize("setting", [{"PYTHONWARNINGS": "error"}, {"PYTHONOPTIMIZE": "2"}], ids=str)
@pytest.mark.parametrize("line", ["check", "meetings", "--help", "meetings --help"])
def test_settings_of_python_change_no_answer(
    process: Run,
    invented: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: dict[str, str],
    line: str,
) -> None:
    monkeypatch.setenv("KZBY_DATA", str(invented))
    usual = process(*line.split())
    assert usual.code == 0
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert process(*line.split()) == usual
