"""SQL of the user's own: what it answers, what it refuses, where it says a fault is; over a folder and a file alike."""

import contextlib
import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kzby.query.statement.guard import guarded
from support import ROOT, Run, fits

from kzby import query
from kzby.errors import UsageError
from kzby.query import statement
from kzby.query.views import VIEWS
from kzby.render import FORMATS, Format
from kzby.store import Store
from kzby.store.open import open_store

LISTED = "'kzby sql --schema' lists the tables and views"
READS = "a query only reads: nothing can be written, created, changed or removed"
ALONE = "a query reads this dataset alone: ATTACH, DETACH and VACUUM are refused"
ENDLESS = "a query only reads, so there is nothing to begin, commit or roll back"
NO_PRAGMA = f"pragmas are refused; {LISTED}"
ONE = "a query is one statement; leave out what follows the semicolon"
UNBOUND = "the query has a parameter (?, :name, @name or $name) with no value; write the value in its place"
TOO_LONG = "a value is longer than 1,000,000 bytes; ask for a part of it"
EMPTY = f"the query is empty; give a SELECT, or - to read one from stdin; {LISTED}"


@pytest.fixture(params=["folder", "file"])
def asked(
    request: pytest.FixtureRequest, invented: Path, compact: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """What every command line asks: the invented dataset in either form."""
    path = invented if request.param == "folder" else compact
    monkeypatch.setenv("KZBY_DATA", str(path))
    return path


@pytest.fixture
def opened(asked: Path) -> Store:
    """The same, open."""
    return open_store(asked)


ODD = (
    "SELECT 1 AS n, 1.5 AS N, 'a|b, \"c\" [bold]' AS text, X'00FF' AS blob, -1e999 AS big, NULL AS \"null\" "
    "UNION ALL SELECT NULL, 2, '=1' || char(10, 27) || '[2J', zeroblob(0), 0, 'Ж'"
)
IN_FORMATS = {
    "table": """\
n  N:1  text             blob     big   null
────────────────────────────────────────────
1  1.5  a|b, "c" [bold]  X'00FF'  -Inf  –
–    2  =1               X''      0     Ж
        \\x1b[2J
""",
    "markdown": """\
| n | N:1 | text | blob | big | null |
| ---: | ---: | --- | --- | --- | --- |
| 1 | 1.5 | a\\|b, "c" [bold] | X'00FF' | -Inf | – |
| – | 2 | =1 \\\\x1b[2J | X'' | 0 | Ж |
""",
    "json": """\
[
{"n": 1, "N:1": 1.5, "text": "a|b, \\"c\\" [bold]", "blob": "X'00FF'", "big": "-Inf", "null": null},
{"n": null, "N:1": 2, "text": "=1\\n\\u001b[2J", "blob": "X''", "big": 0, "null": "Ж"}
]
""",
    "jsonl": """\
{"n": 1, "N:1": 1.5, "text": "a|b, \\"c\\" [bold]", "blob": "X'00FF'", "big": "-Inf", "null": null}
{"n": null, "N:1": 2, "text": "=1\\n\\u001b[2J", "blob": "X''", "big": 0, "null": "Ж"}
""",
    "csv": """\
n,N:1,text,blob,big,null
1,1.5,"a|b, ""c"" [bold]",X'00FF',-Inf,
,2,"=1\n\x1b[2J",X'',0,Ж
""",
    "tsv": """\
n\tN:1\ttext\tblob\tbig\tnull
1\t1.5\t"a|b, ""c"" [bold]"\tX'00FF'\t-Inf\t
\t2\t"=1\n\x1b[2J"\tX''\t0\tЖ
""",
    "excel": """\
\ufeffn,N:1,text,blob,big,null
1,1.5,"a|b, ""c"" [bold]",X'00FF','-Inf,
,2,"'=1\n\x1b[2J",X'',0,Ж
""",
}


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_has_every_value(kzby: Run, format_: Format) -> None:
    outcome = kzby("sql", ODD, "-f", format_)
    assert (outcome.code, outcome.out, outcome.err) == (0, IN_FORMATS[format_], "")


@pytest.mark.usefixtures("asked")
def test_a_table_wraps_to_the_terminal_and_stacks_where_it_has_no_room(kzby: Run) -> None:
    line = (
        "sql",
        "SELECT id, title AS what, 1 AS n FROM records WHERE kind IN ('meeting', 'plan') ORDER BY id",
    )
    wide, narrow = kzby(*line, columns=44).out, kzby(*line, columns=30).out
    assert wide == WRAPPED
    assert narrow == STACKED


WRAPPED = """\
id                  what                   n
────────────────────────────────────────────
brest-meeting       Novik meets Serik      1
                    [sic] in Brest
brest-return-visit  Serik invites Novik    1
                    to Karaganda
karaganda-visit     Novik visits           1
                    Karaganda Oblast
"""
STACKED = """\
id    brest-meeting
what  Novik meets Serik [sic]
      in Brest
n     1

id    brest-return-visit
what  Serik invites Novik to
      Karaganda
n     1

id    karaganda-visit
what  Novik visits Karaganda
      Oblast
n     1
"""


def test_columns_keep_their_keys_whatever_they_are_called(opened: Store) -> None:
    sql = (
        'SELECT 1, 1, 2 AS "1:1", 3 AS \'a b\', 4 AS "", * FROM (SELECT 5 AS id), (SELECT 6 AS ID)'
    )
    (row,) = statement.run(opened, sql).mappings()
    assert row == {"1": 1, "1:1": 1, "1:1:1": 2, "a b": 3, "": 4, "id": 5, "ID:1": 6}


def test_text_that_is_none_is_shown_as_far_as_it_is(opened: Store) -> None:
    assert list(statement.run(opened, "SELECT CAST(X'41FF42' AS TEXT)").rows) == [
        ("A\N{REPLACEMENT CHARACTER}B",)
    ]


@pytest.mark.parametrize("view", [*VIEWS, "dataset", "dictionary"])
def test_everything_documented_can_be_asked_and_has_the_columns_that_it_says(
    opened: Store, view: str
) -> None:
    rows = statement.run(opened, f"SELECT * FROM {view}", statement.Limits(rows=0))
    documented = [row["column"] for row in statement.schema(opened, view).mappings()]
    assert [column.name for column in rows.columns] == documented
    counted = statement.run(opened, f"SELECT count(*) AS n FROM {view} a, {view} b")
    assert list(counted.rows) == [(len(list(rows.rows)) ** 2,)]


def test_a_list_is_the_json_text_that_json_each_takes_apart(opened: Store) -> None:
    (row,) = statement.run(opened, "SELECT regions FROM meetings WHERE id = 'brest-meeting'").rows
    assert row == ('["KZ-35", "BY-BR"]',)
    taken = statement.run(
        opened, "SELECT value FROM meetings, json_each(regions) WHERE meetings.id = 'brest-meeting'"
    )
    assert list(taken.rows) == [("KZ-35",), ("BY-BR",)]
    assert list(statement.run(opened, "SELECT count(*) FROM json_tree('[1, [2]]')").rows) == [(4,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1;",
        "SELECT 1 ; -- that is all;",
        "/* one */ SELECT 1 /* ; */\n",
        "VALUES (1)",
        "WITH one(n) AS (SELECT 1) SELECT n FROM one",
        "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 9) SELECT min(n) FROM up",
    ],
)
def test_one_statement_may_be_written_in_many_ways(opened: Store, sql: str) -> None:
    assert list(statement.run(opened, sql).rows) == [(1,)]


def test_explain_only_reads(opened: Store) -> None:
    (row,) = statement.run(opened, "EXPLAIN QUERY PLAN SELECT * FROM dataset").mappings()
    assert row["detail"] == "SCAN dataset"


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("INSERT INTO dataset VALUES ('a', 'b')", READS),
        ("REPLACE INTO dataset VALUES ('a', 'b')", READS),
        ("UPDATE dataset SET version = 'a'", READS),
        ("DELETE FROM record", READS),
        ("WITH x AS (SELECT 1) DELETE FROM record", READS),
        ("EXPLAIN DELETE FROM record", READS),
        ("CREATE TABLE a (b)", READS),
        ("CREATE TABLE a AS SELECT 1", READS),
        ("CREATE VIEW a AS SELECT 1", READS),
        ("CREATE INDEX a ON record (note)", READS),
        ("CREATE TRIGGER a AFTER INSERT ON record BEGIN SELECT 1; END", READS),
        ("CREATE VIRTUAL TABLE a USING fts5 (b)", READS),
        ("DROP TABLE record", READS),
        ("DROP VIEW records", READS),
        ("ALTER TABLE record ADD a", READS),
        ("REINDEX", READS),
        ("ANALYZE", READS),
        (
            "CREATE TEMP TABLE a (b)",
            "a query only reads, and makes no temporary table; WITH gives a name to a part of it",
        ),
        ("ATTACH 'other.sqlite' AS other", ALONE),
        ("ATTACH ':memory:' AS other", ALONE),
        ("DETACH main", ALONE),
        ("VACUUM", ALONE),
        ("VACUUM INTO 'other.sqlite'", ALONE),
        ("BEGIN", ENDLESS),
        ("COMMIT", ENDLESS),
        ("SAVEPOINT a", ENDLESS),
        ("PRAGMA user_version", NO_PRAGMA),
        ("PRAGMA query_only = FALSE", NO_PRAGMA),
        ("PRAGMA writable_schema = TRUE", NO_PRAGMA),
        (
            "SELECT * FROM pragma_table_info('records')",
            f"only what the dictionary documents can be asked; {LISTED}",
        ),
        ("SELECT * FROM dbstat", f"only what the dictionary documents can be asked; {LISTED}"),
        (
            "SELECT load_extension('other')",
            "load_extension() reaches beyond a query, and is refused",
        ),
        (
            "SELECT fts3_tokenizer('simple')",
            "fts3_tokenizer() reaches beyond a query, and is refused",
        ),
        ("SELECT title FROM record", "record is not public; did you mean 'records'?"),
        (
            "SELECT title FROM (SELECT title FROM record) AS records",
            "record is not public; did you mean 'records'?",
        ),
        (
            "WITH x AS (SELECT title FROM record) SELECT * FROM x",
            "record is not public; did you mean 'records'?",
        ),
        ("SELECT sql FROM sqlite_master", f"sqlite_master is not public; {LISTED}"),
        ("SELECT 1; SELECT 2", ONE),
        ("SELECT 1; DROP TABLE record", ONE),
        ("SELECT ?", UNBOUND),
        ("SELECT :name, $name", UNBOUND),
        ("SELECT randomblob(1000000000)", TOO_LONG),
        ("SELECT group_concat(hex(zeroblob(1000))) FROM dictionary a, dictionary b", TOO_LONG),
        ("", EMPTY),
        (" ; -- nothing", EMPTY),
        ("SELECT '\0'", "the query holds a null character, which SQL cannot; remove it"),
        ("SELECT '\udcff'", "the query is not UTF-8; save or type it as UTF-8"),
        (
            f"SELECT '{'x' * 100_000}'",
            "the query is longer than 100,000 bytes; ask for less at once",
        ),
        ("SELECT 'a' LIKE hex(zeroblob(200))", "<...>"),
        ("SELECT json_extract('{', '$')", "<...>"),
        ("SELECT count(1, 2)", "<...>count()"),
    ],
)
def test_what_does_more_than_read_is_refused_in_a_sentence(
    kzby: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = kzby("sql", sql)
    assert (outcome.code, outcome.out) == (2, "")
    assert fits(outcome.err, f"kzby: {sentence}\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (
            "SELECT * FROM meetngs",
            """\
line 1, column 15: <...>meetngs; did you mean 'meetings'?
  SELECT * FROM meetngs
                ^
""",
        ),
        (
            "SELECT 'titel', m.titel -- titel\nFROM meetings m\nWHERE titel",
            """\
line 1, column 17: <...>m.titel; did you mean 'title'?
  SELECT 'titel', m.titel -- titel
                  ^
""",
        ),
        (
            "SELECT title\nFROM meetings /* titel */\n\tWHERE\ttitel = 'titel'",
            """\
line 3, column 8: <...>titel; did you mean 'title'?
   WHERE titel = 'titel'
         ^
""",
        ),
        (
            "SELECT form FROM meetings UNION SELECT form FROM plans",
            f"""\
line 1, column 40: <...>form; {LISTED}
  SELECT form FROM meetings UNION SELECT form FROM plans
                                         ^
""",
        ),
        (
            "SELECT id FROM plans, meetings",
            """\
line 1, column 8: <...>id
  SELECT id FROM plans, meetings
         ^
""",
        ),
        (
            "SELECT lenght(title) FROM plans",
            """\
line 1, column 8: <...>lenght; did you mean 'length'?
  SELECT lenght(title) FROM plans
         ^
""",
        ),
        (
            "SELECT title, kind, -- what, which\nFROM plans",
            """\
line 2, column 1: <...>"FROM"<...>
  FROM plans
  ^
""",
        ),
        (
            "SELECT '(,', (1,, 2)",
            """\
line 1, column 17: <...>","<...>
  SELECT '(,', (1,, 2)
                  ^
""",
        ),
        (
            "SELEC 1",
            """\
line 1, column 1: <...>"SELEC"<...>
  SELEC 1
  ^
""",
        ),
        (
            "SELECT 'it''s', 'it",
            """\
line 1, column 17: <...>"'it"
  SELECT 'it''s', 'it
                  ^
""",
        ),
        (
            "SELECT (1,\n  2 \n",
            """\
line 2, column 4: <...>
    2
     ^
""",
        ),
        (
            f"SELECT {'1, ' * 30}titel, {'1, ' * 30} 2 FROM plans",
            """\
line 1, column 98: <...>titel; did you mean 'title'?
  … 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, titel, 1, 1, 1, 1, 1
                                           ^
""",
        ),
        (
            "SELECT '\x1b', \x1b[2J, 1",
            """\
line 1, column 13: <...>"\\x1b"
  SELECT ' ',  [2J, 1
              ^
""",
        ),
    ],
)
def test_a_fault_is_shown_at_its_place(kzby: Run, sql: str, told: str) -> None:
    outcome = kzby("sql", sql)
    assert (outcome.code, outcome.out) == (2, "")
    assert fits(outcome.err, f"kzby: {told}")


def test_the_row_limit_is_told_when_it_is_reached(kzby: Run, asked: Path) -> None:
    line = ("sql", "SELECT view FROM dictionary", "-f", "csv", "--limit")
    documented = len(list(statement.schema(open_store(asked)).rows))
    cut = kzby(*line, documented - 1)
    assert (cut.code, len(cut.out.splitlines())) == (0, documented)
    assert (
        cut.err
        == f"kzby: stopped after {documented - 1:,} rows; there are more: --limit 0 gives all.\n"
    )
    for enough in (documented, documented + 1, 0):
        whole = kzby(*line, enough)
        assert (whole.code, len(whole.out.splitlines()), whole.err) == (0, documented + 1, "")


@pytest.mark.usefixtures("asked")
def test_a_thousand_rows_are_given_if_nothing_is_said(kzby: Run) -> None:
    endless = "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT n FROM up"
    outcome = kzby("sql", endless, "-f", "jsonl")
    assert outcome.out.splitlines()[-1] == '{"n": 1000}'
    assert outcome.err == "kzby: stopped after 1,000 rows; there are more: --limit 0 gives all.\n"


@pytest.mark.usefixtures("asked")
def test_a_query_that_takes_too_long_is_stopped(kzby: Run) -> None:
    endless = (
        "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT count(*) FROM up"
    )
    outcome = kzby("sql", endless, "--timeout", "1")
    sentence = (
        "the query takes longer than 1 second; ask for less, or give it more time with --timeout"
    )
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"kzby: {sentence}\n")


@pytest.mark.usefixtures("asked")
def test_nothing_found_is_not_an_error(kzby: Run) -> None:
    outcome = kzby("sql", "SELECT * FROM plans WHERE FALSE")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "kzby: the query gives no row.\n")
    assert kzby("sql", "SELECT id FROM plans WHERE FALSE", "-f", "csv").out == "id\n"


@pytest.mark.usefixtures("asked")
def test_the_schema_is_told_in_every_format(kzby: Run) -> None:
    version = "the version of kzby that compiled the dataset"
    assert (
        kzby("sql", "--schema", "Dataset").out.splitlines()[2]
        == f"dataset  version  text  {version}"
    )
    whole = json.loads(kzby("sql", "--schema", "-f", "json").out)
    assert {row["view"] for row in whole} == {
        *VIEWS,
        "mentions",
        "places",
        "links",
        "names",
        "dataset",
        "dictionary",
    }
    assert {"view": "dataset", "column": "version", "type": "text", "meaning": version} in whole
    typo = kzby("sql", "--schema", "plan")
    sentence = "no public table or view is called 'plan'; did you mean 'plans'?"
    assert (typo.code, typo.out, typo.err) == (2, "", f"kzby: {sentence}\n")


def test_a_query_may_come_from_stdin(command: Path, invented: Path) -> None:
    def piped(text: bytes) -> tuple[int, bytes, bytes]:
        line = [str(command), "sql", "-", "-f", "csv", "--data", str(invented)]
        done = subprocess.run(line, input=text, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    assert piped("\ufeffSELECT 'Ж'\nAS a;\n".encode()) == (0, "a\nЖ\n".encode(), b"")
    assert piped(b"SELECT '\xff'") == (
        2,
        b"",
        b"kzby: the query is not UTF-8; save or type it as UTF-8\n",
    )
    assert piped(b"") == (2, b"", f"kzby: {EMPTY}\n".encode())


def test_the_guards_go_with_the_query(opened: Store) -> None:
    for sql in ("SELECT 1", "SELECT nothing"):
        with contextlib.suppress(UsageError):
            statement.run(opened, sql)
        assert opened.connection.execute(
            "SELECT length(zeroblob(2000000)) FROM record"
        ).fetchone() == (2_000_000,)
        assert query.ask(opened, "sectors").rows


def test_reading_behind_a_view_is_no_way_around_the_authorizer(opened: Store) -> None:
    """A part of a query that is named as a view may read what the view may; not even that may write."""
    statement.run(opened, "WITH meetings AS (SELECT title FROM record) SELECT * FROM meetings")
    with pytest.raises(UsageError, match="load_extension"):
        statement.run(
            opened, "WITH meetings AS (SELECT load_extension('x')) SELECT * FROM meetings"
        )


WORDS = st.sampled_from(
    [
        *(
            "SELECT",
            "FROM",
            "WHERE",
            "UNION",
            "AS",
            "JOIN",
            "ON",
            "LIKE",
            "IN",
            "VALUES",
            "WITH x AS",
            "RECURSIVE",
        ),
        *(
            "GROUP BY",
            "ORDER BY",
            "LIMIT 1",
            "EXPLAIN",
            "INSERT INTO",
            "DELETE FROM",
            "UPDATE",
            "SET",
            "DROP TABLE",
        ),
        *(
            "CREATE TEMP TABLE",
            "BEGIN",
            "VACUUM",
            "PRAGMA",
            "ATTACH",
            "load_extension",
            "json_each",
            "count",
        ),
        *(
            "meetings",
            "records",
            "record",
            "dataset",
            "sqlite_master",
            "id",
            "titel",
            "kzby_probe",
            "m.id",
        ),
        *(
            "*",
            "(",
            ")",
            ",",
            ";",
            "--",
            "/*",
            "*/",
            "'",
            '"',
            "[",
            "]",
            "`",
            "?",
            ":a",
            "||",
            "=",
            "\x00",
            "\ud800",
        ),
        *("1", "1e999", "X'00'", "char(27)"),
    ]
)
SQL = st.one_of(st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=40))


def answered(store: Store, sql: str) -> bool:
    """Whether a query has an answer; if not, it has a sentence."""
    try:
        rows = list(statement.run(store, sql, statement.Limits(rows=5, seconds=5)).rows)
    except UsageError as error:
        return bool(str(error))
    return len(rows) <= 5


@settings(max_examples=300, deadline=None)
@given(sql=SQL)
def test_whatever_is_typed_gets_rows_or_a_sentence_and_changes_nothing(
    compact: Path, store: Store, sql: str
) -> None:
    before = hashlib.sha256(compact.read_bytes()).digest(), list(store.connection.iterdump())
    file = open_store(compact)
    assert answered(store, sql)
    assert answered(file, sql)
    file.connection.close()
    assert (
        hashlib.sha256(compact.read_bytes()).digest(),
        list(store.connection.iterdump()),
    ) == before
    assert list(compact.parent.iterdir()) == [compact]


def test_even_without_the_authorizer_nothing_is_written(opened: Store) -> None:
    with pytest.raises(sqlite3.OperationalError) as caught:
        opened.connection.execute("DELETE FROM record")
    assert caught.value.sqlite_errorname == "SQLITE_READONLY"
    with guarded(opened.connection, 1), pytest.raises(sqlite3.DatabaseError) as refused:
        opened.connection.execute("DELETE FROM record")
    assert refused.value.sqlite_errorname == "SQLITE_AUTH"


@pytest.mark.parametrize("tool", ["sqlite3", "datasette", "duckdb"])
def test_other_tools_open_the_file_as_the_help_says(
    compact: Path, tmp_path: Path, tool: str
) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    (line,) = re.findall(
        rf"^    ({tool} .*)$", (ROOT / "kzby/cli/topics/export.md").read_text("utf-8"), re.MULTILINE
    )
    if tool == "datasette":
        line += " --get '/kzby/trade.csv?_col=value'"  # instead of a server
    shutil.copy(compact, tmp_path / "kzby.sqlite")
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    if "Failed to download extension" in done.stderr:
        pytest.skip("duckdb has no extension for SQLite, and no network to get it from")
    assert (done.returncode, done.stderr) == (0, "")
    assert "62000000" in done.stdout


def test_a_damaged_file_is_not_taken_for_a_fault_of_the_query(
    compact: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.sqlite"
    with sqlite3.connect(compact) as whole:
        (page,) = whole.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'record'"
        ).fetchone()
        (size,) = whole.execute("PRAGMA page_size").fetchone()
    whole.close()
    content = bytearray(compact.read_bytes())
    content[(page - 1) * size : page * size] = bytes([7]) * size
    damaged.write_bytes(content)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        statement.run(open_store(damaged), "SELECT * FROM records")
    assert caught.value.sqlite_errorname.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


@pytest.mark.parametrize("view", ["trade", "regions", "dataset", "timeline"])
def test_the_names_of_views_may_be_spelled_in_any_case(kzby: Run, asked: Path, view: str) -> None:
    assert asked
    as_documented = kzby("sql", f"SELECT * FROM {view}")
    assert as_documented.code == 0
    for spelled in (view.upper(), view.title(), f'"{view.title()}"', f"[{view.upper()}]"):
        assert kzby("sql", f"SELECT * FROM {spelled}") == as_documented
