"""When each record took place or was said: the columns that date it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kzby.model import dates, kinds
from kzby.model.article import Mention
from kzby.model.conflicts import Conflict

_NOT_OVER = {"announced", "under-way", "target", "forecast"}
# The kinds that take place; the others are said.
_TOOK_PLACE = ("meeting", "agreement", "project", "trade")


def dated(
    record: kinds.Record,
    every: Mapping[str, Sequence[Mention]],
    records: Mapping[str, kinds.Record],
) -> dict[str, Any]:
    """The columns that date a record, with its place in time, from all mentions and records by id.

    What is over was so when it was reported; what is announced for a day of an unknown year is
    at most a year away. What was said at a meeting was said when that was.
    """
    mentions, fields = every[record.id], dict(record)
    over = [each for each in mentions if each.record.status != "announced"]
    said_at = record.said_at
    if isinstance(record, kinds.Project):  # which has come so far by the article that says so
        led = record.status, record.speaker
        over = [each for each in mentions if (each.record.status, each.record.speaker) == led]
        said_at = said_at if over and "said_at" in over[0].record.model_fields_set else None
    published = (over or mentions)[0].article.published
    own = fields.get("period") or fields.get("signed") or record.date
    date: str = own or published
    basis = "event" if own else "report"
    earliest, latest = dates.bounds(date)
    if not own and (meeting := records.get(said_at or "")):
        # without what that was said at, as this may lead back
        met = dated(meeting.model_copy(update={"said_at": None}), every, records)
        date, earliest, latest = met["date"], met["date_earliest"], met["date_latest"]
        basis = "meeting" if meeting.date else "report"
    _, reported = dates.bounds(published)
    is_over = _NOT_OVER.isdisjoint((record.status, fields.get("basis")))
    if is_over and reported and reported >= (earliest or ""):
        latest = min(latest or reported, reported)
    elif record.status == "announced":
        _, latest = dates.ahead(date, reported)
    if record.kind == "agreement" and basis != "event":
        earliest = None  # it was signed by then
    columns = {
        "date": date, "date_earliest": earliest, "date_latest": latest,
        "date_text": fields.get("period_text") or record.date_text,
        "date_basis": basis, "year_stated": dates.year_stated(date),
    }  # fmt: skip
    return columns | _place_in_time(record, columns, reported)


def _place_in_time(
    record: kinds.Record, columns: dict[str, Any], reported: str | None
) -> dict[str, Any]:
    """When a plan is due, else the date; of what took place it is uncertain if none is stated."""
    start = earliest = columns["date_earliest"]
    at, latest = columns["date"], columns["date_latest"]
    if isinstance(record, kinds.Plan) and record.due:
        at = record.due
        start, latest = dates.ahead(at, reported)
        earliest = start or earliest  # nothing is due before it is announced
        start = start or (latest if at.startswith(".") else None)
    certain = columns["date_basis"] == "event" or record.kind not in _TOOK_PLACE
    return {
        "at": at, "at_start": start, "at_earliest": earliest, "at_latest": latest,
        "at_certain": certain and dates.certain(at),
    }  # fmt: skip


def disputed(record: kinds.Record, found: Iterable[Conflict]) -> dict[str, Any]:
    """The place in time of a record on whose date articles disagree: from the first to the last."""
    at = ("due",) if getattr(record, "due", None) else ("date", "signed", "period")
    unsettled = (each for each in found if each.verdict == "conflict" and each.field in at)
    days = [dates.bounds(str(said.value)) for each in unsettled for said in each.statements]
    if not days:
        return {}
    firsts, lasts = zip(*days, strict=True)
    first = min(firsts) if all(firsts) else None
    last = max(lasts) if all(lasts) else None
    return {"at_start": first, "at_earliest": first, "at_latest": last, "at_certain": False}
