"""What the tests share beside the fixtures."""

import fcntl
import json
import os
import pty
import re
import resource
import shlex
import sqlite3
import struct
import subprocess
import termios
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from kzby import query, render
from kzby.cli.help import COMMANDS
from kzby.model import kinds
from kzby.query import search
from kzby.query.answer import Answer
from kzby.query.filters import Filters
from kzby.render import File
from kzby.render.terminal import Terminal
from kzby.store import SCHEMA, Store
from kzby.store.dictionary import dictionary

HERE = Path(__file__).parent
ROOT = HERE.parent
# The articles of the invented dataset.
BREST, KARAGANDA = "articles/2020-03-02-brest.yaml", "articles/2021-01-11-karaganda.yaml"

# The card of an invented article, but for its id.
CARD: dict[str, Any] = {
    "headline": "News",
    "url": "https://example.org/news",
    "publisher": "wire-one",
    "agency": "wire-one",
    "sha256": "0" * 64,
    "language": "en",
    "published": "2017-01-01",
    "dating": "Printed in the header.",
}

# What would steer a terminal, or speak to whatever reads it.
HOSTILE = "\x1b]0;owned\a\x1b[31m\x1b[2J\x9b2J\x7f\u202e[bold red]x[/] {0} %s \\"

# The views that have a command, or an option of `trade`.
_VIEWS = {column["view"] for column in dictionary(SCHEMA.read_text("utf-8"))}
LISTED = (*filter(_VIEWS.__contains__, COMMANDS), "goods", "derived", "reconciliation")
VIEWS = (*LISTED, "records")

_FOLDERS = (ROOT / "seeds", ROOT.parent / "shared" / "seeds")
TEXTS = next((folder for folder in _FOLDERS if list(folder.glob("*.txt"))), None)
# The first articles, on whose texts the tools themselves are tried.
FIRST = {
    *("2013-09-25-vitebsk-embassy", "2015-11-25-mogilev-ambassador", "2015-12-16-brest-ambassador"),
    *("2016-06-21-brest-atyrau", "2016-11-29-minsk-round-table"),
}
needs_texts = pytest.mark.skipif(
    TEXTS is None, reason="the articles' texts are neither in seeds/ nor in ../shared/seeds"
)


@dataclass(frozen=True)
class Outcome:
    """What a command line printed, and its exit code."""

    code: int
    out: str
    err: str


def trades(text: str) -> list[kinds.Trade]:
    """Invented figures, each as `id flow value name=value`; separated by semicolons.

    Of 2020 and in US dollars, if not told otherwise; + is a space within a value.
    """
    written = []
    for id_, flow, *words in (line.split() for line in text.split(";")):
        pairs = (word.replace("+", " ").split("=") for word in words if "=" in word)
        told: dict[str, Any] = {name: value or None for name, value in pairs}
        given = {"region": "BY-BR", "partner": "KZ", "period": "2020", "title": "A", "quote": "a"}
        if value := " ".join(word for word in words if "=" not in word):
            given |= {"value": value, "unit": "USD"}
        if "change" in told:
            given |= {"change_kind": "percent", "against": "2019"}
        own = {"kind": "trade", "id": id_, "flow": flow, **given, **told}
        written.append(kinds.Trade.model_validate(own))
    return written


def filters(words: str) -> dict[str, Any]:
    """Filters as in `region=Brest since=2020`, with + for a space within a value."""
    typed: dict[str, Any] = {}
    for name, _, value in (word.replace("+", " ").partition("=") for word in words.split()):
        typed.setdefault(name, []).append(value)
    single = {"since", "until", "dates"} & typed.keys()
    numbers = {name: int(typed[name][0]) for name in {"min_origins"} & typed.keys()}
    return typed | {name: typed[name][0] for name in single} | numbers


def cases(name: str) -> list[list[str]]:
    r"""The cases of a table in tests/cases: one a line, in cells between `>`; `\n` and `\u200b` are characters."""
    lines = (HERE / "cases" / f"{name}.txt").read_text("utf-8").splitlines()
    rows = (re.split(" *> *", line) for line in lines if line and line[0] != "#")
    return [[re.sub(r"\\u(\w{4})|\\n", _character, cell) for cell in row] for row in rows]


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or "a", 16))


def objects(kzby: Callable[..., Outcome], *line: object) -> list[dict[str, Any]]:
    """The rows that a command line gives as JSON."""
    outcome = kzby(*line, "-f", "json")
    assert outcome.code == 0
    return list(json.loads(outcome.out))


def screen(kzby: Callable[..., Outcome], line: str, *more: object) -> tuple[int, str]:
    """The exit code of a command line of a table of cases, and what it shows; `60: ties` on so many columns."""
    parts = re.fullmatch(r"(?:(\d+): )?(.*)", line)
    assert parts
    outcome = kzby(*shlex.split(parts[2]), *more, columns=int(parts[1] or 0))
    return outcome.code, f"{outcome.out}{outcome.err}"


def lines(answer: Answer, format_: File = "table", **terminal: Any) -> list[str]:
    """An answer in a format, as a terminal or a pipe gets it."""
    return list(render.lines(answer, format_, Terminal(**terminal)))


def written(answer: Answer, format_: File = "table", **terminal: Any) -> str:
    """The same as one text."""
    return "\n".join(lines(answer, format_, **terminal))


def questions(name: str) -> list[tuple[str, str, str]]:
    """A table of answers: a view or a search with filters, the columns shown, and the rows."""
    text = (HERE / "cases" / f"{name}.txt").read_text("utf-8")
    return re.findall(r"^(\w.*) > (.*)\n((?: +.*\n)*)", text, re.MULTILINE)


def answered(store: Store, question: str, columns: str) -> list[str]:
    """The rows of an answer to a question of such a table."""
    view, _, words = question.partition(" ")
    view, _, searched = view.replace("+", " ").partition(" ")
    typed = Filters(**filters(words))
    answer = search.search(store, searched, typed) if searched else query.ask(store, view, typed)
    rows = (map(_cell, map(row.__getitem__, columns.split())) for row in answer.mappings())
    return [" | ".join(row).rstrip() for row in rows]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(each["value"]) if isinstance(each, dict) else each for each in value)
    return "-" if value is None else str(value)


# The least that an article can tell in a record of each kind.
LEAST: dict[str, dict[str, Any]] = {
    kind: yaml.load(f"{{{own}}}", yaml.BaseLoader)  # noqa: S506, text only
    for kind, own, _ in cases("barest-records")
}


def edit(path: Path, old: str, new: str) -> None:
    """Changes the only place of a file that has this text."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def add(folder: Path, day: str, *records: str, **more: Any) -> None:
    """Adds an article; its first day of publication is its id."""
    id_ = day[:10]
    own = {"url": f"https://example.org/{id_}", "sha256": sha256(id_.encode()).hexdigest()}
    card = CARD | {"id": id_, "published": day, "language": "ru", **own, **more}
    lines = "".join(f"  - {{{record}}}\n" for record in records)
    text = f"article: {json.dumps(card)}\nrecords:\n{lines}"
    (folder / "articles" / f"{id_}.yaml").write_text(text, "utf-8")


def change(file: Path, *statements: str, **values: object) -> None:
    """Changes a compiled file by hand."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement, values if ":" in statement else {})


def letters(text: str) -> Counter[str]:
    """Every letter and digit: a layout may move words, but neither lose nor add any."""
    return Counter(character for character in text if character.isalnum())


def fits(text: str, expected: str) -> bool:
    """Whether a text is as expected, where `<...>` is whatever a library says."""
    return bool(re.fullmatch(re.escape(expected).replace(re.escape("<...>"), r"[^\n]+"), text))


def ids(store: Store, view: str, **filters: Any) -> list[str]:
    """The ids of the rows that the filters leave, in their order."""
    return [str(row[0]) for row in query.ask(store, view, Filters(**filters)).rows]


def notes(store: Store, view: str, **filters: Any) -> list[str]:
    """What is said beside the answer."""
    return list(query.ask(store, view, Filters(**filters)).notes())


def ran(*line: object, largest: int | None = None, **options: Any) -> Outcome:
    """What a process printed; `largest` is what its files may grow to, as on a disk with so much room."""
    if largest is not None:
        room = (resource.RLIMIT_FSIZE, (largest, largest))
        options["preexec_fn"] = lambda: resource.setrlimit(*room)
    done = subprocess.run([*map(str, line)], capture_output=True, check=False, **options)
    return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


_PARTS = ("section", "nav", "style", "script")


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of each section."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.raw = text
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {"": ""}
        self.place = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keeps an element, and where it begins a part or a quote."""
        known = {name: value or "" for name, value in attributes}
        self.elements.append((tag, known))
        if tag in _PARTS:
            self.place = known.get("id", tag)
            self.texts.setdefault(self.place, "")
        elif tag in ("dt", "dd", "li", "p", "summary", "h3", "tr", "th", "td"):
            self.handle_data("\n")
        elif tag == "q":
            self.handle_data("“")

    def handle_endtag(self, tag: str) -> None:
        """Ends a part or a quote."""
        if tag in _PARTS:
            self.place = ""
        elif tag == "q":
            self.handle_data("”")

    def handle_data(self, data: str) -> None:
        """Keeps a text."""
        self.texts[self.place] += data

    @property
    def tags(self) -> set[str]:
        """The names of its elements."""
        return {tag for tag, _ in self.elements}

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [known[name] for _, known in self.elements if name in known]


def on_a_terminal(*line: object, columns: int = 100, rows: int = 24, **environment: str) -> Outcome:
    """What a process printed on a terminal of this size, stdout and stderr in one, and its exit code."""
    control, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    # without the width of whatever runs the tests
    plain = {name: text for name, text in os.environ.items() if name != "COLUMNS"}
    running = subprocess.Popen(
        list(map(str, line)),
        stdin=screen,
        stdout=screen,
        stderr=screen,
        env={**plain, "TERM": "xterm", **environment},
    )
    # A terminal that its last writer closes may lose what is not read yet: so this one closes it last.
    end = threading.Thread(target=lambda: (running.wait(), os.write(screen, b"\0")))
    end.start()
    received = b""
    while not received.endswith(b"\0"):
        received += os.read(control, 65536)
    end.join()
    os.close(screen)
    os.close(control)
    return Outcome(running.returncode, received[:-1].decode().replace("\r\n", "\n"), "")


Run = Callable[..., Outcome]
