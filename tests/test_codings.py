"""Codings of invented news in three languages: verify passes the honest ones and refuses the wrong ones.

Beside each text in tests/codings stands what a careful coder records from it (`records`), and what is
wrong: edits of one of these records or of the card (`of`, `set`), each with the kind of fault and the
reason. Those that only a reader can settle are marked `unsettled` and not counted.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import HERE

from kzby.verify.proof import prove

CODINGS = HERE / "codings"
LANGUAGES = ("en", "ru", "de")
REFERENCES = ("context", "said_at", "related", "plan")
EVERY_LINE = range(100_000)

Fields = dict[str, Any]


@dataclass(frozen=True)
class Coding:
    """A coding as an article of its own: a problem on one of its `lines` refuses it."""

    language: str
    text: Path
    says: str  # what it holds, for a reader of a failed test
    wrong: bool
    article: Fields
    lines: range

    def __str__(self) -> str:
        return f"{self.text.stem}.yaml: {self.says}"


def written(article: Fields) -> str:
    return yaml.safe_dump(article, allow_unicode=True, sort_keys=False, width=10_000)


def within(article: str, value: Any, key: str = "") -> Any:
    """A value with every id of a record in it made one of an article's own."""
    if isinstance(value, dict):
        return {name: within(article, each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [within(article, each, key) for each in value]
    return f"{article}-{value}" if key in ("id", *REFERENCES) else value


def named(record: Fields) -> set[str]:
    """The ids of the records that a record refers to."""
    plans = [each["plan"] for each in record.get("settles", ())]
    links = [record.get("context"), record.get("said_at"), *record.get("related", ()), *plans]
    return {id_ for id_ in links if id_}


def with_named(record: Fields, honest: dict[str, Fields]) -> list[Fields]:
    """The records that a record refers to, and those that they refer to; itself last."""
    ids, more = set[str](), named(record)
    while more:
        ids |= more
        more = set().union(*(named(honest[id_]) for id_ in more)) - ids
    return [honest[id_] for id_ in ids - {record["id"]}] + [record]


def edited(entry: Fields, edit: Fields) -> Fields:
    """An entry after an edit, which takes away what it sets to null."""
    return {name: value for name, value in (entry | edit).items() if value != "null"}


def coding(path: Path, number: int, card: Fields, records: list[Fields], **about: Any) -> Coding:
    """The coding that a card and the last of some records make, or the card if `lines` are given."""
    text = path.with_suffix(".txt")
    id_ = f"{path.parent.name}-{path.stem}-{number}"
    article = {
        "id": id_,
        "publisher": "nordwire",
        "agency": "nordwire",
        "url": f"https://example.org/{id_}",
        "file": f"{path.parent.name}-{text.name}",
        "sha256": hashlib.sha256(text.read_bytes()).hexdigest(),
        **card,
    }
    whole = {"article": article, "records": within(id_, records)}
    before = written(whole | {"records": whole["records"][:-1]}).count("\n")
    lines = about.pop("lines", range(before + 1, len(EVERY_LINE)))
    return Coding(path.parent.name, text, article=whole, lines=lines, **about)


def codings(path: Path) -> list[Coding]:
    """The honest and the wrong codings of one text."""
    file = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # every value as it is written
    card, records = file["card"], file["records"]
    honest = {record["id"]: record for record in records}
    on_card = range(written({"article": card}).count("\n") + 7)  # and the six lines of `coding`
    found = [coding(path, 0, card, records, says="card", wrong=False, lines=on_card)]
    for record in records:
        needed = with_named(record, honest)
        found.append(coding(path, len(found), card, needed, says=record["id"], wrong=False))
    for fault in file["wrong"]:
        if "unsettled" in fault:
            continue
        says = f"{fault['of']}, {fault['fault']}: {fault['set']}, though {fault['why']}"
        about: Fields = {"says": says, "wrong": True}
        if fault["of"] == "card":
            about["lines"] = EVERY_LINE
            judged = edited(card, fault["set"]), records
        else:
            judged = card, with_named(edited(honest[fault["of"]], fault["set"]), honest)
        found.append(coding(path, len(found), *judged, **about))
    return found


ALL = [each for path in sorted(CODINGS.glob("*/*.yaml")) for each in codings(path)]


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The ids of the codings with a problem where they are judged."""
    folder = tmp_path_factory.mktemp("codings")
    for name in ("articles", "texts"):
        (folder / name).mkdir()
    for vocabulary in CODINGS.glob("*.yaml"):
        shutil.copy(vocabulary, folder)
    for each in ALL:
        card = each.article["article"]
        shutil.copy(each.text, folder / "texts" / card["file"])
        (folder / "articles" / f"{card['id']}.yaml").write_text(written(each.article), "utf-8")
    lines: dict[str, list[int]] = {}
    for problem in prove(folder, folder / "texts").problems:
        lines.setdefault(Path(problem.file).stem, []).append(problem.line)
    ids = {each.article["article"]["id"]: each for each in ALL}
    return {id_ for id_, at in lines.items() if any(line in ids[id_].lines for line in at)}


def split(language: str, wrong: bool, refused: set[str]) -> tuple[list[str], list[str]]:
    """The honest or the wrong codings of a language: those that are refused, and the others."""
    own = [each for each in ALL if each.language == language and each.wrong == wrong]
    yes = [str(each) for each in own if each.article["article"]["id"] in refused]
    return yes, [str(each) for each in own if each.article["article"]["id"] not in refused]


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_most_two_in_a_hundred_honest_codings_are_refused(
    language: str, refused: set[str]
) -> None:
    lost, passed = split(language, False, refused)
    assert len(lost) <= 0.02 * (len(lost) + len(passed)), "\n".join(lost)


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_ninety_five_in_a_hundred_wrong_codings_are_refused(
    language: str, refused: set[str]
) -> None:
    caught, missed = split(language, True, refused)
    assert len(caught) >= 0.95 * (len(caught) + len(missed)), "\n".join(missed)


def test_there_are_enough_codings_to_judge_by() -> None:
    for wrong in (False, True):
        assert sum(each.wrong == wrong for each in ALL) >= 150
