"""What records are held against: the texts of their articles, and the words around a quote."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kzby.load.dataset import Dataset
from kzby.load.entries import Located
from kzby.model import kinds
from kzby.model.article import Article
from kzby.verify.text import Text, Wrong, normal
from kzby.verify.words import Span

LARGEST = 1_000_000  # bytes; an article has a few thousand


class Source(NamedTuple):
    """An article and its text, with what is wrong with the text; None if it is missing."""

    card: Article
    records: Sequence[kinds.Record]
    text: Text | None
    wrong: Wrong | None = None
    entries: Sequence[Located] = ()  # the card, then the records


def sources(dataset: Dataset, texts: Path | None) -> tuple[Path | None, list[Source]]:
    """The articles, and the folder of their texts: `seeds` beside the dataset if none is given."""
    seeds = dataset.folder.parent / "seeds"
    if not texts and {path.name for path in seeds.glob("*")} & {*map(name_of, dataset.articles)}:
        texts = seeds
    articles = []
    for card, file in zip(dataset.articles, dataset.files(), strict=True):
        records = [_own(entry.entry) for entry in file.entries[1:]]
        articles.append(Source(card, records, *read(card, texts), file.entries))
    return texts, articles


def _own(record: kinds.Record) -> kinds.Record:
    """A record with what its article gives itself alone."""
    fields = type(record).model_fields
    left = fields.keys() - record.model_fields_set - {"id"}
    defaults = {name: fields[name].get_default() for name in left}
    return record.model_copy(update=defaults) if record.retells else record


def name_of(card: Article) -> str:
    """The file name of an article's text."""
    return card.file or f"{card.id}.txt"


def read(card: Article, folder: Path | None) -> tuple[Text | None, Wrong | None]:
    """The text of an article, and what is wrong with it; None if it is missing."""
    path = (folder or Path()) / name_of(card)
    try:
        if folder is None or not path.exists():
            return None, None
        if path.is_file() and path.stat().st_size <= LARGEST:
            raw = path.read_bytes()
            text = Text(raw.decode("utf-8-sig"))
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
    """Words with a quote in them, what problems call them, and the place of the quote."""

    name: str
    words: str
    place: Span


class Evidence:
    """A record, its values as written, and its article.

    `passages` are the quote, then each sentence that it stands in; `wider` are these sentences,
    each with the one before it.
    """

    def __init__(self, record: kinds.Record, written: Mapping[str, Any], source: Source) -> None:
        self.record, self.written, self.source = record, written, source
        self.text = source.text
        words = normal(record.quote[0])
        self.quote = Passage(f"“{words}”", words, Span(0, len(words)))
        self.passages, self.wider = [self.quote], list[Passage]()
        text, name = source.text or Text(""), f"the sentence of {self.quote.name}"
        for place in text.find(words):
            for passages, span in zip((self.passages, self.wider), text.around(place), strict=True):
                at = Span(place.start - span.start, place.end - span.start)
                passages.append(Passage(name, text.words(span), at))
