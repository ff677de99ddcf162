"""The proof of a dataset, from each record back to the words of its article.

Each text is the one that was coded; each quote stands in it, and each name; each number and date
stands in its quote.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kzby.errors import DataError, Place, Problem, UsageError
from kzby.load import dataset
from kzby.load.entries import Located
from kzby.model import kinds, vocabulary
from kzby.model.terms import CLAIMS, Claim
from kzby.text import fold
from kzby.verify import measures
from kzby.verify.dating import Dating, published
from kzby.verify.text import Quoted, Text, Wrong, unprinted
from kzby.verify.words import PATTERNS

LARGEST = 1_000_000  # bytes; an article has a few thousand


Spellings = Mapping[str, Sequence[str]]  # names by the id of what they name
# An entry, what it claims, and what is wrong: nothing if it is proven, None if it was not checked.
Finding = tuple[Located, Claim, Wrong | None]


class Tally(NamedTuple):
    """How many claims of a kind there are, how many were checked, and how many are proven."""

    stated: int
    checked: int
    proven: int


@dataclass(frozen=True)
class Checked:
    """What came of going through a dataset: missing texts, and every problem at its place."""

    missing: tuple[str, ...]
    problems: tuple[Problem, ...]

    def insist(self) -> None:
        """Raises DataError with every problem, if there is one."""
        if self.problems:
            raise DataError(self.problems)


@dataclass(frozen=True)
class Proof(Checked):
    """How many claims of each kind are proven, on the texts of a folder if there is one."""

    tallies: Mapping[Claim, Tally]
    texts: Path | None


def prove(folder: Path, texts: Path | None = None) -> Proof:
    """The proof of the dataset in a folder, on texts in another, or in `seeds` beside the dataset.

    A text that is missing is a problem only if the user named the folder. DataError if the dataset
    is not sound; UsageError if the named folder holds no text.
    """
    loaded = dataset.load(folder)
    files = list(loaded.files())
    cards = [file.entries[0].checked(kinds.Article) for file in files]
    place = texts or beside(folder, cards)
    named = [thing for thing in loaded.named if not isinstance(thing, vocabulary.Sector)]
    spellings = {thing.id: thing.all_names for thing in named}
    missing, problems = [], []
    verdicts: dict[Claim, list[bool | None]] = {claim: [] for claim in CLAIMS}
    for file, card in zip(files, cards, strict=True):
        head, *entries = file.entries
        text, wrong = source(card, place)
        if place and wrong is None:
            missing.append(name_of(card))
            if texts:
                advice = f"{texts / missing[-1]} is not there; put the article's text there"
                problems.append(head.problem(("file",), advice))
        records = {entry.id: entry.checked(kinds.Record) for entry in entries}
        evidence = Evidence(card, text, records, spellings)
        findings = [(head, "text", wrong), *evidence.findings(head, entries)]
        for entry, claim, wrong in findings:
            faults = list(wrong or ())
            verdicts[claim].append(None if wrong is None else not faults)
            for path, sentence in faults:
                field = (path,) if isinstance(path, str) else path
                problems.append(entry.problem(field, sentence))
    if texts and len(missing) == len(cards):
        first = f"the first would be {missing[0]}"
        raise UsageError(f"--texts {texts} holds no text of an article; {first}")
    tallies = {
        claim: Tally(len(proven), len(proven) - proven.count(None), proven.count(True))
        for claim, proven in verdicts.items()
    }
    return Proof(tuple(missing), tuple(problems), tallies, place)


@dataclass(frozen=True)
class Evidence:
    """What an article's records are held against: card, text if it is there, one another, names."""

    card: kinds.Article
    text: Text | None
    records: Mapping[str | None, kinds.Record]
    spellings: Spellings

    def findings(self, head: Located, entries: Iterable[Located]) -> Iterator[Finding]:
        """What is found of the card, then of each record."""
        yield head, "date", published(self.card, self.text)
        for index, nothing in enumerate(self.card.nothing):
            path = ("nothing", index, "quote")
            yield head, "quote", unprinted(path, nothing.quote, self.text)
        for entry in entries:
            for claim, wrong in self.of_record(self.records[entry.id], entry.written):
                yield entry, claim, wrong

    def of_record(
        self, record: kinds.Record, written: measures.Written
    ) -> Iterator[tuple[Claim, Wrong | None]]:
        """What is wrong with a record: its quote, its names, its numbers and its dates."""
        yield "quote", unprinted("quote", record.quote, self.text)
        quoted = Quoted(record.quote, self.text)
        for path, _, id_ in record.references():
            if id_ in self.spellings:
                yield "name", self._unnamed(path, id_, quoted, self.text) if self.text else None
        for wrong in measures.faults(record, written, quoted):
            yield "number", wrong
        if isinstance(record, kinds.Goods):
            yield "name", measures.of_goods(record, quoted) if self.text else None
        links = {id_ for path, _, id_ in record.references() if path[0] in kinds.LINKS}
        linked = [other for other in self.records.values() if other.id in links]
        for dated in Dating(record, self.card, quoted, linked).faults():
            yield "date", dated

    def _unnamed(self, path: Place, id_: str, quoted: Quoted, text: Text) -> Wrong:
        """That the text prints no spelling of a region, person or organization.

        Whose trade it is stands in the sentence of the quote, or in the one before.
        """
        near = path[0] in ("region", "partner") and quoted.places
        passages = [text.words(wider) for _, wider in quoted.around] if near else [text.plain]
        names = {_folded(name) for name in self.spellings[id_]}
        if not any(name in _folded(passage) for passage in passages for name in names):
            where = "sentence" if near else "text"
            advice = "correct the id, or add the spelling"
            yield path, f"the {where} prints no spelling of {id_} that is known; {advice}"


@lru_cache(maxsize=1024)
def _folded(passage: str) -> str:
    """A passage or a name for comparison, without possessive endings."""
    return f" {fold(PATTERNS['possessive'].sub(' ', passage))} "


def beside(folder: Path, cards: Sequence[kinds.Article]) -> Path | None:
    """The folder of texts that lies beside a dataset, `seeds`, if it has any of them."""
    seeds = folder.parent / "seeds"
    present = {path.name for path in seeds.glob("*")}
    return seeds if present & {name_of(card) for card in cards} else None


def name_of(card: kinds.Article) -> str:
    """The file name of an article's text: the one on its card, or else its id."""
    return card.file or f"{card.id}.txt"


def source(card: kinds.Article, folder: Path | None) -> tuple[Text | None, Wrong | None]:
    """The text of an article if it can be read, and what is wrong; None if it is missing."""
    path = (folder or Path()) / name_of(card)
    try:
        if folder is None or not path.exists():
            return None, None
        if not path.is_file() or path.stat().st_size > LARGEST:
            advice = "put the article's text in its place"
            return None, [("file", f"{path} is no file of at most {LARGEST:,} bytes; {advice}")]
        raw = path.read_bytes()
        text = Text(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8 (byte {error.start + 1:,}); save the text as UTF-8"
        return None, [("file", f"{path} {wrong}")]
    except OSError as error:
        wrong = f"cannot be read: {error.strerror}; check its name and its permissions"
        return None, [("file", f"{path} {wrong}")]
    digest = hashlib.sha256(raw).hexdigest()
    if digest == card.sha256:
        return text, []
    advice = "use the text that was coded, with Unix line ends and no byte order mark"
    return text, [("sha256", f"{path} is another text, its SHA-256 is {digest}; {advice}")]
