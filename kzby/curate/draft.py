"""A draft of an article's file: what its text prints, TODO for what a person decides."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from kzby.curate.files import written
from kzby.errors import UsageError
from kzby.load.dataset import Dataset
from kzby.verify import words
from kzby.verify.coverage import counted
from kzby.verify.evidence import LARGEST
from kzby.verify.names import Mention, Names
from kzby.verify.numbers import Number
from kzby.verify.text import Text
from kzby.verify.words import Span

_DATELINE = re.compile(r"(?m)^(?:\d\d? [\w ]+, )?([^\W\d_][\w -]*?) *[.,:(/–—]")
_DATING = "TODO how the day is known. Published on DAY (or between DAY and DAY, both in full)."
_REMOVE = "Remove each sentence once it is coded: the text belongs to its publisher."
_EDITOR = "# yaml-language-server: $schema=../schema/article.json"


def draft(file: Path, loaded: Dataset, id_: str, url: str, language: str) -> Iterator[str]:
    """The lines of a draft for a text; an empty id, URL or language is not known.

    UsageError if the text cannot be read, or if its language is not clear.
    """
    raw, decoded = _read(file)
    language = language or _language(decoded)
    text = Text(decoded, words.of(language))
    first = text.shown.strip().split("\n")[0]
    if "\ufffd" in text.shown or not first:
        raise UsageError(f"{file} is empty, or has characters that say nothing; remove these")
    mentions = sorted(Names(loaded, text.language).mentions(text)) if text.language else []
    if (loaded.folder / "schema" / "article.json").is_file():
        yield _EDITOR
    datelines = _DATELINE.findall(text.shown)
    card = {
        "id": id_ or "TODO",
        "headline": f"TODO {first}",
        "publisher": "TODO",
        "agency": "TODO",
        "url": url or "TODO",
        "file": file.name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "language": language,
        "dateline": f"TODO {next(filter(str.isupper, datelines), '')}".strip(),
        "published": "TODO",
        "dating": _DATING,
    }
    yield from written({"article": card})
    found = ", ".join(_own(text, span) for _, span in text.dates)
    yield from _comment(f"dates: {found or 'none found'}")
    yield from ("", "records:", *_comment(_REMOVE), "")
    for at, block in enumerate(_records(text, mentions)):
        yield from [""] * bool(at)
        yield from block


def _read(file: Path) -> tuple[bytes, str]:
    """The bytes and the characters of a text; UsageError if it cannot be read."""
    try:
        if file.exists() and not (file.is_file() and file.stat().st_size <= LARGEST):
            raise UsageError(f"{file} is no file of at most {LARGEST:,} bytes; give a text")
        raw = file.read_bytes()
        return raw, raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8; give a text in UTF-8") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}; check the path") from None


def _language(text: str) -> str:
    """The language by its small words; UsageError if that is not clear."""
    low, small = words.lower(text), Counter[str]()
    for file in Path(words.__file__).parent.glob("*.toml"):
        small[file.stem] = len(words.Words(file).pattern("@function").findall(low))
    (first, most), (_, more), *_ = small.most_common()
    if most < max(5, 2 * more):
        raise UsageError("the language of the text is not clear; give it, such as --language ru")
    return first


def _records(text: Text, mentions: Sequence[Mention]) -> Iterator[list[str]]:
    """Each sentence as a comment, with a stub for each figure in it; at least one stub."""
    numbers = counted(text)
    for at, span in enumerate(text.sentences, 1):
        ids = sorted({each.id for each in mentions if span.holds(each.span)})
        lines = _comment(f"{at}. {_own(text, span)} [{', '.join(ids)}]".removesuffix(" []"))
        stubs = (_stub(text, each) for each in numbers if span.holds(each.span))
        yield [*lines, *next(stubs, ())]
        yield from stubs
    if not numbers:
        yield _stub(text, None)


def _stub(text: Text, number: Number | None) -> list[str]:
    """A record to fill in, with what the text prints of its figure."""
    stub: dict[str, Any] = {"kind": "TODO", "id": "TODO", "title": "TODO"}
    printed = f"TODO {_own(text, number.span)}" if number else "TODO"
    if number and number.change:
        stub |= {"change": printed, "change_kind": f"TODO {number.change}"}
    elif number:
        units = " or ".join(sorted(number.units))
        stub |= {"value": printed, "unit": f"TODO {units}".strip()}
    return [f"  {line}" for line in written([{**stub, "quote": printed}])]


def _own(text: Text, span: Span) -> str:
    return " ".join(text.shown[slice(*span)].split())


def _comment(text: str) -> list[str]:
    return [f"  # {line}" for line in wrap(text, 114, break_on_hyphens=False)]
