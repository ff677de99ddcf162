"""Data that means harm, or that somebody broke: a sentence, the right exit code, nothing lost, no harm done."""

import csv
import io
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import BREST, HOSTILE, VIEWS, Run, cases, change, edit, fits

from kzby import query
from kzby.errors import UsageError
from kzby.load.document import Document
from kzby.query.filters import Filters
from kzby.render import FORMATS, STYLES, Format, for_people
from kzby.store.open import open_store
from kzby.text import hidden as unseen

THINGS = ("region", "sector", "person", "organization", "article")


def hidden(text: str) -> list[str]:
    """The characters that do not show, but for the ends of lines."""
    return unseen(text.replace("\n", ""))


def problems_of(tmp_path: Path, raw: bytes) -> list[str]:
    path = tmp_path / "file.yaml"
    path.write_bytes(raw)
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in Document(path).problems]


TOO_DEEP = "is nested more than 20 levels deep; records need at most five"
TOO_LARGE = "is larger than 4 MB, which no file written by hand is; remove it"


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "])
def test_ten_thousand_levels_are_refused_at_the_first_extra(tmp_path: Path, opening: bytes) -> None:
    (problem,) = problems_of(tmp_path, opening * 10_000)
    assert problem == f"file.yaml:1:{20 * len(opening) + 1}: {TOO_DEEP}"


def test_a_key_of_keys_of_keys_is_refused(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, b"? " * 10_000)
    assert problems[0] == "file.yaml:1:3: a key is a list or a mapping; a key is a word"
    assert problems[-1].endswith(TOO_DEEP)


def test_a_bomb_of_aliases_does_not_go_off(tmp_path: Path) -> None:
    """Ten lines that would mean a thousand million values, were aliases followed."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]\n"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]\n" for n in range(1, 10)]
    problems = problems_of(tmp_path, "".join(lines).encode())
    assert problems[0] == "file.yaml:1:5: a0: anchor &a0; write the value itself"
    assert len(problems) == 10 + 9 * 8


@pytest.mark.parametrize(
    "one",
    [b"- abcdefgh\n" * 10_000_000, b"".join(b"key%06d: 1\n" % n for n in range(1_000_000))],
    ids=["100 MB", "keys"],
)
def test_what_nobody_wrote_by_hand_is_refused_unread(copied: Path, kzby: Run, one: bytes) -> None:
    (copied / BREST).write_bytes(one)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome = kzby("check", "--data", copied)
    assert outcome.code == 3
    assert f"{copied / BREST}: {TOO_LARGE}\n" in outcome.err
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64_000, "kilobytes"


def test_as_much_as_may_be_read_is_read(tmp_path: Path) -> None:
    text = b"- " + b"x" * 3_999_997 + b"\n"
    assert problems_of(tmp_path, text) == []
    assert problems_of(tmp_path, text + b"\n") == [f"file.yaml: {TOO_LARGE}"]


TOO_MANY = "holds more keys and values than any file written by hand; remove it"


@pytest.mark.parametrize(
    ("part", "number", "place"),
    [("- x\n", 900_000, 249_998), ("- {}\n", 800_000, 124_999), ("- {id: a}\n", 300_000, 62_500)],
)
def test_a_file_of_one_endless_list_is_refused_in_seconds(
    copied: Path, kzby: Run, part: str, number: int, place: int
) -> None:
    (copied / "people.yaml").write_text(part * number, "utf-8")
    began = time.process_time()
    first, last = kzby("check", "--data", copied).err.splitlines()
    assert time.process_time() - began < 5
    assert re.fullmatch(rf"data/people.yaml:{place}:\d+: {TOO_MANY}", first)
    assert last.startswith("kzby: 1 problem in the data; not checked: ")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"a: b\0c\n", "1:5: holds a character that YAML does not allow; remove it"),
        ("a: Брест\a\n".encode(), "1:9: holds a character that YAML does not allow; remove it"),
        (b'a: "\\0"\n', "1:4: a: holds the character U+0000, which says nothing; remove it"),
        (b'a: "\\x1b[31m"\n', "1:4: a: holds the character U+001B, which says nothing; remove it"),
        (
            b"a: x\xe2\x80\xaegpj\n",
            "1:4: a: holds the character U+202E, which says nothing; remove it",
        ),
        (b'a: "\\uFFFF"\n', "1:4: a: holds the character U+FFFF, which says nothing; remove it"),
        (
            "a: \ufdd0\n".encode(),
            "1:4: a: holds the character U+FDD0, which says nothing; remove it",
        ),
        (
            "a: x\U0010fffe\n".encode(),
            "1:4: a: holds the character U+10FFFE, which says nothing; remove it",
        ),
        ("a: Брест".encode() + b"\xff\n", "1:9: is not UTF-8; save the file as UTF-8"),
        (b"\xef\xbb\xbfa: x\xff\n", "1:5: is not UTF-8; save the file as UTF-8"),
        (b"a: x\xed\xa0\x80\n", "1:5: is not UTF-8; save the file as UTF-8"),
        (b'a: "\\ud800"\n', "1:7: is not YAML: <...>; check indentation, quotes and colons"),
    ],
)
def test_what_nobody_prints_is_refused_in_place(tmp_path: Path, raw: bytes, problem: str) -> None:
    (only,) = problems_of(tmp_path, raw)
    assert fits(only, f"file.yaml:{problem}")


def test_links_in_a_folder_lead_nowhere_twice(copied: Path, kzby: Run) -> None:
    (copied / "articles" / "again").symlink_to(copied.absolute(), target_is_directory=True)
    assert kzby("check", "--data", copied).code == 0
    for name, target in (("gone", "nowhere"), ("self", "2022-self.yaml"), ("zero", "/dev/zero")):
        (copied / "articles" / f"2022-{name}.yaml").symlink_to(target)
    os.mkfifo(copied / "articles" / "2022-pipe.yaml")  # nobody waits for it
    outcome = kzby("check", "--data", copied)
    assert (outcome.code, outcome.out) == (3, "")
    advice = "check the path and its permissions"
    assert outcome.err.splitlines() == [
        f"data/articles/2022-gone.yaml: cannot be read: No such file or directory; {advice}",
        "data/articles/2022-pipe.yaml: is not a file; remove it, or put the file in its place",
        f"data/articles/2022-self.yaml: cannot be read: Too many levels of symbolic links; {advice}",
        "data/articles/2022-zero.yaml: is not a file; remove it, or put the file in its place",
        "kzby: 4 problems in the data.",
    ]


def test_a_name_with_a_new_line_cannot_speak_for_kzby(copied: Path, kzby: Run) -> None:
    article = copied / "articles" / "2022\nkzby: all is well\x1b[2J.yaml"
    article.write_text("article: {}\nrecords: []\n")
    told = kzby("check", "--data", copied).err.splitlines()
    assert {line.partition(":")[0] for line in told} == {"data/articles/2022\\nkzby", "kzby"}
    assert told[-1].startswith("kzby: ")
    assert not hidden("".join(told))
    article.unlink()
    folder = copied.rename("two\nlines\x1b[31m")
    out = kzby("check", "--data", folder).out
    assert out.startswith("two\\nlines\\x1b[31m: no problem in 16 records")
    assert kzby("check", "--data", "no\nfolder").err.startswith("no\\nfolder: does not exist; ")


def test_files_that_come_and_go_while_they_are_read(copied: Path, kzby: Run) -> None:
    """The folder is read many times while an article in it is there and not there in turn."""
    article, away, done = copied / BREST, Path("away"), threading.Event()

    def flicker() -> None:
        while not done.is_set():
            article.rename(away)
            away.rename(article)

    flickering = threading.Thread(target=flicker)
    flickering.start()
    try:
        outcomes = [kzby("check", "--data", copied) for _ in range(20)]
    finally:
        done.set()
        flickering.join()
    for outcome in outcomes:
        assert outcome.code in (0, 3)
        last = outcome.err.splitlines()[-1:]
        assert outcome.code == 0 or re.match(r"kzby: \d problems? in the data", last[0])


@pytest.fixture
def compiled(told: Path, tmp_path: Path) -> Path:
    """An invented dataset as a compiled file, to be changed by hand."""
    return Path(shutil.copy(told, tmp_path))


UNLISTED = ("records", "goods", "derived", "reconciliation")  # no commands of their own
SHOWN = ("brest-meeting", "brest-turnover", "karaganda-dairy", "KZ-35", "dairy")
LINES = [
    *([view] for view in VIEWS if view not in UNLISTED),
    *(["trade", option] for option in ("--goods", "--derived", "--reconcile", "--cite")),
    *(["show", id_] for id_ in SHOWN),
    ["search", "milk"],
]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
@pytest.mark.parametrize("format_", FORMATS)
def test_every_command_answers_in_every_format_and_no_answer_steers_the_reader(
    hostile: Path, kzby: Run, line: list[str], format_: Format
) -> None:
    if "--cite" in line and not for_people(format_):
        pytest.skip("only what people read lists its sources")
    outcome = kzby(*line, "-f", format_, "--data", hostile)
    assert outcome.code == 0
    assert not hidden(outcome.err)
    plain = line[0] in ("ties", "gaps")  # for programs, ids and numbers alone
    if format_ in ("csv", "tsv"):
        delimiter = "\t" if format_ == "tsv" else ","
        rows = list(csv.reader(io.StringIO(outcome.out), delimiter=delimiter))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
        told = any(HOSTILE in cell for row in rows for cell in row)
        assert told is not plain, "programs get what there is"
        return
    assert not hidden(outcome.out)
    if format_ in ("json", "jsonl"):
        lines = [outcome.out] if format_ == "json" else outcome.out.splitlines()
        values = list(map(json.loads, lines))
        objects = values[0] if format_ == "json" else values
        assert {type(each) for each in objects} == {dict}
        assert (HOSTILE in texts(objects)) is not plain, "JSON escapes, the value is the same"
    else:
        assert r"\x1b]0;owned" in outcome.out.replace("\\\\", "\\")


def texts(value: object) -> Iterator[str]:
    """Every text within a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def test_no_citation_steers_the_reader(hostile: Path, kzby: Run) -> None:
    for style in STYLES:
        outcome = kzby("cite", "brest-meeting", "--as", style, "--data", hostile)
        assert outcome.code == 0
        assert not hidden(outcome.out)


@pytest.mark.parametrize(("line", "statement"), cases("changed-by-hand"))
def test_a_file_changed_by_hand_is_refused(
    compiled: Path, kzby: Run, line: str, statement: str
) -> None:
    change(compiled, statement)
    outcome = kzby("--data", compiled, *line.split())
    assert outcome.code == 3
    place = r"cannot be read \(\w+: .*\): in use, damaged or changed by hand; "
    assert re.match(f"{compiled}: {place}", outcome.err)


MASTER = "PRAGMA writable_schema = TRUE"


def added(view: str, sql: str) -> str:
    """The statement that adds a view to a schema by hand."""
    sql = f"CREATE VIEW {view} AS {sql}" if sql else ""
    return f"INSERT INTO sqlite_master VALUES ('view', '{view}', '{view}', 0, '{sql}')"


def dropped(name: str) -> str:
    return f"DELETE FROM sqlite_master WHERE name = '{name}'"


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT * FROM n"


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP VIEW meetings"],
        ["DROP VIEW meetings", "CREATE VIEW meetings AS SELECT 'anything' AS id"],
        ["DROP VIEW label", f"CREATE VIEW label AS {ENDLESS}"],
        ["DROP TABLE record", "CREATE VIEW record AS SELECT 1"],
        ["CREATE VIEW mine AS SELECT * FROM meetings"],
        ["CREATE TRIGGER mine AFTER INSERT ON record BEGIN SELECT 1; END"],
        ["CREATE INDEX mine ON record (note)"],
        ["ALTER TABLE record ADD mine"],
        ["ALTER TABLE record ADD mine AS (abs(position))"],
        [MASTER, "UPDATE sqlite_master SET sql = CAST(sql AS BLOB) WHERE name = 'meetings'"],
        [MASTER, dropped("words_config"), added("words_config", "SELECT 1 AS k, 2 AS v")],
        [MASTER, dropped("meetings"), added("meetings", ""), added("MEETINGS", "SELECT 1 AS id")],
    ],
    ids=str,
)
def test_no_sql_is_run_but_that_of_kzby(compiled: Path, kzby: Run, statements: list[str]) -> None:
    change(compiled, *statements)
    for line in (["meetings"], ["search", "milk"]):
        outcome = kzby(*line, "--data", compiled)
        assert (outcome.code, outcome.out) == (3, "")
        other = "has other tables or views than this kzby makes|cannot be read: malformed database"
        assert re.match(f"{compiled}: ({other})", outcome.err)


def test_a_file_with_a_torn_page_gives_its_answer_or_says_so(compiled: Path, kzby: Run) -> None:
    whole = compiled.read_bytes()
    lines = ("meetings", "sectors", "show brest-meeting", "search dairy", "sql --schema timeline")
    expected = [kzby(*line.split(), "--data", compiled).out for line in lines]
    torn, chaos = 0, random.Random(1)  # noqa: S311, the same chaos each time
    for number, at in enumerate(range(4096, len(whole), 2 * 4096)):
        compiled.write_bytes(whole[:at] + chaos.randbytes(4096) + whole[at + 4096 :])
        asked = number % len(lines)
        outcome = kzby(*lines[asked].split(), "--data", compiled)
        assert outcome.code in (0, 2, 3)
        torn += outcome.code == 3
        assert outcome.code == 3 or outcome.out == expected[asked] or outcome.err
    assert torn > len(lines)


@pytest.mark.parametrize("size", [16, 100, 4096, 5000, -4096])
def test_a_file_that_is_cut_off_is_refused(compiled: Path, kzby: Run, size: int) -> None:
    compiled.write_bytes(compiled.read_bytes()[:size])
    outcome = kzby("meetings", "--data", compiled)
    assert (outcome.code, outcome.out) == (3, "")


def test_a_file_that_somebody_is_writing_is_waited_for_and_told(compiled: Path, kzby: Run) -> None:
    writer = sqlite3.connect(compiled, isolation_level="EXCLUSIVE")
    writer.execute("BEGIN EXCLUSIVE")
    outcome = kzby("meetings", "--data", compiled)
    writer.rollback()
    writer.close()
    assert (outcome.code, outcome.out) == (3, "")
    assert f"{compiled}: cannot be read: database is locked" in outcome.err
    assert kzby("meetings", "--data", compiled).code == 0


def test_a_pipe_instead_of_a_file_does_not_make_kzby_wait(tmp_path: Path, kzby: Run) -> None:
    os.mkfifo(tmp_path / "pipe.sqlite")
    outcome = kzby("meetings", "--data", tmp_path / "pipe.sqlite")
    assert outcome.code == 3
    assert outcome.err.startswith(f"{tmp_path}/pipe.sqlite: is a file, and this needs the folder")


INJECTIONS = [
    "'", '"', "%", "_", ";--", "'; DROP TABLE record;--", "' OR '1'='1", "x') UNION SELECT sql FROM sqlite_master--",
    "NEAR(", "a OR b", "title:milk", "*", "milk*", "^milk", '"milk', "{a b}: c", "a AND", "\\", "\0", "a\0b", "[red]",
]  # fmt: skip


@pytest.mark.parametrize("typed", INJECTIONS)
def test_nothing_that_is_typed_is_sql(compiled: Path, kzby: Run, typed: str) -> None:
    store = open_store(compiled)
    things: dict[str, Any] = {kind: [typed] for kind in THINGS}
    for name, value in (*things.items(), ("since", typed), ("until", typed)):
        with pytest.raises(UsageError, match=r"is called|is not a date"):
            query.ask(store, "timeline", Filters(**{name: value}))
    for command in ("search", "show", "cite"):
        outcome = kzby("--data", compiled, command, "--", typed)
        assert outcome.code in (0, 2)
        assert not hidden(outcome.err)


def test_a_number_of_a_million_digits_is_refused_in_a_line(copied: Path, kzby: Run) -> None:
    text = (copied / BREST).read_text("utf-8")
    for number in ("9" * 1_000_001, f"1.{'9' * 1_000_000}", f"{'9,' * 500_000} million"):
        (copied / BREST).write_text(text.replace("62 million\n", f"{number}\n"), "utf-8")
        outcome = kzby("check", "--data", copied)
        assert outcome.code == 3
        assert f"{number[:20]}...' has too many digits; write it as printed\n" in outcome.err
        assert len(outcome.err) < 300


@pytest.mark.parametrize("size", ["9" * 5000, "-1", "0", "٣", "wide"])
def test_no_size_of_a_terminal_ends_an_answer(
    kzby: Run, compact: Path, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    monkeypatch.setenv("COLUMNS", size)
    monkeypatch.setenv("LINES", size)
    outcome = kzby("meetings", "--data", compact)
    assert (outcome.code, outcome.err) == (0, "")


# What is added to a file, and how many problems that makes.
MANY = [
    ("people.yaml", "- x\n" * 30_000, 30_000),
    ("articles/2020-03-02-brest.yaml", f"x: [{'&a b,' * 20_000}]\n", 20_001),
    ("sectors.yaml", "- {id: milk, name: A, isic: A, within: milk}\n" * 5_000, 14_999),
]


@pytest.mark.parametrize(("file", "text", "number"), MANY, ids=lambda value: str(value)[:20])
def test_of_many_problems_some_are_listed_and_all_are_counted(
    copied: Path, kzby: Run, file: str, text: str, number: int
) -> None:
    with (copied / file).open("a") as opened:
        opened.write(text)
    began = time.process_time()
    first, *listed, last = kzby("check", "--data", copied).err.splitlines()
    assert time.process_time() - began < 20
    assert first == f"data/{file}: has {number:,} problems; only 100 are listed"
    assert len(listed) == 100
    assert last == f"kzby: {number:,} problems in the data."


@pytest.mark.parametrize(("last", "number"), [("BY", 11_991), ("r0", 12_000)])
def test_many_nested_regions_are_judged_fast(
    copied: Path, kzby: Run, last: str, number: int
) -> None:
    with (copied / "regions.yaml").open("a") as opened:
        opened.writelines(
            f"- {{id: r{n}, name: R, type: town, names: {{}}, within: {within}}}\n"
            for n, within in enumerate([*(f"r{n}" for n in range(1, 12_000)), last])
        )
    began = time.process_time()
    first, *_, end = kzby("check", "--data", copied).err.splitlines()
    assert time.process_time() - began < 5
    assert first == f"data/regions.yaml: has {number:,} problems; only 100 are listed"
    assert end == f"kzby: {number:,} problems in the data."


def test_thousands_of_unknown_ids_are_judged_in_seconds(copied: Path, kzby: Run) -> None:
    ids = ", ".join(f"persan-{n}" for n in range(5_000))
    edit(copied / BREST, "people: [", f"people: [{ids}, ")
    with (copied / "people.yaml").open("a") as opened:
        opened.writelines(f"- {{id: person-{n}, name: P}}\n" for n in range(5_000))
    began = time.process_time()
    lines = kzby("check", "--data", copied).err.splitlines()
    assert time.process_time() - began < 10
    assert any("'persan-0'; did you mean 'person-0'?" in line for line in lines)


OWN = "region: BY-HR, partner: KZ, period: 2019, unit: USD"
WORDY = "kind: trade, title: T, quote: x"


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        ([f"id: figure-{n}, flow: export, context: figure-{n + 1}" for n in range(3000)], "context: no record above"),
        ([f"id: {flow}-{n}, flow: {flow}, {OWN}, value: {n + 1}.5 million" for flow in ("export", "import", "turnover") for n in range(500)], "value: turnover cannot be export + import"),
    ],
    ids=["contexts", "sums"],
)  # fmt: skip
def test_thousands_of_figures_that_cannot_be_right_are_judged_in_seconds(
    copied: Path, kzby: Run, figures: list[str], wrong: str
) -> None:
    with (copied / BREST).open("a") as opened:
        opened.writelines(f"  - {{{WORDY}, {figure}}}\n" for figure in figures)
    began = time.process_time()
    err = kzby("check", "--data", copied).err
    assert time.process_time() - began < 10
    assert wrong in err
    assert "problems; only 100 are listed" in err


@pytest.mark.parametrize(
    ("line", "code", "err"),
    [
        (["show", "\udcff"], 2, r"'\udcff' is not UTF-8"),
        (["meetings", "--region", "Bre\udcffst"], 2, r"'Bre\udcffst' is not UTF-8"),
        (["search", *(f"word{n}" for n in range(1000))], 0, "There are no records with"),
        (["search", *["milk"] * 1000, "nothing"], 0, "There are no records with"),
        (["meetings", "--min-origins", "9" * 30], 0, "original publishers."),
        (["plans", "--min-origins", "9" * 5000], 2, "is not a valid int"),
        (["regions", "--min-origins", "9" * 30], 0, "original publishers."),
        (["meetings", "--region", "Grodno\x1b\x9b"], 0, "recorded about Grodno Oblast."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_too_much_or_no_text_gets_a_sentence(
    compiled: Path, kzby: Run, line: list[str], code: int, err: str
) -> None:
    outcome = kzby(*line, "--data", compiled)
    assert (outcome.code, outcome.out) == (code, "")
    assert err in outcome.err
    assert not hidden(outcome.err)
