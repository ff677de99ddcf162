"""Citations as text, BibTeX or CSL-JSON 1.0.

BibTeX entries are all @misc, with year and month: only biblatex has @online, @dataset and `date`,
and complains of a year beside that.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from os.path import commonprefix
from typing import Any, NamedTuple

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


class Issued(NamedTuple):
    """An article's day, month or year, or the first and last it can be.

    `doubt` is EDTF's: `?` for an inferred year, `~` for an approximate date.
    """

    ends: list[str]
    doubt: str

    def words(self) -> str:
        """`25 November 2015`, `16 or 17 May 2015`, `c. 2015`, `May [2013]`."""
        (_, first), (last, _) = dates.typed(self.ends[0]), dates.typed(self.ends[-1])
        days = date.fromisoformat(last) - date.fromisoformat(first)
        joint = " or " if days == timedelta(days=1) else " to "
        ends = [end.split("-") for end in self.ends]
        for end in ends:
            end[0] = f"[{end[0]}]" if self.doubt == "?" else end[0]
            end[1:2] = [dates.MONTHS[int(month) - 1] for month in end[1:2]]
            end[2:] = [str(int(day)) for day in end[2:]]
        shared = commonprefix(ends)  # noqa: RUF071, of lists
        own = [" ".join(reversed(end[len(shared) :])) for end in ends]
        words = " ".join(filter(None, [joint.join(own), *reversed(shared)]))
        return f"c. {words}" if self.doubt == "~" else words


def issued(article: Reference) -> Issued:
    """When an article appeared."""
    inferred = not dates.year_stated(article.published)
    doubt = "?" if inferred else "" if dates.certain(article.published) else "~"
    span = [article.earliest, article.latest]
    for length in (len("2015"), len("2015-11")):
        first, last = (day[:length] for day in span)
        if [dates.typed(first)[0], dates.typed(last)[1]] == span:
            span = [first, last]
    return Issued(list(dict.fromkeys(span)), doubt)


def dataset(edition: Edition) -> str:
    """`kzby 0.1.0, dataset 3f9a12c4d5e6`."""
    return shown(f"kzby {edition.version}, dataset {edition.sha256[:_SHORT]}")


def source(article: Reference) -> str:
    """Who published what, from which agency, and when."""
    agency = f", from {article.agency}" if _origin(article) else ""
    headline = _title(article, quoted=True)
    return f"{article.publisher}{agency}: {headline}, {_published(issued(article))}."


def _published(when: Issued) -> str:
    """When, as far as it is known: `between 25 and 27 September [2013] (year inferred)`."""
    inferred = " (year inferred)" if when.doubt == "?" else ""
    first, to, last = when.words().partition(" to ")
    return f"between {first} and {last}{inferred}" if to else f"{first}{inferred}"


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
    via = f"Via {dataset(edition)}."
    record = f"Record {article.record} ({article.about})"
    return f"{record}: {quoted(article.quotes)}. {via}" if article.record else via


def quoted(quotes: Iterable[str]) -> str:
    """The phrases that pin a record: `“one” … “another”`."""
    return " … ".join(f"“{quote}”" for quote in quotes)


def _note(article: Reference, edition: Edition) -> str:
    """When it was published, and the passage."""
    return f"Published {_published(issued(article))}. {_passage(article, edition)}"


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
        url = readable(article.address)
        yield from _apart(width, source(article), url, _passage(article, edition))
        yield ""
    version = f"kzby {edition.version}, SHA-256 {edition.sha256}"
    year = edition.released[:4]
    yield from wrapped(f"{AUTHORS}: “{TITLE}”, data set, {year}. {version}.", width)


def numbered(sources: Citation, width: int | None) -> Iterator[str]:
    """The sources of an answer by number, then the edition."""
    margin = len(f"[{len(sources.references)}] ")
    for number, article in enumerate(sources.references, 1):
        cited = f"{f'[{number}]':<{margin}}{source(article)}"
        yield from _apart(width, cited, article.url, indent=" " * margin)
    yield dataset(sources.edition)


def _apart(width: int | None, *texts: str, indent: str = "") -> Iterator[str]:
    """Texts on lines of their own, or on one without a width."""
    for at, text in enumerate(texts if width else [" ".join(texts)]):
        yield from wrapped(f"{indent * bool(at)}{text}", width, indent=indent)


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
            "note": _tex(_note(article, edition)),
            "sha256": f"{{{article.sha256}}}",
        }
    entries[_key(edition)] = {
        "author": _tex(AUTHORS, 2),
        "title": _tex(TITLE, 2),
        "howpublished": "{Data set}",
        **_dated(Issued([edition.released], "")),
        "version": f"{{{edition.version}}}",
        "note": _tex(f"Dataset {edition.sha256[:_SHORT]}."),
        "sha256": f"{{{edition.sha256}}}",
    }
    for number, (key, fields) in enumerate(entries.items()):
        yield from [""] if number else []
        yield shown(f"@misc{{{key},")
        yield from (shown(f"  {name:<12} = {text},") for name, text in fields.items() if text)
        yield "}"


def _dated(when: Issued) -> dict[str, str | None]:
    """The month, if it is certain, and the last year that it can be."""
    month = commonprefix(when.ends)[5:7]  # noqa: RUF071, of dates
    name = dates.MONTHS[int(month) - 1][:3].lower() if month[1:] else None
    return {"month": name, "year": f"{{{when.ends[-1][:4]}}}"}


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
        note = f"{_note(article, edition)} SHA-256 of the text: {article.sha256}."
        agency = {"original-publisher": article.agency} if origin else {}
        item = {
            "id": _key(article),
            "type": "webpage",
            "title": _title(article),
            "author": [{"literal": article.publisher}],
            "publisher": article.publisher,
            **agency,
            "issued": _date(issued(article)),
            "URL": article.address,
            "language": article.language,
            "note": f"{origin}. {note}" if origin else note,
        }
        items.append(item)
    last = {
        "id": _key(edition),
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": AUTHORS}],
        "issued": _date(Issued([edition.released], "")),
        "version": edition.version,
        "number": edition.sha256[:_SHORT],
        "note": f"SHA-256 of the dataset: {edition.sha256}.",
    }
    return json_array([*items, last])


def _date(when: Issued) -> dict[str, Any]:
    parts = [[int(part) for part in end.split("-")] for end in when.ends]
    return {"date-parts": parts} | ({"circa": True} if when.doubt else {})
