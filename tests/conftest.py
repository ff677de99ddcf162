"""What the tests share: a tiny invented dataset, and a way to run kzby in this process or as one of its own."""

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings
from support import HERE, HOSTILE, Outcome, Run, change, ran

from kzby import export
from kzby.cli import app
from kzby.store import Store, build, connect, dictionary
from kzby.store.files import write
from kzby.store.open import bundled, open_store

settings.register_profile("kzby", deadline=None)  # a busy machine is slow
settings.load_profile("kzby")
# What a shell starts in the background ignores Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

TEXTS_OF = {
    "record": "title quote note date_text",
    "mention": "quote file note",
    "dataset": "version",
    "article": "headline url dateline dating",
    "count": "of unit value_text",
    **dict.fromkeys(("region", "sector", "person", "organization", "traded_good"), "name"),
    "identity": "unit",
    "trade_figure": "unit against_text",
    "plan": "due_text",
    "agreement": "term",
}


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    names = "KZBY_DATA COLUMNS LINES NO_COLOR FORCE_COLOR TERM KZBY_PAGER LESS"
    for name in names.split():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PAGER", "")


@pytest.fixture(scope="session", autouse=True)
def schema() -> Iterator[None]:
    """The schema that a file is held against when it is opened is made but once a process."""
    made = connect(":memory:")
    dictionary.create(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "dictionary", SimpleNamespace(create=dictionary.create))
        patch.setattr(dictionary, "create", made.backup)
        yield


@pytest.fixture(scope="session")
def invented() -> Path:
    """The folder of the invented dataset."""
    return HERE / "data"


@pytest.fixture(scope="session")
def store(invented: Path) -> Store:
    """The invented dataset, open."""
    return open_store(invented)


def with_more(tmp_path_factory: pytest.TempPathFactory, more: str) -> Path:
    """A folder with the invented dataset and the files of another one beside it."""
    folder = tmp_path_factory.mktemp(more) / "data"
    for part in ("data", more):
        shutil.copytree(HERE / part, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def tied(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The invented dataset with namesakes, a second article of one day and of one agency, and a figure told twice."""
    return open_store(with_more(tmp_path_factory, "ties"))


def built(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset, compiled."""
    file = tmp_path_factory.mktemp("built") / "kzby.sqlite"
    write(folder, file)
    return file


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset that comes with kzby, compiled."""
    return built(bundled(), tmp_path_factory)


@pytest.fixture(scope="session")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented dataset with a forum: plans of every standing, sectors of every side, more places."""
    return with_more(tmp_path_factory, "screens")


@pytest.fixture(scope="session")
def real(shipped: Path) -> Store:
    """The dataset that comes with kzby, open."""
    return open_store(shipped)


@pytest.fixture(scope="session")
def compact(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset, compiled."""
    return built(invented, tmp_path_factory)


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Store], Path]:
    """Gives the folder of a dataset's package, to be read only."""

    @cache
    def package(store: Store) -> Path:
        folder = tmp_path_factory.mktemp("packed") / "package"
        export.write(store, folder)
        return folder

    return package


@pytest.fixture
def package(store: Store, packages: Callable[[Store], Path], tmp_path: Path) -> Path:
    """The package of the invented dataset, to be changed."""
    return Path(shutil.copytree(packages(store), tmp_path / "package"))


@pytest.fixture(params=["real", "tied"])
def exported(
    request: pytest.FixtureRequest, packages: Callable[[Store], Path]
) -> tuple[Store, Path]:
    """A dataset, open, and the folder of its package."""
    store = request.getfixturevalue(request.param)
    return store, packages(store)


@pytest.fixture(scope="session")
def many(compact: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset, compiled, with 10,000 copies of its first meeting."""
    file = Path(shutil.copy(compact, tmp_path_factory.mktemp("many")))
    with sqlite3.connect(file) as connection:
        for table, key in (("record", "position"), ("meeting", "record")):
            names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
            made = {"id": "record.id || '-' || value", key: f"{key} + 1000 * value"}
            copied = ", ".join(made.get(name, f'{table}."{name}"') for name in names)
            numbers = f"json_each('{[*range(1, 10_001)]}') WHERE {key} = 0"
            connection.execute(f"INSERT INTO {table} SELECT {copied} FROM {table}, {numbers}")
        copies = "SELECT position, title FROM record WHERE position >= 1000"
        connection.execute(f"INSERT INTO words (rowid, title) {copies}")
    connection.close()
    return file


@pytest.fixture
def asking(compact: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command line asks the invented dataset."""
    monkeypatch.setenv("KZBY_DATA", str(compact))


@pytest.fixture
def copied(invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented dataset that may be broken, as `data` in the working directory."""
    shutil.copytree(invented, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return Path("data")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Copies of the texts of the invented articles that may be broken, beside `copied`."""
    return Path(shutil.copytree(HERE / "seeds", tmp_path / "seeds"))


@pytest.fixture(scope="session")
def told_twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented dataset with more articles, which report the same things once more."""
    return with_more(tmp_path_factory, "told-twice")


@pytest.fixture(scope="session")
def told(told_twice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, compiled."""
    return built(told_twice, tmp_path_factory)


@pytest.fixture(scope="session")
def hostile(told: Path) -> Path:
    """A compiled file each text of which would steer a terminal."""
    path = Path(shutil.copy(told, told.with_name("hostile.sqlite")))
    for table, columns in TEXTS_OF.items():
        updates = ", ".join(f'"{column}" = :text' for column in columns.split())
        change(path, f"UPDATE {table} SET {updates}", text=HOSTILE)
    return path


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
        return ran(command, *arguments, env={**os.environ, **environment}, timeout=60)

    return run
