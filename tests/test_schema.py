"""`kzby schema` describes the data files to editors, `kzby codebook` the words of closed lists to people.

words.toml, which says what they mean, has the lists of terms.py with the same words in the same order.
"""

import csv
import json
import tomllib
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import yaml
from jsonschema import Draft7Validator
from support import HERE, ROOT, Run

from kzby.curate.schema import FILES, text
from kzby.model import terms
from kzby.model.kinds import RECORDS

pytestmark = pytest.mark.usefixtures("asking")
MEANINGS = tomllib.loads((ROOT / "kzby" / "model" / "words.toml").read_text("utf-8"))
SCHEMAS = {name: Draft7Validator(json.loads(text(name))) for name in FILES}
DATA = [path for folder in (ROOT / "data", HERE / "data") for path in folder.rglob("*.yaml")]


def wrong(kind: str, value: Any) -> list[str]:
    """The paths at which the schema of a file refuses a value."""
    return sorted({error.json_path for error in SCHEMAS[kind].iter_errors(value)})


def read(path: Path) -> Any:
    """A file as an editor reads it, with numbers but no dates."""
    return json.loads(json.dumps(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader), default=str))


@pytest.mark.parametrize("path", DATA, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_data_file_fits_its_schema(path: Path) -> None:
    assert wrong(path.stem if path.stem in FILES else "article", read(path)) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("data/**/*.yaml")), ids=lambda path: path.name)
def test_a_data_file_names_its_schema_to_editors(path: Path) -> None:
    first = path.read_text("utf-8").partition("\n")[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    name = path.stem if path.stem in FILES else "article"
    assert (path.parent / schema).resolve() == ROOT / "data" / "schema" / f"{name}.json"


@pytest.mark.parametrize("kind", list(RECORDS))
def test_the_guide_names_every_status_of_a_kind(kind: str) -> None:
    guide = (ROOT / "data" / "README.md").read_text("utf-8")
    (row,) = (line for line in guide.splitlines() if line.startswith(f"| `{kind}` |"))
    statuses = get_args(RECORDS[kind].model_fields["status"].annotation)
    assert row.split(" | ")[2].split(", ") == [*statuses]


def test_the_schema_of_an_article_refuses_what_check_refuses() -> None:
    value = read(HERE / "data" / "articles" / "2020-03-02-brest.yaml")
    value["article"]["publishr"] = "belta"
    meeting, plan, *_ = value["records"]
    meeting["form"], plan["kind"], plan["stage"] = "chat", "plam", "idea"
    del meeting["quote"]
    value["records"][3:] = [
        {"kind": "trade", "retells": "brest-export", "quote": ["a", "b"]}, {"kind": "trade", "quote": "c"},
    ]  # fmt: skip
    assert wrong("article", value) == [
        "$.article", "$.records[0]", "$.records[0].form", "$.records[1].kind", "$.records[4]",
    ]  # fmt: skip


def test_a_word_of_a_list_is_explained_in_the_schema() -> None:
    stage = SCHEMAS["article"].schema["$defs"]["Project"]["properties"]["stage"]
    assert stage["enum"] == list(MEANINGS["Stage"])
    assert stage["enumDescriptions"] == list(MEANINGS["Stage"].values())


@pytest.mark.parametrize("name", FILES)
def test_the_schemas_beside_the_data_are_those_that_kzby_prints(kzby: Run, name: str) -> None:
    written = (ROOT / "data" / "schema" / f"{name}.json").read_text("utf-8")
    assert kzby("schema", name).out == written


def test_the_codebook_has_every_word_of_every_list(kzby: Run) -> None:
    header, *rows = csv.reader(kzby("codebook", "-f", "csv").out.splitlines())
    assert header == ["list", "word", "meaning"]
    every = [pair for words in MEANINGS.values() for pair in words.items()]
    assert [(word, meaning) for _, word, meaning in rows] == every
    assert [*dict.fromkeys(row[0] for row in rows)][:5] == [
        "kind", "status", "side", "country", "meeting_form",
    ]  # fmt: skip
    assert terms.meanings() == MEANINGS


def test_each_word_of_a_list_has_a_meaning() -> None:
    lists = {name: value for name, value in vars(terms).items() if get_origin(value) is Literal}
    assert len(lists) >= 20
    assert list(MEANINGS) == list(lists)
    for name, words in MEANINGS.items():
        assert tuple(words) == get_args(lists[name])
        assert all(meaning.strip() for meaning in words.values())
