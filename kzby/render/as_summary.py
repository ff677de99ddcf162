"""What a dataset holds, in a few lines: the greeting, and what a check has checked."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kzby.errors import counted

if TYPE_CHECKING:
    from kzby.dataset import Dataset  # slow to import, and the greeting needs nothing of it

_HELD = {
    "meetings": "meeting",
    "plans": "plan",
    "proposals": "proposal",
    "projects": "project",
    "agreements": "agreement",
    "trade": "trade figure",
    "goods": "traded good",
    "counts": "other number",
    "remarks": "remark",
}


def greeting(held: Mapping[str, Any], version: str) -> Iterator[str]:
    """What the dataset holds, and three questions to try."""
    yield f"kzby {version}: how the oblasts of Belarus and Kazakhstan work together"
    yield ""
    agencies = "all from one news agency" if held["agencies"] == 1 else f"from {held['agencies']} news agencies"
    yield f"{counted(held['articles'], 'article')} on events of {held['first']} to {held['last']}, {agencies}:"
    yield ", ".join(counted(held[view], noun) for view, noun in _HELD.items()) + "."
    yield "Each record has its source, its date as printed, and the words it rests on."
    yield ""
    yield "Try"
    yield "  kzby meetings --region Brest     who met whom"
    yield "  kzby sectors --side BY           what Belarus proposed"
    yield "  kzby timeline --since 2016       what happened, and what is planned"
    yield ""
    yield "kzby --help lists every command."


def checked(dataset: "Dataset") -> Iterator[str]:
    """What was found sound, in numbers."""
    records = counted(len(dataset.mentions), "record")
    vocabulary = ", ".join(
        (
            counted(len(dataset.regions), "region"),
            counted(len(dataset.sectors), "sector"),
            counted(len(dataset.people), "person", "people"),
            counted(len(dataset.organizations), "organization"),
        )
    )
    yield f"{dataset.folder}: no problem in {records} of {counted(len(dataset.articles), 'article')}, {vocabulary}."
