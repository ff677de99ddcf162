"""Conflicts between articles into their tables."""

import sqlite3
from collections.abc import Sequence

from kzby.derive.conflicts import Inside, conflicts
from kzby.model.kinds import Mention, Record
from kzby.store.tables import insert, number


def write(
    connection: sqlite3.Connection, mentions: Sequence[Mention], record: Record, inside: Inside
) -> None:
    """Writes where the mentions of a record, the oldest first, differ; `record` is what answers make of them."""
    for position, conflict in enumerate(conflicts(mentions, record, inside)):
        key = {"record": record.id, "field": conflict.field}
        used = conflict.used and conflict.used.mention.article.id
        insert(
            connection, "conflict", **key, position=position, verdict=conflict.verdict, used=used
        )
        for age, (mention, value, figure, unit, hedge, sign) in enumerate(conflict.statements):
            insert(
                connection, "told", **key, age=age, article=mention.article.id,
                value=value if isinstance(value, str) else number(value),
                low=figure and number(figure.low), high=figure and number(figure.high),
                unit=unit, hedge=hedge, sign=sign,
            )  # fmt: skip
