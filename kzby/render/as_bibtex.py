r"""Citations as BibTeX, for BibTeX itself and for biblatex.

Every entry is @misc: @online and @dataset are biblatex's alone. `month` and `year` are for BibTeX; `date` is EDTF for
biblatex, which prefers it. An address stands as it is, for \url; no style prints `sha256`, which is for programs.
"""

from collections.abc import Iterator, Mapping

from kzby.model import dates
from kzby.query.citation import Citation, Edition, Reference
from kzby.render import citing
from kzby.render.issued import Issued, issued
from kzby.text import shown

# What TeX would act on. BibTeX counts braces even behind a backslash: one alone would end the field.
_ESCAPES = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "|": r"\textbar{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
    }
)


def entries(citation: Citation) -> Iterator[str]:
    """One entry a source, then that of the dataset, a line between them."""
    for reference in citation.references:
        yield from _entry(citing.key(reference), _article(reference, citation.edition))
        yield ""
    yield from _entry(citing.dataset_key(citation.edition), _dataset(citation.edition))


def _entry(key: str, fields: Mapping[str, str | None]) -> Iterator[str]:
    yield shown(f"@misc{{{key},")
    yield from (
        shown(f"  {name:<12} = {value},") for name, value in fields.items() if value is not None
    )
    yield "}"


def _article(reference: Reference, edition: Edition) -> dict[str, str | None]:
    when, origin = issued(reference), citing.origin(reference)
    return {
        "author": _as_is(reference.publisher),
        "title": _as_is(reference.headline),
        "howpublished": _text(origin) if origin else None,
        "month": _month(when),
        "year": f"{{{_year(when)}}}",
        "date": f"{{{_edtf(when)}}}",
        "url": f"{{{citing.address(reference)}}}",
        "note": _text(" ".join(citing.notes(reference, edition))),
        "sha256": f"{{{reference.sha256}}}",
    }


def _dataset(edition: Edition) -> dict[str, str | None]:
    return {
        "author": _as_is(citing.AUTHORS),
        "title": _as_is(citing.TITLE),
        "howpublished": "{Data set}",
        "note": _text(f"Version {edition.version}, dataset {citing.short(edition)}."),
        "sha256": f"{{{edition.sha256}}}",
    }


def _text(text: str) -> str:
    return f"{{{text.translate(_ESCAPES)}}}"


def _as_is(text: str) -> str:
    """A name or title whose words are not taken apart and whose capitals stay."""
    return f"{{{_text(text)}}}"


def _edtf(when: Issued) -> str:
    """The date as biblatex reads it, EDTF level 1, which doubts a date as a whole."""
    return "/".join(f"{end}{when.doubt}" for end in dict.fromkeys((when.first, when.last)))


def _year(when: Issued) -> str:
    years = when.either.join(dict.fromkeys((when.first[:4], when.last[:4])))
    return f"[{years}]" if when.doubt == "?" else years


def _month(when: Issued) -> str | None:
    """The month, behind its days as in BibTeX's manual; None where there is no month, or the years differ."""
    months = [
        dates.MONTHS[int(end[5:7]) - 1][:3].lower() for end in (when.first, when.last) if end[5:]
    ]
    days = [str(int(end[8:])) for end in (when.first, when.last) if end[8:]]
    if not months or when.first[:4] != when.last[:4]:
        return None
    if months[0] == months[1]:
        told = when.either.join(dict.fromkeys(days))
        return f'"{told}~" # {months[0]}' if told else months[0]
    dated = (
        [f'"{day}~" # {month}' for day, month in zip(days, months, strict=True)] if days else months
    )
    return f' # "{when.either}" # '.join(dated)
