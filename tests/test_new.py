"""`kzby new`: a draft of an article's file, in which nothing that is guessed looks decided."""

import os
import re
from pathlib import Path

import pytest
from support import BREST, Outcome, Run, cases, edit
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


def drafted(kzby: Run, text: Path, words: str, language: str = "en") -> str:
    """The draft of an article with these words."""
    text.write_text(words, "utf-8")
    return kzby("new", text, "--data", "data", "--language", language).out


def test_a_draft_decides_nothing(text: Path, kzby: Run, snapshot: SnapshotAssertion) -> None:
    outcome = kzby("new", text, "--url", "https://example.org/3", "--data", "data")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == snapshot


def test_a_draft_keeps_the_characters_of_the_text(text: Path, kzby: Run) -> None:
    written = "“The oblast’s firms – all of them – paid 62{}million dollars,” he said."
    out = drafted(kzby, text, written.format("\xa0"))
    assert f"  # 1. {written.format(' ')}\n" in out


def test_a_shared_word_or_two_sentences_name_nobody(text: Path, copied: Path, kzby: Run) -> None:
    names = "[Wire Two, генеральное консульство, Казахстан сегодня]"
    edit(copied / "organizations.yaml", "[Wire Two]", names)
    first = "В городе есть генеральные консульства, как и в Казахстане."
    out = drafted(kzby, text, f"{first} Сегодня и у нас они есть.\n\nБ. Н. Новик был там.", "ru")
    assert f"  # 1. {first} [KZ]\n" in out
    assert "wire-two" not in out


def test_an_acronym_is_named_in_capitals_alone(text: Path, copied: Path, kzby: Run) -> None:
    edit(copied / "organizations.yaml", "[Wire Two]", "[Wire Two, BIS]")
    out = drafted(kzby, text, "Der Handel soll bis 2030 steigen. Das teilte BIS mit.", "de")
    assert "  # 1. Der Handel soll bis 2030 steigen.\n" in out
    assert "  # 2. Das teilte BIS mit. [wire-two]\n" in out


@pytest.mark.parametrize(("language", "words", "sentences"), cases("datelines"))
def test_a_draft_tells_the_head_of_a_report_from_its_sentences(
    text: Path, kzby: Run, language: str, words: str, sentences: str
) -> None:
    out = drafted(kzby, text, words, language)
    assert re.findall(r"# \d+\. (.*?)(?: \[.*)?\n", out) == sentences.split(" | ")
    assert "value:" not in out


@pytest.mark.parametrize(("language", "sentence", "stub"), cases("drafted"))
def test_a_value_and_a_change_are_drafted_as_such(
    text: Path, kzby: Run, language: str, sentence: str, stub: str
) -> None:
    lines = "".join(f"    {line}\n" for line in stub.split(" | "))
    assert f"{lines}    quote" in drafted(kzby, text, sentence, language)


def test_check_refuses_every_todo_of_a_draft(text: Path, copied: Path, kzby: Run) -> None:
    file = copied / "articles" / "2021-01-12-karaganda.yaml"
    said = f"{file}: drafted; 'kzby check' lists what is still to do\n"
    assert kzby("new", text, "-o", file, "--data", "data") == Outcome(0, said, "")
    draft = file.read_text("utf-8")
    assert "id: 2021-01-12-karaganda\n" in draft
    file.write_text(draft.replace("kind: TODO", "kind: count"), "utf-8")
    lines = draft.replace("kind: TODO", "kind: count").splitlines()
    written = [number for number, line in enumerate(lines, 1) if "TODO" in line]
    outcome = kzby("check", file, "--data", "data")
    refused = {int(number) for number in re.findall(rf"^{file}:(\d+):", outcome.err, re.MULTILINE)}
    assert (outcome.code, len(written)) == (3, 16)
    assert refused >= {*written}


def test_a_new_file_replaces_none(text: Path, copied: Path, kzby: Run) -> None:
    file = copied / BREST
    before = file.read_text("utf-8")
    outcome = kzby("new", text, "-o", file, "--data", "data")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"kzby: {file} exists; give another name, or remove it\n"
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize("name", ["-", "draft", "draft.yml"])
def test_a_new_file_has_a_name_that_is_read_later(text: Path, kzby: Run, name: str) -> None:
    outcome = kzby("new", text, "-o", name, "--data", "data")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"kzby: {name}: files of data end in .yaml; give such a name\n"
    assert not Path(name).exists()


@pytest.mark.parametrize(("language", "sentence"), cases("languages-told"))
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


def test_a_text_that_cannot_be_read_is_a_mistake(text: Path, kzby: Run) -> None:
    empty = "is empty, or has characters that say nothing; remove these"
    endless = "is no file of at most 1,000,000 bytes; give a text"
    for made, file, sentence in (
        (lambda: text.write_bytes(b"\xff"), text, "is not UTF-8; give a text in UTF-8"),
        (lambda: text.write_text(" \n"), text, empty),
        (lambda: text.write_text("A\n\0"), text, empty),
        (text.unlink, text, "cannot be read: No such file or directory; check the path"),
        (lambda: os.mkfifo(text), text, endless),
        (text.unlink, "/dev/zero", endless),
    ):
        made()
        outcome = kzby("new", file, "--data", "data", "--language", "en")
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"kzby: {file} {sentence}\n"
