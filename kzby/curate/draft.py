"""A draft of an article's file: what its text prints, and TODO for what a person decides."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

from kzby.curate.form import written
from kzby.errors import UsageError
from kzby.load.dataset import Dataset
from kzby.model.vocabulary import VOCABULARIES
from kzby.verify import words
from kzby.verify.coverage import counted
from kzby.verify.evidence import LARGEST
from kzby.verify.names import Names
from kzby.verify.numbers import Number
from kzby.verify.text import Text

_DATELINE = re.compile(r"([^\W\d_][\w -]*?)\s*[.,:(/–—]")
_FIELDS = {scheme: name for name, scheme in VOCABULARIES.items()}
_REMOVE = "Remove each sentence once it is coded: the text belongs to its publisher."
_EDITOR = "# yaml-language-server: $schema=../schema/article.json"


def draft(file: Path, loaded: Dataset, id_: str, url: str, language: str) -> Iterator[str]:
    """The lines of a draft for the text in a file; an empty id, URL or language is not known.

    UsageError if the text cannot be read, or if its language is not clear.
    """
    try:
        if file.exists() and not (file.is_file() and file.stat().st_size <= LARGEST):
            raise UsageError(f"{file} is no file of at most {LARGEST:,} bytes; give a text")
        raw = file.read_bytes()
        decoded = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}; give a text in UTF-8") from None
    language = language or _language(decoded)
    text = Text(decoded, words.of(language))
    if (loaded.folder / "schema" / "article.json").is_file():
        yield _EDITOR
    card = {
        "id": id_ or "TODO",
        "headline": _headline(text),
        "publisher": "TODO",
        "agency": "TODO",
        "url": url or "TODO",
        "file": file.name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "language": language,
        "dateline": _dateline(text),
        "published": "TODO",
        "dating": "TODO",
    }
    yield from written({"article": {key: value for key, value in card.items() if value}})
    dates = ", ".join(text.words(span) for _, span in text.dates)
    yield from _comment(f"dates: {dates or 'none found'}")
    yield from ("", "records:", *_comment(_REMOVE), "")
    for at, block in enumerate(_records(text, loaded)):
        yield from [""] * bool(at)
        yield from block


def _language(text: str) -> str:
    """The language whose small words a text has; UsageError if that is not clear."""
    low = words.lower(text)

    def number(code: str) -> int:
        known = words.of(code)
        return len(known.pattern("@function").findall(low)) if known else 0

    codes = [file.stem for file in Path(words.__file__).parent.glob("*.toml")]
    first, second, *_ = sorted(codes, key=number, reverse=True)
    if number(first) < max(5, 2 * number(second)):
        raise UsageError("the language of the text is not clear; give it, such as --language ru")
    return first


def _headline(text: Text) -> str:
    """The first line, if it is no sentence."""
    first = text.shown.strip().partition("\n")[0]
    return "TODO" if first.endswith(".") else f"TODO {first}"


def _dateline(text: Text) -> str:
    """The first words in capitals that open a line."""
    opened = (_DATELINE.match(line) for line in text.shown.split("\n"))
    capital = (match[1] for match in opened if match and match[1].isupper())
    return next((f"TODO {words}" for words in capital), "")


def _records(text: Text, loaded: Dataset) -> Iterator[list[str]]:
    """Each sentence as a comment, with a stub for each number in it, or one if there is none."""
    known = text.language
    mentions = Names(loaded, known).mentions(text.plain) if known else ()
    fields = {thing.id: _FIELDS[type(thing)] for thing in loaded.named}
    numbers = counted(text)
    for at, span in enumerate(text.sentences, 1):
        ids = sorted({each.id for each in mentions if span.holds(each.span)})
        named = defaultdict(list)
        for id_ in ids:
            named[fields[id_]].append(f"TODO {id_}")
        lines = _comment(f"{at}. {text.words(span)} [{', '.join(ids)}]".removesuffix(" []"))
        stubs = (_stub(text, each, named) for each in numbers if span.holds(each.span))
        yield [*lines, *next(stubs, ())]
        yield from stubs
    if not numbers:
        yield _stub(text, None, {})


def _stub(text: Text, number: Number | None, named: dict[str, list[str]]) -> list[str]:
    """A record in which everything is to do, with what the text prints of its number."""
    stub: dict[str, Any] = {"kind": "TODO", "id": "TODO", "title": "TODO", **named}
    printed = ""
    if number:
        printed = text.words(number.span)
        hedges = {hedge for meant in number.beside("hedges") for hedge in meant}
        stub |= {"value": f"TODO {printed}", "unit": _one_of(number.units)}
        stub |= {"hedge": _one_of(hedges)} if hedges else {}
    stub["quote"] = f"TODO {printed}".strip()
    return [f"  {line}" for line in written([stub])]


def _one_of(words: Iterable[str]) -> str:
    return f"TODO {' or '.join(sorted(words))}".strip()


def _comment(text: str) -> list[str]:
    return [f"  # {line}" for line in wrap(text, 114, break_on_hyphens=False)]
