"""A folder of YAML files as one checked dataset."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kzby.errors import DataError, Problem, Problems
from kzby.load import entries
from kzby.load.entries import ARTICLES, File
from kzby.load.references import References, arithmetic, circles
from kzby.model import kinds, vocabulary
from kzby.model.kinds import Mention


@dataclass(frozen=True)
class Dataset:
    """Everything a folder holds: the vocabularies, the articles, and what these say of each record.

    `records` has the mentions of each record by its id, the oldest first; `problems` are those of
    articles left out; `sha256sum articles/*.yaml *.yaml | sha256sum` prints `sha256`.
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
        """The files of the articles, read again, as only these know where a field is written."""
        for article in self.articles:
            file = entries.read_article(self.folder / ARTICLES / f"{article.id}.yaml")
            if file.problems:  # it was changed meanwhile
                raise DataError(file.problems)
            yield file


def load(folder: Path, *, lenient: bool = False) -> Dataset:
    """The dataset in a folder; DataError with every problem, but `lenient` leaves out faulty articles."""
    if text := _unlike(folder):
        raise DataError([Problem(str(folder), 0, 0, "", text)])
    problems = Problems()
    problems.update(entries.strays(folder))
    references = References()
    known: dict[str, Any] = {}  # the entries of each vocabulary
    hashes: dict[str, str] = {}  # by the name of the file within the folder
    for name, scheme in vocabulary.VOCABULARIES.items():
        file = entries.read_vocabulary(folder / f"{name}.yaml", scheme)
        problems.update(file.problems, references.add(file), circles(file))
        known[name] = tuple(located.entry for located in file.entries)
        hashes[f"{name}.yaml"] = file.document.sha256
    vocabularies = set(hashes)
    mentions: list[Mention] = []
    for path in entries.article_paths(folder):
        file, name = entries.read_article(path), f"{ARTICLES}/{path.name}"
        hashes[name] = file.document.sha256
        faults = Problems()
        faults.update(file.problems, references.add(file), arithmetic(file))
        problems.update(faults)
        if not faults:
            card, *records = file.entries
            mentions += [Mention(card.entry, each.entry, name, each.line) for each in records]
    problems.update(references.dangling())
    if problems:
        faulty = {Path(problem.file).relative_to(folder).as_posix() for problem in problems}
        mentions = [mention for mention in mentions if mention.file not in faulty]
        if not (lenient and mentions and vocabularies.isdisjoint(faulty)):
            raise DataError(problems, references.unjudged)
        mentions = _linked(mentions)
        hashes = {name: sha256 for name, sha256 in hashes.items() if name not in faulty}
    by_id: dict[str, tuple[Mention, ...]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.age):
        by_id[mention.record.id] = (*by_id.get(mention.record.id, ()), mention)
    listed = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return Dataset(
        folder=folder,
        articles=tuple({mention.article.id: mention.article for mention in mentions}.values()),
        records=by_id,
        sha256=hashlib.sha256(listed.encode()).hexdigest(),
        problems=tuple(sorted(problems)),
        **known,
    )


def _unlike(folder: Path) -> str | None:
    """What to do about a path that is no folder of a dataset."""
    right = "the folder with regions.yaml and articles/"
    try:
        if not folder.exists():
            return f"does not exist; give {right}, or a file that kzby built"
        if not folder.is_dir():
            return f"is a file, and this needs {right}"
        next(folder.iterdir(), None)
    except OSError as error:
        return f"cannot be read: {error.strerror}; check the path and its permissions"
    if entries.is_dataset(folder):
        return None
    around = (folder.parent, *sorted(path.parent for path in folder.glob("*/regions.yaml")))
    for near in filter(entries.is_dataset, around):
        return f"is no dataset; did you mean {near}?"
    return f"is no dataset; give {right}"


def _linked(mentions: list[Mention]) -> list[Mention]:
    """The mentions without links to records that none of them mentions."""
    known = {mention.record.id for mention in mentions}
    linked = []
    for mention in mentions:
        links: dict[str, Any] = {}
        for name in kinds.LINKS:
            ids = getattr(mention.record, name, None)
            if isinstance(ids, tuple):
                links[name] = tuple(id_ for id_ in ids if id_ in known)
            elif ids and ids not in known:
                links[name] = None
        linked.append(replace(mention, record=mention.record.model_copy(update=links)))
    return linked
