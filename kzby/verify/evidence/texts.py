"""The articles' texts: found in a folder by the names that the cards give, held against the cards' checksums."""

import codecs
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kzby.model import kinds
from kzby.verify.evidence.finding import Fault, Finding
from kzby.verify.prose.text import Text

LARGEST = 1_000_000  # bytes; an article has a few thousand


class Source(NamedTuple):
    """The text of an article, None if it is not at hand or cannot be read, and what was found of it."""

    text: Text | None
    finding: Finding


def beside(folder: Path, cards: Sequence[kinds.Article]) -> Path | None:
    """The folder of texts that lies beside a dataset, `seeds`, if it has any of them."""
    seeds = folder.parent / "seeds"
    return None if all(is_missing(path_of(card, seeds)) for card in cards) else seeds


def name_of(card: kinds.Article) -> str:
    """The file name of an article's text: the one that its card gives, or else its id."""
    return card.file or f"{card.id}.txt"


def path_of(card: kinds.Article, folder: Path) -> Path:
    """Where the text of an article lies."""
    return folder / name_of(card)


def is_missing(path: Path) -> bool:
    """Whether there is nothing at a path; what is there and cannot be reached is not missing."""
    try:
        return not path.exists()
    except OSError:
        return False


def source(card: kinds.Article, folder: Path | None) -> Source:
    """The text of an article from a folder, proven to be the one that was coded."""
    path = path_of(card, folder) if folder else None
    if path is None or is_missing(path):
        return Source(None, Finding("text", None))
    try:
        raw = _bytes(path)
        text = Text(raw.decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        return Source(None, Finding("text", (Fault(("file",), f"{path} {_why(error)}"),)))
    return Source(text, Finding("text", _differs(card, path, raw)))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise ValueError("is not a file; put the article's text in its place")
    if (size := path.stat().st_size) > LARGEST:
        raise ValueError(
            f"has {size:,} bytes, and no article has more than {LARGEST:,}; put its text in its place"
        )
    return path.read_bytes()


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"is not UTF-8 (byte {error.start + 1:,}); save the text as UTF-8"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}; check its name and its permissions"
    return str(error)


def _differs(card: kinds.Article, path: Path, raw: bytes) -> tuple[Fault, ...]:
    """What is wrong with the checksum of a text."""
    found = hashlib.sha256(raw).hexdigest()
    if found == card.sha256:
        return ()
    if (
        hashlib.sha256(raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")).hexdigest()
        == card.sha256
    ):
        marked = raw.startswith(codecs.BOM_UTF8)
        mark, ends = (
            "begins with a byte order mark; save it without",
            "has Windows line ends; save it with Unix ones",
        )
        return (Fault(("sha256",), f"{path} is the same text, but {mark if marked else ends}"),)
    return (
        Fault(
            ("sha256",),
            f"{path} is another text, its SHA-256 is {found}; use the text that was coded",
        ),
    )
