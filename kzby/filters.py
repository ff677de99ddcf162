"""What an answer is narrowed to: the same filters for every question, as SQL over the records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kzby import dates, names
from kzby.errors import UsageError
from kzby.store import Store
from kzby.terms import Kind, Side, Status


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What people ask for; the values of one filter are alternatives, the filters apply together."""

    region: Sequence[str] = ()
    person: Sequence[str] = ()
    organization: Sequence[str] = ()
    sector: Sequence[str] = ()
    side: Sequence[Side] = ()
    kind: Sequence[Kind] = ()
    status: Sequence[Status] = ()
    article: Sequence[str] = ()
    since: str | None = None
    until: str | None = None


class Condition(NamedTuple):
    """One filter: its option, as it was typed, what that was taken to mean, and its SQL over `record`."""

    option: str
    typed: str
    meaning: str
    sql: str
    values: tuple[str, ...]

    @property
    def words(self) -> str:
        """The filter as it stands on the command line."""
        return f"{self.option} {self.typed}"


class Chosen(NamedTuple):
    """The ids of the records that fulfil some conditions, as an SQL query and the values it binds."""

    sql: str
    values: tuple[str, ...]


_HOLDING = {
    "region": "SELECT record FROM record_region JOIN inside ON part = region WHERE whole IN",
    "sector": "SELECT record FROM record_sector JOIN inside ON part = sector WHERE whole IN",
    "person": "SELECT record FROM record_person WHERE person IN",
    "organization": "SELECT record FROM record_organization WHERE organization IN",
    "article": "SELECT record FROM mention WHERE article IN",
}


def conditions(store: Store, filters: Filters) -> tuple[list[Condition], list[str]]:
    """The filters as conditions, and a note on every name that means more than one thing.

    UsageError, with the nearest known name, if a filter names what does not exist or is no date.
    """
    found: list[Condition] = []
    notes: list[str] = []
    for kind in _HOLDING:
        typed: Sequence[str] = getattr(filters, kind)
        if typed:
            meanings = [names.find(store.connection, kind, name) for name in typed]
            notes += [meaning.note for meaning in meanings if meaning.note]
            ids = tuple(dict.fromkeys(id_ for meaning in meanings for id_ in meaning.ids))
            found.append(_named(store, kind, typed, ids))
    if filters.side:
        found.append(_listed("side", filters.side, (*filters.side, Side.BOTH)))
    if filters.kind:
        found.append(_listed("kind", filters.kind, filters.kind))
    if filters.status:
        found.append(_listed("status", filters.status, filters.status))
    if filters.since is not None:
        day = _day("--since", filters.since, dates.first_day)
        found.append(_dated("--since", filters.since, "coalesce(at_latest >= ?, TRUE)", day))
    if filters.until is not None:
        day = _day("--until", filters.until, dates.last_day)
        found.append(_dated("--until", filters.until, "coalesce(at_earliest <= ?, TRUE)", day))
    return found, notes


def chosen(conditions: Sequence[Condition]) -> Chosen:
    """The records that fulfil all of the conditions."""
    where = " AND ".join(condition.sql for condition in conditions) or "TRUE"
    return Chosen(f"SELECT id FROM record WHERE {where}", tuple(v for c in conditions for v in c.values))


def marks(values: Sequence[object]) -> str:
    """Placeholders for bound values: `?, ?, ?`."""
    return ", ".join("?" * len(values))


def _named(store: Store, kind: str, typed: Sequence[str], ids: tuple[str, ...]) -> Condition:
    rows = store.connection.execute(f"SELECT id, text FROM label WHERE id IN ({marks(ids)})", ids)
    called = dict(rows.fetchall())
    meaning = " or ".join(called.get(id_, id_) for id_ in ids)
    words = f" --{kind} ".join(f'"{name}"' if " " in name else name for name in typed)
    return Condition(f"--{kind}", words, meaning, f"id IN ({_HOLDING[kind]} ({marks(ids)}))", ids)


def _listed(column: str, typed: Sequence[str], values: Sequence[str]) -> Condition:
    words = f" --{column} ".join(typed)
    return Condition(f"--{column}", words, " or ".join(typed), f"{column} IN ({marks(values)})", tuple(values))


def _dated(option: str, typed: str, sql: str, day: str) -> Condition:
    return Condition(option, typed, typed, sql, (day,))


def _day(option: str, typed: str, read: Callable[[str], str]) -> str:
    try:
        return read(typed)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None
