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
from kzby.render.terminal import address, wrapped
from kzby.text import shown

AUTHORS = "The kzby authors"
TITLE = "kzby: how the oblasts of Belarus and Kazakhstan work together"
_MARK = "†"  # of a headline that is not copied from the page
# Where it is from.
_BASES = {
    "address": "the page's address",
    "opening": "the text's opening words",
    "list": "a list of articles",
}
_SHORT = 12  # digits of a hash in citations
_INNER = str.maketrans("“”", "‘’")  # quotation marks within others
# What TeX acts on. BibTeX counts braces even after a backslash.
_NAMES = "braceleft braceright backslash asciitilde asciicircum bar less greater"
_TEX = {ord(sign): f"\\{sign}" for sign in "&%$#_"}
_TEX |= {ord(s): rf"\text{n}{{}}" for s, n in zip("{}\\~^|<>", _NAMES.split(), strict=True)}


def dataset(edition: Edition) -> str:
    """`kzby 0.1.0, dataset 3f9a12c4d5e6`."""
    return shown(f"kzby {edition.version}, dataset {edition.sha256[:_SHORT]}")


def source(article: Reference, mark: str = _MARK) -> str:
    """Who published what, from which agency, and when; with a mark, unless the headline is copied."""
    agency = "" if article.agency == article.publisher else f", from {article.agency}"
    headline = f"“{article.headline.translate(_INNER)}”{mark if article.headline_basis else ''}"
    published = dates.words(article.published, one_of=True)
    return f"{article.publisher}{agency}: {headline}, {published}"


def legend(cited: Citation) -> list[str]:
    """What the mark in a list of sources means, if it has one."""
    found = {article.headline_basis for article in cited.references}
    bases = " or ".join(words for basis, words in _BASES.items() if basis in found)
    return [f"{_MARK} title from {bases}"] * bool(bases)


def _basis(article: Reference) -> str:
    """Where a headline is from, unless it is copied."""
    return f"title from {_BASES[article.headline_basis]}" if article.headline_basis else ""


def _inferred(article: Reference) -> str:
    return "" if dates.year_stated(article.published) else " (year inferred)"


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
        first = f"{source(article, f' [{_basis(article)}]')}{_inferred(article)}."
        for line in (first, article.address, _passage(article, edition)):
            yield from wrapped(line, width)
        yield ""
    version = f"kzby {edition.version}, SHA-256 {edition.sha256}"
    year = edition.released[:4]
    yield from wrapped(f"{AUTHORS}: “{TITLE}”, data set, {year}. {version}.", width)


def numbered(sources: Citation, width: int | None) -> Iterator[str]:
    """The sources of an answer by number, each above its address; then the edition."""
    margin = len(f"[{len(sources.references)}] ")
    for number, article in enumerate(sources.references, 1):
        cited = f"{f'[{number}]':<{margin}}{source(article)}"
        yield from wrapped(cited, width, indent=" " * margin)
        yield shown(f"{'':{margin}}{article.url}")
    yield from legend(sources)
    yield dataset(sources.edition)


def csl_json(citation: Citation) -> Iterator[str]:
    """An item a source, then the dataset's, in an array."""
    from kzby.render.as_data import json_array  # every command imports this module

    return json_array(_items(citation))


def _items(citation: Citation) -> Iterator[dict[str, Any]]:
    edition = citation.edition
    for article in citation.references:
        basis = f"{_basis(article).capitalize()}. " * bool(article.headline_basis)
        origin = f"From a report of {article.agency}. " * (article.agency != article.publisher)
        published = f"Published {dates.words(article.published, one_of=True)}{_inferred(article)}."
        passage = f"{origin}{_passage(article, edition)} SHA-256 of the text: {article.sha256}."
        issued = {"date-parts": _issued(article)}
        yield {
            "id": f"{article.article}:{article.record}" if article.record else article.article,
            "type": "webpage",
            "title": article.headline,
            "author": [{"literal": article.publisher}],
            "issued": issued if dates.certain(article.published) else {**issued, "circa": True},
            "URL": article.address,
            "language": article.language,
            "note": f"{basis}{published} {passage}",
        }
    yield {
        "id": f"kzby-{edition.version}-{edition.sha256[:_SHORT]}",
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": AUTHORS}],
        "issued": {"date-parts": [_parts(edition.released)]},
        "version": edition.version,
        "note": f"Data set. Licence: CC BY 4.0. SHA-256: {edition.sha256}.",
    }


def _issued(article: Reference) -> list[list[int]]:
    """The day, month or year in which an article appeared, or the first and last it can be."""
    span = [article.earliest, article.latest]
    for length in (len("2015"), len("2015-11"), len("2015-11-25")):
        first, last = (day[:length] for day in span)
        if [dates.typed(first)[0], dates.typed(last)[1]] == span:
            break
    return list(map(_parts, dict.fromkeys([first, last])))


def _parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def bibtex(citation: Citation) -> Iterator[str]:
    """The same as BibTeX, with the month if it is certain, and the year or, for BibLaTeX, years."""
    for at, item in enumerate(_items(citation)):
        spans = item["issued"]["date-parts"]
        certain = commonprefix(spans)  # noqa: RUF071, of dates
        years = "/".join(str(span[0]) for span in spans)
        (author,) = item["author"]
        fields = {
            "author": _tex(author["literal"], 2),
            "title": _tex(item["title"], 2),
            "month": dates.MONTHS[certain[1] - 1][:3].lower() if certain[1:] else None,
            "year": f"{{{certain[0]}}}" if certain else None,
            "date": None if certain else f"{{{years}}}",
            "url": f"{{{address(item['URL'])}}}" if "URL" in item else None,
            "version": f"{{{item['version']}}}" if "version" in item else None,
            "note": _tex(item["note"]),
        }
        yield from [""] if at else []
        yield shown(f"@misc{{{item['id']},")
        yield from (shown(f"  {name:<12} = {text},") for name, text in fields.items() if text)
        yield "}"


def _tex(words: str, braces: int = 1) -> str:
    """Words in braces; two pairs keep capitals."""
    return "{" * braces + words.translate(_TEX) + "}" * braces
