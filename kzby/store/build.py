"""A checked dataset into the tables of schema.sql."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib import metadata, resources
from itertools import groupby
from typing import Any

from kzby import dates, figures, model, names
from kzby.dataset import Dataset, Mention
from kzby.store import APPLICATION_ID, SCHEMA_VERSION
from kzby.terms import Side

_COLUMN = re.compile(r"^\s+(?:.*\bAS )?(?:\w+\.)?(?P<name>\w+),?\s+-- (?P<type>\S+): (?P<meaning>.+)$")
_VIEW = re.compile(r"^CREATE VIEW (?P<name>\w+) AS")


def fill(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Creates the schema in an empty database and writes the dataset into it, in one transaction."""
    schema = resources.files("kzby.store").joinpath("schema.sql").read_text("utf-8")
    connection.executescript(schema)
    with connection:
        _insert(connection, "dictionary", dictionary(schema))
        _insert(connection, "meta", [("version", metadata.version("kzby"))])
        _vocabularies(connection, dataset)
        _Records(connection, dataset).write()
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def dictionary(schema: str) -> Iterator[tuple[str, int, str, str, str]]:
    """The data dictionary that the comments of the views hold: view, position, column, type, meaning."""
    view, position = "", 0
    for line in schema.splitlines():
        if begins := _VIEW.match(line):
            view, position = begins["name"], 0
        elif view and (column := _COLUMN.match(line)):
            position += 1
            yield view, position, column["name"], column["type"], column["meaning"]


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is not None:
        statement = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(first))})"
        connection.execute(statement, first)
        connection.executemany(statement, rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _dump(entries: Iterable[model.Entry]) -> str:
    return _json([entry.model_dump(mode="json") for entry in entries])


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _vocabularies(connection: sqlite3.Connection, dataset: Dataset) -> None:
    _insert(connection, "region", (_region(region, at) for at, region in enumerate(dataset.regions)))
    _insert(connection, "sector", ((s.id, s.name, s.within, s.isic, _json(s.aliases)) for s in dataset.sectors))
    _insert(
        connection,
        "person",
        ((p.id, p.name, p.side, _json(p.spellings), _json(p.aliases), _dump(p.roles)) for p in dataset.people),
    )
    _insert(
        connection,
        "organization",
        ((o.id, o.name, o.type, o.side, o.region, _json(o.spellings), _json(o.aliases)) for o in dataset.organizations),
    )
    _insert(connection, "article", map(_article, dataset.articles))
    _insert(connection, "name", _names(dataset))
    _insert(connection, "inside", _inside([*dataset.regions, *dataset.sectors]))


def _region(region: model.Region, position: int) -> tuple[Any, ...]:
    spellings = [text for texts in region.names.values() for text in texts]
    split = region.split_from.model_dump(mode="json") if region.split_from else None
    own = (region.id, region.name, region.type, region.within, region.capital)
    return (*own, _json(spellings), _dump(region.formerly), split and _json(split), position)


def _article(card: model.Article) -> tuple[Any, ...]:
    text = (card.id, card.headline, card.publisher, card.agency, card.url, card.file, card.sha256)
    dated = (card.language, card.dateline, card.published, *dates.bounds(card.published), card.dating)
    return (*text, *dated, _dump(card.nothing))


def _names(dataset: Dataset) -> Iterator[tuple[str, str, str, int, str]]:
    """Every spelling of everything that can be asked for by name: kind, folded, id, rank, as written."""
    for region in dataset.regions:
        spelled = (text for texts in region.names.values() for text in texts)
        yield from _spellings("region", region.id, region.name, *spelled, *(old.name for old in region.formerly))
    for sector in dataset.sectors:
        yield from _spellings("sector", sector.id, sector.name, *sector.aliases)
    for person in dataset.people:
        yield from _spellings(
            "person", person.id, person.name, *person.spellings, *person.aliases, *person.name.split()
        )
    for body in dataset.organizations:
        yield from _spellings("organization", body.id, body.name, *body.spellings, *body.aliases)
    for card in dataset.articles:
        yield from _spellings("article", card.id)
    for mention in dataset.mentions:
        yield from _spellings("record", mention.record.id)


def _spellings(kind: str, id_: str, *texts: str) -> Iterator[tuple[str, str, str, int, str]]:
    return ((kind, names.fold(text), id_, rank, text) for rank, text in enumerate((*texts, id_)))


def _inside(places: list[model.Region | model.Sector]) -> Iterator[tuple[str, str]]:
    """Every pair of a whole and a part that lies in it, itself included."""
    above = {place.id: place.within for place in places}
    for place in places:
        whole: str | None = place.id
        while whole is not None:
            yield whole, place.id
            whole = above[whole]


class _Records:
    """Writes the records of a dataset; what several articles report of one id becomes one record."""

    def __init__(self, connection: sqlite3.Connection, dataset: Dataset) -> None:
        self.connection = connection
        self.regions = {region.id: region for region in dataset.regions}
        bodies: list[model.Person | model.Organization] = [*dataset.people, *dataset.organizations]
        self.bodies = {body.id: body for body in bodies}
        self.words = {
            region.id: " ".join(t for texts in region.names.values() for t in texts) for region in dataset.regions
        } | {s.id: " ".join((s.name, *s.aliases)) for s in dataset.sectors}
        self.words |= {id_: " ".join((b.name, *b.spellings, *b.aliases)) for id_, b in self.bodies.items()}
        by_age = sorted(dataset.mentions, key=lambda m: (dates.bounds(m.article.published), m.article.id, m.line))
        self.first: dict[str, Mention] = {}
        for mention in by_age:
            self.first.setdefault(mention.record.id, mention)
        order = {id_: position for position, id_ in enumerate(self.first)}
        self.mentions = sorted(by_age, key=lambda mention: order[mention.record.id])

    def write(self) -> None:
        for position, (_, group) in enumerate(groupby(self.mentions, key=lambda mention: mention.record.id)):
            self._record(position, list(group))

    def _record(self, position: int, mentions: list[Mention]) -> None:
        record = mentions[0].record
        date, basis = self._date(mentions[0])
        due = record.due if isinstance(record, model.Plan) else None
        date_text = record.period_text if isinstance(record, model.Trade) else record.date_text
        at = due or date
        sides = {name: self._union(mentions, name) for name in ("region", "person", "organization", "sector")}
        head = (record.id, position, record.kind, record.title, date, date_text, *dates.bounds(date))
        coded = list(dict.fromkeys(map(self._coded, sides["region"])))
        lists = [_json(ids) for ids in (coded, sides["person"], sides["organization"], sides["sector"])]
        said = (record.status, record.speaker, self._side(record), record.said_at)
        links = (_json(record.related), _json([mention.article.id for mention in mentions]))
        row = (*head, dates.year_stated(date), basis, *lists, *said, *links, record.quote, record.note)
        _insert(self.connection, "record", [(*row, at, *dates.bounds(at))])
        for name, ids in sides.items():
            _insert(self.connection, f"record_{name}", ((id_, record.id) for id_ in ids))
        for mention in mentions:
            fields = mention.record.model_dump_json(exclude_defaults=True)
            told = (mention.article.id, record.id, mention.file, mention.line, mention.record.quote, fields)
            _insert(self.connection, "mention", [told])
            _insert(self.connection, "link", self._links(mention.record))
        self._own(record)
        self._text(mentions, sides)

    def _date(self, mention: Mention) -> tuple[str, str]:
        """The record's date and whose it is: its own, that of the meeting where it was said, or the report's."""
        record = mention.record
        own = record.date
        if isinstance(record, model.Trade):
            own = own or record.period
        if isinstance(record, model.Agreement):
            own = own or record.signed
        if own:
            return own, "event"
        meeting = self.first.get(record.said_at) if record.said_at else None
        if meeting and meeting.record.date:
            return meeting.record.date, "meeting"
        return mention.article.published, "report"

    def _side(self, record: model.Record) -> str | None:
        if record.side:
            return record.side
        if record.speaker == "parties":
            return Side.BOTH
        body = self.bodies.get(record.speaker)
        return body.side if body else None

    def _union(self, mentions: list[Mention], kind: str) -> list[str]:
        """The ids of one kind that any mention of the record names, each once, in the order of the articles."""
        found: dict[str, None] = {}
        for mention in mentions:
            for path, ref, id_ in mention.record.references():
                if kind in ref.to and path[0] not in _LINKS and (meant := self._meant(kind, id_)):
                    found[meant] = None
        return list(found)

    def _meant(self, kind: str, id_: str) -> str | None:
        """The id that a reference means among those of one kind; an organization also means the region of its seat."""
        body = self.bodies.get(id_)
        match kind:
            case "region":
                return body.region if isinstance(body, model.Organization) else id_ if id_ in self.regions else None
            case "person":
                return id_ if isinstance(body, model.Person) else None
            case "organization":
                return id_ if isinstance(body, model.Organization) else None
            case _:
                return id_

    def _coded(self, id_: str) -> str:
        """The nearest region with an ISO code: a town's oblast, anything else itself."""
        region = self.regions[id_]
        return self._coded(region.within) if region.type in ("town", "district") and region.within else id_

    def _links(self, record: model.Record) -> Iterator[tuple[str, str, str]]:
        for path, _, id_ in record.references():
            if path[0] in _LINKS:
                yield record.id, str(path[0]), id_

    def _text(self, mentions: list[Mention], sides: dict[str, list[str]]) -> None:
        record = mentions[0].record
        quotes = " ".join(mention.record.quote for mention in mentions)
        named = " ".join(self.words[id_] for ids in sides.values() for id_ in ids)
        own = record.model_dump(mode="json", exclude_none=True)
        rest = [record.kind, record.note, *(own.get(name) for name in _SEARCHED)]
        words = " ".join(" ".join(r) if isinstance(r, list) else str(r) for r in rest if r).replace("-", " ")
        _insert(self.connection, "text", [(record.id, record.title, quotes, named, words)])

    def _own(self, record: model.Record) -> None:
        match record:
            case model.Meeting():
                people = _json([self._participant(one) for one in record.participants])
                _insert(self.connection, "meeting", [(record.id, record.form, record.place, people)])
            case model.Plan():
                due = (record.due, record.due_text, *(dates.bounds(record.due) if record.due else (None, None)))
                row = (record.id, record.place, *due, record.outcome, record.fulfilled_by)
                _insert(self.connection, "plan", [row])
            case model.Proposal():
                _insert(self.connection, "proposal", [(record.id, record.sector, record.form)])
            case model.Project():
                _insert(self.connection, "project", [(record.id, record.place, record.stage)])
            case model.Agreement():
                row = (record.id, _json(record.parties), record.signed, _json(record.subject), record.term)
                _insert(self.connection, "agreement", [row])
            case model.Trade():
                _insert(self.connection, "figure", [_figure(record)])
            case model.Goods():
                row = (record.id, record.name, record.region, record.partner, record.flow, record.hs)
                _insert(self.connection, "goods_item", [row])
            case model.Count():
                _insert(self.connection, "count_item", [_count(record)])

    def _participant(self, one: model.Participant) -> dict[str, str | None]:
        body = self.bodies.get(one.person or one.organization or "")
        return {
            "name": body.name if body else None,
            "role": one.role,
            "side": one.side or (body.side if body else None),
            "person": one.person,
            "organization": one.organization,
        }


_SEARCHED = ("date_text", "period_text", "due_text", "form", "stage", "subject", "flow", "name", "of", "value_text")
_LINKS = ("said_at", "related", "fulfilled_by")


def _figure(trade: model.Trade) -> tuple[Any, ...]:
    span = figures.limits(trade.value, trade.hedge) if trade.value else figures.Range(None, None)
    seen = (trade.id, trade.region, trade.partner, trade.period, trade.flow)
    value = (
        _number(trade.value.value if trade.value else None),
        *map(_number, span),
        trade.unit,
        trade.hedge,
        trade.sign,
    )
    change = (_number(trade.change.value if trade.change else None), trade.change_kind, trade.against)
    return (*seen, *value, *change, trade.basis)


def _count(count: model.Count) -> tuple[Any, ...]:
    if count.value:
        span = figures.limits(count.value, count.hedge, whole=True)
    else:
        span = figures.Range(count.low and count.low.value, count.high and count.high.value)
    value = _number(count.value.value if count.value else None)
    return (count.id, value, *map(_number, span), count.value_text, count.unit, count.hedge, count.of)
