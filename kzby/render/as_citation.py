"""Citations as text: a paragraph a source, or numbered lines below an answer. No address is ever broken."""

from collections.abc import Iterator

from kzby.query.citation import Citation, Reference
from kzby.render import citing
from kzby.render.issued import issued, words
from kzby.render.terminal import wrapped


def paragraphs(citation: Citation, width: int | None) -> Iterator[str]:
    """A paragraph a source, then one for the dataset, wrapped to the width if there is one."""
    edition = citation.edition
    for reference in citation.references:
        told = [source(reference), reference.url, citing.passage(reference), citing.via(edition)]
        yield from wrapped(" ".join(filter(None, told)), width)
        yield ""
    named = f"{citing.AUTHORS}: “{citing.TITLE}”, data set"
    yield from wrapped(f"{named}. kzby {edition.version}, SHA-256 {edition.sha256}.", width)


def numbered(sources: Citation, width: int | None) -> Iterator[str]:
    """The sources of an answer by their numbers, each with its address, then the edition of the dataset."""
    margin = len(f"[{len(sources.references)}] ")
    for number, reference in enumerate(sources.references, 1):
        text = f"{f'[{number}]':<{margin}}{source(reference)} {reference.url}"
        yield from wrapped(text, width, indent=" " * margin)
    yield citing.dataset(sources.edition)


def source(reference: Reference) -> str:
    """A source in a sentence, all but its address: who published it and from whom, its headline, when."""
    agency = f", from {reference.agency}" if reference.agency != reference.publisher else ""
    when = issued(reference)
    inferred = " (year inferred)" if when.doubt == "?" else ""
    return f"{reference.publisher}{agency}: “{reference.headline}”, {words(when)}{inferred}."
