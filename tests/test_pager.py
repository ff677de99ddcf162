"""Long answers on a terminal: a real one, and pagers that write down what they get."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import HERE, Outcome, Run, change, on_a_terminal

COLUMNS = 100

Screen = Callable[..., Outcome]


@pytest.fixture
def screen(command: Path, compact: Path) -> Screen:
    """Runs a command line on a terminal of so many rows; what that shows has stdout and stderr in one."""

    def run(*line: str, rows: int, **environment: str) -> Outcome:
        plain = {"NO_COLOR": "1", "KZBY_DATA": str(compact)}
        return on_a_terminal(command, *line, columns=COLUMNS, rows=rows, **{**plain, **environment})

    return run


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """The file in which the pager `tee` writes down what it gets."""
    return tmp_path / "seen"


@pytest.fixture
def table(kzby: Run, compact: Path) -> str:
    """The timeline as the terminal shows it: as in a pipe of its width."""
    return kzby("timeline", "--data", compact, columns=COLUMNS).out


def test_a_table_is_paged(screen: Screen, seen: Path, table: str) -> None:
    outcome = screen("timeline", rows=5, PAGER=f"tee {seen}")
    assert (outcome.code, outcome.out) == (0, table)
    assert seen.read_text() == table


@pytest.mark.parametrize("line", [["timeline", "-f", "csv"], ["plans", "-f", "json"], ["--help"]])
def test_what_is_no_table_does_not_page(screen: Screen, seen: Path, line: list[str]) -> None:
    assert screen(*line, rows=2, PAGER=f"tee {seen}").code == 0
    assert not seen.exists()


def test_what_is_for_people_pages_in_colours(screen: Screen, seen: Path, invented: Path) -> None:
    screen("timeline", rows=5, PAGER=f"tee {seen}", NO_COLOR="")
    assert seen.read_text().startswith("\x1b[1m2009 (1 record)\x1b[0m\n")
    screen("meetings", "-f", "markdown", rows=2, PAGER=f"tee {seen}")
    assert seen.read_text().startswith("| date |")
    line = ["coverage", "--data", str(invented), "--texts", str(HERE / "seeds")]
    screen(*line, rows=2, PAGER=f"tee {seen}")
    assert seen.read_text().startswith("2020-03-02-brest: ")


def test_a_file_gets_the_table_itself(process: Run, compact: Path, seen: Path, table: str) -> None:
    piped = process("timeline", KZBY_DATA=str(compact), COLUMNS=str(COLUMNS), PAGER=f"tee {seen}")
    assert piped.out == table
    assert not seen.exists()


WITHOUT = ["PAGER=", "PAGER=cat", "PAGER=no-such-pager", "PAGER=/", "PAGER=unbalanced '"]


@pytest.mark.parametrize("setting", [*WITHOUT, "KZBY_PAGER=", "TERM=dumb", "TERM=unknown", "TERM="])
def test_without_a_pager_the_table_is_printed(screen: Screen, table: str, setting: str) -> None:
    name, _, text = setting.partition("=")
    outcome = screen("timeline", rows=5, **{"PAGER": "tee", name: text})
    assert (outcome.code, outcome.out) == (0, table)


FAILING = ["false", "sh -c 'exit 3'", "sh -c 'cat > /dev/null; kill -SEGV $$'", "sh -c nosuch"]


@pytest.mark.parametrize("pager", FAILING)
def test_an_answer_does_not_vanish_with_a_pager_that_fails(
    screen: Screen, table: str, pager: str
) -> None:
    outcome = screen("timeline", rows=5, PAGER=pager)
    assert outcome.code == 0
    assert outcome.out.endswith(table)


def test_a_long_answer_is_whole_if_the_pager_fails_before_its_end(screen: Screen) -> None:
    long = f"SELECT hex(zeroblob(45)) AS x FROM {', '.join(['records'] * 3)} LIMIT 1000"
    outcome = screen("sql", long, rows=5, PAGER="sh -c 'read -r line; exit 1'")
    assert (outcome.code, outcome.out.count("0" * 90)) == (0, 1000)


def test_the_pager_of_kzby_goes_before_that_of_all(screen: Screen, seen: Path, table: str) -> None:
    screen("timeline", rows=5, PAGER="cat", KZBY_PAGER=f"tee {seen}")
    assert seen.read_text() == table


def test_notes_are_on_the_page_and_count_towards_the_screen(screen: Screen, seen: Path) -> None:
    """Or `less -F` would end, and notes push its top away."""
    outcome = screen("projects", "--until", "1999", rows=5, PAGER=f"tee {seen}")
    assert outcome.out == seen.read_text()
    assert "\nkzby: 1 record may lie outside" in outcome.out


def test_a_reader_who_has_enough_ends_it_in_silence(screen: Screen) -> None:
    """There is more to write than a pipe holds."""
    long = "SELECT hex(zeroblob(45)) AS long FROM records, records, records LIMIT 1000"
    outcome = screen("sql", long, rows=5, PAGER="head -n 1")
    assert (outcome.code, outcome.out) == (0, "long\n")


def test_the_pager_gets_rows_at_once(command: Path, many: Path, seen: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(many, tmp_path / "damaged.sqlite"))
    last = "SELECT id FROM meetings LIMIT 1 OFFSET 3000"
    change(file, f"UPDATE record SET regions = 'damaged' WHERE id = ({last})")
    line = (command, "meetings", "--data", file)
    outcome = on_a_terminal(*line, rows=24, PAGER=f"tee {seen}", NO_COLOR="1")
    assert outcome.code == 3
    assert len(seen.read_text().splitlines()) > 1000


def test_ctrl_c_is_for_the_pager(screen: Screen, table: str) -> None:
    pager = "sh -c 'read -r line; kill -INT $PPID; echo \"$line\"; cat'"
    assert screen("timeline", rows=5, PAGER=pager).out == table


@pytest.mark.parametrize(("setting", "told"), [(None, "FRX"), ("", ""), ("-+R", "-+R")])
def test_less_shows_colours_whatever_its_settings_and_leaves_the_text(
    screen: Screen, seen: Path, tmp_path: Path, setting: str | None, told: str
) -> None:
    less = tmp_path / "less"
    less.write_text(f'#!/bin/sh\necho "$@ $LESS $LESSCHARSET" > {seen}\ncat\n')
    less.chmod(0o755)
    settings = {} if setting is None else {"LESS": setting}
    screen("timeline", rows=5, PAGER=f"{less} -S", NO_COLOR="", **settings)
    assert seen.read_text() == f"-R -S {told} utf-8\n"
