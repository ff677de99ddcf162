"""The files of a dataset's folder, each as entries that know their place, or as its problems."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kzby.errors import Place, Problem, nearest
from kzby.load import checking
from kzby.load.document import Document, Value, read
from kzby.model import kinds, vocabulary
from kzby.model.fields import Identified
from kzby.model.terms import KINDS

ARTICLES = "articles"

E = TypeVar("E", bound=Identified)


@dataclass(frozen=True)
class Entered:
    """An entry as it stands in its file: the written values, and the checked entry, or None if it has problems.

    What only several entries together can get wrong is judged on the written values, so that one fault hides no other.
    """

    scheme: type[Identified]
    written: Mapping[str, Any]
    entry: Identified | None
    document: Document
    place: Place

    @property
    def id(self) -> str | None:
        """Its id, as far as one is written."""
        id_ = self.written.get("id")
        return id_ if isinstance(id_, str) else None

    @property
    def noun(self) -> str:
        """What kind of thing it is: `region`, `article`, `meeting` ..."""
        return (
            str(self.written["kind"]) if issubclass(self.scheme, kinds.Record) else self.scheme.NOUN
        )

    def checked(self, scheme: type[E]) -> E:
        """The checked entry; only for one without problems."""
        if not isinstance(self.entry, scheme):
            raise TypeError(f"{self.id} is no sound {scheme.__name__}")
        return self.entry

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        return self.document.values[self.place][0]

    def problem(self, path: Place, text: str) -> Problem:
        """A problem at a field of the entry."""
        return self.document.problem((*self.place, *path), text)


@dataclass
class File:
    """What one file holds: its entries (of an article: its card, then its records) and its problems.

    `nouns` are the kinds of thing it may hold; `sha256` is that of its bytes, empty if they are no YAML;
    `read` is whether it could be read as such;
    `unclear` are the ids of what is there, but of no known kind or under a wrong name.
    """

    name: str
    nouns: tuple[str, ...]
    sha256: str = ""
    entries: list[Entered] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: bool = True
    unclear: set[str] = field(default_factory=set)


def vocabularies(folder: Path) -> list[File]:
    """The four vocabulary files, in the order of `vocabulary.VOCABULARIES`."""
    return [
        _vocabulary(folder / f"{name}.yaml", scheme)
        for name, scheme in vocabulary.VOCABULARIES.items()
    ]


def articles(folder: Path) -> list[str]:
    """The paths of the article files, in the order of their names."""
    place = folder / ARTICLES
    if not place.is_dir():
        return []
    with os.scandir(place) as found:  # paths as text: there may be very many
        return sorted(one.path for one in found if one.name.endswith(".yaml"))


def unread(folder: Path) -> Iterator[Problem]:
    """Files that look like data and are not read for their name or place."""
    vocabularies = {f"{name}.yaml" for name in vocabulary.VOCABULARIES}
    for place, folders, names in os.walk(folder):
        read = vocabularies if Path(place) == folder else set()
        for name in (*folders, *names):
            looks_like_data = name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")
            an_article = Path(place) == folder / ARTICLES and name.endswith(".yaml")
            if looks_like_data and not (an_article or name in read):
                text = f"is not read; an article is a .yaml file in {ARTICLES}/, or remove it"
                yield Problem(str(Path(place) / name), 0, 0, "", text)


def _vocabulary(path: Path, scheme: type[Identified]) -> File:
    document, problems = read(path, str(path))
    file = _file(path, (scheme.NOUN,), document, problems)
    if document and isinstance(document.value, list):
        for index in range(len(document.value)):
            _enter(file, document, (index,), scheme)
    elif document:
        file.read = False
        file.problems.append(document.problem((), "must be a list; begin each entry with '- id:'"))
    return file


def _file(
    path: Path, nouns: tuple[str, ...], document: Document | None, problems: list[Problem]
) -> File:
    sha256 = document.sha256 if document else ""
    return File(str(path), nouns, sha256, problems=problems, read=document is not None)


def article(path: Path) -> File:
    """What an article's file holds."""
    document, problems = read(path, str(path))
    file = _file(path, (kinds.Article.NOUN, *KINDS), document, problems)
    if document and isinstance(document.value, dict):
        file.problems += _unknown(document, document.value)
        _card(file, document, document.value, path)
        _records(file, document, document.value.get("records"))
    elif document:
        file.read = False
        file.problems.append(
            document.problem((), "must be a mapping with `article:` and `records:`")
        )
    return file


def _unknown(document: Document, parts: dict[str, Value]) -> Iterator[Problem]:
    known = ["article", "records"]
    for key in parts:
        if key not in known:
            yield document.problem((key,), f"unknown field; {nearest(key, known)}", at_key=True)


def _card(file: File, document: Document, parts: dict[str, Value], path: Path) -> None:
    if "article" not in parts:
        file.problems.append(document.problem(("article",), "is missing; give the article's card"))
        return
    _enter(file, document, ("article",), kinds.Article)
    for card in file.entries:
        if card.id and card.id != path.stem:
            file.unclear.add(path.stem)
            text = f"{card.id!r} is not the file's name; write {path.stem}, or rename the file"
            file.problems.append(card.problem(("id",), text))


def _records(file: File, document: Document, records: Value) -> None:
    if not isinstance(records, list) or not records:
        file.problems.append(
            document.problem(("records",), "must be a list of at least one record")
        )
        return
    for index, record in enumerate(records):
        place = ("records", index)
        kind = record.get("kind") if isinstance(record, dict) else None
        if not isinstance(record, dict):
            file.problems.append(
                document.problem(place, "must be a mapping that begins with `kind:`")
            )
            continue
        if isinstance(kind, str) and kind in KINDS:
            _enter(file, document, place, kinds.RECORDS[kind])
            continue
        file.unclear.add(str(record.get("id")))
        if kind is None:
            file.problems.append(
                document.problem((*place, "kind"), f"is missing; write one of {', '.join(KINDS)}")
            )
        else:
            text = f"{kind!r} is no kind of record; {nearest(str(kind), KINDS)}"
            file.problems.append(document.problem((*place, "kind"), text))


def _enter(file: File, document: Document, place: Place, scheme: type[Identified]) -> None:
    entry, problems = checking.entry(document, place, scheme)
    file.problems += problems
    written = document.at(place)
    if isinstance(written, dict):
        file.entries.append(Entered(scheme, written, entry, document, place))
