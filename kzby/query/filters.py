"""The filters, the same for every question, as SQL over the records."""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from kzby.errors import UsageError, counted, word
from kzby.model import dates
from kzby.model.terms import DATES, KINDS, SIDES, STATUSES, Dates
from kzby.query import names
from kzby.query.answer import Select, Value
from kzby.store import Store


class Filters(NamedTuple):
    """What to narrow an answer to: one filter's values are alternatives; all filters apply."""

    region: Sequence[str] = ()
    with_: Sequence[str] = ()
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

    def on(self, day: str) -> "Filters":
        """The filters with a day (YYYY-MM-DD) where `today` is typed."""
        typed = {"since": self.since or "", "until": self.until or ""}
        days = {name: day for name, text in typed.items() if text.strip().casefold() == "today"}
        return self._replace(**days)  # type: ignore[arg-type]


class Condition(NamedTuple):
    """SQL that tests a record; of a filter also its name, its typed values, what it means."""

    filter: str = ""
    typed: Sequence[str] = ()
    meaning: str = ""  # `about Brest Oblast`
    sql: str = "TRUE"
    values: tuple[Value, ...] = ()

    @property
    def words(self) -> str:
        """The filter as it stands on the command line."""
        import shlex  # most answers do without

        option = f"--{self.filter} " if self.filter else ""
        return " ".join(f"{option}{shlex.quote(typed)}" for typed in self.typed)


LISTED = "IN (SELECT value FROM json_each(?))"  # the list is bound as JSON
# The positions of records that name a thing, by the kind of thing.
NAMING = {
    "region": f"SELECT record FROM main.record_region WHERE region {LISTED}",
    "sector": "SELECT record FROM main.record_sector "
    f"JOIN inside ON part = sector WHERE whole {LISTED}",
    "person": f"SELECT record FROM main.record_person WHERE person {LISTED}",
    "organization": f"SELECT record FROM main.record_organization WHERE organization {LISTED}",
    "article": f"SELECT record FROM main.mention WHERE article {LISTED}",
}
NAMING["with"] = NAMING["region"]
# The filters by a word of a closed list: its words, and the test.
_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "side": (SIDES, f"position IN (SELECT record FROM main.record_side WHERE side {LISTED})"),
    "kind": (KINDS, f"kind {LISTED}"),
    "status": (STATUSES, f"status {LISTED}"),
}
# A record passes if its date may fall in the period, or if all of it does.
_POSSIBLE = {
    "since": "(at_latest >= ? OR at_latest IS NULL)",
    "until": "(at_earliest <= ? OR at_earliest IS NULL)",
}
_LIKELY = {"since": "at_start >= ?", "until": "at_latest <= ?"}
DATED = ("since", "until", "season", "dates")  # the conditions by date
# From how many original publishers a record is as it stands: held, where others only announce it.
_ORIGINS = """? <= coalesce((
    SELECT min(agencies) FROM main.as_it_stands AS used WHERE used.record = main.record.position
), json_array_length(origins))"""


def conditions(store: Store, filters: Filters | None) -> tuple[list[Condition], list[str]]:
    """The filters as conditions, and a note on every ambiguous name.

    UsageError if a filter makes no sense.
    """
    filters = filters or Filters()
    conditions: list[Condition] = []
    notes: list[str] = []
    for field, typed in filters._asdict().items():
        name = field.rstrip("_")
        if name in NAMING and typed:
            kind = "region" if name == "with" else name
            meanings = [names.find(store, kind, text) for text in typed]
            notes += [note for _, note in meanings if note]
            ids = list(dict.fromkeys(id_ for each, _ in meanings for id_ in each))
            about = f"about {store.any_of(ids)}"
            conditions.append(naming(name, ids, typed, about))
        elif name in _WORDS and typed:
            known, sql = _WORDS[name]
            words = [word(name, each, known) for each in typed]
            having = f"with the {name} {' or '.join(words)}"
            conditions.append(Condition(name, words, having, sql, (json.dumps(words),)))
    if (least := filters.min_origins) is not None:
        reported = f"from at least {counted(least, 'original publisher')}"
        conditions.append(Condition("min-origins", [str(least)], reported, _ORIGINS, (least,)))
    return [*conditions, *admitting(word("dates", filters.dates, DATES), _period(filters))], notes


def naming(kind: str, ids: Sequence[str], typed: Sequence[str] = (), about: str = "") -> Condition:
    """The condition that a record names one of these things."""
    return Condition(kind, typed, about, f"position IN ({NAMING[kind]})", (json.dumps(ids),))


def admitting(which: Dates, conditions: Sequence[Condition]) -> list[Condition]:
    """The conditions, those by date as met by dates that overlap the period, or lie inside it."""
    tests = _POSSIBLE if which == "possible" else _LIKELY
    others = [each for each in conditions if each.filter != "dates"]
    admitted = [each._replace(sql=tests.get(each.filter, each.sql)) for each in others]
    if which == "possible":
        return admitted
    test = "at_certain" if which == "certain" else "TRUE"
    return [*admitted, Condition("dates", [which], f"with a {which} date", test)]


def made(condition: Condition) -> Condition:
    """The condition as of when records are dated, plans thus when they are made, not when due."""
    sql = re.sub(r"\bat\b", "date", condition.sql.replace("at_start", "at_earliest"))
    sql = sql.replace("at_certain", "iif(kind = 'plan', year_stated, at_certain)")
    return condition._replace(sql=re.sub(r"\bat_(?!certain)", "date_", sql))


def passing(conditions: Sequence[Condition]) -> Select:
    """The positions of the records that fulfil all conditions."""
    tests = " AND ".join(each.sql for each in conditions) or "TRUE"
    values = tuple(value for each in conditions for value in each.values)
    return Select(f"SELECT position FROM main.record WHERE {tests}", values)


def days(option: str, typed: str) -> dates.Window:
    """The first and the last day of a date that is typed; UsageError if it is none."""
    try:
        return dates.typed(typed.strip())
    except ValueError as error:
        raise UsageError(f"--{option}: {error}") from None


def _period(filters: Filters) -> list[Condition]:
    """The filters by date, as they admit possible dates."""
    period = []
    ends = (("since", filters.since, "later"), ("until", filters.until, "earlier"))
    for bound, (name, typed, side) in enumerate(ends):
        if typed is not None:
            day, meaning = days(name, typed)[bound], f"for {typed} or {side}"
            period.append(Condition(name, [typed], meaning, _POSSIBLE[name], (day,)))
    if len(period) == 2 and period[0].values > period[1].values:
        both = " is after ".join(condition.words for condition in period)
        raise UsageError(f"{both}; give the earlier date to --since")
    return [*period, *_of_the_season(*(str(each.values[0]) for each in period))]


def _of_the_season(first: str = "", last: str = "") -> list[Condition]:
    """The condition that a month or day of no year can be in a period of less than a year."""
    if not last or f"{int(first[:4]) + 1:04}{first[4:]}" <= last:
        return []
    both = "AND" if first[5:] <= last[5:] else "OR"  # over the turn of the year
    day = "substr(rtrim(at, '?~') || '-{}', 6, 5)"
    test = f"{day.format('01')} <= ? {both} {day.format('31')} >= ?"
    sql = f"(at NOT GLOB 'XXXX-[01]*' OR {test})"
    return [Condition("season", sql=sql, values=(last[5:], first[5:]))]
