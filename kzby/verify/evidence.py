"""What records are held against: the texts of their articles, and the words around a quote."""

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

from kzby.load.dataset import Dataset
from kzby.load.entries import Located
from kzby.model import kinds
from kzby.model.article import Article
from kzby.model.vocabulary import Person
from kzby.verify import words
from kzby.verify.names import Mention, Names
from kzby.verify.numbers import Number
from kzby.verify.text import Text, Wrong, normal
from kzby.verify.words import Span, Words, lower

# The field of each date, with that of the words for it.
WORDS_OF = {"date": "date_text", "signed": "date_text", "due": "due_text"}
WORDS_OF |= {"period": "period_text", "against": "against_text", "ends": "ends_text"}
LARGEST = 1_000_000  # bytes; an article has a few thousand


@dataclass(frozen=True)
class Source:
    """An article and its text, with what is wrong with the text; None if it is missing.

    `entries` are the card, then the records.
    """

    card: Article
    records: Sequence[kinds.Record]
    text: Text | None
    wrong: Wrong | None = None
    entries: Sequence[Located] = ()
    names: Names | None = None
    english: Names | None = None

    @property
    def words(self) -> Words | None:
        """The words of its language; None if that has no file."""
        return words.of(self.card.language)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every name that the text prints."""
        return self.names.mentions(self.text) if self.names and self.text else []

    @cached_property
    def named(self) -> list[Mention]:
        """These, and the people whom it names too by a title of the card, in its order.

        `The Akim`, or `head of the SPK` for `head of the SPK "Pavlodar"`, is the only one of whom
        that is said; but not before another name or title.
        """
        if not (self.words and self.text):
            return []
        people, office = {each.id for each in self.people}, self.words.pattern("@offices")
        whole, begun = list[Mention](), defaultdict[Span, set[str]](set)
        for title in (each for each in self.card.titles if each.person in people):
            printed = in_words(title, "title", self.card)[1] or ""
            whole += [Mention(at, title.person) for at in self.places(printed)]
            parts = {*office.findall(lower(printed))[:1], printed.partition(' "')[0]}
            for part in (e for e in parts if not self.words.search("@function$|@fillers$", e)):
                for at in self.places(part):
                    begun[at].add(title.person)
        titled = [*whole]
        for at, (holder, *others) in begun.items():
            behind = re.split("[,.;:()]", self.text.plain[at.end :])[0]
            within = Span(at.start, at.end + len(behind))
            known = any(each.span.overlaps(within) for each in (*self.people, *whole))
            if not (others or known or behind.startswith(' "')):
                titled.append(Mention(at, holder))
        return sorted({*self.mentions, *titled})

    @cached_property
    def people(self) -> list[Mention]:
        """Those of people."""
        things = self.names.things if self.names else {}
        return [each for each in self.mentions if isinstance(things[each.id], Person)]

    def places(self, title: str) -> list[Span]:
        """Where the text prints a title."""
        return self.names.places(title, self.text) if title and self.names and self.text else []


def sources(dataset: Dataset, texts: Path | None) -> tuple[Path | None, list[Source]]:
    """The articles, and the folder of their texts: `seeds` beside the dataset if none is given."""
    seeds, cards = dataset.folder.parent / "seeds", dataset.articles
    if not texts and any((seeds / name_of(card)).exists() for card in cards):
        texts = seeds
    known = {card.language: words.of(card.language) for card in cards} | {"en": words.ENGLISH}
    names = {code: Names(dataset, each) for code, each in known.items() if each}
    every = []
    for card, file in zip(cards, dataset.files(), strict=True):
        records = [entry.entry for entry in file.entries[1:]]
        of = names.get(card.language)
        every.append(Source(card, records, *read(card, texts), file.entries, of, names["en"]))
    return texts, every


def name_of(card: Article) -> str:
    """The file name of an article's text."""
    return card.file or f"{card.id}.txt"


_text = lru_cache(maxsize=8)(Text)  # one text may be that of several codings


def read(card: Article, folder: Path | None) -> tuple[Text | None, Wrong | None]:
    """The text of an article, and what is wrong with it; None if it is missing."""
    path = (folder or Path()) / name_of(card)
    try:
        if folder is None or not path.exists():
            return None, None
        if path.is_file() and path.stat().st_size <= LARGEST:
            raw = path.read_bytes()
            text = _text(f"{raw.decode('utf-8-sig').rstrip()}\n", words.of(card.language))
            digest = hashlib.sha256(raw).hexdigest()
            other = f"{path} is another text, of SHA-256 {digest}; use the text that was coded"
            return text, [("sha256", other)] if digest != card.sha256 else []
        wrong = f"is no file of at most {LARGEST:,} bytes; put the text there"
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8 (byte {error.start + 1:,}); save the text as UTF-8"
    except OSError as error:
        wrong = f"cannot be read: {error.strerror}"
    return None, [("file", f"{path} {wrong}")]


class Case:
    """A record, its values as written, and the text that it is held against.

    Without a text, `text` is made of the quotes, and what a quote leaves out is not known.
    """

    def __init__(self, record: kinds.Record, written: Mapping[str, Any], source: Source) -> None:
        self.record, self.written, self.source, self.card = record, written, source, source.card
        self.text = text = source.text or Text("\n".join(record.quote), source.words)
        self.is_whole = source.text is not None
        self.press = self.card.publisher, self.card.agency
        self.quotes = [normal(quote) for quote in record.quote]
        self.quoted = " and ".join(f"“{quote}”" for quote in record.quote)
        # what stands more often pins nothing
        self.found = [text.find(quote)[:50] for quote in record.quote]
        self.places = [place for found in self.found for place in found]
        self.sentences = [text.around(place) for place in self.places]
        self.wider = [text.around(place, 1) for place in self.places]
        links = {id_ for path, _, id_ in record.references() if path[0] in kinds.LINKS}
        self.linked = [each for each in source.records if each is not record and each.id in links]
        # What it has only if its language has a file.
        self.words, self.names = cast(Words, source.words), cast(Names, source.names)

    def states(self, field: str) -> bool:
        """Whether this article itself gives a field: it is neither carried nor an original's."""
        own = field in self.record.model_fields_set
        is_whole = not self.record.retells and field not in self.record.carried
        return getattr(self.record, field, None) is not None and (own or is_whole)

    @cached_property
    def figure(self) -> str:
        """The field of the number that a record is about."""
        return next(filter(self.states, ("value", "change", "high")), "")

    @cached_property
    def printed(self) -> list[Number]:
        """The numbers of the quotes."""
        return [n for n in self.text.numbers if any(map(n.span.overlaps, self.places))]

    def numbers(self, field: str) -> list[Number]:
        """Where a quote prints the number of a field."""
        written = str(self.written.get(field, ""))
        return [number for number in self.printed if written and number.prints(written)]

    @cached_property
    def figures(self) -> list[Span]:
        """Where a quote prints the number that a record is about, or else the end of each quote."""
        ends = [Span(place.end - 1, place.end) for place in self.places]
        return [number.span for number in self.numbers(self.figure)] or ends

    def mentions(self, spans: Iterable[Span]) -> list[Mention]:
        """What some parts of the text name, in its order."""
        every, within = self.source.named, set[Mention]()
        for span in spans:
            first, end = (bisect_left(every, (at,), key=itemgetter(0)) for at in span)
            within |= {each for each in every[first:end] if span.holds(each.span)}
        return sorted(within)


def in_words(entry: object, field: str, card: Article) -> tuple[str, str | None]:
    """The field with the printed words for another, and these words in normal form.

    Without any, our own words count, in English alone.
    """
    text = getattr(entry, f"{field}_text", None)
    own = getattr(entry, field, None) if card.language == "en" else None
    return f"{field}_text" if text else field, normal(text or own or "") or None


def dates_of(record: kinds.Record) -> Iterator[tuple[str, str, str]]:
    """Each date of a record: its field, in EDTF, in the article's words."""
    for field, text_field in WORDS_OF.items():
        if date := getattr(record, field, None):
            yield field, date, normal(getattr(record, text_field, None) or "")
