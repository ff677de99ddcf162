"""Measures kzby beside its floors and its peers: python tests/bench/run.py --work FOLDER.

Whole processes, in turn, in medians; goals stand beside the figures as met or missed. What is generated and installed
is kept in the folder, and used again.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import installed
import peers
import report
import suite
import table
from measure import Case, Command, Timing, Timings, interleaved
from peers import Exported
from report import Built

SIZES = (5, 100, 10_000, 100_000)
PARTS = ("start", "build", "query", "stream", "peers")
_CAPTION = "Medians of {} runs with Python {} on {} processors; columns are meetings; in brackets, times the floor."


def main() -> None:
    """Reads the command line, measures, and prints."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        work = asked.work or Path(temporary)
        tell("installing")
        programs = installed.kzby(work)
        found = installed.peers(work, asked.peers) if "peers" in asked.only else {}
        for lacking in set(asked.peers) - set(found) if "peers" in asked.only else ():
            tell(f"{lacking} is neither here nor can it be installed; it is left out")
        built = _built(programs / "kzby", work, asked)
        timings = interleaved(_commands(programs, found, work, asked), asked.repeats, tell)
    if asked.json:
        asked.json.write_text(json.dumps(_plain(timings, built), indent=1), encoding="utf-8")
    lines = report.rows(timings, built, asked.sizes)
    caption = _CAPTION.format(asked.repeats, platform.python_version(), os.cpu_count())
    table.draw(lines, asked.sizes, caption)
    if asked.readme:
        table.write(lines, asked.sizes, caption, installed.ROOT / "README.md")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure kzby beside its floors and its peers.")
    parser.add_argument(
        "--work", type=Path, metavar="FOLDER", help="keep datasets and installations here"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="meetings (5 to 100,000)"
    )
    parser.add_argument(
        "--only", choices=PARTS, nargs="+", default=PARTS, metavar="PART", help=", ".join(PARTS)
    )
    parser.add_argument(
        "--peers", choices=installed.PEERS, nargs="+", default=installed.PEERS, metavar="PROGRAM"
    )
    parser.add_argument(
        "--repeats", type=int, default=15, metavar="TIMES", help="runs that a median is of (15)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the medians here too")
    parser.add_argument("--readme", action="store_true", help="write the table into the README too")
    return parser.parse_args()


def _built(kzby: Path, work: Path, asked: argparse.Namespace) -> dict[int, Built]:
    """Compiles a dataset of each size; empty if that is not what is measured."""
    commands = {}
    for size in asked.sizes:
        if not _folder(work, size).exists():
            tell(f"generating {size:,} meetings")
            script = Path(__file__).with_name("generate.py")
            subprocess.run(
                [sys.executable, script, _folder(work, size), "--meetings", str(size)], check=True
            )
        command = Command((kzby, "build", _file(work, size), "--data", _folder(work, size)))
        commands[Case(suite.KZBY, "build", size)] = command
    tell("building")
    timings = interleaved(commands, asked.repeats if "build" in asked.only else 0, tell)
    measured = timings if "build" in asked.only else {}
    return {
        case.meetings: _compiled(timing, _file(work, case.meetings))
        for case, timing in measured.items()
    }


def _compiled(timing: Timing, file: Path) -> Built:
    with closing(sqlite3.connect(file)) as connection:
        (records,) = connection.execute("SELECT count(*) FROM record").fetchone()
    return Built(timing, records, file.stat().st_size)


def _commands(
    programs: Path, found: Mapping[str, Path], work: Path, asked: argparse.Namespace
) -> dict[Case, Command]:
    """The commands that answer, of all parts that are asked for."""
    kzby, parts = programs / "kzby", asked.only
    commands = suite.floors(programs / "python") | (suite.start(kzby) if "start" in parts else {})
    for size in asked.sizes:
        data = Exported(_file(work, size))
        if "query" in parts or "peers" in parts:
            commands |= suite.queries(kzby, data, size)
        if "stream" in parts:
            commands |= suite.streams(kzby, data, size)
        if found:
            tell(f"writing {size:,} meetings for the peers")
            peers.export(kzby, data, found.get("duckdb"))
            commands |= suite.compared(found, kzby, data, size, tell)
    tell(f"measuring {len(commands)} commands, {asked.repeats} times each")
    return commands


def _folder(work: Path, size: int) -> Path:
    return work / "data" / str(size)


def _file(work: Path, size: int) -> Path:
    return work / f"{size}.sqlite"


def _plain(timings: Timings, built: Mapping[int, Built]) -> list[dict[str, object]]:
    """The medians as flat rows."""
    compiled = {Case(suite.KZBY, "build", size): one.timing for size, one in built.items()}
    return [
        {**case._asdict(), **asdict(timing)} for case, timing in {**compiled, **timings}.items()
    ]


def tell(text: str) -> None:
    """Says what goes on."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
