"""Citations as text, BibTeX or CSL-JSON 1.0.

BibTeX entries are all @misc: only biblatex has @online, @dataset and `date`.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from os.path import commonprefix
from typing import Any, NamedTuple

from kzby.model import dates
from kzby.query.citation import Citation, Edition, Reference
from kzby.render.terminal import address, wrapped
from kzby.text import shown

AUTHORS = "The kzby authors"
TITLE = "kzby: how the oblasts of Belarus and Kazakhstan work together"
_SHORT = 12  # digits of a hash in citations
# What TeX acts on. BibTeX counts braces even after a backslash.
_NAMES = "braceleft braceright backslash asciitilde asciicircum bar less greater"
_TEX = {ord(sign): f"\\{sign}" for sign in "&%$#_"} | {
    ord(sign): rf"\text{name}{{}}" for sign, name in zip("{}\\~^|<>", _NAMES.split(), strict=True)
}


class Issued(NamedTuple):
    """An article's day, month or year, or the first and last it can be.

    `doubt` is EDTF's: `?` for an inferred year, `~` for an approximate date.
    """

    ends: list[str]
    doubt: str

    @property
    def joint(self) -> str:
        """The word between first and last: `or` for neighbours, else `to`."""
        (_, first), (last, _) = dates.typed(self.ends[0]), dates.typed(self.ends[-1])
        days = date.fromisoformat(last) - date.fromisoformat(first)
        return " or " if days == timedelta(days=1) else " to "

    @property
    def year(self) -> str:
        """`2015`, `2015 or 2016`, an inferred year in brackets: `[2013]`."""
        years = self.joint.join(dict.fromkeys(end[:4] for end in self.ends))
        return f"[{years}]" if self.doubt == "?" else years

    def words(self) -> str:
        """`25 November 2015`, `16 or 17 December 2015`, `c. 2015`, `May [2013]`."""
        ends = [end.split("-") for end in self.ends]
        for end in ends:
            end[0] = f"[{end[0]}]" if self.doubt == "?" else end[0]
            end[1:2] = [dates.MONTHS[int(month) - 1] for month in end[1:2]]
            end[2:] = [str(int(day)) for day in end[2:]]
        shared = commonprefix(ends)  # noqa: RUF071, of lists
        own = [" ".join(reversed(end[len(shared) :])) for end in ends]
        words = " ".join(filter(None, [self.joint.join(own), *reversed(shared)]))
        return f"c. {words}" if self.doubt == "~" else words

    def month(self) -> str | None:
        """BibTeX's month with days; None if the years differ."""
        words = self.words().removeprefix("c. ").removesuffix(self.year).rstrip()
        if not words or self.ends[0][:4] != self.ends[-1][:4]:
            return None
        sides = [side.rpartition(" ") for side in re.split(f"(?<=[a-z]){self.joint}", words)]
        months = (f'"{days}~" # ' * bool(days) + month[:3].lower() for days, _, month in sides)
        return f' # "{self.joint}" # '.join(months)


def issued(reference: Reference) -> Issued:
    """When an article appeared, whole months or years as such."""
    inferred = not dates.year_stated(reference.published)
    doubt = "?" if inferred else "" if dates.certain(reference.published) else "~"
    span = [reference.earliest, reference.latest]
    for length in (len("2015"), len("2015-11")):
        first, last = (day[:length] for day in span)
        if [dates.typed(first)[0], dates.typed(last)[1]] == span:
            span = [first, last]
    return Issued(list(dict.fromkeys(span)), doubt)


def dataset(edition: Edition) -> str:
    """`kzby 0.1.0, dataset 3f9a12c4d5e6`."""
    return shown(f"kzby {edition.version}, dataset {edition.sha256[:_SHORT]}")


def source(reference: Reference) -> str:
    """Who published what, from which agency, and when."""
    agency = f", from {reference.agency}" if _origin(reference) else ""
    when = issued(reference)
    inferred = " (year inferred)" if when.doubt == "?" else ""
    headline = f"“{reference.headline}”{_basis(reference)}"
    return f"{reference.publisher}{agency}: {headline}, {when.words()}{inferred}."


def _basis(reference: Reference) -> str:
    """That a headline is not copied from the page, in the brackets of what a citer supplies."""
    return " [title from the page's address]" if reference.headline_basis else ""


def _key(cited: Reference | Edition) -> str:
    if isinstance(cited, Edition):
        return f"kzby-{cited.version}-{cited.sha256[:_SHORT]}"
    return f"{cited.article}:{cited.record}" if cited.record else cited.article


def _origin(reference: Reference) -> str | None:
    same = reference.agency == reference.publisher
    return None if same else f"From a report of {reference.agency}"


def _passage(reference: Reference, edition: Edition) -> str:
    via = f"Via {dataset(edition)}."
    return f"Record {reference.record}: “{reference.quote}”. {via}" if reference.record else via


def _note(reference: Reference, edition: Edition) -> str:
    """Doubts of the date, and the passage."""
    when = issued(reference)
    span = "Published on one of these days. " if len(when.ends) > 1 else ""
    doubt = "The year is inferred. " if when.doubt == "?" else ""
    return f"{span}{doubt}{_passage(reference, edition)}"


def text(citation: Citation, width: int | None) -> Iterator[str]:
    """A paragraph a source, then one for the dataset."""
    edition = citation.edition
    for reference in citation.references:
        passage = _passage(reference, edition)
        yield from _apart(width, source(reference), reference.url, passage)
        yield ""
    version = f"kzby {edition.version}, SHA-256 {edition.sha256}"
    yield from wrapped(f"{AUTHORS}: “{TITLE}”, data set. {version}.", width)


def numbered(sources: Citation, width: int | None) -> Iterator[str]:
    """The sources of an answer by number, then the edition."""
    margin = len(f"[{len(sources.references)}] ")
    for number, reference in enumerate(sources.references, 1):
        cited = f"{f'[{number}]':<{margin}}{source(reference)}"
        yield from _apart(width, cited, reference.url, indent=" " * margin)
    yield dataset(sources.edition)


def _apart(width: int | None, first: str, *others: str, indent: str = "") -> Iterator[str]:
    """Texts on lines of their own, so that URLs stay whole; on one line without a width."""
    if not width:
        first, others = " ".join([first, *others]), ()
    yield from wrapped(first, width, indent=indent)
    for text in others:
        yield from wrapped(f"{indent}{text}", width, indent=indent)


def bibtex(citation: Citation) -> Iterator[str]:
    """An entry a source, then the dataset's."""
    edition = citation.edition
    entries: dict[str, dict[str, str | None]] = {}
    for reference in citation.references:
        when, origin = issued(reference), _origin(reference)
        entries[_key(reference)] = {
            "author": _tex(reference.publisher, 2),
            "title": _tex(f"{reference.headline}{_basis(reference)}", 2),
            "howpublished": origin and _tex(origin),
            "month": when.month(),
            "year": f"{{{when.year}}}",
            "date": f"{{{'/'.join(f'{end}{when.doubt}' for end in when.ends)}}}",
            "url": f"{{{address(reference.url)}}}",
            "note": _tex(_note(reference, edition)),
            "sha256": f"{{{reference.sha256}}}",
        }
    entries[_key(edition)] = {
        "author": _tex(AUTHORS, 2),
        "title": _tex(TITLE, 2),
        "howpublished": "{Data set}",
        "note": _tex(f"Version {edition.version}, dataset {edition.sha256[:_SHORT]}."),
        "sha256": f"{{{edition.sha256}}}",
    }
    for number, (key, fields) in enumerate(entries.items()):
        yield from [""] if number else []
        yield shown(f"@misc{{{key},")
        yield from (shown(f"  {name:<12} = {text},") for name, text in fields.items() if text)
        yield "}"


def _tex(words: str, braces: int = 1) -> str:
    """Words in braces; two pairs keep capitals and names whole."""
    return "{" * braces + words.translate(_TEX) + "}" * braces


def csl_json(citation: Citation) -> Iterator[str]:
    """An item a source, then the dataset's, as one JSON array."""
    from kzby.render.as_data import json_array  # every command imports this module

    edition = citation.edition
    items: list[dict[str, Any]] = []
    for reference in citation.references:
        when, origin = issued(reference), _origin(reference)
        parts = [[int(part) for part in end.split("-")] for end in when.ends]
        note = f"{_note(reference, edition)} SHA-256 of the text: {reference.sha256}."
        agency = {"original-publisher": reference.agency} if origin else {}
        items.append(
            {
                "id": _key(reference),
                "type": "webpage",
                "title": f"{reference.headline}{_basis(reference)}",
                "author": [{"literal": reference.publisher}],
                "publisher": reference.publisher,
                **agency,
                "issued": {"date-parts": parts} | ({"circa": True} if when.doubt else {}),
                "URL": reference.url,
                "language": reference.language,
                "note": f"{origin}. {note}" if origin else note,
            }
        )
    last = {
        "id": _key(edition),
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": AUTHORS}],
        "version": edition.version,
        "number": edition.sha256[:_SHORT],
        "note": f"SHA-256 of the dataset: {edition.sha256}.",
    }
    return json_array([*items, last])
