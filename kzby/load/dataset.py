"""A folder of YAML files as one checked dataset."""

import gc
import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kzby.errors import DataError, Problem
from kzby.load import Track, entries, integrity, untracked
from kzby.load.entries import ARTICLES, File
from kzby.load.references import References, circles
from kzby.model import dates, kinds, vocabulary
from kzby.model.kinds import Mention
from kzby.model.vocabulary import VOCABULARIES


@dataclass(frozen=True)
class Dataset:
    """Everything a folder holds: the vocabularies, the articles, and what these say of each record.

    `articles` are in the order of their files' names; `records` has the mentions of each record by its id, the oldest
    mention first, the records in the order of their oldest. `sha256` is the hash of all files, `problems` are those of
    the articles that were left out.
    """

    folder: Path
    regions: tuple[vocabulary.Region, ...]
    sectors: tuple[vocabulary.Sector, ...]
    people: tuple[vocabulary.Person, ...]
    organizations: tuple[vocabulary.Organization, ...]
    articles: tuple[kinds.Article, ...]
    records: Mapping[str, tuple[Mention, ...]]
    sha256: str
    problems: tuple[Problem, ...] = ()

    @property
    def named(self) -> tuple[vocabulary.Named, ...]:
        """All entries of the vocabularies, in their order."""
        return (*self.regions, *self.sectors, *self.people, *self.organizations)

    def files(self) -> Iterator[File]:
        """The files of the articles, read again: `Dataset` does not keep where each field is written."""
        for article in self.articles:
            file = entries.read_article(self.folder / ARTICLES / f"{article.id}.yaml")
            if file.problems:  # it was changed meanwhile
                raise DataError(file.problems)
            yield file


def load(folder: Path, *, lenient: bool = False, track: Track = untracked) -> Dataset:
    """The dataset in a folder; DataError with every problem of every file if anything is wrong with it.

    A lenient load leaves out the articles that have problems, and lists those in `problems`; the vocabularies must be
    sound all the same.
    """
    if not folder.is_dir():
        text = "is a file, not a folder" if folder.exists() else "does not exist"
        advice = "give a folder with regions.yaml and articles/, or a file that kzby built"
        raise DataError([Problem(str(folder), 0, 0, "", f"{text}; {advice}")])
    paths = {name: folder / f"{name}.yaml" for name in VOCABULARIES}
    vocabularies = {
        name: entries.read_vocabulary(paths[name], scheme) for name, scheme in VOCABULARIES.items()
    }
    articles = entries.article_paths(folder)
    problems = {*entries.strays(folder, {*paths.values(), *articles})}
    references = References()
    for file in vocabularies.values():
        problems.update(file.problems, references.add(file), circles(file))
    read: dict[str, tuple[str, list[Mention]]] = {}  # by file: its SHA-256, what it says
    for path in track(articles, "reading articles", len(articles)):
        file = entries.read_article(path)
        faults = {*file.problems, *references.add(file), *integrity.arithmetic(file)}
        problems |= faults
        if not faults:
            read[str(path)] = file.document.sha256, _mentions(file, f"{ARTICLES}/{path.name}")
        gc.freeze()  # what is read stays: the collector need not look at it again and again
    gc.unfreeze()
    problems.update(references.dangling())
    if not articles:
        text = "holds no article; add one .yaml file an article"
        problems.add(Problem(str(folder / ARTICLES), 0, 0, "", text))
    faulty = {problem.file for problem in problems}
    sound = [article for path, article in read.items() if path not in faulty]
    if problems and (not lenient or not sound or faulty.intersection(map(str, paths.values()))):
        raise DataError(problems)
    known: dict[str, Any] = {
        name: tuple(entry.entry for entry in file.entries) for name, file in vocabularies.items()
    }
    hashes = {f"{name}.yaml": file.document.sha256 for name, file in vocabularies.items()}
    hashes |= {mentions[0].file: sha256 for sha256, mentions in sound}
    return Dataset(
        folder=folder,
        articles=tuple(mentions[0].article for _, mentions in sound),
        records=_records([mentions for _, mentions in sound]),
        sha256=_sha256(hashes),
        problems=tuple(sorted(problems)),
        **known,
    )


def _mentions(file: File, name: str) -> list[Mention]:
    head, *records = file.entries
    card = head.checked(kinds.Article)
    return [Mention(card, located.checked(kinds.Record), name, located.line) for located in records]


def _records(articles: Iterable[list[Mention]]) -> dict[str, tuple[Mention, ...]]:
    """The mentions by record, without links to records that no article mentions."""
    records: dict[str, list[Mention]] = {}
    for mentions in sorted(articles, key=_age):
        for mention in mentions:
            records.setdefault(mention.record.id, []).append(mention)
    return {
        id_: tuple(
            replace(mention, record=_linked(mention.record, records)) for mention in mentions
        )
        for id_, mentions in records.items()
    }


def _age(mentions: list[Mention]) -> tuple[str, str, str]:
    """What orders articles by age: the days they can be of, then the id."""
    article = mentions[0].article
    earliest, latest = dates.bounds(article.published)
    return earliest or "", latest or "", article.id


def _linked(record: kinds.Record, known: Container[str]) -> kinds.Record:
    """The record without links to unknown records."""
    kept: dict[str, Any] = {}
    for name in kinds.LINKS:
        value = getattr(record, name, None)
        if isinstance(value, tuple) and any(id_ not in known for id_ in value):
            kept[name] = tuple(id_ for id_ in value if id_ in known)
        elif isinstance(value, str) and value not in known:
            kept[name] = None
    return record.model_copy(update=kept) if kept else record


def _sha256(hashes: Mapping[str, str]) -> str:
    """The hash of the files' names and bytes: SHA-256 of the list that sha256sum prints, in the order of names.

    Whoever has the files has the hash, wherever the folder lies: `sha256sum articles/*.yaml *.yaml | sha256sum` in it
    prints it. Articles that were left out do not count.
    """
    listed = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items()))
    return hashlib.sha256(listed.encode()).hexdigest()
