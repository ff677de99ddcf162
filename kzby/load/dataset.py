"""A folder of YAML files as one checked dataset."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from kzby.errors import DataError, Problem
from kzby.load import entries
from kzby.load.entries import ARTICLES, File, Located
from kzby.load.rules import References, circles, nonsense, outcomes, unsaid
from kzby.model import vocabulary
from kzby.model.article import Article, Mention


class Dataset(NamedTuple):
    """A folder's vocabularies and articles, and what these say of each record."""

    folder: Path
    regions: tuple[vocabulary.Region, ...]
    sectors: tuple[vocabulary.Sector, ...]
    people: tuple[vocabulary.Person, ...]
    organizations: tuple[vocabulary.Organization, ...]
    articles: tuple[Article, ...]
    records: Mapping[str, tuple[Mention, ...]]  # by id, the oldest first
    sha256: str  # of what `sha256sum articles/*.yaml *.yaml` prints
    known: tuple[vocabulary.Known, ...]
    retired: tuple[vocabulary.Retired, ...]

    @property
    def named(self) -> tuple[vocabulary.Named, ...]:
        """All entries of the vocabularies, in their order."""
        return (*self.regions, *self.sectors, *self.people, *self.organizations)

    def files(self) -> Iterator[File]:
        """The files of the articles, read again: only these know where fields are written."""
        mentions = chain.from_iterable(self.records.values())
        originals = {each.record.id: each.record for each in mentions if not each.record.retells}
        for article in self.articles:
            path = self.folder / ARTICLES / f"{article.id}.yaml"
            file = entries.read_article(path, originals)
            if file.problems:  # it was changed meanwhile
                raise DataError(file.problems)
            yield file


def load(folder: Path) -> Dataset:
    """The dataset in a folder; DataError with every problem that it has."""
    if text := _unlike(folder):
        raise DataError([Problem(str(folder), 0, 0, "", text)])
    references = References(all_read=bool(entries.article_paths(folder)))
    faults = set(entries.strays(folder))
    lists: dict[str, Any] = {}  # the entries of each
    hashes: dict[str, str] = {}  # by the name of the file within the folder
    for path in entries.list_paths(folder):
        file = entries.read_vocabulary(path)
        faults.update(file.problems, references.add(file), circles(file))
        lists[path.stem] = tuple(each.entry for each in file.entries)
        hashes[path.name] = file.sha256
    known = {each.id: each for entries_ in lists.values() for each in entries_ if each}
    mentions: list[Mention] = []
    incomplete: list[Problem] = []
    settling: list[tuple[Article, Located]] = []
    # what was said at a meeting of any file; not as above, as the many would keep all files
    spoken: list[tuple[Mention, Problem]] = []
    for file in _articles(folder, known):
        name = Path(file.name).relative_to(folder).as_posix()
        faults.update(file.problems, references.add(file), nonsense(file, known))
        for card, each in file.reported():
            mentions.append(Mention(card, each.entry, name, each.line))
            settling += [(card, each)] if each.entry.settles else []
            if each.entry.said_at:
                spoken.append((mentions[-1], each.problem(("said_at",), "")))
        incomplete += file.incomplete
        hashes[name] = file.sha256
    faults.update(references.dangling(), outcomes(settling, known), unsaid(mentions, spoken))
    if faults or incomplete:
        raise DataError(faults or incomplete, references.unjudged)
    mentions.sort(key=lambda each: (each.file, each.line))
    records: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=attrgetter("age")):
        records.setdefault(mention.record.id, []).append(mention)
    listed = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return Dataset(
        folder=folder,
        articles=tuple({each.article.id: each.article for each in mentions}.values()),
        records={id_: tuple(of_record) for id_, of_record in records.items()},
        sha256=hashlib.sha256(listed.encode()).hexdigest(),
        **lists,
    )


def _unlike(folder: Path) -> str | None:
    """What to do about a path that is no folder of a dataset."""
    names = {ARTICLES, *(f"{name}.yaml" for name in vocabulary.LISTS)}
    try:
        if any(path.name in names for path in folder.iterdir()):
            return None
    except OSError as error:
        return f"cannot be read: {error.strerror}; check the path"
    return "is no dataset; give the folder with regions.yaml and articles/"


def _articles(folder: Path, known: dict[str, Any]) -> Iterator[File]:
    """The files of articles, whose records become known; those that others complete come last."""
    late = []
    for path in entries.article_paths(folder):
        file = entries.read_article(path, known)
        known.update((each.id, each.entry) for each in file.entries if each.entry and each.id)
        if file.incomplete:
            late.append(path)
        else:
            yield file
    for path in late:
        yield entries.read_article(path, known)
