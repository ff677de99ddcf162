"""What a page says of the fields that have no value: what an article could state and does not, what is not recorded.

A field that the curators add (`note`) or that follows from others (`side`) is absent in silence: that says nothing of
an article.
"""

from collections.abc import Iterator, Mapping
from typing import Any

_STATED = (
    "dateline",
    "region",
    "place",
    "due",
    "signed",
    "term",
    "period",
    "value",
    "change",
    "against",
)
_RECORDED = (
    "participants", "parties", "subject", "hs", "fulfilled_by", "said_at", "regions", "people", "organizations",
    "sectors", "related",
)  # fmt: skip
_IN_WORDS = {  # what tells in words what a field has no value for
    "due": ("due_text",), "period": ("date_text",), "value": ("sign", "value_text"), "against": ("against_text",),
}  # fmt: skip
_FULFILLED = ("fulfilled", "partly-fulfilled")


def told(row: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """What is said of the empty fields of a row, each with the names of these fields.

    Of a derived figure no article states anything.
    """
    if row.get("basis") == "derived":
        return
    if unstated := [name for name in _STATED if _lacks(row, name)]:
        yield "not stated", unstated
    if _lacks(row, "outcome"):
        yield "no article tells", ["outcome"]
    if "kind" in row and (unrecorded := [name for name in _RECORDED if _lacks(row, name)]):
        yield "none recorded", unrecorded


def _lacks(row: Mapping[str, Any], name: str) -> bool:
    """Whether a row has a field, and nothing in it where there could be something."""
    if (
        name not in row
        or row[name] not in (None, [])
        or any(row.get(other) for other in _IN_WORDS.get(name, ()))
    ):
        return False
    match name:
        case "against":
            return row["change"] is not None
        case "said_at":
            return bool(row["speaker"] != "article")
        case "fulfilled_by":
            return row["outcome"] in _FULFILLED
        case _:
            return True
