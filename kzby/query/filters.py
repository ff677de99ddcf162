"""What an answer is narrowed to: the same filters for every question, as SQL over the records."""

import json
import shlex
from collections.abc import Sequence
from typing import NamedTuple

from kzby.errors import UsageError, counted, word
from kzby.model import dates
from kzby.model.terms import DATES, KINDS, SIDES, STATUSES, Dates
from kzby.query import names
from kzby.query.answer import Select, Value
from kzby.store import Store


class Filters(NamedTuple):
    """What to narrow an answer to; the values of one filter are alternatives, the filters apply together."""

    region: Sequence[str] = ()
    person: Sequence[str] = ()
    organization: Sequence[str] = ()
    sector: Sequence[str] = ()
    side: Sequence[str] = ()
    kind: Sequence[str] = ()
    status: Sequence[str] = ()
    article: Sequence[str] = ()
    min_origins: int | None = None
    since: str | None = None
    until: str | None = None
    dates: str = "possible"


class Condition(NamedTuple):
    """One filter: its name, its typed values, its meaning (`about Brest Oblast`), and SQL that tests a record."""

    filter: str
    typed: Sequence[str]
    meaning: str
    sql: str
    values: tuple[Value, ...] = ()

    @property
    def words(self) -> str:
        """The filter as it stands on the command line."""
        return " ".join(f"--{self.filter} {shlex.quote(typed)}" for typed in self.typed)


LISTED = "IN (SELECT value FROM json_each(?))"  # a value of a list, which is bound as JSON
# The positions of the records that name a thing, by the kind of thing.
NAMING = {
    "region": f"SELECT record FROM main.record_region WHERE region {LISTED}",
    "sector": "SELECT record FROM main.record_sector JOIN inside ON part = sector "
    f"WHERE whole {LISTED}",
    "person": f"SELECT record FROM main.record_person WHERE person {LISTED}",
    "organization": f"SELECT record FROM main.record_organization WHERE organization {LISTED}",
    "article": f"SELECT record FROM main.mention WHERE article {LISTED}",
}
# The filters by a word of a closed list: its words, and the test.
_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "side": (SIDES, f"position IN (SELECT record FROM main.record_side WHERE side {LISTED})"),
    "kind": (KINDS, f"kind {LISTED}"),
    "status": (STATUSES, f"status {LISTED}"),
}
_GREATEST = 2**63 - 1  # the greatest number that SQLite knows

# A record passes if its date may fall in the period, or only if it certainly does.
_WITHIN = {
    "possible": {
        "since": "(at_latest >= ? OR at_latest IS NULL)",
        "until": "(at_earliest <= ? OR at_earliest IS NULL)",
    },
    "certain": {"since": "at_earliest >= ?", "until": "at_latest <= ?"},
}
_CERTAIN = Condition("dates", ["certain"], "with a certain date", "at_certain")
DATED = ("since", "until", "dates")  # the filters by date


def conditions(store: Store, filters: Filters) -> tuple[list[Condition], list[str]]:
    """The filters as conditions, and a note on every name that means more than one thing.

    UsageError if a filter makes no sense; TypeError if it should list names and is one.
    """
    conditions: list[Condition] = []
    notes: list[str] = []
    for name, typed in filters._asdict().items():
        if isinstance(typed, str) and name not in DATED:
            raise TypeError(f"{name} takes a list of names, not a string")
        if name in NAMING and typed:
            meanings = [names.find(store.connection, name, text) for text in typed]
            notes += [meaning.note for meaning in meanings if meaning.note]
            ids = list(dict.fromkeys(id_ for meaning in meanings for id_ in meaning.ids))
            about = f"about {' or '.join(names.labels(store.connection, ids))}"
            sql = f"position IN ({NAMING[name]})"
            conditions.append(Condition(name, typed, about, sql, (json.dumps(ids),)))
        elif name in _WORDS and typed:
            known, sql = _WORDS[name]
            words = [word(name, each, known) for each in typed]
            having = f"with the {name} {' or '.join(words)}"
            conditions.append(Condition(name, words, having, sql, (json.dumps(words),)))
    if (least := filters.min_origins) is not None:
        if least < 1:
            raise UsageError(f"--min-origins cannot be {least}; every record has at least 1 origin")
        source = f"from at least {counted(least, 'news agency', 'news agencies')}"
        sql, values = "json_array_length(origins) >= ?", (min(least, _GREATEST),)
        conditions.append(Condition("min-origins", [str(least)], source, sql, values))
    which = word("dates", filters.dates, DATES)
    return [*conditions, *admitting(which, _period(filters))], notes


def admitting(which: Dates, conditions: Sequence[Condition]) -> list[Condition]:
    """The conditions, where those by date admit certain or all possible dates.

    Possible dates overlap the period; certain ones are without doubt and lie inside it.
    """
    admitted = [
        condition._replace(sql=_WITHIN[which].get(condition.filter, condition.sql))
        for condition in conditions
        if condition.filter != "dates"
    ]
    return [*admitted, _CERTAIN] if which == "certain" else admitted


def passing(conditions: Sequence[Condition]) -> Select:
    """The positions of the records that fulfil all of the conditions."""
    sql = f"SELECT position FROM main.record WHERE {tests_of(conditions)}"
    return Select(sql, values_of(conditions))


def tests_of(conditions: Sequence[Condition]) -> str:
    """The tests of all conditions as one."""
    return " AND ".join(condition.sql for condition in conditions) or "TRUE"


def values_of(conditions: Sequence[Condition]) -> tuple[Value, ...]:
    """The values that the conditions bind, in their order."""
    return tuple(value for condition in conditions for value in condition.values)


def _period(filters: Filters) -> list[Condition]:
    """The filters by date, as they admit possible dates."""
    period = []
    for name, typed, at, side in (
        ("since", filters.since, 0, "later"),
        ("until", filters.until, 1, "earlier"),
    ):
        if typed is not None:
            try:
                day = dates.typed(typed.strip())[at]
            except ValueError as error:
                raise UsageError(f"--{name}: {error}") from None
            within = _WITHIN["possible"][name]
            period.append(Condition(name, [typed], f"for {typed} or {side}", within, (day,)))
    if len(period) == 2 and period[0].values > period[1].values:
        both = " is after ".join(condition.words for condition in period)
        raise UsageError(f"{both}; give the earlier date to --since")
    return period
