"""What citations say in every format: who told a story, what it is cited for, in which edition of the dataset."""

from collections.abc import Iterator
from urllib.parse import quote

from kzby.query.citation import Edition, Reference
from kzby.render.issued import issued
from kzby.text import shown

AUTHORS = "The kzby authors"
TITLE = "kzby: how the oblasts of Belarus and Kazakhstan work together"
_SHORT = 12  # digits of a hash that tell one dataset from all others
_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"  # what RFC 3986 allows besides letters, digits and -._


def short(edition: Edition) -> str:
    """The first digits of a dataset's hash."""
    return edition.sha256[:_SHORT]


def dataset(edition: Edition) -> str:
    """The edition of the dataset as people cite it: `kzby 0.1.0, dataset 3f9a12c4d5e6`."""
    return shown(f"kzby {edition.version}, dataset {short(edition)}")


def via(edition: Edition) -> str:
    """Where a source was found, in a sentence."""
    return f"Via {dataset(edition)}."


def key(reference: Reference) -> str:
    """The key of an entry: the article's id, with the record's behind it, so that each passage has its own."""
    return f"{reference.article}:{reference.record}" if reference.record else reference.article


def dataset_key(edition: Edition) -> str:
    """The key of the dataset's own entry, another one for each edition."""
    return f"kzby-{edition.version}-{short(edition)}"


def address(reference: Reference) -> str:
    """The address of an article in the characters that RFC 3986 allows, so that no markup can end within it."""
    return quote(reference.url, safe=_OF_ADDRESSES)


def origin(reference: Reference) -> str | None:
    """The agency whose report it is, where the publisher is another."""
    return (
        f"From a report of {reference.agency}" if reference.agency != reference.publisher else None
    )


def passage(reference: Reference) -> str | None:
    """The record that an article is cited for, with its words; None if it is cited as a whole."""
    return f"Record {reference.record}: “{reference.quote}”." if reference.record else None


def notes(reference: Reference, edition: Edition) -> Iterator[str]:
    """What no field of an entry can say, in sentences: what the date leaves open, the passage, the edition."""
    when = issued(reference)
    if when.first != when.last:
        yield "Published on one of these days."
    if when.doubt == "?":
        yield "The year is inferred."
    if cited_for := passage(reference):
        yield cited_for
    yield via(edition)
