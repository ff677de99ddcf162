"""YAML text to plain values that know their line and column.

Every scalar stays text until the model types it, so `NO`, `010`, `12:30` and `1.10` arrive as written. The only
module that imports yaml. What could mislead a reader is refused: duplicate keys, anchors, aliases, tags, several
documents, control characters.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kzby.errors import Place, Problem
from kzby.text import is_hidden

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "null", "~"}
_DEEPEST = 20
_LARGEST = 4_000_000  # bytes; an article has some 15,000

Mark = Any  # a place in YAML text, of one of two classes
Marks = dict[str | int, tuple[Mark, Mark]]  # by key or index: where the key and the value begin


class Mapping(dict[str, Any]):
    """A mapping that knows where its keys and values are written."""

    def __init__(self) -> None:
        self.marks: Marks = {}


class Sequence(list[Any]):
    """A list that knows where its values are written."""

    def __init__(self) -> None:
        self.marks: Marks = {}


class Document:
    """What a file holds: its value, None if it cannot be read; the SHA-256 of its bytes; every problem with it."""

    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self.sha256 = ""
        self.value: Mapping | Sequence | str | None = None
        self.problems: list[Problem] = []
        self._begin: Mark = None
        try:
            self._read(path)
        except OSError as error:
            self._note(
                (0, 0), f"cannot be read: {error.strerror}; check the path and its permissions"
            )
        except UnicodeDecodeError as error:
            place = _end_of(error.object[: error.start].decode())
            self._note(place, "is not UTF-8; save the file as UTF-8")

    def problem(self, path: Place, text: str, *, at_key: bool = False) -> Problem:
        """A problem at the value (or key) at a path, or at the nearest enclosing value."""
        mark, value = self._begin, self.value
        for depth, step in enumerate(path, 1):
            if not isinstance(value, Mapping | Sequence) or step not in value.marks:
                break
            mark = value.marks[step][0 if at_key and depth == len(path) else 1]
            value = value[step]  # type: ignore[index]
        return Problem(self.file, *_position(mark), dotted(path), text)

    def complain(self, path: Place, text: str, *, at_key: bool = False) -> None:
        """Adds a problem at the value (or key) at a path."""
        self.problems.append(self.problem(path, text, at_key=at_key))

    def _note(self, position: tuple[int, int], text: str, path: Place = ()) -> None:
        self.problems.append(Problem(self.file, *position, dotted(path), text))

    def _read(self, path: Path) -> None:
        if path.exists() and not path.is_file():
            return self._note((0, 0), "is not a file; remove it, or put the file in its place")
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            size = f"{_LARGEST // 10**6} MB, which no file written by hand is"
            return self._note((0, 0), f"is larger than {size}; remove it")
        text = raw.decode("utf-8-sig")
        try:
            self._events: Iterator[Any] = iter(_LOADER(text).get_event, None)
            value = self._root()
        except yaml.YAMLError as error:
            return self._note(*_fault(error, text))
        except _TooDeepError:
            return None
        if value is None:
            return self._note((1, 1), "is empty; write its entries, or remove the file")
        self.value, self.sha256 = value, hashlib.sha256(raw).hexdigest()
        return None

    def _root(self) -> Mapping | Sequence | str | None:
        value = None
        for event in self._events:
            if type(event) is yaml.DocumentStartEvent:
                if self._begin:
                    self._refuse(event, (), "starts a second document; one file holds one")
                    break
                first = next(self._events)
                self._begin, value = first.start_mark, self._value(first, ())
        return value

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
            scalar: str = event.value
            hidden = "" if scalar.isprintable() else [*filter(is_hidden, scalar.replace("\n", ""))]
            if hidden:
                text = f"holds the invisible character U+{ord(hidden[0]):04X}; remove it"
                self._refuse(event, path, text)
            is_null = scalar in _NULLS and event.implicit[0] and not event.style
            return None if is_null else scalar
        if len(path) >= _DEEPEST:
            text = f"is nested more than {_DEEPEST} levels deep; records need at most five"
            self._refuse(event, (), text)
            raise _TooDeepError
        return self._mapping(path) if kind is yaml.MappingStartEvent else self._sequence(path)

    def _mapping(self, path: Place) -> Mapping:
        mapping = Mapping()
        for at_key in self._events:
            if type(at_key) is yaml.MappingEndEvent:
                break
            key = getattr(at_key, "value", None)
            if key is None:
                self._refuse(at_key, path, "a key is a list or a mapping; a key is a word")
            inner = (*path, key or "?")
            self._value(at_key, inner)
            at_value = next(self._events)
            value = self._value(at_value, inner)
            if key in mapping:
                text = f"duplicate key, first on line {mapping.marks[key][0].line + 1}; keep one"
                self._refuse(at_key, inner, text)
            elif key is not None:
                mapping[key] = value
                mapping.marks[key] = at_key.start_mark, at_value.start_mark
        return mapping

    def _sequence(self, path: Place) -> Sequence:
        sequence = Sequence()
        for event in self._events:
            if type(event) is yaml.SequenceEndEvent:
                break
            at = len(sequence)
            sequence.marks[at] = event.start_mark, event.start_mark
            sequence.append(self._value(event, (*path, at)))
        return sequence

    def _refuse(self, event: Any, path: Place, text: str) -> None:
        self._note(_position(event.start_mark), text, path)


class _TooDeepError(Exception):
    pass


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
