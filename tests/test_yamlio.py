"""YAML to plain values: nothing is typed, everything knows its place, what misleads is refused."""

from pathlib import Path

import pytest

from kzby.load.document import Document


def document(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Document(path)


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


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (problem,) = Document(tmp_path).problems
    assert str(problem) == f"{tmp_path}: is not a file; remove it, or put the file in its place"
