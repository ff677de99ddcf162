"""Other tools asked the same questions of the same data, each in the form that suits it best."""

import csv
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import core
from measure import Command
from questions import QUESTIONS, VIEWS, Question

PYTHON = ("sqlite-utils", "datasette", "vd", "bean-query")  # the tools that kzby is to be ahead of


@dataclass(frozen=True)
class Exported:
    """One dataset as its compiled file, and beside it as the files that other tools read."""

    file: Path

    def of(self, part: str, ending: str) -> Path:
        """The file of a view, or for a question, in some form."""
        return self.file.with_name(f"{self.file.stem}-{part}.{ending}")

    @property
    def duckdb(self) -> Path:
        """DuckDB's own file, with all the views."""
        return self.file.with_suffix(".duckdb")


def export(kzby: Path, data: Exported, duckdb: Path | None) -> None:
    """Writes the files that the peers read."""
    for view in VIEWS:
        for ending in ("jsonl", "csv"):
            with data.of(view, ending).open("wb") as file:
                asked: list[str | Path] = [kzby, view, "--format", ending, "--data", data.file]
                subprocess.run(asked, stdout=file, stderr=subprocess.DEVNULL, check=True)
    for question in QUESTIONS:
        steps = (
            {"longname": "select-expr", "input": question.python},
            {"longname": "dup-selected"},
        )
        _write(data.of(question.command, "vdj"), ["#!vd -p", *map(json.dumps, steps)])
    _write(data.of("trade", "journal"), _journal(data))
    _write(data.of("trade", "beancount"), _ledger(data))
    if duckdb:
        data.duckdb.unlink(missing_ok=True)
        made = (
            f"CREATE TABLE {v} AS FROM read_csv('{data.of(v, 'csv')}', all_varchar = true)"
            for v in VIEWS
        )
        subprocess.run(
            [duckdb, data.duckdb, "; ".join(made)], stdout=subprocess.DEVNULL, check=True
        )


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def _figures(data: Exported) -> Iterator[Mapping[str, str]]:
    """The figures of trade with an amount."""
    with data.of("trade", "csv").open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["value"])


def _journal(data: Exported) -> Iterator[str]:
    """The figures as transactions of hledger."""
    for row in _figures(data):
        yield f"{row['date_latest']} {row['id']}"
        yield f"    trade:{row['region']}:{row['flow']}  {row['value']} {row['unit']}"
        yield "    world"


def _ledger(data: Exported) -> Iterator[str]:
    """The figures as transactions of Beancount."""
    yield "1990-01-01 open Equity:World"
    accounts = (f"Income:{row['region']}:{row['flow'].capitalize()}" for row in _figures(data))
    yield from (f"1990-01-01 open {account}" for account in dict.fromkeys(accounts))
    for row in _figures(data):
        yield f'{row["date_latest"]} * "{row["id"]}"'
        yield f"  Income:{row['region']}:{row['flow'].capitalize()}  {row['value']} {row['unit']}"
        yield "  Equity:World"


Ask = Callable[[Path, Exported, Question], Sequence[str | Path]]


def _sqlite3(program: Path, data: Exported, question: Question) -> Sequence[str | Path]:
    return program, "-readonly", "-json", data.file, question.sql


def _sqlite_utils(program: Path, data: Exported, question: Question) -> Sequence[str | Path]:
    return program, "query", data.file, question.sql


def _datasette(program: Path, data: Exported, question: Question) -> Sequence[str | Path]:
    return (
        program,
        "--get",
        f"/{data.file.stem}.json?_shape=array&sql={quote(question.sql)}",
        data.file,
    )


def _duckdb(program: Path, data: Exported, question: Question) -> Sequence[str | Path]:
    sql = f"SELECT * FROM {question.view} WHERE {question.duckdb}"
    return program, "-readonly", "-json", data.duckdb, sql


def _jq(program: Path, data: Exported, question: Question) -> Sequence[str | Path]:
    return program, "-c", f"select({question.jq})", data.of(question.view, "jsonl")


def _visidata(program: Path, data: Exported, question: Question) -> Sequence[str | Path]:
    script = data.of(question.command, "vdj")
    return program, "--batch", data.of(question.view, "csv"), "--play", script, "--output", "-"


def _hledger(program: Path, data: Exported, _: Question) -> Sequence[str | Path]:
    return (
        program,
        "--file",
        data.of("trade", "journal"),
        "register",
        f"trade:{core.REGION}",
        "-O",
        "csv",
    )


def _beanquery(program: Path, data: Exported, _: Question) -> Sequence[str | Path]:
    sql = f"SELECT date, narration, position WHERE account ~ '{core.REGION}'"
    return program, "--format", "csv", data.of("trade", "beancount"), sql


_TABULAR: Mapping[str, Ask] = {
    "sqlite-utils": _sqlite_utils,
    "datasette": _datasette,
    "vd": _visidata,
    "sqlite3": _sqlite3,
    "duckdb": _duckdb,
    "jq": _jq,
}
_LEDGERS: Mapping[str, Ask] = {
    "bean-query": _beanquery,
    "hledger": _hledger,
}  # they know amounts, and no more


def asked(programs: Mapping[str, Path], data: Exported, question: Question) -> dict[str, Command]:
    """The question put to each program that can answer it."""
    ways = {**_TABULAR, **(_LEDGERS if question.view == "trade" else {})}
    known = {name: ask for name, ask in ways.items() if name in programs}
    return {
        name: Command(tuple(ask(programs[name], data, question))) for name, ask in known.items()
    }
