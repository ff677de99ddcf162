"""The records into their tables."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from kzby.derive.conflicts import Conflict, conflicts
from kzby.derive.merging import merged
from kzby.load.dataset import Dataset
from kzby.model import dates, kinds
from kzby.model.article import Mention
from kzby.store import vocabularies
from kzby.store.naming import Names
from kzby.store.tables import insert, number

# The tables of kinds that are not named as their kind.
_TABLES = {"trade": "trade_figure", "goods": "traded_good"}
_SEARCHED = (
    "kind", "date_text", "period_text", "due_text", "form",
    "stage", "subject", "flow", "name", "of", "value_text",
)  # fmt: skip
_LISTS = {
    "person": "people",
    "organization": "organizations",
    "sector": "sectors",
}
_SHARED = {
    *kinds.Record.model_fields,
    *("period_text", "participants", "context"),
}
_NOT_OVER = {"announced", "under-way", "target", "forecast"}
# The kinds that take place; the others are said.
_TOOK_PLACE = ("meeting", "agreement", "project", "trade")


def write(connection: sqlite3.Connection, dataset: Dataset) -> list[kinds.Trade]:
    """Writes every record, in order of age and text; returns the trade figures."""
    writer = _Writer(connection, dataset)
    for mentions in dataset.records.values():
        writer.write(mentions)
    for kind, column in _LISTS.items():
        pairs = f"SELECT value, position FROM record, json_each({column})"
        connection.execute(f"INSERT INTO record_{kind} {pairs}")
    connection.execute("INSERT INTO reported SELECT * FROM reporting")
    records = writer.records.values()
    return [each for each in records if isinstance(each, kinds.Trade)]


def _settled(mentions: Iterable[Mention]) -> dict[str, tuple[str, str]]:
    """By plan its outcome in the latest article, and the record that tells it."""
    settled: dict[str, tuple[str, str]] = {}
    for mention in sorted(mentions, key=attrgetter("age")):
        for each in mention.record.settles:
            settled[each.plan] = each.outcome, mention.record.id
    return settled


def _titles(mentions: Sequence[Mention]) -> dict[str, str]:
    """By person the first title that the oldest article has."""
    titles: dict[str, str] = {}
    for mention in mentions:
        for each in mention.article.titles:
            titles.setdefault(each.person, each.title)
    return titles


class _Writer:
    def __init__(self, connection: sqlite3.Connection, dataset: Dataset) -> None:
        self.connection = connection
        self.names = Names(dataset)
        self.inside = set(vocabularies.inside(dataset.regions))
        mentions = dataset.records.items()
        self.records = {id_: merged(each, self.inside) for id_, each in mentions}
        every = chain.from_iterable(dataset.records.values())
        self.settled = _settled(each for each in every if each.record.settles)
        self.positions = {id_: at for at, id_ in enumerate(self.records)}

    def write(self, mentions: Sequence[Mention]) -> None:
        """Writes a record with all that articles report of it."""
        record = self.records[mentions[0].record.id]
        position = self.positions[record.id]
        versions = [mention.record for mention in mentions]
        if len(versions) > 1:
            versions.insert(0, record)
        named = self.names.ids(versions)
        dating = self.dating(record, mentions)
        day = dating["date_latest"] or dating["date_earliest"]
        coded = (self.names.coded(id_, day) for id_ in named["region"])
        dating["regions"] = list(dict.fromkeys(coded))
        self.write_head(record, mentions, named, **dating)
        self.write_own_fields(record, mentions)
        for side in self.names.sides(versions):
            insert(self.connection, "record_side", record=position, side=side)
        self.write_regions(record, named["region"], day)
        self.write_words(record, mentions, named)
        for mention in mentions:
            self.write_mention(mention)
        differing = conflicts(mentions, record, self.inside)
        for place, conflict in enumerate(differing):
            self.write_conflict(position, place, conflict)

    def write_head(
        self,
        record: kinds.Record,
        mentions: Sequence[Mention],
        named: dict[str, list[str]],
        **columns: Any,
    ) -> None:
        """Writes the fields that records of all kinds have."""
        articles = [mention.article for mention in mentions]
        agencies = dict.fromkeys(article.agency for article in articles)
        insert(
            self.connection,
            "record",
            position=self.positions[record.id],
            id=record.id,
            kind=record.kind,
            title=record.title,
            **columns,
            **{column: named[kind] for kind, column in _LISTS.items()},
            status=record.status,
            speaker=record.speaker,
            side=self.names.side(record),
            said_at=record.said_at,
            related=record.related,
            articles=[article.id for article in articles],
            origins=list(agencies),
            quote=record.quote[0],
            quotes=record.quote,
            note=record.note,
        )

    def dated(self, record: kinds.Record, published: str) -> tuple[str, str]:
        """When a record took place or was said, and whose date that is."""
        meeting = self.records.get(record.said_at or "")
        match record:
            case (
                kinds.Trade(period=str(date))
                | kinds.Agreement(signed=str(date))
                | kinds.Record(date=str(date))
            ):
                return date, "event"
        if meeting and meeting.date:
            return meeting.date, "meeting"
        return published, "report"

    def dating(self, record: kinds.Record, mentions: Sequence[Mention]) -> dict[str, Any]:
        """The columns that date a record, and its place in time: a plan's is when it is due.

        What is over was so when it was reported. The day is
        uncertain for what took place on none that is stated: the
        report's is only the last.
        """
        over = [each for each in mentions if each.record.status != "announced"]
        published = (over or mentions)[0].article.published
        date, basis = self.dated(record, published)
        earliest, latest = dates.bounds(date)
        _, reported = dates.bounds(published)
        state = (record.status, getattr(record, "basis", ""))
        is_over = _NOT_OVER.isdisjoint(state)
        if is_over and reported and reported >= (earliest or ""):
            latest = min(latest or reported, reported)
        at = getattr(record, "due", None) or date
        at_earliest, at_latest = dates.bounds(at)
        stated = basis == "event" or record.kind not in _TOOK_PLACE
        printed = getattr(record, "period_text", None)
        return {
            "date": date,
            "date_earliest": earliest,
            "date_latest": latest,
            "date_text": printed or record.date_text,
            "date_basis": basis,
            "year_stated": dates.year_stated(date),
            "at": at,
            # nothing is due before it is announced
            "at_earliest": at_earliest or earliest,
            "at_latest": latest if at == date else at_latest,
            "at_certain": stated and dates.certain(at),
        }

    def write_own_fields(self, record: kinds.Record, mentions: Sequence[Mention]) -> None:
        """Writes the fields that only its kind has."""
        if isinstance(record, kinds.Remark):
            return
        fields = type(record).model_fields
        own = {name: getattr(record, name) for name in fields if name not in _SHARED}
        if isinstance(record, kinds.Meeting):
            titles, participant = _titles(mentions), self.names.participant
            own["participants"] = [participant(each, titles) for each in record.participants]
        if record.carries:
            own["carried"] = record.carried
        if due := own.get("due"):
            own["due_earliest"], own["due_latest"] = dates.bounds(due)
        if figure := getattr(record, "figure", None):
            own |= vars(figure)
        if settled := self.settled.get(record.id):
            own["outcome"], by = settled
            own["fulfilled_by"] = by if by != record.id else None
        table = _TABLES.get(record.kind, record.kind)
        insert(self.connection, table, record=self.positions[record.id], **own)

    def write_regions(self, record: kinds.Record, named: Sequence[str], day: str | None) -> None:
        """Writes the regions that a record names, and those that held them that day."""
        around = chain.from_iterable(self.names.around(id_, day) for id_ in named)
        for id_ in dict.fromkeys(around):
            insert(
                self.connection,
                "record_region",
                record=self.positions[record.id],
                region=id_,
                kind=record.kind,
                named=id_ in named,
            )

    def write_words(
        self,
        record: kinds.Record,
        mentions: Sequence[Mention],
        named: dict[str, list[str]],
    ) -> None:
        """Writes what a search looks through: words, quotes, names."""
        values = [getattr(record, name, None) for name in _SEARCHED]
        lists = (each if isinstance(each, tuple) else [each] for each in values)
        texts = filter(None, chain.from_iterable(lists))
        rest = [str(text).replace("-", " ") for text in texts]
        if amount := getattr(record, "value", None):
            rest.append(str(number(amount.value)))
        ids = chain.from_iterable(named.values())
        quotes = (mention.record.quote for mention in mentions)
        words = {
            "title": record.title,
            "quote": " ".join(chain.from_iterable(quotes)),
            "names": self.names.spellings(ids),
            "rest": " ".join(rest),
        }
        for table in ("stems", "words"):
            insert(self.connection, table, rowid=self.positions[record.id], **words)

    def write_mention(self, mention: Mention) -> None:
        """Writes which article reports a record, and to which others it leads."""
        record = mention.record
        position = self.positions[record.id]
        insert(
            self.connection,
            "mention",
            record=position,
            article=mention.article.id,
            file=mention.file,
            line=mention.line,
            quote=record.quote[0],
            quotes=record.quote,
        )
        sql = "INSERT OR IGNORE INTO link VALUES (?, ?, ?)"
        for (field, *_), _, id_ in record.references():
            target = self.positions.get(id_)
            if field == "settles" and target != position:
                self.connection.execute(sql, (target, "fulfilled_by", position))
            elif field in ("said_at", "related", "context"):
                self.connection.execute(sql, (position, field, target))

    def write_conflict(self, record: int, place: int, conflict: Conflict) -> None:
        """Writes where articles disagree on a field, and what each of them states."""
        used = conflict.used and conflict.used.mention.article.id
        insert(
            self.connection,
            "conflict",
            record=record,
            field=conflict.field,
            position=place,
            verdict=conflict.verdict,
            used=used,
        )
        for age, stated in enumerate(conflict.statements):
            figure = stated.figure
            insert(
                self.connection,
                "statement",
                record=record,
                field=conflict.field,
                age=age,
                article=stated.mention.article.id,
                value=stated.value,
                low=figure and figure.low,
                high=figure and figure.high,
                unit=stated.unit,
                hedge=stated.hedge,
                sign=stated.sign,
            )
