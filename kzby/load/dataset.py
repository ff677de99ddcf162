"""A folder of YAML files as one checked dataset."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from kzby.errors import DataError, Problem
from kzby.load import entries
from kzby.load.entries import ARTICLES, File
from kzby.load.references import References, arithmetic, circles
from kzby.model import kinds, vocabulary
from kzby.model.article import Article, Mention


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
    articles: tuple[Article, ...]
    records: Mapping[str, tuple[Mention, ...]]
    sha256: str
    problems: tuple[Problem, ...] = ()

    @property
    def named(self) -> tuple[vocabulary.Named, ...]:
        """All entries of the vocabularies, in their order."""
        return (*self.regions, *self.sectors, *self.people, *self.organizations)

    def files(self) -> Iterator[File]:
        """The files of the articles, read again, as only these know where a field is written."""
        mentions = chain.from_iterable(self.records.values())
        originals = {each.record.id: each.record for each in mentions if not each.record.retells}
        for article in self.articles:
            path = self.folder / ARTICLES / f"{article.id}.yaml"
            file = entries.read_article(path, originals)
            if file.problems:  # it was changed meanwhile
                raise DataError(file.problems)
            yield file


def load(folder: Path, *, lenient: bool = False) -> Dataset:
    """The dataset in a folder; DataError with every problem, but `lenient` leaves out faulty articles."""
    if not folder.is_dir():
        needed = "the folder with regions.yaml and articles/"
        text = f"does not exist; give {needed}, or a file that kzby built"
        if folder.exists():
            text = f"is a file, and this needs {needed}"
        raise DataError([Problem(str(folder), 0, 0, "", text)])
    problems = set(entries.strays(folder))
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
    originals: dict[str, kinds.Record] = {}
    paths = entries.article_paths(folder)
    known_at: dict[Path, int] = {}  # how many originals were known when an article was read
    incomplete: list[Problem] = []
    for path in paths:  # it grows: what retells records of later articles is read again
        file, name = entries.read_article(path, originals), f"{ARTICLES}/{path.name}"
        hashes[name] = file.document.sha256
        problems.update(file.problems, arithmetic(file))
        if path not in known_at:
            problems.update(references.add(file))
        made = {each.id: each.entry for each in file.entries if each.id and each.entry}
        originals.update(made)
        if file.incomplete and known_at.get(path) != len(originals):
            known_at[path] = len(originals)
            paths.append(path)
            continue
        incomplete += file.incomplete
        card = file.entries[0].entry if file.entries else None
        mentions += [
            Mention(card, each.entry, name, each.line)
            for each in file.entries[1:]
            if card and each.entry
        ]
    problems.update(references.dangling())
    problems |= set() if problems else set(incomplete)
    if problems:
        faulty = {Path(problem.file).relative_to(folder).as_posix() for problem in problems}
        mentions = [mention for mention in mentions if mention.file not in faulty]
        first = {mention.record.id for mention in mentions if not mention.record.retells}
        mentions = [mention for mention in mentions if mention.record.id in first]
        if not (lenient and mentions and vocabularies.isdisjoint(faulty)):
            raise DataError(problems)
        mentions = _linked(mentions)
        hashes = {name: sha256 for name, sha256 in hashes.items() if name not in faulty}
    by_id: dict[str, tuple[Mention, ...]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.age):
        by_id[mention.record.id] = (*by_id.get(mention.record.id, ()), mention)
    mentions.sort(key=lambda mention: (mention.file, mention.line))
    listed = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return Dataset(
        folder=folder,
        articles=tuple({mention.article.id: mention.article for mention in mentions}.values()),
        records=by_id,
        sha256=hashlib.sha256(listed.encode()).hexdigest(),
        problems=tuple(sorted(problems)),
        **known,
    )


def _linked(mentions: list[Mention]) -> list[Mention]:
    """The mentions without links to records that none of them mentions."""
    known = {mention.record.id for mention in mentions}
    linked = []
    for mention in mentions:
        settles = tuple(each for each in mention.record.settles if each.plan in known)
        links: dict[str, Any] = {"settles": settles}
        for name in ("said_at", "related"):
            ids = getattr(mention.record, name, None)
            if isinstance(ids, tuple):
                links[name] = tuple(id_ for id_ in ids if id_ in known)
            elif ids and ids not in known:
                links[name] = None
        linked.append(replace(mention, record=mention.record.model_copy(update=links)))
    return linked
