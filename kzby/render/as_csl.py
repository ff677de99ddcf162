"""Citations as CSL-JSON, which Zotero, pandoc and every processor of the Citation Style Language reads.

The names are those of its schema, https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json.
"""

from collections.abc import Iterator
from typing import Any

from kzby.query.citation import Citation, Edition, Reference
from kzby.render import as_json, citing
from kzby.render.issued import Issued, issued


def items(citation: Citation) -> Iterator[str]:
    """One JSON array, an item a source, then that of the dataset, each on its own line."""
    articles = [_article(reference, citation.edition) for reference in citation.references]
    return as_json.listed([*articles, _dataset(citation.edition)])


def _article(reference: Reference, edition: Edition) -> dict[str, Any]:
    origin = citing.origin(reference)
    notes = [f"{origin}."] if origin else []
    notes += [*citing.notes(reference, edition), f"SHA-256 of the text: {reference.sha256}."]
    return {
        "id": citing.key(reference),
        "type": "webpage",
        "title": reference.headline,
        "author": [{"literal": reference.publisher}],
        "publisher": reference.publisher,
        **({"original-publisher": reference.agency} if origin else {}),
        "issued": _date(issued(reference)),
        "URL": reference.url,
        "language": reference.language,
        "note": " ".join(notes),
    }


def _dataset(edition: Edition) -> dict[str, Any]:
    return {
        "id": citing.dataset_key(edition),
        "type": "dataset",
        "title": citing.TITLE,
        "author": [{"literal": citing.AUTHORS}],
        "version": edition.version,
        "number": citing.short(edition),
        "note": f"SHA-256 of the dataset: {edition.sha256}.",
    }


def _date(when: Issued) -> dict[str, Any]:
    """A date as its parts, or as those of its first and last day; `circa` where it is inferred or approximate."""
    parts = [
        [int(part) for part in end.split("-")] for end in dict.fromkeys((when.first, when.last))
    ]
    return {"date-parts": parts, **({"circa": True} if when.doubt else {})}
