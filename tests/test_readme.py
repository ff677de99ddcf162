"""The documents: examples print what they show, links lead somewhere, nothing is left out."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from pictures import pictures
from support import ROOT, Run
from write_docs import DICTIONARY, EXAMPLE, README, dictionary, example

from kzby.store import Store

TOPICS = sorted((ROOT / "kzby" / "cli" / "topics").glob("*.md"))
NAMES = "README.md CHANGELOG.md data/README.md data/DICTIONARY.md kzby/README.md seeds/README.md"
PAGES = [ROOT / name for name in f"{NAMES} tests/bench/README.md".split()]
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")
COMMAND = re.compile(r"^    (python3 -m venv .*)$", re.MULTILINE)
EXAMPLES = [(block[1], block[2]) for block in EXAMPLE.finditer(README.read_text("utf-8"))]


@pytest.mark.parametrize(("line", "shown"), EXAMPLES, ids=[line for line, _ in EXAMPLES])
def test_an_example_prints_what_the_readme_shows(shipped: Path, line: str, shown: str) -> None:
    assert example(line, shown, str(shipped)) == shown


def test_the_dictionary_is_that_of_the_schema(real: Store) -> None:
    assert DICTIONARY.read_text("utf-8") == dictionary(real)


def test_pictures_are_those_of_a_report(real: Store) -> None:
    drawn = pictures(real)
    assert {file.name for file in (ROOT / "data").glob("*.svg")} == {*drawn}
    for name, text in drawn.items():
        assert (ROOT / "data" / name).read_text("utf-8") == text
        marks = [each.tag for each in ElementTree.fromstring(text).iter()]
        assert marks.count("{http://www.w3.org/2000/svg}title") > 20


def test_the_readme_is_short_and_has_examples() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 250
    assert len(EXAMPLES) >= 6


def test_every_command_is_explained(kzby: Run) -> None:
    text = "".join(page.read_text("utf-8") for page in (README, *TOPICS))
    commands = re.findall(r"^  ([a-z]+)  ", kzby("--help").out, re.MULTILINE)
    assert len(commands) > 20
    assert [command for command in commands if not re.search(rf"`?kzby.*\b{command}\b", text)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for path, heading in LINK.findall(page.read_text("utf-8")):
        target = page.parent / path if path else page
        assert target.exists(), path
        if heading:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert heading in [title.lower().replace(" ", "-") for title in headings]


def test_the_guide_to_the_code_names_files_that_exist() -> None:
    guide = ROOT / "kzby" / "README.md"
    paths = re.findall(r"`([\w/]+\.(?:py|sql|md|toml))`", guide.read_text("utf-8"))
    assert len(paths) > 20
    folders = (guide.parent, ROOT)
    assert [path for path in paths if not any((at / path).exists() for at in folders)] == []


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.stem)
def test_a_topic_fits_a_terminal(topic: Path) -> None:
    lines = topic.read_text("utf-8").splitlines()
    assert max(map(len, lines)) <= 78
    assert len(lines) <= 60


def test_the_readme_names_every_topic() -> None:
    named = set(re.findall(r"kzby help ([a-z-]+)", README.read_text("utf-8")))
    assert named == {topic.stem for topic in TOPICS}


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    topic = ROOT / "kzby" / "cli" / "topics" / "formats.md"
    code = r"^    ((?:import|from|store|brest|for|    print).*)$"
    lines = re.findall(code, topic.read_text("utf-8"), re.MULTILINE)
    exec(compile("\n".join(lines), topic.name, "exec"), {})  # noqa: S102
    assert "2015?-12-16 Lis meets Bulegenov" in capsys.readouterr().out


def test_ci_runs_the_readmes_test_command() -> None:
    _, tests = COMMAND.findall(README.read_text("utf-8"))
    assert tests in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
