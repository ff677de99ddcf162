"""YAML text to plain values (dict, list, str, None) that know where they stand.

Every scalar stays text until the model types it, so `NO`, `010`, `12:30` and `1.10` arrive as written. The only
module that imports yaml. What makes a file mean something other than it shows is refused: duplicate keys, anchors,
aliases, tags, several documents, control characters.
"""

import contextlib
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kzby.errors import Place, Problem
from kzby.text import is_hidden

Value = dict[str, "Value"] | list["Value"] | str | None

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "null", "~"}
_DEEPEST = 20
_LARGEST = 4_000_000  # bytes; an article has some 15,000


@dataclass(frozen=True)
class Document:
    """The values of one file, the (line, column) of each value and key by path, and the SHA-256 of its bytes."""

    file: str
    value: Value
    values: dict[Place, tuple[int, int]]
    keys: dict[Place, tuple[int, int]]
    sha256: str

    def at(self, place: Place) -> Value:
        """The value at a place that exists."""
        value: Any = self.value
        for step in place:
            value = value[step]
        return value  # type: ignore[no-any-return]

    def problem(self, path: Place, text: str, *, at_key: bool = False) -> Problem:
        """A problem at the value (or key) of this path, or at the nearest enclosing value that exists."""
        marks = self.keys if at_key else self.values
        near = path
        while near and near not in marks:
            near, marks = near[:-1], self.values
        line, column = marks.get(near, (1, 1))
        return Problem(self.file, line, column, dotted(path), text)


def dotted(path: Place) -> str:
    """A path as people write it: `records[3].quote`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def read(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """The document in a file, called `name` in problems, with what is wrong in it; None if it cannot be read at all."""
    if path.exists() and not path.is_file():
        return _unread(name, "is not a file; remove it, or put the file in its place")
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        return _unread(
            name, f"cannot be read: {error.strerror}; check the path and its permissions"
        )
    if len(raw) > _LARGEST:
        return _unread(
            name,
            f"is larger than {_LARGEST // 10**6} MB, which no file written by hand is; remove it",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return _unread(name, "is not UTF-8; save the file as UTF-8", line, column)
    return _parse(text, name, hashlib.sha256(raw).hexdigest())


def _unread(name: str, text: str, line: int = 0, column: int = 0) -> tuple[None, list[Problem]]:
    return None, [Problem(name, line, column, "", text)]


def _parse(text: str, name: str, sha256: str) -> tuple[Document | None, list[Problem]]:
    builder = _Builder(name)
    try:
        _build(builder, text)
    except yaml.YAMLError as error:
        return None, [*builder.problems, _syntax_problem(error, text, name)]
    except _TooDeepError as error:
        builder.complain(
            error.event,
            (),
            f"is nested more than {_DEEPEST} levels deep; records need at most five",
        )
        return None, builder.problems
    if builder.root is None:
        return None, [
            *builder.problems,
            Problem(name, 1, 1, "", "is empty; write its entries, or remove the file"),
        ]
    return Document(name, builder.root, builder.values, builder.keys, sha256), builder.problems


def _build(builder: "_Builder", text: str) -> None:
    """Read a text. PyYAML scans ahead of its events, and may refuse there what is nested too deep after 20 levels."""
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        before = _Builder(builder.name)
        with contextlib.suppress(yaml.YAMLError):
            for event in yaml.parse(text[: mark.index if mark else 0], Loader=_LOADER):
                before.take(event)
        raise


def _syntax_problem(error: yaml.YAMLError, text: str, name: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        if _LOADER is not yaml.SafeLoader:  # libyaml counts bytes
            before = text.encode()[: error.position].decode(errors="ignore")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Problem(
            name, line, column, "", "holds a character that YAML does not allow; remove it"
        )
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = " ".join(
        filter(None, [getattr(error, "context", None), getattr(error, "problem", None)])
    )
    return Problem(
        name,
        line,
        column,
        "",
        f"is not YAML: {reason or error}; check indentation, quotes and colons",
    )


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _TooDeepError(Exception):
    def __init__(self, event: yaml.Event) -> None:
        self.event = event


@dataclass
class _Open:
    """A collection under construction; `key` is the pending key of a mapping."""

    value: dict[str, Value] | list[Value]
    path: Place
    key: str | None = None


@dataclass
class _Builder:
    name: str
    root: Value = None
    values: dict[Place, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Place, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        self._refuse(event)
        if self.documents > 1:
            return
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._place(None, event)

    def complain(self, event: yaml.Event, path: Place, text: str) -> None:
        self.problems.append(Problem(self.name, *_start(event), dotted(path), text))

    def _refuse(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.complain(event, (), "starts a second document; one file holds one")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if not anchor and not tag:
            return
        here = self._path() if self.stack else ()
        if isinstance(event, yaml.AliasEvent):
            self.complain(event, here, f"alias *{anchor}; write the value itself")
        elif anchor:
            self.complain(event, here, f"anchor &{anchor}; remove it, each value is written out")
        if tag:
            self.complain(event, here, f"tag {tag}; remove it, the field decides its own type")

    def _path(self) -> Place:
        top = self.stack[-1]
        if isinstance(top.value, list):
            return (*top.path, len(top.value))
        return top.path if top.key is None else (*top.path, top.key)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if not event.value.isprintable() and (
            hidden := next(filter(_is_refused, event.value), None)
        ):
            path = self._path() if self.stack else ()
            self.complain(
                event, path, f"holds the invisible character U+{ord(hidden):04X}; remove it"
            )
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self._key(top, event)
        else:
            plain = event.implicit[0] and event.style in (None, "")
            self._place(None if plain and event.value in _NULLS else event.value, event)

    def _key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        path = (*top.path, event.value)
        if path in self.keys:
            self.complain(
                event, path, f"duplicate key, first on line {self.keys[path][0]}; keep one"
            )
        self.keys.setdefault(path, _start(event))
        top.key = event.value

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.stack) >= _DEEPEST:
            raise _TooDeepError(event)
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self.complain(event, top.path, "a key is a list or a mapping; a key is a word")
            top.key = ""
        path = self._path() if self.stack else ()
        value: dict[str, Value] | list[Value] = (
            [] if isinstance(event, yaml.SequenceStartEvent) else {}
        )
        self._place(value, event)
        self.stack.append(_Open(value, path))

    def _place(self, value: Value, event: yaml.Event) -> None:
        mark = _start(event)
        if not self.stack:
            if self.documents == 1:
                self.root = value
                self.values[()] = mark
            return
        self.values.setdefault(self._path(), mark)
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            top.key = ""
        else:
            top.value.setdefault(top.key, value)
            top.key = None


def _is_refused(character: str) -> bool:
    return character != "\n" and is_hidden(character)
