"""What the tests share: a tiny invented dataset, and a way to run kzby in this process or as one of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from support import HERE, Outcome, Run

from kzby import export
from kzby.cli import app
from kzby.store import Store
from kzby.store.files import write
from kzby.store.open import open_store


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    for name in (
        "KZBY_DATA",
        "COLUMNS",
        "LINES",
        "NO_COLOR",
        "FORCE_COLOR",
        "TERM",
        "KZBY_PAGER",
        "LESS",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PAGER", "")


@pytest.fixture(scope="session")
def invented() -> Path:
    """The folder of the invented dataset."""
    return HERE / "data"


@pytest.fixture(scope="session")
def store(invented: Path) -> Store:
    """The invented dataset, open."""
    return open_store(invented)


@pytest.fixture(scope="session")
def tied(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The invented dataset with namesakes, a second article of one day and of one agency, and a figure told twice."""
    folder = tmp_path_factory.mktemp("tied") / "data"
    for part in (invented, HERE / "ties"):
        shutil.copytree(part, folder, dirs_exist_ok=True)
    return open_store(folder)


@pytest.fixture(scope="session")
def varied(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented dataset with a forum: plans of every standing, sectors of every side, more places."""
    folder = tmp_path_factory.mktemp("varied") / "data"
    for part in (invented, HERE / "screens"):
        shutil.copytree(part, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def real() -> Store:
    """The dataset that comes with kzby, open."""
    return open_store()


@pytest.fixture(scope="session")
def compact(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset, compiled."""
    file = tmp_path_factory.mktemp("compact") / "invented.sqlite"
    write(invented, file)
    return file


@pytest.fixture(scope="module", params=["invented", "real", "tied"])
def exported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Store, Path]:
    """A dataset, open, and the folder of its package."""
    store: Store = request.getfixturevalue({"invented": "store"}.get(request.param, request.param))
    folder = tmp_path_factory.mktemp(request.param) / "package"
    export.write(store, folder)
    return store, folder


@pytest.fixture(scope="session")
def many(compact: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset, compiled, with 10,000 copies of two of its meetings."""
    file = tmp_path_factory.mktemp("many") / "many.sqlite"
    shutil.copy(compact, file)
    connection = sqlite3.connect(file)
    for table, key in (("record", "position"), ("meeting", "record")):
        names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        made = {"id": "id || '-' || number", key: f"{key} + 1000 * number"}
        copied = [made.get(name, f'"{name}"') for name in names]
        numbers = "WITH RECURSIVE n(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM n WHERE number < 10000)"
        held = (
            f"{key} IN (SELECT position FROM record WHERE kind = 'meeting' AND id NOT LIKE '%-%-%')"
        )
        connection.execute(
            f"INSERT INTO {table} {numbers} SELECT {', '.join(copied)} FROM {table}, n WHERE {held}"
        )
    copies = "SELECT position, title FROM record WHERE position >= 1000"
    connection.execute(f"INSERT INTO words (rowid, title) {copies}")
    connection.commit()
    connection.close()
    return file


@pytest.fixture
def copied(invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented dataset that may be broken, as `data` in the working directory."""
    shutil.copytree(invented, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return Path("data")


@pytest.fixture(scope="session")
def told_twice(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented dataset with more articles, which report the same things once more."""
    folder = tmp_path_factory.mktemp("told-twice")
    for part in (invented, HERE / "told-twice"):
        shutil.copytree(part, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture
def odd(copied: Path) -> Store:
    """The invented dataset with an article that holds every character that markup takes for its own."""
    shutil.copytree(HERE / "cited", copied, dirs_exist_ok=True)
    return open_store(copied)


@pytest.fixture
def kzby(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process; `columns` is the width it wraps to."""

    def run(*arguments: str, columns: int | None = None) -> Outcome:
        if columns:
            monkeypatch.setenv("COLUMNS", str(columns))
        code = app.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def command() -> Path:
    """The installed command."""
    return Path(sys.executable).parent / "kzby"


@pytest.fixture
def process(command: Path) -> Run:
    """Runs a command line as a process of its own."""

    def run(*arguments: str, **environment: str) -> Outcome:
        done = subprocess.run(
            [command, *arguments],
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
            timeout=60,
        )
        return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run
