"""SQL of the user's own: what it answers, what it refuses; over a folder and a compiled file alike."""

import contextlib
import json
import re
import resource
import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, VIEWS, Run, cases, objects, ran, written
from syrupy.assertion import SnapshotAssertion

from kzby import query
from kzby.errors import UsageError
from kzby.query import sql
from kzby.render import FORMATS, Format
from kzby.store import Store
from kzby.store.open import open_store
from kzby.text import shown

TOPICS = ROOT / "kzby" / "cli" / "topics"
COUNTING = "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up)"


@pytest.fixture(params=["folder", "file"])
def asked(
    request: pytest.FixtureRequest, invented: Path, compact: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """What every command line asks: the invented dataset in either form."""
    path = invented if request.param == "folder" else compact
    monkeypatch.setenv("KZBY_DATA", str(path))
    return path


@pytest.fixture(scope="module", params=["folder", "file"])
def opened(request: pytest.FixtureRequest, store: Store, compact: Path) -> Store:
    """The same, open."""
    return store if request.param == "folder" else open_store(compact)


ODD = (
    "SELECT 1 AS n, 1.5 AS N, 'a|b, \"c\" [bold]' AS text, X'00FF' AS blob, -1e999 AS big, NULL AS \"null\" "
    "UNION ALL SELECT NULL, 2, '=1' || char(10, 27) || '[2J', zeroblob(0), 0, 'Ж'"
)


@pytest.mark.parametrize("format_", FORMATS)
def test_formats(store: Store, format_: Format, snapshot: SnapshotAssertion) -> None:
    assert written(sql.run(store, ODD), format_) == snapshot


def test_columns_keep_their_keys_whatever_they_are_called(opened: Store) -> None:
    five, six = "(SELECT 5 AS id)", "(SELECT 6 AS ID)"
    statement = f"""SELECT 1, 1, 2 AS "1:1", 3 AS 'a b', 4 AS "", * FROM {five}, {six}"""
    (row,) = sql.run(opened, statement).mappings()
    assert row == {"1": 1, "1:1": 1, "1:1:1": 2, "a b": 3, "": 4, "id": 5, "ID:1": 6}


@pytest.mark.parametrize("view", [*VIEWS, "mentions", "places", "links", "names", "dataset"])
def test_everything_documented_can_be_asked_in_any_case(opened: Store, view: str) -> None:
    answer = sql.run(opened, f"SELECT * FROM {view}", rows=0)
    documented = [row["column"] for row in sql.schema(opened, view.upper()).mappings()]
    assert answer.names == documented
    for name in (view.upper(), f'"{view.title()}"', f"[{view.upper()}]"):
        counted = sql.run(opened, f"SELECT count(*) AS n FROM {name} a, {view} b")
        assert list(counted.rows) == [(len(list(answer.rows)) ** 2,)]


@pytest.mark.parametrize(("statement", "rows"), cases("statements"))
def test_a_statement_has_many_forms(opened: Store, statement: str, rows: str) -> None:
    answer = sql.run(opened, statement)
    assert list(map(list, answer.rows)) == json.loads(rows)


def test_explain_only_reads(opened: Store) -> None:
    (row,) = sql.run(opened, "EXPLAIN QUERY PLAN SELECT * FROM dataset").mappings()
    assert row["detail"] == "SCAN dataset"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        *cases("refused-sql"),
        (f"SELECT {', '.join('1' * 201)}", "too many columns in result set"),
        (" UNION ALL ".join(["SELECT 1"] * 51), "too many terms in compound SELECT"),
        (f"SELECT {' + '.join('1' * 200)}", "Expression tree is too large"),
        (
            f"{COUNTING} SELECT zeroblob(900000) FROM up LIMIT 200",
            "the answer is longer than 100 MB; ask for fewer rows or columns",
        ),
        ("SELECT '\0'", "the query contains a null character"),
        ("SELECT '\udcff'", "surrogates not allowed"),
        (f"SELECT '{'x' * 100_000}'", "query string is too large"),
        ("SELECT title,\nFROM plans", 'near "FROM": syntax error'),
        ("SELECT (1,\n  2 \n", "incomplete input"),
        ("SELECT '\x1b', \x1b[2J, 1", r'unrecognized token: "\x1b"'),
    ],
)
def test_what_is_unsound_or_not_only_read_is_refused(
    opened: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        list(sql.run(opened, statement).rows)
    assert sentence in " ".join(shown(str(caught.value), but="\n").split())
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("asked")
def test_the_limit_of_rows_is_noted_when_it_is_reached(kzby: Run) -> None:
    endless = f"{COUNTING} SELECT n FROM up"
    for line, rows in (((), 1000), (("--limit", "3"), 3)):
        outcome = kzby("sql", endless, "-f", "jsonl", *line)
        assert (outcome.code, len(outcome.out.splitlines())) == (0, rows)
        assert f"stopped after {rows:,} rows" in outcome.err
        assert "--limit 0" in outcome.err
    for limit in ("3", "4", "0"):
        outcome = kzby("sql", f"{endless} LIMIT 3", "-f", "jsonl", "--limit", limit)
        assert (len(outcome.out.splitlines()), outcome.err) == (3, "")


def test_a_query_that_takes_too_long_is_stopped(kzby: Run, compact: Path) -> None:
    endless = f"{COUNTING} SELECT count(*) FROM up"
    outcome = kzby("sql", endless, "--timeout", "1", "--data", compact)
    assert (outcome.code, outcome.out) == (2, "")
    assert "the query takes longer than 1 second" in outcome.err


def test_a_function_that_takes_too_long_is_stopped(process: Run, compact: Path) -> None:
    slow = "SELECT instr(zeroblob(1000000), zeroblob(500000) || x'01')"
    outcome = process("sql", slow, "--timeout", "1", "--data", compact)
    assert (outcome.code, outcome.out) == (2, "")
    assert "the query takes longer than 1 second" in outcome.err


def test_a_query_that_takes_too_much_memory_is_stopped(process: Run, compact: Path) -> None:
    parts = [f"a{n} AS (SELECT x.n FROM a{n - 1} x, a{n - 1} y)" for n in range(1, 23)]
    bomb = f"WITH a0(n) AS (SELECT 1), {', '.join(parts)} SELECT count(*) FROM a22"
    outcome = process("sql", bomb, "--data", compact)
    assert (outcome.code, outcome.out) == (2, "")
    assert "the query takes more than 300 MB of memory" in outcome.err


@pytest.mark.usefixtures("asked")
def test_the_schema_lists_every_column_with_its_meaning(kzby: Run) -> None:
    rows = objects(kzby, "sql", "--schema")
    tables = {"mentions", "places", "links", "names", "dataset", "dictionary"}
    assert {row["view"] for row in rows} == {*VIEWS, *tables}
    meaning = "the version of kzby that compiled the dataset"
    version = {"view": "dataset", "column": "version", "type": "text", "meaning": meaning}
    assert version in rows
    assert objects(kzby, "sql", "--schema", "Dataset")[0] == version


@pytest.mark.parametrize(
    ("text", "code", "out", "err"),
    [
        ("\ufeffSELECT 'Ж'\nAS a;\n".encode(), 0, "a\nЖ\n", ""),
        (b"SELECT '\xff'", 2, "", "surrogates not allowed"),
        (b"", 2, "", "the query is empty"),
    ],
)
def test_a_query_may_come_from_stdin(
    command: Path, compact: Path, text: bytes, code: int, out: str, err: str
) -> None:
    outcome = ran(command, "sql", "-", "-f", "csv", "--data", compact, input=text)
    assert (outcome.code, outcome.out) == (code, out)
    assert err in outcome.err


def test_a_query_that_never_ends_is_too_large(command: Path, compact: Path) -> None:
    memory = 10**9  # bytes, or the test would take all there is
    with Path("/dev/zero").open("rb") as endless:
        own = partial(resource.setrlimit, resource.RLIMIT_AS, (memory, memory))
        outcome = ran(command, "sql", "-", "--data", compact, stdin=endless, preexec_fn=own)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("kzby: query string is too large; ")


def test_the_guards_go_with_the_query(opened: Store) -> None:
    for statement in ("SELECT 1", "SELECT nothing"):
        with contextlib.suppress(UsageError):
            sql.run(opened, statement)
        longest = opened.connection.execute("SELECT length(zeroblob(2000000)) FROM record")
        assert longest.fetchone() == (2_000_000,)
        assert not query.ask(opened, "sectors").empty


def test_reading_behind_a_view_is_no_way_around_the_guards(opened: Store) -> None:
    """A part of a query that is named as a view may read what the view reads; not even that may write."""
    sql.run(opened, "WITH meetings AS (SELECT title FROM record) SELECT * FROM meetings")
    with pytest.raises(UsageError, match="may only read"):
        sql.run(opened, "WITH meetings AS (SELECT load_extension('x')) SELECT * FROM meetings")


def test_rows_of_nothing_are_too_long_too(store: Store) -> None:
    with pytest.raises(UsageError, match="longer than 100 MB"):
        sql.run(store, f"{COUNTING} SELECT '' FROM up LIMIT 2000001", rows=0, seconds=60)


def test_even_without_the_guards_nothing_is_written(opened: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened.connection.execute("DELETE FROM record")


TOKENS = """
    SELECT FROM WHERE UNION AS JOIN ON LIKE IN VALUES WITH RECURSIVE GROUP ORDER BY LIMIT EXPLAIN
    INSERT INTO DELETE UPDATE SET DROP TABLE CREATE TEMP BEGIN VACUUM PRAGMA ATTACH load_extension
    json_each count meetings records record dataset sqlite_master x id titel m.id * ( ) , ; -- /* */
    ' " [ ] ` ? :a || = 1 1e999 X'00' char(27)
"""
WORDS = st.sampled_from([*TOKENS.split(), "\x00", "\ud800"])
SQL = st.one_of(st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=40))


@settings(max_examples=50)
@given(statement=SQL)
def test_whatever_is_typed_changes_nothing(compact: Path, store: Store, statement: str) -> None:
    before = compact.read_bytes(), store.connection.serialize()
    for either in (store, open_store(compact)):
        with contextlib.suppress(UsageError):
            assert len(list(sql.run(either, statement, rows=5, seconds=5).rows)) <= 5
    assert (compact.read_bytes(), store.connection.serialize()) == before
    assert list(compact.parent.iterdir()) == [compact]


def test_its_topic_states_the_limits() -> None:
    topic = (TOPICS / "sql.md").read_text("utf-8")
    assert f"({sql.LIMIT:,}; 0 for all)" in topic
    assert f"at most S seconds ({sql.TIMEOUT})" in topic


def test_the_sqlite_shell_opens_it(compact: Path, tmp_path: Path) -> None:
    if not shutil.which("sqlite3"):
        pytest.skip("sqlite3 is not installed")
    topic = (TOPICS / "export.md").read_text("utf-8")
    (line,) = re.findall(r"^    (sqlite3 .*)$", topic, re.MULTILINE)
    shutil.copy(compact, tmp_path / "kzby.sqlite")
    outcome = ran("bash", "-c", line, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert "62000000" in outcome.out


def test_the_queries_of_the_help_run_and_give_the_ties_of_every_year(
    kzby: Run, shipped: Path
) -> None:
    topic = (TOPICS / "sql.md").read_text("utf-8")
    queries = re.findall(r'kzby sql "(SELECT[^"]+)"', topic)
    *others, by_year = (objects(kzby, "sql", each, "--data", shipped) for each in queries)
    assert len(others) == 2
    assert all(others)
    for year in ("2016", "2017", "2025"):
        period = ("--since", year, "--until", year, "--dates", "likely", "--data", shipped)
        ties = {
            (row["belarus"], row["kazakhstan"]): row["ties"]
            for row in objects(kzby, "ties", *period)
            if row["belarus"] != "BY" and row["kazakhstan"] != "KZ" and row["ties"]
        }
        edges = [row for row in by_year if row["year"] == year]
        assert {(row["belarus"], row["kazakhstan"]): row["ties"] for row in edges} == ties
