"""DuckDB, which shares no code with SQLite, opens a compiled file, runs the views' SQL, and writes the rows as Parquet."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from support import ROOT

from kzby.store import Store
from kzby.store.open import open_store

HELP = ROOT / "kzby" / "cli" / "topics" / "export.md"
duckdb = pytest.importorskip("duckdb")
scanner = pytest.importorskip("duckdb_extension_sqlite_scanner").__name__


@pytest.fixture(params=["told"])
def attached(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Any, Store]]:
    """A connection of DuckDB to a compiled file, and the same file as kzby opens it."""
    file = shutil.copy(request.getfixturevalue(request.param), tmp_path / "kzby.sqlite")
    # DuckDB would fetch its extension over the network
    extension = f"extensions/v{duckdb.__version__}/sqlite_scanner.duckdb_extension"
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{resources.files(scanner).joinpath(extension)}'")
        connection.execute(f"ATTACH '{file}' AS kzby (TYPE sqlite, READ_ONLY)")
        yield connection, open_store(file)


def plain(value: Any, *, inside: bool = False) -> Any:
    """A value as either engine can have it: flags and days as SQLite has them, JSON read.

    Inside JSON, DuckDB has the value of a conflict, which is text or a number as the field is, always as text.
    """
    match value:
        case int() | float():
            return round(float(value), 6)
        case list():
            return [plain(item, inside=True) for item in value]
        case dict():
            return {key: plain(item, inside=True) for key, item in value.items()}
        case date():
            return value.isoformat()
        case str() if inside:
            with suppress(ValueError):
                return round(float(value), 6)
        case str() if value.startswith(("[", "{")):
            with suppress(ValueError):  # [sic], or a date: one of these days
                return plain(json.loads(value))
    return value


def rows(connection: Any, sql: str) -> list[str]:
    """The rows of a query in words that can be compared, sorted: the engines break ties differently."""
    found = [tuple(map(plain, row)) for row in connection.execute(sql).fetchall()]
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in found)


def views(store: Store) -> dict[str, str]:
    """The public views with their SQL."""
    sql = "SELECT name, sql FROM sqlite_master JOIN catalogue ON view = name"
    return dict(store.connection.execute(sql).fetchall())


def test_duckdb_opens_it_as_the_help_says(
    attached: tuple[Any, Store], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    connection, _ = attached
    connection.execute("DETACH kzby")
    monkeypatch.chdir(tmp_path)
    (sql,) = re.findall(r'^    duckdb -c "(.+)"$', HELP.read_text("utf-8"), re.MULTILINE)
    assert (62_000_000,) in connection.execute(sql).fetchall()


def test_duckdb_runs_the_sql_of_every_view_on_its_own_tables(attached: tuple[Any, Store]) -> None:
    connection, store = attached
    tables = (
        "SELECT name FROM sqlite_master WHERE type = 'table' "
        "AND name NOT GLOB 'stems*' AND name NOT GLOB 'words*'"
    )
    for (table,) in store.connection.execute(tables).fetchall():
        connection.execute(f"CREATE TABLE {table} AS FROM kzby.{table}")
    for view, sql in views(store).items():
        connection.execute(sql)
        ours = rows(store.connection, f"SELECT * FROM {view}")
        assert rows(connection, f"FROM {view}") == ours, view


@pytest.mark.parametrize("attached", ["told", "shipped"], indirect=True)
def test_duckdb_reads_the_views_and_writes_the_same_rows_as_parquet(
    attached: tuple[Any, Store], tmp_path: Path
) -> None:
    connection, store = attached
    for view in views(store):
        connection.execute(f"COPY (FROM kzby.{view}) TO '{tmp_path / view}.parquet'")
        ours = rows(store.connection, f"SELECT * FROM {view}")
        assert rows(connection, f"FROM '{tmp_path / view}.parquet'") == ours, view
