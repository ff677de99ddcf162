"""What a dataset holds, in a few lines: the greeting, and what a check has checked."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kzby.errors import counted
from kzby.query.citation import Edition
from kzby.query.questions import Overview
from kzby.render import citing
from kzby.text import shown

if TYPE_CHECKING:
    from kzby.verify.proof import Proof  # it imports pydantic, which no answer needs

_NOUNS = {
    "meeting": "meeting",
    "plan": "plan",
    "proposal": "proposal",
    "project": "project",
    "agreement": "agreement",
    "trade": "trade figure",
    "goods": "traded good",
    "count": "other number",
    "remark": "remark",
}


def greeting(overview: Overview) -> Iterator[str]:
    """What the dataset holds, and three questions to try."""
    yield f"kzby {overview.edition.version}: how the oblasts of Belarus and Kazakhstan work together"
    yield ""
    agencies = (
        "all from one news agency"
        if overview.agencies == 1
        else f"from {overview.agencies} news agencies"
    )
    span = f" on meetings of {overview.first} to {overview.last}" if overview.first else ""
    yield f"{counted(overview.articles, 'article')}{span}, {agencies}:"
    yield ", ".join(counted(overview.held[kind], noun) for kind, noun in _NOUNS.items()) + "."
    yield "Each record has its source, its date as printed, and the words it rests on."
    yield f"Cite as {citing.dataset(overview.edition)}; 'kzby cite ID' cites a record's articles."
    yield ""
    yield "Try"
    if overview.region:
        yield f"  kzby meetings --region {shlex.quote(overview.region)}"
    yield "  kzby sectors --side BY"
    yield "  kzby timeline --kind meeting"
    yield ""
    yield "kzby --help lists every command."


_CLAIMS = {
    "text": "are the texts that were coded, by their SHA-256",
    "quote": "stand in their text",
    "name": "are printed in it, in a known spelling",
    "number": "stand in their quote, with scale, unit and hedge",
    "date": "stand in printed words, or follow from the date of the report",
}


def proven(folder: Path, proof: "Proof") -> Iterator[str]:
    """How many claims of each kind are proven, then how many could not be checked, and why."""
    without = "without the articles' texts"
    texts = f"on the texts in {shown(str(proof.texts))}" if proof.texts else without
    yield f"{shown(str(folder))}, {texts}:"
    shares = {
        claim: f"{proven.count(True):,} of {len(proven):,}"
        for claim, proven in proof.verdicts.items()
        if any(verdict is not None for verdict in proven)
    }
    widest = max(map(len, shares.values()), default=0)
    for claim, share in shares.items():
        yield f"  {claim + 's':<8}{share:>{widest}} {_CLAIMS[claim]}"
    left = {claim: proven.count(None) for claim, proven in proof.verdicts.items()}
    if any(left.values()):
        listed = ", ".join(counted(number, claim) for claim, number in left.items() if number)
        missing = ", ".join(proof.missing) or "give their folder with --texts FOLDER"
        yield f"  not checked: {listed}; they need texts that are missing ({missing})"


def checked(path: Path, overview: Overview) -> Iterator[str]:
    """What was found sound, in numbers."""
    records = counted(sum(overview.held.values()), "record")
    plurals = {"person": "people"}
    known = ", ".join(
        counted(number, noun, plurals.get(noun)) for noun, number in overview.known.items()
    )
    yield f"{shown(str(path))}: no problem in {records} of {counted(overview.articles, 'article')}, {known}."


def compiled(path: Path, overview: Overview) -> Iterator[str]:
    """What a compiled file holds, its size and the edition of the dataset in it."""
    held = f"{counted(sum(overview.held.values()), 'record')} of {counted(overview.articles, 'article')}"
    size = f"{path.stat().st_size / 1_000_000:,.1f} MB"
    yield f"{shown(str(path))}: {held}, {size}; cite as {citing.dataset(overview.edition)}"


def exported(folder: Path, tables: int, size: int, edition: Edition) -> Iterator[str]:
    """What an export holds: its tables, their size in bytes, the edition of the dataset in it."""
    held = f"{counted(tables, 'table')}, {size / 1_000_000:,.1f} MB"
    yield f"{shown(str(folder))}: {held}; cite as {citing.dataset(edition)}"
