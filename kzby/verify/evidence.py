"""What records are held against: the texts of their articles, and the words around a quote."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from kzby.load.dataset import Dataset
from kzby.load.entries import Located
from kzby.model import kinds
from kzby.verify import words
from kzby.verify.names import Mention, Names
from kzby.verify.text import Text, Wrong, normal
from kzby.verify.words import Span, Words, lower

LARGEST = 1_000_000  # bytes; an article has a few thousand


class Source:
    """An article and its text, with what is wrong with the text; None if it is missing.

    `entries` are the card, then the records; `words` are None if its language has no file.
    """

    def __init__(
        self,
        card: kinds.Article,
        records: Sequence[kinds.Record],
        text: Text | None,
        wrong: Wrong | None = None,
        entries: Sequence[Located] = (),
        names: Names | None = None,
    ) -> None:
        self.card, self.records, self.text = card, records, text
        self.wrong, self.entries, self.names = wrong, entries, names
        self.words = words.of(card.language)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every name that the text prints."""
        return self.names.mentions(self.text.plain) if self.names and self.text else []

    def named(self, id_: str, spans: Iterable[Span] | None = None) -> bool:
        """Whether the text, or some places in it, name something of the vocabularies.

        Words that many have (`the regional administration`) need its region beside them.
        """
        places = (
            [Span(0, len(self.text.plain))] if spans is None and self.text else [*(spans or ())]
        )
        thing = self.names and self.names.things.get(id_)
        seat = getattr(thing, "region", None)
        for mention in self.mentions:
            if mention.id == id_ and any(place.holds(mention.span) for place in places):
                own = mention.own or (seat and self.names and self.text)
                if mention.own or (own and self.named(seat, [self.text.around(mention.span)[1]])):
                    return True
        return False


def sources(dataset: Dataset, texts: Path | None) -> tuple[Path | None, list[Source]]:
    """The articles, and the folder of their texts: `seeds` beside the dataset if none is given."""
    seeds = dataset.folder.parent / "seeds"
    if not texts and {path.name for path in seeds.glob("*")} & {*map(name_of, dataset.articles)}:
        texts = seeds
    names: dict[str, Names] = {}
    articles = []
    for card, file in zip(dataset.articles, dataset.files(), strict=True):
        records = [entry.entry for entry in file.entries[1:]]
        if known := words.of(card.language):
            names.setdefault(card.language, Names(dataset, known))
        read_in = names.get(card.language)
        articles.append(Source(card, records, *read(card, texts), file.entries, read_in))
    return texts, articles


def name_of(card: kinds.Article) -> str:
    """The file name of an article's text."""
    return card.file or f"{card.id}.txt"


def read(card: kinds.Article, folder: Path | None) -> tuple[Text | None, Wrong | None]:
    """The text of an article, and what is wrong with it; None if it is missing."""
    path = (folder or Path()) / name_of(card)
    try:
        if folder is None or not path.exists():
            return None, None
        if path.is_file() and path.stat().st_size <= LARGEST:
            raw = path.read_bytes()
            text = Text(raw.decode("utf-8-sig"), words.of(card.language))
            digest = hashlib.sha256(raw).hexdigest()
            other = f"{path} is another text, of SHA-256 {digest}; use the text that was coded"
            return text, [("sha256", other)] if digest != card.sha256 else []
        wrong = f"is no file of at most {LARGEST:,} bytes; put the text there"
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8 (byte {error.start + 1:,}); save the text as UTF-8"
    except OSError as error:
        wrong = f"cannot be read: {error.strerror}"
    return None, [("file", f"{path} {wrong}")]


class Passage(NamedTuple):
    """A sentence (or without a text a quote), its place in the text, and that of a quote in it."""

    name: str
    plain: str
    low: str
    start: int
    place: Span

    def slice(self, span: Span) -> Span:
        """A span of the text as one of the passage."""
        return Span(span.start - self.start, span.end - self.start)


class Evidence:
    """A record, its values as written, and its article.

    `quotes` are passages of the quotes alone; `sentences` those that they stand in, `wider` these
    with the one before.
    """

    def __init__(self, record: kinds.Record, written: Mapping[str, Any], source: Source) -> None:
        self.record, self.written, self.source = record, written, source
        self.text, self.card = source.text, source.card
        self.quotes, self.sentences, self.wider = list[Passage](), list[Passage](), list[Passage]()
        for quote in map(normal, record.quote):
            name, whole = f"“{quote}”", Span(0, len(quote))
            self.quotes.append(Passage(name, quote, lower(quote), 0, whole))
            for place in self.text.find(quote) if self.text else ():
                for passages, span in zip((self.sentences, self.wider), self.text.around(place)):
                    plain = self.text.words(span)
                    at = Span(place.start - span.start, place.end - span.start)
                    name = f"the sentence of “{quote}”"
                    passages.append(Passage(name, plain, lower(plain), span.start, at))

    @property
    def words(self) -> Words:
        """The words of the article's language."""
        assert self.source.words
        return self.source.words

    @property
    def passages(self) -> list[Passage]:
        """Where its numbers stand: the sentences of the quotes, or the quotes without a text."""
        return self.sentences or self.quotes

    @property
    def quoted(self) -> str:
        """The quotes, as a problem names them."""
        return " and ".join(quote.name for quote in self.quotes)

    def states(self, field: str) -> bool:
        """Whether this article itself gives a field: it is neither carried nor an original's."""
        own = field in self.record.model_fields_set
        is_whole = not self.record.retells and field not in self.record.carried
        return getattr(self.record, field, None) is not None and (own or is_whole)

    def places(self) -> list[Span]:
        """Where the sentences of the quotes stand in the text, each with the one before."""
        return [Span(each.start, each.start + len(each.plain)) for each in self.wider]
