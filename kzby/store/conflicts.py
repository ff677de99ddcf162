"""What articles tell differently, into its tables."""

import sqlite3
from collections.abc import Sequence

from kzby.derive import conflict
from kzby.model import kinds
from kzby.model.kinds import Mention
from kzby.store.tables import insert, number


def write(
    connection: sqlite3.Connection,
    mentions: Sequence[Mention],
    record: kinds.Record,
    inside: conflict.Inside,
) -> None:
    """Writes what the mentions of a record, the oldest first, tell differently.

    `record` is what answers make of them.
    """
    for position, found in enumerate(conflict.conflicts(mentions, record, inside)):
        key = {"record": record.id, "field": found.field}
        used = found.used and found.used.mention.article.id
        insert(connection, "conflict", **key, position=position, verdict=found.verdict, used=used)
        for age, told in enumerate(found.told):
            _told(connection, key, age, told)


def _told(
    connection: sqlite3.Connection, key: dict[str, str], age: int, told: conflict.Told
) -> None:
    value, span, unit, hedge, sign = told.value
    low, high = span or (None, None)
    stated = {
        "value": value if isinstance(value, str) else number(value),
        "low": number(low),
        "high": number(high),
    }
    words = {"unit": unit, "hedge": hedge, "sign": sign}
    insert(connection, "told", **key, age=age, article=told.mention.article.id, **stated, **words)
