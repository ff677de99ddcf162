"""`kzby new`: a draft of an article's file, in which nothing that is guessed looks decided."""

import os
import re
from pathlib import Path

import pytest
from support import Run
from syrupy.assertion import SnapshotAssertion

TEXT = """\
Novik meets Serik

KARAGANDA, 11 January. Governor Ada Novik came to Karaganda Oblast. Exports rose to almost $62 million, by 7.5%.

They praised the milk that was on show.
"""


@pytest.fixture
def text(copied: Path) -> Path:
    """A text of an article that is not coded."""
    file = copied.parent / "text.txt"
    file.write_text(TEXT, "utf-8")
    return file


def test_a_draft_has_what_the_text_prints_and_decides_nothing(
    text: Path, kzby: Run, snapshot: SnapshotAssertion
) -> None:
    outcome = kzby("new", text, "--url", "https://example.org/3", "--data", "data")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == snapshot


def test_check_refuses_every_todo_of_a_draft(text: Path, copied: Path, kzby: Run) -> None:
    file = copied / "articles" / "2021-01-12-karaganda.yaml"
    assert kzby("new", text, "-o", file, "--data", "data").code == 0
    draft = file.read_text("utf-8")
    assert "id: 2021-01-12-karaganda\n" in draft
    file.write_text(draft.replace("kind: TODO", "kind: count"), "utf-8")
    lines = draft.replace("kind: TODO", "kind: count").splitlines()
    written = [number for number, line in enumerate(lines, 1) if "TODO" in line]
    outcome = kzby("check", file, "--data", "data")
    refused = {int(number) for number in re.findall(rf"^{file}:(\d+):", outcome.err, re.MULTILINE)}
    assert (outcome.code, len(written)) == (3, 18)
    assert refused >= {*written}


def test_a_new_file_replaces_none(text: Path, copied: Path, kzby: Run) -> None:
    file = copied / "articles" / "2020-03-02-brest.yaml"
    before = file.read_text("utf-8")
    outcome = kzby("new", text, "-o", file, "--data", "data")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"kzby: {file} exists; give another name, or remove it\n"
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Экспорт из области в Казахстан вырос до 62 млн долларов, и это на 7,5 % больше, чем в прошлом году.", "ru"),
        ("Die Ausfuhr der Region nach Kasachstan stieg im letzten Jahr auf 62 Millionen Dollar und ist damit von allen die höchste.", "de"),
    ],
)  # fmt: skip
def test_small_words_tell_the_language(text: Path, kzby: Run, sentence: str, language: str) -> None:
    text.write_text(sentence, "utf-8")
    out = kzby("new", text, "--data", "data").out
    assert f"  language: {language}\n" in out
    assert "    unit: TODO USD\n" in out


def test_a_language_that_is_not_clear_is_asked_for(text: Path, kzby: Run) -> None:
    text.write_text("布列斯特州州长在卡拉干达。", "utf-8")
    outcome = kzby("new", text, "--data", "data")
    assert outcome.code == 2
    advice = "give it, such as --language ru"
    assert outcome.err == f"kzby: the language of the text is not clear; {advice}\n"
    out = kzby("new", text, "--language", "zh", "--data", "data").out
    assert out.splitlines()[-6:] == [
        "  # 1. 布列斯特州州长在卡拉干达。", "", "  - kind: TODO", "    id: TODO", "    title: TODO", "    quote: TODO",
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [None, b"\xff"], ids=["missing", "not UTF-8"])
def test_a_text_that_cannot_be_read_is_a_mistake(text: Path, kzby: Run, raw: bytes | None) -> None:
    text.write_bytes(raw) if raw else text.unlink()
    outcome = kzby("new", text, "--data", "data")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("kzby: text.txt cannot be read: ")


@pytest.mark.parametrize("device", [True, False])
def test_a_text_that_never_ends_is_not_waited_for(text: Path, kzby: Run, *, device: bool) -> None:
    if not device:
        text.unlink()
        os.mkfifo(text)
    outcome = kzby("new", "/dev/zero" if device else text, "--data", "data")
    assert outcome.code == 2
    assert outcome.err.endswith(" is no file of at most 1,000,000 bytes; give a text\n")
