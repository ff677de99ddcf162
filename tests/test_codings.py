"""Codings of invented news in three languages: verify passes the honest ones and refuses the wrong ones.

Beside each text in tests/codings stands what a careful coder records from it (`records`), and what is
wrong: edits of one of these records or of the card (`of`, `set`), each with the kind of fault and the
reason. Those that only a reader can settle are marked `unsettled` and not counted.

Most texts were coded before the proof had seen them, by people who knew only the guide in data/README.md. At first
sight it refused 193 of 213 wrong codings and 31 of 204 honest ones of eight of them (contracts, petropavl, potash, kali,
moloko, shiny, stahl, grodno), and after what these taught 150 of 175 wrong and 20 of 179 honest ones of twelve others
(harvesters, transit, twins, school, zerno, samosvaly, kolledzh, stroyka, montage, schiene, tueren, partnerstadt). Later
a new curator coded three whole articles by the guide alone, with the cards 62 honest codings (lift-site, kombayny,
duenger): it refused 36 of 41 wrong codings and 5 honest ones at first sight. What among the honest ones went against the
guide was corrected.
"""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import HERE

from kzby.errors import DataError, Problem
from kzby.load import dataset
from kzby.verify.proof import prove

CODINGS = HERE / "codings"
REFERENCES = ("id", "context", "said_at", "related", "plan")

Fields = dict[str, Any]


@dataclass(frozen=True)
class Coding:
    """A coding in an article; a problem on one of its `lines` refuses it."""

    id: str
    says: str  # what it holds, for a reader of a failed test
    article: str
    lines: range
    honest: bool = False

    @property
    def language(self) -> str:  # noqa: D102
        return self.id[:2]


def codings(path: Path) -> Iterator[Coding]:
    """The honest and the wrong codings of one text."""
    file = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - values stay as written
    card, records = file["card"], file["records"]
    honest = {named(record): record for record in records}
    source = f"{path.parent.name}-{path.stem}"
    raw = path.with_suffix(".txt").read_bytes()

    def article(number: int, card: Fields, records: list[Fields]) -> tuple[str, str, list[range]]:
        """The id of an article, its text, and the lines of its card and of each record."""
        id_ = f"{source}-{number}"
        sha256 = hashlib.sha256(raw + b"\n" * number).hexdigest()  # no text is coded twice
        of = {"publisher": "nordwire", "agency": "nordwire", "url": f"https://example.org/{id_}"}
        whole = {"id": id_, **of, "file": f"{id_}.txt", "sha256": sha256, **card}
        parts = [written({"article": whole}) + "records:\n"]
        parts += [written([within(id_, record)]) for record in records]
        ends = [*accumulate((part.count("\n") for part in parts), initial=0)]
        return id_, "".join(parts), [range(at + 1, end + 1) for at, end in pairwise(ends)]

    id_, text, places = article(1, card, records)
    for says, lines in zip(("card", *honest), places, strict=True):
        yield Coding(id_, f"{source}: {says}", text, lines, honest=True)
    wrong = (fault for fault in file["wrong"] if "unsettled" not in fault)
    for number, fault in enumerate(wrong, 2):
        says = f"{source}: {fault['of']}, {fault['fault']}: {fault['set']}, but {fault['why']}"
        if fault["of"] == "card":
            id_, text, places = article(number, edited(card, fault["set"]), records)
            yield Coding(id_, says, text, range(places[-1].stop))
        else:
            record = edited(honest[fault["of"]], fault["set"])
            id_, text, places = article(number, card, with_named(record, honest))
            yield Coding(id_, says, text, places[-1])


def named(record: Fields) -> str:
    """Its id, or that of the record of another article that it retells."""
    return str(record.get("id") or record["retells"])


def written(value: Any) -> str:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, width=10_000)


def within(article: str, value: Any, key: str = "") -> Any:
    """A value with every id of a record in it made one of an article's own."""
    if isinstance(value, dict):
        return {name: within(article, each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [within(article, each, key) for each in value]
    return f"{article}-{value}" if key in REFERENCES else value


def with_named(record: Fields, honest: dict[str, Fields]) -> list[Fields]:
    """The records that a record refers to, and those that they refer to; itself last."""
    before: dict[str, Fields] = {}
    links = [record.get("context"), record.get("said_at"), *record.get("related", ())]
    for id_ in filter(None, links):
        before |= {named(each): each for each in with_named(honest[id_], honest)}
    return [*before.values(), record]


def edited(entry: Fields, edit: Fields) -> Fields:
    """An entry after an edit, which takes away what it sets to null."""
    return {name: value for name, value in (entry | edit).items() if value != "null"}


def leave_out(file: Path, line: int, honest: list[Coding]) -> None:
    """Removes an article, or of an honest one the coding on a line, which leaves empty lines."""
    codings = [each for each in honest if each.id == file.stem]
    for each in codings:
        if line in each.lines:
            lines = file.read_text("utf-8").split("\n")
            lines[each.lines.start - 1 : each.lines.stop - 1] = [""] * len(each.lines)
            file.write_text("\n".join(lines), "utf-8")
    if not codings:
        file.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[Coding, bool]:
    """Whether verify refuses each coding, or, where it makes no sense, check does."""
    every = [each for path in sorted(CODINGS.glob("*/*.yaml")) for each in codings(path)]
    folder = tmp_path_factory.mktemp("codings")
    for name in ("articles", "texts"):
        (folder / name).mkdir()
    for vocabulary in CODINGS.glob("*.yaml"):
        shutil.copy(vocabulary, folder)
    for each in every:
        source, _, number = each.id.rpartition("-")
        raw = (CODINGS / each.language / f"{source[3:]}.txt").read_bytes()
        (folder / "texts" / f"{each.id}.txt").write_bytes(raw + b"\n" * int(number))
        (folder / "articles" / f"{each.id}.yaml").write_text(each.article, "utf-8")
    found: list[Problem] = []
    try:
        dataset.load(folder)
    except DataError as error:
        found += error.problems
        for problem in found:  # would keep all others from being proven
            leave_out(Path(problem.file), problem.line, [each for each in every if each.honest])
    found += prove(folder, folder / "texts").problems
    problems = {(Path(problem.file).stem, problem.line) for problem in found}
    return {each: any((each.id, line) in problems for line in each.lines) for each in every}


@pytest.mark.parametrize("language", ["en", "ru", "de"])
def test_at_most_one_in_a_hundred_honest_codings_are_refused(
    language: str, judged: dict[Coding, bool]
) -> None:
    own = {each: no for each, no in judged.items() if each.honest and each.language == language}
    refused = [each.says for each, no in own.items() if no]
    assert len(refused) <= 0.01 * len(own), "\n".join(refused)


@pytest.mark.parametrize("language", ["en", "ru", "de"])
def test_at_least_ninety_seven_in_a_hundred_wrong_codings_are_refused(
    language: str, judged: dict[Coding, bool]
) -> None:
    own = {each: no for each, no in judged.items() if not each.honest and each.language == language}
    passed = [each.says for each, no in own.items() if not no]
    assert len(passed) <= 0.03 * len(own), "\n".join(passed)
