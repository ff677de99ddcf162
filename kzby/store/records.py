"""The records into their tables: what several articles report of one id becomes one record."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from kzby import dates, figures, model, vocabulary
from kzby.dataset import Dataset, Mention
from kzby.store import vocabularies
from kzby.store.tables import as_json, insert, number
from kzby.terms import Kind, RegionType, Side

_LINKS = ("said_at", "related", "fulfilled_by")  # the fields that lead from a record to another
_TABLES = {Kind.TRADE: "trade_figure", Kind.GOODS: "traded_good"}  # the others are named as their kind
_SEARCHED = ("date_text", "period_text", "due_text", "form", "stage", "subject", "flow", "name", "of", "value_text")


def write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Writes every record, in the order of the articles' age and of their text."""
    resolver = _Resolver(dataset)
    by_age = sorted(dataset.mentions, key=lambda one: (dates.bounds(one.article.published), one.article.id, one.line))
    told: dict[str, list[Mention]] = {}
    for mention in by_age:
        told.setdefault(mention.record.id, []).append(mention)
    for position, mentions in enumerate(told.values()):
        said_at = told.get(mentions[0].record.said_at or "")
        _head(connection, resolver, position, mentions, said_at[0] if said_at else None)
        _own(connection, resolver, mentions[0].record)
        for mention in mentions:
            _mention(connection, mention)


class _Resolver:
    """What the ids in a record stand for."""

    def __init__(self, dataset: Dataset) -> None:
        self.regions = {region.id: region for region in dataset.regions}
        bodies: list[vocabulary.Person | vocabulary.Organization] = [*dataset.people, *dataset.organizations]
        self.bodies = {body.id: body for body in bodies}
        self.words = {id_: " ".join(texts) for _, id_, texts in vocabularies.spellings(dataset)}

    def named(self, mentions: Sequence[Mention], kind: str) -> list[str]:
        """The ids of one kind that any mention of a record names, each once, in the order of the articles."""
        found: dict[str, None] = {}
        for mention in mentions:
            for path, ref, id_ in mention.record.references():
                if kind in ref.to and path[0] not in _LINKS and (meant := self._meant(kind, id_)):
                    found[meant] = None
        return list(found)

    def _meant(self, kind: str, id_: str) -> str | None:
        """The id that a reference means among those of a kind; an organization also means the region of its seat."""
        thing = self.bodies.get(id_) or self.regions.get(id_)
        if kind == "region" and isinstance(thing, vocabulary.Organization):
            return thing.region
        return id_ if thing is None or thing.noun == kind else None

    def coded(self, id_: str) -> str:
        """The nearest region with an ISO 3166-2 code: a town's oblast, anything else itself."""
        region = self.regions[id_]
        inner = region.type in (RegionType.TOWN, RegionType.DISTRICT)
        return self.coded(region.within) if inner and region.within else id_

    def side(self, record: model.Record) -> str | None:
        """Whose word a record is: as it says, or as its speaker is."""
        if record.side or record.speaker == "parties":
            return record.side or Side.BOTH
        body = self.bodies.get(record.speaker)
        return body.side if body else None

    def participant(self, one: model.Participant) -> dict[str, str | None]:
        """A participant as the `participants` column has them."""
        body = self.bodies.get(one.person or one.organization or "")
        side = one.side or (body.side if body else None)
        named = {"name": body.name if body else None, "role": one.role, "side": side}
        return {**named, "person": one.person, "organization": one.organization}


def _date(mention: Mention, meeting: Mention | None) -> tuple[str, str]:
    """The date of a record and whose it is: its own, that of the meeting where it was said, or the report's."""
    match mention.record:
        case model.Trade(period=str(own)) | model.Agreement(signed=str(own)) | model.Record(date=str(own)):
            return own, "event"
    if meeting and meeting.record.date:
        return meeting.record.date, "meeting"
    return mention.article.published, "report"


def _head(
    connection: sqlite3.Connection,
    resolver: _Resolver,
    position: int,
    mentions: Sequence[Mention],
    meeting: Mention | None,
) -> None:
    record = mentions[0].record
    date, basis = _date(mentions[0], meeting)
    date_earliest, date_latest = dates.bounds(date)
    at = record.due if isinstance(record, model.Plan) and record.due else date
    at_earliest, at_latest = dates.bounds(at)
    named = {kind: resolver.named(mentions, kind) for kind in ("region", "person", "organization", "sector")}
    insert(
        connection,
        "record",
        id=record.id,
        position=position,
        kind=record.kind,
        title=record.title,
        date=date,
        date_text=record.period_text if isinstance(record, model.Trade) else record.date_text,
        date_earliest=date_earliest,
        date_latest=date_latest,
        year_stated=dates.year_stated(date),
        date_basis=basis,
        regions=as_json(list(dict.fromkeys(map(resolver.coded, named["region"])))),
        people=as_json(named["person"]),
        organizations=as_json(named["organization"]),
        sectors=as_json(named["sector"]),
        status=record.status,
        speaker=record.speaker,
        side=resolver.side(record),
        said_at=record.said_at,
        related=as_json(record.related),
        articles=as_json([mention.article.id for mention in mentions]),
        quote=record.quote,
        note=record.note,
        at=at,
        at_earliest=at_earliest,
        at_latest=at_latest,
    )
    for kind, ids in named.items():
        for id_ in ids:
            insert(connection, f"record_{kind}", **{kind: id_, "record": record.id})
    insert(
        connection,
        "text",
        record=record.id,
        title=record.title,
        quote=" ".join(mention.record.quote for mention in mentions),
        names=" ".join(resolver.words[id_] for ids in named.values() for id_ in ids),
        rest=" ".join(_words(record)),
    )


def _words(record: model.Record) -> Iterator[str]:
    """What else of a record can be searched for: the words of its own fields, without their hyphens."""
    own = record.model_dump(mode="json", exclude_none=True)
    for value in (record.kind, record.note, *(own.get(name) for name in _SEARCHED)):
        for text in value if isinstance(value, list) else [value or ""]:
            yield str(text).replace("-", " ")


def _mention(connection: sqlite3.Connection, mention: Mention) -> None:
    record = mention.record
    fields = record.model_dump_json(exclude_defaults=True)
    told = {"file": mention.file, "line": mention.line, "quote": record.quote, "fields": fields}
    insert(connection, "mention", article=mention.article.id, record=record.id, **told)
    for path, _, id_ in record.references():
        if path[0] in _LINKS:
            insert(connection, "link", record=record.id, field=path[0], target=id_)


def _own(connection: sqlite3.Connection, resolver: _Resolver, record: model.Record) -> None:
    """Writes the fields that only its kind has."""
    own: dict[str, Any]
    match record:
        case model.Meeting():
            people = [resolver.participant(one) for one in record.participants]
            own = {"form": record.form, "place": record.place, "participants": as_json(people)}
        case model.Plan():
            earliest, latest = dates.bounds(record.due) if record.due else (None, None)
            due = {"due": record.due, "due_text": record.due_text, "due_earliest": earliest, "due_latest": latest}
            own = {"place": record.place, **due, "outcome": record.outcome, "fulfilled_by": record.fulfilled_by}
        case model.Proposal():
            own = {"sector": record.sector, "form": record.form}
        case model.Project():
            own = {"place": record.place, "stage": record.stage}
        case model.Agreement():
            subject = {"subject": as_json(record.subject), "term": record.term}
            own = {"parties": as_json(record.parties), "signed": record.signed, **subject}
        case model.Trade():
            own = _figure(record)
        case model.Goods():
            own = {"name": record.name, "hs": record.hs, **_flow(record)}
        case model.Count():
            own = _count(record)
        case _:
            return
    insert(connection, _TABLES.get(record.kind, record.kind), record=record.id, **own)


def _flow(record: model.Trade | model.Goods) -> dict[str, Any]:
    return {"region": record.region, "partner": record.partner, "flow": record.flow}


def _figure(trade: model.Trade) -> dict[str, Any]:
    value = _value(figures.limits(trade.value, trade.hedge) if trade.value else None, trade)
    change = {"change": number(trade.change.value if trade.change else None), "change_kind": trade.change_kind}
    return {
        **_flow(trade), "period": trade.period, **value, "sign": trade.sign,
        **change, "against": trade.against, "basis": trade.basis,
    }  # fmt: skip


def _count(count: model.Count) -> dict[str, Any]:
    printed = figures.Range(count.low and count.low.value, count.high and count.high.value)
    value = _value(figures.limits(count.value, count.hedge, whole=True) if count.value else printed, count)
    return {**value, "value_text": count.value_text, "of": count.of}


def _value(span: figures.Range | None, record: model.Trade | model.Count) -> dict[str, Any]:
    low, high = span or (None, None)
    value = record.value.value if record.value else None
    bounds = {"value": number(value), "low": number(low), "high": number(high)}
    return {**bounds, "unit": record.unit, "hedge": record.hedge}
