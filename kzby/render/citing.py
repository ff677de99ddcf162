"""Citations as text, BibTeX or CSL-JSON 1.0.

BibTeX entries are all @misc, with year and month: only biblatex has @online, @dataset and `date`,
and complains of a year beside that.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from os.path import commonprefix
from typing import Any

from kzby.model import dates
from kzby.query.answer import Fields
from kzby.query.citation import Citation, Edition, Reference
from kzby.render.terminal import address, readable, wrapped
from kzby.text import shown

AUTHORS = "The kzby authors"
TITLE = "kzby: how the oblasts of Belarus and Kazakhstan work together"
_SHORT = 12  # digits of a hash in citations
_INNER = str.maketrans("“”", "‘’")  # quotation marks within others
# What TeX acts on. BibTeX counts braces even after a backslash.
_NAMES = "braceleft braceright backslash asciitilde asciicircum bar less greater"
_TEX = {ord(sign): f"\\{sign}" for sign in "&%$#_"}
_TEX |= {ord(s): rf"\text{n}{{}}" for s, n in zip("{}\\~^|<>", _NAMES.split(), strict=True)}


def issued(article: Reference) -> list[str]:
    """The day, month or year in which an article appeared, or the first and last it can be."""
    span = [article.earliest, article.latest]
    for length in (len("2015"), len("2015-11")):
        first, last = (day[:length] for day in span)
        if [dates.typed(first)[0], dates.typed(last)[1]] == span:
            span = [first, last]
    return list(dict.fromkeys(span))


def dataset(edition: Edition) -> str:
    """`kzby 0.1.0, dataset 3f9a12c4d5e6`."""
    return shown(f"kzby {edition.version}, dataset {edition.sha256[:_SHORT]}")


def source(article: Reference, *, listed: bool = False) -> str:
    """Who published what, from which agency, and when; in a list brackets and ? instead of notes."""
    agency = f", from {article.agency}" if _origin(article) else ""
    if not listed:
        headline = _title(article, quoted=True)
        return f"{article.publisher}{agency}: {headline}, {_published(article)}."
    supplied = f"[{article.headline}]" if article.headline_basis else ""
    headline = supplied or _title(article, quoted=True)
    published = dates.words(article.published, one_of=True)
    return f"{article.publisher}{agency}: {headline}, {published}"


def bracket_note(citation: Citation) -> list[str]:
    """What brackets mean in a list of sources, if any has them."""
    has = any(article.headline_basis for article in citation.references)
    return ["Titles in brackets are taken from the page's address."] * has


def _published(article: Reference) -> str:
    """When, as far as it is known: `between 25 and 27 Sep 2013? (year inferred)`."""
    inferred = "" if dates.year_stated(article.published) else " (year inferred)"
    return f"{dates.words(article.published, one_of=True)}{inferred}"


def _title(article: Reference, *, quoted: bool = False) -> str:
    """A headline, and a note if it is not copied from the page."""
    note = " [title from the page's address]" if article.headline_basis else ""
    title = f"“{article.headline.translate(_INNER)}”" if quoted else article.headline
    return f"{title}{note}"


def _key(cited: Reference | Edition) -> str:
    if isinstance(cited, Edition):
        return f"kzby-{cited.version}-{cited.sha256[:_SHORT]}"
    return f"{cited.article}:{cited.record}" if cited.record else cited.article


def _origin(article: Reference) -> str | None:
    same = article.agency == article.publisher
    return None if same else f"From a report of {article.agency}"


def _passage(article: Reference, edition: Edition) -> str:
    """The record with the words it is based on, if one is cited, and the edition."""
    via = f"Via {dataset(edition)}."
    record = f"Record {article.record} ({article.about})"
    return f"{record}: {quoted(article.quotes)}. {via}" if article.record else via


def quoted(quotes: Iterable[str]) -> str:
    """The phrases that pin a record: `“one” … “another”`."""
    return " … ".join(f"“{quote}”" for quote in quotes)


def sourced(text: str, row: Fields) -> str:
    """A text with the numbers of any listed sources."""
    return f"{text} [{numbers(row['source'])}]" if row.get("source") else text


def numbers(sources: Iterable[int]) -> str:
    """Numbers, each once, in order, runs of three or more with a dash."""
    runs = []
    for _, pairs in groupby(enumerate(sorted({*sources})), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        runs.append(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)))
    return ", ".join(runs)


def text(citation: Citation, width: int | None) -> Iterator[str]:
    """A paragraph a source, then one for the dataset."""
    edition = citation.edition
    for article in citation.references:
        for line in (source(article), readable(article.address), _passage(article, edition)):
            yield from wrapped(line, width)
        yield ""
    version = f"kzby {edition.version}, SHA-256 {edition.sha256}"
    year = edition.released[:4]
    yield from wrapped(f"{AUTHORS}: “{TITLE}”, data set, {year}. {version}.", width)


def numbered(sources: Citation, width: int | None) -> Iterator[str]:
    """The sources of an answer by number, each above its address; then the edition."""
    margin = len(f"[{len(sources.references)}] ")
    for number, article in enumerate(sources.references, 1):
        cited = f"{f'[{number}]':<{margin}}{source(article, listed=True)}"
        yield from wrapped(cited, width, indent=" " * margin)
        yield shown(f"{'':{margin}}{article.url}")
    yield from bracket_note(sources)
    yield dataset(sources.edition)


def bibtex(citation: Citation) -> Iterator[str]:
    """An entry a source, then the dataset's."""
    edition = citation.edition
    entries: dict[str, dict[str, str | None]] = {}
    for article in citation.references:
        origin = _origin(article)
        entries[_key(article)] = {
            "author": _tex(article.publisher, 2),
            "title": _tex(_title(article), 2),
            "howpublished": origin and _tex(origin),
            **_dated(issued(article)),
            "url": f"{{{address(article.address)}}}",
            "note": _tex(f"Published {_published(article)}. {_passage(article, edition)}"),
            "sha256": f"{{{article.sha256}}}",
        }
    entries[_key(edition)] = {
        "author": _tex(AUTHORS, 2),
        "title": _tex(TITLE, 2),
        "howpublished": "{Data set}",
        **_dated([edition.released]),
        "version": f"{{{edition.version}}}",
        "note": _tex(f"Dataset {edition.sha256[:_SHORT]}. Licence: CC BY 4.0."),
        "sha256": f"{{{edition.sha256}}}",
    }
    for number, (key, fields) in enumerate(entries.items()):
        yield from [""] if number else []
        yield shown(f"@misc{{{key},")
        yield from (shown(f"  {name:<12} = {text},") for name, text in fields.items() if text)
        yield "}"


def _dated(span: list[str]) -> dict[str, str | None]:
    """The month, if it is certain, and the last year that it can be."""
    month = commonprefix(span)[5:7]  # noqa: RUF071, of dates
    name = dates.MONTHS[int(month) - 1][:3].lower() if month[1:] else None
    return {"month": name, "year": f"{{{span[-1][:4]}}}"}


def _tex(words: str, braces: int = 1) -> str:
    """Words in braces; two pairs keep capitals."""
    return "{" * braces + words.translate(_TEX) + "}" * braces


def csl_json(citation: Citation) -> Iterator[str]:
    """An item a source, then the dataset's, in an array."""
    from kzby.render.as_data import json_array  # every command imports this module

    edition = citation.edition
    items: list[dict[str, Any]] = []
    for article in citation.references:
        origin = _origin(article)
        published = f"Published {_published(article)}. {_passage(article, edition)}"
        note = f"{published} SHA-256 of the text: {article.sha256}."
        item: dict[str, Any] = {
            "id": _key(article),
            "type": "webpage",
            "title": _title(article),
            "author": [{"literal": article.publisher}],
            "publisher": article.publisher,
            **({"original-publisher": article.agency} if origin else {}),
            "issued": _date(issued(article)),
            "URL": article.address,
            "language": article.language,
            "note": f"{origin}. {note}" if origin else note,
        }
        if not dates.certain(article.published):
            item["issued"]["circa"] = True
        items.append(item)
    last = {
        "id": _key(edition),
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": AUTHORS}],
        "issued": _date([edition.released]),
        "version": edition.version,
        "number": edition.sha256[:_SHORT],
        "note": f"SHA-256 of the dataset: {edition.sha256}.",
    }
    return json_array([*items, last])


def _date(span: list[str]) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in day.split("-")] for day in span]}
