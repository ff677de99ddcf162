"""What a dataset holds, in a few lines: the greeting, and what a check has checked."""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kzby.errors import counted
from kzby.query.citation import Edition
from kzby.query.questions import Overview
from kzby.render import citing
from kzby.text import shown

if TYPE_CHECKING:
    from kzby.model.terms import Claim
    from kzby.verify.proof import Proof  # it imports pydantic, which no answer needs

_NOUNS = {"trade": "trade figure", "goods": "traded good", "count": "other number"}
_CLAIMS = {
    "text": "are the texts that were coded, by their SHA-256",
    "quote": "are in their text",
    "name": "are printed in it, in a known spelling",
    "number": "stand in their quote, with scale, unit and hedge",
    "date": "stand in printed words, or follow from the date of the report",
}


def greeting(overview: Overview) -> Iterator[str]:
    """What the dataset holds, and three questions to try."""
    agencies = counted(overview.agencies, "news agency", "news agencies")
    span = f" on meetings of {overview.first} to {overview.last}" if overview.first else ""
    held = (counted(number, _NOUNS.get(kind, kind)) for kind, number in overview.held.items())
    yield f"kzby {overview.edition.version}: how the oblasts of Belarus and Kazakhstan work together"
    yield ""
    yield f"{counted(overview.articles, 'article')}{span}, from {agencies}:"
    yield f"{', '.join(held)}."
    yield "Each record has its source, its date as printed, and the words it is based on."
    yield f"Cite as {citing.dataset(overview.edition)}; 'kzby cite ID' cites a record's articles."
    yield ""
    yield "Try"
    if overview.region:
        yield f"  kzby meetings --region {shlex.quote(overview.region)}"
    yield from ("  kzby sectors --side BY", "  kzby timeline --kind meeting")
    yield from ("", "kzby --help lists every command.")


def proven(folder: Path, proof: "Proof") -> Iterator[str]:
    """How many claims of each kind are proven, then how many could not be checked, and why."""
    texts = f"on the texts in {proof.texts}" if proof.texts else "without the articles' texts"
    yield shown(f"{folder}, {texts}:")
    shares = {
        claim: f"{proven.count(True):,} of {len(proven):,}"
        for claim, proven in proof.verdicts.items()
        if any(verdict is not None for verdict in proven)
    }
    widest = max(map(len, shares.values()), default=0)
    for claim, share in shares.items():
        yield f"  {claim + 's':<8}{share:>{widest}} {_CLAIMS[claim]}"
    left = Counter({claim: proven.count(None) for claim, proven in proof.verdicts.items()})
    for language, unread in proof.unread.items():
        yield f"  not checked, language {language}: {_listed(unread)}; only quotes and hashes are"
        left -= unread
    if any(left.values()):
        listed = _listed(left)
        missing = ", ".join(proof.missing) or "give their folder with --texts FOLDER"
        yield f"  not checked: {listed}; they need texts that are missing ({missing})"


def _listed(claims: Mapping["Claim", int]) -> str:
    return ", ".join(counted(number, claim) for claim, number in claims.items() if number)


def checked(path: Path, overview: Overview) -> Iterator[str]:
    """That nothing is wrong, and with how much."""
    nouns = overview.known.items()
    known = (counted(number, noun, {"person": "people"}.get(noun)) for noun, number in nouns)
    yield f"{shown(str(path))}: no problem in {_held(overview)}, {', '.join(known)}."


def compiled(path: Path, overview: Overview) -> Iterator[str]:
    """What a compiled file holds, its size and the edition of the dataset in it."""
    return written(path, _held(overview), path.stat().st_size, overview.edition)


def written(path: Path, what: str, size: int, edition: Edition) -> Iterator[str]:
    """What a file or folder holds, its size in bytes, the edition of the dataset in it."""
    megabytes = f"{size / 1_000_000:,.1f} MB"
    yield f"{shown(str(path))}: {what}, {megabytes}; cite as {citing.dataset(edition)}"


def _held(overview: Overview) -> str:
    records = counted(sum(overview.held.values()), "record")
    return f"{records} of {counted(overview.articles, 'article')}"
