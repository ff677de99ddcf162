"""A folder of YAML files as one checked dataset."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from kzby.errors import DataError, Problem, counted, shortened
from kzby.load import entries
from kzby.load.entries import ARTICLES, File
from kzby.load.references import References
from kzby.load.rules import arithmetic, circles, nonsense
from kzby.model import kinds, vocabulary
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
    problems: tuple[Problem, ...] = ()  # of articles left out

    @property
    def named(self) -> tuple[vocabulary.Named, ...]:
        """All entries of the vocabularies, in their order."""
        return (*self.regions, *self.sectors, *self.people, *self.organizations)

    def left_out(self) -> Iterator[Problem]:
        """One problem that names the files left out, if there are any."""
        kept = {f"{article.id}.yaml" for article in self.articles}
        if files := sorted({Path(problem.file).name for problem in self.problems} - kept):
            names = f"{', '.join(files[:3])}{' ...' * (len(files) > 3)}"
            text = f"left out {counted(len(files), 'other file')} with problems: {names}"
            yield Problem(str(self.folder), 0, 0, "", f"{text}; 'kzby check' lists them")

    def files(self) -> Iterator[File]:
        """The files of the articles, read again: only these know where fields are written.

        They lack the records that have problems, or retell what was left out.
        """
        mentions = chain.from_iterable(self.records.values())
        wrong = {(each.file, each.field.partition(".")[0]) for each in self.problems}
        originals = {each.record.id: each.record for each in mentions if not each.record.retells}
        for article in self.articles:
            path = self.folder / ARTICLES / f"{article.id}.yaml"
            file = entries.read_article(path, originals)
            if not {*self.problems}.issuperset(file.problems):  # it was changed meanwhile
                raise DataError(shortened(file.problems))
            places = ((each, each.problem((), "")) for _, each in file.reported())
            sound = [each for each, at in places if (at.file, at.field) not in wrong]
            file.entries = [file.entries[0], *sound]
            yield file


def load(folder: Path, *, lenient: bool = False, article: str = "") -> Dataset:
    """The dataset in a folder; DataError if it has problems; `lenient` leaves out faulty articles.

    If only one `article` is needed, problems of others do not matter. With both, the dataset has
    the records of that article that have no problem.
    """
    if text := _unlike(folder):
        raise DataError([Problem(str(folder), 0, 0, "", text)])
    references, faults = References(), set(entries.strays(folder))
    lists: dict[str, Any] = {}  # the entries of each
    hashes: dict[str, str] = {}  # by the name of the file within the folder
    for path in entries.list_paths(folder):
        file = entries.read_vocabulary(path)
        faults.update(file.problems, references.add(file), circles(file))
        lists[path.stem] = tuple(each.entry for each in file.entries)
        hashes[path.name] = file.sha256
    vocabularies = set(hashes)
    named = {each.id: each for entries_ in lists.values() for each in entries_ if each}
    mentions: list[Mention] = []
    incomplete: list[Problem] = []
    for file in _articles(folder):
        name = Path(file.name).relative_to(folder).as_posix()
        faults.update(file.problems, references.add(file), arithmetic(file), nonsense(file, named))
        mentions += (Mention(card, each.entry, name, each.line) for card, each in file.reported())
        incomplete += file.incomplete
        hashes[name] = file.sha256
    faults.update(references.dangling(), references.untrue(mentions))
    problems = tuple(shortened(faults or incomplete))
    if problems:
        faulty = {Path(each.file).relative_to(folder).as_posix() for each in problems}
        whole = f"{ARTICLES}/{article}.yaml" if lenient else ""
        mentions = _sound(mentions, faulty - {whole})
        needed = [m for m in mentions if m.article.id == article or (lenient and not article)]
        if not (needed and vocabularies.isdisjoint(faulty)):
            own = {f"{article}.yaml", *(vocabularies if article else ())}
            kept = [each for each in problems if Path(each.file).name in own]
            raise DataError(kept or problems, references.unjudged)
        hashes = {name: sha256 for name, sha256 in hashes.items() if name not in faulty}
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
        problems=problems,
        **lists,
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
        return f"cannot be read: {error.strerror}; check the path"
    if entries.is_dataset(folder):
        return None
    inside = sorted(path.parent for path in folder.glob("*/regions.yaml"))
    near = next(filter(entries.is_dataset, (folder.parent, *inside)), None)
    return f"is no dataset; did you mean {near}?" if near else f"is no dataset; give {right}"


def _articles(folder: Path) -> Iterator[File]:
    """The files of articles; those with records that others complete, or a wrong name, come last."""
    originals: dict[str, kinds.Record] = {}
    known: dict[Path, int] = {}  # how many originals were known when a file was read
    paths = list(entries.article_paths(folder))
    for path in paths:  # it grows: what is incomplete is read again
        file = entries.read_article(path, originals)
        originals.update((each.id, each.entry) for each in file.entries if each.entry and each.id)
        late = file.incomplete or path.stem in file.unread
        if late and known.get(path) != len(originals):
            known[path] = len(originals)
            paths.append(path)
        else:
            yield file


def _sound(mentions: list[Mention], faulty: set[str]) -> list[Mention]:
    """Those of sound files, without retellings of, and links to, records of faulty ones."""
    mentions = [each for each in mentions if each.file not in faulty]
    known = {each.record.id for each in mentions if not each.record.retells}
    sound = []
    for mention in mentions:
        if (record := mention.record).id in known:
            links: dict[str, Any] = {
                "said_at": record.said_at if record.said_at in known else None,
                "related": tuple(id_ for id_ in record.related if id_ in known),
                "settles": tuple(each for each in record.settles if each.plan in known),
            }
            sound.append(mention._replace(record=record.model_copy(update=links)))
    return sound
