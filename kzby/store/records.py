"""The records into their tables."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from kzby.load.dataset import Dataset
from kzby.model import dates, figures, kinds
from kzby.model.article import Mention
from kzby.model.conflicts import Conflict, conflicts, merged, printed
from kzby.model.vocabulary import Organization, around
from kzby.store import COLUMNS, timing
from kzby.store.rows import insert, number
from kzby.text import undivided

# The tables of kinds that are not named as their kind.
_TABLES = {"trade": "trade_figure", "goods": "traded_good"}
_SEARCHED = (
    "kind", "date_text", "period_text", "due_text", "form",
    "stage", "subject", "flow", "name", "of", "value_text", "unit",
)  # fmt: skip
_HEAD = kinds.Record.model_fields.keys() - {"retells", "settles"}
_SHARED = {*kinds.Record.model_fields, "period_text", "participants", "context"}
_PARTS = ("town", "district")  # of what has a code
Ids = dict[str, list[str]]  # of what is named, by column
Figures = list[tuple[kinds.Trade, dict[str, Any]]]  # each with the columns of its head


def write(connection: sqlite3.Connection, dataset: Dataset) -> Figures:
    """Writes every record, in the order of age and text; returns the figures of trade."""
    writer = _Writer(connection, dataset)
    for mention in sorted(chain(*dataset.records.values()), key=attrgetter("age")):
        writer.write_outcomes(mention)
    for mentions in dataset.records.values():
        writer.write(mentions)
    for kind in ("person", "organization", "sector"):
        pairs = f"SELECT value, position FROM record, json_each({COLUMNS[kind]})"
        connection.execute(f"INSERT INTO record_{kind} {pairs}")
    connection.execute("INSERT OR REPLACE INTO link SELECT * FROM settling")
    connection.execute("INSERT INTO reported SELECT * FROM reporting")
    connection.execute("INSERT INTO tie SELECT * FROM pairs")
    connection.execute("INSERT INTO account SELECT * FROM accounts")
    return writer.figures


def unique(ids: Iterable[str]) -> list[str]:
    """The ids, each once."""
    return list(dict.fromkeys(ids))


def _titled(title: str, articles: int) -> str:
    """A title by how many articles say it: `Two articles say Almaty was the capital`."""
    number = {2: "Two", 3: "Three", 4: "Four"}.get(articles, "Several")
    plural = re.sub(r"^The article (\w{3,})s\b", rf"{number} articles \1", title)
    return plural if articles > 1 else title


class _Writer:
    def __init__(self, connection: sqlite3.Connection, dataset: Dataset) -> None:
        self.connection = connection
        self.things: dict[str, Any] = {thing.id: thing for thing in dataset.named}
        self.inside = set(connection.execute("SELECT * FROM inside"))
        self.mentions = every = dataset.records
        self.records = {id_: merged(mentions, self.inside) for id_, mentions in every.items()}
        self.settled: dict[str, dict[str, Any]] = {}  # by plan what the latest article tells
        self.figures: Figures = []
        self.positions = {id_: at for at, id_ in enumerate(self.records)}

    def write(self, mentions: Sequence[Mention]) -> None:
        """Writes a record with all that articles report of it."""
        record = self.records[mentions[0].record.id]
        position = self.positions[record.id]
        versions = [mention.record for mention in mentions]
        if len(versions) > 1:
            versions.insert(0, record)
        named = self.named(versions)
        found = tuple(conflicts(mentions, record, self.inside))
        dating = timing.dated(record, self.mentions, self.records) | timing.disputed(record, found)
        day = dating["date_latest"] or dating["date_earliest"]
        head = {name: value for name, value in record if name in _HEAD} | named | dating
        wholes = [[*around(id_, self.things, day)] for id_ in named["regions"]]
        # of a town or district, its oblast
        head["regions"] = unique(
            next(id_ for id_ in ids if self.things[id_].type not in _PARTS) for ids in wholes
        )
        head["side"] = self.side(record)
        head["articles"] = [mention.article.id for mention in mentions]
        head["origins"] = unique(mention.article.agency for mention in mentions)
        head["title"] = _titled(record.title, len(mentions))
        head |= {"quote": record.quote[0], "quotes": record.quote}
        insert(self.connection, "record", position=position, **head)
        self.write_own_fields(record, mentions)
        for side in self.sides(versions):
            insert(self.connection, "record_side", record=position, side=side)
        for id_ in unique(chain.from_iterable(wholes)):  # those that held a region that day too
            own = {"region": id_, "named": id_ in named["regions"], "kind": record.kind}
            insert(self.connection, "record_region", record=position, **own)
        self.write_words(record, mentions, named, dating)
        for mention in mentions:
            self.write_mention(mention)
        for place, conflict in enumerate(found):
            self.write_conflict(position, place, conflict)
        if isinstance(record, kinds.Trade):
            self.figures.append((record, head))

    def write_own_fields(self, record: kinds.Record, mentions: Sequence[Mention]) -> None:
        """Writes the fields that only its kind has."""
        if isinstance(record, kinds.Remark):
            return
        own = {name: value for name, value in record if name not in _SHARED}
        if isinstance(record, kinds.Meeting):
            # of each person the first on the card of the oldest article that has one
            cards = chain(*(mention.article.titles for mention in mentions))
            titles = {each.person: each.title for each in reversed([*cards])}
            present = record.participants
            own["participants"] = [self.participant(each, titles) for each in present]
        if record.carries:
            own["carried"] = record.carried
        if due := own.get("due"):
            _, reported = dates.bounds(mentions[0].article.published)
            own["due_earliest"], own["due_latest"] = dates.ahead(due, reported)
        if figure := getattr(record, "figure", None):
            own |= vars(figure)
        own |= self.settled.get(record.id, {})
        table = _TABLES.get(record.kind, record.kind)
        insert(self.connection, table, record=self.positions[record.id], **own)

    def write_words(
        self, record: kinds.Record, mentions: Sequence[Mention], named: Ids, dating: dict[str, Any]
    ) -> None:
        """Writes what a search looks through: words, quotes, every name of what is named."""
        fields = dict(record)
        values = [fields[name] for name in _SEARCHED if fields.get(name)]
        lists = (each if isinstance(each, tuple) else [each] for each in values)
        rest = [str(text).replace("-", " ") for text in chain.from_iterable(lists)]
        if amount := fields.get("value"):
            value = number(amount.value) or 0
            # in whatever language and scale it is printed
            rest += [f"{value}", f"{value / 1_000_000:g} million" * (value >= 1_000_000)]
            rest += {"USD": ["dollars"], "%": [f"{value}%"]}.get(fields["unit"], [])
        if change := fields.get("change"):
            rest += figures.told(abs(change.value), fields["change_kind"])
        for date in ("date", "at"):
            years = {(dating[f"{date}_{end}"] or "")[:4] for end in ("earliest", "latest")}
            rest += years if len(years) == 1 else ()
        spellings = (self.things[id_].all_names for id_ in chain.from_iterable(named.values()))
        words = {
            "title": [record.title],
            "quote": chain.from_iterable(each.record.quote for each in mentions),
            "names": chain.from_iterable(spellings),
            "rest": rest,
        }
        texts = {name: undivided(" ".join(each)) for name, each in words.items()}
        for table in ("stems", "words"):
            insert(self.connection, table, rowid=self.positions[record.id], **texts)

    def write_mention(self, mention: Mention) -> None:
        """Writes which article reports a record, and to which others it leads."""
        record, position = mention.record, self.positions[mention.record.id]
        where = {"article": mention.article.id, "file": mention.file, "line": mention.line}
        words = {"quote": record.quote[0], "quotes": record.quote, "note": record.note}
        words["speaker"] = record.speaker
        insert(self.connection, "mention", record=position, **where, **words)
        for (field, *_), _, id_ in record.references():
            if field in ("said_at", "related", "context"):
                sql = "INSERT OR REPLACE INTO link VALUES (?, ?, ?, NULL)"
                self.connection.execute(sql, (position, field, self.positions[id_]))

    def write_outcomes(self, mention: Mention) -> None:
        """Writes what became of plans as an article tells it, later than those before."""
        for each in mention.record.settles:
            by = mention.record.id if mention.record.id != each.plan else None
            told = {"outcome": each.outcome, "fulfilled_by": by}
            day, _ = dates.bounds(mention.article.published)
            insert(self.connection, "outcome", plan=each.plan, day=day, **told)
            self.settled[each.plan] = told

    def write_conflict(self, record: int, place: int, conflict: Conflict) -> None:
        """Writes where articles disagree on a field, and what each of them states."""
        key = {"record": record, "field": conflict.field}
        used = conflict.used and conflict.used.mention.article.id
        verdict = {"position": place, "verdict": conflict.verdict, "used": used}
        insert(self.connection, "conflict", **key, **verdict)
        for age, stated in enumerate(conflict.statements):
            own = stated._asdict() | (vars(stated.figure) if stated.figure else {})
            own |= {"age": age, "article": stated.mention.article.id}
            thing = self.things.get(str(stated.value))
            names = thing.all_names if thing else [str(stated.value)]
            own["words"] = printed(stated, conflict.field, names)
            del own["mention"], own["figure"]
            insert(self.connection, "statement", **key, **own)

    def named(self, versions: Sequence[kinds.Record]) -> Ids:
        """The ids that the versions of a record name, each once, by column.

        An organization brings the region of its seat; whoever reports a meeting need not have
        been there.
        """
        ids: Ids = {column: [] for column in COLUMNS.values()}
        meeting = isinstance(versions[0], kinds.Meeting)
        for (field, *_), reference, id_ in chain(*(each.references() for each in versions)):
            if field in kinds.LINKS or (meeting and field == "speaker"):
                continue
            thing = self.things[id_]
            ids[COLUMNS[thing.noun]].append(id_)
            if isinstance(thing, Organization) and thing.region and "region" in reference.to:
                ids["regions"].append(thing.region)
        if isinstance(versions[0], kinds.Proposal):  # first what is proposed
            ids["sectors"].insert(0, versions[0].sector)
        return {column: unique(each) for column, each in ids.items()}

    def side(self, record: kinds.Record) -> str | None:
        """The country that says it: the one stated, or that of the speaker."""
        stated = record.side or ("both" if record.speaker == "parties" else None)
        return stated or getattr(self.things.get(record.speaker), "side", None)

    def sides(self, versions: Sequence[kinds.Record]) -> list[str]:
        """The sides that take part in a meeting or else say it; both are also each."""
        sides = set(map(self.side, versions))
        if isinstance(versions[0], kinds.Meeting):
            present = chain.from_iterable(dict(each)["participants"] for each in versions)
            sides = {self.participant(each, {})["side"] for each in present}
        if "both" in sides or {"KZ", "BY"} <= sides:
            sides |= {"KZ", "BY", "both"}
        return sorted(filter(None, sides))

    def participant(
        self, participant: kinds.Participant, titles: Mapping[str, str]
    ) -> dict[str, str | None]:
        """A participant with the name, title and side that its id stands for."""
        person, body = participant.person, participant.organization
        thing = self.things.get(person or body or "")
        role = participant.role or titles.get(person or "")
        side = participant.side or getattr(thing, "side", None)
        own = {"name": getattr(thing, "name", None), "role": role, "side": side}
        return {**own, "person": person, "organization": body}
