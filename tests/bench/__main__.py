"""Measures kzby against the goals of its design: python tests/bench [--only PART ...] [--turns N].

kzby is built as a wheel, installed in an environment of its own, and run as its users run it.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generate import BREST, DATA, QUESTIONS, write
from measure import ALL, Command, FailedError, interleaved, run
from report import Row, table

HERE = Path(__file__).parent
ROOT, README = HERE.parents[1], HERE / "README.md"
PARTS = ("start", "first", "builds", "folder")  # methods of Bench
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*(?=<!-- end of figures -->)", re.DOTALL)
SMALL, LARGE = 5, 10_000  # meetings
BUILDS = (100, 1_000, LARGE)
FIRST_ROWS = 50
FLOORS = {"rows": (BREST, 1.0), "line": (f"{BREST} --format json", 1.1)}
VERSIONS = """
from platform import python_version
from importlib.metadata import version
from sqlite3 import sqlite_version
print(*(f"{name} {version(name)}," for name in ("kzby", "typer", "rich", "pydantic", "pyyaml")))
print(f"SQLite {sqlite_version}, Python {python_version()}")
"""


class Bench:
    """An installed kzby, a folder to work in, and how many turns to take."""

    def __init__(self, work: Path, turns: int) -> None:
        self.work, self.turns = work, turns
        self.python, self.kzby = work / "venv/bin/python", work / "venv/bin/kzby"
        pip: Command = [self.python, "-m", "pip", "-qq"]
        venv: Command = [sys.executable, "-m", "venv", work / "venv"]
        subprocess.run(venv, check=True)
        subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", work, ROOT], check=True)
        subprocess.run([*pip, "install", *work.glob("*.whl")], check=True)
        self.records: dict[int, int] = {}  # of the datasets written so far, by meetings

    def start(self) -> Iterator[Row]:
        """Short answers from the dataset in the wheel, against processes that do next to nothing."""
        for floor, (question, goal) in FLOORS.items():
            script = HERE / "floors" / f"{floor}.py"
            name = f"{question}, against floor: {floor}"
            yield self.compare(name, [self.kzby, *question.split()], [self.python, script], goal)

    def first(self) -> Iterator[Row]:
        """The first rows of many meetings, against those of few."""
        for meetings in (SMALL, LARGE):
            run(self.build(meetings))
        for question in QUESTIONS:
            large, small = (self.ask(self.file(meetings), question) for meetings in (LARGE, SMALL))
            name = f"{question}, first {FIRST_ROWS} rows, {LARGE:,} meetings against {SMALL}"
            yield self.compare(name, large, small, 2.0, FIRST_ROWS)

    def builds(self) -> Iterator[Row]:
        """What a record costs when a file is built; three turns, as they are long."""
        commands = [self.build(meetings) for meetings in BUILDS]
        few, some, many = interleaved(commands, min(self.turns, 3))
        start, middle, records = (self.records[meetings] for meetings in BUILDS)
        name = f"build of {LARGE:,} meetings ({records:,} records)"
        yield Row(f"{name}: records a second", records / many.seconds, 3_000, at_least=True)
        linear = f"{name}: time a record beyond {BUILDS[1]:,} meetings, against before"
        later = (many.seconds - some.seconds) / (records - middle)
        earlier = (some.seconds - few.seconds) / (middle - start)
        yield Row(linear, later / earlier, 1.2)
        size = self.file(LARGE).stat().st_size / records
        yield Row(f"{name}: bytes of file a record", size, 2_300)
        memory, name = (many.peak - few.peak) / records, f"{name}: bytes of memory a record"
        detail = f"({few.peak / 1e6:.0f} to {many.peak / 1e6:.0f} MB)"
        yield Row(name, memory, 8_000, detail=detail)

    def folder(self) -> Iterator[Row]:
        """Answers from the folder of the real data, against the same from the file built of it."""
        file = self.work / "real.sqlite"
        run(self.ask(DATA, f"build {file}"))
        for question in (BREST, f"{BREST} --format json"):
            name = f"{question}, from the folder against from the file"
            yield self.compare(name, self.ask(DATA, question), self.ask(file, question), 3.0)

    def compare(
        self, name: str, command: Command, base: Command, goal: float, lines: int = ALL
    ) -> Row:
        """How many times as long a command takes as another."""
        try:
            measured, least = interleaved([command, base], self.turns, lines)
        except FailedError as failed:
            sys.stderr.write(f"{failed}\n")
            return Row(name, None, goal)
        detail = f"({measured.seconds * 1000:.0f} / {least.seconds * 1000:.0f} ms)"
        return Row(name, measured.seconds / least.seconds, goal, detail=detail)

    def ask(self, data: Path, question: str) -> Command:
        """The command line that asks a dataset."""
        return [self.kzby, "--data", data, *question.split()]

    def build(self, meetings: int) -> Command:
        """The command line that builds the file of so many meetings; invents them first."""
        folder = self.work / str(meetings)
        if meetings not in self.records:
            self.records[meetings] = write(folder, meetings)
        return self.ask(folder, f"build {self.file(meetings)}")

    def file(self, meetings: int) -> Path:
        """The built file of so many meetings."""
        return self.work / f"{meetings}.sqlite"


def main() -> None:
    """Reads the command line, measures, and prints the table."""
    parser = argparse.ArgumentParser(description="Measure kzby against the goals of its design.")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="default: all")
    parser.add_argument("--turns", type=int, default=15, metavar="N", help="default: 15")
    parser.add_argument("--readme", action="store_true", help="write the table into the README")
    arguments = parser.parse_args()
    if arguments.readme and set(arguments.only) != set(PARTS):
        parser.error("--readme needs the whole table: leave out --only")
    rows = []
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(Path(work), arguments.turns)
        versions = subprocess.check_output([bench.python, "-c", VERSIONS], text=True)
        for part in arguments.only:
            for row in getattr(bench, part)():
                sys.stderr.write(row.line())
                rows.append(row)
    text = f"{table(rows)}\nMedians of {arguments.turns} turns; {' '.join(versions.split())}.\n"
    sys.stdout.write(text)
    if arguments.readme:
        readme = README.read_text(encoding="utf-8")
        README.write_text(FIGURES.sub(lambda _: f"\n{text}\n", readme), encoding="utf-8")


if __name__ == "__main__":
    main()
