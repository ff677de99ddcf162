"""When a record is from: its date, and its place in time."""

from typing import Any

from kzby.model import dates, kinds

_TOOK_PLACE = {"meeting", "agreement", "project", "trade"}  # the others are said


def columns(
    record: kinds.Record, article: kinds.Article, meeting: kinds.Record | None
) -> dict[str, Any]:
    """The columns that date a record, and its place in time: when a plan is due, else its date.

    That place is not certain where an article has no date of its own for what took place: the day on which it was told
    is only the last that it can be. What is said was said on that day, at the latest.
    """
    date, basis = _date(record, article, meeting)
    due = record.due if isinstance(record, kinds.Plan) else None
    at = due or date
    own = bool(due) or basis == "event" or record.kind not in _TOOK_PLACE
    earliest, latest = dates.bounds(date)
    at_earliest, at_latest = dates.bounds(at)
    return {
        "date": date,
        "date_text": record.period_text if isinstance(record, kinds.Trade) else record.date_text,
        "date_earliest": earliest,
        "date_latest": latest,
        "year_stated": dates.year_stated(date),
        "date_basis": basis,
        "at": at,
        "at_earliest": at_earliest,
        "at_latest": at_latest,
        "at_certain": own and dates.certain(at),
    }


def _date(
    record: kinds.Record, article: kinds.Article, meeting: kinds.Record | None
) -> tuple[str, str]:
    """The date of a record and whose it is: its own, that of the meeting where it was said, or the report's."""
    match record:
        case (
            kinds.Record(date=str(own))
            | kinds.Trade(period=str(own))
            | kinds.Agreement(signed=str(own))
        ):
            return own, "event"
    if meeting and meeting.date:
        return meeting.date, "meeting"
    return article.published, "report"
