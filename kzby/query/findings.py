"""What an answer finds: the sentences of its heading, computed from its rows."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from kzby.errors import counted
from kzby.model import dates
from kzby.model.terms import KINDS, OUTCOMES
from kzby.query.answer import Answer, Fields, Labels
from kzby.query.names import VIEW_OF
from kzby.store import Store
from kzby.text import shown

UNITS = ("oblast", "city")
_NOUNS = {"trade": ("trade figure",), "goods": ("traded good",), "person": ("person", "people")}
Rows = Sequence[Fields]
Find = Callable[[Rows, Labels], Iterator[str]]
# How plans stand, by what that is called.
_STANDINGS: Mapping[str, Sequence[str]] = {
    "Settled": OUTCOMES,
    "Past due without news": ("overdue",),
    "Still open": ("open",),
    "No full date given": ("undated",),
}


def by_standing(rows: Rows) -> Iterator[tuple[str, list[Fields]]]:
    """The plans of each standing that any has, and what that is called."""
    for name, standings in _STANDINGS.items():
        if group := [row for row in rows if row["standing"] in standings]:
            yield name, group


def ledger(store: Store, day: str, standings: Collection[str]) -> Iterator[str]:
    """How many plans have a known outcome, and how many are past due on a day without news."""
    number = Counter(standings)
    told = sum(number[outcome] for outcome in OUTCOMES)
    plans = counted(len(standings), "plan, offer or hope", "plans, offers and hopes")
    sql = "SELECT date FROM news WHERE known <= ? LIMIT 1"
    (newest,) = store.connection.execute(sql, (day,)).fetchone()
    until = f"up to {dates.words(newest, one_of=True)}"
    tell = f"articles {until} tell" if told else f"no article {until} tells"
    them = "it" if len(standings) == 1 else told or "any"
    yield f"{plans}; {tell} what became of {them}."
    if overdue := number["overdue"]:
        past = f"{counted(overdue, 'is', 'are')} past due on {dates.words(day)} without news"
        yield f"{past}; no news does not mean “not done”."


def _ties(rows: Rows, labels: Labels) -> Iterator[str]:
    """How many pairs of oblasts are tied, and which most."""
    pairs = [row for row in rows if row["ties"] and not {"BY", "KZ"} & {*ends(row)}]
    most = max((row["ties"] for row in pairs), default=0)
    first = [row for row in pairs if row["ties"] == most]
    names = "; ".join(" and ".join(labels[end] for end in ends(row)) for row in first)
    by, each = counted(most, "record"), " each" * (len(first) > 1)
    if not pairs:
        yield "No oblast of one country is tied to one of the other."
    elif len(pairs) == 1:
        yield f"1 pair of oblasts is tied: {names}, by {by}."
    elif len(first) > 3:
        yield f"{len(pairs):,} pairs of oblasts are tied, none by more than {by}."
    else:
        yield f"{len(pairs):,} pairs of oblasts are tied, the most by {by}{each}: {names}."


def _sectors(rows: Rows, labels: Labels) -> Iterator[str]:
    """How many sectors are proposed, how many of them by both sides, and which most often."""
    mutual = sum(map(by_both, rows))
    most = max(row["proposals"] for row in rows)
    first = [labels[row["sector"]] for row in rows if row["proposals"] == most]
    are = "is" if len(rows) == 1 else "are"
    sides = f", {mutual} by both sides" if mutual else ""
    times = f"{counted(most, 'time')}{' each' * (len(first) > 1)}"
    named = most > 1 and len(first) < 3
    often = f"; most often {' and '.join(first)}, {times}" if named else ""
    yield f"{counted(len(rows), 'sector')} {are} proposed{sides}{often}."


def _regions(rows: Rows, labels: Labels) -> Iterator[str]:
    """How many oblasts and cities of each country have records, and which have most."""
    for country in dict.fromkeys(row["within"] for row in rows if row["type"] in UNITS):
        units = [row for row in rows if row["within"] == country and row["type"] in UNITS]
        known = sum(row["records"] > 0 for row in units)
        most = max(row["records"] for row in units)
        first = [labels[row["id"]] for row in units if row["records"] == most]
        every = counted(len(units), "oblast or city", "oblasts and cities")
        if not known:
            yield f"{labels[country]}: no news of any of {every}."
            continue
        number = f"{known} of {every}" if known < len(units) else every
        of, each = "most of " * (known > 1), " each" * (len(first) > 1)
        named = f", {of}{' and '.join(first)} ({most}{each})" if len(first) < 3 else ""
        yield f"{labels[country]}: news of {number}{named}."


def by_both(sector: Fields) -> bool:
    """Whether both sides propose a sector, each for itself or together."""
    return bool(sector["jointly"] or (sector["belarus"] and sector["kazakhstan"]))


def ends(row: Fields) -> tuple[str, str]:
    """The two regions of a tie."""
    return row["belarus"], row["kazakhstan"]


def _gaps(rows: Rows, labels: Labels) -> Iterator[str]:
    """How many of the known articles are read, and on which oblasts none is known."""
    read = {id_ for row in rows for id_ in row["articles"]}
    unread = {id_ for row in rows for id_ in row["unread"]}
    yield share_read(len(read), len(read) + len(unread))
    years = {int(row["year"]) for row in rows if row["year"]}
    every = range(min(years, default=0), max(years, default=0))
    if missing := [str(year) for year in every if year not in years]:
        yield f"No article is known to be of {', '.join(missing)}."
    if silent := [labels[row["region"]] for row in rows if not row["known"]]:
        yield f"No article is known on {', '.join(silent)}."


_VERDICTS = {
    "conflict": "in conflict",
    "revised": "revised later",
    "agree": "that can both be right",
}


def _conflicts(rows: Rows, _: Labels) -> Iterator[str]:
    """In how many fields of how many records articles disagree."""
    number = Counter(row["verdict"] for row in rows)
    told = ", ".join(f"{number[word]:,} {is_}" for word, is_ in _VERDICTS.items() if number[word])
    records = counted(len({row["id"] for row in rows}), "record")
    yield f"Articles tell {counted(len(rows), 'field')} of {records} differently: {told}."


def share_read(read: int, known: int) -> str:
    """How many of the known articles are read: `3 of 5 known articles are read`."""
    verb = "is" if 1 in (read, known) else "are"
    return f"{read:,} of {counted(known, 'known article')} {verb} read."


def unsaid(store: Store) -> Iterator[str]:
    """How many pairs of oblasts no record ties, and which sectors no proposal names."""
    run = store.connection.execute
    number = "(SELECT count(*) FROM region WHERE type IN ('oblast', 'city') AND within = ?)"
    (pairs,) = run(f"SELECT {number} * {number}", ("BY", "KZ")).fetchone()
    both = "ties AND belarus <> 'BY' AND kazakhstan <> 'KZ'"
    tied = run(f"SELECT DISTINCT belarus, kazakhstan FROM tie WHERE {both}").fetchall()
    are = counted(len(tied), "is", "are")
    yield f"Of {counted(pairs, 'pair')} of oblasts, {are} tied by a record."
    sql = "SELECT name FROM sector WHERE id NOT IN (SELECT sector FROM proposal) ORDER BY name"
    if sectors := [name for (name,) in run(sql)]:
        yield f"No proposal names these sectors: {shown(', '.join(sectors))}."


def common(rows: Rows, _: Labels) -> Iterator[str]:
    """By how many records of each kind two regions are tied."""
    yield by_kind("Tied by", (row["kind"] for row in rows))


def by_kind(words: str, things: Iterable[str]) -> str:
    """Some words, and how many things there are of each kind."""
    number = Counter(things)
    kinds = [kind for kind in (*KINDS, *VIEW_OF) if kind in number]
    counts = (counted(number[kind], *_NOUNS.get(kind, (kind,))) for kind in kinds)
    return f"{words} {', '.join(counts)}."


_OF_VIEW: Mapping[str, Find] = {
    "ties": _ties,
    "gaps": _gaps,
    "conflicts": _conflicts,
    "sectors": _sectors,
    "regions": _regions,
}


def headed(answer: Answer, find: Find | None = None) -> Answer:
    """The answer with what is found, by default what its view has to find."""
    find = find or _OF_VIEW.get(answer.view or "")
    if not find or answer.empty:
        return answer
    kept = answer.kept()
    return kept._replace(findings=tuple(find(list(kept.mappings()), kept.labels)))
