"""YAML text to plain values that know their line and column.

Every scalar stays text until the model types it, so `NO`, `010`, `12:30` and `1.10` arrive as written. The only
module that imports yaml. What could mislead a reader is refused: duplicate keys, anchors, aliases, tags, several
documents, control characters.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kzby.errors import Place, Problem
from kzby.text import is_hidden

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "null", "~"}
_DEEPEST = 20
_LARGEST = 4_000_000  # bytes; an article has some 15,000

Mark = Any  # of yaml, which has two classes of it


class Mapping(dict[str, Any]):
    """A mapping of a file; `marks` are those of each key and its value."""

    def __init__(self) -> None:
        self.marks: dict[str | int, tuple[Mark, Mark]] = {}


class Sequence(list[Any]):
    """A list of a file; `marks` are those of each value, once more in place of a key."""

    def __init__(self) -> None:
        self.marks: dict[str | int, tuple[Mark, Mark]] = {}


@dataclass(frozen=True)
class Document:
    """What a file holds: its values, None if it cannot be read; the SHA-256 of its bytes; what is wrong with it."""

    file: str
    problems: list[Problem]
    value: Mapping | Sequence | str | None = None
    begin: Mark = None
    sha256: str = ""

    def at(self, path: Place) -> Any:
        """The value at a path that exists."""
        value: Any = self.value
        for step in path:
            value = value[step]
        return value

    def position(self, path: Place, *, at_key: bool = False) -> tuple[int, int]:
        """Line and column of the value (or key) at a path, or of the nearest enclosing value."""
        value: Any = self.value
        mark = self.begin
        for depth, step in enumerate(path, 1):
            if not isinstance(value, Mapping | Sequence) or step not in value.marks:
                break
            mark = value.marks[step][0 if at_key and depth == len(path) else 1]
            value = value[step]  # type: ignore[index]
        return _position(mark)

    def problem(self, path: Place, text: str, *, at_key: bool = False) -> Problem:
        """A problem at the value (or key) at a path, or at the nearest enclosing value."""
        return Problem(self.file, *self.position(path, at_key=at_key), dotted(path), text)


def dotted(path: Place) -> str:
    """A path as people write it: `records[3].quote`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _position(mark: Mark) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _end_of(text: str) -> tuple[int, int]:
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def read(path: Path) -> Document:
    """The document in a file, with every problem in it."""
    file = str(path)
    try:
        if path.exists() and not path.is_file():
            return _unread(file, "is not a file; remove it, or put the file in its place")
        with path.open("rb") as opened:
            raw = opened.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            size = f"{_LARGEST // 10**6} MB, which no file written by hand is"
            return _unread(file, f"is larger than {size}; remove it")
        text = raw.decode("utf-8-sig")
    except OSError as error:
        return _unread(
            file, f"cannot be read: {error.strerror}; check the path and its permissions"
        )
    except UnicodeDecodeError as error:
        place = _end_of(error.object[: error.start].decode())
        return _unread(file, "is not UTF-8; save the file as UTF-8", *place)
    return _Parser(file, text).document(hashlib.sha256(raw).hexdigest())


def _unread(file: str, text: str, line: int = 0, column: int = 0) -> Document:
    return Document(file, [Problem(file, line, column, "", text)])


class _TooDeepError(Exception):
    pass


class _Parser:
    """Builds values from the events of YAML, and notes what is refused."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []

    def document(self, sha256: str) -> Document:
        try:
            self.events: Iterator[Any] = iter(_LOADER(self.text).get_event, None)
            value, begin = self._root()
        except yaml.YAMLError as error:
            self._note((), *_fault(error, self.text))
        except _TooDeepError:
            pass
        else:
            if value is not None:
                return Document(self.file, self.problems, value, begin, sha256)
            self._note((), (1, 1), "is empty; write its entries, or remove the file")
        return Document(self.file, self.problems)

    def _root(self) -> tuple[Any, Mark]:
        value, begin = None, None
        for event in self.events:
            if type(event) is yaml.DocumentStartEvent:
                if begin:
                    self._refuse(event, (), "starts a second document; one file holds one")
                    break
                first = next(self.events)
                value, begin = self._value(first, ()), first.start_mark
        return value, begin

    def _value(self, event: Any, path: Place) -> Mapping | Sequence | str | None:
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._refuse(event, path, f"alias *{event.anchor}; write the value itself")
            return None
        if event.anchor:
            text = f"anchor &{event.anchor}; remove it, each value is written out"
            self._refuse(event, path, text)
        if event.tag:
            text = f"tag {event.tag}; remove it, the field decides its own type"
            self._refuse(event, path, text)
        if kind is yaml.ScalarEvent:
            return self._scalar(event, path)
        if len(path) >= _DEEPEST:
            text = f"is nested more than {_DEEPEST} levels deep; records need at most five"
            self._refuse(event, (), text)
            raise _TooDeepError
        return self._mapping(path) if kind is yaml.MappingStartEvent else self._sequence(path)

    def _scalar(self, event: Any, path: Place) -> str | None:
        text: str = event.value
        if not text.isprintable():
            for character in text:
                if character != "\n" and is_hidden(character):
                    code = f"U+{ord(character):04X}"
                    self._refuse(event, path, f"holds the invisible character {code}; remove it")
                    break
        is_null = text in _NULLS and event.implicit[0] and not event.style
        return None if is_null else text

    def _mapping(self, path: Place) -> Mapping:
        mapping = Mapping()
        while type(at_key := next(self.events)) is not yaml.MappingEndEvent:
            key = self._value(at_key, (*path, getattr(at_key, "value", "?")))
            at_value = next(self.events)
            if not isinstance(key, str):
                self._refuse(at_key, path, "a key is a list or a mapping; a key is a word")
                self._value(at_value, (*path, "?"))
                continue
            value = self._value(at_value, (*path, key))
            if key in mapping:
                line = mapping.marks[key][0].line + 1
                text = f"duplicate key, first on line {line}; keep one"
                self._refuse(at_key, (*path, key), text)
            else:
                mapping[key] = value
                mapping.marks[key] = at_key.start_mark, at_value.start_mark
        return mapping

    def _sequence(self, path: Place) -> Sequence:
        sequence = Sequence()
        while type(event := next(self.events)) is not yaml.SequenceEndEvent:
            at = len(sequence)
            sequence.marks[at] = event.start_mark, event.start_mark
            sequence.append(self._value(event, (*path, at)))
        return sequence

    def _refuse(self, event: Any, path: Place, text: str) -> None:
        self._note(path, _position(event.start_mark), text)

    def _note(self, path: Place, position: tuple[int, int], text: str) -> None:
        self.problems.append(Problem(self.file, *position, dotted(path), text))


def _fault(error: yaml.YAMLError, text: str) -> tuple[tuple[int, int], str]:
    """Where a text stops being YAML, and why."""
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        if _LOADER is not yaml.SafeLoader:  # libyaml counts bytes
            before = text.encode()[: error.position].decode(errors="ignore")
        return _end_of(before), "holds a character that YAML does not allow; remove it"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reasons = (getattr(error, "context", None), getattr(error, "problem", None))
    reason = " ".join(filter(None, reasons)) or error
    return _position(mark), f"is not YAML: {reason}; check indentation, quotes and colons"
