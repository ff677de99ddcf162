"""A folder of YAML files as one checked dataset."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from kzby import folder, integrity, model, vocabulary
from kzby.errors import DataError, Problem
from kzby.fields import Identified
from kzby.folder import ARTICLES, File


@dataclass(frozen=True)
class Mention:
    """What one article says of one record; `file` (within the folder) and `line` say where that is written."""

    article: model.Article
    record: model.Record
    file: str
    line: int


@dataclass(frozen=True)
class Dataset:
    """Everything a folder holds, and `files`, where each article's part of it stands, field by field.

    `sha256` is the hash of all its files, `problems` are those of the articles that were left out.
    """

    folder: Path
    regions: tuple[vocabulary.Region, ...]
    sectors: tuple[vocabulary.Sector, ...]
    people: tuple[vocabulary.Person, ...]
    organizations: tuple[vocabulary.Organization, ...]
    articles: tuple[model.Article, ...]
    mentions: tuple[Mention, ...]
    files: tuple[File, ...]
    sha256: str
    problems: tuple[Problem, ...] = ()

    @property
    def named(self) -> tuple[vocabulary.Named, ...]:
        """Everything of the vocabularies, in their order."""
        return (*self.regions, *self.sectors, *self.people, *self.organizations)


def load(path: Path, *, lenient: bool = False) -> Dataset:
    """The dataset in a folder; DataError with every problem of every file if anything is wrong with it.

    A lenient load leaves out the articles that have problems, and says so in `problems`; the vocabularies must be
    sound all the same.
    """
    if not path.is_dir():
        text = "is a file, not a folder" if path.exists() else "does not exist"
        raise DataError([Problem(str(path), 0, 0, "", f"{text}; give a folder with regions.yaml and articles/")])
    vocabularies, articles = folder.vocabularies(path), folder.articles(path)
    problems = [*integrity.problems([*vocabularies, *articles]), *folder.unread(path)]
    if not articles:
        problems.append(Problem(str(path / ARTICLES), 0, 0, "", "holds no article; add one .yaml file an article"))
    faulty = {problem.file for problem in problems}
    sound = [article for article in articles if article.name not in faulty]
    if problems and not (lenient and sound and faulty.isdisjoint(file.name for file in vocabularies)):
        raise DataError(problems)
    dataset = _dataset(path, vocabularies, sound, problems)
    return _without_dangling(dataset) if problems else dataset


def _without_dangling(dataset: Dataset) -> Dataset:
    """The dataset without the links to records of articles that were left out."""
    known = {mention.record.id for mention in dataset.mentions}
    mentions = []
    for mention in dataset.mentions:
        kept: dict[str, Any] = {}
        for name in model.LINKS:
            value = getattr(mention.record, name, None)
            if isinstance(value, tuple):
                kept[name] = tuple(id_ for id_ in value if id_ in known)
            elif value and value not in known:
                kept[name] = None
        mentions.append(replace(mention, record=mention.record.model_copy(update=kept)))
    return replace(dataset, mentions=tuple(mentions))


def _dataset(path: Path, vocabularies: list[File], articles: list[File], left_out: list[Problem]) -> Dataset:
    regions, sectors, people, organizations = vocabularies
    return Dataset(
        path,
        _entries(regions, vocabulary.Region),
        _entries(sectors, vocabulary.Sector),
        _entries(people, vocabulary.Person),
        _entries(organizations, vocabulary.Organization),
        tuple(card for file in articles for card in _entries(file, model.Article)),
        tuple(chain.from_iterable(map(_mentions, articles))),
        tuple(articles),
        _sha256(path, [*vocabularies, *articles]),
        tuple(left_out),
    )


def _sha256(folder: Path, files: Iterable[File]) -> str:
    """The hash of the files' names and bytes: SHA-256 over their list as sha256sum prints it, in the order of names.

    Whoever has the files has the hash, wherever the folder lies, by `sha256sum articles/*.yaml *.yaml | sha256sum` in
    it; articles that were left out do not count.
    """
    sums = {Path(file.name).relative_to(folder).as_posix(): file.sha256 for file in files}
    listed = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    return hashlib.sha256(listed.encode()).hexdigest()


E = TypeVar("E", bound=Identified)


def _entries(file: File, scheme: type[E]) -> tuple[E, ...]:
    return tuple(entered.entry for entered in file.entries if isinstance(entered.entry, scheme))


def _mentions(file: File) -> list[Mention]:
    (card,) = _entries(file, model.Article)
    name = f"{ARTICLES}/{Path(file.name).name}"
    return [Mention(card, one.entry, name, one.line) for one in file.entries if isinstance(one.entry, model.Record)]
