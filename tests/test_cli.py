"""The command line as people and scripts meet it: help, errors, exit codes, pipes."""

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from functools import partial
from importlib import metadata
from pathlib import Path

import pytest
from support import HERE, Outcome, Run, cases, fits, objects, ran, screen

import kzby as package
from kzby.cli import app
from kzby.cli import help as pages
from kzby.cli.commands import FUNCTIONS
from kzby.cli.help import COMMANDS, SECTIONS
from kzby.cli.options import LISTS

pytestmark = pytest.mark.usefixtures("asking")
_OTHERS = ("conflicts", "people", "search", "ties", "timeline", "trade")
QUESTIONS = [name for name in COMMANDS if FUNCTIONS[name][1] == LISTS and name not in _OTHERS]


def test_the_tests_run_against_the_installed_package() -> None:
    if "editable" in (metadata.distribution("kzby").read_text("direct_url.json") or ""):
        pytest.skip("kzby is installed as editable: its files are those of the checkout")
    assert "site-packages" in package.__file__


def test_one_head_for_every_record(kzby: Run) -> None:
    head = [
        "id", "kind", "title", "date", "date_text", "date_earliest", "date_latest", "year_stated", "regions", "people",
        "organizations", "sectors", "status", "speaker", "side", "articles", "origins", "quote",
    ]  # fmt: skip
    without = {"sectors", "people", "organizations", "regions", "articles"}
    for command in {*QUESTIONS, "trade"} - without:
        (first, *_) = json.loads(kzby(command, "-f", "json").out)
        assert set(head) <= set(first), command
        assert [key for key in first if key in head] == head, command


def test_no_color_is_an_option_of_what_can_be_coloured(kzby: Run) -> None:
    plain = {command for command in COMMANDS if "--no-color" not in kzby(command, "--help").out}
    assert plain == {*"build check export format help new report schema verify".split()}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_a_screen_and_ends_its_text_with_an_example(kzby: Run, command: str) -> None:
    outcome = kzby(command, "--help", columns=80)
    lines = outcome.out.splitlines()
    assert (outcome.code, outcome.err) == (0, "")
    assert command in pages.topics() or outcome.out == kzby("help", command).out
    assert len(lines) <= 30
    assert max(map(len, lines)) <= 80
    (example,) = (line.strip() for line in lines if line.strip().startswith("Example: kzby"))
    assert example.split()[2] == command


def test_the_help_of_kzby_lists_every_command_in_its_group(kzby: Run) -> None:
    out = kzby("--help", columns=80).out
    panels = re.findall(r"^(\w[\w ]*):$", out, flags=re.MULTILINE)
    assert panels == [*SECTIONS, "Options"]
    longest = len(COMMANDS) + 2 * len(panels) + 13  # a command takes one line, a panel two
    assert len(out.splitlines()) <= longest
    first = re.findall(r"^  ([a-z]+) ", out, flags=re.MULTILINE)
    assert [word for word in first if word in COMMANDS] == list(COMMANDS)


def test_the_examples_in_help_run(
    kzby: Run, shipped: Path, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder with the invented dataset, its texts and one more; questions are about the real one."""
    shutil.copytree(HERE / "seeds", "seeds")
    shutil.copy("seeds/2020-03-02-brest.txt", "seeds/article.txt")
    assert kzby("format", "--data", "data").code == 0
    for command in COMMANDS:
        (example,) = re.findall(r"Example: kzby (.+)", kzby(command, "--help", columns=80).out)
        reads_folders = command in ("build", "coverage", "new", "verify")
        monkeypatch.setenv("KZBY_DATA", str(copied if reads_folders else shipped))
        outcome = kzby(*shlex.split(example))
        assert (outcome.code, bool(outcome.out)) == (0, True), example


# A command line, and what stderr says.
MISTAKES = (HERE / "cases" / "mistakes.txt").read_text("utf-8")


@pytest.mark.parametrize("mistake", MISTAKES.split("$ ")[1:])
def test_a_mistake_gets_a_sentence_and_a_code_and_writes_nothing(
    kzby: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    monkeypatch.chdir(tmp_path)
    line, sentence = mistake.split("\n", 1)
    outcome = kzby(*shlex.split(line))
    assert (outcome.code, outcome.out) == (2, "")
    assert fits(outcome.err, f"kzby: {sentence}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("line", "ids"), cases("listed"))
def test_a_command_lists_what_it_is_asked_for(kzby: Run, line: str, ids: str) -> None:
    rows = objects(kzby, *shlex.split(line))
    assert [next(iter(row.values())) for row in rows] == ids.split()


@pytest.mark.parametrize(("line", "shown"), cases("screens"))
def test_a_screen_shows_it(kzby: Run, line: str, shown: str) -> None:
    code, text = screen(kzby, line)
    assert (code, bool(re.search(shown, text, re.MULTILINE))) == (0, True), text


def test_the_folder_of_the_user_may_be_written_as_the_shell_writes_it(
    kzby: Run, invented: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(invented.parent))
    assert kzby("meetings", "--data=~/data").code == 0


def test_data_may_be_named_before_or_after_the_command(kzby: Run) -> None:
    for line in ("--data no/folder trade", "trade --data no/folder", "--data no/folder"):
        outcome = kzby(*line.split())
        assert (outcome.code, outcome.out) == (3, "")
        assert outcome.err.startswith("no/folder: cannot be read: No such file")


def test_help_lists_topics_and_shows_one(kzby: Run) -> None:
    listed = re.findall(r"^  ([a-z-]+) +\S", kzby("help").out, flags=re.MULTILINE)
    assert listed == pages.topics()
    assert "exit-codes" in listed
    assert max(map(len, kzby("help").out.splitlines())) <= 80
    for topic in listed:
        outcome = kzby("help", topic, columns=80)
        assert (outcome.code, outcome.err, outcome.out[:2]) == (0, "", "# ")
        assert max(map(len, outcome.out.splitlines())) <= 80


@pytest.mark.parametrize("line", ["--help", "trade --help"])
def test_help_fits_a_narrow_terminal(kzby: Run, line: str) -> None:
    lines = kzby(*line.split(), columns=60).out.splitlines()
    assert [each for each in lines if len(each) > 60] == []
    assert "cooper" not in map(str.strip, lines)  # words stay whole


@pytest.mark.parametrize(("words", "offered"), cases("shell"))
def test_the_shell_completes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str, offered: str
) -> None:
    last = str(len(words.split(" ")) - 1)
    setting = {"_KZBY_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": last}
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        app.main()
    out, err = capsys.readouterr()
    assert (sorted(out.split()), err) == (offered.split(), "")


def test_the_shell_completes_a_name_in_quotes(process: Run) -> None:
    """Bash gives a word with its open quote, and what is offered goes inside."""
    words = {"COMP_WORDS": 'kzby\nmeetings\n--region\n"Karaganda O', "COMP_CWORD": "3"}
    outcome = process(_KZBY_COMPLETE="complete_bash", **words)
    assert (outcome.out, outcome.err) == ("Karaganda Oblast\n", "")


def test_half_of_what_a_shell_sets_to_complete_is_no_trouble(process: Run, compact: Path) -> None:
    outcome = process("sql", "SELECT 1", "--data", compact, "-f", "tsv", COMP_WORDS="kzby a:")
    assert (outcome.code, outcome.out, outcome.err) == (0, "1\n1\n", "")


FULL = "kzby: the answer could not be written: No space left on device\n"
CLOSED = "kzby: the answer could not be written: Bad file descriptor\n"


@pytest.mark.parametrize(
    ("line", "streams", "err"),
    [
        *(("timeline", streams, "") for streams in (">&- 2>&-", "<&- >&- 2>&-")),
        *(
            (line, *found)
            for line in ("timeline", "--version", "--help", "schema article", "cite")
            for found in (("> /dev/full", FULL), (">&-", CLOSED))
        ),
    ],
)
def test_an_answer_that_cannot_be_written_is_not_given(
    command: Path, line: str, streams: str, err: str
) -> None:
    assert ran("bash", "-c", f"'{command}' {line} {streams}") == Outcome(1, "", err)


@pytest.mark.parametrize("streams", ["2>&-", "2> /dev/full", "<&- 2>&-"])
def test_notes_that_cannot_be_written_change_nothing_else(
    kzby: Run, command: Path, streams: str
) -> None:
    for line in ("projects --until 1999 -f json", "meetings --region Atyrau", "show Xyz"):
        whole = kzby(*line.split())
        assert whole.err
        outcome = ran("bash", "-c", f"'{command}' {line} {streams}")
        assert outcome == Outcome(whole.code, whole.out, "")


@pytest.mark.parametrize("imported", ["typing", "typer", "kzby.query", "kzby.cli.app"])
def test_ctrl_c_leaves_no_traceback(imported: str) -> None:
    """It comes when a module has been imported, which Python reports on stderr."""
    line = [sys.executable, "-X", "importtime", "-m", "kzby", "timeline"]
    pipe = subprocess.PIPE
    with subprocess.Popen(line, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stderr
        assert any(module.split()[-1] == imported for module in running.stderr)
        running.send_signal(signal.SIGINT)
        assert "Traceback" not in running.communicate()[1]


def test_ctrl_c_does_not_end_what_was_started_to_ignore_it(command: Path, invented: Path) -> None:
    """As in the background of a script, where it waits for its query here."""
    ignore = partial(signal.signal, signal.SIGINT, signal.SIG_IGN)
    line, pipe = [str(command), "sql", "-", "-f", "csv", "--data", str(invented)], subprocess.PIPE
    with subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=ignore) as waiting:
        assert waiting.stdin
        waiting.stdin.write(b" " * 80_000)  # more than a pipe holds: it is being read
        waiting.send_signal(signal.SIGINT)
        assert waiting.communicate(b"SELECT 1 AS a") == (b"a\n1\n", b"")


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_the_output_is_utf8_in_any_locale(process: Run, locale: str) -> None:
    plain = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    outcome = process("show", "KZ-35", "-f", "json", **plain)
    assert "Қарағанды облысы" in json.loads(outcome.out)[0]["names"]
