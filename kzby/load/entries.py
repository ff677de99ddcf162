"""The files of a dataset: checked entries that know their place, or problems."""

from collections.abc import Iterator, Mapping
from errno import ENOENT
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from kzby.errors import Place, Problem, nearest
from kzby.load.document import Document
from kzby.model import kinds
from kzby.model.article import Article
from kzby.model.fields import EMPTY, Entry, Identified, contents
from kzby.model.terms import KINDS
from kzby.model.vocabulary import LISTS

ARTICLES = "articles"
Values = dict[str, Any]  # by field
Originals = Mapping[str, kinds.Record]  # by id

_TYPES = {"string_type": "text", "tuple_type": "a list"}  # by what pydantic calls an error


class File(Document):
    """A data file with its entries, of an article its card, then its records."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.entries: list[Located] = []
        self.above: dict[str | None, Any] = {}  # records by id, None if one has problems
        self.incomplete: list[Problem] = []  # of records that take fields from one not known
        self.is_read = True  # whether the ids of all its entries are known
        for place in self.empty:
            if place[1:]:  # else it is a whole part of the file
                self.complain(place, EMPTY)

    def reported(self) -> Iterator[tuple[Article, "Located"]]:
        """Each record of an article with its card, where neither has problems."""
        for each in self.entries[1:]:
            card = self.entries[0].entry
            if each.entry and isinstance(card, Article):
                yield card, each

    def complain(self, path: Place, text: str) -> None:
        """Adds a problem at the value at a path."""
        self.problems.append(self.problem(path, text))

    def enter(
        self, place: Place, scheme: type[Identified], written: Any, base: Values | None
    ) -> None:
        """Checks the values at a place, and takes them as an entry if they are a mapping.

        The `base` completes them; if it is None, nothing is called missing.
        """
        entry = None
        try:
            entry = scheme.model_validate({**base, **written} if base else written)
        except ValidationError as invalid:
            for error in invalid.errors(include_url=False):
                lacking = error["type"] == "missing" and base is None
                if not lacking and (error["input"] is not None or not error["loc"]):
                    path, text = _complaint(scheme, error)
                    self.complain((*place, *path), text)
        if entry and base:
            entry = scheme.model_construct({*written}, **dict(entry))
        if isinstance(written, dict):
            own = (written.get(name) for name in ("id", "retells"))
            id_, retells = (text if isinstance(text, str) else None for text in own)
            self.entries.append(Located(scheme, written, entry, self, place, id_, retells))
            if place[0] == "records":
                self.above[id_ or retells] = entry

    def base(self, place: Place, written: Values, originals: Originals) -> Values | None:
        """What a record takes from others: the original that it retells, the context above it.

        None if one of these is not known, or not whole itself.
        """
        scheme, taken, is_whole = kinds.RECORDS[written["kind"]], Values(), True
        if (id_ := written.get("retells")) is not None:
            original = originals.get(str(id_))
            is_whole = isinstance(original, scheme)
            taken |= original.as_original(written) if original and is_whole else {}
        if scheme.carries and (id_ := written.get("context")) is not None:
            context = self.above.get(str(id_))
            if str(id_) not in self.above:
                text = f"no record above in this article has the id {id_!r}; name one that has"
                self.complain((*place, "context"), text)
            is_whole = is_whole and context is not None
            taken |= context.as_context(scheme) if context else {}
        if not is_whole:
            text = "takes fields from a record that lacks them; write them here"
            self.incomplete.append(self.problem(place, text))
        return taken if is_whole else None


class Located(NamedTuple):
    """An entry and where it is written."""

    scheme: type[Identified]
    written: dict[str, Any]  # references are checked in this, so that one fault hides no other
    entry: Any  # None if it has problems
    file: File
    place: Place
    id: str | None
    retells: str | None

    def problem(self, path: Place, text: str) -> Problem:
        """A problem at a field of the entry."""
        return self.file.problem((*self.place, *path), text)

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.problem((), "").line


def article_paths(folder: Path) -> list[Path]:
    """The files of articles, in the order of their names."""
    paths = (folder / ARTICLES).glob("*.yaml")
    return sorted(path for path in paths if not path.name.startswith("."))


def list_paths(folder: Path) -> list[Path]:
    """The files beside those of articles."""
    return [folder / f"{name}.yaml" for name in LISTS]


def strays(folder: Path) -> Iterator[Problem]:
    """A folder without articles; data files with a wrong name or in a wrong place."""
    known = {*list_paths(folder), *article_paths(folder)}
    if not article_paths(folder):
        text = "holds no article; add one .yaml file an article"
        try:
            any((folder / ARTICLES).iterdir())
        except OSError as error:
            if error.errno != ENOENT:
                text = f"cannot be read: {error.strerror}; check its permissions"
        yield Problem(str(folder / ARTICLES), 0, 0, "", text)
    for path in chain.from_iterable(map(folder.glob, ("*", "*/*", f"{ARTICLES}/*/*"))):
        is_hidden = any(part[0] == "." for part in path.relative_to(folder).parts)
        if path.suffix.lower() in (".yaml", ".yml") and not (is_hidden or path in known):
            advice = f"put articles directly into {ARTICLES}/, in files that end in .yaml"
            yield Problem(str(path), 0, 0, "", f"is ignored; {advice}, or remove it")


def read_vocabulary(path: Path) -> File:
    """The entries of a vocabulary."""
    file = File(path)
    if isinstance(file.value, list):
        for index, written in enumerate(file.value):
            file.enter((index,), LISTS[path.stem], written, {})
        return file
    file.is_read = False
    if file.value is not None:
        file.complain((), "must be a list; begin each entry with '- id:', or write [] for none")
    return file


def read_article(path: Path, originals: Originals) -> File:
    """The card and the records of an article; those that it retells need the originals."""
    file = File(path)
    value = file.value
    if not isinstance(value, dict):
        file.is_read = False
        if value is not None:
            file.complain((), "must be a mapping with `article:` and `records:`")
        return file
    for key in value.keys() - {"article", "records"}:
        file.complain((key,), "unknown field; write article or records")
    file.enter(("article",), Article, value.get("article"), {})
    for card in file.entries:
        if card.id and card.id != path.stem:
            text = f"{card.id!r} is not the file's name, {path.stem!r}; change one of them"
            file.complain(("article", "id"), text)
    records = value.get("records")
    if not (isinstance(records, list) and records):
        file.complain(("records",), "must be a list of at least one record")
        return file
    for at, record in enumerate(records):
        kind = record.get("kind") if isinstance(record, dict) else None
        if kind in KINDS:
            base = file.base(("records", at), record, originals)
            file.enter(("records", at), kinds.RECORDS[kind], record, base)
        else:
            file.is_read = False
            text = f"{kind!r} is no kind of record" if kind else "must be a mapping with a `kind:`"
            text += f"; {nearest(str(kind), KINDS)}"
            file.complain(("records", at, "kind"), text)
    return file


def _complaint(scheme: type[Entry], error: Any) -> tuple[Place, str]:
    """Where an error of pydantic is, and what to do about it."""
    path = tuple(step for step in error["loc"] if step != "[key]")  # which marks a key
    context = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            for step in path[:-1]:
                scheme = contents(scheme).get(step, (None, None))[1] or scheme
            return path, f"unknown field; {nearest(path[-1], list(scheme.model_fields))}"
        case "none_required":
            return path, "is not for this kind; a figure has a period, an agreement is signed"
        case "missing":
            return path, "is missing; it must be given"
        case "literal_error":
            words = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            given = str(error["input"])
            return path, f"{given!r} is not valid; {nearest(given, words)}"
        case "field":
            return (*path, context["field"]), context["text"]
        case "value_error":
            return path, str(context["error"])
    return path, f"must be {_TYPES.get(error['type'], 'a mapping')}"
