"""DuckDB, which shares no code with SQLite, gives the same answers: on the package, its Parquet, a compiled file."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from support import ROOT

from kzby.store import Store, compiled
from kzby.store.open import bundled, open_store

duckdb = pytest.importorskip("duckdb")

# What analysts ask across the tables, in SQL that both engines know.
QUESTIONS = [
    "SELECT kind, side, count(*) FROM records GROUP BY kind, side",
    "SELECT substr(date, 1, 4) AS year, count(*) FROM meetings WHERE year_stated GROUP BY year",
    "SELECT region, flow, sum(value), min(low), max(high) FROM trade WHERE unit = 'USD' GROUP BY region, flow",
    "SELECT label, proposals FROM sectors WHERE proposals > 0",
    "SELECT m.article, a.publisher, count(*) FROM mentions m JOIN articles a ON a.id = m.article GROUP BY 1, 2",
    "SELECT DISTINCT r.id, n.text FROM regions r JOIN names n ON n.id = r.id AND n.kind = 'region' WHERE rank < 3",
    "SELECT p.title, m.title FROM plans p LEFT JOIN meetings m ON m.id = p.fulfilled_by",
    "SELECT l.field, s.kind, t.kind FROM links l JOIN records s ON s.id = record JOIN records t ON t.id = target",
    "SELECT region, sum(CASE WHEN within IS NULL THEN 0 ELSE 1 END) FROM places p JOIN regions r ON r.id = region "
    "GROUP BY region",
]
DECLARED = {
    "TEXT": "VARCHAR",
    "JSON": "JSON",
    "INTEGER": "BIGINT",
    "NUMERIC": "DOUBLE",
    "BOOLEAN": "BOOLEAN",
}


@pytest.fixture
def tables(exported: tuple[Store, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A DuckDB database of the package, made as its script has it."""
    monkeypatch.chdir(exported[1])
    with duckdb.connect() as connection:
        connection.execute(Path("duckdb.sql").read_text("utf-8"))
        yield connection


def plain(value: Any) -> Any:
    """A value as any engine can have it: days and flags as SQLite has them, a list or an object read from its JSON."""
    match value:
        case int() | float():
            return round(float(value), 6)
        case date():
            return value.isoformat()
        case str() if value.startswith(("[", "{")):
            try:
                return json.loads(value)
            except ValueError:  # [sic], or a date: one of these days
                return value
    return value


def rows(connection: Any, sql: str) -> list[str]:
    """The rows of a query, in an order of their own, in words that can be compared."""
    found = [tuple(map(plain, row)) for row in connection.execute(sql).fetchall()]
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in found)


def documented(store: Store) -> list[str]:
    """The views; the edition and the dictionary are tables, and not of the package."""
    views = "SELECT DISTINCT view FROM dictionary WHERE view NOT IN ('dataset', 'dictionary') ORDER BY view"
    return [view for (view,) in store.connection.execute(views)]


def test_the_package_has_the_rows_of_every_view(exported: tuple[Store, Path], tables: Any) -> None:
    store, _ = exported
    for view in documented(store):
        assert rows(tables, f"SELECT * FROM {view}") == rows(
            store.connection, f"SELECT * FROM {view}"
        ), view


@pytest.mark.parametrize("sql", QUESTIONS)
def test_the_package_answers_as_sqlite_does(
    exported: tuple[Store, Path], tables: Any, sql: str
) -> None:
    assert rows(tables, sql) == rows(exported[0].connection, sql)


def test_the_tables_have_the_types_of_the_dictionary(
    exported: tuple[Store, Path], tables: Any
) -> None:
    store, _ = exported
    types = {"number": "DOUBLE", "flag": "BOOLEAN", "day": "DATE"}
    types |= dict.fromkeys(("{split}", "[participant]", "[former]", "[role]", "[told]"), "VARCHAR")
    for view in documented(store):
        told = store.connection.execute(
            "SELECT name, type FROM dictionary WHERE view = ? ORDER BY position", (view,)
        ).fetchall()
        wanted = [
            (name, types.get(type_, "VARCHAR[]" if type_.startswith("[") else "VARCHAR"))
            for name, type_ in told
        ]
        assert (
            tables.execute(f"SELECT column_name, column_type FROM (DESCRIBE {view})").fetchall()
            == wanted
        ), view


def base(store: Store) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The tables behind the views, with the names and declared types of their columns."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'stems*' AND name NOT GLOB 'words*'"
    for (name,) in store.connection.execute(sql).fetchall():
        yield (
            name,
            store.connection.execute(
                "SELECT name, type FROM pragma_table_info(?)", (name,)
            ).fetchall(),
        )


@pytest.fixture
def views(exported: tuple[Store, Path]) -> Iterator[Any]:
    """A DuckDB database with the tables of the store, and the very views of schema.sql over them."""
    store, _ = exported
    with duckdb.connect() as connection:
        for table, columns in base(store):
            declared = ", ".join(
                f'"{name}" {DECLARED.get(type_, "VARCHAR")}' for name, type_ in columns
            )
            connection.execute(f"CREATE TABLE {table} ({declared})")
            if held := store.connection.execute(f"SELECT * FROM {table}").fetchall():
                connection.executemany(
                    f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", held
                )
        for (view,) in store.connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'view'"
        ):
            connection.execute(view)
        yield connection


def test_the_sql_of_every_view_is_that_of_duckdb_too(
    exported: tuple[Store, Path], views: Any
) -> None:
    store, _ = exported
    for view in documented(store):
        assert rows(views, f"SELECT * FROM {view}") == rows(
            store.connection, f"SELECT * FROM {view}"
        ), view


def sqlite_scanner() -> str:
    """The file of DuckDB's extension for SQLite, which DuckDB itself fetches over the network."""
    pytest.importorskip("duckdb_extension_sqlite_scanner")
    packed = resources.files("duckdb_extension_sqlite_scanner").joinpath(
        "extensions", f"v{duckdb.__version__}"
    )
    return str(packed.joinpath("sqlite_scanner.duckdb_extension"))


def test_duckdb_reads_the_views_of_a_compiled_file(tmp_path: Path) -> None:
    compiled.write(bundled(), tmp_path / "kzby.sqlite")
    store = open_store(tmp_path / "kzby.sqlite")
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{sqlite_scanner()}'")
        connection.execute(f"ATTACH '{tmp_path / 'kzby.sqlite'}' AS kzby (TYPE sqlite)")
        connection.execute("USE kzby")
        for view in documented(store):
            assert rows(connection, f"SELECT * FROM {view}") == rows(
                store.connection, f"SELECT * FROM {view}"
            ), view


def written(line: str, folder: Path) -> None:
    """Runs a line of the README, in the folder where it is to be run."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, check=True, capture_output=True
    )


def test_the_readmes_line_makes_parquet_with_the_same_rows_and_types(
    exported: tuple[Store, Path], tables: Any, tmp_path: Path
) -> None:
    store, folder = exported
    (line,) = re.findall(
        r"^    (python -c .*parquet.*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    written(f"cp '{folder}'/* . && {line}", tmp_path)
    for view in documented(store):
        parquet = f"'{tmp_path}/parquet/{view}.parquet'"
        assert rows(tables, f"FROM {parquet}") == rows(store.connection, f"SELECT * FROM {view}"), (
            view
        )
        assert (
            tables.execute(f"DESCRIBE FROM {parquet}").fetchall()
            == tables.execute(f"DESCRIBE {view}").fetchall()
        )
