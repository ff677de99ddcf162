"""Citations of articles and of the dataset: as text, as BibTeX, as CSL-JSON 1.0.

BibTeX entries are all @misc: @online and @dataset are biblatex's alone, as is `date`.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from os.path import commonprefix
from typing import Any, NamedTuple
from urllib.parse import quote

from kzby.model import dates
from kzby.query.citation import Citation, Edition, Reference
from kzby.render.terminal import wrapped
from kzby.text import shown

AUTHORS = "The kzby authors"
TITLE = "kzby: how the oblasts of Belarus and Kazakhstan work together"
_SHORT = 12  # digits of a hash that tell one dataset from all others
_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"  # what RFC 3986 allows besides letters, digits and -._
# What TeX would act on. BibTeX counts braces even after a backslash.
_NAMES = "braceleft braceright backslash asciitilde asciicircum bar less greater"
_TEX = {ord(character): f"\\{character}" for character in "&%$#_"} | {
    ord(character): rf"\text{name}{{}}"
    for character, name in zip("{}\\~^|<>", _NAMES.split(), strict=True)
}


class Issued(NamedTuple):
    """The day, month or year of an article, or the first and last it can be.

    `doubt` is EDTF's sign: `?` for an inferred year, `~` for an approximate date.
    """

    ends: list[str]
    doubt: str

    @property
    def joint(self) -> str:
        """The word between first and last: `or` if one follows on the other, else `to`."""
        next_day = date.fromisoformat(dates.typed(self.ends[0])[1]) + timedelta(days=1)
        return " or " if next_day.isoformat() == dates.typed(self.ends[-1])[0] else " to "

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
        """The month after its days, as in BibTeX's manual; None if the years differ."""
        words = self.words().removeprefix("c. ").removesuffix(self.year).rstrip()
        if not words or self.ends[0][:4] != self.ends[-1][:4]:
            return None
        sides = [side.rpartition(" ") for side in re.split(f"(?<=[a-z]){self.joint}", words)]
        months = (f'"{days}~" # ' * bool(days) + month[:3].lower() for days, _, month in sides)
        return f' # "{self.joint}" # '.join(months)


def issued(reference: Reference) -> Issued:
    """When an article appeared; whole months or years are written as these."""
    published = reference.published
    doubt = "" if dates.certain(published) else "~" if dates.year_stated(published) else "?"
    span = [reference.earliest, reference.latest]
    for length in (len("2015"), len("2015-11")):
        first, last = (day[:length] for day in span)
        if [dates.typed(first)[0], dates.typed(last)[1]] == span:
            span = [first, last]
    return Issued(list(dict.fromkeys(span)), doubt)


def dataset(edition: Edition) -> str:
    """The edition as people cite it: `kzby 0.1.0, dataset 3f9a12c4d5e6`."""
    return shown(f"kzby {edition.version}, dataset {edition.sha256[:_SHORT]}")


def address(reference: Reference) -> str:
    """The address of an article in characters that no markup can end with."""
    return quote(reference.url, safe=_OF_ADDRESSES)


def source(reference: Reference) -> str:
    """A source in a sentence: who published what, from whom, and when."""
    agency = f", from {reference.agency}" if reference.agency != reference.publisher else ""
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
    passage = f"Record {reference.record}: “{reference.quote}”. " if reference.record else ""
    return f"{passage}Via {dataset(edition)}."


def _note(when: Issued, passage: str) -> str:
    """What no field can say: doubts of the date, and the passage."""
    span = "Published on one of these days. " if len(when.ends) > 1 else ""
    return span + ("The year is inferred. " if when.doubt == "?" else "") + passage


def text(citation: Citation, width: int | None) -> Iterator[str]:
    """A paragraph for each source, then one for the dataset."""
    edition = citation.edition
    for reference in citation.references:
        line = f"{source(reference)} {reference.url} {_passage(reference, edition)}"
        yield from wrapped(line, width)
        yield ""
    named = f"{AUTHORS}: “{TITLE}”, data set"
    yield from wrapped(f"{named}. kzby {edition.version}, SHA-256 {edition.sha256}.", width)


def numbered(sources: Citation, width: int | None) -> Iterator[str]:
    """The sources of an answer by number, then the edition of the dataset."""
    margin = len(f"[{len(sources.references)}] ")
    for number, reference in enumerate(sources.references, 1):
        line = f"{f'[{number}]':<{margin}}{source(reference)} {reference.url}"
        yield from wrapped(line, width, indent=" " * margin)
    yield dataset(sources.edition)


def bibtex(citation: Citation) -> Iterator[str]:
    """An entry for each source, then that of the dataset."""
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
            "url": f"{{{address(reference)}}}",
            "note": _tex(_note(when, _passage(reference, edition))),
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
    """Words in braces; two pairs of them keep capitals, and a name whole."""
    return "{" * braces + words.translate(_TEX) + "}" * braces


def csl_json(citation: Citation) -> Iterator[str]:
    """A JSON array of an item for each source, then that of the dataset."""
    from kzby.render.as_data import json_array  # every command imports this module

    edition = citation.edition
    items: list[dict[str, Any]] = []
    for reference in citation.references:
        when, origin = issued(reference), _origin(reference)
        parts = [[int(part) for part in end.split("-")] for end in when.ends]
        note = (
            f"{_note(when, _passage(reference, edition))} SHA-256 of the text: {reference.sha256}."
        )
        item = {
            "id": _key(reference),
            "type": "webpage",
            "title": f"{reference.headline}{_basis(reference)}",
            "author": [{"literal": reference.publisher}],
            "publisher": reference.publisher,
            "original-publisher": reference.agency if origin else None,
            "issued": {"date-parts": parts} | ({"circa": True} if when.doubt else {}),
            "URL": reference.url,
            "language": reference.language,
            "note": f"{origin}. {note}" if origin else note,
        }
        items.append({name: value for name, value in item.items() if value is not None})
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
