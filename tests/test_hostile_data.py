"""Data that means harm, or that somebody broke: a sentence, the right exit code, nothing lost, no harm done."""

import csv
import io
import json
import os
import random
import re
import resource
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from support import BREST, HOSTILE, VIEWS, Run, cases, change

from kzby import query
from kzby.errors import UsageError
from kzby.query.filters import Filters
from kzby.render import FORMATS, STYLES, Format, for_people
from kzby.store.open import open_store
from kzby.text import hidden as unseen

THINGS = ("region", "sector", "person", "organization", "article")


def hidden(text: str) -> list[str]:
    """The characters that do not show, but for the ends of lines."""
    return unseen(text.replace("\n", ""))


TOO_LARGE = "is larger than 1 MB, which no file written by hand is; remove it"


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


@pytest.mark.parametrize("part", ["- x\n", "- {}\n", "- {id: a}\n"])
def test_a_file_of_one_endless_list_is_refused_in_seconds(
    copied: Path, kzby: Run, part: str
) -> None:
    (copied / "people.yaml").write_text(part * (990_000 // len(part)), "utf-8")
    began = time.process_time()
    assert "data/people.yaml: has " in kzby("check", "--data", copied).err
    assert time.process_time() - began < 20


def test_links_in_a_folder_lead_nowhere_twice(copied: Path, kzby: Run) -> None:
    for name, target in (("gone", "nowhere"), ("self", "2022-self.yaml"), ("zero", "/dev/zero")):
        (copied / "articles" / f"2022-{name}.yaml").symlink_to(target)
    os.mkfifo(copied / "articles" / "2022-pipe.yaml")  # nobody waits for it
    outcome = kzby("check", "--data", copied)
    assert (outcome.code, outcome.out) == (3, "")
    names = ("gone", "pipe", "self", "zero")
    files = [f"data/articles/2022-{name}.yaml: is no file; restore it" for name in names]
    assert outcome.err.splitlines() == [*files, "kzby: 4 problems in the data."]


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
    assert kzby("check", "--data", "no\nfolder").err.startswith("no\\nfolder: cannot be read: ")


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
    plain = line[0] == "gaps"  # for programs, ids and numbers alone
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
        written, value = (json.dumps(each, ensure_ascii=False) for each in (objects, HOSTILE))
        assert (value[1:-1] in written) is not plain, "JSON escapes, the value is the same"
    else:
        assert r"\x1b]0;owned" in outcome.out.replace("\\\\", "\\")


def test_no_citation_steers_the_reader(hostile: Path, kzby: Run) -> None:
    for style in STYLES:
        outcome = kzby("cite", "brest-meeting", "--as", style, "--data", hostile)
        assert outcome.code == 0
        assert not hidden(outcome.out)


@pytest.mark.parametrize(("line", "statement"), cases("changed-by-hand"))
def test_a_changed_file_is_refused(compiled: Path, kzby: Run, line: str, statement: str) -> None:
    change(compiled, statement)
    outcome = kzby("--data", compiled, *line.split())
    assert outcome.code == 3
    said = r"[a-z]+ [\w: ]+"  # no words of Python
    place = rf"cannot be read \({said}\): in use, damaged or changed by hand; "
    assert re.match(f"{compiled}: {place}", outcome.err)


@pytest.mark.parametrize("statements", [line for (line,) in cases("changed-schemas")])
def test_no_sql_is_run_but_that_of_kzby(compiled: Path, kzby: Run, statements: str) -> None:
    change(compiled, *statements.split(" | "))
    for line in (["meetings"], ["search", "milk"]):
        outcome = kzby(*line, "--data", compiled)
        assert (outcome.code, outcome.out) == (3, "")
        other = "has other tables or views than this kzby makes|cannot be read: malformed database"
        assert re.match(f"{compiled}: ({other})", outcome.err)


def test_a_file_with_a_torn_page_gives_its_answer_or_says_so(compiled: Path, kzby: Run) -> None:
    whole = compiled.read_bytes()
    lines = ("meetings", "sectors", "show brest-meeting", "search dairy", "sql --schema timeline")
    expected = [kzby(*line.split(), "--data", compiled) for line in lines]
    torn, chaos = 0, random.Random(1)  # noqa: S311, the same chaos each time
    for number, at in enumerate(range(4096, len(whole), 2 * 4096)):
        compiled.write_bytes(whole[:at] + chaos.randbytes(4096) + whole[at + 4096 :])
        asked = number % len(lines)
        outcome = kzby(*lines[asked].split(), "--data", compiled)
        torn += outcome.code == 3
        assert kzby("Brezt", "--data", compiled).code in (2, 3)
        assert kzby("meetings", "Brezt", "--data", compiled).code in (2, 3)
        assert outcome.code in (2, 3) or outcome == expected[asked]
    assert torn > len(lines)


@pytest.mark.parametrize("size", [16, 100, 4096, 5000, -4096])
def test_a_file_that_is_cut_off_is_refused(compiled: Path, kzby: Run, size: int) -> None:
    compiled.write_bytes(compiled.read_bytes()[:size])
    outcome = kzby("meetings", "--data", compiled)
    assert (outcome.code, outcome.out) == (3, "")


def test_a_pipe_instead_of_a_file_does_not_make_kzby_wait(tmp_path: Path, kzby: Run) -> None:
    os.mkfifo(tmp_path / "pipe.sqlite")
    outcome = kzby("meetings", "--data", tmp_path / "pipe.sqlite")
    assert outcome.code == 3
    assert outcome.err.startswith(f"{tmp_path}/pipe.sqlite: cannot be read: Not a directory")


@pytest.mark.parametrize("typed", [typed for (typed,) in cases("injections")])
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


def test_a_number_of_900_000_digits_is_refused_in_a_line(copied: Path, kzby: Run) -> None:
    text = (copied / BREST).read_text("utf-8")
    for number in ("9" * 900_001, f"1.{'9' * 900_000}", f"{'9,' * 400_000} million"):
        (copied / BREST).write_text(text.replace("62 million\n", f"{number}\n"), "utf-8")
        outcome = kzby("check", "--data", copied)
        assert outcome.code == 3
        assert f"{number[:20]}...' has too many digits; write it as printed\n" in outcome.err
        assert len(outcome.err) < 300


def regions(within: dict[str, str]) -> str:
    names = "name: R, type: town, names: {}"
    return "".join(f"- {{id: {id_}, {names}, within: {of}}}\n" for id_, of in within.items())


def nested(last: str) -> str:
    """Regions each of which lies in the next."""
    return regions({f"r{n}": f"r{n + 1}" for n in range(11_999)} | {"r11999": last})


def records(*texts: str) -> str:
    return "".join(f"  - {{title: T, quote: x, {text}}}\n" for text in texts)


PEOPLE = "".join(
    f"- {{id: person-{n}, name: P, side: BY, spellings: [P{n}]}}\n" for n in range(5_000)
)
UNKNOWN = ", ".join(f"persan-{n}" for n in range(5_000))
REMARK = f"kind: remark, id: r, speaker: article, people: [{UNKNOWN}]"
CONTEXTS = [
    f"kind: trade, id: figure-{n}, flow: export, context: figure-{n + 1}" for n in range(9_000)
]
MANY = [
    ("people.yaml", "- x\n" * 30_000, "30,000", "", 20),
    (BREST, f"x: [{'&a b,' * 20_000}]\n", "20,001", "", 20),
    ("sectors.yaml", "- {id: milk, name: A, isic: A, within: milk}\n" * 5_000, "9,999", "", 20),
    ("regions.yaml", nested("BY"), "11,991", "", 5),
    ("regions.yaml", nested("r0"), "12,000", "", 5),
    (
        "regions.yaml",
        "".join(regions({"x": f"r{n}", f"r{n}": "x"}) for n in range(5_000)),
        "14,999",
        "",
        5,
    ),
    (BREST, records(REMARK), "5,000", "'persan-0'; did you mean 'person-0'?", 10),
    (BREST, records(*CONTEXTS), "9,000", "context: no record above", 10),
]


@pytest.mark.parametrize(
    ("file", "text", "number", "one", "seconds"), MANY, ids=lambda value: str(value)[:20]
)
def test_of_many_problems_some_are_listed_and_all_are_counted_in_seconds(
    copied: Path, kzby: Run, file: str, text: str, number: str, one: str, seconds: int
) -> None:
    for name, more in ((file, text), ("people.yaml", PEOPLE if "persan" in text else "")):
        with (copied / name).open("a") as opened:
            opened.write(more)
    began = time.process_time()
    first, *listed, last = kzby("check", "--data", copied).err.splitlines()
    assert time.process_time() - began < seconds
    assert re.fullmatch(f"data/{file}: has {number} problems; only 100 are listed", first)
    assert len(listed) == 100
    assert any(one in line for line in listed)
    assert re.fullmatch(f"kzby: {number} problems in the data.", last)


def test_of_many_problems_the_first_in_the_file_are_listed(copied: Path, kzby: Run) -> None:
    with (copied / BREST).open("a") as opened:
        opened.writelines(f"k{n}: 1\n" for n in range(300))
    for article in ((), (Path(BREST).stem,)):
        head, *listed, last = kzby("check", *article, "--data", copied).err.splitlines()
        assert head == f"data/{BREST}: has 300 problems; only 100 are listed"
        assert [line.split(": ")[1] for line in listed] == [f"k{n}" for n in range(100)]
        assert last == "kzby: 300 problems in the data."


@pytest.mark.parametrize(
    ("line", "code", "err"),
    [
        (["show", "\udcff"], 2, r"'\udcff' is not UTF-8"),
        (["meetings", "--region", "Bre\udcffst"], 2, r"'Bre\udcffst' is not UTF-8"),
        (["search", *(f"word{n}" for n in range(1000))], 0, "Nothing is recorded with"),
        (["search", *["milk"] * 1000, "nothing"], 0, "Nothing is recorded with"),
        (["meetings", "--min-origins", "9" * 30], 2, "is not in the range"),
        (["plans", "--min-origins", "9" * 5000], 2, "is not a valid int"),
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
