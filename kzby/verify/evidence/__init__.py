"""The proof of a dataset, from each record back to the words of its article.

Each text is the one that was coded; each quote stands in it, and each name; each number and date stands in its quote.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kzby.errors import DataError, Place, Problem, UsageError
from kzby.load import dataset
from kzby.load.entries import File, Located
from kzby.model import kinds, vocabulary
from kzby.model.terms import CLAIMS, Claim
from kzby.text import fold
from kzby.verify.evidence import numbers, texts
from kzby.verify.evidence.dating import Dating, published
from kzby.verify.evidence.finding import Fault, Finding, Quoted, unprinted
from kzby.verify.evidence.numbers import Written
from kzby.verify.prose.span import Span
from kzby.verify.prose.text import Text, normal

_POSSESSIVE = re.compile(r"'s?(?![a-z])")

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
    `problems` is what is wrong, each at its place. A text that is missing in a folder that was named is a problem.
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
    cards = list(loaded.articles)
    found_in = texts_in or texts.beside(folder, cards)
    wanted = [texts.path_of(card, found_in) for card in cards] if found_in else []
    missing = tuple(path.name for path in wanted if texts.is_missing(path))
    if texts_in and len(missing) == len(wanted):
        raise UsageError(
            f"--texts {texts_in} holds no text of an article; the first would be {missing[0]}"
        )
    spelled = {
        thing.id: thing.all_names
        for thing in loaded.named
        if not isinstance(thing, vocabulary.Sector)
    }
    findings = [pair for file in loaded.files() for pair in _findings(file, found_in, spelled)]
    tallies = {
        claim: _tally([finding for _, finding in findings if finding.claim == claim])
        for claim in CLAIMS
    }
    wrong = [
        one.problem(fault.path, fault.text)
        for one, finding in findings
        for fault in finding.faults or ()
    ]
    if texts_in:
        wrong += [one for file in loaded.files() for one in _absent(file.entries[0], texts_in)]
    return Proof(tallies, found_in, missing, tuple(wrong))


def _absent(head: Located, folder: Path) -> Iterator[Problem]:
    path = texts.path_of(head.checked(kinds.Article), folder)
    if texts.is_missing(path):
        yield head.problem(("file",), f"{path} is not there; put the article's text there")


def _tally(findings: Sequence[Finding]) -> Tally:
    checked = [finding for finding in findings if finding.faults is not None]
    return Tally(len(findings), len(checked), sum(not finding.faults for finding in checked))


def _findings(
    file: File, texts_in: Path | None, spelled: Spelled
) -> Iterator[tuple[Located, Finding]]:
    """Everything that is claimed in the file of an article, in its order."""
    head, *others = file.entries
    card = head.checked(kinds.Article)
    text, finding = texts.source(card, texts_in)
    records = {entered.id: entered.checked(kinds.Record) for entered in others}
    article = Article(card, text, records, spelled)
    yield head, finding
    yield from ((head, finding) for finding in article.of_card())
    for entered in others:
        yield from (
            (entered, finding) for finding in article.of(records[entered.id], entered.written)
        )


@dataclass(frozen=True)
class Article:
    """An article, its text if that is at hand, and its records by id; `spelled` are the names of what they name."""

    card: kinds.Article
    text: Text | None
    records: Mapping[str | None, kinds.Record]
    spelled: Spelled

    def of_card(self) -> Iterator[Finding]:
        """What is found of the date of publication and of the sentences that carry nothing."""
        yield published(self.card, self.text)
        for at, nothing in enumerate(self.card.nothing):
            yield self._quote(("nothing", at, "quote"), nothing.quote)

    def of(self, record: kinds.Record, written: Written) -> Iterator[Finding]:
        """What is found of a record: of its quote, its names, its numbers and its dates."""
        yield self._quote(("quote",), record.quote)
        places = tuple(self.text.find(record.quote)) if self.text else ()
        yield from self._names(record, places)
        quoted = Quoted(normal(record.quote), self.text, places)
        yield from (Finding("number", faults) for faults in numbers.faults(record, written, quoted))
        if isinstance(record, kinds.Goods):
            yield Finding("name", numbers.of_goods(record, quoted) if self.text else None)
        linked = {id_ for path, _, id_ in record.references() if path[0] in kinds.LINKS}
        told = [other for other in self.records.values() if other.id in linked]
        yield from Dating(record, self.card, quoted, told).findings()

    def _quote(self, path: Place, quote: str) -> Finding:
        return Finding("quote", tuple(unprinted(path, quote, self.text)) if self.text else None)

    def _names(self, record: kinds.Record, places: Sequence[Span]) -> Iterator[Finding]:
        """Whether the text prints a spelling of each region, person and organization that a record names.

        Whose trade it is stands in the sentence of the quote, or in the one before.
        """
        for path, _, id_ in record.references():
            if id_ not in self.spelled:
                continue
            if self.text is None:
                yield Finding("name", None)
                continue
            near = path[0] in ("region", "partner") and bool(places)
            passages = (
                [self._around(self.text, place) for place in places] if near else [self.text.plain]
            )
            printed = any(
                _folded(name) in _folded(one) for one in passages for name in self.spelled[id_]
            )
            where = "sentence prints" if near else "text prints"
            told = f"the {where} no spelling of {id_} that is known; correct the id, or add the spelling"
            yield Finding("name", () if printed else (Fault(path, told),))

    def _around(self, text: Text, place: Span) -> str:
        sentence = text.sentence(place)
        return text.plain[text.before(sentence) : sentence.end]


@lru_cache(maxsize=1024)
def _folded(passage: str) -> str:
    """A passage or a name for comparison, without the endings of possessives."""
    return f" {fold(_POSSESSIVE.sub(' ', passage))} "
