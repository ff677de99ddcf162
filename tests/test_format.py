"""`kzby format`: one form for every data file, which loses no comment and changes no value."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support import HERE, Run

from kzby.curate.files import canonical
from kzby.curate.schema import FILES
from kzby.load.document import Document

WRITTEN, CANONICAL = (
    (HERE / "form" / f"{name}.yaml").read_text("utf-8") for name in ("written", "canonical")
)


def form(path: Path, text: str, kind: str = "article") -> tuple[Document, str]:
    """A file of a text as it is read, and in its canonical form."""
    path.write_text(text, "utf-8", newline="")
    document = Document(path)
    assert list(document.problems) == []
    return document, canonical(document, FILES[kind])


def test_a_file_has_one_form(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    assert form(file, WRITTEN)[1] == CANONICAL
    assert form(file, CANONICAL)[1] == CANONICAL
    assert form(file, "\ufeff" + WRITTEN.replace("\n", "\r\n"))[1] == CANONICAL


PLAIN = ["NO", "0111", "1.10", "null", "~", "2015-12-16", "2015-02-30", "=", "<<", "1:30"]
LONG = ["word " * 40 + "end", "a: b " * 30 + "x", "two  spaces" * 15, "x" * 130]
TEXTS = st.sampled_from(PLAIN) | st.sampled_from(LONG)
TEXTS |= st.text(st.sampled_from("aé -:#'\"\\,[]{}&*!|>%@`0.1n\n"), max_size=12)
SMALL = st.dictionaries(st.sampled_from(["person", "role", "x"]), TEXTS, max_size=3)
VALUES = st.recursive(
    TEXTS | st.none() | st.lists(TEXTS, max_size=5) | st.lists(SMALL, max_size=3) | SMALL,
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from(["id", "quote", "participants", "nothing", "regions", "x y", "NO", "~"])
ENTRIES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)
RECORDS: Any = st.builds(dict, ENTRIES, kind=st.sampled_from(["trade", "meeting", "?"]))
ARTICLES = st.fixed_dictionaries({"article": ENTRIES, "records": st.lists(RECORDS, max_size=4)})
COMMENT = st.tuples(st.integers(0, 40), st.integers(-1, 8), st.integers(0, 2))


@settings(max_examples=50)
@given(
    value=ARTICLES | st.lists(ENTRIES, min_size=1, max_size=4),
    width=st.sampled_from([20, 80, 1000]),
    flow=st.sampled_from([None, False, True]),
    indent=st.sampled_from([2, 4]),
    comments=st.lists(COMMENT, max_size=5),
)
def test_values_and_comments_stay_the_same(
    tmp_path_factory: pytest.TempPathFactory, value: object, width: int, flow: bool | None,
    indent: int, comments: list[tuple[int, int, int]],
) -> None:  # fmt: skip
    file, kind = tmp_path_factory.mktemp("any") / "a.yaml", "article"
    if isinstance(value, list):
        kind = "people"
    layout: Any = {"width": width, "default_flow_style": flow, "indent": indent}
    text = yaml.dump(value, sort_keys=False, allow_unicode=True, **layout)
    file.write_text(text, "utf-8")
    plain = Document(file)
    assume(not plain.problems)
    kept = []
    for number, (line, column, empty) in enumerate(comments):
        lines = text.split("\n")
        line %= len(lines)
        comment = f"# {number} 'x"
        if column < 0:
            lines[line] += f"  {comment}"
        else:
            lines[line:line] = [" " * column + comment, *[""] * empty]
        file.write_text("\n".join(lines), "utf-8")
        if (document := Document(file)).value == plain.value and not document.problems:
            text = "\n".join(lines)
            kept.append(comment)
    _, once = form(file, text, kind)
    again, twice = form(file, once, kind)
    assert again.value == plain.value
    assert twice == once
    found = re.findall(r"# \d 'x", once)
    assert sorted(found) == kept


def test_only_what_differs_is_written(copied: Path, kzby: Run) -> None:
    file = copied / "people.yaml"
    assert kzby("format", "--data", "data").code == 0
    file.write_text("\n" + file.read_text("utf-8"), "utf-8")
    before = {path: path.stat().st_mtime_ns for path in copied.rglob("*.yaml")}
    checked = kzby("format", "--check", "--data", "data")
    assert checked.err.startswith("data/people.yaml: is not in canonical form; ")
    assert (checked.code, file.read_text("utf-8")[0]) == (3, "\n")
    outcome = kzby("format", "--data", "data")
    assert outcome.out == "data/people.yaml: formatted\n7 files in canonical form already.\n"
    after = {path: path.stat().st_mtime_ns for path in copied.rglob("*.yaml")}
    assert [path for path in after if after[path] != before[path]] == [file]


def test_a_list_of_nothing_stays_one(copied: Path, kzby: Run) -> None:
    file = copied / "known.yaml"
    file.write_text("# All are read.\n[]\n", "utf-8")
    assert kzby("format", file).code == 0
    assert file.read_text("utf-8") == "# All are read.\n[]\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("- id: [\n", "2:1: is not YAML"),
        ("a note\n", " is no file of data; its values"),
        ("{on: push}\n", " is no file of data; its values"),
    ],
)
def test_a_file_that_is_no_data_stays_as_it_is(
    copied: Path, kzby: Run, text: str, wrong: str
) -> None:
    bad, good = copied / "people.yaml", copied / "regions.yaml"
    bad.write_text(text, "utf-8")
    good.write_text("\n" + good.read_text("utf-8"), "utf-8")
    outcome = kzby("format", bad, good)
    assert outcome.code == 3
    assert outcome.err.startswith(f"data/people.yaml:{wrong}")
    assert bad.read_text("utf-8") == text
    assert good.read_text("utf-8")[0] == "-"


def test_other_files_are_not_formatted(copied: Path, kzby: Run) -> None:
    other = copied / "people.json"
    other.write_text('{"a": false}\n', "utf-8")
    assert kzby("format", other).err.startswith("data/people.json: is no file of data")
