"""What an answer is narrowed to: the same filters for every question, as SQL over the records."""

import shlex
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kzby.errors import UsageError, counted, nearest
from kzby.model import dates
from kzby.model.terms import KINDS, SIDES, STATUSES, Dates
from kzby.query import names
from kzby.store import Store


class Filters(NamedTuple):
    """What people ask for; the values of one filter are alternatives, the filters apply together."""

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
    dates: Dates = "possible"


Value = str | int  # what SQL is given to compare with
_GREATEST = 2**63 - 1  # the greatest number that SQLite knows


class Condition(NamedTuple):
    """One filter: its name, what was typed, what fulfils it in words (`for Brest Oblast`), and as SQL on the record `r`."""

    filter: str
    typed: Sequence[str]
    meaning: str
    sql: str
    values: tuple[Value, ...] = ()

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
    filters = filters._replace(
        side=_words("side", filters.side, SIDES),
        kind=_words("kind", filters.kind, KINDS),
        status=_words("status", filters.status, STATUSES),
    )
    if filters.side:
        told = f"SELECT record FROM main.record_side WHERE side IN ({marks(filters.side)})"
        found.append(_listed("side", filters.side, f"EXISTS ({told} AND record = r.id)"))
    if filters.kind:
        found.append(_listed("kind", filters.kind, f"kind IN ({marks(filters.kind)})"))
    if filters.status:
        found.append(_listed("status", filters.status, f"status IN ({marks(filters.status)})"))
    if filters.min_origins is not None:
        found.append(_origins(filters.min_origins))
    found += letting_in(filters.dates, _window(filters.since, filters.until))
    return found, notes


def _words(name: str, typed: Sequence[str], words: Sequence[str]) -> list[str]:
    """The words of a closed list as it writes them; UsageError with the nearest for any other."""
    known = {word.casefold(): word for word in words}
    for word in typed:
        if word.casefold() not in known:
            raise UsageError(f"--{name} cannot be {word!r}; {nearest(word.casefold(), words)}")
    return [known[word.casefold()] for word in typed]


def letting_in(which: Dates, found: Sequence[Condition]) -> list[Condition]:
    """The conditions with the certain or all the possible dates let in; those that are not by date as they are.

    Possible dates overlap the window; certain ones are without doubt and lie inside it, on a side where the window is
    open also without end. So every certain date is a possible one, and a wider window lets in all that a narrower one
    does.
    """
    rest = [condition for condition in found if condition.filter != "dates"]
    as_strict = [
        condition._replace(sql=_WITHIN[which].get(condition.filter, condition.sql))
        for condition in rest
    ]
    return [*as_strict, _CERTAIN] if which == "certain" else as_strict


def _window(since: str | None, until: str | None) -> list[Condition]:
    found = []
    if since is not None:
        found.append(_day("since", since, f"for {since} or later", dates.first_day))
    if until is not None:
        found.append(_day("until", until, f"for {until} or earlier", dates.last_day))
    if len(found) == 2 and found[0].values > found[1].values:
        raise UsageError(
            f"--since {since} is after --until {until}; give the earlier date to --since"
        )
    return found


def chosen(found: Sequence[Condition]) -> Chosen:
    """The records that fulfil all of the conditions."""
    tests = " AND ".join(one.sql for one in found) or "TRUE"
    return Chosen(
        f"SELECT id FROM main.record r WHERE {tests}",
        tuple(value for one in found for value in one.values),
    )


def of_kind(kind: str) -> Condition:
    """The condition that records are of one kind."""
    return _listed("kind", [kind], "kind IN (?)")


def marks(values: Sequence[object]) -> str:
    """Placeholders for bound values: `?, ?, ?`."""
    return ", ".join("?" * len(values))


def _named(store: Store, kind: str, typed: Sequence[str], ids: tuple[str, ...]) -> Condition:
    rows = store.connection.execute(f"SELECT id, text FROM label WHERE id IN ({marks(ids)})", ids)
    called = dict(rows.fetchall())
    meaning = f"for {' or '.join(called.get(id_, id_) for id_ in ids)}"
    holding = f"{HOLDING[kind]} ({marks(ids)})"
    return Condition(kind, typed, meaning, f"EXISTS ({holding} AND record = r.id)", ids)


def _listed(name: str, values: Sequence[str], sql: str) -> Condition:
    return Condition(name, values, f"with the {name} {' or '.join(values)}", sql, tuple(values))


def _origins(least: int) -> Condition:
    if least < 1:
        raise UsageError(
            f"--min-origins cannot be {least}; whatever is recorded has at least 1 origin"
        )
    meaning = f"from at least {counted(least, 'news agency', 'news agencies')}"
    sql = "json_array_length(origins) >= ?"
    return Condition("min-origins", [str(least)], meaning, sql, (min(least, _GREATEST),))


def _day(name: str, typed: str, meaning: str, read: Callable[[str], str]) -> Condition:
    try:
        return Condition(name, [typed], meaning, _WITHIN["possible"][name], (read(typed.strip()),))
    except ValueError as error:
        raise UsageError(f"--{name}: {error}") from None
