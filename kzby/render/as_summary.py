"""What a dataset holds, in a few lines: the greeting, and what a check has checked."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from kzby.errors import counted
from kzby.query import Overview
from kzby.terms import View

_NOUNS = {
    View.MEETINGS: "meeting",
    View.PLANS: "plan",
    View.PROPOSALS: "proposal",
    View.PROJECTS: "project",
    View.AGREEMENTS: "agreement",
    View.TRADE: "trade figure",
    View.GOODS: "traded good",
    View.COUNTS: "other number",
    View.REMARKS: "remark",
}


def greeting(overview: Overview, version: str) -> Iterator[str]:
    """What the dataset holds, and three questions to try."""
    yield f"kzby {version}: how the oblasts of Belarus and Kazakhstan work together"
    yield ""
    agencies = "all from one news agency" if overview.agencies == 1 else f"from {overview.agencies} news agencies"
    span = f" on meetings of {overview.first} to {overview.last}" if overview.first else ""
    yield f"{counted(overview.articles, 'article')}{span}, {agencies}:"
    yield ", ".join(counted(overview.held[view], noun) for view, noun in _NOUNS.items()) + "."
    yield "Each record has its source, its date as printed, and the words it rests on."
    yield ""
    yield "Try"
    if overview.region:
        yield f"  kzby meetings --region {shlex.quote(overview.region)}"
    yield "  kzby sectors --side BY"
    yield "  kzby timeline --kind meeting"
    yield ""
    yield "kzby --help lists every command."


def checked(path: Path, overview: Overview) -> Iterator[str]:
    """What was found sound, in numbers."""
    records = counted(sum(overview.held.values()), "record")
    plurals = {"person": "people"}
    known = ", ".join(counted(number, noun, plurals.get(noun)) for noun, number in overview.known.items())
    yield f"{path}: no problem in {records} of {counted(overview.articles, 'article')}, {known}."
