"""The records into their tables: what several articles report under one id becomes one record."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from kzby.load.dataset import Dataset
from kzby.load.tracking import Track
from kzby.model import dates, figures, kinds, vocabulary
from kzby.model.kinds import Mention
from kzby.store import conflicts, vocabularies
from kzby.store.tables import as_json, column, insert, number, numbers

# The fields that are one statement together: they come from one article, or none of them does.
_FIGURE = (
    "region", "partner", "flow", "basis", "period", "period_text", "value", "low", "high", "unit",
    "hedge", "sign", "value_text", "of", "change", "change_kind", "against", "against_text", "quote",
)  # fmt: skip
_STATEMENTS = (
    ("date", "date_text"), ("due", "due_text"), ("speaker", "side", "said_at"), _FIGURE, kinds.OUTCOME,
)  # fmt: skip
_TABLES = {"trade": "trade_figure", "goods": "traded_good"}  # the others are named as their kind
_SEARCHED = (
    "date_text", "period_text", "due_text", "form", "stage", "subject", "flow", "name", "of", "value_text",
)  # fmt: skip
_TOOK_PLACE = ("meeting", "agreement", "project", "trade")  # the other kinds are said

Named = dict[str, list[str]]  # ids by kind of thing: region, person, organization, sector


def write(connection: sqlite3.Connection, dataset: Dataset, track: Track) -> list[kinds.Trade]:
    """Writes every record, in the order of the articles' age and of their text; returns the trade figures."""
    records = {
        id_: merged([mention.record for mention in mentions])
        for id_, mentions in dataset.records.items()
    }
    things = {thing.id: thing for thing in dataset.named}
    inside = set(vocabularies.inside(dataset.regions))
    every = track(dataset.records.items(), "writing records", len(records))
    for position, (id_, mentions) in enumerate(every):
        record = records[id_]
        versions = [mention.record for mention in mentions]
        named = _named(things, [record, *versions] if len(versions) > 1 else versions)
        meeting = records[record.said_at] if record.said_at else None
        insert(
            connection,
            "record",
            position=position,
            **_head(things, record, mentions, named),
            **_dated(record, mentions[0].article, meeting),
        )
        _links(connection, things, record, versions, named)
        for table in ("stems", "words"):
            insert(connection, table, rowid=position, **_searched(things, record, versions, named))
        for mention in mentions:
            _mention(connection, mention)
        _own(connection, things, record)
        conflicts.write(connection, mentions, record, inside)
    return [record for record in records.values() if isinstance(record, kinds.Trade)]


def merged(records: Sequence[kinds.Record]) -> kinds.Record:
    """One record from what articles report of it, the oldest first.

    Of each statement (a date with its words, a figure with its hedge ...) the oldest counts, whole; of the outcome of
    a plan the latest; lists are joined.
    """
    if len(records) == 1:
        return records[0]
    together = set(chain.from_iterable(_STATEMENTS))
    alone = ((name,) for name in type(records[0]).model_fields if name not in together)
    known: dict[str, Any] = {}
    for statement in (*_STATEMENTS, *alone):
        names = [name for name in statement if hasattr(records[0], name)]
        stating = [
            record
            for record in records
            if any(getattr(record, name) for name in record.model_fields_set.intersection(names))
        ]
        if not stating:
            continue
        values = [getattr(record, names[0]) for record in stating]
        if isinstance(values[0], tuple) and not isinstance(values[0], figures.Amount):
            known[names[0]] = _joined(values)
        else:
            source = stating[-1 if statement == kinds.OUTCOME else 0]
            known |= {name: getattr(source, name) for name in names}
    return records[0].model_copy(update=known)


def _joined(lists: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """All lists in one, each thing once; of a participant the role and side that any of them gives."""
    known: dict[Any, Any] = {}
    for thing in chain.from_iterable(lists):
        if not isinstance(thing, kinds.Participant):
            known.setdefault(thing, thing)
            continue
        key = thing.person or thing.organization or thing.role
        first = known.setdefault(key, thing)
        stated = {"role": first.role or thing.role, "side": first.side or thing.side}
        known[key] = first.model_copy(update=stated)
    return tuple(known.values())


def _named(things: Mapping[str, vocabulary.Named], records: Sequence[kinds.Record]) -> Named:
    """The ids that articles name in a record, each once, in the order of articles and fields.

    An organization also names the region of its seat. Who reports a meeting does not thereby take part in it.
    """
    named: dict[str, dict[str, None]] = {
        "region": {},
        "person": {},
        "organization": {},
        "sector": {},
    }
    for path, ref, id_ in chain.from_iterable(record.references() for record in records):
        reporter = path[0] == "speaker" and isinstance(records[0], kinds.Meeting)
        if path[0] in kinds.LINKS or reporter:
            continue
        thing = things[id_]
        named[thing.noun][id_] = None
        if "region" in ref.to and isinstance(thing, vocabulary.Organization) and thing.region:
            named["region"][thing.region] = None
    return {kind: list(ids) for kind, ids in named.items()}


def _head(
    things: Mapping[str, Any], record: kinds.Record, mentions: Sequence[Mention], named: Named
) -> dict[str, Any]:
    """The columns that every record has, but for those that date it."""
    regions = (_coded(things, id_) for id_ in named["region"])
    articles = [mention.article for mention in mentions]
    return {
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "regions": as_json(list(dict.fromkeys(regions))),
        "people": as_json(named["person"]),
        "organizations": as_json(named["organization"]),
        "sectors": as_json(named["sector"]),
        "status": record.status,
        "speaker": record.speaker,
        "side": _side(things, record),
        "said_at": record.said_at,
        "related": as_json(record.related),
        "articles": as_json([article.id for article in articles]),
        "origins": as_json(list(dict.fromkeys(article.agency for article in articles))),
        "quote": record.quote,
        "note": record.note,
    }


def _coded(things: Mapping[str, Any], id_: str) -> str:
    """The nearest region with an ISO 3166-2 code: the oblast of a town or district, else itself."""
    region = things[id_]
    inner = region.type in ("town", "district") and region.within
    return _coded(things, region.within) if inner else id_


def _side(things: Mapping[str, Any], record: kinds.Record) -> str | None:
    """The country that says it: as the record states, or that of its speaker."""
    if record.side or record.speaker == "parties":
        return record.side or "both"
    speaker = things.get(record.speaker)
    return speaker.side if speaker else None


def _dated(
    record: kinds.Record, article: kinds.Article, meeting: kinds.Record | None
) -> dict[str, Any]:
    """The columns that date a record, and its place in time: when a plan is due, else its date.

    That place is uncertain where an article gives no date for what took place: the day of the report is only the last
    that it can be. What is said was said on that day, at the latest.
    """
    match record:
        case (
            kinds.Trade(period=str(own))
            | kinds.Agreement(signed=str(own))
            | kinds.Record(date=str(own))
        ):
            date, basis = own, "event"
        case _ if meeting and meeting.date:
            date, basis = meeting.date, "meeting"
        case _:
            date, basis = article.published, "report"
    due = record.due if isinstance(record, kinds.Plan) else None
    at = due or date
    own_date = bool(due) or basis == "event" or record.kind not in _TOOK_PLACE
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
        "at_certain": own_date and dates.certain(at),
    }


def _links(
    connection: sqlite3.Connection,
    things: Mapping[str, Any],
    record: kinds.Record,
    versions: Sequence[kinds.Record],
    named: Named,
) -> None:
    """Writes what a record can be filtered by: the things it names, and sides: who takes part, or who says it."""
    if isinstance(record, kinds.Meeting):
        sides = {
            _participant(things, participant)["side"]
            for version in (record, *versions)
            for participant in version.participants  # type: ignore[attr-defined]
        }
    else:
        sides = {_side(things, version) for version in (record, *versions)}
    if "both" in sides or {"KZ", "BY"} <= sides:
        sides |= {"KZ", "BY", "both"}
    for side in sorted(side for side in sides if side):
        insert(connection, "record_side", side=side, record=record.id)
    for kind in ("person", "organization", "sector"):
        for id_ in named[kind]:
            insert(connection, f"record_{kind}", record=record.id, **{kind: id_})
    wholes = [whole for id_ in named["region"] for whole in _wholes(things, id_)]
    for id_ in dict.fromkeys(wholes):
        own = {"region": id_, "kind": record.kind, "named": id_ in named["region"]}
        insert(connection, "record_region", record=record.id, **own)


def _wholes(things: Mapping[str, Any], id_: str | None) -> Iterator[str]:
    """A region, and each that it lies in."""
    while id_ is not None:
        yield id_
        id_ = things[id_].within


def _searched(
    things: Mapping[str, Any], record: kinds.Record, versions: Sequence[kinds.Record], named: Named
) -> dict[str, str]:
    """The words that a record can be found by: its own, those of its quotes, every name of what it names."""
    own: Iterator[Any] = (getattr(record, name, None) for name in ("kind", *_SEARCHED))
    rest = [
        str(text).replace("-", " ")
        for value in own
        for text in (value if isinstance(value, tuple) else [value])
        if text
    ]
    if isinstance(record, kinds.Trade | kinds.Count) and record.value is not None:
        rest.append(str(number(record.value.value)))
    names = (name for ids in named.values() for id_ in ids for name in things[id_].spelled)
    return {
        "title": record.title,
        "quote": " ".join(version.quote for version in versions),
        "names": " ".join(names),
        "rest": " ".join(rest),
    }


def _mention(connection: sqlite3.Connection, mention: Mention) -> None:
    record = mention.record
    source = {"article": mention.article.id, "file": mention.file, "line": mention.line}
    insert(connection, "mention", record=record.id, quote=record.quote, **source)
    links = [
        (record.id, path[0], id_) for path, _, id_ in record.references() if path[0] in kinds.LINKS
    ]
    connection.executemany("INSERT OR IGNORE INTO link VALUES (?, ?, ?)", links)


def _own(connection: sqlite3.Connection, things: Mapping[str, Any], record: kinds.Record) -> None:
    """Writes the fields that only its kind has, and what follows from them."""
    fields = type(record).model_fields.keys() - kinds.Record.model_fields.keys() - {"period_text"}
    own = {name: column(getattr(record, name)) for name in fields if name != "participants"}
    match record:
        case kinds.Remark():
            return
        case kinds.Meeting():
            participants = [
                _participant(things, participant) for participant in record.participants
            ]
            own["participants"] = as_json(participants)
        case kinds.Plan():
            bounds = dates.bounds(record.due) if record.due else (None, None)
            own["due_earliest"], own["due_latest"] = bounds
        case kinds.Trade() | kinds.Count() if record.figure:
            own |= numbers(record.figure)
    insert(connection, _TABLES.get(record.kind, record.kind), record=record.id, **own)


def _participant(
    things: Mapping[str, Any], participant: kinds.Participant
) -> dict[str, str | None]:
    """A participant as the `participants` column has them."""
    thing = things.get(participant.person or participant.organization or "")
    return {
        "name": thing.name if thing else None,
        "role": participant.role,
        "side": participant.side or (thing.side if thing else None),
        "person": participant.person,
        "organization": participant.organization,
    }
