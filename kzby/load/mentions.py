"""What the articles of a folder tell: who says what of which record, the oldest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kzby.load.folder import ARTICLES, File
from kzby.model import kinds
from kzby.model.kinds import Mention


class Count(NamedTuple):
    """How many articles there are, and how many records."""

    articles: int
    records: int


@dataclass
class Told:
    """The articles of the files that were added, and what each tells of which record."""

    _read: dict[str, tuple[File, list[Mention]]] = field(default_factory=dict)
    _of: dict[str, list[Mention]] | None = None

    def add(self, file: File) -> None:
        """Takes what a file without problems tells."""
        head, *entries = file.entries
        card, within = head.checked(kinds.Article), f"{ARTICLES}/{Path(file.name).name}"
        told = [Mention(card, one.checked(kinds.Record), within, one.line) for one in entries]
        self._read[file.name] = file, told

    def leave_out(self, paths: Iterable[str]) -> None:
        """Forgets the articles of these files, and the links to records that no other article tells of."""
        for path in paths:
            self._read.pop(path, None)
        known = {one.record.id for _, told in self._read.values() for one in told}
        for path, (file, told) in self._read.items():
            self._read[path] = (
                file,
                [Mention(m.article, _linked(m.record, known), m.file, m.line) for m in told],
            )

    def files(self) -> Iterator[tuple[str, str, str]]:
        """The files: path, name within the folder, SHA-256; in the order of their names."""
        for path, (file, _) in sorted(self._read.items()):
            yield path, f"{ARTICLES}/{Path(path).name}", file.sha256

    def count(self) -> Count:
        """How many articles there are, and how many records."""
        return Count(
            len(self._read), len({one.record.id for _, told in self._read.values() for one in told})
        )

    def articles(self) -> Iterator[kinds.Article]:
        """The cards, in the order of their files' names."""
        return (
            file.entries[0].checked(kinds.Article) for _, (file, _) in sorted(self._read.items())
        )

    def ids(self) -> Iterator[str]:
        """The ids of the records, in their alphabetical order."""
        return iter(sorted(self._by_record()))

    def mentions(self) -> Iterator[Mention]:
        """Everything told, record by record."""
        return (one for told in self.records() for one in told)

    def records(self) -> Iterator[tuple[Mention, ...]]:
        """The mentions of each record, the oldest first, the records in the order of their oldest."""
        return map(tuple, self._by_record().values())

    def of(self, record: str) -> list[Mention]:
        """The mentions of one record, the oldest first."""
        return self._by_record().get(record, [])

    def _by_record(self) -> dict[str, list[Mention]]:
        if self._of is None:
            self._of = {}
            for one in sorted(
                (m for _, told in self._read.values() for m in told),
                key=lambda mention: mention.age,
            ):
                self._of.setdefault(one.record.id, []).append(one)
        return self._of


def _linked(record: kinds.Record, known: set[str]) -> kinds.Record:
    """The record without links to what is not told."""
    kept: dict[str, Any] = {}
    for name in kinds.LINKS:
        value = getattr(record, name, None)
        if isinstance(value, tuple):
            kept[name] = tuple(id_ for id_ in value if id_ in known)
        elif value and value not in known:
            kept[name] = None
    return record.model_copy(update=kept)
