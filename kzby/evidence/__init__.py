"""The proof of a dataset, from each record back to the words of its article.

Each text is the one that was coded; each quote stands in it, and each name; each number and date stands in its quote.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kzby import dataset, model, vocabulary
from kzby.errors import DataError, Problem, UsageError
from kzby.evidence import numbers, texts
from kzby.evidence.dating import Dating, published
from kzby.evidence.finding import Fault, Finding, Quoted, unprinted
from kzby.evidence.numbers import Written
from kzby.folder import Entered, File
from kzby.names import fold
from kzby.prose.text import Text, normal
from kzby.terms import Claim
from kzby.yamlio import Place

Spelled = Mapping[str, Sequence[str]]  # by the id of a region, person or organization, its names


class Tally(NamedTuple):
    """How many claims of a kind there are, how many of them could be checked, and how many are proven."""

    stated: int
    checked: int
    proven: int


@dataclass(frozen=True)
class Proof:
    """What was checked of a dataset.

    `texts` is the folder where the texts were looked for, None if there is none; `missing` are those not found there;
    `problems` is what is wrong, each at its place.
    """

    tallies: Mapping[Claim, Tally]
    texts: Path | None
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]

    def insist(self) -> None:
        """Raises DataError with every problem, if there is one."""
        if self.problems:
            raise DataError(self.problems)


def prove(folder: Path, texts_in: Path | None = None) -> Proof:
    """The proof of the dataset in a folder, on the articles' texts in another, or else in `seeds` beside the dataset.

    DataError if the dataset is not sound; UsageError if the folder of texts holds none of them.
    """
    loaded = dataset.load(folder)
    found_in = texts_in or texts.beside(folder, loaded.articles)
    wanted = [texts.path_of(card, found_in) for card in loaded.articles] if found_in else []
    missing = tuple(path.name for path in wanted if not path.exists())
    if texts_in and len(missing) == len(wanted):
        raise UsageError(f"--texts {texts_in} holds no text of an article; the first would be {missing[0]}")
    spelled = {thing.id: thing.spelled for thing in loaded.named if not isinstance(thing, vocabulary.Sector)}
    findings = [pair for file in loaded.files for pair in _findings(file, found_in, spelled)]
    tallies = {claim: _tally([finding for _, finding in findings if finding.claim == claim]) for claim in Claim}
    wrong = [one.problem(fault.path, fault.text) for one, finding in findings for fault in finding.faults or ()]
    return Proof(tallies, found_in, missing, tuple(wrong))


def _tally(findings: Sequence[Finding]) -> Tally:
    checked = [finding for finding in findings if finding.faults is not None]
    return Tally(len(findings), len(checked), sum(not finding.faults for finding in checked))


def _findings(file: File, texts_in: Path | None, spelled: Spelled) -> Iterator[tuple[Entered, Finding]]:
    """Everything that is claimed in the file of an article, in its order."""
    head, *others = file.entries
    card = head.checked(model.Article)
    text, finding = texts.source(card, texts_in)
    records = {entered.id: entered.checked(model.Record) for entered in others}
    article = Article(card, text, records, spelled)
    yield head, finding
    yield from ((head, finding) for finding in article.of_card())
    for entered in others:
        yield from ((entered, finding) for finding in article.of(records[entered.id], entered.written))


@dataclass(frozen=True)
class Article:
    """An article, its text if that is at hand, and its records by id; `spelled` are the names of what they name."""

    card: model.Article
    text: Text | None
    records: Mapping[str | None, model.Record]
    spelled: Spelled

    def of_card(self) -> Iterator[Finding]:
        """What is found of the date of publication and of the sentences that carry nothing."""
        yield published(self.card, self.text)
        for at, nothing in enumerate(self.card.nothing):
            yield self._quote(("nothing", at, "quote"), nothing.quote)

    def of(self, record: model.Record, written: Written) -> Iterator[Finding]:
        """What is found of a record: of its quote, its names, its numbers and its dates."""
        yield self._quote(("quote",), record.quote)
        yield from self._names(record)
        places = tuple(self.text.find(record.quote)) if self.text else ()
        quoted = Quoted(normal(record.quote), self.text, places)
        yield from (Finding(Claim.NUMBER, faults) for faults in numbers.faults(record, written, quoted))
        linked = {id_ for path, _, id_ in record.references() if path[0] in model.LINKS}
        told = [other for other in self.records.values() if other.id in linked]
        yield from Dating(record, self.card, quoted, told).findings()

    def _quote(self, path: Place, quote: str) -> Finding:
        return Finding(Claim.QUOTE, tuple(unprinted(path, quote, self.text)) if self.text else None)

    def _names(self, record: model.Record) -> Iterator[Finding]:
        """Whether the text prints some spelling of each region, person and organization that a record names."""
        for path, _, id_ in record.references():
            if id_ in self.spelled and self._folded is None:
                yield Finding(Claim.NAME, None)
            elif id_ in self.spelled:
                printed = any(f" {fold(name)} " in str(self._folded) for name in self.spelled[id_])
                told = f"the text prints no spelling of {id_} that is known; correct the id, or add the spelling"
                yield Finding(Claim.NAME, () if printed else (Fault(path, told),))

    @cached_property
    def _folded(self) -> str | None:
        return f" {fold(self.text.plain)} " if self.text else None
