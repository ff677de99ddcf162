"""What a dataset holds, in a few lines: the greeting, and what a check has checked."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzby.errors import counted
from kzby.query import Overview
from kzby.terms import View

if TYPE_CHECKING:
    from kzby.dataset import Dataset  # slow to import, and the greeting needs nothing of it

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


def checked(dataset: "Dataset") -> Iterator[str]:
    """What was found sound, in numbers."""
    records = counted(len({mention.record.id for mention in dataset.mentions}), "record")
    vocabulary = ", ".join(
        (
            counted(len(dataset.regions), "region"),
            counted(len(dataset.sectors), "sector"),
            counted(len(dataset.people), "person", "people"),
            counted(len(dataset.organizations), "organization"),
        )
    )
    yield f"{dataset.folder}: no problem in {records} of {counted(len(dataset.articles), 'article')}, {vocabulary}."
