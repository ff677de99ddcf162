"""A folder of YAML files as one checked dataset."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

from kzby.errors import DataError, Problem
from kzby.load import folder, integrity
from kzby.load.folder import ARTICLES, File
from kzby.load.mentions import Told
from kzby.load.tracking import Track, untracked
from kzby.model import kinds, vocabulary
from kzby.model.fields import Identified


@dataclass(frozen=True)
class Dataset:
    """Everything a folder holds: the vocabularies, and what its articles tell.

    `sha256` is the hash of all its files, `problems` are those of the articles that were left out.
    """

    folder: Path
    regions: tuple[vocabulary.Region, ...]
    sectors: tuple[vocabulary.Sector, ...]
    people: tuple[vocabulary.Person, ...]
    organizations: tuple[vocabulary.Organization, ...]
    told: Told
    sha256: str
    problems: tuple[Problem, ...] = ()

    @property
    def named(self) -> tuple[vocabulary.Named, ...]:
        """Everything of the vocabularies, in their order."""
        return (*self.regions, *self.sectors, *self.people, *self.organizations)

    @property
    def articles(self) -> tuple[kinds.Article, ...]:
        """The cards."""
        return tuple(self.told.articles())

    @property
    def records(self) -> dict[str, tuple[kinds.Mention, ...]]:
        """The mentions by record."""
        return {told[0].record.id: told for told in self.told.records()}

    def files(self) -> Iterator[File]:
        """The articles' files, read once more: where each part of them stands, field by field."""
        for path, _, _ in self.told.files():
            file = folder.article(Path(path))
            if file.problems:  # it was changed meanwhile
                raise DataError(file.problems)
            yield file


def load(path: Path, *, lenient: bool = False, track: Track = untracked) -> Dataset:
    """The dataset in a folder; DataError with every problem of every file if anything is wrong with it.

    A lenient load leaves out the articles that have problems, and says so in `problems`; the vocabularies must be
    sound all the same. Only the vocabularies and the file under way are held in memory.
    """
    if not path.is_dir():
        text = "is a file, not a folder" if path.exists() else "does not exist"
        advice = "give a folder with regions.yaml and articles/, or a file that kzby built"
        raise DataError([Problem(str(path), 0, 0, "", f"{text}; {advice}")])
    vocabularies, told = folder.vocabularies(path), Told()
    try:
        problems = _read(path, vocabularies, told, integrity.Ids(), track)
    except OSError as error:
        text = f"cannot be read: {error.strerror}; check the path and its permissions"
        raise DataError([Problem(str(error.filename or path), 0, 0, "", text)]) from None
    faulty = {problem.file for problem in problems}
    if faulty:
        told.leave_out(faulty)
    if problems and not (
        lenient and told.count().articles and faulty.isdisjoint(file.name for file in vocabularies)
    ):
        raise DataError(problems)
    regions, sectors, people, organizations = vocabularies
    return Dataset(
        path,
        _entries(regions, vocabulary.Region),
        _entries(sectors, vocabulary.Sector),
        _entries(people, vocabulary.Person),
        _entries(organizations, vocabulary.Organization),
        told,
        _sha256(vocabularies, told),
        tuple(sorted(problems)),
    )


def _read(
    path: Path, vocabularies: list[File], told: Told, ids: integrity.Ids, track: Track
) -> set[Problem]:
    """Takes every file; what is wrong with them, alone and together."""
    problems = {*folder.unread(path), *ids.enter_vocabularies(vocabularies)}
    for file in vocabularies:
        problems.update(file.problems, integrity.circles(file))
    articles = folder.articles(path)
    for name in track(articles, "reading articles", len(articles)):
        file = folder.article(Path(name))
        found = {*file.problems, *ids.enter(file), *integrity.arithmetic(file)}
        problems |= found
        if not found:
            told.add(file)
    if not articles:
        problems.add(
            Problem(
                str(path / ARTICLES), 0, 0, "", "holds no article; add one .yaml file an article"
            )
        )
    return problems | set(ids.dangling())


def _sha256(vocabularies: list[File], told: Told) -> str:
    """The hash of the files' names and bytes: SHA-256 over their list as sha256sum prints it, in the order of names.

    Whoever has the files has the hash, wherever the folder lies, by `sha256sum articles/*.yaml *.yaml | sha256sum` in
    it; articles that were left out do not count.
    """
    digest = hashlib.sha256()
    named = sorted((Path(file.name).name, file.sha256) for file in vocabularies)
    for name, sha256 in chain(((name, sha256) for _, name, sha256 in told.files()), named):
        digest.update(f"{sha256}  {name}\n".encode())
    return digest.hexdigest()


E = TypeVar("E", bound=Identified)


def _entries(file: File, scheme: type[E]) -> tuple[E, ...]:
    return tuple(entered.entry for entered in file.entries if isinstance(entered.entry, scheme))
