"""YAML to plain values: nothing is typed, everything knows its place, what misleads or does harm is refused."""

from pathlib import Path

import pytest
from support import fits

from kzby.load.document import Document


def document(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Document(path)


def problems_of(tmp_path: Path, text: str | bytes) -> list[str]:
    problems = document(tmp_path, text).problems
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in problems]


UNTYPED = "NO 010 12:30 1.10 2015-11-25 yes 0x1F 1e3 = <<"


@pytest.mark.parametrize("text", UNTYPED.split())
def test_a_plain_scalar_stays_as_written(tmp_path: Path, text: str) -> None:
    assert document(tmp_path, f"key: {text}\n").value == {"key": text}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_an_unquoted_null_is_none_and_a_quoted_one_is_text(tmp_path: Path, text: str) -> None:
    assert document(tmp_path, f'a: {text}\nb: "{text}"\n').value == {"a": None, "b": text}


def test_every_value_and_key_knows_its_line_and_column(tmp_path: Path) -> None:
    read = document(tmp_path, "first: 1\nsecond:\n  - {a: x, b: [y, z]}\n")
    assert read.value == {"first": "1", "second": [{"a": "x", "b": ["y", "z"]}]}
    assert read.problem(("second", 0, "b", 1), "")[1:3] == (3, 19)
    assert read.problem(("second", 0, "b"), "", at_key=True)[1:3] == (3, 12)


def test_a_problem_at_a_missing_value_points_at_what_encloses_it(tmp_path: Path) -> None:
    read = document(tmp_path, "records:\n  - kind: remark\n")
    problem = read.problem(("records", 0, "quote"), "is missing")
    assert str(problem) == f"{tmp_path}/file.yaml:2:5: records[0].quote: is missing"


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    read = document(tmp_path, b"\xef\xbb\xbfkey: value\r\nother: Brest\r\n")
    assert (read.value, [*read.problems]) == ({"key": "value", "other": "Brest"}, [])


def test_all_faults_of_a_file_are_listed_not_only_the_first(tmp_path: Path) -> None:
    read = document(tmp_path, "a: &x 1\na: 2\nb: !t 3\nc: *x\n~: 4\n&y d: 5\n[e]: 6\n")
    assert read.value == {"a": "1", "b": "3", "c": None, "~": "4", "d": "5", "?": "6"}
    places = [(problem.line, problem.column) for problem in read.problems]
    assert places == [(1, 4), (2, 1), (3, 4), (4, 4), (6, 1), (7, 1)]


TOO_DEEP = "is nested more than 20 levels deep; records need at most five"
TOO_LARGE = "is larger than 1 MB, which no file written by hand is; remove it"


@pytest.mark.parametrize("opening", [b"{a: ", b"- "])
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
    assert problems[0] == "file.yaml:1:5: a0: has an anchor, alias or tag; write the value itself"
    assert len(problems) == 10 + 9 * 8


def test_as_much_as_may_be_read_is_read(tmp_path: Path) -> None:
    text = b"- " + b"x" * 999_997 + b"\n"
    assert problems_of(tmp_path, text) == []
    assert problems_of(tmp_path, text + b"\n") == [f"file.yaml: {TOO_LARGE}"]


UNSAID = "holds the character U+{}, which says nothing; remove it"
UNREADABLE = "is not UTF-8; save the file as UTF-8"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"a: b\0c\n", f"1:5: {UNSAID.format('0000')}"),
        ("a: Брест\a\n".encode(), f"1:9: {UNSAID.format('0007')}"),
        (b'a: "\\0"\n', f"1:4: a: {UNSAID.format('0000')}"),
        (b'a: "\\x1b[31m"\n', f"1:4: a: {UNSAID.format('001B')}"),
        (b"a: x\xe2\x80\xaegpj\n", f"1:5: {UNSAID.format('202E')}"),
        (b'a: "\\uFFFF"\n', f"1:4: a: {UNSAID.format('FFFF')}"),
        ("a: \ufdd0\n".encode(), f"1:4: {UNSAID.format('FDD0')}"),
        ("a: x\U0010fffe\n".encode(), f"1:5: {UNSAID.format('10FFFE')}"),
        ("a: x\n# b\u2028c: d\n".encode(), f"2:4: {UNSAID.format('2028')}"),
        ("# b\u2029a: x\n".encode(), f"1:4: {UNSAID.format('2029')}"),
        ("# b\x85a: x\r\n".encode(), f"1:4: {UNSAID.format('0085')}"),
        (b"# b\ra: x\n", f"1:4: {UNSAID.format('000D')}"),
        ("a: x # \u200b\n".encode(), f"1:8: {UNSAID.format('200B')}"),
        ("a: Брест".encode() + b"\xff\n", f"1:9: {UNREADABLE}"),
        (b"\xef\xbb\xbfa: x\xff\n", f"1:5: {UNREADABLE}"),
        (b"a: x\xed\xa0\x80\n", f"1:5: {UNREADABLE}"),
        (b'a: "\\ud800"\n', "1:7: is not YAML: <...>; check indentation, quotes and colons"),
    ],
)
def test_what_nobody_prints_is_refused_in_place(tmp_path: Path, raw: bytes, problem: str) -> None:
    (only,) = problems_of(tmp_path, raw)
    assert fits(only, f"file.yaml:{problem}")
