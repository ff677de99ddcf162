"""What an answer is narrowed to: the same filters for every question, as SQL over the records."""

import shlex
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kzby import dates, names
from kzby.errors import UsageError, counted
from kzby.store import Store
from kzby.terms import Dates, Kind, Side, Status


class Filters(NamedTuple):
    """What people ask for; the values of one filter are alternatives, the filters apply together."""

    region: Sequence[str] = ()
    person: Sequence[str] = ()
    organization: Sequence[str] = ()
    sector: Sequence[str] = ()
    side: Sequence[Side] = ()
    kind: Sequence[Kind] = ()
    status: Sequence[Status] = ()
    article: Sequence[str] = ()
    min_origins: int | None = None
    since: str | None = None
    until: str | None = None
    dates: Dates = Dates.POSSIBLE


Value = str | int  # what SQL is given to compare with
_GREATEST = 2**63 - 1  # the greatest number that SQLite knows
FEW = 5_000  # that many records can be looked up one by one before anybody waits


class Condition(NamedTuple):
    """One filter: its name, what was typed, what fulfils it in words (`for Brest Oblast`), and in SQL.

    `sql` tests the record `r`, `holding` lists the records that fulfil it, both with `values`; those of a window are
    listed by its test. `records` is how many there are, as far as they were counted: the fewer, the sooner listed.
    """

    filter: str
    typed: Sequence[str]
    meaning: str
    sql: str
    values: tuple[Value, ...] = ()
    holding: str = ""
    records: int = FEW

    @property
    def words(self) -> str:
        """The filter as it stands on the command line."""
        return " ".join(f"--{self.filter} {shlex.quote(typed)}" for typed in self.typed)


class Chosen(NamedTuple):
    """The ids of the records that fulfil some conditions, as an SQL query and the values it binds."""

    sql: str
    values: tuple[Value, ...]


# The records that name a thing, by the kind of thing.
HOLDING = {
    "region": "SELECT record FROM main.record_region JOIN inside ON part = region WHERE whole IN",
    "sector": "SELECT record FROM main.record_sector JOIN inside ON part = sector WHERE whole IN",
    "person": "SELECT record FROM main.record_person WHERE person IN",
    "organization": "SELECT record FROM main.record_organization WHERE organization IN",
    "article": "SELECT record FROM main.mention WHERE article IN",
}

# What makes a date fulfil a filter: a window holds it if the two overlap, or only if the whole date lies inside.
_WITHIN = {
    Dates.POSSIBLE: {
        "since": "(at_latest >= ? OR at_latest IS NULL)",
        "until": "(at_earliest <= ? OR at_earliest IS NULL)",
    },
    Dates.CERTAIN: {"since": "at_earliest >= ?", "until": "at_latest <= ?"},
}
_SURE = "SELECT id AS record FROM main.record WHERE at_certain"
_CERTAIN = Condition("dates", [Dates.CERTAIN], "with a certain date", "at_certain", holding=_SURE)
DATED = ("since", "until", "dates")  # the filters by date
_WINDOW = (
    "SELECT id AS record FROM (SELECT at_earliest AS earliest, at_latest AS latest FROM span WHERE {}) "
    "CROSS JOIN main.record ON at_earliest IS earliest AND at_latest IS latest"
)


def conditions(store: Store, filters: Filters) -> tuple[list[Condition], list[str]]:
    """The filters as conditions, and a note on every name that means more than one thing.

    UsageError if a filter names what does not exist (with the nearest known name), is no date, or asks for no origin;
    TypeError if it should list names and is one.
    """
    for name, value in filters._asdict().items():
        if isinstance(value, str) and name not in DATED:
            raise TypeError(f"{name} takes a list of names, not a string")
    found: list[Condition] = []
    notes: list[str] = []
    for kind in HOLDING:
        typed: Sequence[str] = getattr(filters, kind)
        if typed:
            meanings = [names.find(store.connection, kind, name) for name in typed]
            notes += [meaning.note for meaning in meanings if meaning.note]
            ids = tuple(dict.fromkeys(id_ for meaning in meanings for id_ in meaning.ids))
            found.append(_named(store, kind, typed, ids))
    if filters.side:
        told = f"SELECT record FROM main.record_side WHERE side IN ({marks(filters.side)})"
        found.append(_listed("side", filters.side, f"EXISTS ({told} AND record = r.id)", told))
    if filters.kind:
        found.append(_listed("kind", filters.kind, *_having(f"kind IN ({marks(filters.kind)})")))
    if filters.status:
        found.append(_listed("status", filters.status, *_having(f"status IN ({marks(filters.status)})")))
    if filters.min_origins is not None:
        found.append(_origins(filters.min_origins))
    found += letting_in(filters.dates, _window(filters.since, filters.until))
    return counting(store, found), notes


def letting_in(which: Dates, found: Sequence[Condition]) -> list[Condition]:
    """The conditions with the certain or all the possible dates let in; those that are not by date as they are.

    Possible dates overlap the window; certain ones are without doubt and lie inside it, on a side where the window is
    open also without end. So every certain date is a possible one, and a wider window lets in all that a narrower one
    does.
    """
    rest = [condition for condition in found if condition.filter != "dates"]
    as_strict = [condition._replace(sql=_WITHIN[which].get(condition.filter, condition.sql)) for condition in rest]
    return [*as_strict, _CERTAIN] if which == Dates.CERTAIN else as_strict


def _window(since: str | None, until: str | None) -> list[Condition]:
    found = []
    if since is not None:
        found.append(_day("since", since, f"for {since} or later", dates.first_day))
    if until is not None:
        found.append(_day("until", until, f"for {until} or earlier", dates.last_day))
    if len(found) == 2 and found[0].values > found[1].values:
        raise UsageError(f"--since {since} is after --until {until}; give the earlier date to --since")
    return found


def counting(store: Store, found: Sequence[Condition]) -> list[Condition]:
    """The conditions with how many records fulfil each; those of a window count together.

    That a date is certain is never where to begin: nearly all are.
    """
    return [
        one._replace(records=FEW + 1 if one.filter == "dates" else _number(store, _with_one(one, found)))
        for one in found
    ]


def _number(store: Store, first: Sequence[Condition]) -> int:
    """How many records fulfil conditions that are listed together, counted no further than FEW."""
    listed = f"SELECT count(*) FROM (SELECT 1 FROM ({_holding(first)}) LIMIT {FEW})"
    (number,) = store.connection.execute(listed, _values(first)).fetchone()
    return int(number)


def _with_one(one: Condition, found: Sequence[Condition]) -> list[Condition]:
    """A condition with those that are listed together with it: the two ends of a window."""
    return [one] if one.holding else [other for other in found if not other.holding]


def _holding(first: Sequence[Condition]) -> str:
    """The records that fulfil a condition, or those of a window together; a record may come twice."""
    return first[0].holding or _WINDOW.format(" AND ".join(one.sql for one in first))


def _values(found: Sequence[Condition]) -> tuple[Value, ...]:
    return tuple(value for one in found for value in one.values)


def chosen(found: Sequence[Condition]) -> Chosen:
    """The records that fulfil all of the conditions: those of the rarest are listed, and tested by the others."""
    if not found:
        return Chosen("SELECT id FROM main.record", ())
    first = _with_one(min(found, key=lambda one: one.records), found)
    rest = [one for one in found if one not in first]
    listed = f"(SELECT DISTINCT record FROM ({_holding(first)}))"
    tests = " AND ".join(one.sql for one in rest) or "TRUE"
    sql = f"SELECT r.id FROM {listed} CROSS JOIN main.record r ON r.id = record WHERE {tests}"
    return Chosen(sql, (*_values(first), *_values(rest)))


def tested(found: Sequence[Condition]) -> Chosen:
    """All records that fulfil the conditions, whole, each record of the dataset tested."""
    return Chosen(f"SELECT * FROM main.record r WHERE {' AND '.join(one.sql for one in found)}", _values(found))


def of_kind(store: Store, kind: Kind) -> Condition:
    """The condition that records are of one kind."""
    return counting(store, [_listed("kind", [kind], *_having("kind IN (?)"))])[0]


def marks(values: Sequence[object]) -> str:
    """Placeholders for bound values: `?, ?, ?`."""
    return ", ".join("?" * len(values))


def _named(store: Store, kind: str, typed: Sequence[str], ids: tuple[str, ...]) -> Condition:
    rows = store.connection.execute(f"SELECT id, text FROM label WHERE id IN ({marks(ids)})", ids)
    called = dict(rows.fetchall())
    meaning = f"for {' or '.join(called.get(id_, id_) for id_ in ids)}"
    holding = f"{HOLDING[kind]} ({marks(ids)})"
    return Condition(kind, typed, meaning, f"EXISTS ({holding} AND record = r.id)", ids, holding)


def _listed(name: str, values: Sequence[str], sql: str, holding: str) -> Condition:
    return Condition(name, values, f"with the {name} {' or '.join(values)}", sql, tuple(values), holding)


def _having(sql: str) -> tuple[str, str]:
    """A test of a record's own columns, and the records that pass it."""
    return sql, f"SELECT id AS record FROM main.record WHERE {sql}"


def _origins(least: int) -> Condition:
    if least < 1:
        raise UsageError(f"--min-origins cannot be {least}; whatever is recorded has at least 1 origin")
    meaning = f"from at least {counted(least, 'news agency', 'news agencies')}"
    sql, holding = _having("json_array_length(origins) >= ?")
    return Condition("min-origins", [str(least)], meaning, sql, (min(least, _GREATEST),), holding)


def _day(name: str, typed: str, meaning: str, read: Callable[[str], str]) -> Condition:
    try:
        return Condition(name, [typed], meaning, _WITHIN[Dates.POSSIBLE][name], (read(typed.strip()),))
    except ValueError as error:
        raise UsageError(f"--{name}: {error}") from None
