r"""Citations of articles and of the dataset: as text, as BibTeX, as CSL-JSON.

BibTeX entries are all @misc, as @online and @dataset are biblatex's alone. `date` is for biblatex, which prefers it to
`month` and `year`; `sha256` is for programs. CSL-JSON is https://resource.citationstyles.org/schema/v1.0/input/json.
"""

from collections.abc import Iterator, Mapping
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
# What TeX would act on. BibTeX counts braces even behind a backslash: one alone would end the field.
_NAMES = "braceleft braceright backslash asciitilde asciicircum bar less greater"
_TEX = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_"},
        **{
            character: rf"\text{name}{{}}"
            for character, name in zip("{}\\~^|<>", _NAMES.split(), strict=True)
        },
    }
)


class Issued(NamedTuple):
    """The first and the last day, month or year (ISO 8601) on which an article can have appeared.

    `doubt` is EDTF's sign: `?` if the year is inferred, `~` if the date is approximate.
    """

    first: str
    last: str
    doubt: str

    @property
    def ends(self) -> list[str]:
        """First and last, or the one if they are the same."""
        return list(dict.fromkeys((self.first, self.last)))

    @property
    def joint(self) -> str:
        """The word between first and last: `or` if one follows on the other, else `to`."""
        next_day = date.fromisoformat(dates.typed(self.first)[1]) + timedelta(days=1)
        return " or " if next_day.isoformat() == dates.typed(self.last)[0] else " to "

    def words(self) -> str:
        """`25 November 2015`, `16 or 17 December 2015`, `c. 2015`; an inferred year in brackets: `May [2013]`."""
        ends = [end.split("-") for end in self.ends]
        for end in ends:
            end[0] = f"[{end[0]}]" if self.doubt == "?" else end[0]
            end[1:2] = [dates.MONTHS[int(month) - 1] for month in end[1:2]]
            end[2:] = [str(int(day)) for day in end[2:]]
        shared = commonprefix(ends)  # noqa: RUF071, of lists
        own = [" ".join(reversed(end[len(shared) :])) for end in ends]
        words = " ".join(filter(None, [self.joint.join(own), *reversed(shared)]))
        return f"c. {words}" if self.doubt == "~" else words


def issued(reference: Reference) -> Issued:
    """When an article appeared; a span of whole months or years is written as these."""
    doubt = "" if dates.certain(reference.published) else "~"
    if not dates.year_stated(reference.published):
        doubt = "?"
    span = (reference.earliest, reference.latest)
    for length in (len("2015"), len("2015-11")):
        first, last = (day[:length] for day in span)
        if (dates.typed(first)[0], dates.typed(last)[1]) == span:
            return Issued(first, last, doubt)
    return Issued(*span, doubt)


def dataset(edition: Edition) -> str:
    """The edition of the dataset as people cite it: `kzby 0.1.0, dataset 3f9a12c4d5e6`."""
    return shown(f"kzby {edition.version}, dataset {edition.sha256[:_SHORT]}")


def address(reference: Reference) -> str:
    """The address of an article in the characters that RFC 3986 allows, so that no markup can end within it."""
    return quote(reference.url, safe=_OF_ADDRESSES)


def source(reference: Reference) -> str:
    """A source in a sentence, without its address: who published it and from whom, its headline, when."""
    agency = f", from {reference.agency}" if reference.agency != reference.publisher else ""
    when = issued(reference)
    inferred = " (year inferred)" if when.doubt == "?" else ""
    return f"{reference.publisher}{agency}: “{reference.headline}”, {when.words()}{inferred}."


def _key(cited: Reference | Edition) -> str:
    """The key of an entry: each passage of an article, and each edition of the dataset, has its own."""
    if isinstance(cited, Edition):
        return f"kzby-{cited.version}-{cited.sha256[:_SHORT]}"
    return f"{cited.article}:{cited.record}" if cited.record else cited.article


def _origin(reference: Reference) -> str | None:
    same = reference.agency == reference.publisher
    return None if same else f"From a report of {reference.agency}"


def _passage(reference: Reference, edition: Edition) -> str:
    """The record that an article is cited for, if it is not cited as a whole, and the edition it was found in."""
    passage = f"Record {reference.record}: “{reference.quote}”. " if reference.record else ""
    return f"{passage}Via {dataset(edition)}."


def _note(reference: Reference, edition: Edition) -> str:
    """What no field of an entry can say: what the date leaves open, the passage, the edition."""
    when = issued(reference)
    span = "Published on one of these days. " if when.first != when.last else ""
    doubt = "The year is inferred. " if when.doubt == "?" else ""
    return f"{span}{doubt}{_passage(reference, edition)}"


def text(citation: Citation, width: int | None) -> Iterator[str]:
    """A paragraph for each source, then one for the dataset, wrapped to the width if there is one."""
    edition = citation.edition
    for reference in citation.references:
        line = f"{source(reference)} {reference.url} {_passage(reference, edition)}"
        yield from wrapped(line, width)
        yield ""
    named = f"{AUTHORS}: “{TITLE}”, data set"
    yield from wrapped(f"{named}. kzby {edition.version}, SHA-256 {edition.sha256}.", width)


def numbered(sources: Citation, width: int | None) -> Iterator[str]:
    """The sources of an answer by their numbers, each with its address, then the edition of the dataset."""
    margin = len(f"[{len(sources.references)}] ")
    for number, reference in enumerate(sources.references, 1):
        line = f"{f'[{number}]':<{margin}}{source(reference)} {reference.url}"
        yield from wrapped(line, width, indent=" " * margin)
    yield dataset(sources.edition)


def bibtex(citation: Citation) -> Iterator[str]:
    """An entry for each source, then that of the dataset, with a line between them."""
    edition = citation.edition
    for reference in citation.references:
        when, origin = issued(reference), _origin(reference)
        years = when.joint.join(dict.fromkeys((when.first[:4], when.last[:4])))
        fields = {
            "author": f"{{{_tex(reference.publisher)}}}",
            "title": f"{{{_tex(reference.headline)}}}",
            "howpublished": origin and _tex(origin),
            "month": _month(when),
            "year": f"{{[{years}]}}" if when.doubt == "?" else f"{{{years}}}",
            "date": f"{{{'/'.join(f'{end}{when.doubt}' for end in when.ends)}}}",
            "url": f"{{{address(reference)}}}",
            "note": _tex(_note(reference, edition)),
            "sha256": f"{{{reference.sha256}}}",
        }
        yield from _entry(_key(reference), fields)
        yield ""
    fields = {
        "author": f"{{{_tex(AUTHORS)}}}",
        "title": f"{{{_tex(TITLE)}}}",
        "howpublished": "{Data set}",
        "note": _tex(f"Version {edition.version}, dataset {edition.sha256[:_SHORT]}."),
        "sha256": f"{{{edition.sha256}}}",
    }
    yield from _entry(_key(edition), fields)


def _entry(key: str, fields: Mapping[str, str | None]) -> Iterator[str]:
    yield shown(f"@misc{{{key},")
    for name, value in fields.items():
        if value is not None:
            yield shown(f"  {name:<12} = {value},")
    yield "}"


def _tex(words: str) -> str:
    """Words in braces; in two pairs of them they keep their capitals, and a name is not taken apart."""
    return f"{{{words.translate(_TEX)}}}"


def _month(when: Issued) -> str | None:
    """The month, after its days as in BibTeX's manual; None where there is no month, or the years differ."""
    months = [dates.MONTHS[int(end[5:7]) - 1][:3].lower() for end in when.ends if end[5:]]
    days = [str(int(end[8:])) for end in when.ends if end[8:]]
    if not months or when.first[:4] != when.last[:4]:
        return None
    if len(set(months)) == 1:
        return f'"{when.joint.join(days)}~" # {months[0]}' if days else months[0]
    if days:
        months = [f'"{day}~" # {month}' for day, month in zip(days, months, strict=True)]
    return f' # "{when.joint}" # '.join(months)


def csl_json(citation: Citation) -> Iterator[str]:
    """A JSON array, an item for each source, then that of the dataset, each on its own line."""
    from kzby.render.as_data import json_array  # every command imports this module

    edition = citation.edition
    items: list[dict[str, Any]] = []
    for reference in citation.references:
        when, origin = issued(reference), _origin(reference)
        parts = [[int(part) for part in end.split("-")] for end in when.ends]
        note = f"{_note(reference, edition)} SHA-256 of the text: {reference.sha256}."
        item = {
            "id": _key(reference),
            "type": "webpage",
            "title": reference.headline,
            "author": [{"literal": reference.publisher}],
            "publisher": reference.publisher,
            **({"original-publisher": reference.agency} if origin else {}),
            "issued": {"date-parts": parts, **({"circa": True} if when.doubt else {})},
            "URL": reference.url,
            "language": reference.language,
            "note": f"{origin}. {note}" if origin else note,
        }
        items.append(item)
    items.append(
        {
            "id": _key(edition),
            "type": "dataset",
            "title": TITLE,
            "author": [{"literal": AUTHORS}],
            "version": edition.version,
            "number": edition.sha256[:_SHORT],
            "note": f"SHA-256 of the dataset: {edition.sha256}.",
        }
    )
    return json_array(items)
