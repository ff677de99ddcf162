"""Any bytes for an article and any words for a command: an answer or a sentence, never anything else."""

import json
import re
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import HERE, Run

from kzby.cli.help import COMMANDS
from kzby.errors import DataError, Problem
from kzby.load import dataset, entries
from kzby.model import kinds
from kzby.text import hidden

DATA = HERE / "data"
FILES = {str(path.relative_to(DATA)): path.read_bytes() for path in DATA.rglob("*.yaml")}
ARTICLES = [raw for path, raw in sorted(FILES.items()) if path.startswith("articles")]
SCOPED = [HealthCheck.function_scoped_fixture]
FEW = settings(max_examples=60, suppress_health_check=SCOPED, derandomize=True)


def problems(path: Path, raw: bytes) -> list[Problem]:
    """What is wrong with an article of these bytes; every place lies inside it."""
    path.write_bytes(raw)
    found = [*entries.read_article(path, {}).problems]
    text = raw.decode("utf-8-sig", "replace")
    longest = max(map(len, text.split("\n")))
    for problem in found:
        # YAML ends lines by more than a line feed
        assert 0 <= problem.line <= len(text.splitlines()) + 1, problem
        assert 0 <= problem.column <= longest + 2, problem
    return found


# What YAML takes for its own, and more of it than any file has.
SIGNS = [b"&a ", b"*a ", b"!x ", b"? [a]\n: ", b"\n---\n", b"null ", b"|\n", b"\xc2\xad"]
SIGNS += [b"[" * 30, b"{a: " * 30, b"\n- ", b": ", b"{", b"}"]


@st.composite
def mutated_bytes(draw: st.DrawFn, sound: Sequence[bytes] = ARTICLES) -> bytes:
    """A sound file, a few of whose bytes are cut out, said again, or replaced, or that is empty."""
    raw = draw(st.sampled_from(sound))
    for _ in range(draw(st.sampled_from([1, 1, 2, 4]))):
        values = [match.end() for match in re.finditer(b": |- ", raw)]
        start = draw(st.integers(0, len(raw)) | st.sampled_from(values or [0]))
        end = min(len(raw), start + draw(st.sampled_from([0, 0, 1, 5, 40])))
        signs = st.sampled_from(SIGNS)
        other = draw(st.binary(max_size=8) | signs | st.just(raw[start:end] * 2))
        raw = raw[:start] + other + raw[end:]
    return draw(st.sampled_from([raw] * 20 + [b""]))


PLAIN = st.none() | st.integers() | st.sampled_from(["2020", "2020-13-45", "brest-meeting"])
FIELDS = sorted({field for scheme in kinds.RECORDS.values() for field in scheme.model_fields})
NAMES = st.text(max_size=8) | st.sampled_from(FIELDS)
ODD: st.SearchStrategy[Any] = st.recursive(
    PLAIN | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


@settings(FEW, max_examples=200)
@given(raw=mutated_bytes())
@example(raw=ARTICLES[0] + b"? [a, b]\n: c\n")
@example(raw=ARTICLES[0].replace(b"    form: visit\n", b"    ? [form]\n    : visit\n"))
@example(raw=ARTICLES[0].replace(b"form: visit", b"? {form: visit}\n    : {? [] : []}"))
def test_an_article_of_any_bytes_is_read_or_told(tmp_path: Path, raw: bytes) -> None:
    problems(tmp_path / "2020-03-02-brest.yaml", raw)


EDITS = st.lists(st.tuples(st.integers(0, 20), NAMES, ODD), min_size=1, max_size=4)


@FEW
@given(raw=st.sampled_from(ARTICLES), edits=EDITS)
def test_an_article_of_any_values_is_read_or_told(
    tmp_path: Path, raw: bytes, edits: list[tuple[int, str, Any]]
) -> None:
    """Some of its fields are new, missing, exchanged or of another type."""
    article = yaml.load(raw, yaml.BaseLoader)  # noqa: S506, text only
    parts = [article["article"], *article["records"]]
    for at, name, value in edits:
        parts[at % len(parts)][name] = value
    written = json.dumps(article, ensure_ascii=False).encode("utf-8", "surrogatepass")
    problems(tmp_path / "2020-03-02-brest.yaml", written)


@settings(FEW, max_examples=30)
@given(file=st.sampled_from(sorted(FILES)), raw=mutated_bytes([*FILES.values()]))
def test_a_folder_with_any_file_is_a_dataset_or_has_problems_in_its_files(
    invented: Path, tmp_path: Path, file: str, raw: bytes
) -> None:
    shutil.copytree(invented, tmp_path, dirs_exist_ok=True)
    (tmp_path / file).write_bytes(raw)
    named: set[str] = set()
    try:
        dataset.load(tmp_path)
    except DataError as error:
        named = {str(Path(problem.file).relative_to(tmp_path)) for problem in error.problems}
    assert named <= {*FILES}


OPTIONS = "--region --side --kind --min-origins --since --dates --format --as --cite --".split()
VALUES = "Brest brest-meeting 2020 json 0 -1 2019-02-29 certain held KZ".split()
PAIRS = st.builds("{}={}".format, st.sampled_from(OPTIONS), st.sampled_from(VALUES))
WORDS = st.sampled_from([*VALUES, *OPTIONS]) | st.text(max_size=20)


@settings(FEW, max_examples=150)
@example(command="meetings", words=["--min-origins=0"])
@example(command="regions", words=["--min-origins", "0"])
@example(command="articles", words=["--min-origins", "-1"])
@given(
    command=st.sampled_from(sorted(COMMANDS.keys() - {"build", "export", "format", "report"})),
    words=st.lists(PAIRS, min_size=1, max_size=2) | st.lists(WORDS, max_size=5),
)
def test_any_words_get_an_answer(kzby: Run, compact: Path, command: str, words: list[str]) -> None:
    outcome = kzby("--data", compact, command, *words)
    # a sound file is never at fault, as it would be for any exception
    assert outcome.code in (0, 2) or "needs the folder with regions.yaml" in outcome.err
    assert outcome.out or outcome.err
    assert not hidden(outcome.err.replace("\n", ""))


JUNK = (
    *(None, -1, 0.5, 10**18, 9e999, "", "x", "BY", "2019-02-29", "\x1b[2J", b"\xff", "[" * 990),
    *("[]", "[1]", '["x"]', '[{"name": 1}]', "{}", "null"),
)
LINES = """
    meetings; timeline -f csv; trade; trade --derived -f json; trade --reconcile; trade --goods
    show brest-meeting; show brest-turnover; show BY; show ada-novik; cite brest-meeting --as bibtex
    search milk; regions; people --region Brest; sectors --side BY; articles; conflicts -f json
    plans --until 2030; agreements; meetings --cite --since 2020 --dates certain; sql --schema
"""


def spoil(file: Path, dice: Random) -> None:
    """Changes some bytes of a compiled file, or some of its rows."""
    if dice.random() < 0.3:
        raw = bytearray(file.read_bytes())
        for at in dice.choices(range(100, len(raw)), k=dice.choice((1, 3, 30))):
            raw[at] = dice.randrange(256)
        file.write_bytes(raw)
        return
    connection = sqlite3.connect(file)
    kept = "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    tables = connection.execute(f"{kept} ORDER BY name").fetchall()
    for (table,) in dice.choices(tables, k=dice.choice((1, 2, 5))):
        names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        change = f'UPDATE OR IGNORE {table} SET "{dice.choice(names)}" = ?1'
        few, none = f"{change} WHERE random() > 0", f"DELETE FROM {table}"
        statement = dice.choice((change, change, few, none))
        with suppress(sqlite3.IntegrityError):
            connection.execute(statement, [dice.choice(JUNK)] * statement.count("?"))
    connection.commit()
    connection.close()


def test_whatever_a_file_holds_is_told_in_words(compact: Path, tmp_path: Path, kzby: Run) -> None:
    file, dice = tmp_path / "spoiled.sqlite", Random(1)  # noqa: S311, the same each time
    lines = re.split(r"; |\n", LINES.strip())
    refused = 0
    for _ in range(50):
        shutil.copy(compact, file)
        spoil(file, dice)
        line = dice.choice(lines)
        outcome = kzby(*line.split(), "--data", file)
        assert outcome.code in (0, 2, 3), line
        assert outcome.code == 0 or (outcome.err and "Traceback" not in outcome.err), line
        refused += outcome.code == 3
    assert 5 < refused < 45
