"""YAML text to plain values that know their line and column.

Scalars stay text until the model types them: `NO`, `010` and `1.10` arrive as written. What could
mislead is refused: duplicate keys, anchors, aliases, tags, characters that say nothing.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from kzby.errors import Place, Problem
from kzby.text import hidden

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "null", "~"}
_LARGEST = 1_000_000  # bytes; an article has some 15,000

Mark = Any  # a place in YAML text, of one of two classes


class Document:
    """A file: text, value (None if it cannot be read), SHA-256, problems."""

    _events: Iterator[Any]

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.text = self.sha256 = ""
        self.value: Any = None
        self.problems: list[Problem] = []
        self.empty: list[Place] = []  # values that are not given
        self._marks: dict[Place, tuple[Mark, Mark]] = {}  # of key and value
        try:
            with suppress(RecursionError, yaml.reader.ReaderError):  # they are noted
                self._read(path)
        except OSError as error:
            advice = "check the path and its permissions"
            self._note((0, 0), f"cannot be read: {error.strerror}; {advice}")
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode()
            place = before.count("\n") + 1, len(before) - before.rfind("\n")
            self._note(place, "is not UTF-8; save the file as UTF-8")

    def problem(self, path: Place, text: str, *, at_key: bool = False) -> Problem:
        """A problem at the value or key at a path, or at what encloses it."""
        near = path
        while near not in self._marks:
            near = near[:-1]
        key_mark, mark = self._marks[near]
        position = _position(key_mark if at_key and near == path else mark)
        return Problem(self.name, *position, dotted(path), text)

    def _note(self, position: tuple[int, int], text: str, path: Place = ()) -> None:
        self.problems.append(Problem(self.name, *position, dotted(path), text))

    def _refuse(self, event: Any, path: Place, text: str) -> None:
        self._note(_position(event.start_mark), text, path)

    def _read(self, path: Path) -> None:
        if not path.is_file():
            missing = not (path.exists() or path.is_symlink())  # only a list can be
            text = "is no file; restore it" + " (a list without entries is [])" * missing
            return self._note((0, 0), text)
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            text = "is larger than 1 MB, which no file written by hand is"
            return self._note((0, 0), f"{text}; remove it")
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self.text = raw.decode("utf-8-sig")
        # in comments too; by the lines that an editor shows
        lines = self.text.replace("\r\n", "\n").replace("\t", " ").split("\n")
        for number, line in enumerate(lines, 1):
            for unseen in hidden(line)[:1]:
                self._note((number, line.index(unseen) + 1), _unsaid(unseen))
        try:
            self._root()
        except yaml.MarkedYAMLError as error:
            reason = " ".join(filter(None, (error.context, error.problem)))
            advice = f"is not YAML: {reason}; check indentation, quotes and colons"
            return self._note(_position(error.problem_mark), advice)
        if self.value is None:
            self._note((1, 1), "is empty; write its entries")
        return None

    def _root(self) -> None:
        self._events = iter(LOADER(self.text).get_event, None)
        value = None
        for event in self._events:
            if type(event) is yaml.DocumentStartEvent:
                if self._marks:
                    self._refuse(event, (), "starts a second document; one file holds one")
                    break
                value = self._value(next(self._events), ())
        self.value = value

    def _value(self, event: Any, path: Place, key: Mark = None) -> Any:
        """The value that begins with an event; `key` is the mark of its key."""
        self._marks.setdefault(path, (key, event.start_mark))
        self._check(event, path)
        kind = type(event)
        if kind is yaml.ScalarEvent:
            is_null = event.value in _NULLS and event.implicit[0] and not event.style
            self.empty += [path] * is_null
            return None if is_null else str(event.value)
        if kind is yaml.AliasEvent:
            return None
        if len(path) >= 20:
            text = "is nested more than 20 levels deep; records need at most five"
            self._refuse(event, (), text)
            raise RecursionError
        if kind is yaml.MappingStartEvent:
            return self._mapping(path)
        values: list[Any] = []
        for item in self._events:
            if type(item) is yaml.SequenceEndEvent:
                break
            values.append(self._value(item, (*path, len(values)), item.start_mark))
        return values

    def _check(self, event: Any, path: Place) -> None:
        """Refuses what could mislead a reader."""
        if event.anchor or getattr(event, "tag", None):
            self._refuse(event, path, "has an anchor, alias or tag; write the value itself")
        if getattr(event, "style", None) == '"':
            for unseen in hidden(event.value.replace("\n", ""))[:1]:
                if unseen not in self.text:  # written as \u200b; else its line is refused
                    self._refuse(event, path, _unsaid(unseen))

    def _mapping(self, path: Place) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = getattr(event, "value", "?")
            inner = (*path, key)
            if type(event) is yaml.ScalarEvent:
                self._check(event, inner)
            else:
                self._refuse(event, path, "a key is a list or a mapping; a key is a word")
                self._value(event, inner, event.start_mark)
            if key in mapping:
                line, _ = _position(self._marks[inner][0])
                self._refuse(event, inner, f"duplicate key, first on line {line}; keep one")
            mapping.setdefault(key, self._value(next(self._events), inner, event.start_mark))
        return mapping


def _unsaid(character: str) -> str:
    return f"holds the character U+{ord(character):04X}, which says nothing; remove it"


def dotted(path: Place) -> str:
    """A path as people write it: `records[3].quote`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _position(mark: Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1
