"""The records into their tables: what several articles report of one id becomes one record."""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Any

from kzby.load import Track
from kzby.load.dataset import Dataset
from kzby.model import dates, figures, kinds, vocabulary
from kzby.model.kinds import Mention
from kzby.model.terms import Side
from kzby.store import conflicts, times, vocabularies
from kzby.store.tables import as_json, column, insert, insert_once, number, numbers

# The fields that are one statement together: they come from one article, or none of them does.
_FIGURE = (
    "region", "partner", "flow", "basis", "period", "period_text", "value", "low", "high", "unit", "hedge", "sign",
    "value_text", "of", "change", "change_kind", "against", "against_text", "quote",
)  # fmt: skip
_STATEMENTS = (
    ("date", "date_text"),
    ("due", "due_text"),
    ("speaker", "side", "said_at"),
    _FIGURE,
    kinds.OUTCOME,
)
_TABLES = {
    "trade": "trade_figure",
    "goods": "traded_good",
}  # the others are named as their kind
_NAMED = ("region", "person", "organization", "sector")
_SEARCHED = (
    "date_text",
    "period_text",
    "due_text",
    "form",
    "stage",
    "subject",
    "flow",
    "name",
    "of",
    "value_text",
)


def write(connection: sqlite3.Connection, dataset: Dataset, track: Track) -> None:
    """Writes every record, in the order of the articles' age and of their text."""
    resolver = _Resolver(dataset)
    inside = set(vocabularies.inside(dataset.regions))
    every = track(dataset.records.values(), "writing records", len(dataset.records))
    for position, mentions in enumerate(every):
        record = merged([mention.record for mention in mentions])
        _head(connection, resolver, position, record, mentions)
        _own(connection, resolver, record)
        for mention in mentions:
            _mention(connection, mention)
        conflicts.write(connection, mentions, record, inside)
    connection.execute("INSERT INTO held SELECT kind, count(*) FROM record GROUP BY kind")
    connection.execute(
        "INSERT INTO span SELECT DISTINCT at_earliest, at_latest FROM record ORDER BY 1, 2"
    )


def told(dataset: Dataset, id_: str) -> kinds.Record:
    """The record that answers make of what articles tell of an id."""
    return merged([mention.record for mention in dataset.records[id_]])


def merged(records: Sequence[kinds.Record]) -> kinds.Record:
    """One record from what articles report of it, the oldest first.

    Of each statement (a date with its words, a figure with its hedge ...) the oldest counts, whole; of what became of a
    plan the latest; lists are joined.
    """
    if len(records) == 1:
        return records[0]
    together = set(chain.from_iterable(_STATEMENTS))
    alone = ((name,) for name in type(records[0]).model_fields if name not in together)
    known: dict[str, Any] = {}
    for statement in (*_STATEMENTS, *alone):
        names = [name for name in statement if hasattr(records[0], name)]
        stated = [
            one
            for one in records
            if any(getattr(one, name) for name in one.model_fields_set.intersection(names))
        ]
        if not stated:
            continue
        values = [getattr(one, names[0]) for one in stated]
        if isinstance(values[0], tuple) and not isinstance(values[0], figures.Amount):
            known[names[0]] = _joined(values)
        else:
            source = stated[-1 if statement == kinds.OUTCOME else 0]
            known |= {name: getattr(source, name) for name in names}
    return records[0].model_copy(update=known)


def _joined(lists: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """All lists in one, each thing once where it was told first; of a participant what any of them tells."""
    found: dict[Any, Any] = {}
    for one in chain.from_iterable(lists):
        key = (
            (one.person or one.organization or one.role)
            if isinstance(one, kinds.Participant)
            else one
        )
        earlier = found.setdefault(key, one)
        if isinstance(one, kinds.Participant):
            told = {"role": earlier.role or one.role, "side": earlier.side or one.side}
            found[key] = earlier.model_copy(update=told)
    return tuple(found.values())


class _Resolver:
    """What the ids in a record stand for."""

    def __init__(self, dataset: Dataset) -> None:
        self.regions = {region.id: region for region in dataset.regions}
        bodies: list[vocabulary.Person | vocabulary.Organization] = [
            *dataset.people,
            *dataset.organizations,
        ]
        self.bodies = {body.id: body for body in bodies}
        self.words = {id_: " ".join(texts) for _, id_, texts in vocabularies.spellings(dataset)}
        self._told = lru_cache(maxsize=64)(partial(told, dataset))

    def named(self, records: Sequence[kinds.Record]) -> dict[str, list[str]]:
        """The ids that articles name in a record, by kind of thing, each once, in the order of articles and fields.

        Who tells of a meeting is not thereby at it.
        """
        found: dict[str, dict[str, None]] = {kind: {} for kind in _NAMED}
        for path, ref, id_ in chain.from_iterable(record.references() for record in records):
            if path[0] in kinds.LINKS or (
                path[0] == "speaker" and isinstance(records[0], kinds.Meeting)
            ):
                continue
            for kind in found:
                if kind in ref.to and (meant := self._meant(kind, id_)):
                    found[kind][meant] = None
        return {kind: list(ids) for kind, ids in found.items()}

    def _meant(self, kind: str, id_: str) -> str | None:
        """The id that a reference means among those of a kind; an organization also means the region of its seat."""
        thing = self.bodies.get(id_) or self.regions.get(id_)
        if kind == "region" and isinstance(thing, vocabulary.Organization):
            return thing.region
        return id_ if thing is None or thing.noun == kind else None

    def coded(self, id_: str) -> str:
        """The nearest region with an ISO 3166-2 code: a town's oblast, anything else itself."""
        region = self.regions[id_]
        inner = region.type in ("town", "district")
        return self.coded(region.within) if inner and region.within else id_

    def side(self, record: kinds.Record) -> Side | None:
        """Whose word a record is: as it says, or as its speaker is."""
        if record.side or record.speaker == "parties":
            return record.side or "both"
        body = self.bodies.get(record.speaker)
        return body.side if body else None

    def sides(self, record: kinds.Record) -> set[str]:
        """The sides that a record can be asked for by: of a meeting those that took part, else whose word it is."""
        if isinstance(record, kinds.Meeting):
            found = {self.participant(one)["side"] for one in record.participants}
        else:
            found = {self.side(record)}
        joint = {"KZ", "BY"} if "both" in found or {"KZ", "BY"} <= found else set()
        return {side for side in found if side} | joint | ({"both"} if joint else set())

    def meeting(self, record: kinds.Record) -> kinds.Record | None:
        """The meeting at which something was said."""
        return self._told(record.said_at) if record.said_at else None

    def participant(self, one: kinds.Participant) -> dict[str, str | None]:
        """A participant as the `participants` column has them."""
        body = self.bodies.get(one.person or one.organization or "")
        side = one.side or (body.side if body else None)
        named = {"name": body.name if body else None, "role": one.role, "side": side}
        return {**named, "person": one.person, "organization": one.organization}


def _head(
    connection: sqlite3.Connection,
    resolver: _Resolver,
    position: int,
    record: kinds.Record,
    mentions: Sequence[Mention],
) -> None:
    """Writes what every record has, the sides and things it can be asked for by, and the words it can be found by."""
    told = [mention.record for mention in mentions]
    versions = told if len(told) == 1 else [record, *told]
    named = resolver.named(versions)
    insert(
        connection,
        "record",
        id=record.id,
        position=position,
        kind=record.kind,
        title=record.title,
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
        origins=as_json(list(dict.fromkeys(mention.article.agency for mention in mentions))),
        quote=record.quote,
        note=record.note,
        **times.columns(record, mentions[0].article, resolver.meeting(record)),
    )
    sides: list[str] = sorted(set().union(*map(resolver.sides, versions)))
    for kind, ids in (("side", sides), *named.items()):
        connection.executemany(
            f"INSERT INTO record_{kind} VALUES (?, ?)", [(id_, record.id) for id_ in ids]
        )
    _searched(connection, resolver, record, mentions, named)


def _searched(
    connection: sqlite3.Connection,
    resolver: _Resolver,
    record: kinds.Record,
    mentions: Sequence[Mention],
    named: dict[str, list[str]],
) -> None:
    """Writes the words that a record can be found by: its own, those of its quotes, and all names of what it names."""
    searched = {
        "title": record.title,
        "quote": " ".join(mention.record.quote for mention in mentions),
        "names": " ".join(resolver.words[id_] for ids in named.values() for id_ in ids),
        "rest": " ".join(_words(record)),
    }
    for table in ("stems", "words"):
        insert(connection, table, record=record.id, **searched)


def _words(record: kinds.Record) -> Iterator[str]:
    """What else of a record can be searched for: the words of its own fields, without their hyphens, and its number."""
    own: Iterator[Any] = (getattr(record, name, None) for name in _SEARCHED)
    for value in (record.kind, *own):
        for text in value if isinstance(value, tuple) else [value] if value else []:
            yield str(text).replace("-", " ")
    if isinstance(record, kinds.Trade | kinds.Count) and record.value is not None:
        yield str(number(record.value.value))


def _mention(connection: sqlite3.Connection, mention: Mention) -> None:
    record = mention.record
    told = {"file": mention.file, "line": mention.line, "quote": record.quote}
    insert(connection, "mention", article=mention.article.id, record=record.id, **told)
    for path, _, id_ in record.references():
        if path[0] in kinds.LINKS:
            insert_once(connection, "link", record=record.id, field=path[0], target=id_)


def _own(connection: sqlite3.Connection, resolver: _Resolver, record: kinds.Record) -> None:
    """Writes the fields that only its kind has, and what follows from them."""
    names = type(record).model_fields.keys() - kinds.Record.model_fields.keys() - {"period_text"}
    own = {name: column(getattr(record, name)) for name in names if name != "participants"}
    match record:
        case kinds.Remark():
            return
        case kinds.Meeting():
            own["participants"] = as_json(
                [resolver.participant(one) for one in record.participants]
            )
        case kinds.Plan():
            own["due_earliest"], own["due_latest"] = (
                dates.bounds(record.due) if record.due else (None, None)
            )
        case (
            kinds.Trade(figure=figures.Figure() as figure)
            | kinds.Count(figure=figures.Figure() as figure)
        ):
            own |= numbers(figure)
    insert(connection, _TABLES.get(record.kind, record.kind), record=record.id, **own)
