"""The records into their tables: what several articles report under one id becomes one record."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from kzby.derive.conflicts import Conflict, conflicts
from kzby.load.dataset import Dataset
from kzby.model import dates, figures, kinds, vocabulary
from kzby.model.kinds import Mention
from kzby.store import vocabularies
from kzby.store.tables import insert, number

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
    "kind", "date_text", "period_text", "due_text", "form", "stage", "subject", "flow", "name", "of",
    "value_text",
)  # fmt: skip
_LISTS = {"person": "people", "organization": "organizations", "sector": "sectors"}
_TOOK_PLACE = ("meeting", "agreement", "project", "trade")  # the other kinds are said


def write(connection: sqlite3.Connection, dataset: Dataset) -> list[kinds.Trade]:
    """Writes every record, in the order of the articles' age and text; returns the trade figures."""
    writer = _Writer(connection, dataset)
    for position, mentions in enumerate(dataset.records.values()):
        writer.write(position, mentions)
    for kind, column in _LISTS.items():
        select = f"SELECT value, record.id FROM record, json_each({column})"
        connection.execute(f"INSERT INTO record_{kind} {select}")
    return [record for record in writer.records.values() if isinstance(record, kinds.Trade)]


def merged(records: Sequence[kinds.Record]) -> kinds.Record:
    """One record from what articles report of it, the oldest first.

    The oldest statement counts, whole (a date with its words, a figure with its hedge ...), but the latest
    outcome of a plan; lists are joined.
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
    """All lists in one, each thing once; a participant has the role and side that any list gives."""
    known: dict[Any, Any] = {}
    for thing in chain.from_iterable(lists):
        key = thing
        if isinstance(thing, kinds.Participant):
            key = thing.person or thing.organization or thing.role
            first = known.get(key, thing)
            stated = {"role": first.role or thing.role, "side": first.side or thing.side}
            thing = first.model_copy(update=stated)
        known[key] = thing
    return tuple(known.values())


class _Writer:
    def __init__(self, connection: sqlite3.Connection, dataset: Dataset) -> None:
        self.connection = connection
        self.records = {
            id_: merged([mention.record for mention in mentions])
            for id_, mentions in dataset.records.items()
        }
        self.things: dict[str, Any] = {thing.id: thing for thing in dataset.named}
        self.inside = set(vocabularies.inside(dataset.regions))

    def write(self, position: int, mentions: Sequence[Mention]) -> None:
        record = self.records[mentions[0].record.id]
        versions = [mention.record for mention in mentions]
        if len(versions) > 1:
            versions.insert(0, record)
        named = self.named(versions)
        articles = [mention.article for mention in mentions]
        insert(
            self.connection, "record", position=position, id=record.id, kind=record.kind,
            title=record.title, **self.dated(record, articles[0]), status=record.status,
            regions=list(dict.fromkeys(map(self.coded, named["region"]))),
            **{column: named[kind] for kind, column in _LISTS.items()},
            speaker=record.speaker, side=self.side(record), said_at=record.said_at,
            related=record.related, articles=[article.id for article in articles],
            origins=list(dict.fromkeys(article.agency for article in articles)),
            quote=record.quote, note=record.note,
        )  # fmt: skip
        self.link(record, versions, named["region"])
        words = self.words(record, [mention.record.quote for mention in mentions], named)
        for table in ("stems", "words"):
            insert(self.connection, table, rowid=position, **words)
        for mention in mentions:
            self.mention(mention)
        self.own(record)
        for position, conflict in enumerate(conflicts(mentions, record, self.inside)):
            self.conflict(record.id, position, conflict)

    def named(self, records: Sequence[kinds.Record]) -> dict[str, list[str]]:
        """The ids that articles name in a record by kind of thing, each once.

        An organization brings the region of its seat; whoever reports a meeting need not have been there.
        """
        named: dict[str, list[str]] = {"region": [], "person": [], "organization": [], "sector": []}
        for path, ref, id_ in chain.from_iterable(record.references() for record in records):
            reporter = path[0] == "speaker" and isinstance(records[0], kinds.Meeting)
            if path[0] in kinds.LINKS or reporter:
                continue
            thing = self.things[id_]
            named[thing.noun].append(id_)
            if "region" in ref.to and isinstance(thing, vocabulary.Organization) and thing.region:
                named["region"].append(thing.region)
        return {kind: list(dict.fromkeys(ids)) for kind, ids in named.items()}

    def coded(self, id_: str) -> str:
        """The nearest region with an ISO code: the oblast of a town or district, else itself."""
        region = self.things[id_]
        inner = region.type in ("town", "district") and region.within
        return self.coded(region.within) if inner else id_

    def side(self, record: kinds.Record) -> str | None:
        """The country that says it: the one stated, or that of the speaker."""
        if record.side or record.speaker == "parties":
            return record.side or "both"
        speaker = self.things.get(record.speaker)
        return speaker.side if speaker else None

    def dated(self, record: kinds.Record, article: kinds.Article) -> dict[str, Any]:
        """The columns that date a record, and its place in time: when a plan is due, else its date.

        That is uncertain for what took place on no stated day: the report's is only the last that it can be.
        """
        meeting = self.records.get(record.said_at or "")
        match record:
            case (
                kinds.Trade(period=str(date))
                | kinds.Agreement(signed=str(date))
                | kinds.Record(date=str(date))
            ):
                basis = "event"
            case _ if meeting and meeting.date:
                date, basis = meeting.date, "meeting"
            case _:
                date, basis = article.published, "report"
        at = (record.due if isinstance(record, kinds.Plan) else None) or date
        (date_earliest, date_latest), (at_earliest, at_latest) = map(dates.bounds, (date, at))
        at_earliest = at_earliest or date_earliest  # nothing is due before it is announced
        stated = basis == "event" or record.kind not in _TOOK_PLACE
        return {
            "date": date, "date_earliest": date_earliest, "date_latest": date_latest,
            "date_text": getattr(record, "period_text", None) or record.date_text,
            "date_basis": basis, "year_stated": dates.year_stated(date),
            "at": at, "at_earliest": at_earliest, "at_latest": at_latest,
            "at_certain": stated and dates.certain(at),
        }  # fmt: skip

    def link(self, record: kinds.Record, versions: Sequence[Any], regions: Sequence[str]) -> None:
        """Writes the regions that a record lies in, and the sides that take part or else say it."""
        sides = {self.side(version) for version in versions}
        if isinstance(record, kinds.Meeting):
            participants = chain.from_iterable(version.participants for version in versions)
            sides = {self.participant(participant)["side"] for participant in participants}
        if "both" in sides or {"KZ", "BY"} <= sides:
            sides |= {"KZ", "BY", "both"}
        for side in sorted(filter(None, sides)):
            insert(self.connection, "record_side", record=record.id, side=side)
        for id_ in dict.fromkeys(chain.from_iterable(map(self.wholes, regions))):
            own = {"region": id_, "kind": record.kind, "named": id_ in regions}
            insert(self.connection, "record_region", record=record.id, **own)

    def wholes(self, id_: str | None) -> Iterator[str]:
        """A region, and each that it lies in."""
        while id_ is not None:
            yield id_
            id_ = self.things[id_].within

    def words(
        self, record: kinds.Record, quotes: Sequence[str], named: dict[str, list[str]]
    ) -> dict[str, str]:
        """What a search looks through: a record's words, its quotes, every name of what it names."""
        own = (getattr(record, name, None) for name in _SEARCHED)
        texts = chain.from_iterable(value if isinstance(value, tuple) else [value] for value in own)
        rest = [str(text).replace("-", " ") for text in texts if text]
        if amount := getattr(record, "value", None):
            rest.append(str(number(amount.value)))
        names = (self.things[id_].all_names for id_ in chain.from_iterable(named.values()))
        return {
            "title": record.title,
            "quote": " ".join(quotes),
            "names": " ".join(chain.from_iterable(names)),
            "rest": " ".join(rest),
        }

    def mention(self, mention: Mention) -> None:
        """Writes which article reports a record, and to which others it leads."""
        record = mention.record
        source = {"article": mention.article.id, "file": mention.file, "line": mention.line}
        insert(self.connection, "mention", record=record.id, quote=record.quote, **source)
        for path, _, id_ in record.references():
            if path[0] in kinds.LINKS:
                link = (record.id, path[0], id_)
                self.connection.execute("INSERT OR IGNORE INTO link VALUES (?, ?, ?)", link)

    def own(self, record: kinds.Record) -> None:
        """Writes the fields that only its kind has."""
        shared = {*kinds.Record.model_fields, "period_text", "participants"}
        names = [name for name in type(record).model_fields if name not in shared]
        own = {name: getattr(record, name) for name in names}
        match record:
            case kinds.Remark():
                return
            case kinds.Meeting():
                own["participants"] = list(map(self.participant, record.participants))
            case kinds.Plan(due=str(due)):
                own["due_earliest"], own["due_latest"] = dates.bounds(due)
            case kinds.Trade() | kinds.Count() if record.figure:
                own |= vars(record.figure)
        insert(self.connection, _TABLES.get(record.kind, record.kind), record=record.id, **own)

    def conflict(self, id_: str, position: int, conflict: Conflict) -> None:
        field, verdict, statements, used = conflict
        key = {"record": id_, "field": field}
        answer = {"verdict": verdict, "used": used and used.mention.article.id}
        insert(self.connection, "conflict", **key, position=position, **answer)
        for age, (mention, value, figure, unit, hedge, sign) in enumerate(statements):
            insert(
                self.connection, "told", **key, age=age, article=mention.article.id, value=value,
                low=figure and figure.low, high=figure and figure.high, unit=unit, hedge=hedge,
                sign=sign,
            )  # fmt: skip

    def participant(self, participant: kinds.Participant) -> dict[str, str | None]:
        thing = self.things.get(participant.person or participant.organization or "")
        return {
            "name": thing.name if thing else None,
            "role": participant.role,
            "side": participant.side or (thing.side if thing else None),
            "person": participant.person,
            "organization": participant.organization,
        }
