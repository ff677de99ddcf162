"""The files of a dataset, each as checked entries that know their place, or as its problems."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from kzby.errors import Place, Problem, nearest
from kzby.load import document
from kzby.load.document import Document, Mapping, Sequence
from kzby.model import kinds, vocabulary
from kzby.model.fields import Entry, Identified, is_scheme, parts_of
from kzby.model.terms import KINDS

ARTICLES = "articles"
_KEY = "[key]"  # how pydantic marks a problem with a key, at the end of its path
_WRITE = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}

E = TypeVar("E", bound=Identified)


@dataclass(frozen=True)
class Located:
    """An entry and where it is written; `entry` is None if it has problems.

    What only several entries together can get wrong is judged by `written`, so that one fault hides no other.
    """

    scheme: type[Identified]
    written: Mapping
    entry: Identified | None
    document: Document
    place: Place

    @property
    def id(self) -> str | None:
        """Its id, if one is written."""
        id_ = self.written.get("id")
        return id_ if isinstance(id_, str) else None

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        return self.document.position(self.place)[0]

    def checked(self, scheme: type[E]) -> E:
        """The checked entry; only for one without problems."""
        if not isinstance(self.entry, scheme):
            raise TypeError(f"{self.id} is no sound {scheme.__name__}")
        return self.entry

    def problem(self, path: Place, text: str) -> Problem:
        """A problem at a field of the entry."""
        return self.document.problem((*self.place, *path), text)


@dataclass
class File:
    """What one file holds: its entries (of an article: its card, then its records) and its problems.

    `unread` are the kinds of thing that may stand in it unseen, because it could not be read; `unclear` are the ids of
    entries that are of no known kind or have a wrong name.
    """

    document: Document
    unread: tuple[str, ...] = ()
    entries: list[Located] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)

    def complain(self, place: Place, text: str, *, at_key: bool = False) -> None:
        """Notes a problem at a place in the file."""
        self.problems.append(self.document.problem(place, text, at_key=at_key))

    def enter(self, place: Place, scheme: type[Identified]) -> None:
        """Checks the values at a place, and takes them as an entry if they are a mapping."""
        written, entry = self.document.at(place), None
        try:
            entry = scheme.model_validate(written)
        except ValidationError as invalid:
            for error in invalid.errors():
                self.complain(*_complaint(place, scheme, error), at_key=_is_about_key(error))
        if isinstance(written, Mapping):
            self.entries.append(Located(scheme, written, entry, self.document, place))


def article_files(folder: Path) -> list[Path]:
    """The files of articles, in the order of their names."""
    place = folder / ARTICLES
    if not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if _is_data(path) and path.suffix == ".yaml")


def strays(folder: Path) -> Iterator[Problem]:
    """Files that look like data and are not read because of their name or place."""
    vocabularies = {folder / f"{name}.yaml" for name in vocabulary.VOCABULARIES}
    for place, folders, names in os.walk(folder):
        for path in (Path(place, name) for name in (*folders, *names)):
            is_article = path.parent == folder / ARTICLES and path.suffix == ".yaml"
            if _is_data(path) and not is_article and path not in vocabularies:
                text = f"is not read; an article is a .yaml file in {ARTICLES}/, or remove it"
                yield Problem(str(path), 0, 0, "", text)


def _is_data(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".")


def vocabulary_file(path: Path, scheme: type[Identified]) -> File:
    """What a file of a vocabulary holds."""
    read = document.read(path)
    file = File(read, problems=[*read.problems])
    if isinstance(read.value, Sequence):
        for index in range(len(read.value)):
            file.enter((index,), scheme)
    else:
        file.unread = (scheme.noun,)
        if read.value is not None:
            file.complain((), "must be a list; begin each entry with '- id:'")
    return file


def article_file(path: Path) -> File:
    """What the file of an article holds."""
    read = document.read(path)
    file = File(read, problems=[*read.problems])
    if not isinstance(read.value, Mapping):
        file.unread = (kinds.Article.noun, *KINDS)
        if read.value is not None:
            file.complain((), "must be a mapping with `article:` and `records:`")
        return file
    for key in read.value:
        if key not in ("article", "records"):
            text = f"unknown field; {nearest(key, ['article', 'records'])}"
            file.complain((key,), text, at_key=True)
    if "article" in read.value:
        file.enter(("article",), kinds.Article)
    else:
        file.complain(("article",), "is missing; give the article's card")
    for card in file.entries:
        if card.id and card.id != path.stem:
            file.unclear.add(path.stem)
            text = f"{card.id!r} is not the file's name; write {path.stem}, or rename the file"
            file.complain(("article", "id"), text)
    records = read.value.get("records")
    if isinstance(records, Sequence) and records:
        for index, record in enumerate(records):
            _enter_record(file, ("records", index), record)
    else:
        file.complain(("records",), "must be a list of at least one record")
    return file


def _enter_record(file: File, place: Place, record: object) -> None:
    if not isinstance(record, Mapping):
        file.complain(place, "must be a mapping that begins with `kind:`")
        return
    kind = record.get("kind")
    if isinstance(kind, str) and kind in kinds.RECORDS:
        file.enter(place, kinds.RECORDS[kind])
        return
    file.unclear.add(str(record.get("id")))
    text = f"{kind!r} is no kind of record; {nearest(str(kind), KINDS)}"
    if kind is None:
        text = f"is missing; write one of {', '.join(KINDS)}"
    file.complain((*place, "kind"), text)


def _is_about_key(error: Any) -> bool:
    return error["type"] == "extra_forbidden" or _KEY in error["loc"]


def _complaint(place: Place, scheme: type[Entry], error: Any) -> tuple[Place, str]:
    """Where an error of pydantic is, and what to do about it."""
    path = tuple(step for step in error["loc"] if step != _KEY)
    value, context = error["input"], error.get("ctx", {})
    text = error["msg"]
    match error["type"]:
        case "extra_forbidden":
            fields = list(_scheme_at(scheme, path[:-1]).model_fields)
            text = f"unknown field; {nearest(str(path[-1]), fields)}"
        case "missing":
            text = "is missing; it must be given"
        case "literal_error":
            words = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            shown = repr(value) if isinstance(value, str) else _named(value)
            text = f"{shown} is not valid; {nearest(str(value), words)}"
        case "field":
            path, text = (*path, context["field"]), context["text"]
        case "value_error":
            text = str(context["error"])
        case kind if kind in _WRITE:
            text = f"is {_named(value)}; write {_WRITE[kind]}"
    return (*place, *path), text


def _scheme_at(scheme: type[Entry], path: Place) -> type[Entry]:
    """The scheme of the entry at a path inside another."""
    for step in path:
        if isinstance(step, str):
            scheme = next(filter(is_scheme, parts_of(scheme.model_fields[step].annotation)))
    return scheme


def _named(value: object) -> str:
    match value:
        case None:
            return "empty"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"
